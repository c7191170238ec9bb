"""What the library's own words say about a question: its newest day, its province, its series and what its figures are of."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from assistant.persons import persons_in
from assistant.question import Question
from assistant.spelling import Spelling, correct
from assistant.understanding import understand
from assistant.vocabulary import vocabulary_of
from corpus.folding import squeeze
from corpus.indicators import indicator_named
from corpus.regions import enclosing
from index.library import Library


def reader(library: Library, *, spelling: bool = True) -> Callable[[str], Question]:
    """How a question is read over the library as it is now; without `spelling` it is taken as it is written."""
    documents = library.documents()
    today = max((day for document in documents if (day := document.reference)), default=None)
    homes = Counter(
        region.name
        for document in documents
        if document.masthead.region and (region := enclosing(document.masthead.region, "省"))
    )
    home = min(homes, key=lambda name: (-homes[name], name)) if homes else None
    series = tuple(sorted({document.masthead.series for document in documents if document.masthead.series}))
    names = frozenset(
        squeeze(name) for pair in library.store.fact_names() for name in pair if indicator_named(name) is None
    )
    regions = Counter(document.masthead.region for document in documents if document.masthead.region)
    own = min(regions, key=lambda name: (-regions[name], name)) if regions else None

    passages = [passage for document in documents for passage in library.store.passages(document)]
    vocabulary = vocabulary_of(library.store, passages)
    persons = persons_in(passage.paragraph.text for passage in passages)

    def read(text: str) -> Question:
        meant = correct(text, vocabulary) if spelling else Spelling(text)
        question = understand(meant.text, today=today, home=home, series=series, names=names, persons=persons)
        taken = tuple(f"“{wrong}”按“{right}”理解。" for wrong, right in meant.changes)
        return replace(
            question, own=own, notes=(*taken, *question.notes), doubtful=meant.doubtful, choices=meant.choices
        )

    return read
