"""Counts: each value counts what its filter would find, its own filter does not narrow it, and clearance holds."""

import calendar
import datetime
from collections.abc import Callable
from dataclasses import replace

import pytest

from index.counting import FACETS, Facet
from index.finding import find
from index.hits import Filters
from index.ingest import ingest
from index.library import open_library

NARROWED = [
    Filters(),
    Filters(regions=("岳阳市",)),
    Filters(kinds=("任务",), levels=("市",)),
    Filters(units=("市商务局",)),
    Filters(series=("开局八好",), since=datetime.date(2026, 4, 10)),
]


def _between(filters: Filters, first: str, last: str) -> Filters:
    year, month = map(int, last.split("-"))
    until = datetime.date(year, month, calendar.monthrange(year, month)[1])
    return replace(filters, since=datetime.date.fromisoformat(f"{first}-01"), until=until)


SETTING: dict[Facet, Callable[[Filters, str], Filters]] = {
    "region": lambda filters, value: replace(filters, regions=(value,)),
    "level": lambda filters, value: replace(filters, levels=(value,)),
    "series": lambda filters, value: replace(filters, series=(value,)),
    "genre": lambda filters, value: replace(filters, genres=(value,)),
    "kind": lambda filters, value: replace(filters, kinds=(value,)),
    "release": lambda filters, value: replace(filters, releases=(value,)),
    "year": lambda filters, value: _between(filters, f"{value}-01", f"{value}-12"),
    "month": lambda filters, value: _between(filters, value, value),
    "unit": lambda filters, value: replace(filters, units=(value,)),
}


@pytest.mark.parametrize("query", ["", "项目", "营商环境"])
@pytest.mark.parametrize("filters", NARROWED)
@pytest.mark.parametrize("facet", FACETS)
def test_a_value_counts_what_its_filter_would_find(samples, query: str, filters: Filters, facet: Facet) -> None:
    for value, count in find(samples, query, filters=filters, count=True).counts[facet]:
        assert (value, find(samples, query, filters=SETTING[facet](filters, value)).total) == (value, count)


@pytest.mark.parametrize("facet", ["kind", "genre", "release", "year", "month"])
def test_the_counts_of_what_every_paragraph_has_sum_to_the_total(samples, facet: Facet) -> None:
    for query in ("", "项目"):
        found = find(samples, query, filters=Filters(regions=("岳阳市",)), count=True)
        assert sum(count for _, count in found.counts[facet]) == found.total > 0


def test_a_filter_does_not_narrow_its_own_counts_but_all_others(samples) -> None:
    whole = find(samples, "项目", count=True).counts
    narrowed = find(samples, "项目", filters=Filters(kinds=("亮点",)), count=True).counts
    assert narrowed["kind"] == whole["kind"]
    assert len(whole["kind"]) > 1
    assert sum(count for _, count in narrowed["genre"]) == dict(whole["kind"])["亮点"]


def test_a_region_counts_what_lies_in_it(samples) -> None:
    counts = dict(find(samples, "", count=True).counts["region"])
    within = find(samples, "", filters=Filters(regions=("岳阳市",)), limit=1000).hits
    assert counts["岳阳市"] == len(within) > sum(hit.passage.region == "岳阳市" for hit in within)
    assert counts["湖南省"] >= counts["岳阳市"] >= counts["华容县"]
    assert "中华人民共和国" not in counts


def test_one_unit_under_two_names_is_counted_once(library, write_bulletin) -> None:
    tasks = [
        "办好夜市（市商务局牵头）。",
        "办好早市（商务局牵头）。",
        "管好夜市（市城管局牵头）。",
        "引进外资（市商务局牵头）。",
    ]
    ingest(library, [write_bulletin("专报.txt", body={"重点任务": tasks})])
    assert find(library, "", count=True).counts["unit"] == (("市商务局", 3), ("市城管局", 1))


def test_the_order_of_values_is_fixed(samples) -> None:
    counts = find(samples, "", count=True).counts
    assert [value for value, _ in counts["level"]] == ["省", "市", "县"]
    for facet in ("year", "month"):
        assert [value for value, _ in counts[facet]] == sorted((value for value, _ in counts[facet]), reverse=True)
    for facet in ("region", "series", "genre", "kind", "release", "unit"):
        assert list(counts[facet]) == sorted(counts[facet], key=lambda counted: (-counted[1], counted[0]))


@pytest.mark.parametrize("query", ["", "零工驿站", "金丝雀 canary", "夜市"])
def test_what_may_not_be_seen_leaves_no_trace_in_total_or_counts(
    tmp_path, library, home, encoder, write_bulletin, query
):
    """A library that holds an internal bulletin tells the public just what one without it tells."""
    seen = [
        write_bulletin("甲.txt", body={"特色亮点": ["零工驿站建成三处。"], "重点任务": ["办好夜市（市商务局牵头）。"]}),
        write_bulletin("乙.txt", region="华容县", issue=3, body={"特色亮点": ["零工驿站建成五处。"]}),
    ]
    secret = {"存在问题": ["零工驿站金丝雀canary（市金丝雀局牵头）。"] * 40, "重点任务": ["办好夜市（市保密局牵头）。"]}
    hidden = write_bulletin("丙.txt", region="平江县", date="2024年5月6日", release="内部资料", body=secret)
    ingest(library, [*seen, hidden])
    public = Filters(clearance=("公开",))
    with open_library(tmp_path / "public", encoder) as other:
        ingest(other, seen)
        ours, theirs = (find(one, query, filters=public, limit=100, count=True) for one in (library, other))
    assert [hit.passage.id for hit in ours.hits] == [hit.passage.id for hit in theirs.hits]
    assert (ours.total, ours.matched, ours.counts) == (theirs.total, theirs.matched, theirs.counts)
    assert find(library, "canary", count=True).total > 0
