"""Where the gold quotes stand among the hits."""

import datetime

from corpus.bulletin import Masthead, Paragraph
from eval.cases import Case, Gold
from eval.retrieval import measure
from index.hits import Document, Hit, Passage

DOCUMENT = Document("k", "专报", "专报.txt", 1, "0", Masthead("专报"), datetime.date(2026, 4, 15), 3)
TEXTS = ("固定资产投资增长3%。", "社会消费品零售总额311.3亿元。", "进出口总额增长4.7%。")
HITS = [Hit(Passage(DOCUMENT, Paragraph(n, text, "body"), (), "指标"), 1 / n) for n, text in enumerate(TEXTS, 1)]


def case(*quotes):
    return Case("1", "figure", "问", (), True, cite=tuple(Gold("专报", quote) for quote in quotes))


def test_the_first_quote_counts_for_hits_and_all_for_recall():
    result = measure("fixed", lambda query: HITS, [case("零售总额 311.3亿元", "增长4.7%"), case("不在库中")])

    assert (result.questions, result.hit, result.recall, result.reciprocal) == (
        2,
        {1: 0.0, 5: 0.5, 10: 0.5},
        {1: 0.0, 5: 2 / 3, 10: 2 / 3},
        0.25,
    )


def test_a_case_that_cites_nothing_is_left_out():
    assert measure("fixed", lambda query: HITS, [case()]).questions == 0
