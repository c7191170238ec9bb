"""Which sentence is of which region and period, and how much of a question it carries."""

import datetime

import pytest

from assistant.matching import has_unit, period_fit, region_fit, terms_of
from assistant.understanding import understand
from corpus.bulletin import Masthead, Paragraph
from corpus.periods import find_periods
from corpus.scope import scopes
from index.hits import Document, Passage

DAY = datetime.date(2026, 4, 15)


def passage(text, region="岳阳市"):
    masthead = Masthead("岳阳市工作专报", genre="专报", region="岳阳市", date=DAY)
    document = Document("k", "专报", "专报.txt", 1, "0", masthead, DAY, 1)
    return Passage(document, Paragraph(1, text, "body", region=region), ("【重要指标】",), "指标")


def fit(asked, text):
    place = passage(text)
    parts = scopes(place.paragraph, reference=DAY)
    wanted = [mention.period for mention in find_periods(asked, reference=DAY)]
    return period_fit(wanted, parts[0], place, parts)


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        ("2026年一季度", "1-3月，地方收入57.6亿元。", 1.0),
        ("2026年1-3月", "截至3月31日，发生事故11起。", 1.0),
        ("2026年一季度", "1-2月，地方收入57.6亿元。", 0.0),
        ("2025年1-2月", "1-2月，地方收入57.6亿元。", 0.0),
        ("2026年", "1-2月，地方收入57.6亿元。", 0.7),
        ("2026年", "完成整改4项。", 0.5),  # as of its document's year
        ("2026年1-2月", "完成整改4项。", 0.0),  # never taken for a month of it
        ("2025年", "工业用电量增长2.1%，比2025年全年快0.2个百分点。", 0.0),  # only compared with
        ("2026年3月30日", "3月30日，召开会议。", 1.0),
        ("2026年3月31日", "3月30日，召开会议。", 0.0),
    ],
)
def test_a_sentence_fits_a_period_by_its_days(asked, text, expected):
    assert fit(asked, text) == expected


@pytest.mark.parametrize(
    ("region", "text", "home", "expected"),
    [
        ("岳阳市", "固定资产投资增长3%。", "岳阳市", 1.0),
        ("岳阳市", "固定资产投资增长3%。", "云溪区", 0.0),  # a county's is never the city's
        ("云溪区", "固定资产投资增长3%。", "岳阳市", 0.0),  # nor the other way round
        ("湖南省", "固定资产投资增长3%，高于全省平均水平4.6个百分点。", "岳阳市", 0.0),
        ("华容县", "分别为岳阳县1所、华容县2所。", "岳阳市", 0.6),  # named beside others
        (None, "固定资产投资增长3%。", "岳阳市", 1.0),
    ],
)
def test_a_sentence_fits_a_region_when_it_speaks_of_it(region, text, home, expected):
    place = passage(text, region=home)
    [scope] = scopes(place.paragraph, reference=DAY)

    assert region_fit(region, text, scope) == expected


def test_an_indicator_narrowed_by_a_noun_is_another_indicator():
    question = understand("固投增速", today=DAY)
    [term] = terms_of(question, lambda gram: 1.0)

    assert term.within("全市固定资产投资增长3%") == 1.0
    assert term.within("一季度公路水路固定资产投资预计完成199亿元") == 0.0
    assert term.within("固定资产投资项目12个") == 0.0


def test_the_seam_between_two_known_words_counts_for_nothing():
    question = understand("早稻育秧进度", today=DAY)
    [term] = terms_of(question, lambda gram: 1.0 if gram in ("早稻", "育秧", "进度") else None)

    assert term.grams == (("早稻", 1.0), ("育秧", 1.0), ("进度", 1.0))


@pytest.mark.parametrize(
    ("unit", "text", "expected"),
    [
        ("亿元", "总额288.8亿元", True),
        ("亿元", "增长4.7%", False),
        ("钱", "补贴5581万元", True),
        ("钱", "5000余万元", True),
        ("钱", "建成16家", False),
        (None, "建成16家", True),
    ],
)
def test_an_amount_asked_for_must_be_an_amount(unit, text, expected):
    assert has_unit(unit, text) is expected
