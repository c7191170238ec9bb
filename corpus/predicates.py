"""What a sentence says of each of its quantities: a level, a change, a comparison, a share, a rank."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from corpus import wording
from corpus.folding import fold
from corpus.indicators import find_indicators
from corpus.numerals import numeral
from corpus.quantities import Quantity
from corpus.wording import FIGURE, words

Sort = Literal["level", "change", "comparison", "done", "share", "from_to", "rank", "none", "base"]
Over = Literal["", "同比", "环比"]

# Commas and stops inside quotation marks and titles end no clause.
_QUOTES = re.compile(r"“[^”]{0,40}”|《[^》]{0,60}》")
_NOUN_BEFORE = 6  # characters in which 降幅 stands before 比上月扩大
_INNER = str.maketrans(dict.fromkeys(",;。:!?、和及与", "·"))


@dataclass(frozen=True, slots=True)
class Predicate:
    """
    One saying, from `start` (where the noun before it ends) to `end`, about `figures`.

    `sign` is its direction; `each` that figures and nouns pair off (分别), `together` that it holds for several (均);
    `over` is 同比 or 环比; `than` the other side of a comparison or share; `reaching` that the verb tells a level.
    """

    sort: Sort
    start: int
    end: int
    figures: tuple[Quantity, ...] = ()
    sign: int = 1
    over: Over = ""
    than: str = ""
    each: bool = False
    together: bool = False
    reaching: bool = False
    scope: str = ""
    position: int = 0
    verb: str = ""


def masked(text: str, quantities: Sequence[Quantity]) -> str:
    """The folded text with every figure masked and quoted stops made harmless; of equal length."""
    characters = fold(text)
    for match in _QUOTES.finditer(text):
        characters = (
            characters[: match.start()]
            + characters[match.start() : match.end()].translate(_INNER)
            + characters[match.end() :]
        )
    for quantity in quantities:
        characters = (
            characters[: quantity.start] + FIGURE * (quantity.end - quantity.start) + characters[quantity.end :]
        )
    return characters


def predicates(quantities: Sequence[Quantity], mask: str) -> list[Predicate]:
    """The predicates of a sentence in order; a quantity that no other one takes is a level."""
    taken: set[Quantity] = set()
    found: list[Predicate] = []
    for pattern, read in _FORMS:
        for match in pattern().finditer(mask):
            predicate = read(match, _figures(match, quantities))
            if predicate is not None and not taken & set(predicate.figures):
                taken.update(predicate.figures)
                found.append(predicate)
    for quantity in quantities:
        if quantity not in taken and quantity.sort != "points":
            sort: Sort = "change" if quantity.sort == "doubling" else "level"
            found.append(Predicate(sort, quantity.start, quantity.end, (quantity,)))
    return sorted(_merged(found, mask), key=lambda predicate: (predicate.start, predicate.end))


def _figures(match: re.Match[str], quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The quantities in the groups of a match that stand for figures, in order."""
    spans = [match.span(group) for group in match.groupdict() if group.startswith("figures") and match[group]]
    found: list[Quantity] = []
    for start, end in spans:
        index = bisect_left(quantities, start, key=lambda quantity: quantity.start)
        while index < len(quantities) and quantities[index].start < end:
            found.append(quantities[index])
            index += 1
    return tuple(found)


def _merged(found: list[Predicate], mask: str) -> list[Predicate]:
    """Levels that pair off behind 分别: 分别控制在5%和3%以内 is one saying of two figures."""
    each = re.compile(rf"(?:{wording.either(words()['moves']['each'])})[^,;。:{FIGURE}]{{0,6}}$")
    result: list[Predicate] = []
    for predicate in sorted(found, key=lambda one: (one.start, one.end)):
        last = result[-1] if result else None
        if (
            predicate.sort == "level"
            and last is not None
            and last.sort == "level"
            and mask[last.end : predicate.start] in ("、", "和", "及", "与")
            and (last.each or each.search(mask[: last.start]))
        ):
            start = last.start if last.each else last.start - len(each.search(mask[: last.start])[0])  # type: ignore[index]
            result[-1] = Predicate("level", start, predicate.end, (*last.figures, *predicate.figures), each=True)
        elif (
            predicate.sort == "change"
            and last is not None
            and last.sort == "change"
            and last.each
            and mask[last.end : predicate.start] in ("、", "和", "及", "与")
        ):
            result[-1] = replace(
                last, end=predicate.end, figures=(*_signed_figures(last), *_signed_figures(predicate)), sign=1
            )
        else:
            result.append(predicate)
    return result


def _signed_figures(predicate: Predicate) -> tuple[Quantity, ...]:
    """分别下降8%、上升5%: each figure with its own sign."""
    return tuple(replace(figure, value=predicate.sign * figure.value) for figure in predicate.figures)


def _from_to(match: re.Match[str], figures: tuple[Quantity, ...]) -> Predicate:
    return Predicate("from_to", *match.span(), figures, verb=match["verb"])


def _base(match: re.Match[str], _figures: tuple[Quantity, ...]) -> Predicate:
    return Predicate("base", *match.span(), than=match["than"])


def _done(match: re.Match[str], figures: tuple[Quantity, ...]) -> Predicate | None:
    percent = bool(figures) and figures[0].sort == "percent"
    return Predicate("done", *match.span(), figures, than=match["than"]) if percent else None


def _share(match: re.Match[str], figures: tuple[Quantity, ...]) -> Predicate | None:
    percent = bool(figures) and figures[0].sort == "percent"
    than = re.sub(r"\([^)]*\)", "", match["than"])
    return Predicate("share", *match.span(), figures, than=than, each=len(figures) > 1) if percent else None


def _move(match: re.Match[str], figures: tuple[Quantity, ...]) -> Predicate:
    data, manner = words()["moves"], match["manner"] + match["after"]
    narrowing = any(word in match["after"] for word in data["narrowing"])
    reaching = bool(match["to"]) and not narrowing
    return Predicate(
        "level" if reaching else "change",
        *match.span(),
        figures,
        sign=wording.sign(match["verb"]),
        over=_over(match["over"]),
        each=any(word in manner for word in data["each"]),
        together=any(word in manner for word in data["together"]),
        reaching=reaching,
        verb=match["verb"],
    )


def _over(said: str | None) -> Over:
    if not said:
        return ""
    return "环比" if said in words()["moves"]["over_last"] else "同比"


def _signed(match: re.Match[str], figures: tuple[Quantity, ...]) -> Predicate:
    return Predicate("change", *match.span(), figures, -1 if match["sign"] == "-" else 1, _over(match["over"]))


def _alongside(match: re.Match[str], _figures: tuple[Quantity, ...]) -> Predicate:
    return Predicate("comparison", *match.span(), than=match["than"], sign=0)


def _none(match: re.Match[str], _figures: tuple[Quantity, ...]) -> Predicate:
    return Predicate("none", *match.span(), than=match["than"])


def _against(match: re.Match[str], figures: tuple[Quantity, ...]) -> Predicate | None:
    """Against the usual base (上年同期, 上月) a percentage is growth; against any other, or in points, a comparison."""
    data, moves = words()["comparing"], words()["moves"]
    than, manner, figures = match["than"], match["manner"], _in_points(figures)
    if than.endswith(tuple(data["unfinished"])):
        return None  # 比一季度实际增长5%快1个百分点 is not against 实际
    percent = all(quantity.sort in ("percent", "doubling") for quantity in figures)
    last = any(fold(word).endswith(than) for word in moves["over_last"])
    growth = percent and (last or than in moves["same_period"])
    return Predicate(
        "change" if growth else "comparison",
        *match.span(),
        figures,
        sign=_turned(match, data) or (-1 if match["verb"] in data["less"] else 1),
        over=("环比" if last else "同比") if growth else "",
        than=than,
        each=any(word in manner for word in moves["each"]),
        together=any(word in manner for word in moves["together"]),
        verb=match["verb"],
    )


def _in_points(figures: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """高于全国3.1个、全省2.2个百分点: no 个 is counted in tenths."""
    return tuple(
        replace(figure, unit="百分点", sort="points") if figure.unit == "个" and figure.value % 1 else figure
        for figure in figures
    )


def _turned(match: re.Match[str], data: dict[str, Any]) -> int:
    """降幅扩大 and 增速收窄 are losses, 降幅收窄 a gain, whatever the verb says alone; 0 for other verbs."""
    before = match.string[max(0, match.start() - _NOUN_BEFORE) : match.start()]
    falling = any(word in before for word in data["falling_nouns"])
    rising = any(word in before for word in data["rising_nouns"])
    if match["verb"] in data["widening"] and falling:
        return -1
    if match["verb"] in words()["moves"]["narrowing"] and rising:
        return -1
    return 0


def _apart(match: re.Match[str], figures: tuple[Quantity, ...]) -> Predicate | None:
    data = words()["comparing"]
    verb, than = match["verb"] or match["verb_one"], match["than"] or match["than_one"]
    # 超额完成任务 has done more; only 超 with a yardstick behind it compares.
    if verb in data["ambiguous"] and (than.startswith("额") or not than.endswith(tuple(data["yardsticks"]))):
        return None
    sign = -1 if verb in data["below"] else 1
    return Predicate(
        "comparison", *match.span(), _in_points(figures), sign, than=than, each=bool(match["each"]), verb=verb
    )


def _rank(match: re.Match[str], _figures: tuple[Quantity, ...]) -> Predicate | None:
    groups = match.groupdict()
    scope = next(groups[f"scope_{form}"] for form in "abc" if groups[f"scope_{form}"])
    before = match.string[max(0, match.start() - 2) : match.start()]
    if any(word in scope or word in before for word in words()["ranking"]["from_below"]) or find_indicators(scope):
        return None
    number = next((groups[f"number_{form}"] for form in "abc" if groups[f"number_{form}"]), None)
    position = (numeral(number) or 1) if number else 1
    return Predicate("rank", *match.span(), scope=scope.strip("的"), position=position)


# Tried in this order: what an earlier form has taken, a later one does not read again.
_FORMS: tuple[tuple[Callable[[], re.Pattern[str]], Callable[..., Predicate | None]], ...] = (
    (wording.from_to, _from_to),
    (wording.against, _against),
    (wording.base, _base),
    (wording.apart, _apart),
    (wording.done_of, _done),
    (wording.share_of, _share),
    (wording.moves, _move),
    (wording.signed, _signed),
    (wording.alongside, _alongside),
    (wording.none_of, _none),
    (wording.ranks, _rank),
)
