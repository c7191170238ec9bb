"""What the search command shows, as lines and as an object."""

import pytest

from assistant.filtering import Typed
from assistant.searching import Asked, search_view
from corpus.errors import BulletinError

HIGHLIGHTS = Typed(regions=("岳阳市",), kinds=("亮点",))


def test_a_search_alone_is_a_list_of_the_best_as_ever(samples) -> None:
    view = search_view(samples, Asked("零工驿站", limit=5))
    assert [record["text"] for record in view.record] == [
        hit.passage.paragraph.text for hit in samples.search("零工驿站", limit=5)
    ]
    assert len(view.lines) == 2 * len(view.record)


def test_a_record_says_where_the_paragraph_stands_and_who_has_a_duty_in_it(samples) -> None:
    (first, *_) = search_view(samples, Asked("", Typed(units=("市商务局",), genres=("方案",)))).record
    assert list(first) == [
        "document", "title", "issue", "date", "series", "genre", "level", "release", "section", "kind", "region",
        "paragraph", "text", "score", "why", "units",
    ]  # fmt: skip
    assert (first["series"], first["genre"], first["level"], first["release"]) == (
        "八大行动",
        "方案",
        "市",
        "依申请公开",
    )
    assert "市商务局" in first["units"]


def test_filters_alone_list_the_newest_first(samples) -> None:
    records = search_view(samples, Asked("", HIGHLIGHTS, limit=100)).record
    assert {record["kind"] for record in records} == {"亮点"}
    issues = list(dict.fromkeys(record["document"] for record in records))
    newest = [document.name for document in samples.documents() if document.name in issues]
    assert issues == newest


@pytest.mark.parametrize("asked", [Asked("项目", page=2, limit=4), Asked("", HIGHLIGHTS, page=2, limit=4)])
def test_a_page_is_an_object_that_says_how_many_there_are(samples, asked: Asked) -> None:
    view = search_view(samples, asked)
    assert (view.record["offset"], view.record["limit"], len(view.record["hits"])) == (4, 4, 4)
    assert view.lines[0] == f"共 {view.record['total']} 条，第 5—8 条："
    assert view.lines[1].startswith("5. ")
    assert "counts" not in view.record
    assert view.lines[-1] == "下一页：--page 3"


def test_counts_are_lists_of_values_and_lines_of_them(samples) -> None:
    view = search_view(samples, Asked("", HIGHLIGHTS, counts=True))
    assert {"value": "亮点", "count": view.record["total"]} in view.record["counts"]["kind"]
    assert "层级：市 15、县 4" in view.lines
    assert any(line.startswith("地区（含所辖）：") and "华容县 1" in line for line in view.lines)


@pytest.mark.parametrize(
    ("word", "order"), [("日期", "date"), ("date", "date"), ("相关", "relevance"), ("relevance", "relevance")]
)
def test_the_order_is_asked_for_in_either_language(samples, word: str, order: str) -> None:
    assert search_view(samples, Asked("项目", sort=word, page=1)).record["sort"] == order


def test_by_date_alone_is_a_list_of_what_matches_newest_first(samples) -> None:
    listed = search_view(samples, Asked("项目", sort="日期", limit=200)).record
    paged = search_view(samples, Asked("项目", sort="日期", limit=200, page=1)).record
    assert listed == paged["hits"]
    assert len(listed) == paged["total"]


def test_what_is_only_near_in_meaning_is_said_to_be(samples) -> None:
    view = search_view(samples, Asked("量子纠缠态", page=1))
    assert view.record["matched"] == "meaning"
    assert view.lines[0].startswith("没有段落写有“量子纠缠态”，以下是意思相近的，共 ")


def test_a_page_that_is_not_there_says_which_is_the_last(samples) -> None:
    view = search_view(samples, Asked("", HIGHLIGHTS, page=9, limit=10))
    assert view.lines == ("共 19 条，没有第 9 页，最后一页是第 2 页。",)


def test_nothing_found_is_told_and_the_counts_say_where_there_is_something(samples) -> None:
    view = search_view(samples, Asked("零工驿站", Typed(regions=("云溪区",)), counts=True))
    assert view.lines[0] == "没有找到相关段落，请换个说法或放宽条件。"
    assert any(line.startswith("地区（含所辖）：") and "华容县" in line for line in view.lines)
    assert search_view(samples, Asked("。")).lines == ("没有找到相关段落，请换个说法或放宽条件。",)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (Asked(" "), "请写要找的词，或至少给一个筛选条件"),
        (Asked("投资", sort="大小"), "不能按“大小”排序，可用：相关、日期"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(samples, asked: Asked, sentence: str) -> None:
    with pytest.raises(BulletinError, match=sentence):
        search_view(samples, asked)
