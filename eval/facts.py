"""Read gold facts, one statement a line, and find the words that say them in the bulletins."""

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, Literal, get_args

from corpus.bulletin import Bound, Bulletin, FactKind, Paragraph
from eval.cases import CaseError, json_rows
from eval.gold_periods import gold_period
from eval.judging import normal

REQUIRED: dict[str, type | UnionType] = {
    "doc": str,
    "quote": str,
    "region": str | None,
    "indicator": str,
    "period": str | None,
    "kind": str,
    "value": int | float | None,
    "unit": str | None,
    "change": int | float | None,
    "change_unit": str | None,
    "versus": dict | None,
    "rank": dict | None,
}
RankOf = Literal["value", "change"]


@dataclass(frozen=True, slots=True)
class GoldRank:
    """A place; `of` is None where the label calls it unclear or does not say, and then anything is right."""

    scope: str
    position: int
    of: RankOf | None


@dataclass(frozen=True, slots=True)
class GoldComparison:
    """What the figure is set against; without a `difference` the `direction` counts, None where that is not said either."""

    than: str
    difference: float | None
    unit: str | None
    direction: int | None


@dataclass(frozen=True, slots=True)
class GoldFact:
    """One labelled statement; the first of `names` and of `periods` is the label's own, the others are as good."""

    line: int
    document: str
    quote: str
    region: str | None
    names: tuple[str, ...]
    periods: tuple[str | None, ...]
    kind: FactKind
    value: float | None
    unit: str | None
    change: float | None
    change_unit: str | None
    bound: Bound | None
    qualitative: bool
    comparisons: tuple[GoldComparison, ...]
    ranks: tuple[GoldRank, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlacedGold:
    """A gold fact whose quote is `text[start:end]` of paragraph `paragraph`."""

    gold: GoldFact
    paragraph: int
    start: int
    end: int


def read_facts(path: Path) -> tuple[GoldFact, ...]:
    """The gold facts of a JSON-lines file, in its order; raises CaseError with the file and the line that is wrong."""
    rows = json_rows(path, required=REQUIRED, name="金标文件")
    golds = tuple(_gold(row, line=line, place=place) for line, place, row in rows)
    if not golds:
        raise CaseError(f"金标文件 {path} 里没有标注。")
    return golds


def place_facts(golds: Sequence[GoldFact], bulletins: Mapping[str, Bulletin]) -> tuple[PlacedGold, ...]:
    """Each gold fact with the place of its quote; raises CaseError naming the quotes that are not in their document."""
    placed: list[PlacedGold] = []
    missing: list[str] = []
    for gold in golds:
        place = place_quote(gold.quote, bulletins[gold.document].paragraphs)
        if place is None:
            missing.append(f"第{gold.line}行“{gold.quote}”不在《{gold.document}》的任何一段里")
        else:
            placed.append(PlacedGold(gold, *place))
    if missing:
        raise CaseError(f"金标与文件不符：{'；'.join(missing)}。请核对原文，或用 --documents 指定正确的文件。")
    return tuple(placed)


def place_quote(quote: str, paragraphs: Sequence[Paragraph]) -> tuple[int, int, int] | None:
    """(paragraph, start, end) of the first paragraph that says the quote, the body before mastheads and headings."""
    for paragraph in sorted(paragraphs, key=lambda paragraph: paragraph.role != "body"):
        span = span_of(quote, paragraph.text)
        if span is not None:
            return paragraph.number, *span
    return None


def span_of(quote: str, text: str) -> tuple[int, int] | None:
    """Where the text says the quote, white space, `*` and width aside."""
    wanted = normal(quote)
    letters = [(index, letter) for index, character in enumerate(text) for letter in normal(character)]
    at = "".join(letter for _, letter in letters).find(wanted)
    return (letters[at][0], letters[at + len(wanted) - 1][0] + 1) if wanted and at >= 0 else None


@cache
def words() -> dict[str, Any]:
    """The word lists of facts.toml."""
    with Path(__file__).with_name("facts.toml").open("rb") as file:
        return tomllib.load(file)


def _gold(row: dict[str, Any], *, line: int, place: str) -> GoldFact:
    extra = row.get("extra", {})
    if not isinstance(extra, dict):
        raise CaseError(f"{place}：字段 extra 应是一个 JSON 对象。")
    if not normal(row["quote"]):
        raise CaseError(f"{place}：字段 quote 是空的，请写出原文。")
    if row["kind"] not in get_args(FactKind):
        raise CaseError(f"{place}：字段 kind 的“{row['kind']}”不认识，可用：{'、'.join(get_args(FactKind))}。")
    if extra.get("bound") not in (None, *get_args(Bound)):
        raise CaseError(f"{place}：字段 extra.bound 的“{extra['bound']}”不认识，可用：{'、'.join(get_args(Bound))}。")
    return GoldFact(
        line=line,
        document=row["doc"],
        quote=row["quote"],
        region=row["region"],
        names=(
            row["indicator"],
            *([extra["indicator_text"]] if extra.get("indicator_text") else ()),
            *extra.get("indicator_alt", ()),
        ),
        periods=_periods([row["period"], *extra.get("period_alt", ())], place=place),
        kind=row["kind"],
        value=_number(row["value"], "value", place=place),
        unit=row["unit"],
        change=_number(row["change"], "change", place=place),
        change_unit=row["change_unit"],
        bound=extra.get("bound"),
        qualitative=bool(extra.get("qualitative")),
        comparisons=_comparisons(row["versus"], extra, place=place),
        ranks=_ranks(row["rank"], extra, place=place),
        note=str(extra.get("note", "")),
    )


def _number(value: Any, name: str, *, place: str) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise CaseError(f"{place}：字段 {name} 应是数字或 null。")
    return float(value)


def _periods(labels: list[Any], *, place: str) -> tuple[str | None, ...]:
    for label in labels:
        try:
            if label is not None:
                gold_period(label)
        except (ValueError, TypeError, AttributeError) as error:
            raise CaseError(
                f"{place}：时期“{label}”不认识，应如 2026、2026-Q1、2026-01/2026-02 或 2026-03-31。"
            ) from error
    return tuple(labels)


def _comparisons(versus: dict[str, Any] | None, extra: dict[str, Any], *, place: str) -> tuple[GoldComparison, ...]:
    """The label's own comparison and `extra.versus_more`; `extra.versus_dir` is the direction of the first."""
    rows = [] if versus is None else [versus | {"dir": extra.get("versus_dir")}]
    found: list[GoldComparison] = []
    for row in [*rows, *extra.get("versus_more", ())]:
        if not isinstance(row, dict) or not isinstance(row.get("than"), str):
            raise CaseError(f"{place}：每个比较都要有文字 than。")
        direction = row.get("dir")
        if direction is not None and direction not in words()["directions"]:
            raise CaseError(f"{place}：比较方向“{direction}”不认识，可用：{'、'.join(words()['directions'])}。")
        difference = _number(row.get("diff"), "diff", place=place)
        sign = None if direction is None else words()["directions"][direction]
        found.append(GoldComparison(row["than"], difference, row.get("unit"), sign))
    return tuple(found)


def _ranks(rank: dict[str, Any] | None, extra: dict[str, Any], *, place: str) -> tuple[GoldRank, ...]:
    """The label's own rank and `extra.rank_more`; `extra.rank_of` says what the first is a rank of."""
    rows = [] if rank is None else [rank | {"of": extra.get("rank_of")}]
    found: list[GoldRank] = []
    for row in [*rows, *extra.get("rank_more", ())]:
        if (
            not isinstance(row, dict)
            or not isinstance(row.get("scope"), str)
            or not isinstance(row.get("position"), int)
        ):
            raise CaseError(f"{place}：每个排名都要有文字 scope 和整数 position。")
        found.append(GoldRank(row["scope"], row["position"], row["of"] if row.get("of") in get_args(RankOf) else None))
    return tuple(found)
