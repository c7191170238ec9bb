"""What was done, told by the document itself: a paragraph from the sentence that answers, or a section whose title was asked for."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from assistant.answers import passage
from assistant.draft import Draft
from assistant.evidence import Candidate, Evidence
from assistant.excerpt import excerpt
from assistant.matching import carries
from corpus.folding import fold
from corpus.scope import scopes
from index.library import Library

_LONGEST = 330
_TITLED = 0.5  # of every term, said by a title that the whole section answers for


def paragraph(evidence: Evidence) -> Draft | None:
    """The draft of the sentence that carries the question and those behind it in its paragraph, as many as fit."""
    found = passage.answer(evidence)
    if found is None:
        return None
    place = found.citations[0].key, found.citations[0].paragraph
    own = [
        candidate
        for candidate in (*evidence.candidates, *evidence.near)
        if (candidate.passage.document.key, candidate.passage.paragraph.number) == place
        and candidate.scope.start >= found.citations[0].span[0]
    ]
    draft = _told(sorted(own, key=lambda one: one.scope.start), evidence)
    return draft if len(draft.sentences) > 1 else found


def titled(evidence: Evidence, library: Library) -> Draft | None:
    """The draft of the section whose very title carries the question, sentence after sentence, as many as fit."""
    place = _titled(evidence)
    if place is None:
        return None
    key, path = place
    draft = _told(_sentences(evidence, library, key, path), evidence)
    return draft if draft.sentences else None


def _told(candidates: Iterable[Candidate], evidence: Evidence) -> Draft:
    """The sentences one after the other, as many as fit; only the first says its place and time."""
    draft, length = Draft(), 0
    for candidate in candidates:
        part = excerpt(candidate, evidence.wanted, longest=_LONGEST, trimmed=False)
        text = candidate.passage.paragraph.text[part.start : part.end]
        length += len(text)
        if length > _LONGEST:
            break
        draft.quote(replace(part, text=text) if draft.sentences else part)
    return draft


def _titled(evidence: Evidence) -> tuple[str, tuple[str, ...]] | None:
    """Document and path of the section, of those that sentences of the right place and time stand in."""
    wanted = evidence.wanted
    found: dict[tuple[str, tuple[str, ...]], float] = {}
    for candidate in evidence.candidates:
        path = candidate.passage.section
        for depth in range(len(path), 0, -1):
            shares = [term.within(fold(path[depth - 1])) for term in wanted]
            if wanted and min(shares) >= _TITLED and carries(shares, wanted):
                weight = sum(term.weight * share for term, share in zip(wanted, shares, strict=True))
                found[candidate.passage.document.key, path[:depth]] = weight
                break
    return min(found, key=lambda place: (-found[place], place)) if found else None


def _sentences(evidence: Evidence, library: Library, key: str, path: tuple[str, ...]) -> Iterator[Candidate]:
    """Every sentence of the section but the run-in titles; those that were not searched for count like one that was."""
    searched = [candidate for candidate in evidence.candidates if candidate.passage.document.key == key]
    for one in library.passages(key):
        if one.section[: len(path)] != path or one.paragraph.role != "body":
            continue
        for scope in scopes(one.paragraph, reference=one.document.reference, headings=one.section):
            if (scope.start, scope.end) not in one.paragraph.leads:
                yield replace(searched[0], passage=one, scope=scope, stated=(), facts=())
