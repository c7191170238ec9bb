"""How well a sentence carries a question: its subject words, its region, its period."""

import math
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.asking import is_sum
from assistant.contents import content_words, is_deed
from assistant.question import WHOLE, Question
from corpus.bulletin import Period
from corpus.folding import fold
from corpus.indicators import Indicator, find_indicators, states
from corpus.regions import contains, find_regions
from corpus.scope import Scope
from index.hits import Passage
from index.words import terms

# A word found only in the headings above a sentence, or only elsewhere in its paragraph, says less than one in it.
_IN_HEADING = 0.7
_IN_PARAGRAPH = 0.5
# A place that is no region of the gazetteer: 经开区, 中心城区.
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,4}?[区县镇乡村](?![\u4e00-\u9fff]{0,1}$)")
# A term is carried when this share of it is found; the whole question when this share of all is.
_UNSEEN = 7.0
_LEAST_TERM = 0.34
_EXACT = ("figure", "compare", "attain", "series", "exists")
_LOOSE = ("how", "duty")
_LEAST_TOTAL = 0.55
# A term that ends with a figure's own name is carried by this much, if the name is so long.
_NAMED = 0.8
_SHORTEST_NAME = 4
_UNQUOTED = 0.3  # what a word counts beside one in quotation marks
_DEED = 0.5  # what a verb counts beside the thing it is done with
_SHORTENED = 0.8  # what two characters say whose words the text writes in full
_INSIDE = 0.8  # how well an event within the days asked fits


@dataclass(frozen=True, slots=True)
class Term:
    """
    One thing a question is about: an indicator in all its wordings, or a subject word as weighted bigrams.

    What is `required` must be carried; of what is `exact`, the subject of a figure, so must the first two
    characters, wherever they stand: 年计划 is told by 年度计划, 晚稻 is not by 早稻. A `measure` (总投资, 产量) stands in
    the sentence itself.
    """

    text: str
    weight: float
    indicator: Indicator | None = None
    required: bool = True
    exact: bool = False
    measure: bool = False
    grams: tuple[tuple[str, float], ...] = ()

    @property
    def head(self) -> str:
        """The word's first two characters, which tell it from others that end like it: 晚稻育秧, 早稻育秧."""
        return next((gram for gram, _ in self.grams if self.text.startswith(gram)), "")

    def within(self, text: str) -> float:
        """0 … 1: how much of the term `text` (folded) carries."""
        if self.indicator is not None:
            return float(self.indicator in _indicators(text))
        total = sum(weight for _, weight in self.grams)
        return sum(weight for gram, weight in self.grams if said_in(gram, text)) / total if total else 0.0


def said_in(gram: str, text: str) -> bool:
    """Whether the text has the term; a number and a Latin word only as a whole: 256 is not in 3256."""
    if not gram.isascii() or gram not in text:
        return gram in text
    return re.search(rf"(?<![a-z0-9.]){re.escape(gram)}(?![a-z0-9])", text) is not None


def _share(gram: str, weight: float, text: str) -> float:
    """1 when the gram stands in the text; a half when it is new to the library but its characters do: 年计(划), 年度计划."""
    if said_in(gram, text):
        return 1.0
    if weight != _UNSEEN or not all(character in text for character in gram):
        return 0.0
    # 质保金 for 质量保证金, 社保费 for 社会保险费.
    short = len(gram) == 2 and re.search(rf"{re.escape(gram[0])}.{{1,2}}{re.escape(gram[1])}", text) is not None
    return _SHORTENED if short else 0.5


@lru_cache(maxsize=4096)
def _indicators(text: str) -> frozenset[Indicator]:
    return frozenset(mention.indicator for mention in find_indicators(text) if states(text, mention))


def terms_of(question: Question, rarity: Callable[[str], float | None]) -> tuple[Term, ...]:
    """The question's terms; `rarity` gives a gram's weight (the rarer in the library, the more it tells), None if unseen."""
    found = [Term(indicator.name, 3.0, indicator=indicator) for indicator in question.indicators]
    found += [Term(name, _UNSEEN, grams=((name, 1.0),)) for name in question.persons]
    loose = question.intent not in _EXACT
    words = [
        part
        for word in question.subjects
        for part in ([word] if word in question.quoted else _contents(word, rarity, loose=loose))
    ]
    for word in dict.fromkeys(words or (() if found else question.subjects)):
        grams = _grams(word, rarity)
        if grams:
            mean = sum(weight for _, weight in grams) / len(grams)
            exact = question.intent in _EXACT
            # Beside words in quotation marks the others only help: 夺取“开门红”的“三记实招”.
            other = question.quoted and not any(quoted in word or word in quoted for quoted in question.quoted)
            # 接待 beside 入境游客: what is done with a thing is put in other words as well.
            deed = len(words) > 1 and exact and is_deed(word)
            # Practices are told in words of their own.
            required = (question.intent not in _LOOSE or bool(question.persons)) and not other and not deed
            weight = mean * math.sqrt(len(grams)) * (_UNQUOTED if other else _DEED if deed else 1.0)
            measure = exact and is_sum(word)
            found.append(Term(word, weight, required=required, exact=exact, measure=measure, grams=grams))
    if not found and question.intent in ("who", "duty"):
        # 八大行动谁总牵头: the series, and what its sentence must say.
        found = [Term(name, 2.0, grams=((name, 1.0),)) for name in (*question.series, *question.roles[:1])]
    return tuple(found)


def _contents(word: str, rarity: Callable[[str], float | None], *, loose: bool) -> list[str]:
    """The word's parts that tell what is asked."""
    return content_words(word, lambda pair: rarity(pair) is not None, loose=loose)


def _grams(word: str, rarity: Callable[[str], float | None]) -> tuple[tuple[str, float], ...]:
    """
    The word's bigrams (and whole numbers, Latin words) with their weights.

    A bigram that the library never has is left out when its characters belong to bigrams that it has: 稻育 of 早稻育秧
    is a seam, not a word. What is new to the library stays, and weighs most.
    """
    found = {gram: rarity(gram) for gram in terms(word) if len(gram) > 1 or gram.isascii()}
    known = {character for gram, weight in found.items() if weight is not None for character in gram}
    return tuple(
        (gram, _UNSEEN if weight is None else weight)
        for gram, weight in found.items()
        if weight is not None or not set(gram) <= known
    )


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of each term a sentence carries, itself and with what stands around it."""

    own: tuple[float, ...]
    around: tuple[float, ...]

    def total(self, wanted: Sequence[Term]) -> float:
        """0 … 1 over all terms, by weight."""
        weight = sum(term.weight for term in wanted)
        return (
            sum(term.weight * part for term, part in zip(wanted, self.around, strict=True)) / weight if weight else 0.0
        )


def cover(wanted: Sequence[Term], sentence: str, passage: Passage, *, stated: Collection[str] = ()) -> Coverage:
    """The coverage of `wanted` by a sentence of `passage`; `stated` are the indicators of the facts read from it."""
    own_text = fold(sentence)
    heading = fold(" ".join((passage.document.masthead.title, *passage.section)))
    paragraph = fold(passage.paragraph.text)
    own, around = [], []
    for term in wanted:
        read = _read(term, stated, f"{heading} {paragraph}")
        own.append(max(read, term.within(own_text)))
        # A figure's indicator stands in its sentence, or it is not its indicator.
        around.append(own[-1] if term.indicator is not None else max(read, _union(term, own_text, heading, paragraph)))
    return Coverage(tuple(own), tuple(around))


def _read(term: Term, stated: Collection[str], around: str) -> float:
    """What a fact read from the sentence says of the term: its indicator, or the end of its words (中心城区四区GDP)."""
    if term.indicator is not None:
        return float(term.indicator.name in stated)
    return _NAMED * any(named_at_end(term, name, around) for name in stated)


def named_at_end(term: Term, name: str, around: str) -> bool:
    """Whether a term ends with a figure's whole name, and what it says before that (中心城区) stands `around` it."""
    name = fold(name)
    if len(name) < _SHORTEST_NAME or not term.text.endswith(name):
        return False
    before = term.text.removesuffix(name)
    return all(before[at : at + 2] in around for at in range(max(1, len(before) - 1)))


def _union(term: Term, own: str, heading: str, paragraph: str) -> float:
    total = sum(weight for _, weight in term.grams)
    found = 0.0
    for gram, weight in term.grams:
        if inside := _share(gram, weight, own):
            found += inside * weight
        elif said_in(gram, heading):
            found += _IN_HEADING * weight
        elif said_in(gram, paragraph):
            found += _IN_PARAGRAPH * weight
    share = found / total if total else 0.0
    around = own + heading + paragraph
    if term.measure and term.text[-2:] not in own:
        return min(share, _LEAST_TERM / 2)
    elsewhere = (place := _PLACE.match(term.text)) is not None and place[0] not in around
    if term.exact and len(term.grams) > 1 and term.head and (elsewhere or not set(term.head) <= set(around)):
        return min(share, _LEAST_TERM / 2)
    return share


def carries(carried: Sequence[float], wanted: Sequence[Term]) -> bool:
    """Whether these shares of the terms are enough to answer: each one present, and most of their weight."""
    weight = sum(term.weight for term in wanted)
    total = sum(term.weight * part for term, part in zip(wanted, carried, strict=True))
    least = min((part for term, part in zip(wanted, carried, strict=True) if term.required), default=1.0)
    return bool(wanted) and least >= _LEAST_TERM and total >= _LEAST_TOTAL * weight


def region_fit(region: str | None, sentence: str, scope: Scope) -> float:
    """
    1 when the sentence speaks of the region, .6 when it names it beside others, 0 when it speaks of another.

    A county's figure is never the city's, nor the city's the county's.
    """
    if region is None:
        return 1.0
    if region in scope.regions:
        return 1.0
    named = {mention.region.name for mention in find_regions(sentence)}
    return 0.6 if region in named else 0.0


def lies_in(region: str | None, scope: Scope) -> bool:
    """Whether the sentence speaks of a place within the region: good enough for practices and lists, not for figures."""
    return region is None or any(contains(region, other) for other in scope.regions)


def period_fit(
    asked: Iterable[Period], scope: Scope, passage: Passage, paragraph_scopes: Sequence[Scope], *, events: bool = False
) -> float:
    """
    1 for equal days, less where the sentence's period only lies in the year asked or is not said at all, 0 for another.

    A sentence without a period counts as of its document's year; it is never taken for a month or quarter of it. Of
    `events` those fit as well that lie within the days asked: 3月 takes in 3月4日.
    """
    wanted = tuple(asked)
    if not wanted:
        return 1.0
    fit = max(_fit(period, scope, passage, paragraph_scopes) for period in wanted)
    if fit or not events:
        return fit
    told = [mention.period for other in paragraph_scopes for mention in other.mentions]
    return _INSIDE * any(one.start <= period.start and period.end <= one.end for one in wanted for period in told)


def _fit(wanted: Period, scope: Scope, passage: Passage, paragraph_scopes: Sequence[Scope]) -> float:
    if wanted.start == wanted.end:  # a day: an event, dated in its paragraph
        days = {(m.period.start, m.period.end) for other in paragraph_scopes for m in other.mentions}
        return 1.0 if (wanted.start, wanted.end) in days else 0.0
    best = 0.0
    for period in scope.periods:
        if (period.start, period.end) == (wanted.start, wanted.end):
            best = 1.0
        elif (
            _whole_year(wanted)
            and WHOLE not in wanted.label
            and period.start.year == wanted.start.year == period.end.year
        ):
            best = max(best, 0.7)
    if best or scope.periods:
        return best
    reference = passage.document.reference
    return 0.5 if _whole_year(wanted) and reference is not None and reference.year == wanted.start.year else 0.0


def _whole_year(period: Period) -> bool:
    return (period.start.month, period.start.day, period.end.month, period.end.day) == (1, 1, 12, 31)


def has_unit(unit: str | None, text: str) -> bool:
    """Whether `text` has a number in the unit asked for; an amount asked in 元 may be told in 亿元."""
    if unit is None:
        return True
    return re.search(r"\d(?:余|多)?[万亿]{0,2}(?:美)?元", fold(text)) is not None
