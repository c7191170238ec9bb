"""Graded precedents: the files are read whole or refused, and five cards get the gain that their grades deserve."""

import json
import math
from pathlib import Path

import pytest

from assistant.citation import Citation
from assistant.practice import Card
from eval.cases import CaseError
from eval.precedents import Graded, PrecedentCase, as_cases, measure_precedents, read_precedents

CASES = Path(__file__).parents[2] / "eval" / "cases"
GOLD = (Graded("专报", "甲", ("招商",), 3), Graded("专报", "乙", ("驿站",), 1))
CASE = PrecedentCase("P1", "问", GOLD)


def card(title, words):
    source = Citation(1, "k", "专报", "专报", None, None, ("【亮点】", title), 3, words, (0, len(words)), words)
    return Card(title, None, None, source)


def ranked(*cards):
    return measure_precedents("x", lambda question: list(cards), [CASE])


def test_the_ideal_order_has_the_whole_gain():
    result = ranked(card("甲", "招商三次。"), card("乙", "驿站三处。"))
    assert (result.ndcg, result.first, result.twice, result.failures) == (1.0, 1.0, 0, ())


def test_a_worse_order_has_less_and_is_listed():
    result = ranked(card("乙", "驿站三处。"), card("甲", "招商三次。"))
    ideal = 7 + 1 / math.log2(3)
    assert result.ndcg == pytest.approx((1 + 7 / math.log2(3)) / ideal)
    assert result.first == 0.0
    assert len(result.failures) == 1


def test_a_practice_shown_twice_earns_once_and_is_counted():
    result = ranked(card("甲", "招商三次。"), card("甲", "招商三次。"))
    assert result.ndcg == pytest.approx(7 / (7 + 1 / math.log2(3)))
    assert result.twice == 1


def test_a_title_alone_is_not_the_practice():
    assert ranked(card("甲", "问题不少。")).ndcg == 0.0


def test_nothing_found_is_nought():
    assert ranked().ndcg == 0.0


@pytest.mark.parametrize("name", ["precedents-samples.jsonl", "precedents-bulletins.jsonl"])
def test_the_questions_are_graded_and_quote_no_sentence(name):
    cases = read_precedents(CASES / name)
    assert len(cases) >= 22
    assert all(any(one.grade == 3 for one in case.gold) for case in cases)
    assert max(len(words) for case in cases for one in case.gold for words in (one.title, *one.says)) <= 12
    assert {gold.document for case in as_cases(cases) for gold in case.cite}


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"id": "P1", "question": "问"}, "缺少字段 gold"),
        ({"id": "P1", "question": "问", "gold": []}, "gold 至少一项"),
        ({"id": "P1", "question": "问", "gold": [{"doc": "专报"}]}, "gold 的每一项要有"),
        (
            {"id": "P1", "question": "问", "gold": [{"doc": "专报", "title": "甲", "says": ["乙"], "grade": 4}]},
            "grade 只能是",
        ),
    ],
)
def test_a_malformed_line_is_told_with_its_place(tmp_path, row, sentence):
    path = tmp_path / "题.jsonl"
    path.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(CaseError, match=sentence) as told:
        read_precedents(path)
    assert "第1行" in str(told.value)
