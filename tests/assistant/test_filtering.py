"""What a user types as a filter."""

import datetime

import pytest

from assistant.filtering import Typed, filters_of
from corpus.errors import BulletinError
from index.hits import Filters
from index.ingest import ingest


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("2026", datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)),
        ("2026-02", datetime.date(2026, 2, 1), datetime.date(2026, 2, 28)),
        ("2026-12", datetime.date(2026, 12, 1), datetime.date(2026, 12, 31)),
        ("2026-04-15", datetime.date(2026, 4, 15), datetime.date(2026, 4, 15)),
        ("9999", datetime.date(9999, 1, 1), datetime.date(9999, 12, 31)),
    ],
)
def test_a_year_or_month_means_its_first_or_last_day(
    samples, text: str, since: datetime.date, until: datetime.date
) -> None:
    filters = filters_of(Typed(since=text, until=text), samples)
    assert (filters.since, filters.until) == (since, until)


def test_nothing_typed_is_no_narrowing(samples) -> None:
    assert filters_of(Typed(), samples) == Filters()


@pytest.mark.parametrize(
    ("typed", "filters"),
    [
        (Typed(regions=("华容", "岳阳市")), Filters(regions=("华容县", "岳阳市"))),
        (Typed(levels=("市级", "县")), Filters(levels=("市", "县"))),
        (Typed(series=("开局八好",)), Filters(series=("开局八好",))),
        (Typed(series=("“七大攻坚”", "八大行动方案")), Filters(series=("七大攻坚", "八大行动"))),
        (Typed(genres=("专刊", "方案")), Filters(genres=("专刊", "方案"))),
        (Typed(kinds=("亮点", "问题")), Filters(kinds=("亮点", "问题"))),
        (Typed(releases=("公开", "未标注")), Filters(releases=("公开", "未标注"))),
        (Typed(units=("商务局", "岳阳市财政局")), Filters(units=("商务局", "岳阳市财政局"))),
    ],
)
def test_what_is_typed_is_taken_in_the_library_s_own_words(samples, typed: Typed, filters: Filters) -> None:
    assert filters_of(typed, samples) == filters


@pytest.mark.parametrize("text", ["2026年1-3月", "一季度", "2026年一季度"])
def test_a_period_is_read_as_figures_read_it_a_year_left_out_being_the_newest_documents(samples, text: str) -> None:
    period = filters_of(Typed(period=text), samples).period
    assert period is not None
    assert (period.start, period.end) == (datetime.date(2026, 1, 1), datetime.date(2026, 3, 31))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (Typed(regions=("火星",)), "不认识地区“火星”"),
        (Typed(levels=("镇",)), "没有层级“镇”，可用：国、省、市、县"),
        (Typed(series=("十全十美",)), "没有系列“十全十美”，可用：七大攻坚、八大行动、开局八好"),
        (Typed(series=("大",)), "没有系列“大”"),
        (Typed(genres=("小说",)), "没有文种“小说”，可用：专报、专刊"),
        (Typed(kinds=("天气",)), "没有栏目“天气”，可用：部署、指标"),
        (Typed(releases=("绝密",)), "没有公开属性“绝密”，可用：公开、依申请公开、内部、未标注"),
        (Typed(units=("市商贸局",)), "没有哪项责任分工写到单位“市商贸局”，写到的有：.*市商务局"),
        (Typed(period="改天"), "期间“改天”看不懂，请写成 2026年1-3月、2026年一季度 或 2026年。$"),
        (Typed(since="去年"), "日期“去年”看不懂"),
        (Typed(since="2026-04", until="2026-03"), "起始日期“2026-04”晚于截止日期“2026-03”"),
    ],
)
def test_what_cannot_be_understood_is_told_in_a_sentence_that_says_what_there_is(
    samples, typed: Typed, sentence: str
) -> None:
    with pytest.raises(BulletinError, match=sentence):
        filters_of(typed, samples)


def test_a_sentence_names_nothing_that_may_not_be_seen(library, write_bulletin) -> None:
    body = {"重点任务": ["办好夜市（市商务局牵头）。"]}
    ingest(library, [write_bulletin("内部.txt", release="内部资料", body=body)])
    for typed in (Typed(series=("七大攻坚",)), Typed(units=("市财政局",)), Typed(units=("市商务局",))):
        with pytest.raises(BulletinError) as told:
            filters_of(typed, library, clearance=("公开",))
        assert "开局八好" not in str(told.value)
        assert "写到的有" not in str(told.value)


def test_an_empty_library_says_that_it_has_none(library) -> None:
    with pytest.raises(BulletinError, match="也没有带系列名的文件"):
        filters_of(Typed(series=("开局八好",)), library)
    with pytest.raises(BulletinError, match="请去掉这一项"):
        filters_of(Typed(units=("市商务局",)), library)
