"""What an issue, or one of its sections, is about: the titles of its sections and of their items, in order."""

from dataclasses import dataclass

from assistant.answers.points import group_at
from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.matching import Term, carries
from corpus.folding import fold
from index.hits import Document, Passage
from index.library import Library

_ROOM = 360
_FEWEST = 2
_SHORTEST = 8


@dataclass(frozen=True, slots=True)
class _Part:
    """A section and the titles of what stands in it."""

    path: tuple[str, ...]
    first: Passage
    titles: tuple[str, ...]


def answer(evidence: Evidence, library: Library) -> Draft | None:
    """The draft, or None where the question points at no single document."""
    question = evidence.question
    documents = [document for document in library.documents() if _meant(evidence, document)]
    if question.latest or (question.regions and not question.issue):
        documents = documents[:1]
    if len(documents) != 1 or not (question.issue or question.series or question.regions or question.latest):
        return None
    document = documents[0]
    parts = _parts(library, document, _asked(evidence, library, document))
    if not parts:
        return None
    masthead = document.masthead
    draft = Draft([f"《{masthead.title}》{masthead.issue or ''}："])
    draft.known += [masthead.title, masthead.issue or "", str(len(parts))]
    room = max(_SHORTEST, _ROOM // len(parts))
    for part in parts:
        mark = draft.cite(part.first, 0, len(part.first.paragraph.text))
        titles, shown = list(part.titles), ""
        while titles and len(shown) + len(titles[0]) <= room:
            shown += ("、" if shown else "：") + titles.pop(0)
        more = f"等{len(part.titles)}项" if titles and shown else ""
        draft.known += [*part.titles, str(len(part.titles)), *part.path]
        draft.sentences.append(f"{part.path[-1]}{shown}{more}{mark}；")
    draft.sentences[-1] = draft.sentences[-1].removesuffix("；") + "。"
    return draft


def _meant(evidence: Evidence, document: Document) -> bool:
    question, masthead = evidence.question, document.masthead
    return (
        (not question.issue or masthead.issue == question.issue)
        and (not question.series or masthead.series in question.series)
        and (not question.regions or masthead.region in question.regions)
    )


def _asked(evidence: Evidence, library: Library, document: Document) -> tuple[str, ...]:
    """The section that the question names; the whole document where it names none."""
    wanted: tuple[Term, ...] = evidence.wanted
    if not wanted:
        return ()
    paths = dict.fromkeys(passage.section for passage in library.passages(document.key))
    heads = dict.fromkeys(path[:depth] for path in paths for depth in range(1, len(path) + 1))
    for path in heads:
        title = fold(path[-1])
        if carries([term.within(title) for term in wanted], wanted):
            return path
    return ()


def _parts(library: Library, document: Document, path: tuple[str, ...]) -> list[_Part]:
    """The sections one level below `path`, each with its items' titles."""
    depth = len(path) + 1
    inside = [
        passage
        for passage in library.passages(document.key)
        if passage.section[: len(path)] == path and len(passage.section) >= depth and passage.paragraph.role != "tail"
    ]
    parts = []
    for head in dict.fromkeys(passage.section[:depth] for passage in inside):
        own = [passage for passage in inside if passage.section[:depth] == head]
        group = group_at(library, document.key, head)
        titles = tuple(point.title for point in group.points) if group is not None else ()
        parts.append(_Part(head, own[0], titles))
    return parts if len(parts) >= _FEWEST else []
