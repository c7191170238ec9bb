"""Show reports as tables in the terminal, and write them as JSON."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpus.errors import BulletinError
from eval.metrics import Metrics
from eval.precedents import Ranking
from eval.reading import ReadTiming
from eval.retrieval import Retrieval
from eval.running import Report, Result

TYPE_NAMES = {
    "figure": "数字",
    "period": "时期",
    "region": "地区",
    "compare": "比较",
    "target": "目标",
    "who": "人和单位",
    "list": "列举",
    "practice": "做法",
    "followup": "追问",
    "unanswerable": "无答案",
}
SYSTEM_NAMES = {"assistant": "本系统", "bm25": "全文检索首段", "llamaindex": "llama-index 向量检索"}
BELOW = "▼"
COLUMNS = ("题数", "正确率", "引用召回", "引用准确", "拒答率／误拒率", "中位秒", "P95秒")


class ReportError(BulletinError):
    """A result file that cannot be written."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a run was made with; a result file is worth nothing without it."""

    cases: str
    documents: tuple[str, ...]
    encoder: str
    code: str
    reranker: str | None = None


def table(report: Report) -> Table:
    """One system's numbers, a row for each type of case and one for all."""
    shown = Table(
        title=SYSTEM_NAMES.get(report.system, report.system),
        title_justify="left",
        box=SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
    )
    shown.add_column("题型")
    for column in COLUMNS:
        shown.add_column(column, justify="right", no_wrap=True)
    for name, metrics in report.by_type.items():
        shown.add_row(TYPE_NAMES[name], *_cells(metrics))
    shown.add_section()
    shown.add_row("全部", *_cells(report.metrics), style="bold")
    return shown


def retrieval_table(results: Sequence[Retrieval]) -> Table:
    """What each way of searching finds, a row each; those below the first, the baseline, in some hit@k are marked."""
    shown = Table(title="检索", title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    shown.add_column(f"方法（{results[0].questions} 题）" if results else "方法")
    for column in ("hit@1", "hit@5", "hit@10", "MRR@10", "recall@5", "recall@5\n每题平均", "recall@5\ncapped"):
        shown.add_column(column, justify="right", no_wrap=True)
    for result in results:
        numbers = (*result.hit.values(), result.reciprocal, result.recall[5], result.mean, result.capped)
        mark = ""
        if result.below(results[0]):
            mark, shown.caption = f" {BELOW}", f"{BELOW} hit@1、hit@5 或 hit@10 低于第一行"
        shown.add_row(result.name + mark, *(f"{number:.3f}" for number in numbers))
    shown.caption_justify = "left"
    return shown


def precedent_table(results: Sequence[Ranking]) -> Table:
    """How good the first five cards are under each way of finding, a row each."""
    shown = Table(title="先例", title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    shown.add_column(f"方法（{results[0].questions} 题）" if results else "方法")
    for column in ("nDCG@5", "第一条最切题", "前五条重复"):
        shown.add_column(column, justify="right", no_wrap=True)
    for result in results:
        shown.add_row(result.name, f"{result.ndcg:.3f}", f"{result.first:.3f}", str(result.twice))
    return shown


def reading_table(timings: Sequence[ReadTiming]) -> Table:
    """Reading speed and memory, a row for each format."""
    shown = Table(title="读取", title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    shown.add_column("格式")
    for column in ("文件", "未读", "页", "段落", "秒", "页/秒", "段/秒", "内存峰值 MB"):
        shown.add_column(column, justify="right", no_wrap=True)
    for timing in timings:
        pages = "—" if timing.pages is None else str(timing.pages)
        speed = "—" if timing.pages is None else f"{timing.pages / timing.seconds:.1f}"
        numbers = (str(timing.files), str(timing.failed), pages, str(timing.paragraphs), f"{timing.seconds:.1f}", speed)
        shown.add_row(timing.suffix, *numbers, f"{timing.paragraphs / timing.seconds:.1f}", f"{timing.megabytes:.0f}")
    return shown


def show_failures(report: Report, console: Console) -> None:
    """Each wrong answer: the question, what failed, and what was said."""
    name = SYSTEM_NAMES.get(report.system, report.system)
    console.print(Text(f"{name}：{len(report.failures)} 题不对", style="bold"), soft_wrap=True)
    for result in report.failures:
        question = " → ".join((*result.case.turns, result.case.question))
        console.print(Text(f"\n{result.case.id}［{TYPE_NAMES[result.case.type]}］{question}"), soft_wrap=True)
        console.print(Text(f"  原因：{'；'.join(result.judgement.reasons)}", style="red"), soft_wrap=True)
        console.print(Text(f"  回答：{result.answer.get('text', '')}"), soft_wrap=True)
        console.print(Text(f"  应为：{result.case.answer}", style="dim"), soft_wrap=True)


def write_json(path: Path, reports: Sequence[Report], setting: Setting) -> None:
    """The first report at the top of the object, the others alike under `baselines`; raises ReportError."""
    head = {
        "cases": setting.cases,
        "documents": list(setting.documents),
        "encoder": setting.encoder,
        "reranker": setting.reranker,
        "code": setting.code,
        "machine": {"platform": platform.platform(), "cpus": os.cpu_count()},
        "date": datetime.now().astimezone().isoformat(timespec="seconds"),
    }
    first, *others = (_report_object(report) for report in reports)
    content = json.dumps({**head, **first, "baselines": others}, ensure_ascii=False, indent=1)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content + "\n", encoding="utf-8")
    except OSError as error:
        raise ReportError(f"结果写不到 {path}，请换一个可以写的位置。") from error


def _report_object(report: Report) -> dict[str, Any]:
    return {
        "system": report.system,
        "metrics": _rounded(report.metrics),
        "by_type": {name: _rounded(metrics) for name, metrics in report.by_type.items()},
        "results": [_result_object(result) for result in report.results],
    }


def _result_object(result: Result) -> dict[str, Any]:
    return {
        "id": result.case.id,
        "type": result.case.type,
        "question": result.case.question,
        "turns": list(result.case.turns),
        "answer": result.answer,
        "scores": {**asdict(result.judgement), "seconds": round(result.seconds, 4)},
    }


def _rounded(metrics: Metrics) -> dict[str, Any]:
    return {name: round(value, 4) if isinstance(value, float) else value for name, value in asdict(metrics).items()}


def _cells(metrics: Metrics) -> tuple[str, ...]:
    return (
        str(metrics.count),
        _share(metrics.accuracy),
        _share(metrics.citation_recall),
        _share(metrics.citation_precision),
        f"{_share(metrics.refusal)}／{_share(metrics.false_refusal)}",
        _seconds(metrics.median_seconds),
        _seconds(metrics.p95_seconds),
    )


def _share(value: float | None) -> str:
    return "—" if value is None else f"{value:.1%}"


def _seconds(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}"
