"""What the command line refuses, it refuses in one sentence before any model is loaded."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval.__main__ import app

MISSING = "nowhere.jsonl"


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["run", MISSING], 1, "找不到或打不开评测题文件 nowhere.jsonl，请检查路径。"),
        (["bench", "ask", MISSING], 1, "找不到或打不开评测题文件 nowhere.jsonl，请检查路径。"),
        (["retrieval", MISSING], 1, "找不到或打不开评测题文件 nowhere.jsonl，请检查路径。"),
        (["bench", "search", MISSING], 1, "找不到或打不开评测题文件 nowhere.jsonl，请检查路径。"),
        (["bench", "ingest", "nowhere"], 1, "找不到 nowhere，请检查路径。"),
        (["bench", "facts", "nowhere"], 1, "找不到 nowhere，请检查路径。"),
        (["facts", MISSING], 1, "找不到或打不开金标文件 nowhere.jsonl，请检查路径。"),
        (["targets", MISSING], 1, "找不到或打不开目标标注文件 nowhere.jsonl，请检查路径。"),
        (
            ["run", MISSING, "--fail-under", "speed=1"],
            2,
            "--fail-under 不认识指标“speed”，可用的指标："
            "accuracy、citation_recall、citation_precision、refusal、false_refusal。",
        ),
        (
            ["facts", MISSING, "--fail-under", "accuracy=1"],
            2,
            "--fail-under 不认识指标“accuracy”，可用的指标：precision、recall、f1、complete_precision。",
        ),
    ],
)
def test_a_call_that_cannot_work_ends_with_one_sentence(arguments: list[str], code: int, sentence: str) -> None:
    result = CliRunner().invoke(app, arguments)
    assert (result.exit_code, result.stderr, result.stdout) == (code, sentence + "\n", "")


@pytest.mark.parametrize("command", [["retrieval"], ["bench", "search"]])
def test_a_folder_is_taken_for_a_set_of_policies(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "answerable.jsonl").touch()
    result = CliRunner().invoke(app, [*command, str(tmp_path)])
    sentence = f"找不到或打不开政策文件集 {tmp_path / 'documents.jsonl'}，请检查路径。"
    assert (result.exit_code, result.stderr, result.stdout) == (1, sentence + "\n", "")


def test_facts_below_the_floor_end_with_one(tmp_path: Path) -> None:
    """The label is of a figure that the bulletin does not call a target of 2031, so recall is 0 whatever is read."""
    words = "工业用电量增长2.5%"
    (tmp_path / "云水县专报.txt").write_text(f"云水县工作专报\n\n2026年一季度，{words}。\n", encoding="utf-8")
    label = {"doc": "云水县专报", "quote": words, "region": None, "indicator": "工业用电量", "period": "2031"}
    figures = {"value": None, "unit": None, "change": 2.5, "change_unit": "%", "versus": None, "rank": None}
    gold, out = tmp_path / "facts.jsonl", tmp_path / "out.json"
    gold.write_text(json.dumps(label | {"kind": "target"} | figures, ensure_ascii=False), encoding="utf-8")
    arguments = ["facts", str(gold), "--failures", "--json", str(out), "--fail-under", "recall=0.9"]
    result = CliRunner().invoke(app, arguments)
    assert (result.exit_code, result.stderr) == (1, "召回率 0.000 低于门槛 0.900。\n")
    assert "✗ 第1行 《云水县专报》" in result.stdout
    assert json.loads(out.read_text(encoding="utf-8"))["whole"]["recall"] == 0
