"""Find the documents that may speak of topics, without reading the others."""

import datetime
from collections.abc import Sequence
from itertools import product

from assistant.topics import Part, Topic
from corpus.folding import fold, squeeze
from index.hits import Document
from index.library import Library

# So many paragraphs of the full text are looked at for one wording, and so many documents are given.
_PARAGRAPHS = 20_000
_DOCUMENTS = 300
_LOOKED_AT = 50  # paragraphs in which a wording is looked for to know whether the library says it


def candidates_for(
    library: Library, topics: Sequence[Topic], permitted: dict[int, Document]
) -> tuple[list[Document], bool]:
    """
    The documents, in time, that have all characters of a topic in a paragraph and the titles above it.

    Of too many the latest are given; the second value tells whether these are all.
    """
    found: set[int] = set()
    complete = True
    for wording in dict.fromkeys(wording for topic in topics for wording in _wordings(topic)):
        hits = library.full.having(wording, limit=_PARAGRAPHS, generations=permitted)
        complete = complete and len(hits) < _PARAGRAPHS
        found.update(generation for generation, _, _ in hits)
    documents = [document for generation, document in permitted.items() if generation in found]
    latest = sorted(documents, key=lambda one: (one.day or datetime.date.min, one.key), reverse=True)[:_DOCUMENTS]
    return sorted(latest, key=in_time), complete and len(documents) <= _DOCUMENTS


def in_time(document: Document) -> tuple[bool, datetime.date, str, str]:
    """Orders documents by day, those without one last; those of one day by the name of the file."""
    return document.day is None, document.day or datetime.date.max, document.file_name, document.key


def says(library: Library, permitted: dict[int, Document], text: str) -> bool:
    """Whether a document that may be seen has these very words in a paragraph."""
    plain = squeeze(text)
    for generation, number, _ in library.full.having(text, limit=_LOOKED_AT, generations=permitted):
        document = permitted.get(generation)
        passage = library.store.passage(document, number) if document is not None else None
        if passage is not None and plain in squeeze(passage.paragraph.text):
            return True
    return False


def _wordings(topic: Topic) -> list[str]:
    """What a paragraph must have all characters of, with the titles above it, to speak of the topic."""
    return [" ".join(chosen) for chosen in product(*map(_names, topic.parts))]


def _names(part: Part) -> list[str]:
    """The part's names, without those that hold another: what has 对非外贸进出口 has 对非外贸."""
    names = [part.name, *((part.other,) if part.other else ()), *(part.indicator.names if part.indicator else ())]
    names += [" ".join(part.words)] if part.words else []
    plain = list(dict.fromkeys(map(fold, names)))
    return [name for name in plain if not any(other != name and other in name for other in plain)]
