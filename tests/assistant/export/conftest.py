"""Papers are made of the samples: cards by hand, hits as found, an answer as given."""

import datetime
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from lxml import etree

from assistant.citation import Citation, cite
from assistant.practice import Card, Effect, Measure
from corpus.bulletin import Fact, Period


@pytest.fixture(scope="session")
def passages(samples):
    """Every passage of the samples."""
    return [passage for document in samples.documents() for passage in samples.passages(document.key)]


@pytest.fixture(scope="session")
def quoted(passages) -> Callable[..., Citation]:
    """`quoted(1, "一是产品做优", "国际认证。")` cites the words from the first text to the end of the second."""

    def quote(number: int, first: str, last: str = "") -> Citation:
        passage = next(one for one in passages if first in one.paragraph.text)
        start = passage.paragraph.text.index(first)
        end = passage.paragraph.text.index(last, start) + len(last) if last else start + len(first)
        return cite(passage, number=number, start=start, end=end)

    return quote


@pytest.fixture(scope="session")
def trade(quoted) -> Card:
    """A practice with everything: background, three measures, a result with its figure, a unit."""
    year = Period(datetime.date(2025, 1, 1), datetime.date(2025, 12, 31), "2025年", "年度")
    result = quoted(6, "2025年，汨罗市对非外贸进出口额", "居全省第一。")
    figure = Fact(
        *(34, *result.span, "对非外贸进出口额", "对非外贸进出口额", "actual"),
        region="汨罗市",
        period=year,
        value=8976.1,
        unit="万元",
        change=900.0,
        change_unit="%",
    )
    return Card(
        title="对非贸易跑出新速度。",
        region="汨罗市",
        date=datetime.date(2025, 4, 28),
        source=quoted(1, "对非贸易跑出新速度。"),
        background=(quoted(2, "汨罗市把非洲市场当作", "两头发力。"),),
        measures=(
            Measure("产品做优", quoted(3, "一是产品做优", "国际认证。")),
            Measure("企业抱团", quoted(4, "二是企业抱团", "通关服务。")),
            Measure("品牌打响", quoted(5, "三是品牌打响", "蹚出路子。")),
        ),
        results=(result,),
        effects=(Effect(figure, result),),
        units=("汨罗市商务局", "汨罗海关"),
    )


@pytest.fixture(scope="session")
def policing(quoted) -> Card:
    """A practice without measures, date and unit."""
    return Card(
        title="平安建设打防并重",
        region="汨罗市",
        date=None,
        source=quoted(1, "平安建设打防并重。"),
        background=(quoted(2, "重点场所天天巡查", "接续开展。"),),
        results=(quoted(3, "“1·06”非法捕捞案", "28人。"),),
    )


@pytest.fixture(scope="session")
def inside() -> Callable[[bytes, str], etree._Element]:
    """`inside(data, "word/footnotes.xml")` is the root of that part."""

    def part(data: bytes, name: str) -> etree._Element:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return etree.fromstring(archive.read(name))

    return part
