"""Nothing reaches the reader that the cited paragraph does not state of the same place, time and thing."""

import datetime
from dataclasses import replace

import pytest

from assistant.checking import Computation, Problem, check
from assistant.citation import Citation

PARAGRAPH = "1-2月全市社零实现311.3亿元，同比增长1.8%，比全省平均快1.8个百分点。"
CITATION = Citation(
    1,
    "k",
    "岳阳第2期",
    "岳阳市工作专报",
    "第2期",
    datetime.date(2026, 4, 15),
    ("【重要指标】",),
    12,
    PARAGRAPH,
    (0, len(PARAGRAPH)),
    PARAGRAPH,
    "岳阳市",
    datetime.date(2026, 4, 15),
)


def citing(text: str, *, number: int = 1, quote: str | None = None, region: str = "岳阳市") -> Citation:
    """A citation of `quote`, or all of `text`, in a bulletin of April 2026."""
    start = text.index(quote) if quote else 0
    span = (start, start + len(quote or text))
    return replace(
        CITATION, number=number, paragraph_text=text, quote=quote or text, span=span, region=region, paragraph=number
    )


TRADE = citing(
    "1-2月，全市进出口总额增长4.7%，走出连续6个月的负增长。"
    "固定资产投资增长3%，高于全省平均水平4.6个百分点。"
    "规模工业增加值同比增长7.1%，比全省平均高6.8个百分点，列全省第3位。3月，工业用电量下降2.1%，排全省第9位。"
)
PORTS = citing(
    "一季度，进口值241.3亿元，全省第2位，同比下降1.7%，进口增速全省第6位；"
    "出口值47.5亿元，全省第9位，同比增长2.2%，出口增速全省第7位。"
)
SCHOOLS = citing("2024年，新建乡镇寄宿制学校25所，其中岳阳楼区1所、云溪区2所、平江县9所、汨罗市3所。")
CITIES = citing(
    "1-2月，衡阳市规模工业增加值同比增长8.0%，增速排全省第2。怀化市规模工业增加值同比增长6.5%，增速排全省第5，"
    "分别高于全国、全省0.2、6.2个百分点。截至3月30日，娄底市完成早稻育秧88.44万亩，进度98.6%。",
    region="湖南省",
)
GIGA = citing("一季度，全省地方收入988.4亿元，增长1.3%，非税收入增长2.6%，非税占比42.1%。", region="湖南省")
YUEYANG = citing("1-3月，地方一般公共预算收入57.6亿元，同比增长3.3%，比序时进度多4.9亿元。", number=2)
LIST = [citing(f"{title}。", number=number) for number, title in enumerate(("担当重任", "释放潜力", "培育动能"), 1)]

RIGHT = [
    ("社会消费品零售总额311.3亿元，增长１.８％[1]。", CITATION),
    ("岳阳市：2026年1-2月，社零实现311.3亿元，同比增长1.8%[1]。", CITATION),
    ("岳阳市2026年1-2月：固定资产投资增长3%，高于全省平均水平4.6个百分点[1]。", TRADE),
    ("2026年1—2月，岳阳市规模以上工业增加值同比增长7.1%，居全省第3位[1]。", TRADE),
    ("岳阳市工业用电量2026年3月下降2.1%[1]。", TRADE),
    ("进出口总额增长4.7%，走出连续6个月的负增长[1]。", TRADE),
    ("岳阳市2026年1-3月：出口值47.5亿元，全省第9位，同比增长2.2%，出口增速全省第7位[1]。", PORTS),
    ("2026年一季度，岳阳市进口值同比下降1.7%[1]。", PORTS),
    ("岳阳市：2024年，平江县9所、汨罗市3所[1]。", SCHOOLS),
    ("衡阳市2026年1-2月规模以上工业增加值增长8.0%，增速排全省第2[1]。", CITIES),
    ("娄底市：截至2026年3月30日，完成早稻育秧88.44万亩，进度98.6%[1]。", CITIES),
    ("怀化市规模工业增加值增长6.5%，分别高于全国、全省0.2、6.2个百分点[1]。", CITIES),
    ("湖南省2026年一季度地方收入988.4亿元，同比增长1.3%[1]。", GIGA),
    ("《岳阳市工作专报》第2期：社零311.3亿元[1]。", CITATION),
]
WRONG = [
    ("社零313.1亿元[1]。", CITATION, "所引段落中没有313.1亿元"),
    ("社零增长8.1%[1]。", CITATION, "所引段落中没有8.1%"),
    ("社零311.3亿元，排全省第5位[1]。", CITATION, "所引段落中没有第5位"),
    ("社零311.3万元[1]。", CITATION, "所引段落中311.3的单位不是万元"),
    ("社零同比增长1.8个百分点[1]。", CITATION, None),
    ("社零同比下降1.8%[1]。", CITATION, "1.8%的升降或高低与所引段落相反"),
    ("长沙市：2026年1-2月，社零实现311.3亿元[1]。", CITATION, "所引段落中311.3亿元不是长沙市的数"),
    ("岳阳市：2025年1-2月，社零实现311.3亿元[1]。", CITATION, "所引段落中311.3亿元不是2025年1-2月的数"),
    ("岳阳市2026年3月：固定资产投资增长3%[1]。", TRADE, "所引段落中3%不是2026年3月的数"),
    ("固定资产投资增长7.1%[1]。", TRADE, None),
    ("固定资产投资增长3%，低于全省平均水平4.6个百分点[1]。", TRADE, None),
    ("固定资产投资增长3%，高于全省平均水平6.8个百分点[1]。", TRADE, None),
    ("规模工业增加值增长7.1%，排全省第9位[1]。", TRADE, None),
    ("工业用电量增长2.1%[1]。", TRADE, None),
    ("走出连续8个月的负增长[1]。", TRADE, "所引段落中没有数字8"),
    ("岳阳市出口值47.5亿元，居全省第7位[1]。", PORTS, None),
    ("岳阳市出口值增长1.7%[1]。", PORTS, None),
    ("岳阳市出口增速居全省第6位[1]。", PORTS, None),
    ("岳阳市：2024年，汨罗市9所[1]。", SCHOOLS, None),
    ("岳阳市：2024年，平江县9所、云溪区3所[1]。", SCHOOLS, None),
    ("怀化市2026年1-2月规模工业增加值增长8.0%[1]。", CITIES, None),
    ("怀化市规模工业增加值增长6.5%，增速排全省第2[1]。", CITIES, None),
    ("分别高于全国、全省6.2、0.2个百分点[1]。", CITIES, None),
    ("娄底市：截至2026年4月31日，完成早稻育秧88.44万亩[1]。", CITIES, None),
    ("湖南省非税收入增长42.1%[1]。", GIGA, None),
    ("《长沙市工作专报》第2期：社零311.3亿元[1]。", CITATION, None),
]


@pytest.mark.parametrize(("text", "citation"), RIGHT)
def test_what_the_paragraph_states_passes(text, citation):
    assert check(text, [citation]) == []


@pytest.mark.parametrize(("text", "citation", "reason"), WRONG)
def test_what_the_paragraph_does_not_state_is_caught(text, citation, reason):
    problems = check(text, [citation])

    assert [problem.sentence for problem in problems] == [text]
    assert reason in (None, problems[0].reason)


def test_trailing_zeros_and_thousands_marks_do_not_make_a_number_another():
    assert check("8976.1万元[1]。", [citing("8,976.10万元")]) == []


def test_a_mark_that_cites_nothing_is_caught():
    assert check("增长1.8%[2]。", [CITATION]) == [Problem("增长1.8%[2]。", "引用[2]不存在")]


def test_a_number_without_any_citation_is_caught_unless_it_is_known():
    assert check("社零增长1.8%。", [CITATION]) == [Problem("社零增长1.8%。", "没有引用的数字1.8%")]
    assert check("社零增长1.8%。", [CITATION], known=["增长1.8%"]) == []


def test_a_place_and_a_time_without_any_citation_must_be_known():
    text = "资料中没有找到长沙市2026年1-2月的数据。"

    assert check(text, [], known=["长沙市", "2026年1-2月"]) == []
    assert check(text, [], known=["2026年1-2月"]) == [Problem(text, "没有引用的地区长沙市")]
    assert check(text, [], known=["长沙市"]) == [Problem(text, "没有引用的时间2026年1-2月")]


def test_a_known_wording_is_not_changed():
    known = ["岳阳市2024年“社会消费品零售总额”的数据", "2026年1-2月"]

    assert check("没有找到岳阳市2024年“社会消费品零售总额”的数据。", [], known=known) == []
    assert check("没有找到岳阳市2026年1-2月“社会消费品零售总额”的数据。", [], known=known) != []


def test_what_is_known_says_nothing_against_the_paragraph():
    text = "岳阳市：2025年1-2月，社零实现311.3亿元[1]。"

    assert check(text, [CITATION], known=["2025年1-2月"]) != []


def test_a_year_carried_in_from_nowhere_must_be_known():
    text = "2026年1-2月，社会消费品零售总额311.3亿元[1]。"
    undated = replace(CITATION, date=None, reference=None)

    assert check(text, [undated], known=["2026年1-2月"]) == []
    assert check(text, [undated]) != []


def test_each_stretch_goes_by_its_own_marks():
    other = citing("长沙市社零增长2.9%。", number=2, region="长沙市")

    assert check("岳阳市社零增长1.8%[1]，长沙市社零增长2.9%[2]。", [CITATION, other]) == []
    assert check("长沙市社零增长1.8%[1]，岳阳市社零增长2.9%[2]。", [CITATION, other]) != []


def test_a_region_that_the_quoted_sentence_does_not_speak_of_is_caught():
    meeting = "3月30日，市长主持会议，研究防汛工作。"
    citation = citing(f"平江县开展演练。{meeting}", quote=meeting)

    assert check("岳阳市：3月30日，市长主持会议，研究防汛工作[1]。", [citation]) == []
    assert check("平江县：3月30日，市长主持会议，研究防汛工作[1]。", [citation]) != []


def test_numbered_items_are_as_many_as_is_said():
    text = "“重点任务”列有3项：（1）担当重任[1]；（2）释放潜力[2]；（3）培育动能[3]。"

    assert check(text, LIST) == []
    assert check(text.replace("3项", "4项"), LIST) != []
    assert check(text.replace("3项", "3万"), LIST) != []


DIFFERENCE = "2026年一季度地方收入增速：岳阳市增长3.3%[2]，湖南省增长1.3%[1]；岳阳市比湖南省高2个百分点（计算得出）。"
COMPUTED = Computation("difference", (3.3, 1.3), 2.0, "百分点")


def test_a_difference_that_follows_from_the_cited_figures_passes():
    assert check(DIFFERENCE, [GIGA, YUEYANG], computed=[COMPUTED]) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("高2个", "高3个"),
        ("高2个", "低2个"),
        ("岳阳市比湖南省", "湖南省比岳阳市"),
        ("岳阳市比湖南省", "岳阳市比长沙市"),
        ("岳阳市增长3.3%", "岳阳市增长1.3%"),
        ("个百分点（", "%（"),
    ],
)
def test_a_difference_that_was_changed_is_caught(before, after):
    assert check(DIFFERENCE.replace(before, after), [GIGA, YUEYANG], computed=[COMPUTED]) != []


@pytest.mark.parametrize(
    "computation",
    [
        Computation("difference", (3.3, 1.3), 2.6, "百分点"),  # not the result
        Computation("difference", (4.6, 2.6), 2.0, "百分点"),  # 4.6 is nowhere
        Computation("share", (3.3, 1.3), 2.0, "百分点"),
        Computation("difference", (1.3, 3.3), -2.0, "百分点"),  # the other way round
    ],
)
def test_a_computation_is_computed_again_from_cited_numbers(computation):
    assert check(DIFFERENCE, [GIGA, YUEYANG], computed=[computation]) != []


def test_a_computed_number_without_its_computation_is_caught():
    assert check(DIFFERENCE, [GIGA, YUEYANG]) != []


def test_shares_and_sums_are_computed_from_what_was_cited_before():
    citations = [citing("目标400家。"), citing("新增140家。", number=2)]
    text = "目标400家[1]。新增140家[2]。为目标的35%（计算得出）。两项合计540家（计算得出）。"
    computed = [Computation("share", (140.0, 400.0), 35.0, "%"), Computation("sum", (140.0, 400.0), 540.0, "家")]

    assert check(text, citations, computed=computed) == []
    assert check(text.replace("540家", "530家"), citations, computed=computed) == [
        Problem("两项合计530家（计算得出）。", "530家不是由所引的数算出的")
    ]


def test_the_highest_is_the_one_with_the_highest_figure():
    text = "增速：岳阳市增长3.3%[2]，湖南省增长1.3%[1]；岳阳市最高（计算得出）。"

    assert check(text, [GIGA, YUEYANG]) == []
    assert check(text.replace("岳阳市最高", "湖南省最高"), [GIGA, YUEYANG]) != []
    assert check(text.replace("最高", "最低"), [GIGA, YUEYANG]) != []


def test_a_difference_may_be_told_in_a_sentence_of_its_own():
    text = "岳阳市增长3.3%[2]。湖南省地方收入增长1.3%[1]。岳阳市比湖南省高2个百分点（计算得出）。"

    assert check(text, [GIGA, YUEYANG], computed=[COMPUTED]) == []
    assert check(text.replace("岳阳市比湖南省", "湖南省比岳阳市"), [GIGA, YUEYANG], computed=[COMPUTED]) != []


def test_a_count_of_places_is_no_figure_of_the_first_one():
    text = "增速，资料中有数的2个地区里岳阳市最高：岳阳市增长3.3%[2]，湖南省增长1.3%[1]（排序由计算得出）。"

    assert check(text, [GIGA, YUEYANG], known=["2"]) == []
    assert check(text.replace("岳阳市最高", "湖南省最高"), [GIGA, YUEYANG], known=["2"]) != []


def test_what_was_told_last_is_compared_with_the_target():
    citations = [citing("目标400家。"), citing("实际新增140家。", number=2)]
    text = "目标400家[1]；实际新增140家[2]，比目标低260家（计算得出）。"
    computed = [Computation("difference", (140.0, 400.0), -260.0, "家")]

    assert check(text, citations, computed=computed) == []
    assert check(text.replace("低260", "高260"), citations, known=["260家"]) != []
