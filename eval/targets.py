"""Check the targets read from government work reports against labelled ones, and that no past result became a target."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import UnionType
from typing import Any, Literal

from corpus.bulletin import Bulletin, Fact
from corpus.periods import find_periods
from corpus.regions import find_regions
from corpus.scope import COMPARED
from eval.cases import CaseError, json_rows
from eval.fact_matching import equal_numbers, same_indicator
from eval.facts import place_quote, span_of, words
from eval.gold_periods import same_period
from eval.judging import normal

REQUIRED: dict[str, type | UnionType] = {"region": str, "year": int, "sentence": str, "targets": dict}
STRETCH = re.compile(r"(?P<rest>.*?)、力争(?:达到)?(?P<number>\d+(?:\.\d+)?)(?P<unit>\D*)")
FIGURE = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<unit>\D+)")

Want = Literal["number", "words", "nothing"]


@dataclass(frozen=True, slots=True)
class Aim:
    """A target in figures: 7%以上、力争达到8% is 7, %, >= and the `stretch` 8."""

    number: float
    unit: str
    bound: str | None
    stretch: float | None


@dataclass(frozen=True, slots=True)
class Target:
    """One indicator's label; without an `aim` it is a target in words only, without a `clause` there is none."""

    indicator: str
    clause: str | None
    aim: Aim | None

    @property
    def want(self) -> Want:
        """What is to be found."""
        if self.clause is None:
            return "nothing"
        return "words" if self.aim is None else "number"


@dataclass(frozen=True, slots=True)
class ReportLabel:
    """The labels of one report; `sentence` is where it states its targets for `year`."""

    document: str
    region: str
    year: int
    sentence: str
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A predicted fact and the clause that says it."""

    fact: Fact
    clause: str


@dataclass(frozen=True, slots=True)
class TargetCheck:
    """
    One indicator of one report: right, or the `reasons` why not, with the facts they are about.

    `elsewhere` are target facts of the year in other paragraphs, for an indicator that has no target in the labelled
    sentence: the label does not speak of them, so a person decides.
    """

    document: str
    target: Target
    reasons: tuple[str, ...]
    found: tuple[Found, ...]
    elsewhere: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class PastTarget:
    """A target fact that speaks of the year before, and by what that is seen."""

    document: str
    found: Found
    reason: str


@dataclass(frozen=True, slots=True)
class TargetReport:
    """The checks of all reports, and those of their `targets` target facts that look like results of the year before."""

    checks: tuple[TargetCheck, ...]
    past: tuple[PastTarget, ...]
    targets: int


def read_targets(path: Path) -> tuple[ReportLabel, ...]:
    """The labels of a JSON-lines file; raises CaseError with the file and the line that is wrong."""
    rows = json_rows(path, required=REQUIRED, name="目标标注文件")
    labels = tuple(_label(row, place=place) for _, place, row in rows)
    if not labels:
        raise CaseError(f"目标标注文件 {path} 里没有标注。")
    return labels


def check_targets(labels: Sequence[ReportLabel], bulletins: Mapping[str, Bulletin]) -> TargetReport:
    """Every label checked; raises CaseError where a sentence or clause is not in its report."""
    checks: list[TargetCheck] = []
    past: list[PastTarget] = []
    count = 0
    for label in labels:
        bulletin = bulletins[label.document]
        checks += _checks(label, bulletin)
        for fact in bulletin.facts:
            if fact.kind == "target":
                count += 1
                if reason := _past(fact, bulletin, label.year - 1):
                    past.append(PastTarget(label.document, _found(fact, bulletin), reason))
    return TargetReport(tuple(checks), tuple(past), count)


def _checks(label: ReportLabel, bulletin: Bulletin) -> Iterator[TargetCheck]:
    home = place_quote(label.sentence, bulletin.paragraphs)
    if home is None:
        raise CaseError(f"《{label.document}》里没有标注的目标句“{label.sentence[:30]}……”，请核对文件。")
    for target in label.targets:
        names = (target.indicator, *words()["target_names"].get(target.indicator, ()))
        facts = [
            fact
            for fact in bulletin.facts
            if fact.kind == "target" and same_indicator(names, (fact.indicator, fact.wording))
        ]
        check = _absent if target.clause is None else _present
        yield check(label, target, facts, home, bulletin)


def _absent(
    label: ReportLabel, target: Target, facts: Sequence[Fact], home: tuple[int, int, int], bulletin: Bulletin
) -> TargetCheck:
    """The check of an indicator that has no target: none of the year is predicted in the sentence's paragraph."""
    of_year = [_found(fact, bulletin) for fact in facts if same_period(str(label.year), fact.period)]
    here = tuple(item for item in of_year if item.fact.paragraph == home[0])
    elsewhere = tuple(item for item in of_year if item.fact.paragraph != home[0])
    reasons = ("目标句没有这一目标，同段却抽取了",) if here else ()
    return TargetCheck(label.document, target, reasons, here, elsewhere)


def _present(
    label: ReportLabel, target: Target, facts: Sequence[Fact], home: tuple[int, int, int], bulletin: Bulletin
) -> TargetCheck:
    """The check of an indicator that has a target: one fact, and no other, touches its clause and is right."""
    number, start, end = home
    span = span_of(target.clause or "", _text(bulletin, number)[start:end])
    if span is None:
        raise CaseError(f"《{label.document}》的目标句里没有标注的“{target.clause}”，请核对标注。")
    first, last = start + span[0], start + span[1]
    touching = [fact for fact in facts if fact.paragraph == number and fact.start < last and first < fact.end]
    if len(touching) == 1:
        reasons = tuple(_objections(touching[0], label, target))
    else:
        reasons = (f"抽取了{len(touching)}条，应为一条" if touching else "没有抽取到",)
    return TargetCheck(label.document, target, reasons, tuple(_found(fact, bulletin) for fact in touching))


def _objections(fact: Fact, label: ReportLabel, target: Target) -> Iterator[str]:
    """What is wrong with the one fact of a target."""
    if fact.region != label.region:
        yield f"地区不是{label.region}"
    if not same_period(str(label.year), fact.period):
        yield f"时期不是{label.year}年"
    aim = target.aim
    if aim is None:
        if fact.value is not None or fact.change is not None:
            yield "目标没有数字，却抽取了数字"
        elif not fact.direction and not fact.comparisons:
            yield "没有抽取到方向或比较"
        return
    figures = _figures(fact, target.clause or "")
    same = [bound for number, unit, bound in figures if equal_numbers(aim.number, number) and unit == normal(aim.unit)]
    if not same:
        yield "数值或单位不对"
    elif aim.bound not in same:
        yield "界限不对"
    if not equal_numbers(aim.stretch, fact.stretch):
        yield "力争的目标不对"


def _figures(fact: Fact, clause: str) -> list[tuple[float | None, str, str | None]]:
    """
    (number, unit, bound) where the clause's number belongs: growth is a change, a level is a value.

    涨幅2% may be read either way: a change of the prices or the value of their 涨幅. A range is no single number.
    """
    slots: list[tuple[float | None, str, str | None]] = []
    if "增长" not in clause and fact.upper is None:
        slots.append((fact.value, normal(fact.unit or ""), fact.bound))
    if re.search("增长|涨幅|增速", clause) and fact.change_upper is None:
        slots.append((fact.change, normal(fact.change_unit or ""), fact.change_bound))
    return slots


def _past(fact: Fact, bulletin: Bulletin, year: int) -> str | None:
    """Why a target fact seems to report `year`, the one before the report's; None when it does not."""
    if fact.period is not None and fact.period.end.year <= year:
        return f"时期是{fact.period.label}"
    clause = _text(bulletin, fact.paragraph)[fact.start : fact.end]
    for mention in find_periods(clause, reference=bulletin.reference):
        # 比去年增长 compares a target with the past; it does not report it.
        if mention.period.end.year == year and not COMPARED.search(clause[: mention.start]):
            return f"原文说的是{mention.period.label}"
    section = next(paragraph.section for paragraph in bulletin.paragraphs if paragraph.number == fact.paragraph)
    while section is not None:
        heading = bulletin.sections[section]
        years = {mention.period.end.year for mention in find_periods(heading.title, reference=None)}
        if years:
            return f"在“{heading.title}”一章" if years == {year} else None
        section = heading.parent
    return None


def _found(fact: Fact, bulletin: Bulletin) -> Found:
    return Found(fact, _text(bulletin, fact.paragraph)[fact.start : fact.end])


def _text(bulletin: Bulletin, number: int) -> str:
    return next(paragraph.text for paragraph in bulletin.paragraphs if paragraph.number == number)


def _label(row: dict[str, Any], *, place: str) -> ReportLabel:
    regions = find_regions(row["region"])
    if len(regions) != 1:
        raise CaseError(f"{place}：地区“{row['region']}”不认识，请写省、市、县的名称。")
    targets = tuple(_target(name, label, place=place) for name, label in row["targets"].items())
    document = row.get("doc") or f"{row['year']}年{row['region']}政府工作报告"
    return ReportLabel(document, regions[0].region.name, row["year"], row["sentence"], targets)


def _target(indicator: str, label: Any, *, place: str) -> Target:
    if label is None:
        return Target(indicator, None, None)
    if not isinstance(label, dict) or not all(isinstance(label.get(key), str) for key in ("value", "clause")):
        raise CaseError(f"{place}：{indicator}的标注应是 null，或有文字 value 和 clause 的对象。")
    aim = _aim(label["value"]) if label["value"] else None
    if not label["clause"] or (label["value"] and aim is None):
        raise CaseError(f"{place}：{indicator}的目标“{label['value']}”读不懂，应如 5.5%左右 或 7%以上、力争达到8%。")
    return Target(indicator, label["clause"], aim)


def _aim(text: str) -> Aim | None:
    stretch = STRETCH.fullmatch(text)
    text = stretch["rest"] if stretch else text
    bounds: dict[str, str] = words()["bounds"]
    said = next((word for word in bounds if text.endswith(word)), "")
    figure = FIGURE.fullmatch(text.removesuffix(said))
    if figure is None:
        return None
    aim = float(stretch["number"]) if stretch else None
    return Aim(float(figure["number"]), figure["unit"], bounds.get(said), aim)
