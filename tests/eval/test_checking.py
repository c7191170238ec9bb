"""Corruptions are real, different, repeatable and of every kind; the report counts what was caught and what was flagged."""

import datetime
import json
from io import StringIO

from rich.console import Console

from assistant.citation import Citation
from eval.checking import check_answers, check_table, show_check_failures, write_check_json
from eval.corrupting import KINDS, Right, corruptions

PARAGRAPH = "1-3月，全市出口值47.5亿元，居全省第9位，增长2.2%；进口值241.3亿元，居全省第2位，下降1.7%。"
CITATION = Citation(
    1,
    "k",
    "岳阳第2期",
    "岳阳市工作专报",
    "第2期",
    datetime.date(2026, 4, 15),
    (),
    3,
    PARAGRAPH,
    (0, len(PARAGRAPH)),
    PARAGRAPH,
    "岳阳市",
    datetime.date(2026, 4, 15),
)
ANSWER = Right("T1", "岳阳市2026年1-3月：出口值47.5亿元，居全省第9位，增长2.2%[1]。", (CITATION,), ("2026年1-3月",))
WRONG = Right("T2", "长沙市：出口值稳中有升[1]。", (CITATION,))  # nothing in it can be corrupted but the place


def test_every_kind_is_made_and_every_corruption_is_another():
    made = corruptions([ANSWER], count=30)

    assert {corruption.kind for corruption in made} == set(KINDS)
    assert len({corruption.text for corruption in made} - {ANSWER.text}) == 30


def test_the_same_seed_makes_the_same_corruptions():
    assert corruptions([ANSWER], count=30) == corruptions([ANSWER], count=30)
    assert corruptions([ANSWER], count=30) != corruptions([ANSWER], count=30, seed=6)


def test_a_corruption_changes_one_thing_and_leaves_the_marks():
    for corruption in corruptions([ANSWER], count=30):
        assert "[1]。" in corruption.text
        assert corruption.before in ANSWER.text and corruption.after in corruption.text
        assert corruption.before != corruption.after


def test_what_the_paragraph_really_says_is_no_corruption():
    right = Right("T3", "进口值241.3亿元[1]。", (CITATION,))

    assert "出口值47.5亿元[1]。" not in {corruption.text for corruption in corruptions([right], count=30)}


def test_an_answer_without_figures_yields_nothing():
    assert corruptions([Right("T4", "资料中没有找到。", ())], count=12) == []


def test_the_report_counts_the_caught_and_the_wrongly_flagged(tmp_path):
    report = check_answers([ANSWER, WRONG], count=30)
    caught, made = report.caught()
    shown = StringIO()
    console = Console(file=shown, width=200)
    console.print(check_table(report))
    show_check_failures(report, console)
    write_check_json(tmp_path / "check.json", report)
    written = json.loads((tmp_path / "check.json").read_text(encoding="utf-8"))

    assert (caught, made) == (30, 30)
    assert [answer.case for answer, _ in report.flagged] == ["T2"]
    assert all(word in shown.getvalue() for word in (*KINDS, "合计", "误报 1", "误报 T2 所引内容说的不是长沙市"))
    assert {name: written[name] for name in ("caught", "made", "right", "flagged", "missed")} == {
        "caught": 30,
        "made": 30,
        "right": 2,
        "flagged": 1,
        "missed": [],
    }
