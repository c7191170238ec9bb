"""Whether numbers that an answer computes, and what it concludes from them, follow from the figures that it cites."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.agreement import Side
from assistant.claims import Claim, listed
from assistant.computing import Computation
from assistant.sources import Source
from corpus.measures import factor_of, rounded
from corpus.regions import find_regions
from corpus.wording import either

_STOPS = ",。:!?"
_CLOSE = 1e-6


def computes(computation: Computation, claim: Claim, sources: Sequence[Source]) -> bool:
    """Whether the claim is the computation's result, the result is right, and every input is a cited number."""
    if claim.unit != _unit(computation.unit) or not _same(claim.value, abs(computation.result)):
        return False
    if claim.sign and computation.operation == "difference" and computation.result * claim.sign < 0:
        return False
    return _follows(computation) and all(_cited(one, computation, sources) for one in computation.inputs)


def tells_inputs(computation: Computation, pieces: Sequence[Side]) -> bool:
    """Whether a sentence that gives the figures of both sides gives those that were computed with."""
    told = [claims for piece in pieces if (claims := [one for one in piece.reading.claims if _inside(one, piece)])]
    if len(told) < 2 or computation.operation == "count":
        return True
    return all(
        any(_is(one, computation.unit, claim) for claims in told for claim in claims) for one in computation.inputs
    )


def _unit(unit: str) -> str:
    return unit.removeprefix("个") if "百分点" in unit else unit


def _follows(computation: Computation) -> bool:
    match computation.operation:
        case "difference" if len(computation.inputs) == 2:
            made = computation.inputs[0] - computation.inputs[1]
        case "share" if len(computation.inputs) == 2 and computation.inputs[1]:
            made = 100 * computation.inputs[0] / computation.inputs[1]
        case "sum":
            made = sum(computation.inputs)
        case "count":
            made = float(len(computation.inputs))
        case _:
            return False
    return _rounds_to(made, computation.result)


def _rounds_to(made: float, result: float) -> bool:
    """Whether `result` is `made` with as many decimals as it is printed with."""
    decimals = len(f"{rounded(result):.10f}".rstrip("0").split(".")[1])
    return abs(made - result) <= 0.5 * 10.0**-decimals + _CLOSE


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= _CLOSE * max(1.0, abs(one))


def _cited(value: float, computation: Computation, sources: Sequence[Source]) -> bool:
    """Whether a paragraph has the number, in the computation's unit or in one of its kind: 1.2亿元 is 12000万元."""
    if computation.operation == "count":
        return True
    return any(_is(value, computation.unit, stated.claim) for source in sources for stated in source.stated)


def _is(value: float, unit: str, claim: Claim) -> bool:
    """Whether a claim gives the number, as it is or in another unit of its kind: 1.2亿元 is 12000万元."""
    if _same(claim.value, abs(value)):
        return True
    (factor, base), (wanted, same) = factor_of(claim.unit), factor_of(unit)
    return base == same and _same(claim.value * factor, abs(value) * wanted)


def conclusion_faults(side: Side, pieces: Sequence[Side]) -> Iterator[str]:
    """What a stretch concludes, 甲比乙高 or 甲最高, against the figures in the stretches of its sentence that cite."""
    text = side.reading.text[side.first : side.last]
    for match in _compared().finditer(text):
        if match["one"] is None and side.own:
            continue
        # 实际67.6%[2]，比目标高: what is compared is what was told last
        one = _figure_of(match["one"], pieces, side) if match["one"] else _last(pieces[-1]) if pieces else None
        other = _figure_of(match["other"], pieces, side)
        named = find_regions(match["one"] or "") or find_regions(match["other"])
        if one is None or other is None:
            if named and not side.own:
                yield "比较的两方没有各自的数"
        elif one.unit == other.unit and (_signed(one) > _signed(other)) != (match["more"] is not None):
            yield "比较的高低与所引的数相反"
    for match in _most().finditer(text):
        figures = [figure for piece in pieces if (figure := _last(piece)) is not None]
        chosen = _figures_of(match["who"], pieces)
        if len(figures) > 1 and chosen:
            best = (max if match["more"] else min)(_signed(one) for one in figures)
            if any(_signed(one) != best for one in chosen):
                yield "所说的最高或最低与所引的数不符"
        elif len(figures) > 1 and not side.own and find_regions(match["who"]):
            yield "所说的最高或最低没有数"


def _signed(claim: Claim) -> float:
    return -claim.value if claim.sign < 0 else claim.value


def _last(piece: Side) -> Claim | None:
    return next((claim for claim in reversed(piece.reading.claims) if _inside(claim, piece)), None)


def _inside(claim: Claim, piece: Side) -> bool:
    return piece.first <= claim.start < piece.last


def _figure_of(name: str, pieces: Sequence[Side], side: Side) -> Claim | None:
    """The figure of what a comparison names, in another stretch of the sentence."""
    found = _figures_of(name, [piece for piece in pieces if piece is not side])
    return found[0] if found else None


def _figures_of(name: str, pieces: Sequence[Side]) -> list[Claim]:
    """The last figure of each stretch whose own label is in the name: 岳阳市 in 岳阳市、衡阳市并列."""
    found = []
    for piece in pieces:
        claim = _last(piece)
        if claim is None:
            continue
        clause = max(piece.reading.text.rfind(stop, piece.first, claim.start) for stop in _STOPS) + 1
        label = _verb().sub("", piece.reading.text[max(clause, piece.first) : claim.start])
        if len(label) > 1 and (label in name or (len(name) > 1 and name in label)):
            found.append(claim)
    return found


@cache
def _verb() -> re.Pattern[str]:
    """What stands between a label and its figure."""
    return re.compile(rf"(?:\([^)]*\)|{either((*listed('upward'), *listed('downward'), *listed('linking')))})+$")


@cache
def _compared() -> re.Pattern[str]:
    more, less = either(listed("more")), either(listed("less"))
    return re.compile(
        rf"(?P<one>[^,。:比]{{2,30}})?(?<!同)比(?P<other>[^,。:比]{{2,30}}?)(?:(?P<more>{more})|(?:{less}))(?=\d)"
    )


@cache
def _most() -> re.Pattern[str]:
    more, less = either(listed("more")), either(listed("less"))
    return re.compile(rf"(?P<who>[^,。:]{{2,80}}?)(?:并列)?最(?:(?P<more>{more})|(?:{less}))(?=[(,。:]|$)")
