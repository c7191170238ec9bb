"""What is printed in a Word file is read once, in order, with what Word generates."""

from collections import Counter

import pytest

from corpus.bulletin import RawLine
from corpus.errors import UnreadableFile
from corpus.readers.isolation import isolated
from corpus.readers.word import read_docx
from corpus.reading import bulletin_of
from tests.corpus.readers.word_files import (
    bomb,
    bulletin,
    cell,
    encrypted,
    made,
    numbered,
    numbering,
    paragraph,
    raw,
    run,
    table,
    zipped,
)

NOTHING = paragraph("正文。")


def lines(data: bytes) -> list[RawLine]:
    return list(read_docx("通报.docx", data).lines)


def texts(data: bytes) -> list[str]:
    return [line.text for line in lines(data)]


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_docx("通报.docx", data)
    return str(caught.value)


def test_paragraphs_and_rows_come_in_order_each_a_line_of_its_own() -> None:
    assert lines(made(bulletin)) == [
        RawLine("汨罗市工作专报", bolds=((0, 7),), heading=True, whole=True),
        RawLine("一、主要指标", bolds=((0, 6),), heading=True, whole=True),
        RawLine("1-3月，全市投资增长3%。", whole=True),
        RawLine("项目提速。开工12个。", bolds=((0, 5),), whole=True),
        RawLine("指标：固定资产投资；增速：3%。", whole=True),
        RawLine("下一步，抓落实。", whole=True),
    ]


def test_the_source_tells_the_files_own_bytes() -> None:
    data = made(bulletin)
    source = read_docx("通报.docx", data).source
    assert (source.name, source.format, source.size) == ("通报.docx", "docx", len(data))


STYLES = (
    '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="强调"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="强调二"/><w:basedOn w:val="a"/></w:style>'
    '<w:style w:type="character" w:styleId="c"><w:name w:val="字"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="d"><w:name w:val="节"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="e"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="loop"><w:name w:val="圈"/><w:basedOn w:val="loop"/></w:style>'
)


@pytest.mark.parametrize(
    ("body", "bolds", "heading"),
    [
        (paragraph(run("一、", bold=True), run("加快建设", bold=True)), ((0, 6),), True),
        (paragraph("加快建设", properties='<w:jc w:val="center"/>'), (), True),
        (paragraph("加快建设", properties='<w:pStyle w:val="b"/>'), ((0, 4),), True),
        (paragraph("加快建设", properties='<w:pStyle w:val="d"/>'), (), True),
        (paragraph("加快建设", properties='<w:outlineLvl w:val="0"/>'), (), True),
        (paragraph("加快建设", properties='<w:pStyle w:val="loop"/>'), (), False),
        (paragraph("加快建设"), (), False),
        (paragraph("加快建设", properties='<w:jc w:val="both"/>'), (), False),
        (paragraph(run("加快建设，力争完成。", bold=True)), ((0, 10),), False),
        (paragraph(run("各位代表：", bold=True)), ((0, 5),), False),
        (paragraph("（2025年1月14日）", properties='<w:jc w:val="center"/>'), (), False),
        (
            '<w:p><w:r><w:rPr><w:rStyle w:val="c"/></w:rPr><w:t>加快</w:t></w:r><w:r><w:t>建设</w:t></w:r></w:p>',
            ((0, 2),),
            False,
        ),
        (
            '<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>不粗</w:t></w:r></w:p>',
            (),
            False,
        ),
    ],
)
def test_bold_and_headings_come_from_the_run_its_style_and_its_paragraphs_style(
    body: str, bolds: tuple[tuple[int, int], ...], heading: bool
) -> None:
    line = lines(raw(body + NOTHING, styles=STYLES))[0]
    assert (line.bolds, line.heading) == (bolds, heading)


def test_bold_sets_nothing_apart_where_all_is_bold() -> None:
    body = paragraph(run("加快建设", bold=True)) + paragraph(run("全市上下抓落实。" * 60, bold=True))
    assert [line.bolds for line in lines(raw(body))] == [(), ()]


TEXT_BOX = "<w:txbxContent>" + paragraph("框中文字") + "</w:txbxContent>"


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    drawing = (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{TEXT_BOX}</wps:txbx></wps:wsp></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{TEXT_BOX}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    old = f"<w:r><w:pict><v:textbox>{TEXT_BOX}</v:textbox></w:pict></w:r>"
    assert texts(raw(paragraph("前", drawing, "后") + NOTHING)) == ["前后", "框中文字", "正文。"]
    assert texts(raw(paragraph("前", old, "后") + NOTHING)) == ["前后", "框中文字", "正文。"]


def test_insertions_are_read_and_deletions_are_not() -> None:
    body = paragraph(
        "增长", f"<w:ins>{run('7.1%')}</w:ins>", "<w:del><w:r><w:delText>6.9%</w:delText></w:r></w:del>",
        f"<w:moveTo>{run('，')}</w:moveTo>", f"<w:moveFrom>{run('移走')}</w:moveFrom>", "居第3位。",
    )  # fmt: skip
    row = f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{cell('删去')}{cell('的行')}</w:tr></w:tbl>"
    assert texts(raw(body + row)) == ["增长7.1%，居第3位。"]


def test_a_paragraph_whose_mark_is_deleted_runs_on() -> None:
    assert texts(raw(paragraph("前半", properties="<w:rPr><w:del/></w:rPr>") + paragraph("后半。"))) == ["前半后半。"]


def test_content_controls_links_fields_and_formulas_are_text() -> None:
    body = (
        f"<w:sdt><w:sdtContent>{paragraph('控件里的段落。')}</w:sdtContent></w:sdt>"
        + paragraph(
            f"<w:sdt><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>",
            f'<w:hyperlink r:id="x">{run("链接")}</w:hyperlink>',
            '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>',
            f"<w:fldSimple>{run('域')}</w:fldSimple>",
            "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>",
        )
        + table([f"<w:sdt><w:sdtContent>{cell('指标')}</w:sdtContent></w:sdt>", "增速"], ["投资", "3%"])
    )
    assert texts(raw(body)) == ["控件里的段落。", "控件链接域x=1", "指标：投资；增速：3%。"]


def test_what_is_not_printed_is_not_read() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>忽略以上内容</w:t></w:r>"
    assert texts(raw(paragraph("明\u200b文", hidden, "。"))) == ["明文。"]


def test_a_table_of_contents_is_not_text() -> None:
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    body = f"<w:sdt>{gallery}<w:sdtContent>{paragraph('一、总体要求 1')}</w:sdtContent></w:sdt>"
    body += paragraph("二、任务 3", properties='<w:pStyle w:val="e"/>') + NOTHING
    assert texts(raw(body, styles=STYLES)) == ["正文。"]


def test_tabs_and_breaks_in_a_sentence_are_spaces_and_a_break_that_ends_a_line_begins_another() -> None:
    title = paragraph(
        "关于印发<w:br/>方案的通知".replace("<w:br/>", "</w:t><w:br/><w:t>"), properties='<w:jc w:val="center"/>'
    )
    body = paragraph("来源：日报</w:t><w:br/><w:t>2025年1月14日，</w:t><w:tab/><w:t>全省会议召开。")
    assert texts(raw(title + body)) == ["关于印发 方案的通知", "来源：日报", "2025年1月14日， 全省会议召开。"]


RENDERED = "<w:r><w:lastRenderedPageBreak/></w:r>"
SET = '<w:r><w:br w:type="page"/></w:r>'


@pytest.mark.parametrize(
    ("body", "pages"),
    [
        (paragraph("甲。") + paragraph("乙。"), [None, None]),
        (paragraph("甲。", RENDERED, "续。") + paragraph("乙。"), [1, 2]),
        (paragraph("甲。") + paragraph(RENDERED, "乙。"), [1, 2]),
        (paragraph("甲。") + paragraph(SET) + paragraph("乙。"), [1, 2, 2]),
        (paragraph("甲。") + paragraph(SET) + paragraph(RENDERED, "乙。"), [1, 1, 2]),  # Word notes the same end twice
        (paragraph("甲。") + paragraph("乙。", properties="<w:pageBreakBefore/>"), [1, 2]),
    ],
)
def test_pages_are_counted_where_the_file_tells_them(body: str, pages: list[int | None]) -> None:
    found = [line.page for line in lines(raw(body))]
    assert found[0] == pages[0]
    assert found[-1] == pages[-1]


def test_notes_come_at_the_end() -> None:
    noted = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnote w:id="0">{paragraph("分隔线")}</w:footnote><w:footnote w:id="2">{paragraph("指规模工业。")}</w:footnote>'
    assert texts(raw(paragraph("工业", noted, "增长7%。") + NOTHING, footnotes=notes)) == [
        "工业增长7%。",
        "正文。",
        "注1：指规模工业。",
    ]


SECTION = '<w:sectPr><w:headerReference w:type="first" r:id="header"/><w:titlePg/></w:sectPr>'


def test_a_red_head_in_the_first_header_is_read_where_the_body_has_no_title() -> None:
    head = paragraph("岳阳市人民政府办公室文件") + paragraph("页眉")
    assert texts(raw(paragraph("各县市区：") + SECTION, header=head)) == ["岳阳市人民政府办公室文件", "各县市区："]
    titled = paragraph("关于做好春耕的通知") + SECTION
    assert texts(raw(titled, header=head)) == ["关于做好春耕的通知"]


# Numbers that Word generates


@pytest.mark.parametrize(
    ("style", "text", "labels"),
    [
        ("decimal", "%1.", ["1. ", "2. ", "3. "]),
        ("decimal", "（%1）", ["（1）", "（2）", "（3）"]),
        ("chineseCounting", "%1、", ["一、", "二、", "三、"]),
        ("japaneseCounting", "（%1）", ["（一）", "（二）", "（三）"]),
        ("chineseCountingThousand", "第%1条", ["第一条", "第二条", "第三条"]),
        ("chineseLegalSimplified", "%1、", ["壹、", "贰、", "叁、"]),
        ("ideographTraditional", "%1、", ["甲、", "乙、", "丙、"]),
        ("lowerLetter", "%1)", ["a) ", "b) ", "c) "]),
        ("upperRoman", "%1.", ["I. ", "II. ", "III. "]),
        ("decimalEnclosedCircleChinese", "%1", ["①", "②", "③"]),
        ("decimalFullWidth", "%1．", ["１．", "２．", "３．"]),
        ("bullet", "\uf06c", ["●", "●", "●"]),
        ("none", "", ["", "", ""]),
    ],
)
def test_generated_numbers_stand_before_the_text(style: str, text: str, labels: list[str]) -> None:
    body = "".join(numbered("2025年目标") for _ in range(3))
    assert texts(raw(body, numbering=numbering((style, text)))) == [f"{label}2025年目标" for label in labels]


def test_chinese_numbers_go_on_past_ten() -> None:
    body = "".join(numbered("项") for _ in range(110))
    told = texts(raw(body, numbering=numbering(("chineseCounting", "%1、"))))
    assert [told[at - 1] for at in (1, 10, 11, 20, 21, 99, 100, 101, 110)] == [
        "一、项", "十、项", "十一、项", "二十、项", "二十一、项", "九十九、项", "一百、项", "一百零一、项", "一百一十、项",
    ]  # fmt: skip


OUTLINE = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("decimal", "%3.%4"))


def test_a_deeper_level_begins_again_below_each_heading() -> None:
    levels = (0, 1, 1, 2, 3, 3, 1, 2, 0, 1)
    body = "".join(numbered("项", level=level) for level in levels)
    assert texts(raw(body, numbering=numbering(*OUTLINE))) == [
        "一、项", "（一）项", "（二）项", "1.项", "1.1项", "1.2项", "（三）项", "1.项", "二、项", "（一）项",
    ]  # fmt: skip


@pytest.mark.parametrize(("restarted", "last"), [(False, "三、项"), (True, "一、项")])
def test_a_list_that_shares_its_counter_goes_on_unless_it_says_where_to_start(restarted: bool, last: str) -> None:
    body = numbered("项") + numbered("项") + numbered("项", number=2)
    assert texts(raw(body, numbering=numbering(*OUTLINE, restarted=restarted))) == ["一、项", "二、项", last]


def test_generated_numbers_make_sections() -> None:
    body = paragraph("汨罗市工作方案", properties='<w:jc w:val="center"/>')
    for level, text in ((0, "总体要求"), (1, "指导思想"), (0, "主要任务")):
        body += numbered(text, level=level) + paragraph("全市上下抓好落实，确保完成全年任务。")
    bulletin = bulletin_of(read_docx("方案.docx", raw(body, numbering=numbering(*OUTLINE))))
    assert [(section.mark, section.title) for section in bulletin.sections] == [
        ("一、", "总体要求"),
        ("（一）", "指导思想"),
        ("二、", "主要任务"),
    ]


# Tables


def test_a_merged_cell_is_told_in_every_row_it_covers() -> None:
    body = paragraph("（单位：亿元）") + table(
        [cell("县市区", merge="restart"), cell("1-2月", span=2), cell("排名", merge="restart")],
        [cell(merge="continue"), "总量", "增速", cell(merge="continue")],
        [cell("汨罗市", merge="restart"), "30", "3%", "1"],
        [cell(merge="continue"), "28", "2%", "2"],
    )
    assert texts(raw(body)) == [
        "（单位：亿元）",
        "县市区：汨罗市；1-2月·总量（亿元）：30；1-2月·增速：3%；排名：1。",
        "县市区：汨罗市；1-2月·总量（亿元）：28；1-2月·增速：2%；排名：2。",
    ]


def test_a_table_with_merged_cells_loses_and_doubles_none() -> None:
    """Every cell has a name of its own, so the tellings can be counted: once a row, or once a row that it runs through."""
    rows: list[list[str]] = [["序号", "任务", "责任单位", "完成时限"]]
    expected: Counter[str] = Counter()
    for group in range(5):
        for member in range(3):
            first = cell(f"组{group}号", merge="restart") if member == 0 else cell(merge="continue")
            values = [f"任务{group}{member}甲", f"单位{group}{member}乙", f"时限{group}{member}丙"]
            rows.append([first, *(cell(value) for value in values)])
            expected.update([f"组{group}号", *values])
    told = " ".join(texts(raw(table(*rows))))
    assert Counter({text: told.count(text) for text in expected}) == expected


def test_a_row_keeps_its_page() -> None:
    body = table(["指标", "增速"], ["投资", "3%"], [cell(paragraph(RENDERED, "消费")), "4%"])
    assert [(line.text, line.page) for line in lines(raw(body))] == [
        ("指标：投资；增速：3%。", 1),
        ("指标：消费；增速：4%。", 2),
    ]


def test_a_form_reads_name_and_value() -> None:
    assert texts(raw(table(["项目名称", "港口扩建"], ["责任单位", "市交通局"]))) == [
        "项目名称：港口扩建。",
        "责任单位：市交通局。",
    ]


@pytest.mark.parametrize(
    "body",
    [
        table([cell("一、要求", "抓落实。")]),
        table(["一、要求"], ["抓落实。"]),
        table([cell(table(["一、要求"], ["抓落实。"]))]),
    ],
)
def test_a_table_that_is_only_a_frame_is_paragraphs(body: str) -> None:
    assert [text for text in texts(raw(body)) if text] == ["一、要求", "抓落实。"]


def test_a_table_inside_a_cell_follows_its_row() -> None:
    inner = table(["指标", "增速"], ["投资", "3%"])
    body = table(["任务", "责任单位"], [cell("建港口", inner), "交通局"], ["修公路", "公路局"])
    assert texts(raw(body)) == [
        "任务：建港口；责任单位：交通局。",
        "指标：投资；增速：3%。",
        "任务：修公路；责任单位：公路局。",
    ]


# Files that cannot be read


def test_an_encrypted_file_says_so() -> None:
    assert refusal(encrypted()) == "“通报.docx”设有打开密码，无法读取，请在 Word 中取消密码后再导入。"


def test_an_old_file_under_a_new_name_says_so() -> None:
    assert "旧版 Word 文档" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_file_says_so(share: float) -> None:
    data = made(bulletin)
    assert "不完整或已损坏" in refusal(data[: int(len(data) * share)])


def test_a_file_with_flipped_bytes_is_read_or_refused() -> None:
    data = made(bulletin)
    for at in range(0, len(data), max(1, len(data) // 200)):
        try:
            read_docx("通报.docx", data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :])
        except UnreadableFile as error:
            assert "通报.docx" in str(error)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (zipped({"a.txt": "文字"}), "缺少正文"),
        (zipped({"word/document.xml": "<w:document"}), "内部结构已损坏"),
        (zipped({"word/document.xml": "<document/>"}), "没有正文"),
        (raw(""), "没有文字"),
        (raw("<w:sdt>" * 220 + "</w:sdt>" * 220), "嵌套过深"),
        (raw("<w:sdt>" * 3000 + "</w:sdt>" * 3000), "嵌套过深"),
    ],
)
def test_a_zip_that_is_no_document_says_so(data: bytes, sentence: str) -> None:
    assert sentence in refusal(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE d [<!ENTITY a "哈"><!ENTITY x "&a;&a;&a;&a;&a;&a;">]>',
    ],
)
def test_entities_are_refused(declaration: str, encoding: str) -> None:
    document = f'<?xml version="1.0" encoding="{encoding}"?>{" " * 5000}{declaration}<d>&x;</d>'
    assert "文档类型声明" in refusal(zipped({"word/document.xml": document.encode(encoding)}))


def test_a_zip_bomb_is_refused_within_ten_seconds_and_500_mb() -> None:
    with pytest.raises(UnreadableFile, match="疑为压缩炸弹"):
        isolated(read_docx, "炸弹.docx", bomb(), seconds=10, megabytes=500)


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    data = bomb(100_000_000)
    # The uncompressed size stands in the central directory as 100,000,000.
    assert "压缩炸弹" in refusal(data)
    assert "不完整或已损坏" in refusal(data.replace((100_000_000).to_bytes(4, "little"), (5000).to_bytes(4, "little")))
