"""What the command line shows of a search: from the options to lines and an object."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.export.papers import BEST_FIRST
from assistant.filtering import Typed, filters_of
from assistant.records import hit_record
from corpus.errors import BulletinError
from index.counting import Counts, Facet
from index.finding import Order, Results, find
from index.hits import Hit
from index.library import Library

_ORDERS: dict[str, Order] = {"相关": "relevance", "日期": "date", "relevance": "relevance", "date": "date"}
_LABELS: dict[Facet, str] = {
    "region": "地区（含所辖）",
    "level": "层级",
    "series": "系列",
    "genre": "文种",
    "kind": "栏目",
    "release": "公开属性",
    "year": "年份",
    "month": "月份",
    "unit": "责任单位",
}
_NOTHING = "没有找到相关段落，请换个说法或放宽条件。"
_SHOWN = 120  # characters of a paragraph
_VALUES = 12  # values of a facet on one line


@dataclass(frozen=True, slots=True)
class Asked:
    """The query and options of `search`, as typed; `page` counts from 1."""

    query: str = ""
    typed: Typed = field(default_factory=Typed)
    sort: str = "相关"
    limit: int = 10
    page: int | None = None
    counts: bool = False


@dataclass(frozen=True, slots=True)
class SearchView:
    """
    The same result for a reader and for a program, and to hand over.

    `offset` says how many hits stand on the pages before; `order` in what order they stand, in words.
    """

    lines: tuple[str, ...]
    record: Any
    hits: tuple[Hit, ...]
    offset: int = 0
    order: str = BEST_FIRST


def search_view(library: Library, asked: Asked) -> SearchView:
    """
    The best paragraphs, as a list; or all that match, counted and page by page.

    All that match are gone through where a page or counts are asked for, by date, and without a query. The record is a
    list of hits, unless a page or counts are asked for: then it is an object. Raises `BulletinError` for what cannot be
    understood.
    """
    if asked.sort not in _ORDERS:
        raise BulletinError(f"不能按“{asked.sort}”排序，可用：相关、日期。")
    query, order = asked.query.strip(), _ORDERS[asked.sort]
    if not query and asked.typed == Typed():
        raise BulletinError("请写要找的词，或至少给一个筛选条件，如 --region 华容县 --kind 亮点。")
    filters = filters_of(asked.typed, library)
    paged = asked.page is not None or asked.counts
    if query and order == "relevance" and not paged:
        hits = library.search(query, limit=asked.limit, filters=filters)
        return SearchView(tuple(_listed(hits)) or (_NOTHING,), _records(library, hits), tuple(hits))
    offset = ((asked.page or 1) - 1) * asked.limit
    results = find(library, query, filters=filters, order=order, offset=offset, limit=asked.limit, count=asked.counts)
    lines = (*_head(query, results), *_listed(results.hits, results.offset), *_foot(results), *_counted(results.counts))
    record = _record(library, query, order, results) if paged else _records(library, results.hits)
    return SearchView(lines, record, results.hits, results.offset, _order_told(order, results))


def _order_told(order: Order, results: Results) -> str:
    if results.matched == "meaning":
        return "没有段落写有所查的词，以下是意思相近的"
    return "按日期从新到旧排列" if order == "date" or results.matched == "filters" else BEST_FIRST


def _listed(hits: Sequence[Hit], offset: int = 0) -> list[str]:
    lines = []
    for number, hit in enumerate(hits, offset + 1):
        place, text = hit.passage, hit.passage.paragraph.text
        score = f"（{hit.score:.2f}）" if hit.why else ""
        lines += [
            f"{number}. {place.document.name} {' › '.join(place.section)} 第{place.paragraph.number}段{score}",
            f"   {text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}",
        ]
    return lines


def _head(query: str, results: Results) -> list[str]:
    if not results.total:
        return [_NOTHING]
    total = f"{'至少' if results.at_least else '共'} {results.total} 条"
    if not results.hits:
        last = -(-results.total // results.limit)
        return [f"{total}，没有第 {results.offset // results.limit + 1} 页，最后一页是第 {last} 页。"]
    shown = f"第 {results.offset + 1}—{results.offset + len(results.hits)} 条："
    if results.matched == "meaning":
        return [f"没有段落写有“{query}”，以下是意思相近的，{total}，{shown}"]
    return [f"{total}，{shown}"]


def _foot(results: Results) -> list[str]:
    page = results.offset // results.limit + 1
    more = results.hits and results.offset + len(results.hits) < results.total
    return [f"下一页：--page {page + 1}"] if more else []


def _counted(counts: Counts) -> list[str]:
    lines = []
    for facet, values in counts.items():
        told = "、".join(f"{value} {count}" for value, count in values[:_VALUES])
        if told:
            lines.append(f"{_LABELS[facet]}：{told}{f' 等 {len(values)} 项' if len(values) > _VALUES else ''}")
    return lines


def _record(library: Library, query: str, order: Order, results: Results) -> dict[str, Any]:
    """`at_least`: there may be more than `total`; `matched`: by words, by meaning, or by the filters alone."""
    record = {
        "query": query,
        "sort": order,
        "total": results.total,
        "at_least": results.at_least,
        "matched": results.matched,
        "offset": results.offset,
        "limit": results.limit,
        "hits": _records(library, results.hits),
    }
    counts = {
        facet: [{"value": value, "count": count} for value, count in values] for facet, values in results.counts.items()
    }
    return record | ({"counts": counts} if counts else {})


def _records(library: Library, hits: Sequence[Hit]) -> list[dict[str, Any]]:
    traits = library.traits.of({hit.passage.document.generation for hit in hits})
    records = []
    for hit in hits:
        trait = traits.get(hit.passage.document.generation, {}).get(hit.passage.paragraph.number)
        records.append(hit_record(hit, units=trait.parties if trait else ()))
    return records
