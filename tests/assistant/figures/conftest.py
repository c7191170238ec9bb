"""Facts made by hand, each in a document of its own or shared, as a search would find them."""

import datetime
from collections.abc import Callable

import pytest

from corpus.bulletin import Basis, Fact, Masthead, Paragraph, Period
from index.facts import FactHit
from index.hits import Document, Passage

MakeHit = Callable[..., FactHit]


def make_period(start: str, end: str, basis: Basis = "累计") -> Period:
    """`make_period("2026-01-01", "2026-03-31")`; the label is of years and months."""
    first, last = datetime.date.fromisoformat(start), datetime.date.fromisoformat(end)
    months = f"{first.month}月" if first.month == last.month else f"{first.month}-{last.month}月"
    return Period(first, last, f"{first.year}年" if basis == "年度" else f"{first.year}年{months}", basis)


@pytest.fixture(scope="session")
def period() -> Callable[..., Period]:
    """Make a period."""
    return make_period


@pytest.fixture(scope="session")
def hit() -> MakeHit:
    """`hit(change=3.2, period=…)` is a fact about 岳阳市's 固定资产投资 in a document of its own."""

    def make(*, document: str = "甲", text: str = "固定资产投资稳步增长。", **fields: object) -> FactHit:
        given = {"indicator": "固定资产投资", "wording": "固定资产投资", "kind": "actual", "region": "岳阳市"} | fields
        if "change" in given:
            given.setdefault("change_unit", "%")
        fact = Fact(paragraph=2, start=0, end=len(text), **given)  # type: ignore[arg-type]
        masthead = Masthead(f"{document}专报", issue="第2期", date=datetime.date(2026, 4, 15))
        known = Document(document, document, f"{document}.txt", 1, document.encode().hex(), masthead, masthead.date, 2)
        return FactHit(Passage(known, Paragraph(2, text, "body"), ("【重要指标】",), "指标"), fact)

    return make
