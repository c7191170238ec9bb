"""The Word document: page, fonts, numbers, footnotes, and that other programs open it."""

import re
import shutil
import subprocess
import zipfile
from collections import Counter
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from docx import Document

from assistant.answer import Answer
from assistant.export.layout import laid_out
from assistant.export.paper import Body, Heading, Paper, Run
from assistant.export.papers import answer_paper, cards_paper, search_paper
from assistant.export.word import write_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")


@pytest.fixture(scope="module")
def written(trade, policing):
    """The two cards as a Word document."""
    return write_docx(cards_paper("怎么扩大对非贸易", [trade, policing]))


def test_the_page_is_that_of_official_documents(written):
    section = Document(BytesIO(written)).sections[0]
    sizes = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    assert [round(size.mm, 1) for size in sizes] == [210.0, 297.0, 37.0, 35.0]
    assert [round(size.mm, 1) for size in (section.left_margin, section.right_margin)] == [28.0, 26.0]


@pytest.mark.parametrize(
    ("style", "font", "points", "bold"),
    [
        ("Title", "方正小标宋简体", 22, None),
        ("Subtitle", "楷体_GB2312", None, None),
        ("Heading 1", "黑体", None, None),
        ("Heading 2", "楷体_GB2312", None, None),
        ("Heading 3", None, None, True),
        ("footnote text", "宋体", 9, None),
        ("footer", "宋体", 14, None),
    ],
)
def test_each_style_has_its_font_and_size(written, style, font, points, bold):
    found = Document(BytesIO(written)).styles[style]
    fonts = found.element.find(f"{W}rPr/{W}rFonts")
    assert (None if fonts is None else fonts.get(f"{W}eastAsia")) == font
    assert (found.font.size.pt if found.font.size else None, found.font.bold) == (points, bold)


def test_text_is_fangsong_with_latin_in_times_22_lines_a_page_and_an_indent_of_two(written, inside):
    styles = inside(written, "word/styles.xml")
    default = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    assert (default.find(f"{W}sz").get(f"{W}val"), default.find(f"{W}rFonts").get(f"{W}eastAsia")) == (
        "32",
        "仿宋_GB2312",
    )
    assert default.find(f"{W}rFonts").get(f"{W}ascii") == "Times New Roman"
    by_name = {style.get(f"{W}styleId"): style for style in styles.iter(f"{W}style")}
    spacing = by_name["Normal"].find(f"{W}pPr/{W}spacing")
    assert (spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) == ("579", "exact")
    assert by_name["BodyText"].find(f"{W}pPr/{W}ind").get(f"{W}firstLineChars") == "200"


def test_every_font_has_others_that_stand_in_for_it(written, inside):
    fonts = inside(written, "word/fontTable.xml")
    stand_ins = {font.get(f"{W}name"): font.find(f"{W}altName").get(f"{W}val").split(",") for font in fonts}
    assert "FZXiaoBiaoSong-B05S" in stand_ins["方正小标宋简体"]
    assert "FangSong" in stand_ins["仿宋_GB2312"]
    assert "KaiTi" in stand_ins["楷体_GB2312"]
    assert "SimHei" in stand_ins["黑体"]


def test_page_numbers_are_right_on_odd_and_left_on_even_pages(written):
    document = Document(BytesIO(written))
    assert document.settings.odd_and_even_pages_header_footer is True
    odd, even = (
        footer.paragraphs[0] for footer in (document.sections[0].footer, document.sections[0].even_page_footer)
    )
    assert (odd.alignment, even.alignment) == (2, 0)
    assert (odd.text, even.text) == ("— 1 —", "— 2 —")
    assert " PAGE " in "".join(odd._p.itertext())


def test_numbers_of_headings_are_text_and_headings_keep_the_outline(written):
    paragraphs = [(one.style.name, one.text) for one in Document(BytesIO(written)).paragraphs]
    assert paragraphs[0] == ("Title", "关于“怎么扩大对非贸易”的先例")
    assert [pair for pair in paragraphs if pair[0].startswith("Heading")] == [
        ("Heading 1", "一、对非贸易跑出新速度"),
        ("Heading 2", "（一）背景"),
        ("Heading 2", "（二）做法"),
        ("Heading 2", "（三）成效"),
        ("Heading 1", "二、平安建设打防并重"),
        ("Heading 2", "（一）背景"),
        ("Heading 2", "（二）成效"),
    ]
    with zipfile.ZipFile(BytesIO(written)) as archive:
        assert "word/numbering.xml" not in archive.namelist()


def test_a_measure_goes_on_in_the_line_of_its_bold_title(written):
    paragraph = next(one for one in Document(BytesIO(written)).paragraphs if one.text.startswith("1.产品做优"))
    assert [(run.text, run.style.name) for run in paragraph.runs[:2]] == [
        ("1.产品做优。", "接排标题 3"),
        (
            "瞄准非洲修路建房、供电供能、安全防护等需求改进产品，企业从单卖设备转到提供整套方案，一批产品拿到国际认证。",
            "Default Paragraph Font",
        ),
    ]


def test_a_footnote_names_issue_section_and_paragraph(written, inside):
    notes = inside(written, "word/footnotes.xml")
    told = {note.get(f"{W}id"): "".join(note.itertext()).strip() for note in notes if note.get(f"{W}type") is None}
    assert told == {
        "1": "《汨罗市“开局八好”工作专报》第2期（2025-04-28）【特色亮点】 › 对非贸易跑出新速度 第34段。文件：汨罗市开局八好工作专报第2期（样例）。",
        "2": "《汨罗市“开局八好”工作专报》第2期（2025-04-28）【特色亮点】 › 平安建设打防并重 第36段。文件：汨罗市开局八好工作专报第2期（样例）。",
    }
    assert [note.get(f"{W}type") for note in notes][:2] == ["separator", "continuationSeparator"]


def test_one_footnote_for_each_citation_of_an_answer(ask, inside):
    answer = ask("汨罗市存在哪些突出问题")
    body = inside(write_docx(answer_paper(answer)), "word/document.xml")
    references = [reference.get(f"{W}id") for reference in body.iter(f"{W}footnoteReference")]
    assert references == [str(citation.number) for citation in answer.citations]


def test_a_second_mark_refers_to_the_bookmark_of_the_first(written, inside):
    body = inside(written, "word/document.xml")
    assert [reference.get(f"{W}id") for reference in body.iter(f"{W}footnoteReference")] == ["1", "2"]
    assert [mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")] == ["_RefNote1", "_RefNote2"]
    codes = [code.text.split()[:2] for code in body.iter(f"{W}instrText")]
    assert codes == [["NOTEREF", "_RefNote1"]] * 5 + [["NOTEREF", "_RefNote2"]] * 2


def test_the_footnotes_part_is_announced_and_related(written, inside):
    types = {one.get("PartName"): one.get("ContentType") for one in inside(written, "[Content_Types].xml")}
    assert types["/word/footnotes.xml"].endswith("wordprocessingml.footnotes+xml")
    relations = {one.get("Target"): one.get("Type") for one in inside(written, "word/_rels/document.xml.rels")}
    assert relations["footnotes.xml"].endswith("/relationships/footnotes")


def test_the_title_is_a_property_the_author_is_empty_and_no_day_is_today(written):
    properties = Document(BytesIO(written)).core_properties
    assert (properties.title, properties.author) == ("关于“怎么扩大对非贸易”的先例", "")
    assert (properties.created, properties.modified) == (None, None)


def test_the_same_paper_gives_the_same_bytes(trade):
    paper = cards_paper("对非贸易", [trade])
    assert write_docx(paper) == write_docx(paper)
    with zipfile.ZipFile(BytesIO(write_docx(paper))) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_characters_that_no_file_may_hold_are_left_out():
    paper = Paper("题\x00目\ud800", (Body((Run("甲\x0b乙\x1f<w:t>&amp;\ufffe丙\n丁"),)), Heading(1, "标\x07题")))
    paragraphs = Document(BytesIO(write_docx(paper))).paragraphs
    assert [one.text for one in paragraphs] == ["题目", "甲 乙<w:t>&amp;丙 丁", "一、标题"]


def test_two_hundred_hits_are_two_hundred_numbered_parts_and_footnotes(passages, inside, samples):
    hit = samples.search("招商", limit=1)[0]
    hits = [replace(hit, passage=passage) for passage in passages[:200]]
    data = write_docx(search_paper("招商", hits))
    assert len(list(inside(data, "word/footnotes.xml"))) == 202
    headings = [one.text for one in Document(BytesIO(data)).paragraphs if one.style.name == "Heading 1"]
    assert (len(headings), headings[-1].split("、")[0]) == (200, "二百")


@needs_office
def test_libreoffice_keeps_every_word_the_notes_and_the_page_numbers(tmp_path, trade, policing, ask):
    cards = cards_paper("怎么扩大对非贸易", [trade, policing])
    papers = {"cards": cards, "answer": answer_paper(ask("汨罗市存在哪些突出问题"))}
    for name, paper in papers.items():
        (tmp_path / f"{name}.docx").write_bytes(write_docx(paper))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    names = [tmp_path / f"{name}.docx" for name in papers]
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, *names]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    for name, paper in papers.items():
        pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(tmp_path / f"{name}.pdf")]
        assert "第" in pages[0].split("— 1 —")[0][-60:]  # the last words above the page number are a footnote's
        assert f"— {len(pages)} —" in pages[-1]
        words = "".join(span.text for block in laid_out(paper).blocks for span in block.spans)
        assert Counter(re.sub(r"\s", "", words)) - Counter("".join(pages)) == Counter()


def test_an_empty_answer_is_still_a_document():
    data = write_docx(answer_paper(Answer("", "not_found", "")))
    assert [one.text for one in Document(BytesIO(data)).paragraphs] == ["关于“”的答复"]
