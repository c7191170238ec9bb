"""Facts and duties lie in the catalogue beside their paragraphs, are found by what they say, and survive an update."""

import datetime
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from corpus.bulletin import (
    Bulletin,
    Comparison,
    Duty,
    Fact,
    Finding,
    Masthead,
    Paragraph,
    Party,
    Period,
    Rank,
    Source,
)
from index.facts import FactQuery, find_duties, find_facts
from index.ingest import ingest
from index.library import open_library
from index.rereading import read_again, unread
from index.store import Store

Q1 = Period(datetime.date(2026, 1, 1), datetime.date(2026, 3, 31), "2026年1-3月", "累计")
FEBRUARY = Period(datetime.date(2026, 1, 1), datetime.date(2026, 2, 28), "2026年1-2月", "累计")
MARCH = Period(datetime.date(2026, 3, 1), datetime.date(2026, 3, 31), "2026年3月", "当月")
YEAR = Period(datetime.date(2026, 1, 1), datetime.date(2026, 12, 31), "2026年", "年度")
TEXT = "固定资产投资增长3.2%。（市商务局牵头，市财政局配合）"
FULL = Fact(
    2, 0, 12, "固定资产投资", "固投", "actual", "岳阳市", "某产业园", Q1, "carried", 62.89, 63.5, "亿元", ">=", -3.2, -4.0,
    "%", "~", "环比", 8.0, "回升", (Comparison("全省平均水平", 1.5, "百分点", 1), Comparison("预期", None, None, 0)),
    (Rank("全省", 3, "change"), Rank("中部省份", 2, None)),
)  # fmt: skip
DUTY = Duty(2, 13, 26, "招商引资", (Party("市商务局", "牵头"), Party("市财政局", "配合")), YEAR)


def bulletin(name: str, *facts: Fact, duties: tuple[Duty, ...] = (), day: int = 1) -> Bulletin:
    date = datetime.date(2026, 4, day)
    masthead = Masthead(
        f"{name}工作专报", "开局八好", "专报", "第2期", region="岳阳市", level="市", date=date, release="公开"
    )
    paragraphs = (Paragraph(1, f"{name}工作专报", "masthead"), Paragraph(2, TEXT, "body", region="岳阳市"))
    source = Source(f"{name}.txt", name.encode().hex().ljust(64, "0"), "text", 99)
    return Bulletin(source, masthead, (), paragraphs, (), date, facts, duties)


def said(indicator: str, region: str | None = "岳阳市", period: Period | None = Q1, change: float = 1.0) -> Fact:
    return Fact(2, 0, 12, indicator, indicator, "actual", region, period=period, change=change, change_unit="%")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "catalog.db")
    yield opened
    opened.close()


def publish(store: Store, read: Bulletin) -> int:
    generation = store.write(read, key=read.name, name=read.name, pieces=[], hashes=[])
    store.publish(generation)
    return generation


def found(store: Store, **asked: object) -> list[tuple[str, str | None, str | None]]:
    hits = find_facts(store, FactQuery(**asked))  # type: ignore[arg-type]
    return [(hit.fact.indicator, hit.fact.region, hit.fact.period.label if hit.fact.period else None) for hit in hits]


def test_facts_and_duties_come_back_equal_in_the_order_of_the_text(store: Store) -> None:
    read = bulletin("甲", FULL, said("社会消费品零售总额", period=None), duties=(DUTY, replace(DUTY, deadline=None)))
    publish(store, read)
    assert store.bulletin(store.documents()[0]) == read


def test_a_fact_comes_with_the_paragraph_that_says_it(store: Store) -> None:
    publish(store, bulletin("甲", FULL))
    (hit,) = find_facts(store, FactQuery(indicator="固投"))
    assert (hit.document.name, hit.passage.paragraph.text, hit.fact) == ("甲", TEXT, FULL)


def test_a_new_revision_has_its_own_facts_and_the_old_ones_are_gone(store: Store, tmp_path: Path) -> None:
    publish(store, bulletin("甲", said("旧指标"), duties=(DUTY,)))
    second = store.write(bulletin("甲", said("新指标")), key="甲", name="甲", pieces=[], hashes=[])
    assert found(store) == [("旧指标", "岳阳市", "2026年1-3月")]
    store.publish(second)
    assert (found(store), store.duties()) == ([("新指标", "岳阳市", "2026年1-3月")], [])
    with closing(sqlite3.connect(tmp_path / "catalog.db")) as connection:
        assert connection.execute("SELECT DISTINCT generation FROM fact").fetchall() == [(second,)]


def test_a_removed_document_leaves_no_fact_and_no_trace(store: Store, tmp_path: Path) -> None:
    publish(store, bulletin("甲", said("标记甲乙丙丁"), duties=(replace(DUTY, task="标记戊己庚辛"),)))
    store.remove("甲")
    assert (found(store), store.duties(), store.fact_names()) == ([], [], [])
    store.compact()
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert ("甲乙丙丁".encode() in left, "戊己庚辛".encode() in left) == (False, False)


def test_a_write_that_fails_over_a_fact_leaves_no_paragraph_either(store: Store) -> None:
    publish(store, bulletin("甲", said("旧指标")))
    broken = replace(said("新指标"), indicator=None)  # type: ignore[arg-type]  # what the catalogue refuses
    with pytest.raises(Exception, match="NOT NULL"):
        publish(store, bulletin("甲", broken))
    assert (found(store), store.unfinished()) == ([("旧指标", "岳阳市", "2026年1-3月")], [])


def test_facts_put_in_the_place_of_others_are_all_there_or_none(store: Store) -> None:
    generation = publish(store, bulletin("甲", said("旧指标"), duties=(DUTY,)))
    broken = replace(said("新指标"), wording=None)  # type: ignore[arg-type]
    with pytest.raises(Exception, match="NOT NULL"):
        store.keep_statements(generation, bulletin("甲", said("好指标"), broken), rules="新")
    assert (found(store), len(store.duties()), store.read_by("新")) == ([("旧指标", "岳阳市", "2026年1-3月")], 1, set())


@pytest.mark.parametrize(
    ("match", "asked", "expected"),
    [
        ("exact", "固定资产投资", ["固定资产投资"]),
        ("exact", "固投", []),
        ("alias", "固投", ["固定资产投资"]),
        ("alias", "固定资产投资增速", ["固定资产投资"]),
        ("alias", "公路水路固定资产投资", ["公路水路固定资产投资"]),
        ("alias", "零工驿站", []),
        ("fuzzy", "固定资产投资", ["固定资产投资", "公路水路固定资产投资"]),
        ("fuzzy", "零工驿站", ["建成零工驿站数"]),
        ("fuzzy", "进口额", ["进口值"]),
        ("fuzzy", "第一产业增加值", []),
    ],
)
def test_an_indicator_is_found_by_its_name_its_other_wordings_or_its_likeness(
    store: Store, match: str, asked: str, expected: list[str]
) -> None:
    names = ("公路水路固定资产投资", "固定资产投资", "建成零工驿站数", "进口值", "出口值", "第二产业增加值")
    publish(store, bulletin("甲", *map(said, names)))
    assert [name for name, _, _ in found(store, indicator=asked, match=match)] == expected


def test_a_region_takes_in_its_counties_only_when_asked(store: Store) -> None:
    regions = ("岳阳市", "汨罗市", "长沙市", None)
    publish(store, bulletin("甲", *(said("固定资产投资", region) for region in regions)))
    assert [region for _, region, _ in found(store, regions=("岳阳市",))] == ["岳阳市"]
    assert [region for _, region, _ in found(store, regions=("岳阳市",), within=True)] == ["岳阳市", "汨罗市"]


def test_kinds_and_clearance_narrow(store: Store) -> None:
    publish(store, bulletin("甲", said("固定资产投资"), replace(said("社会消费品零售总额"), kind="target")))
    assert [name for name, _, _ in found(store, kinds=("target",))] == ["社会消费品零售总额"]
    assert found(store, clearance=("内部",)) == []


@pytest.mark.parametrize(
    ("overlap", "period", "expected"),
    [
        ("equal", replace(Q1, label="一季度", basis="时点"), ["2026年1-3月"]),
        ("overlapping", MARCH, ["2026年3月", "2026年1-3月"]),
        ("overlapping", YEAR, ["2026年3月", "2026年1-3月", "2026年1-2月"]),
        ("latest", None, ["2026年3月"]),
        ("latest", FEBRUARY, ["2026年1-3月"]),
    ],
)
def test_a_period_is_met_by_its_days(store: Store, overlap: str, period: Period | None, expected: list[str]) -> None:
    facts = [said("固定资产投资", period=one) for one in (FEBRUARY, Q1, MARCH, None)]
    publish(store, bulletin("甲", *facts))
    assert [label for _, _, label in found(store, overlap=overlap, period=period)] == expected


def test_the_latest_is_by_the_period_reported_and_not_by_the_date_of_the_document(store: Store) -> None:
    publish(store, bulletin("新文件", said("固定资产投资", period=FEBRUARY), day=28))
    publish(store, bulletin("旧文件", said("固定资产投资", period=Q1), day=1))
    publish(store, bulletin("最新文件", said("固定资产投资", period=None), day=29))
    assert found(store, overlap="latest") == [("固定资产投资", "岳阳市", "2026年1-3月")]


def test_undated_facts_are_the_latest_where_none_is_dated(store: Store) -> None:
    publish(store, bulletin("甲", said("固定资产投资", period=None)))
    assert found(store, overlap="latest") == [("固定资产投资", "岳阳市", None)]


def test_the_order_does_not_depend_on_the_order_of_ingestion(tmp_path: Path) -> None:
    bulletins = [
        bulletin(name, said("固定资产投资", change=change), duties=(DUTY,))
        for name, change in (("丙", 3), ("甲", 1), ("乙", 2))
    ]
    orders = set()
    for number, arranged in enumerate(permutations(bulletins)):
        store = Store(tmp_path / f"{number}.db")
        for read in arranged:
            publish(store, read)
        facts = tuple(hit.document.name for hit in find_facts(store, FactQuery(indicator="固投")))
        orders.add((facts, tuple(hit.passage.document.name for hit in find_duties(store, unit="市商务局"))))
        store.close()
    assert len(orders) == 1


def test_duties_are_found_by_unit_and_by_task(store: Store) -> None:
    other = replace(DUTY, task="安全生产", parties=(Party("市应急局", "牵头"), Party("市商务局", "配合")))
    publish(store, bulletin("甲", duties=(DUTY, other)))
    assert [hit.duty for hit in find_duties(store, unit="市商务局")] == [DUTY]
    assert [hit.duty for hit in find_duties(store, unit="市商务局", roles=("配合",))] == [other]
    assert [hit.duty for hit in find_duties(store, task="安全生产")] == [other]
    assert find_duties(store, regions=("长沙市",)) == []


def test_a_task_worded_otherwise_is_found_in_its_paragraph(store: Store) -> None:
    publish(store, bulletin("甲", duties=(replace(DUTY, task="稳投资"),)))
    assert [hit.duty.task for hit in find_duties(store, task="固定资产投资")] == ["稳投资"]


# --- an update of the program -------------------------------------------------------------------------------------------


def forget(home: Path, *statements: str) -> None:
    with closing(sqlite3.connect(home / "catalog.db")) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


BODY = {"主要指标": ["1-3月，全市固定资产投资增长3.2%，社会消费品零售总额增长5.1%。（市发改局牵头）"]}


@pytest.mark.parametrize(
    "older",
    [
        ("DROP TABLE fact", "DROP TABLE duty", "DROP TABLE reading"),
        ("UPDATE reading SET rules = 'older'", "UPDATE fact SET indicator = '旧'"),
        ("DELETE FROM reading", "DELETE FROM fact", "DELETE FROM duty"),
    ],
    ids=["made before there were facts", "read by older rules", "never read"],
)
def test_a_library_of_an_older_program_is_read_again_and_nothing_else_changes(
    home: Path, encoder, write_bulletin: Callable[..., Path], older: tuple[str, ...]
) -> None:
    with open_library(home, encoder) as library:
        ingest(library, [write_bulletin("汨罗专报.txt", body=BODY)])
        (document,) = library.documents()
        before = library.store.bulletin(document)
    forget(home, *older)
    seen: list[tuple[int, int]] = []
    with open_library(home, encoder, progress=lambda done, total: seen.append((done, total))) as library:
        assert library.documents() == [document]
        assert library.store.bulletin(document) == before
        assert (len(library.mended), unread(library.store), seen) == (1, [], [(1, 1)])
    with open_library(home, encoder) as library:
        assert library.mended == []


def test_a_reading_cut_short_goes_on_where_it_stopped(store: Store, tmp_path: Path) -> None:
    for name in ("甲", "乙", "丙"):
        publish(store, bulletin(name, said("旧指标")))
    forget(tmp_path, "DELETE FROM reading")
    visited: list[str] = []

    def read(stored: Bulletin) -> tuple[tuple[Fact, ...], tuple[Duty, ...]]:
        visited.append(stored.name)
        if len(visited) == 2:
            raise KeyboardInterrupt
        return (said("新指标"),), ()

    with pytest.raises(KeyboardInterrupt):
        read_again(store, read=read)
    assert [name for name, _, _ in found(store)] == ["新指标", "旧指标", "旧指标"]
    assert len(read_again(store, read=read)) == 1
    assert ([name for name, _, _ in found(store)], len(visited)) == (["新指标"] * 3, 4)


def test_a_fault_in_our_rules_leaves_what_was_read_before(store: Store, tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        publish(store, bulletin(name, said("旧指标")))
    forget(tmp_path, "DELETE FROM reading")

    def read(stored: Bulletin) -> tuple[tuple[Fact, ...], tuple[Duty, ...]]:
        if stored.name == "甲":
            raise ZeroDivisionError
        return (said("新指标"),), ()

    assert [sentence for sentence in read_again(store, read=read) if "甲" in sentence]
    assert sorted(name for name, _, _ in found(store)) == ["新指标", "旧指标"]
    assert (unread(store), read_again(store, read=read)) == ([], [])  # not tried again before the next update


def test_findings_are_told_anew_with_the_facts(store: Store, tmp_path: Path) -> None:
    told = replace(said("固定资产投资"), change=3.1, change_unit="%")
    unread_before = Finding("未读出数字", "警告", "没有读出来。")
    other = Finding("重复段落", "提示", "第2段与第1段相同。", 1)
    publish(store, replace(bulletin("甲", told), findings=(unread_before, other)))
    forget(tmp_path, "DELETE FROM reading")
    read_again(store, read=lambda stored: ((told, replace(told, change=9.9, change_unit="%")), ()))
    (document,) = store.documents()
    assert [finding.kind for finding in document.findings] == ["重复段落", "数字矛盾"]


def test_only_the_owner_reads_again(home: Path, encoder, write_bulletin: Callable[..., Path]) -> None:
    with open_library(home, encoder) as library:
        ingest(library, [write_bulletin("汨罗专报.txt", body=BODY)])
        forget(home, "DELETE FROM reading")
        with open_library(home, encoder) as reader:
            assert [document.name for document in unread(reader.store)] == ["汨罗专报"]
