"""Where the gold quotes stand among the hits."""

import datetime
from dataclasses import replace
from io import StringIO
from pathlib import Path

from rich.console import Console

from corpus.bulletin import Masthead, Paragraph
from eval.cases import Case, Gold
from eval.libraries import SAMPLES, library_for, readable
from eval.reporting import retrieval_table
from eval.retrieval import PARTS, Retrieval, Sought, measure, rankers, sought
from index.fusion import WEIGHTS
from index.hits import Document, Encoder, Hit, Passage
from index.library import Library

DOCUMENT = Document("k", "专报", "专报.txt", 1, "0", Masthead("专报"), datetime.date(2026, 4, 15), 12)
HITS = [Hit(Passage(DOCUMENT, Paragraph(n, f"第{n}段", "body"), (), "指标"), 1 / n) for n in range(1, 13)]
FOUND = Retrieval("full text alone", 2, {1: 0.5, 5: 0.9, 10: 1.0}, {1: 0.4, 5: 0.8, 10: 0.9}, 0.6, 0.82, 0.85)


def in_paragraphs(*numbers: int) -> Sought:
    return Sought("问", tuple(frozenset({("专报", number)}) for number in numbers))


def measured(*asked: Sought) -> Retrieval:
    (result,) = measure({"fixed": lambda query: HITS}, asked)
    return result


def citing(*quotes: str, turns: tuple[str, ...] = (), alternatives: tuple[tuple[str, str], ...] = ()) -> Case:
    golds = tuple(Gold("汨罗专报第2期", quote, alternatives) for quote in quotes)
    return Case("1", "figure", "增速呢", (), True, turns=turns, cite=golds)


def test_the_first_quote_counts_for_hits_and_all_for_recall() -> None:
    result = measured(in_paragraphs(2, 3), in_paragraphs(99))
    assert (result.questions, result.hit, result.recall, result.reciprocal) == (
        2,
        {1: 0.0, 5: 0.5, 10: 0.5},
        {1: 0.0, 5: 2 / 3, 10: 2 / 3},
        0.25,
    )


def test_a_question_over_more_than_five_paragraphs_counts_as_five_quotes() -> None:
    seven = in_paragraphs(1, 2, 3, 4, 5, 6, 7)
    assert (measured(seven).recall[5], measured(seven).capped) == (5 / 7, 1.0)
    half = in_paragraphs(1, 2, 8, 9, 10, 11)
    assert (measured(half).recall[5], measured(half).capped) == (2 / 6, 2 / 5)
    assert measured(half, in_paragraphs(1, 99)).capped == 3 / 7


def test_the_mean_over_questions_weighs_each_question_alike() -> None:
    result = measured(in_paragraphs(1, 2, 99, 98), in_paragraphs(3))
    assert (result.recall[5], result.mean) == (3 / 5, (2 / 4 + 1) / 2)


def test_six_quotes_in_five_paragraphs_are_not_capped() -> None:
    result = measured(in_paragraphs(1, 1, 2, 3, 4, 9))
    assert result.capped == result.recall[5] == 5 / 6


def test_a_quote_is_sought_in_every_paragraph_that_holds_it_or_an_alternative(library: Library, write_bulletin) -> None:
    growth = "固定资产投资增长3.2%"
    path = write_bulletin("汨罗专报第2期.txt", body={"主要指标": [f"1-3月，{growth}。"], "亮点": ["零工驿站12家。"]})
    with library_for([path], library.encoder, home=library.home.parent / "other") as filled:
        numbers = {p.paragraph.text: p.paragraph.number for p in filled.passages(filled.documents()[0].key)}
        first, second = (numbers[text] for text in (f"1-3月，{growth}。", "零工驿站12家。"))
        cases = [
            citing("固定资产投资 增长３.2%", turns=("汨罗投资多少",)),
            citing(growth, "零工驿站", alternatives=(("汨罗专报第2期", "12家"), ("别的专报", growth))),
            citing("库里没有的话"),
            citing(),
        ]
        assert sought(filled, cases) == [
            Sought("汨罗投资多少 增速呢", (frozenset({("汨罗专报第2期", first)}),)),
            Sought(
                "增速呢",
                (
                    frozenset({("汨罗专报第2期", first), ("汨罗专报第2期", second)}),
                    frozenset({("汨罗专报第2期", second)}),
                ),
            ),
            Sought("增速呢", (frozenset(),)),
        ]


def test_the_baseline_is_the_full_text_and_each_part_is_left_out_once(tmp_path: Path, encoder: Encoder) -> None:
    with library_for(readable(SAMPLES)[:1], encoder, home=tmp_path) as library:
        ways = rankers(library)
        assert list(ways) == [
            "full text alone",
            "vectors alone",
            "full text + vectors",
            "all",
            *(f"without {part} {PARTS[part]}" for part in PARTS),
        ]
        assert set(PARTS) == set(WEIGHTS) - {"读"}  # which only a reranker gives
        query = "项目进展"
        assert ways["full text alone"](query) == library.full_text(query, limit=50)
        assert ways["all"](query) == library.search(query, limit=50)
        left = ways["without 词 words"](query)
        assert left
        assert {hit.why["词"] for hit in left} == {0.0}


def test_a_way_that_is_below_the_baseline_at_any_depth_is_marked() -> None:
    worse = replace(FOUND, name="worse", hit={1: 0.6, 5: 0.8, 10: 1.0})
    console = Console(width=120, file=StringIO(), record=True)
    console.print(retrieval_table([FOUND, worse, replace(FOUND, name="like", reciprocal=0.1)]))
    rows = [line.split() for line in console.export_text().splitlines()]
    assert ["full", "text", "alone", "0.500", "0.900", "1.000", "0.600", "0.800", "0.820", "0.850"] in rows
    assert [row[1] for row in rows if row[:1] in (["worse"], ["like"])] == ["▼", "0.500"]


def test_progress_is_told_after_each_question() -> None:
    told: list[str] = []
    measure({"fixed": lambda query: HITS}, [in_paragraphs(1), in_paragraphs(2)], progress=lambda: told.append("one"))
    assert told == ["one", "one"]
