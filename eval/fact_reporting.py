"""Show how the facts compare with gold: a table by field, every miss and every spurious fact, and all of it as JSON."""

import json
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpus.bulletin import Comparison, Fact, Rank
from eval.fact_matching import BESIDE, TUPLE, Pair, compare
from eval.fact_scores import FactReport, Miss, Spurious, Tally
from eval.facts import GoldComparison, GoldFact, GoldRank, PlacedGold
from eval.reporting import ReportError

FIELD_NAMES = {
    "region": "地区",
    "indicator": "指标",
    "period": "时期",
    "kind": "性质",
    "value": "数值",
    "unit": "单位",
    "change": "增减",
    "direction": "方向",
    "bound": "界限",
    "comparison": "比较",
    "rank": "排名",
}
NONE = "—"


def fact_table(report: FactReport) -> Table:
    """The whole tuple, what was found at all, and each field among the aligned facts."""
    shown = Table(title="事实", title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    shown.add_column("项目")
    for column in ("金标", "抽取", "相符", "准确率", "召回率", "F1", "一致"):
        shown.add_column(column, justify="right", no_wrap=True)
    shown.add_row("整条", *_cells(report.whole), NONE, style="bold")
    shown.add_row(f"整条（金标覆盖的{report.complete_paragraphs}段）", *_cells(report.complete), NONE)
    shown.add_row("对上的", *_cells(report.aligned), NONE)
    shown.add_section()
    pairs = len(report.pairs)
    for name in (*TUPLE, *BESIDE):
        agreeing = f"{report.agreeing[name]}/{pairs}"
        shown.add_row(FIELD_NAMES[name], *_cells(report.fields[name]), agreeing)
        if name == "indicator":
            strict = Tally(pairs, pairs, report.strict_indicators)
            shown.add_row("指标（严格）", *_cells(strict), f"{strict.right}/{pairs}")
    return shown


def show_fact_failures(report: FactReport, console: Console) -> None:
    """Each gold fact that is not wholly right, in the order of the file, then each spurious fact."""
    wrong: list[Pair | Miss] = [*(pair for pair in report.pairs if pair.differing), *report.misses]
    wrong.sort(key=lambda item: item.placed.gold.line)
    half = sum(isinstance(item, Pair) and item.whole for item in wrong)
    title = f"不相符 {len(wrong)} 条（✗ 整条不对 {len(wrong) - half}，△ 只有界限、比较或排名不对 {half}）"
    console.print(Text(title, style="bold"), soft_wrap=True)
    for item in wrong:
        for line, style in _wrong_lines(item):
            console.print(Text(line, style=style), soft_wrap=True)
    console.print(Text(f"\n多出 {len(report.spurious)} 条", style="bold"), soft_wrap=True)
    for extra in report.spurious:
        where = "　金标引文之外" if extra.outside else ""
        console.print(Text(f"＋ 《{extra.document}》第{extra.fact.paragraph}段{where}“{extra.clause}”"), soft_wrap=True)
        console.print(Text(f"　抽取　{fact_words(extra.fact)}", style="red"), soft_wrap=True)


def write_fact_json(path: Path, report: FactReport, *, gold: Path) -> None:
    """The counts, and every pair, miss and spurious fact, as one object; raises ReportError."""
    fields = {name: _tally_object(tally) | {"agreeing": report.agreeing[name]} for name, tally in report.fields.items()}
    content = {
        "gold": str(gold),
        "whole": _tally_object(report.whole),
        "complete": _tally_object(report.complete) | {"paragraphs": report.complete_paragraphs},
        "aligned": _tally_object(report.aligned),
        "fields": fields,
        "strict_indicators": report.strict_indicators,
        "pairs": [
            _place(pair.placed)
            | {"found": fact_words(pair.fact), "differing": list(pair.differing), "whole": pair.whole}
            for pair in report.pairs
        ],
        "misses": [
            _place(miss.placed) | {"nearest": fact_words(miss.nearest) if miss.nearest else None}
            for miss in report.misses
        ],
        "spurious": [_spurious_object(extra) for extra in report.spurious],
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise ReportError(f"结果写不到 {path}，请换一个可以写的位置。") from error


def fact_words(fact: Fact) -> str:
    """A predicted fact on one line."""
    wording = f"（{fact.wording}）" if fact.wording != fact.indicator else ""
    period = f"{fact.period.start}..{fact.period.end} {fact.period.basis} {fact.period.label}" if fact.period else NONE
    value = _figure(fact.value, fact.upper, fact.unit, fact.bound)
    change = _figure(fact.change, fact.change_upper, fact.change_unit, fact.change_bound)
    parts = [fact.region or NONE, fact.indicator + wording, period, fact.kind, value, f"增减{change}"]
    parts += [f"方向{fact.direction}"] if fact.direction else []
    parts += [f"力争{fact.stretch:g}"] if fact.stretch is not None else []
    parts += [_comparison(item) for item in fact.comparisons] + [_rank(item) for item in fact.ranks]
    return "｜".join(parts)


def gold_words(gold: GoldFact) -> str:
    """A gold fact on one line, in the order of `fact_words`."""
    name = gold.names[0] + "".join(f"（{other}）" for other in gold.names[1:])
    period = " 或 ".join(label or NONE for label in gold.periods)
    bounded_value = gold.bound if gold.value is not None else None
    value = _figure(gold.value, None, gold.unit, bounded_value)
    change = _figure(gold.change, None, gold.change_unit, None if bounded_value else gold.bound)
    parts = [gold.region or NONE, name, period, gold.kind, value, f"增减{change}"]
    parts += ["只有方向"] if gold.qualitative else []
    parts += [_comparison(item) for item in gold.comparisons] + [_rank(item) for item in gold.ranks]
    return "｜".join(parts)


def _wrong_lines(item: Pair | Miss) -> list[tuple[str, str]]:
    """The lines of one gold fact, each with its style."""
    gold, fact = item.placed.gold, item.fact if isinstance(item, Pair) else item.nearest
    mark = "△" if isinstance(item, Pair) and item.whole else "✗"
    lines = [
        (f"{mark} 第{gold.line}行 《{gold.document}》第{item.placed.paragraph}段“{gold.quote}”", ""),
        (f"　金标　{gold_words(gold)}" + (f"　※{gold.note}" if gold.note else ""), "dim"),
    ]
    if fact is None:
        return [*lines, ("　没有抽取到", "red")]
    if isinstance(item, Miss):
        differing = tuple(name for name, score in compare(gold, fact).items() if not score.agrees)
        lines.append((f"　没有对上；最近的　{fact_words(fact)}", "red"))
    else:
        differing = item.differing
        lines.append((f"　抽取　{fact_words(fact)}", "red"))
    return [*lines, (f"　不同：{'、'.join(FIELD_NAMES[name] for name in differing)}", "yellow")]


def _figure(number: float | None, upper: float | None, unit: str | None, bound: str | None) -> str:
    if number is None:
        return NONE
    closed = f"—{upper:g}" if upper is not None else ""
    return f"{bound or ''}{number:.12g}{closed}{unit or ''}"


def _comparison(item: Comparison | GoldComparison) -> str:
    if item.difference is None:
        return f"与{item.than}比：{'不论' if item.direction is None else ('低', '平', '高')[item.direction + 1]}"
    return f"与{item.than}比：{item.difference:+.12g}{item.unit or ''}"


def _rank(item: Rank | GoldRank) -> str:
    return f"{item.scope}第{item.position}（{item.of or '未说明'}）"


def _place(placed: PlacedGold) -> dict[str, Any]:
    gold = placed.gold
    return {
        "line": gold.line,
        "document": gold.document,
        "paragraph": placed.paragraph,
        "quote": gold.quote,
        "gold": gold_words(gold),
    }


def _spurious_object(extra: Spurious) -> dict[str, Any]:
    return {
        "document": extra.document,
        "paragraph": extra.fact.paragraph,
        "clause": extra.clause,
        "outside": extra.outside,
        "found": fact_words(extra.fact),
    }


def _tally_object(tally: Tally) -> dict[str, Any]:
    shares = {"precision": tally.precision, "recall": tally.recall, "f1": tally.f1}
    rounded = {name: None if share is None else round(share, 4) for name, share in shares.items()}
    return {"gold": tally.gold, "predicted": tally.predicted, "right": tally.right, **rounded}


def _cells(tally: Tally) -> tuple[str, ...]:
    shares = (tally.precision, tally.recall, tally.f1)
    return (
        str(tally.gold),
        str(tally.predicted),
        str(tally.right),
        *(NONE if share is None else f"{share:.1%}" for share in shares),
    )
