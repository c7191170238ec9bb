"""What is read out of a question."""

import datetime

import pytest

from assistant.conversation import in_context
from assistant.understanding import understand

TODAY = datetime.date(2026, 4, 28)
SERIES = ("八大行动", "七大攻坚", "开局八好")


def read(text):
    return understand(text, today=TODAY, home="湖南省", series=SERIES)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("汨罗对非贸易增速", "figure"),
        ("岳阳社零多少？", "figure"),
        ("怀化工业增速全省第几", "figure"),
        ("1-2月谁增速最高", "compare"),
        ("谁主持的会议", "who"),
        ("召集人是谁", "who"),
        ("这项工程由哪个部门牵头", "duty"),
        ("谁牵头对非贸易", "duty"),
        ("他们是怎么做到的", "how"),
        ("同比怎么变化，多少", "figure"),
        ("汨罗春耕的做法", "how"),
        ("七大攻坚是哪七项", "list"),
        ("“四力”是指什么？", "list"),
        ("消防站什么时候建成", "when"),
        ("第2期是什么时候印发的", "masthead"),
        ("华容零工驿站", "other"),
    ],
)
def test_the_intent_is_told_by_the_wording(text, intent):
    assert read(text).intent == intent


@pytest.mark.parametrize(
    ("text", "regions", "compared"),
    [
        ("汨罗对非贸易增速", ("汨罗市",), ()),
        ("岳阳县和岳阳楼区的就业", ("岳阳县", "岳阳楼区"), ()),
        ("岳阳固投比全省高多少", ("岳阳市",), ("湖南省",)),
        ("全省的呢？", ("湖南省",), ()),
        ("怀化增速在全省排第几", ("怀化市",), ()),
        ("怀化增速全省第几", ("怀化市",), ()),
        ("汨罗江南渡断面水质", (), ()),
        ("岳阳市委书记是谁", ("岳阳市",), ()),
    ],
)
def test_regions_asked_about_are_told_from_those_compared_with(text, regions, compared):
    question = read(text)

    assert (question.regions, question.compared) == (regions, compared)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("２０２６年１－２月社零", ["2026年1-2月"]),
        ("26年1-2月社零", ["2026年1-2月"]),
        ("一季度地方收入", ["2026年1-3月"]),
        ("上半年新签约项目", ["2025年1-6月"]),  # asked in April: this year's is not over
        ("今年以来的游客", ["2026年以来"]),
        ("比2025年底提高多少", []),
        ("2026年岳阳市一季度增速", ["2026年1-3月"]),
        ("2024年目标和2025年1-7月实际", ["2024年", "2025年1-7月"]),
        ("2025年前7个月事故", ["2025年1-7月"]),
    ],
)
def test_periods_are_the_ones_asked_for(text, labels):
    assert [period.label for period in read(text).periods] == labels


@pytest.mark.parametrize(
    ("text", "indicators", "subjects"),
    [
        ("岳阳社零增速", ["社会消费品零售总额"], ()),
        ("岳阳固投完成多少", ["固定资产投资"], ()),
        ("进出口总额是多少亿元", ["进出口总额"], ()),
        ("进口和出口哪个快", ["进口值", "出口值"], ()),
        ("2026年一季度湖南高速公路完成投资多少", [], ("高速公路", "投资")),
        ("超长期特别国债项目支付率是多少", [], ("超长期特别国债项目支付率",)),
        ("召集人和副召集人", [], ("召集人", "副召集人")),
        ("和美乡村建设", [], ("和美乡村建设",)),
        ("湘阴县2026年铺排了多少个项目？", [], ("铺排", "项目")),
    ],
)
def test_what_is_left_are_indicators_and_subject_words(text, indicators, subjects):
    question = read(text)

    assert [indicator.name for indicator in question.indicators] == indicators
    for word in subjects:
        assert word in question.subjects


@pytest.mark.parametrize(
    ("text", "unit"), [("是多少亿元", "亿元"), ("花了多少钱", "钱"), ("提升多少个百分点", None), ("有多少家", None)]
)
def test_only_money_is_a_hard_unit(text, unit):
    assert read(text).unit == unit


def test_series_issue_and_count_are_read():
    question = read("“七大攻坚”第7期专报里列了哪七项")

    assert (question.series, question.issue, question.count) == (("七大攻坚",), "第7期", 7)


def test_a_target_is_told_from_what_was_done():
    assert (read("2024年社零增长目标").target, read("2024年社零实际增长").actual) == (True, True)
    assert not read("完成投资占年计划多少").target


class TestFollowUps:
    """What a follow-up takes over from the questions before it."""

    @staticmethod
    def labels(question):
        return (
            question.regions,
            [period.label for period in question.periods],
            [indicator.name for indicator in question.indicators],
        )

    def test_a_place_alone_replaces_the_place(self):
        question = in_context("那怀化呢", ["衡阳1-2月规模工业增加值增速"], read)

        assert self.labels(question) == (("怀化市",), ["2026年1-2月"], ["规模以上工业增加值"])

    def test_an_indicator_alone_replaces_the_indicator(self):
        question = in_context("出口呢？在全省排第几？", ["2025年1-7月岳阳外贸进口值是多少？"], read)

        assert self.labels(question) == (("岳阳市",), ["2025年1-7月"], ["出口值"])

    def test_a_chain_of_questions_is_followed(self):
        question = in_context("那社零呢？", ["2026年1-2月岳阳固定资产投资增速是多少？", "比全省平均高多少？"], read)

        assert self.labels(question) == (("岳阳市",), ["2026年1-2月"], ["社会消费品零售总额"])

    def test_how_it_was_done_is_not_bound_to_the_months(self):
        question = in_context("他们是怎么做到的？", ["汨罗2025年对非贸易增速"], read)

        assert self.labels(question) == (("汨罗市",), [], ["对非贸易"])

    def test_a_new_subject_inherits_nothing(self):
        question = in_context("零工驿站在哪些县建了", ["汨罗2025年对非贸易增速"], read)

        assert (question.regions, question.periods) == ((), ())


@pytest.mark.parametrize(
    ("text", "year"),
    [("江西2025研发投入目标", 2025), ("岳阳2026固投", 2026), ("补贴了2025家企业", None), ("2025年固投", 2025)],
)
def test_a_bare_year_is_a_year_and_a_number_of_things_is_not(text, year):
    assert [period.start.year for period in read(text).periods] == ([year] if year else [])


def test_an_amount_in_the_question_is_no_word_to_look_for():
    assert read("湖北GDP破6万亿了吗").subjects == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("早稻育秧和翻耕哪个进度快", ("早稻育秧", "早稻翻耕")),
        ("公路和水路周转量哪个低", ("公路周转量", "水路周转量")),
        ("石化、食品、纺织哪个增速低", ("石化", "食品", "纺织")),
        ("岳阳和长沙固投谁高", ()),
    ],
)
def test_things_set_side_by_side_are_each_named_in_full(text, names):
    assert tuple(one.name for one in read(text).alternatives) == names


@pytest.mark.parametrize(
    ("text", "count"), [("三个导向是什么", 3), ("部署的六项任务", 6), ("注销“一件事”办了多少", None), ("第十二项", 12)]
)
def test_how_many_things_are_asked_for(text, count):
    assert read(text).count == count


@pytest.mark.parametrize(
    ("text", "head"), [("外贸部署了哪几个工程", "工程"), ("项目卡在哪里", "地方"), ("固投增速", "")]
)
def test_what_the_things_asked_for_are_called(text, head):
    assert read(text).head == head


def test_a_county_is_not_read_into_two_words():
    assert read("市区和县里的标准").regions == ()


def test_the_end_of_a_month_is_the_month_where_an_event_is_asked_for():
    (period,) = read("7月底谁带队招商").periods
    assert (period.start.day, period.end.day) == (1, 31)
