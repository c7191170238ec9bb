"""What holds for every document that has been read: numbers, text, spans and roles."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus
from corpus.bulletin import (
    Bulletin,
    Duty,
    Fact,
    Masthead,
    Paragraph,
    RawDocument,
    RawLine,
    Section,
    Source,
    heading_text,
    section_path,
)
from corpus.errors import UnreadableFile
from corpus.readers import read_document
from corpus.reading import bulletin_of, with_statements
from corpus.repair import repair
from corpus.scope import scopes

SAMPLES = sorted((Path(corpus.__file__).parent / "samples").glob("*.txt"))
SHARED = Path(__file__).parents[2].parent / "shared" / "bulletins"
REAL = [
    "岳政办发〔2024〕2号八大行动总体方案",
    "岳阳市七大攻坚工作专报第7期",
    "岳阳市开局八好工作专报第2期",
    "汨罗市开局八好工作专报第2期",
    "湖南省开局八好工作专刊第3期",
]


@pytest.fixture(params=[*SAMPLES, *(SHARED / f"{name}.txt" for name in REAL)], ids=lambda path: path.stem)
def raw(request: pytest.FixtureRequest) -> RawDocument:
    path: Path = request.param
    if not path.exists():
        pytest.skip(f"the real bulletins are not at {SHARED}")
    return read_document(path)


@pytest.fixture
def bulletin(raw: RawDocument) -> Bulletin:
    return bulletin_of(raw)


def test_the_paragraphs_join_to_the_repaired_text(raw: RawDocument, bulletin: Bulletin) -> None:
    assert "\n".join(paragraph.text for paragraph in bulletin.paragraphs) == "\n".join(
        block.text for block in repair(raw)
    )


def test_numbers_run_from_one_without_a_gap(bulletin: Bulletin) -> None:
    assert [paragraph.number for paragraph in bulletin.paragraphs] == list(range(1, len(bulletin.paragraphs) + 1))


def test_run_in_titles_lie_inside_their_paragraph_in_order_and_apart(bulletin: Bulletin) -> None:
    for paragraph in bulletin.paragraphs:
        assert all(0 <= start < end <= len(paragraph.text) for start, end in paragraph.leads)
        assert all(first[1] <= second[0] for first, second in pairwise(paragraph.leads))


def test_no_bold_span_reaches_beyond_its_block(raw: RawDocument) -> None:
    for block in repair(raw):
        assert all(0 <= start < end <= len(block.text) for start, end in block.bolds)


def test_sections_and_parents_come_before_what_they_hold(bulletin: Bulletin) -> None:
    for index, section in enumerate(bulletin.sections):
        assert section.parent is None or (
            section.parent < index and bulletin.sections[section.parent].level < section.level
        )
    places = [paragraph.section for paragraph in bulletin.paragraphs if paragraph.section is not None]
    assert places == sorted(places)
    assert set(places) == set(range(len(bulletin.sections)))


def test_the_masthead_comes_first_and_the_distribution_list_last(bulletin: Bulletin) -> None:
    order = ["masthead", "content", "tail"]
    roles = [order.index("content" if p.role in ("heading", "body") else p.role) for p in bulletin.paragraphs]
    assert roles == sorted(roles)


def test_no_markup_and_no_page_number_is_left_in_the_text(bulletin: Bulletin) -> None:
    text = "\n".join(paragraph.text for paragraph in bulletin.paragraphs)
    assert not [mark for mark in ("**", "\n#", "---", "— 1 —", "\u3000", "\u200b") if mark in text]


PIECES = st.sampled_from(
    [
        *(
            "【重要指标】",
            "一、",
            "（一）",
            "1.",
            "（1）",
            "●",
            "▲",
            "——",
            "- ",
            "# ",
            "一是",
            "二是",
            "**",
            "附件1",
            "附件：",
            "方案",
        ),
        *(
            "第2期",
            "2026年4月15日",
            "1-2月",
            "截至3月底",
            "今年以来",
            "去年",
            "全市",
            "汨罗市",
            "岳阳",
            "高于全省",
            "投资增长3%",
        ),
        *(
            "，",
            "。",
            "；",
            "：",
            "（",
            "）",
            "《",
            "》",
            "“",
            "”",
            " ",
            "\u3000",
            "\n",
            "\n\n",
            "\f",
            "— 1 —",
            "报：",
            "印发",
            "\\*",
        ),
        *(
            "（市商务局牵头）",
            "其中",
            "比",
            "GDP",
            "10.2",
            "二〇二六年",
            "13月",
            "2月30日",
            "（此件公开）",
            "岳政发〔2024〕2号",
        ),
    ]
)


@given(st.lists(PIECES, min_size=1, max_size=60).map("".join))
def test_any_jumble_of_marks_and_words_keeps_the_promises(text: str) -> None:
    raw = RawDocument(Source("试.txt", "", "text", 0), tuple(RawLine(line) for line in text.splitlines()))
    try:
        bulletin = bulletin_of(raw)
    except UnreadableFile:
        assert not repair(raw)
        return
    assert [paragraph.text for paragraph in bulletin.paragraphs] == [block.text for block in repair(raw)]
    for paragraph in bulletin.paragraphs:
        assert all(0 <= start < end <= len(paragraph.text) for start, end in paragraph.leads)
        sentences = scopes(paragraph, reference=bulletin.reference)
        assert "".join(paragraph.text[scope.start : scope.end] for scope in sentences) == paragraph.text
        assert all(mention.end <= scope.end - scope.start for scope in sentences for mention in scope.mentions)


def test_a_path_of_sections_reads_from_the_outermost_down() -> None:
    sections = (Section("【】", "特色亮点", 1, "亮点", None), Section("●", "甲县：早开工", 6, "亮点", 0))
    bulletin = Bulletin(Source("甲.v2.txt", "", "text", 0), Masthead("甲"), sections, ())
    assert bulletin.section_path(Paragraph(1, "文", "body", section=1)) == ("【特色亮点】", "甲县：早开工")
    assert (section_path(sections, None), heading_text(sections[1]), bulletin.name) == ((), "甲县：早开工", "甲.v2")


def test_a_paragraph_without_an_opening_run_in_title_has_no_lead() -> None:
    assert Paragraph(1, "先干。一是快。", "body", leads=((3, 7),)).lead == ""
    assert Paragraph(1, "一是快。再干。", "body", leads=((0, 4),)).lead == "一是快。"


def test_lines_that_hold_nothing_but_rules_are_no_document() -> None:
    with pytest.raises(UnreadableFile, match=r"“甲\.txt”里没有可读的段落"):
        bulletin_of(RawDocument(Source("甲.txt", "", "text", 0), ()))


def test_a_fault_in_our_rules_costs_the_figures_and_not_the_document() -> None:
    def stumbles(bulletin: Bulletin) -> tuple[tuple[Fact, ...], tuple[Duty, ...]]:
        raise ZeroDivisionError(bulletin.source.name)

    lines = tuple(RawLine(line) for line in ("工作简报", "", "1-3月，固定资产投资增长3%。"))
    read = bulletin_of(RawDocument(Source("简报.txt", "0", "text", 1), lines))
    told = with_statements(read, read=stumbles)
    assert told.paragraphs == read.paragraphs
    assert [finding.kind for finding in told.findings if finding not in read.findings] == ["未读出数字"]
