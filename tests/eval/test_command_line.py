"""What the command line refuses, it refuses in one sentence before any model is loaded."""

import pytest
from typer.testing import CliRunner

from eval.__main__ import app

MISSING = "nowhere.jsonl"


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["run", MISSING], 1, "找不到或打不开评测题文件 nowhere.jsonl，请检查路径。"),
        (["bench", "ask", MISSING], 1, "找不到或打不开评测题文件 nowhere.jsonl，请检查路径。"),
        (["bench", "ingest", "nowhere"], 1, "找不到 nowhere，请检查路径。"),
        (
            ["run", MISSING, "--fail-under", "speed=1"],
            2,
            "--fail-under 不认识指标“speed”，可用的指标："
            "accuracy、citation_recall、citation_precision、refusal、false_refusal。",
        ),
    ],
)
def test_a_call_that_cannot_work_ends_with_one_sentence(arguments: list[str], code: int, sentence: str) -> None:
    result = CliRunner().invoke(app, arguments)
    assert (result.exit_code, result.stderr, result.stdout) == (code, sentence + "\n", "")
