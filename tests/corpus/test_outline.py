"""Headings, run-in titles, annexes and the distribution list of a document, and the place and kind of each section."""

from pathlib import Path

import pytest

from corpus.bulletin import Bulletin, Section
from corpus.readers import read_document
from corpus.readers.text import read_text
from corpus.reading import bulletin_of, read_bulletin

SHARED = Path(__file__).parents[2].parent / "shared" / "bulletins"

HEAD = "岳阳市工作专报\n\n第2期\n\n2026年4月15日\n\n"
LONG = "全市上下认真贯彻落实各项部署要求，主要指标稳步回升，实现平稳开局。"


def read(text: str) -> Bulletin:
    return bulletin_of(read_text("试.txt", (HEAD + text).encode()))


def paths(bulletin: Bulletin) -> list[tuple[str, ...]]:
    """The section path of every paragraph between masthead and distribution list."""
    return [
        bulletin.section_path(paragraph) for paragraph in bulletin.paragraphs if paragraph.role in ("heading", "body")
    ]


def headings(bulletin: Bulletin) -> list[str]:
    return [paragraph.text for paragraph in bulletin.paragraphs if paragraph.role == "heading"]


def leads(text: str) -> list[str]:
    paragraph = next(
        paragraph for paragraph in read(f"【重点任务】\n\n{text}\n").paragraphs[::-1] if paragraph.role == "body"
    )
    return [paragraph.text[start:end] for start, end in paragraph.leads]


@pytest.fixture(scope="module")
def real() -> dict[str, Bulletin]:
    """The five real bulletins by name."""
    if not SHARED.is_dir():
        pytest.skip(f"the real bulletins are not at {SHARED}")
    return {path.stem: read_bulletin(path) for path in sorted(SHARED.glob("*.txt"))}


def test_the_levels_of_all_marks_nest() -> None:
    text = f"""【重点任务】

一、抓经济

（一）抓投资

1.抓项目

（1）抓开工

●开工要快。{LONG}

——进度要实。{LONG}

二、抓民生

{LONG}

【突出问题】

{LONG}
"""
    assert read(text).sections == (
        Section("【】", "重点任务", 1, "任务", None),
        Section("一、", "抓经济", 2, "任务", 0),
        Section("（一）", "抓投资", 3, "任务", 1),
        Section("1.", "抓项目", 4, "任务", 2),
        Section("（1）", "抓开工", 5, "任务", 3),
        Section("●", "开工要快", 6, "任务", 4),
        Section("——", "进度要实", 6, "任务", 4),
        Section("二、", "抓民生", 2, "任务", 0),
        Section("【】", "突出问题", 1, "问题", None),
    )


@pytest.mark.parametrize("mark", ["●", "▲", "■", "◆", "——", "- "])
def test_an_item_opens_with_a_run_in_title(mark: str) -> None:
    bulletin = read(f"【重点任务】\n\n{mark}**抓项目。**{LONG}\n\n{mark}**抓投资。**{LONG}\n")
    assert paths(bulletin) == [("【重点任务】",), ("【重点任务】", "抓项目"), ("【重点任务】", "抓投资")]
    assert [paragraph.lead for paragraph in bulletin.paragraphs[-2:]] == [
        f"{mark.strip()}抓项目。",
        f"{mark.strip()}抓投资。",
    ]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("一是抓投资。开工5个。二是抓消费。发券3批。", ["一是抓投资。", "二是抓消费。"]),
        ("**一是抓投资。**开工5个。**二是抓消费。**发券3批。", ["一是抓投资。", "二是抓消费。"]),
        ("一是**抓投资。**开工5个。二是**抓消费**。发券3批。", ["一是抓投资。", "二是抓消费。"]),
        (
            "会议要求：一是责任压实；二是调度加力；三是对接加强。",
            ["一是责任压实；", "二是调度加力；", "三是对接加强。"],
        ),
        ("●抓项目。一是早开工。二是快竣工。", ["●抓项目。", "一是早开工。", "二是快竣工。"]),
        ("1-2月，投资增长。**产业方面。**工业增长。**外贸方面。**出口增长。", ["产业方面。", "外贸方面。"]),
        ("**投资方面。**投资增长。工业增长。", ["投资方面。"]),
        ("问题之一是投资不足，需要加力。", []),
        ("开工5个，其中“十有”项目3个。", []),
    ],
)
def test_run_in_titles_inside_a_paragraph(text: str, titles: list[str]) -> None:
    assert leads(text) == titles


def test_an_unmarked_title_among_highlights_is_a_heading_with_its_region() -> None:
    text = f"""【特色亮点】

平江县：多方发力促消费

{LONG}

一是抓宣传。{LONG}

汨罗市“全链条”服务 跑出“加速度”

{LONG}
"""
    bulletin = read(text)
    assert headings(bulletin) == ["【特色亮点】", "平江县：多方发力促消费", "汨罗市“全链条”服务 跑出“加速度”"]
    assert [paragraph.region for paragraph in bulletin.paragraphs[3:]] == [
        *("岳阳市", "平江县", "平江县", "平江县", "汨罗市", "汨罗市"),
    ]
    assert {section.kind for section in bulletin.sections} == {"亮点"}


ANNEXED = f"""一、总体要求

{LONG}

二、组织实施

{LONG}

附件：1.春耕实施方案
2.秋收实施方案

附件1

春耕实施方案

一、工作目标

{LONG}

附件2

秋收实施方案

一、工作目标

{LONG}
"""


def test_annexes_are_parts_of_their_own_and_begin_their_numbering_again() -> None:
    bulletin = read(ANNEXED)
    assert [(section.title, section.level, section.parent) for section in bulletin.sections] == [
        ("总体要求", 2, None),
        ("组织实施", 2, None),
        ("春耕实施方案", 0, None),
        ("工作目标", 2, 2),
        ("秋收实施方案", 0, None),
        ("工作目标", 2, 4),
    ]


@pytest.mark.parametrize(
    "entries",
    [
        ["附件：1.春耕实施方案", "2.秋收实施方案"],
        ["附件：1．春耕实施方案", "2．秋收实施方案"],
        ["- 附件：1.春耕实施方案", "2.秋收实施方案", "3.任务清单"],
        ["附件：", "1.春耕实施方案", "2.秋收实施方案"],
        ["附件：春耕实施方案"],
    ],
)
def test_a_list_of_annexes_is_no_heading(entries: list[str]) -> None:
    text = f"一、组织实施\n\n{LONG}\n\n" + "\n\n".join(entries) + f"\n\n春耕实施方案\n\n{LONG}\n"
    assert headings(read(text)) == ["一、组织实施", "春耕实施方案"]


@pytest.mark.parametrize(
    "line",
    [
        "3.5%的企业已经复工，其余企业月底前全部复工。",
        "10.2亿元资金已经到位",
        "3月底，98%的项目复工",
        "一季度，全市经济平稳开局",
        "共完成投资15亿元，",
        "（坚守底线方面）",
        "主要有：",
        "2026年4月15日",
    ],
)
def test_a_line_of_text_is_no_heading(line: str) -> None:
    assert headings(read(f"【重要指标】\n\n{LONG}\n\n{line}\n\n{LONG}\n")) == ["【重要指标】"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("【工作部署】", "部署"),
        ("【主要指标】", "指标"),
        ("【重点任务】", "任务"),
        ("【突出问题】", "问题"),
        ("【特色亮点】", "亮点"),
        ("一、主要目标", "目标"),
        ("三、组织实施", "组织"),
        ("【下步打算】", "其他"),
    ],
)
def test_the_kind_of_a_section_is_its_titles_and_its_items(title: str, kind: str) -> None:
    bulletin = read(f"{title}\n\n●早开工。{LONG}\n")
    assert [section.kind for section in bulletin.sections] == [kind, kind]


def test_the_distribution_list_is_tail_and_in_no_section() -> None:
    text = f"""【重点任务】

{LONG}

---

报：书记，秘书长；
市长、副市长；

送：各成员单位；各县市区人民政府

联系电话：0730-0000000

2026年4月15日印发
"""
    bulletin = read(text)
    assert [(paragraph.role, paragraph.section) for paragraph in bulletin.paragraphs[3:]] == [
        ("heading", 0),
        ("body", 0),
        *[("tail", None)] * 5,
    ]


def test_an_item_that_names_no_place_is_the_documents() -> None:
    bulletin = read(f"【特色亮点】\n\n●云溪区：早开工。{LONG}\n\n●对接长株潭促招商。{LONG}\n")
    assert [paragraph.region for paragraph in bulletin.paragraphs[4:]] == ["云溪区", "岳阳市"]


def test_a_following_paragraph_stays_with_its_item() -> None:
    bulletin = read(f"【特色亮点】\n\n●湘阴县：早开工。{LONG}\n\n一是选得准。{LONG}\n")
    assert paths(bulletin)[-1] == ("【特色亮点】", "湘阴县：早开工")
    assert bulletin.paragraphs[-1].region == "湘阴县"


def test_every_city_item_of_the_provincial_issue_has_its_region(real: dict[str, Bulletin]) -> None:
    bulletin = real["湖南省开局八好工作专刊第3期"]
    items = {
        paragraph.lead[1:3]: paragraph.region for paragraph in bulletin.paragraphs if paragraph.lead.startswith("▲")
    }
    cities = [
        paragraph for paragraph in bulletin.paragraphs if bulletin.section_path(paragraph)[:1] == ("【市州动态】",)
    ]
    assert [paragraph.region for paragraph in cities if paragraph.role == "body"] == [
        *(
            "长沙市",
            "衡阳市",
            "株洲市",
            "湘潭市",
            "邵阳市",
            "岳阳市",
            "常德市",
            "张家界市",
            "益阳市",
            "郴州市",
            "永州市",
        ),
        *("怀化市", "娄底市", "湘西土家族苗族自治州"),
    ]
    assert {region for lead, region in items.items() if lead.startswith("省")} == {"湖南省"}


@pytest.mark.parametrize(
    ("name", "outermost", "items"),
    [
        ("湖南省开局八好工作专刊第3期", ["市州动态", "厅局动态"], 24),
        ("岳阳市开局八好工作专报第2期", ["工作部署", "重要指标", "重点任务", "突出问题", "特色亮点"], 21),
        ("岳阳市七大攻坚工作专报第7期", ["工作部署", "重要指标", "重点任务", "突出问题", "特色亮点"], 20),
        ("汨罗市开局八好工作专报第2期", ["工作部署", "主要指标", "重点任务", "突出问题", "特色亮点"], 13),
    ],
)
def test_the_sections_and_items_of_the_real_issues(
    real: dict[str, Bulletin], name: str, outermost: list[str], items: int
) -> None:
    sections = real[name].sections
    assert [section.title for section in sections if section.level == 1] == outermost
    assert sum(section.level == 6 for section in sections) == items


def test_the_practices_of_the_real_issues_are_told_by_place(real: dict[str, Bulletin]) -> None:
    def places(name: str) -> list[str]:
        return [
            section.title.split("：")[0].split(":")[0]
            for section in real[name].sections
            if section.kind == "亮点" and section.level == 6
        ]

    assert places("岳阳市开局八好工作专报第2期") == ["云溪区", "平江县", "临湘市", "岳阳经开区", "湘阴县", "华容县"]
    assert places("岳阳市七大攻坚工作专报第7期") == [
        *("岳阳金融监管分局", "汨罗市", "平江县", "岳阳县", "临湘市高新区", "云溪区"),
    ]


def test_the_parts_of_the_real_plan_are_the_plan_and_its_eight_annexes(real: dict[str, Bulletin]) -> None:
    bulletin = real["岳政办发〔2024〕2号八大行动总体方案"]
    assert [section.title for section in bulletin.sections if section.level == 0] == [
        "岳阳市实施“八大行动”总体方案",
        *(
            f"{name}行动实施方案"
            for name in ("产业培塑", "创新提升", "激发需求", "改革攻坚", "主体强身", "区域共进", "安全守底", "民生可感")
        ),
    ]
    goals = [section for section in bulletin.sections if section.kind == "目标" and section.mark == "——"]
    assert len(goals) == 8


def test_the_misdated_real_issue_is_doubted_and_no_other(real: dict[str, Bulletin]) -> None:
    doubted = {name: [finding.kind for finding in bulletin.findings] for name, bulletin in real.items()}
    assert {name: kinds for name, kinds in doubted.items() if kinds} == {
        "汨罗市开局八好工作专报第2期": ["日期矛盾"],
        "岳政办发〔2024〕2号八大行动总体方案": ["数字矛盾"],  # 10%左右 in the plan, 10%以上 in its annex
    }
    reference = real["汨罗市开局八好工作专报第2期"].reference
    assert reference is not None
    assert reference.year == 2026


def test_a_sample_reads_alike_from_its_file_and_from_its_lines(tmp_path: Path) -> None:
    file = tmp_path / "试.txt"
    file.write_text(HEAD + ANNEXED, encoding="utf-8")
    assert read_bulletin(file) == bulletin_of(read_document(file)) == read(ANNEXED)
