"""Who leads, who is responsible, who lends a hand, for what and until when; and who is never made up."""

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.bulletin import Bulletin, Duty, DutyRole, Masthead, Paragraph, Party, Role, Section, Source
from corpus.duties import duties_of, for_task, led_by
from corpus.parties import names_in, read_parties, same_party

REFERENCE = datetime.date(2024, 3, 1)


def bulletin(
    *texts: str, title: str = "扩大消费", leads: tuple[tuple[int, int], ...] = (), role: Role = "body"
) -> Bulletin:
    """Paragraphs below one heading; `leads` are those of the first."""
    paragraphs = tuple(
        Paragraph(number, text, role, section=0, leads=leads if number == 1 else ())
        for number, text in enumerate(texts, start=1)
    )
    sections = (Section("一、", title, 2, "任务", None),)
    return Bulletin(Source("计划.txt", "0", "txt", 0), Masthead("计划"), sections, paragraphs, reference=REFERENCE)


def told(*texts: str, title: str = "扩大消费") -> list[tuple[str, str]]:
    """For each duty its task and its parties, 牵头 市商务局 …."""
    return [(duty.task, spelled(duty)) for duty in duties_of(bulletin(*texts, title=title))]


def spelled(duty: Duty) -> str:
    return " ".join(f"{party.role}{party.name}" for party in duty.parties)


def parties(text: str) -> str:
    """The parties of the only duty in the text."""
    (duty,) = duties_of(bulletin(text))
    return spelled(duty)


@pytest.mark.parametrize(
    ("bracket", "expected"),
    [
        ("（市商务局牵头）", "牵头市商务局"),
        ("(市商务局牵头,市财政局按职责分工负责)", "牵头市商务局 责任市财政局"),
        ("（市商务局牵头，市财政局等按职责分工负责)", "牵头市商务局 责任市财政局"),
        ("（市商务局、市文旅局共同牵头，市教体局配合）", "牵头市商务局 牵头市文旅局 配合市教体局"),
        ("（市商务局、市工商联按职责分工牵头）", "牵头市商务局 牵头市工商联"),
        ("（市法院、市市场监管局负责）", "责任市法院 责任市市场监管局"),
        ("（责任单位：市商务局，各县市区人民政府（管委会））", "责任市商务局 责任各县市区人民政府（管委会）"),
        ("（牵头单位：市商务局；配合单位：市财政局、岳阳海关）", "牵头市商务局 配合市财政局 配合岳阳海关"),
        ("[责任单位：市商务局 市财政局]", "责任市商务局 责任市财政局"),
        (
            "（市商务局牵头，市财政局，各市、县〔区〕人民政府配合）",
            "牵头市商务局 配合市财政局 配合各市、县〔区〕人民政府",
        ),
        ("（由市商务局牵头，会同市财政局负责）", "牵头市商务局 配合市财政局"),
        ("（市商务局和市文旅局牵头）", "牵头市商务局 牵头市文旅局"),
        ("（市发展和改革委员会牵头）", "牵头市发展和改革委员会"),
        ("（召集人：张三）", "召集人张三"),
        ("（市商务局牵头，2024年6月底前完成）", "牵头市商务局"),
        ("（市委组织部牵头，统计、人社等部门配合）", "牵头市委组织部 配合统计 配合人社"),
    ],
)
def test_a_bracket_names_its_parties_and_their_roles(bracket: str, expected: str) -> None:
    assert parties(f"办好夜市。{bracket}") == expected


@pytest.mark.parametrize(
    "text",
    [
        "各牵头单位汇报进度，会议点评。",
        "牵头单位真牵头，配合单位真配合。",
        "专班要扛起牵头抓总的担子。",
        "牵头所在县工信、统计等部门建专班。",
        "逐项明确牵头领导和责任单位。",
        "用好党政“双牵头”平台。",
        "建议由市商务局牵头办展。",
        "支持龙头企业牵头组建联合体。",
        "推进诚信建设（谁主管谁负责）。",
        "走访企业（企业负责人参加座谈）。",
        "压实责任：全市上下拧成一股绳。",
        "配合单位：要主动补位，不推不拖。",
        "责任单位：详见附件。",
        "配合省里做好第三方评估。",
        "会同岳阳县政法单位互评案卷。",
        "市商务局负责人介绍了情况。",
        "由各牵头单位负责解释。",
    ],
)
def test_what_names_nobody_is_no_duty(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "task", "expected"),
    [
        ("市商务局牵头开展老字号普查，摸清底数。", "开展老字号普查", "牵头市商务局"),
        ("会议要求市商务局牵头拿出方案。", "拿出方案", "牵头市商务局"),
        ("由市发改委牵头，会同市统计局制定考核办法。", "制定考核办法", "牵头市发改委 配合市统计局"),
        ("由市发改委牵头、市统计局等部门参加的监测组已运转。", "监测组已运转", "牵头市发改委 配合市统计局"),
        ("市发改委牵头，统计、工信等部门参加，问题早发现。", "扩大消费", "牵头市发改委 配合统计 配合工信"),
        ("市卫健委会同人社、医保部门推进薪酬改革。", "推进薪酬改革", "责任市卫健委 配合人社 配合医保"),
        ("“夜市行动”由常务副市长总牵头，一月一会。", "“夜市行动”", "牵头常务副市长"),
        ("建立夜市联席会议机制，由副市长为总牵头。", "夜市联席会议机制", "牵头副市长"),
        ("由各专班召集人牵头，加强日常督导。", "加强日常督导", "牵头各专班召集人"),
        ("自由贸易区建设由市商务局负责，一季一报。", "自由贸易区建设", "责任市商务局"),
        ("市商务局为牵头单位，每周报进度。", "扩大消费", "牵头市商务局"),
        ("市人社局负责人才引进，牵线搭桥。", "人才引进", "责任市人社局"),
        ("市商务局牵头抓总，市财政局配合。", "扩大消费", "牵头市商务局 配合市财政局"),
    ],
)
def test_running_text_says_who_leads_what(text: str, task: str, expected: str) -> None:
    assert told(text) == [(task, expected)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "由副市长任召集人，市商务局、市财政局主要负责人任副召集人，成员单位包括市住建局、市城管局等。",
            "召集人副市长 召集人市商务局主要负责人（副召集人） 召集人市财政局主要负责人（副召集人） 配合市住建局 配合市城管局",
        ),
        ("召集人由副秘书长担任，市商务局为成员单位。", "召集人副秘书长 配合市商务局"),
        ("召集人：副市长；副召集人：市商务局局长。", "召集人副市长 召集人市商务局局长（副召集人）"),
    ],
)
def test_a_deputy_convener_is_never_told_as_the_convener(text: str, expected: str) -> None:
    assert parties(text) == expected


@pytest.mark.parametrize("verb", ["设在", "设"])
def test_an_office_is_that_of_the_group_set_up_before(verb: str) -> None:
    texts = ("成立夜市工作专班，由副市长任召集人。", f"专班办公室{verb}市商务局，每旬碰头。")
    assert told(*texts) == [("夜市工作专班", "召集人副市长"), ("夜市工作专班", "办公室市商务局")]


@pytest.mark.parametrize(
    ("text", "leads", "task"),
    [
        ("1.夜市提质。亮化街区，规范摊位。（市商务局牵头）", ((0, 7),), "夜市提质"),
        ("（2）夜市提质。亮化街区。（市商务局牵头）", ((0, 8),), "夜市提质"),
        ("1.夜市提质（市商务局牵头）。亮化街区。", ((0, 15),), "夜市提质"),
        ("亮化街区，规范摊位，完善停车设施，延长公交时间。（市商务局牵头）", (), "扩大消费"),
        ("夜市提质。亮化街区，规范摊位。（市商务局牵头）", (), "夜市提质"),
        ("3.亮化街区，规范摊位。（市商务局牵头）", (), "亮化街区，规范摊位"),
        ("抓消费。成立夜市专班（市商务局牵头），每周会商。", ((0, 4),), "成立夜市专班"),
        ("（市商务局牵头）", (), "扩大消费"),
    ],
)
def test_a_bracket_closes_its_item(text: str, leads: tuple[tuple[int, int], ...], task: str) -> None:
    assert [duty.task for duty in duties_of(bulletin(text, leads=leads))] == [task]


def test_each_of_several_brackets_closes_its_own_sentences() -> None:
    text = "办年货节。送券下乡。（市商务局牵头）扩建菜场。（市住建局牵头）添置路灯（市城管局牵头），补种行道树（市林业局牵头）。"
    tasks = ["办年货节", "扩建菜场", "添置路灯", "补种行道树"]
    assert [task for task, _ in told(text)] == tasks


def test_counted_titles_each_have_their_bracket() -> None:
    text = "抓消费。一是办节会。请名角。（市商务局牵头）二是送消费券。（市财政局牵头）"
    leads = ((0, 4), (4, 10), (text.index("二是"), text.index("二是") + 7))
    assert [duty.task for duty in duties_of(bulletin(text, leads=leads))] == ["办节会", "送消费券"]


@pytest.mark.parametrize("title", ["重点任务", "工作任务", "推进机制", "组织实施"])
def test_a_heading_that_names_no_task_is_passed_over(title: str) -> None:
    assert told("亮化老街区，规范夜间摊位。（市商务局牵头）", title=title) == [
        ("亮化老街区，规范夜间摊位", "牵头市商务局")
    ]


def test_a_heading_with_a_bracket_is_a_duty_too() -> None:
    (duty,) = duties_of(bulletin("（一）夜市提质（责任单位：市商务局）", role="heading"))
    assert (duty.task, spelled(duty)) == ("夜市提质", "责任市商务局")


def test_masthead_and_distribution_list_give_no_duties() -> None:
    for role in ("masthead", "tail"):
        assert duties_of(bulletin("夜市提质（市商务局牵头）", role=role)) == ()


def test_a_table_row_says_task_parties_and_deadline() -> None:
    row = "序号：1；重点任务：夜市提质；牵头单位：市商务局；责任单位：市财政局、市城管局；完成时限：2024年6月。"
    (duty,) = duties_of(bulletin(row))
    assert (duty.task, spelled(duty)) == ("夜市提质", "牵头市商务局 责任市财政局 责任市城管局")
    assert duty.deadline is not None
    assert duty.deadline.end == datetime.date(2024, 6, 30)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("亮化街区，6月底前完工。（市商务局牵头）", datetime.date(2024, 6, 30)),
        ("亮化街区。（市商务局牵头，2024年底前完成）", datetime.date(2024, 12, 31)),
        ("亮化街区。（市商务局牵头，9月15日之前完成）", datetime.date(2024, 9, 15)),
        ("由市商务局牵头制定细则，年底前印发。", datetime.date(2024, 12, 31)),
        ("2024年亮化街区。（市商务局牵头）", None),
        ("6月底前修路。亮化街区。（市商务局牵头）", None),
        ("前三季度亮化街区。（市商务局牵头）", None),
    ],
)
def test_only_a_day_to_be_done_by_is_a_deadline(text: str, end: datetime.date | None) -> None:
    (duty,) = duties_of(bulletin(text))
    assert (duty.deadline.end if duty.deadline else None) == end


@pytest.mark.parametrize(
    ("asked", "name", "same"),
    [
        ("市商务局", "市商务局", True),
        ("商务局", "市商务局", True),
        ("岳阳市商务局", "市商务局", True),
        ("市商务局", "省商务厅", False),
        ("市商务局", "县商务局", False),
        ("商务局", "省商务厅", False),
        ("长沙市商务局", "岳阳市商务局", False),
        ("市发展和改革委员会", "市发改委", True),
        ("市统计局", "统计", True),
        ("文旅局", "市文旅广电局", True),
        ("市场监管局", "市市场监管局", True),
        ("市公安局", "市公安局交警支队", False),
        ("市委", "市委组织部", False),
        ("市政府", "市人民政府", True),
        ("市政府", "市政府督查室", False),
        ("市政府", "临湘市人民政府", False),
        ("屈原管理区", "屈原管理区管委会", True),
        ("岳阳学院", "岳阳职业技术学院", False),
        ("理工学院", "湖南理工学院", True),
        ("市应急局", "市应急局主要负责人（副召集人）", True),
        ("供电公司", "国网岳阳供电公司", True),
        ("信", "市工信局", False),
        ("建局", "市住建局", False),
    ],
)
def test_one_office_has_several_names_but_never_another_level(asked: str, name: str, same: bool) -> None:
    assert same_party(asked, name) is same


def duty(task: str, *parties_named: tuple[str, DutyRole]) -> Duty:
    return Duty(1, 0, 1, task, tuple(Party(name, role) for name, role in parties_named))


NIGHT = duty("夜市提质工程", ("市商务局", "牵头"), ("市财政局", "责任"))
FAIR = duty("年货节", ("市文旅广电局", "牵头"), ("市商务局", "配合"))
MARKET = duty("夜间经济", ("省商务厅", "牵头"))


def test_to_lead_is_not_to_take_part() -> None:
    assert led_by((NIGHT, FAIR, MARKET), "商务局") == (NIGHT,)
    assert led_by((NIGHT, FAIR, MARKET), "市商务局", roles=("牵头", "配合")) == (NIGHT, FAIR)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("夜市提质", (NIGHT,)),
        ("夜市提质工程的推进", (NIGHT,)),
        ("年货节", (FAIR,)),
        ("港口物流", ()),
        ("", ()),
        ("？", ()),
    ],
)
def test_a_task_is_found_by_at_least_half_of_its_words(words: str, expected: tuple[Duty, ...]) -> None:
    assert for_task((MARKET, FAIR, NIGHT), words) == expected


def test_the_task_that_holds_more_of_the_words_comes_first() -> None:
    longer = duty("夜市提质和停车", ("市住建局", "牵头"))
    assert for_task((longer, NIGHT), "夜市提质工程") == (NIGHT, longer)


PIECES = st.sampled_from(
    [
        *(
            "市商务局",
            "市财政局",
            "各县市区",
            "岳阳海关",
            "统计、工信等部门",
            "副市长",
            "夜市提质",
            "制定办法",
            "6月底前",
            "一是",
        ),
        *(
            "牵头",
            "负责",
            "配合",
            "参加",
            "会同",
            "由",
            "按职责分工负责",
            "任召集人",
            "任副召集人",
            "成员单位包括",
            "办公室设在",
        ),
        *("责任单位：", "牵头单位：", "完成时限：", "重点任务：", "成立夜市专班"),
        *("（", "）", "(", ")", "〔", "】", "，", "、", "；", "。", "：", "和", "等", " "),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_every_duty_names_its_parties_within_its_span(text: str) -> None:
    for found in duties_of(bulletin(text)):
        span = text[found.start : found.end]
        assert 0 <= found.start < found.end <= len(text)
        assert found.parties
        for party in found.parties:
            printed = re.sub("（副召集人）$", "", party.name)
            assert printed in span or printed[:2] in span


@given(st.lists(PIECES, max_size=40).map("".join))
def test_a_bracket_read_again_names_the_same_parties(text: str) -> None:
    for found in duties_of(bulletin(text)):
        if text[found.start] in "（(〔" and text[found.end - 1] in "）)】":  # one left open is read as plain text
            assert read_parties(text[found.start + 1 : found.end - 1]) == found.parties


@given(st.text(max_size=200), st.text(max_size=20))
def test_any_text_is_read_without_an_error(text: str, name: str) -> None:
    found = duties_of(bulletin(text, f"（{text}牵头）", f"由{text}负责{name}"))
    assert set(led_by(found, name)) <= set(found)
    assert set(for_task(found, name)) <= set(found)
    assert all(names_in(text))
    assert same_party(name, name) or not name.strip()
