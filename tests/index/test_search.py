"""Search: the order is fixed, filters narrow without emptying, clearance holds, and a result is old or new, never mixed."""

import datetime
import itertools
import threading
from pathlib import Path

import pytest

from corpus.bulletin import Release
from corpus.errors import LibraryError
from index.fusion import WEIGHTS
from index.hits import Filters, Hit
from index.ingest import ingest
from index.library import open_library

QUERIES = ["零工驿站", "固定资产投资增速", "8,976.10万元", "营商环境和民生实事", "GDP"]
BODIES = {
    "汨罗市": {"主要指标": ["固定资产投资增长3.2%，对非贸易额8,976.10万元。"], "特色亮点": ["零工驿站建成三处。", "龙舟赛吸引游客。"]},
    "华容县": {"主要指标": ["固定资产投资增长5.9%。", "GDP增长6%。"], "特色亮点": ["零工驿站建成五处。", "民生实事全部开工。"]},
    "岳阳市": {"主要指标": ["固定资产投资增长3.2%。"], "特色亮点": ["营商环境持续优化。", "零工驿站建成三处。"]},
}  # fmt: skip


@pytest.fixture
def three(write_bulletin) -> dict[str, Path]:
    """Three counties' issues of March, April and May."""
    return {
        region: write_bulletin(f"{region}专报.txt", region=region, date=f"2026年{month}月15日", body=body)
        for month, (region, body) in enumerate(BODIES.items(), 3)
    }


@pytest.fixture
def filled(library, three):
    ingest(library, list(three.values()))
    return library


def told(hits: list[Hit]) -> list[tuple[str, float]]:
    return [(hit.passage.id, pytest.approx(hit.score, abs=1e-9)) for hit in hits]


def regions(hits: list[Hit]) -> set[str | None]:
    return {hit.passage.paragraph.region for hit in hits}


def test_the_order_does_not_depend_on_the_order_of_ingestion(tmp_path: Path, encoder, three) -> None:
    lists = []
    for number, order in enumerate(itertools.permutations(three.values())):
        with open_library(tmp_path / str(number), encoder) as library:
            ingest(library, order)
            lists.append([library.search(query, limit=50) for query in QUERIES])
    for other in lists[1:]:
        assert [told(hits) for hits in lists[0]] == [[(hit.passage.id, hit.score) for hit in hits] for hits in other]


def test_a_corrected_library_answers_as_one_made_of_the_corrected_files(
    tmp_path: Path, encoder, three, write_bulletin
) -> None:
    with open_library(tmp_path / "fresh", encoder) as library:
        ingest(library, list(three.values()))
        fresh = [library.search(query, limit=50) for query in QUERIES]
    old = write_bulletin(
        "旧/华容县专报.txt", region="华容县", body={"主要指标": ["零工驿站" * 30, "GDP和固定资产投资。"]}
    )
    with open_library(tmp_path / "corrected", encoder) as library:
        ingest(library, [old, *three.values()])
        corrected = [library.search(query, limit=50) for query in QUERIES]
    assert [[(hit.passage.id, hit.score) for hit in hits] for hits in corrected] == [told(hits) for hits in fresh]


def test_equal_paragraphs_come_by_document_name_and_number(library, write_bulletin) -> None:
    for name, more in (("乙", "民生"), ("丙", "就业"), ("甲", "营商")):
        ingest(library, [write_bulletin(f"{name}.txt", body={"亮点": ["龙舟赛开赛。", "龙舟赛开赛。", more]})])
    hits = library.search("龙舟赛开赛", limit=6)
    assert len({round(hit.score, 9) for hit in hits}) == 1
    places = [(hit.passage.document.name, hit.passage.paragraph.number) for hit in hits]
    assert places == [(name, number) for name in ("丙", "乙", "甲") for number in (7, 8)]


def test_searching_twice_gives_the_same(filled) -> None:
    assert filled.search("零工驿站") == filled.search("零工驿站")


def test_a_process_beside_the_owner_finds_the_same(filled, home: Path, encoder) -> None:
    with open_library(home, encoder) as reader:
        assert not reader.owned
        for query in QUERIES:
            assert told(filled.search(query)) == [(hit.passage.id, hit.score) for hit in reader.search(query)]


def test_a_hit_says_which_scores_made_it(filled) -> None:
    for hit in filled.search("零工驿站"):
        assert set(hit.why) == set(WEIGHTS) - {"读"}
        assert sum(hit.why.values()) == hit.score


def test_a_shorter_list_is_the_beginning_of_a_longer_one(filled) -> None:
    assert filled.search("零工驿站", limit=3) == filled.search("零工驿站", limit=20)[:3]
    assert len(filled.full_text("零工驿站", limit=1)) == 1


@pytest.mark.parametrize("query", ["", "   ", "，。？！", "（）", "\n\x00", "🙂"])
def test_a_query_without_words_finds_nothing(filled, query: str) -> None:
    assert (filled.search(query), filled.full_text(query)) == ([], [])


def test_an_empty_library_finds_nothing(library) -> None:
    assert (library.search("零工驿站"), library.full_text("零工驿站"), library.documents()) == ([], [], [])
    assert library.passages("unknown") == []


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(regions=("汨罗市",)), {"汨罗市"}),
        (Filters(regions=("岳阳市",)), {"汨罗市", "华容县", "岳阳市"}),
        (Filters(regions=("湖南省",)), {"汨罗市", "华容县", "岳阳市"}),
        (Filters(regions=("汨罗市", "华容县")), {"汨罗市", "华容县"}),
        (Filters(regions=("长沙市",)), set()),
        (Filters(since=datetime.date(2026, 4, 1)), {"华容县", "岳阳市"}),
        (Filters(until=datetime.date(2026, 4, 15)), {"汨罗市", "华容县"}),
        (Filters(since=datetime.date(2026, 4, 1), until=datetime.date(2026, 4, 30)), {"华容县"}),
        (Filters(documents=("岳阳市专报",)), {"岳阳市"}),
        (Filters(documents=("没有这份",)), set()),
        (Filters(clearance=()), set()),
    ],
)  # fmt: skip
def test_filters_narrow_both_searches(filled, filters: Filters, expected: set[str]) -> None:
    assert regions(filled.search("零工驿站", filters=filters, limit=50)) == expected
    assert regions(filled.full_text("零工驿站 投资", filters=filters, limit=50)) == expected


def test_a_kind_of_section_narrows(filled) -> None:
    hits = filled.search("零工驿站", filters=Filters(kinds=("指标",)), limit=50)
    assert {hit.passage.section[0] for hit in hits} == {"【主要指标】"}


def test_a_document_is_found_by_its_key_as_well(filled) -> None:
    key = next(one.key for one in filled.documents() if one.name == "华容县专报")
    assert regions(filled.search("零工驿站", filters=Filters(documents=(key,)))) == {"华容县"}


@pytest.mark.parametrize("owned", [True, False])
def test_a_filter_finds_what_hundreds_of_better_paragraphs_stand_before(
    filled, home: Path, encoder, write_bulletin, owned: bool
) -> None:
    crowd = [f"零工驿站，零工驿站，第{number}处。" for number in range(300)]
    ingest(filled, [write_bulletin("人群.txt", region="平江县", body={"亮点": crowd})])
    with open_library(home, encoder) as reader:
        asked = filled if owned else reader
        narrow = Filters(regions=("华容县",), kinds=("亮点",))
        expected = ["零工驿站建成五处。", "民生实事全部开工。"]
        assert [hit.passage.paragraph.text for hit in asked.search("零工驿站", filters=narrow)][:2] == expected
        one = Filters(documents=("汨罗市专报",))
        assert asked.full_text("零工驿站", filters=one)[0].passage.paragraph.text == "零工驿站建成三处。"


@pytest.mark.parametrize("owned", [True, False])
@pytest.mark.parametrize(
    ("clearance", "seen"),
    [
        (("公开",), {"canary0"}),
        (("公开", "依申请公开"), {"canary0", "canary1"}),
        (("内部",), {"canary2"}),
        (("公开", "依申请公开", "内部", "未标注"), {"canary0", "canary1", "canary2", "canary3"}),
        ((), set()),
    ],
)
def test_nothing_beyond_the_clearance_is_ever_returned(
    library, home: Path, encoder, write_bulletin, clearance: tuple[Release, ...], seen: set[str], owned: bool
) -> None:
    for number, release in enumerate(("公开发布", "依申请公开", "内部资料", None)):
        body = {
            "亮点": [f"金丝雀 canary{number} 在矿井里。", *(f"金丝雀canary{number}第{row}只。" for row in range(80))]
        }
        ingest(library, [write_bulletin(f"{number}.txt", issue=number + 1, release=release, body=body)])
    filters = Filters(clearance=clearance)
    with open_library(home, encoder) as reader:
        asked = library if owned else reader
        for query in ("金丝雀", "canary0 canary1 canary2 canary3", "矿井", "canary3"):
            for hits in (
                asked.search(query, filters=filters, limit=200),
                asked.full_text(query, filters=filters, limit=200),
            ):
                text = "\n".join(hit.passage.paragraph.text for hit in hits)
                found = {f"canary{number}" for number in range(4) if f"canary{number}" in text}
                assert found <= seen
                assert {hit.passage.document.masthead.release for hit in hits} <= set(clearance)
        everything = asked.search("金丝雀", filters=filters, limit=10_000)
        assert {word for word in seen if any(word in hit.passage.paragraph.text for hit in everything)} == seen


def test_searches_during_an_import_are_wholly_old_or_wholly_new(filled, write_bulletin) -> None:
    """Four threads search while a fifth corrects one document again and again: no error, no gap, no mixture."""
    versions = [
        {"主要指标": [f"固定资产投资增长{number}.5%。", f"零工驿站建成{number}处，第{number}版。"]}
        for number in range(8)
    ]
    ingest(filled, [write_bulletin("改.txt", region="平江县", body=versions[0])])
    narrow = Filters(documents=("改",))
    wrong: list[object] = []
    start = threading.Barrier(5)

    def search() -> None:
        try:
            start.wait()
            for _ in range(50):
                texts = [
                    hit.passage.paragraph.text
                    for hit in filled.search("零工驿站 固定资产投资", filters=narrow, limit=50)
                ]
                if not any(set(version["主要指标"]) <= set(texts) for version in versions):
                    wrong.append(texts)
                everywhere = {hit.passage.document.name for hit in filled.search("零工驿站", limit=50)}
                if everywhere != {"汨罗市专报", "华容县专报", "岳阳市专报", "改"}:
                    wrong.append(everywhere)
        except Exception as error:  # noqa: BLE001 — a thread's error must reach the test
            wrong.append(error)

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    start.wait()
    for version in versions[1:]:
        ingest(filled, [write_bulletin("改.txt", region="平江县", body=version)])
    for thread in threads:
        thread.join()
    assert wrong == []


def test_two_uploads_of_one_file_at_once_make_one_document(library, write_bulletin) -> None:
    path = write_bulletin("专报.txt")
    statuses: list[str] = []
    start = threading.Barrier(4)

    def upload() -> None:
        start.wait()
        statuses.extend(outcome.status for outcome in ingest(library, [path]))

    threads = [threading.Thread(target=upload) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(statuses), len(library.documents())) == (["added", "unchanged", "unchanged", "unchanged"], 1)


def test_a_vector_index_that_fails_while_open_does_not_stop_the_answers(filled) -> None:
    before = told(filled.search("零工驿站"))
    filled.require_ownership().close(sound=False)
    assert [(hit.passage.id, hit.score) for hit in filled.search("零工驿站")] == before


def test_a_file_where_the_library_should_be_is_told(tmp_path: Path, encoder) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError, match="不是文件夹"):
        open_library(tmp_path / "file", encoder)
    with pytest.raises(LibraryError, match="还没有资料库"):
        open_library(tmp_path / "none", encoder, create=False)
    assert not (tmp_path / "none").exists()
