"""
Every number, unit, sign, place and time of a sentence against the paragraph it cites; what is not borne out is not shown.

Works on any text with marks [1], [2] …, so that answers worded by a language model go through it too.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.agreement import Known, Side, claim_fault, known_of, said
from assistant.citation import Citation
from assistant.claims import Claim, Reading, listed, read, tidy
from assistant.computing import Computation
from assistant.naming import direction_faults, figure_faults, number_faults, period_faults, region_faults
from assistant.sources import Source, source_of
from assistant.verdicts import computes, conclusion_faults, tells_inputs

_MARKS = re.compile(r"(?:\[\d+\])+")
_CITED = re.compile(r"\[(\d+)\]")
_SENTENCE = re.compile(r"[^。！？\n]*[。！？\n]?")
_ITEM = re.compile(r"[（(](\d{1,2})[）)]")
_LISTING = re.compile(r"(?:[^，,（(]{0,2}列出前\d+项)?[:：]")


@dataclass(frozen=True, slots=True)
class Problem:
    """A sentence that its citations do not bear out, and why."""

    sentence: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a sentence with the marks right behind it; without any, it goes by the marks before it."""

    start: int
    end: int
    marks: tuple[int, ...]


def check(
    text: str,
    citations: Sequence[Citation],
    *,
    known: Iterable[str] = (),
    computed: Sequence[Computation] = (),
) -> list[Problem]:
    """
    The first problem of each sentence that has any: a mark that cites nothing, or a number, unit, direction, rank,
    place or time that the cited paragraph does not state of the same thing.

    `known` are wordings of numbers, times and places that the answer may say without a source; `computed` the numbers
    that code has made of cited ones, each of which is computed again here.
    """
    by_number = {citation.number: citation for citation in citations}
    reference = next((citation.reference or citation.date for citation in citations), None)
    allowed = known_of(known, reference=reference)
    problems: list[Problem] = []
    before: list[Source] = []
    cited: list[Side] = []
    for match in _SENTENCE.finditer(text):
        sentence = match[0].strip()
        if not sentence:
            continue
        marks = [int(mark) for mark in _CITED.findall(sentence)]
        if unknown := [mark for mark in marks if mark not in by_number]:
            problems.append(Problem(sentence, f"引用[{unknown[0]}]不存在"))
            continue
        sources = {mark: source_of(by_number[mark]) for mark in marks}
        before += [source for source in sources.values() if source not in before]
        fault = next(_faults(sentence, sources, allowed, computed, before, cited), None)
        if fault is not None:
            problems.append(Problem(sentence, fault))
    return problems


def _faults(
    sentence: str,
    sources: dict[int, Source],
    known: Known,
    computed: Sequence[Computation],
    before: Sequence[Source],
    cited: list[Side],
) -> Iterator[str]:
    text, pieces = _pieces(sentence)
    reading = _reading(text, next((source.reference for source in sources.values()), None))
    sides = [Side(reading, piece.start, piece.end, bool(piece.marks)) for piece in pieces]
    # What is computed is of the places that were told before.
    told = cited if any(word in text for word in listed("computed")) else []
    said_before = frozenset(name for side in told for name in _named(side))
    cited += [side for side in sides if side.own]
    made = [one for one in computed if tells_inputs(one, cited)]
    for piece, side in zip(pieces, sides, strict=True):
        own = [sources[mark] for mark in dict.fromkeys(piece.marks or sources)]
        for claim in reading.claims:
            if side.first <= claim.start < side.last and (fault := _claim(claim, side, own, known, made, before)):
                yield fault
        yield from figure_faults(side, own)
        yield from number_faults(side, own, known)
        yield from period_faults(side, own, known)
        yield from region_faults(side, own, known, said_before)
        # Which way a computed comparison goes is for its figures to tell, not for the words beside theirs.
        if side.own or not any(word in text[side.first : side.last] for word in listed("computed")):
            yield from direction_faults(side, own, known)
        yield from conclusion_faults(side, cited)
        said_before |= _named(side)


def _named(side: Side) -> set[str]:
    return {one.region.name for one in side.reading.regions if side.first <= one.start < side.last}


def _claim(
    claim: Claim,
    side: Side,
    sources: Sequence[Source],
    known: Known,
    computed: Sequence[Computation],
    before: Sequence[Source],
) -> str | None:
    listing = _LISTING.match(side.reading.text, claim.end)
    if listing and (items := len(_ITEM.findall(side.reading.text))) > 1:
        return None if claim.value == items and claim.unit in listed("items") else f"列出的不是{said(claim)}"
    if any(computes(computation, claim, before) for computation in computed):
        return None
    if not side.own and claim.unit in listed("items") and not side.reading.text[claim.start].isdigit():
        return None  # 两项合计: a turn of speech
    if not side.own and any(word in side.reading.text[claim.end : side.last] for word in listed("computed")):
        fault: str | None = f"{said(claim)}不是由所引的数算出的"
        sources = ()
    else:
        fault = claim_fault(claim, side, sources, known) if sources else f"没有引用的数字{said(claim)}"
    if fault is None:
        return None
    return None if known.tells(claim) and not _stated(claim, sources) else fault


def _stated(claim: Claim, sources: Sequence[Source]) -> bool:
    """Whether a paragraph has the number: then what it says of it holds, whatever else is known."""
    return any(one.claim.value == claim.value for source in sources for one in source.stated)


def _pieces(sentence: str) -> tuple[str, list[_Piece]]:
    """The sentence without marks, tidied, and its stretches in that text."""
    parts, pieces, length, last = [], [], 0, 0
    for match in _MARKS.finditer(sentence):
        part = tidy(sentence[last : match.start()])
        parts.append(part)
        pieces.append(_Piece(length, length + len(part), tuple(int(mark) for mark in _CITED.findall(match[0]))))
        length, last = length + len(part), match.end()
    if rest := tidy(sentence[last:]):
        parts.append(rest)
        pieces.append(_Piece(length, length + len(rest), ()))
    return "".join(parts), pieces


def _reading(text: str, reference: datetime.date | None) -> Reading:
    """The reading of an answer's sentence; ； joins the parts of one thought, unless they are numbered items."""
    return read(text if len(_ITEM.findall(text)) > 1 else text.replace("；", "，"), reference=reference)


__all__ = ["Computation", "Problem", "check"]
