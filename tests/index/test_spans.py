"""A stored fact is held against the words that it cites, by a reading of numbers of its own."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.bulletin import Duty, Fact, Party
from index.ingest import ingest
from index.library import open_library
from index.reencoding import re_encode
from index.spans import numbers_said, verify_spans, wrong

TEXT = "全市新建口袋公园十二座，电商交易额1,200.50万元，同比翻番。"
FACT = Fact(3, 0, 11, "口袋公园", "口袋公园", "actual", value=12.0, unit="座")
TRADE = Fact(3, 12, 32, "电商交易额", "电商交易额", "actual", value=1200.5, unit="万元", change=100.0, change_unit="%")
DUTY = Duty(3, 0, 15, "招商引资", (Party("市商务局负责人", "牵头"), Party("市财政局", "配合")))


def test_what_the_clause_says_in_digits_numerals_and_words_is_right() -> None:
    assert (wrong(FACT, TEXT), wrong(TRADE, TEXT)) == ([], [])
    assert wrong(DUTY, "市商务局的负责人牵头，市财政局配合") == []


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (replace(FACT, value=13.0), "“全市新建口袋公园十二座”里没有数字 13（口袋公园）。"),
        (replace(FACT, wording="公园绿地"), "“全市新建口袋公园十二座”里没有“公园绿地”。"),
        (replace(FACT, start=20, end=200), f"“口袋公园”的位置 20—200 超出段落（{len(TEXT)} 字）。"),
        (replace(FACT, start=5, end=5), f"“口袋公园”的位置 5—5 超出段落（{len(TEXT)} 字）。"),
        (replace(TRADE, end=26), "“电商交易额1,200.50万”里没有数字 100（电商交易额）。"),
        (DUTY, "“全市新建口袋公园十二座，电商交”里没有单位“市商务局负责人”“市财政局”。"),
    ],
)
def test_what_it_does_not_say_is_told(statement: Fact | Duty, sentence: str) -> None:
    assert wrong(statement, TEXT) == [sentence]


def test_a_sign_that_has_been_lost_is_told() -> None:
    text = "1-2月，用电量同比增长-3.2%"
    lost = replace(FACT, start=0, end=len(text), wording="用电量", indicator="用电量", value=None, change=3.2)
    assert wrong(lost, text) == [f"“{text}”里的 3.2 前有负号，存的是正数（用电量）。"]
    assert wrong(replace(lost, change=-3.2), text) == []


def test_a_paragraph_that_is_not_there_is_told() -> None:
    assert wrong(FACT, None) == ["“口袋公园”所引的段落不存在。"]


@pytest.mark.parametrize(
    ("clause", "number"),
    [
        ("12,345.6万元", 12345.6), ("二十五家", 25), ("一千二百人", 1200), ("十件", 10), ("两个", 2),
        ("增长2.5倍", 250), ("增长2.5倍", 150), ("占七成", 70), ("没有事故", 0), ("三亿元", 3), ("二〇二五年", 2025),
    ],
)  # fmt: skip
def test_numbers_are_read_however_they_are_written(clause: str, number: float) -> None:
    assert number in numbers_said(clause)


BODY = {"主要指标": ["1-3月，全市固定资产投资增长3.2%，社会消费品零售总额增长5.1%。"]}


def test_a_library_agrees_with_itself_also_after_it_was_encoded_anew(
    home: Path, encoder, make_encoder, write_bulletin
) -> None:
    with open_library(home, encoder) as library:
        ingest(library, [write_bulletin("汨罗专报.txt", body=BODY)])
        before = verify_spans(library.store)
    re_encode(home, make_encoder("另一个"))
    with open_library(home, make_encoder("另一个")) as library:
        after = verify_spans(library.store)
    assert (before, before.failures, before.agreeing) == (after, (), before.facts + before.duties)


def test_a_paragraph_changed_behind_the_program_s_back_is_found(home: Path, encoder, write_bulletin) -> None:
    with open_library(home, encoder) as library:
        ingest(library, [write_bulletin("汨罗专报.txt", body=BODY)])
        (document,) = library.documents()
        place = next(one.paragraph.number for one in library.passages(document.key) if "3.2%" in one.paragraph.text)
        fact = replace(FACT, paragraph=place, start=0, end=9, wording="全市", indicator="增速", value=None, change=3.2)
        stated = replace(library.store.bulletin(document), facts=(replace(fact, end=20),), duties=())
        library.store.keep_statements(document.generation, stated, rules="任意")
        read = lambda _: ((replace(fact, end=20),), ())  # noqa: E731
        assert verify_spans(library.store, read=read).failures == ()
        with closing(sqlite3.connect(home / "catalog.db")) as connection:
            connection.execute("UPDATE paragraph SET text = replace(text, '3.2', '9.9')")
            connection.commit()
        library.store.set_setting("任何", "改动")  # the library notices that the catalogue has changed
        report = verify_spans(library.store, read=read)
        assert (report.facts, len(report.failures)) == (1, 1)
        assert report.failures[0].startswith(f"“汨罗专报”第{place}段：")
        assert report.failures[0].endswith("里没有数字 3.2（增速）。")
        assert "重新读取得 0 条" in verify_spans(library.store, read=lambda _: ((), ())).failures[1]
