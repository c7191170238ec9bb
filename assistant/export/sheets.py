"""An answer, a list of hits, or precedent cards as tables: one row a thing, one typed value a cell."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Answer
from assistant.citation import Citation
from assistant.export.layout import source_line
from assistant.export.papers import hit_citations, results
from assistant.practice import Card, Effect
from index.hits import Hit

Cell = str | int | float | datetime.date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head, and its width in characters of the sheet's font."""

    title: str
    width: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table; every row has a cell for each column, None where there is nothing to say."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


_NUMBER, _FILE, _ISSUE, _DATE = Column("序号", 6), Column("文件", 28), Column("期号", 9), Column("日期", 12)
_REGION, _SECTION, _PARAGRAPH = Column("地区", 12), Column("章节", 28), Column("段号", 7)
_QUOTE, _SOURCE, _TITLE, _UNITS = Column("原文", 70), Column("出处", 36), Column("标题", 22), Column("单位", 18)
_PLACE = (_NUMBER, _FILE, _ISSUE, _DATE, _REGION, _SECTION, _PARAGRAPH, _QUOTE)


def answer_sheets(answer: Answer) -> tuple[Sheet, ...]:
    """The answer, and what it cites."""
    told = (("问题", answer.question), ("答复", answer.text), *(("需要注意", note) for note in answer.notes))
    cited = tuple(_place(citation, citation.region) for citation in answer.citations)
    return Sheet("答复", (Column("项目", 12), Column("内容", 90)), told), Sheet("出处", _PLACE, cited)


def search_sheets(hits: Sequence[Hit]) -> tuple[Sheet, ...]:
    """One row a hit, best first."""
    found = zip(hit_citations(hits), hits, strict=True)
    rows = tuple(
        (*_place(replace(citation, date=hit.passage.document.day), _region(hit)), round(hit.score, 3))
        for citation, hit in found
    )
    return (Sheet("检索结果", (*_PLACE, Column("相关度", 10)), rows),)


def cards_sheets(cards: Sequence[Card]) -> tuple[Sheet, ...]:
    """One row a card, and one row a figure that a practice led to."""
    columns = (_TITLE, _REGION, _DATE, _UNITS, Column("背景", 36), Column("做法", 60), Column("成效", 36), _SOURCE)
    figures = (
        *(_TITLE, _REGION, Column("指标", 22), Column("期间", 16), Column("数值", 12), Column("单位", 10)),
        *(Column("增减", 10), Column("增减单位", 12), _QUOTE, _SOURCE),
    )
    return (
        Sheet("先例", columns, tuple(_card(card) for card in cards)),
        Sheet("成效数字", figures, tuple(_effect(card, effect) for card in cards for effect in card.effects)),
    )


def _place(citation: Citation, region: str | None) -> tuple[Cell, ...]:
    section = " › ".join(citation.section)
    where = (citation.document, citation.issue, citation.date, region, section)
    return (citation.number, *where, citation.paragraph, citation.quote)


def _region(hit: Hit) -> str | None:
    return hit.passage.paragraph.region or hit.passage.document.masthead.region


def _card(card: Card) -> tuple[Cell, ...]:
    measures = [measure.source for measure in card.measures]
    told = results(card)
    cited = dict.fromkeys(source_line(one) for one in (card.source, *card.background, *measures, *told))
    quotes = (_quotes(card.background), _quotes(measures), _quotes(told))
    return (card.title, card.region, card.date, "、".join(card.units), *quotes, "\n".join(cited))


def _quotes(citations: Iterable[Citation]) -> str:
    return "\n".join(citation.quote for citation in citations)


def _effect(card: Card, effect: Effect) -> tuple[Cell, ...]:
    fact = effect.fact
    period = fact.period.label if fact.period else None
    figures = (fact.value, fact.unit, fact.change, fact.change_unit)
    region = fact.region or card.region
    return (card.title, region, fact.indicator, period, *figures, effect.source.quote, source_line(effect.source))
