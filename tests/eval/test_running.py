"""A run asks every case once, survives what a system does, and its faults show in the right number."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from eval.cases import Case, Gold
from eval.metrics import Metrics
from eval.reporting import ReportError, Setting, show_failures, table, write_json
from eval.running import Report, run

DOCUMENT = "云水县专报第1期"
FIGURE = Case(
    id="T1",
    type="figure",
    question="云水县一季度社零总额？",
    must=(("12.5亿元",), ("1-3月",)),
    answerable=True,
    answer="1-3月12.5亿元。",
    must_not=("1-2月",),
    cite=(Gold(DOCUMENT, "2026年1-3月社会消费品零售总额12.5亿元"),),
)
FOLLOWUP = replace(
    FIGURE,
    id="T2",
    type="followup",
    question="增长多少？",
    turns=("云水县一季度社零总额？",),
    must=(("4.2%",),),
    cite=(Gold(DOCUMENT, "社会消费品零售总额增长4.2%"),),
)
NOBODY = Case(
    id="T3", type="unanswerable", question="县长是谁？", must=(("未找到",),), answerable=False, must_not=("张三",)
)
CASES = (FIGURE, FOLLOWUP, NOBODY)
GOOD: dict[str, dict[str, Any]] = {
    FIGURE.question: {
        "status": "answered",
        "text": "2026年1-3月，云水县社零总额12.5亿元[1]。",
        "citations": [{"document": DOCUMENT, "quote": "2026年1-3月社会消费品零售总额12.5亿元"}],
    },
    FOLLOWUP.question: {
        "status": "answered",
        "text": "增长4.2%[1]。",
        "citations": [{"document": DOCUMENT, "quote": "社会消费品零售总额增长4.2%"}],
    },
    NOBODY.question: {"status": "not_found", "text": "未找到县长姓名。", "citations": []},
}
REFUSAL: dict[str, Any] = {"status": "not_found", "text": "未找到。", "citations": []}

Fault = Callable[[dict[str, Any]], dict[str, Any]]


class Scripted:
    """Answers from a table, each answer passed through a fault first; remembers what it was asked."""

    name = "scripted"

    def __init__(self, fault: Fault = lambda answer: answer) -> None:
        self._fault = fault
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def answer(self, question: str, turns: Sequence[str]) -> dict[str, Any]:
        self.asked.append((question, tuple(turns)))
        return self._fault(GOOD[question])


def dropped(answer: dict[str, Any]) -> dict[str, Any]:
    return answer | {"citations": []}


def refusing(answer: dict[str, Any]) -> dict[str, Any]:
    return REFUSAL


def wrong_period(answer: dict[str, Any]) -> dict[str, Any]:
    return answer | {"text": answer["text"].replace("1-3月", "1-2月")}


def padded(answer: dict[str, Any]) -> dict[str, Any]:
    return answer | {"text": answer["text"] + "另据材料，有关工作正在推进。" * 40}


def talkative(answer: dict[str, Any]) -> dict[str, Any]:
    return answer | {"status": "answered", "text": answer["text"].replace("未找到", "张三是")}


def failing(answer: dict[str, Any]) -> dict[str, Any]:
    if answer["status"] == "not_found":
        raise ValueError("资料库坏了")
    return answer


def told(metrics: Metrics) -> tuple[float | None, ...]:
    """Accuracy, citation recall and precision, refusal, false refusal."""
    return (
        metrics.accuracy,
        metrics.citation_recall,
        metrics.citation_precision,
        metrics.refusal,
        metrics.false_refusal,
    )


def test_a_good_system_loses_nothing() -> None:
    assert told(run(CASES, Scripted()).metrics) == (1.0, 1.0, 1.0, 1.0, 0.0)


def test_a_wrong_period_costs_accuracy() -> None:
    report = run(CASES, Scripted(wrong_period))
    assert told(report.metrics) == (2 / 3, 1.0, 1.0, 1.0, 0.0)
    assert [(result.case.id, result.judgement.reasons) for result in report.failures] == [
        ("T1", ("缺少：1-3月", "出现了不该有的：1-2月"))
    ]


def test_dropped_citations_cost_recall() -> None:
    assert told(run(CASES, Scripted(dropped)).metrics) == (1.0, 0.0, None, 1.0, 0.0)


def test_padding_costs_accuracy() -> None:
    assert told(run(CASES, Scripted(padded)).metrics) == (0.0, 1.0, 1.0, 1.0, 0.0)


def test_refusing_everything_costs_accuracy_and_shows_as_false_refusal() -> None:
    assert told(run(CASES, Scripted(refusing)).metrics) == (1 / 3, 0.0, None, 1.0, 1.0)


def test_answering_what_is_not_there_costs_accuracy_and_refusal() -> None:
    assert told(run(CASES, Scripted(talkative)).metrics) == (2 / 3, 1.0, 1.0, 0.0, 0.0)


def test_an_exception_is_that_cases_wrong_answer_and_nothing_more() -> None:
    report = run((NOBODY, FIGURE), Scripted(failing))
    assert [(result.case.id, result.judgement.correct, result.judgement.reasons) for result in report.results] == [
        ("T3", False, ("出错：ValueError：资料库坏了",)),
        ("T1", True, ()),
    ]
    assert report.results[0].answer["status"] == "error"


def test_an_answer_that_is_no_object_is_that_cases_wrong_answer() -> None:
    report = run((FIGURE,), Scripted(lambda answer: answer | {"citations": [None]}))
    assert report.results[0].judgement.reasons[0].startswith("出错：AttributeError")


def test_a_followup_is_asked_with_its_turns_and_progress_is_told() -> None:
    answerer, done = Scripted(), list[str]()
    run(CASES, answerer, progress=lambda case: done.append(case.id))
    assert answerer.asked == [
        (FIGURE.question, ()),
        (FOLLOWUP.question, ("云水县一季度社零总额？",)),
        (NOBODY.question, ()),
    ]
    assert done == ["T1", "T2", "T3"]


def test_seconds_are_measured_for_every_case() -> None:
    assert all(0 <= result.seconds < 5 for result in run(CASES, Scripted()).results)


def test_the_table_has_a_row_for_each_type_and_one_for_all() -> None:
    shown = printed(run(CASES, Scripted(refusing)))
    assert "数字 1 0.0% 0.0% — —／100.0%" in shown
    assert "无答案 1 100.0% — — 100.0%／—" in shown
    assert "全部 3 33.3% 0.0% — 100.0%／100.0%" in shown


def test_failures_show_the_conversation_the_reason_and_the_text() -> None:
    console = Console(file=StringIO(), width=200)
    show_failures(run((FOLLOWUP, NOBODY), Scripted(refusing)), console)
    assert isinstance(console.file, StringIO)
    assert console.file.getvalue().split("\n") == [
        "scripted：1 题不对",
        "",
        "T2［追问］云水县一季度社零总额？ → 增长多少？",
        "  原因：材料里有答案，却答“未找到”；缺少：4.2%",
        "  回答：未找到。",
        "  应为：1-3月12.5亿元。",
        "",
    ]


def test_the_json_holds_each_answer_with_its_scores(tmp_path: Path) -> None:
    reports = [run((FIGURE,), Scripted()), run((FIGURE,), Scripted(refusing))]
    write_json(tmp_path / "results" / "run.json", reports, Setting("cases.jsonl", (DOCUMENT,), "fake", "abc", "bge"))
    content = json.loads((tmp_path / "results" / "run.json").read_text(encoding="utf-8"))
    (result,) = content["results"]
    assert {name: content[name] for name in ("cases", "documents", "encoder", "reranker", "code", "system")} == {
        "cases": "cases.jsonl",
        "documents": [DOCUMENT],
        "encoder": "fake",
        "reranker": "bge",
        "code": "abc",
        "system": "scripted",
    }
    assert (result["id"], result["answer"], result["scores"]["correct"]) == ("T1", GOOD[FIGURE.question], True)
    assert [other["metrics"]["accuracy"] for other in content["baselines"]] == [0.0]
    assert set(content) >= {"machine", "date", "metrics", "by_type"}


def test_results_that_cannot_be_written_are_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ReportError, match=r"结果写不到 .*run"):
        write_json(tmp_path / "file" / "run", [run((FIGURE,), Scripted())], Setting("cases.jsonl", (), "fake", "abc"))


def printed(report: Report) -> str:
    console = Console(file=StringIO(), width=200)
    console.print(table(report))
    assert isinstance(console.file, StringIO)
    rows = console.file.getvalue().replace("│", " ").replace("┃", " ").split("\n")
    return "\n".join(" ".join(row.split()) for row in rows)
