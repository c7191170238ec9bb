"""Finding all that matches: filters let through just what they say, pages make one list, and the order is fixed."""

import datetime
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus.bulletin import Duty, Fact, Period
from corpus.parties import same_party
from corpus.regions import contains
from index.finding import Results, find
from index.hits import Filters, Hit, Passage
from index.ingest import ingest
from index.library import Library

QUARTER = Period(datetime.date(2026, 1, 1), datetime.date(2026, 3, 31), "2026年1-3月", "累计")
ALL = 10_000
Expected = Callable[[Passage, list[Fact], list[Duty]], bool]


def ids(hits: list[Hit] | tuple[Hit, ...]) -> list[str]:
    return [hit.passage.id for hit in hits]


def bodies(library: Library) -> list[tuple[Passage, list[Fact], list[Duty]]]:
    """Every paragraph of a body with its own facts and duties."""
    found = []
    for document in library.documents():
        facts, duties = library.store.statements(document.generation)
        for passage in library.passages(document.key):
            number = passage.paragraph.number
            if passage.paragraph.role == "body":
                own = [fact for fact in facts if fact.paragraph == number]
                found.append((passage, own, [duty for duty in duties if duty.paragraph == number]))
    return found


def speaks_of_the_quarter(passage: Passage, facts: list[Fact], _: list[Duty]) -> bool:
    periods = [fact.period for fact in facts if fact.period]
    if periods:
        return any(period.start <= QUARTER.end and period.end >= QUARTER.start for period in periods)
    day = passage.document.reference
    return day is not None and QUARTER.start <= day <= QUARTER.end


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(levels=("县",)), lambda passage, _, __: passage.document.masthead.level == "县"),
        (Filters(levels=("省", "市")), lambda passage, _, __: passage.document.masthead.level in ("省", "市")),
        (Filters(series=("七大攻坚",)), lambda passage, _, __: passage.document.masthead.series == "七大攻坚"),
        (Filters(genres=("简报", "方案")), lambda passage, _, __: passage.document.masthead.genre in ("简报", "方案")),
        (Filters(releases=("公开",)), lambda passage, _, __: passage.document.masthead.release == "公开"),
        (Filters(kinds=("亮点",)), lambda passage, _, __: passage.kind == "亮点"),
        (Filters(regions=("岳阳市",)), lambda passage, _, __: contains("岳阳市", passage.region or "")),
        (
            Filters(units=("商务局",)),
            lambda _, __, duties: any(same_party("商务局", party.name) for duty in duties for party in duty.parties),
        ),
        (Filters(period=QUARTER), speaks_of_the_quarter),
        (
            Filters(period=QUARTER, kinds=("指标",), levels=("县",)),
            lambda passage, facts, duties: (
                passage.kind == "指标"
                and passage.document.masthead.level == "县"
                and speaks_of_the_quarter(passage, facts, duties)
            ),
        ),
    ],
)
def test_a_filter_lets_through_just_what_it_says(samples, filters: Filters, expected: Expected) -> None:
    everything = bodies(samples)
    wanted = {passage.id for passage, facts, duties in everything if expected(passage, facts, duties)}
    assert 0 < len(wanted) < len(everything)
    assert set(ids(find(samples, "", filters=filters, limit=ALL).hits)) == wanted
    searched = samples.search("项目 市商务局 增长", filters=filters, limit=ALL)
    assert {hit.passage.id for hit in searched if hit.passage.paragraph.role == "body"} == wanted


def test_a_clearance_stays_what_may_be_seen_whatever_mark_is_asked_for(samples) -> None:
    filters = Filters(releases=("公开", "未标注"), clearance=("公开",))
    hits = find(samples, "", filters=filters, limit=ALL).hits
    assert {hit.passage.document.masthead.release for hit in hits} == {"公开"}


@pytest.mark.parametrize("query", ["", "项目", "零工驿站", "投资增长", "量子纠缠态"])
@pytest.mark.parametrize("order", ["relevance", "date"])
def test_the_pages_make_one_long_list(samples, query: str, order) -> None:
    whole = find(samples, query, order=order, limit=ALL)
    pages: list[Hit] = []
    while page := find(samples, query, order=order, offset=len(pages), limit=7).hits:
        pages += page
    assert (pages, len(pages)) == (list(whole.hits), whole.total)
    assert len(set(ids(pages))) == len(pages) > 0


@pytest.mark.parametrize("query", ["项目", "营商环境", "增长"])
def test_a_list_begins_as_the_search_does(samples, query: str) -> None:
    found = find(samples, query, limit=ALL)
    matching = set(ids(found.hits))
    ranked = [hit for hit in samples.search(query, limit=60) if hit.passage.id in matching]
    assert list(found.hits[: len(ranked)]) == ranked
    assert [hit.score for hit in found.hits] == sorted((hit.score for hit in found.hits), reverse=True)


def test_what_matches_carries_the_words_in_its_text_or_its_heading(samples) -> None:
    found = find(samples, "零工驿站", limit=ALL)
    assert (found.matched, found.at_least) == ("words", False)
    told = {passage.id for passage, _, _ in bodies(samples) if "零工驿站" in passage.paragraph.text}
    assert told <= set(ids(found.hits))
    assert len(found.hits) < len(bodies(samples)) / 4


def test_whether_a_paragraph_matches_does_not_hang_on_the_filters(samples) -> None:
    everywhere = find(samples, "项目建设", limit=ALL).hits
    for region in ("汨罗市", "湖南省", "长沙市"):
        narrowed = find(samples, "项目建设", filters=Filters(regions=(region,)), limit=ALL).hits
        assert set(ids(narrowed)) == {
            hit.passage.id for hit in everywhere if contains(region, hit.passage.region or "")
        }


def test_where_nothing_carries_the_words_the_nearest_in_meaning_are_given(samples) -> None:
    found = find(samples, "量子纠缠态", limit=ALL)
    nearest = [hit for hit in samples.search("量子纠缠态", limit=20) if hit.passage.paragraph.role == "body"]
    assert (found.matched, list(found.hits)) == ("meaning", nearest)


@pytest.mark.parametrize("query", ["。？！", "🙂"])
def test_a_query_without_words_finds_nothing(samples, query: str) -> None:
    assert (find(samples, query).hits, find(samples, query).total) == ((), 0)


def test_by_date_the_newest_comes_first_and_what_has_no_date_last(library, write_bulletin) -> None:
    body = {"特色亮点": ["零工驿站建成开放。", "夜市经营有序。"]}
    dates = {"甲": "2026年3月2日", "乙": "", "丙": "2026年4月9日", "丁": "2025年12月30日"}
    ingest(library, [write_bulletin(f"{name}.txt", date=date, release=None, body=body) for name, date in dates.items()])
    for query, rows in (("", 2), ("零工驿站", 1)):
        hits = find(library, query, order="date").hits
        assert [hit.passage.document.name for hit in hits[::rows]] == ["丙", "甲", "丁", "乙"]
        assert len(hits) == 4 * rows


def test_a_wrongly_dated_document_is_filed_under_the_day_that_its_content_tells(samples) -> None:
    """Its masthead says 2025, its content 2026年1-3月."""
    filters = Filters(regions=("汨罗市",), since=datetime.date(2026, 1, 1))
    names = {hit.passage.document.name for hit in find(samples, "", filters=filters, limit=ALL).hits}
    assert names == {"汨罗市开局八好工作专报第2期（样例）"}


def test_what_a_heading_lays_down_holds_for_the_paragraphs_right_below_it(library, write_bulletin) -> None:
    text = [
        "（一）夜市提质行动（牵头单位：市商务局）",
        "改造夜市三处。",
        "（二）农贸提升行动（牵头单位：市城管局）",
        "改造农贸市场五处。",
    ]
    ingest(library, [write_bulletin("专报.txt", release=None, body={"重点任务": text})])
    hits = find(library, "", filters=Filters(units=("市商务局",))).hits
    assert [hit.passage.paragraph.text for hit in hits] == ["改造夜市三处。"]


def test_duties_that_are_read_anew_are_found_anew(library, write_bulletin) -> None:
    ingest(library, [write_bulletin("专报.txt", body={"重点任务": ["办好夜市（市商务局牵头，市城管局配合）。"]})])
    (document,) = library.documents()
    named = Filters(units=("市城管局",))
    assert find(library, "", filters=named).total == 1
    without = replace(library.store.bulletin(document), duties=())
    library.store.keep_statements(document.generation, without, rules="others")
    assert find(library, "", filters=named).total == 0


def test_a_removed_document_is_neither_found_nor_counted(library, write_bulletin) -> None:
    paths = [write_bulletin(f"{name}.txt", region=name, release=None) for name in ("汨罗市", "华容县")]
    ingest(library, paths)
    assert dict(find(library, "", count=True).counts["region"]) == {"湖南省": 2, "岳阳市": 2, "汨罗市": 1, "华容县": 1}
    library.remove(next(document.key for document in library.documents() if document.name == "华容县"))
    assert dict(find(library, "", count=True).counts["region"]) == {"湖南省": 1, "岳阳市": 1, "汨罗市": 1}


def test_a_page_during_an_import_is_wholly_old_or_wholly_new(library, write_bulletin) -> None:
    """Two threads page and count while a third corrects the document: so many paragraphs, and no others."""
    versions = [[f"零工驿站建成{row}处，第{number}版。" for row in range(number + 2)] for number in range(6)]
    ingest(library, [write_bulletin("改.txt", release=None, body={"特色亮点": versions[0]})])
    wrong: list[object] = []
    start = threading.Barrier(3)

    def look(query: str) -> None:
        try:
            start.wait()
            for _ in range(40):
                found = find(library, query, limit=100, count=True)
                texts = sorted(hit.passage.paragraph.text for hit in found.hits)
                if texts not in versions or dict(found.counts["kind"]) != {"亮点": len(texts)}:
                    wrong.append(found)
        except Exception as error:  # noqa: BLE001 — a thread's error must reach the test
            wrong.append(error)

    threads = [threading.Thread(target=look, args=(query,)) for query in ("", "零工驿站")]
    for thread in threads:
        thread.start()
    start.wait()
    for version in versions[1:]:
        ingest(library, [write_bulletin("改.txt", release=None, body={"特色亮点": version})])
    for thread in threads:
        thread.join()
    assert wrong == []


def test_an_empty_library_has_no_pages(library) -> None:
    empty = Results((), 0, False, "filters", 0, 10)
    assert find(library, "") == empty
