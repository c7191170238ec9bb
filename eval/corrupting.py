"""
Make wrong answers out of right ones: one digit, unit, direction, place, time or rank is put for another.

The words are found by patterns of this module's own, not by the reader that the check uses: what that reader overlooks
must be corrupted too.
"""

import random
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from assistant.citation import Citation
from corpus.folding import fold, squeeze
from corpus.periods import find_periods
from corpus.regions import contains, find_regions, gazetteer

Kind = Literal["数字", "单位", "增减", "地区", "期间", "位次"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_MARKS = re.compile(r"\[\d+\]")
_NUMBER = re.compile(r"(?<![\d.第\[（(])\d+(?:\.\d+)?(?![\d.\]）)])")
_RANK = re.compile(r"第(\d{1,2}|[一二三四五六七八九十])(?=位|名|[，。；、\[]|$)|首位")
_DATE = re.compile(r"20\d\d(?=年)|\d{1,2}(?=[-—~至]\d{1,2}月)|\d{1,2}(?=月)|(?<=月)\d{1,2}(?=日)|[一二三四](?=季度)")
_NUMERALS = "一二三四五六七八九十"
_NEAR = 12  # characters in which a direction stands before its number
_TRIES = 20  # for each corruption and kind, to find one that is new


@dataclass(frozen=True, slots=True)
class Right:
    """A right answer with all that the check was given of it."""

    case: str
    text: str
    citations: tuple[Citation, ...]
    known: tuple[str, ...] = ()
    computed: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Corruption:
    """An answer with one thing changed: `before` stood in it where `after` stands now."""

    kind: Kind
    right: Right
    text: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class _Change:
    start: int
    end: int
    after: str


@cache
def _data() -> dict[str, list[list[str]]]:
    with Path(__file__).with_name("corrupting.toml").open("rb") as file:
        return tomllib.load(file)


def corruptions(answers: Sequence[Right], *, count: int, seed: int = 5) -> list[Corruption]:
    """
    `count` different corruptions, in turn of each kind while the answers have more of it, the same for the same seed.

    One that makes the answer say what a cited paragraph really says is drawn again.
    """
    draw = random.Random(seed)  # noqa: S311  # for repeatable samples, no secret
    made: dict[str, Corruption] = {}
    left = dict.fromkeys(KINDS, _TRIES * count)
    while len(made) < count and any(left.values()):
        for kind in KINDS:
            while left[kind] and len(made) < count:
                left[kind] -= 1
                corruption = _drawn(kind, answers, draw)
                if corruption is not None and corruption.text not in made:
                    made[corruption.text] = corruption
                    break
    return sorted(made.values(), key=lambda corruption: KINDS.index(corruption.kind))


def _drawn(kind: Kind, answers: Sequence[Right], draw: random.Random) -> Corruption | None:
    """One corruption; None where the answer drawn has nothing of the kind, or would still say what is said."""
    answer = draw.choice(answers)
    changes = list(_changes(kind, answer, draw))
    change = draw.choice(changes) if changes else None
    if change is None or _really_said(answer, change):
        return None
    text = answer.text[: change.start] + change.after + answer.text[change.end :]
    return Corruption(kind, answer, text, answer.text[change.start : change.end], change.after)


def _really_said(answer: Right, change: _Change) -> bool:
    """Whether the clause with the change in it stands word for word in a cited paragraph, or says what it said before."""
    before = answer.text[change.start : change.end]
    if squeeze(before) == squeeze(change.after):
        return True
    starts = [answer.text.rfind(stop, 0, change.start) for stop in "，。；：]"]
    ends = [at for stop in "，。；：[" if (at := answer.text.find(stop, change.end)) >= 0]
    start, end = max(starts) + 1, min(ends, default=len(answer.text))
    clause = squeeze(answer.text[start : change.start] + change.after + answer.text[change.end : end])
    longer = squeeze(answer.text[max(0, start - 12) : change.start] + change.after + answer.text[change.end : end])
    sources = [squeeze(citation.paragraph_text) for citation in answer.citations]
    # A clause without a noun of its own (增长3%) is said only with what stands before it.
    said = longer if len(clause) - len(change.after) < _NEAR else clause
    return any(said in source for source in sources)


def _changes(kind: Kind, answer: Right, draw: random.Random) -> Iterator[_Change]:
    makers: dict[Kind, Callable[[Right, random.Random], Iterator[_Change]]] = {
        "数字": _digits,
        "单位": _units,
        "增减": _directions,
        "地区": _regions,
        "期间": _periods,
        "位次": _ranks,
    }
    marks = [match.span() for match in _MARKS.finditer(answer.text)]
    for change in makers[kind](answer, draw):
        if not any(start < change.end and change.start < end for start, end in marks):
            yield change


def _digits(answer: Right, draw: random.Random) -> Iterator[_Change]:
    """Another digit, or another number of a cited paragraph that has the same unit."""
    dates = [match.span() for match in _DATE.finditer(answer.text)]
    for match in _NUMBER.finditer(answer.text):
        if any(start <= match.start() < end for start, end in dates):
            continue
        at = draw.choice([position for position, character in enumerate(match[0]) if character.isdigit()])
        digit = draw.choice([one for one in "123456789" if one != match[0][at]])
        yield _Change(*match.span(), f"{match[0][:at]}{digit}{match[0][at + 1 :]}")
        unit = re.match(r"%|个百分点|[亿万]?[\u4e00-\u9fff]", answer.text[match.end() :])
        if unit is not None:
            others = {
                other[1]
                for citation in answer.citations
                for other in re.finditer(
                    rf"(?<![\d.])(\d+(?:\.\d+)?){re.escape(unit[0])}", fold(citation.paragraph_text)
                )
            }
            yield from (_Change(*match.span(), other) for other in sorted(others) if other != match[0])


def _units(answer: Right, draw: random.Random) -> Iterator[_Change]:
    for match in _NUMBER.finditer(answer.text):
        for group in _data()["units"]:
            unit = next((one for one in group if answer.text.startswith(one, match.end())), None)
            if unit is not None:
                after = draw.choice([one for one in group if one != unit])
                yield _Change(match.end(), match.end() + len(unit), after)
                break


def _directions(answer: Right, _draw: random.Random) -> Iterator[_Change]:
    pairs = [(one, other) for pair in _data()["opposites"] for one, other in (pair, pair[::-1])]
    taken: set[int] = set()
    for word, opposite in sorted(pairs, key=lambda pair: -len(pair[0])):
        for match in re.finditer(re.escape(word), answer.text):
            behind = re.match(rf"[^，。；：\[]{{0,{_NEAR}}}?\d", answer.text[match.end() :])
            ahead = answer.text[match.start() - 1 : match.start()]
            numbered = behind is not None if word not in ("以上", "以下") else not ahead.isspace()
            single = len(word) == 1 and not re.match(r"\d|序时|出?\d", answer.text[match.end() :])
            if numbered and not single and not taken & set(range(*match.span())):
                taken |= set(range(*match.span()))
                yield _Change(*match.span(), opposite)


def _regions(answer: Right, draw: random.Random) -> Iterator[_Change]:
    """Another region that the cited paragraphs or the answer name, or one of the same level that they do not."""
    texts = (answer.text, *(citation.paragraph_text for citation in answer.citations))
    named = {mention.region.name for text in texts for mention in find_regions(text)} | set(answer.known)
    for mention in find_regions(answer.text):
        region = mention.region
        if region.level == "国":
            continue
        near = [name for name in sorted(named) if name in gazetteer() and name != region.name and name != "全国"]
        alike = [one.name for one in gazetteer().values() if one.level == region.level and contains("湖南省", one.name)]
        pool = [*near, draw.choice(alike)]
        yield from (_Change(mention.start, mention.end, name) for name in pool if name != region.name)


def _periods(answer: Right, draw: random.Random) -> Iterator[_Change]:
    """Another number in a date, or another period that a cited paragraph or the answer names."""
    for match in _DATE.finditer(answer.text):
        if match[0] in _NUMERALS:
            yield _Change(*match.span(), draw.choice([one for one in "一二三四" if one != match[0]]))
        elif len(match[0]) == 4:
            yield _Change(*match.span(), str(int(match[0]) + draw.choice((-2, -1, 1))))
        else:
            most = 28 if answer.text[match.end() : match.end() + 1] == "日" else 12
            yield _Change(*match.span(), str(draw.choice([one for one in range(1, most + 1) if str(one) != match[0]])))
    for citation in answer.citations:
        reference = citation.reference
        own = find_periods(answer.text, reference=reference)
        others = [*own, *find_periods(citation.paragraph_text, reference=reference)]
        for mention in own:
            labels = {
                one.period.label
                for one in others
                if (one.period.start, one.period.end) != (mention.period.start, mention.period.end)
            }
            yield from (_Change(mention.start, mention.end, label) for label in sorted(labels))


def _ranks(answer: Right, draw: random.Random) -> Iterator[_Change]:
    """Another number, or another rank of a cited paragraph."""
    ranks = {match[0] for citation in answer.citations for match in _RANK.finditer(citation.paragraph_text)}
    for match in _RANK.finditer(answer.text):
        if match[1] is None:
            yield _Change(*match.span(), f"第{draw.randint(2, 14)}位")
        elif match[1].isdigit():
            number = draw.choice([one for one in range(1, 15) if str(one) != match[1]])
            yield _Change(*match.span(), f"第{number}")
        else:
            yield _Change(*match.span(), f"第{draw.choice([one for one in _NUMERALS if one != match[1]])}")
        yield from (_Change(*match.span(), rank) for rank in sorted(ranks) if rank != match[0])
