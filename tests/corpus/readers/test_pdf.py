"""A PDF gives its paragraphs once, in reading order, with their pages; a broken one gives a sentence."""

import importlib.util
import io
from pathlib import Path

import pypdfium2
import pytest
import reportlab
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from corpus.bulletin import RawLine
from corpus.errors import UnreadableFile
from corpus.readers.pdf import read_pdf
from corpus.repair import repair
from tests.corpus.readers.page_files import (
    HEIGHT,
    LEFT,
    page_of,
    pdf,
    picture_pdf,
    raw_pdf,
    scan_of,
    table,
    wrapped,
    write,
)

FIRST = "固定资产投资增长3.1%，规模以上工业增加值增长4.7%，社会消费品零售总额增长5.2%，均高于计划进度。"
SECOND = "进出口总额下降2.4%，实际使用外资完成年度任务的六成，重点项目开工二十三个，竣工九个。"
THIRD = "居民人均可支配收入增长6.3%，城镇新增就业一万二千人，低收入群体补助按月发放到位。"
PAGES = [wrapped(text * 3, 26) for text in (FIRST, SECOND, THIRD)]

needs_ocr = pytest.mark.skipif(importlib.util.find_spec("rapidocr") is None, reason="rapidocr is not installed")


def shown(data: bytes) -> list[tuple[int | None, str]]:
    return [(line.page, line.text) for line in read_pdf("试.pdf", data).lines if line.text]


def paragraphs(data: bytes) -> list[str]:
    return [block.text for block in repair(read_pdf("试.pdf", data))]


@pytest.mark.parametrize(
    "foot", ["— {} —", "- {} -", "第{}页 共3页", "{}/3", "{}", "－{}－", "第 {} 页", "Page {} of 3"]
)
def test_page_numbers_and_running_heads_are_left_out(foot: str) -> None:
    pages = [page_of(lines, head="岳阳市统计月报", foot=foot.format(number)) for number, lines in enumerate(PAGES, 1)]
    assert shown(pdf(*pages)) == [(number, line) for number, lines in enumerate(PAGES, 1) for line in lines]


def test_heads_of_left_and_right_pages_are_left_out() -> None:
    pages = [page_of(lines, head=("统计月报", "第 3 期")[index % 2]) for index, lines in enumerate(PAGES * 2)]
    assert {text for _, text in shown(pdf(*pages))} == {line for lines in PAGES for line in lines}


def test_a_figure_at_the_foot_of_one_page_is_kept() -> None:
    page = page_of([*PAGES[0]], foot="其中民间投资增长3%。")
    assert shown(pdf(page, page_of(PAGES[1])))[len(PAGES[0])] == (1, "其中民间投资增长3%。")


def test_a_sentence_across_a_page_break_is_whole() -> None:
    lines = wrapped(FIRST * 4, 26)
    data = pdf(page_of(lines[:4], foot="— 1 —"), page_of(lines[4:], foot="— 2 —"))
    assert paragraphs(data) == [FIRST * 4]


def test_paragraphs_end_where_the_next_is_set_in() -> None:
    data = pdf(page_of([*wrapped(FIRST, 26), *wrapped(SECOND, 26), *wrapped(THIRD, 26)]))
    assert paragraphs(data) == [FIRST, SECOND, THIRD]
    assert [line.text[:3] for line in read_pdf("试.pdf", data).lines if line.text.startswith("\u3000")] == [
        f"\u3000\u3000{text[0]}" for text in (FIRST, SECOND, THIRD)
    ]


def test_a_short_line_set_in_is_a_paragraph_when_the_next_is_set_in_too() -> None:
    data = pdf(page_of(["\u3000\u3000上半年工作回顾", *wrapped(FIRST, 26), *wrapped(SECOND, 26)]))
    assert paragraphs(data) == ["上半年工作回顾", FIRST, SECOND]


def test_paragraphs_without_indent_end_at_the_wider_gap() -> None:
    def draw(canvas: Canvas) -> None:
        for index, text in enumerate((FIRST, SECOND, THIRD)):
            lines = [text[start : start + 26] for start in range(0, len(text), 26)]
            write(canvas, lines, top=110 + index * 140, step=24)

    assert paragraphs(pdf(draw)) == [FIRST, SECOND, THIRD]


def test_two_columns_are_read_one_after_the_other() -> None:
    left, right = wrapped(FIRST * 2 + SECOND, 13), wrapped(THIRD * 2 + SECOND, 13)

    def draw(canvas: Canvas) -> None:
        write(canvas, ["全市经济运行情况通报第三期"], x=170, top=90, size=20)
        write(canvas, left, x=60, size=16)
        write(canvas, right, x=310, top=117, size=16)

    assert paragraphs(pdf(draw)) == ["全市经济运行情况通报第三期", FIRST * 2 + SECOND, THIRD * 2 + SECOND]


def test_bold_and_headings_are_told() -> None:
    registerFont(TTFont("Plain", _font("Regular"), subfontIndex=0))
    registerFont(TTFont("Bold", _font("Bold"), subfontIndex=0))

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Plain", 22)
        canvas.drawCentredString(297, HEIGHT - 100, "Report 2026")
        canvas.setFont("Bold", 16)
        canvas.drawString(LEFT + 32, HEIGHT - 150, "Roads:")
        width = canvas.stringWidth("Roads: ", "Bold", 16)
        canvas.setFont("Plain", 16)
        canvas.drawString(LEFT + 32 + width, HEIGHT - 150, "thirty kilometres were built this year and")
        canvas.drawString(LEFT, HEIGHT - 178, "more are planned for the coming one, it says here, so.")
        canvas.drawString(LEFT, HEIGHT - 206, "and so on to the end of the line that is long enough.")

    assert read_pdf("试.pdf", pdf(draw)).lines == (
        RawLine("Report 2026", 1, heading=True),
        RawLine("", 1),
        RawLine("\u3000\u3000Roads: thirty kilometres were built this year and", 1, bolds=((2, 8),)),
        RawLine("more are planned for the coming one, it says here, so.", 1),
        RawLine("and so on to the end of the line that is long enough.", 1),
    )


def _font(style: str) -> str:
    name = {"Regular": "Vera.ttf", "Bold": "VeraBd.ttf"}[style]
    return str(Path(reportlab.__file__).parent / "fonts" / name)


CELLS = [
    (0, 0, 2, 1, "指标"),
    (0, 1, 1, 2, "1-2月"),
    (0, 3, 2, 1, "位次"),
    (1, 1, 1, 1, "总量"),
    (1, 2, 1, 1, "增速"),
    (2, 0, 2, 1, "固定资产投资"),
    (2, 1, 1, 1, "35亿元"),
    (2, 2, 1, 1, "3%"),
    (2, 3, 1, 1, "2"),
    (3, 1, 1, 1, "36亿元"),
    (3, 2, 1, 1, "4%"),
    (3, 3, 1, 1, "1"),
    (4, 0, 1, 1, "外贸进出口"),
    (4, 1, 1, 2, "未公布"),
    (4, 3, 1, 1, "9"),
]
ROWS = [
    "指标：固定资产投资；1-2月·总量：35亿元；1-2月·增速：3%；位次：2。",
    "指标：固定资产投资；1-2月·总量：36亿元；1-2月·增速：4%；位次：1。",
    "指标：外贸进出口；1-2月·总量：未公布；1-2月·增速：未公布；位次：9。",
]


@pytest.mark.parametrize("open_sides", [False, True])
def test_merged_cells_are_neither_lost_nor_doubled(open_sides: bool) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, wrapped(FIRST, 26)[:1], top=110)
        table(canvas, CELLS, open_sides=open_sides)
        write(canvas, wrapped(SECOND, 26), top=370)

    lines = read_pdf("试.pdf", pdf(draw)).lines
    assert [line.text for line in lines if line.whole] == ROWS
    assert [line.text for line in lines if line.text] == [wrapped(FIRST, 26)[0], *ROWS, *wrapped(SECOND, 26)]


def test_a_table_that_goes_on_overleaf_keeps_its_heads() -> None:
    heads = [(0, 0, 1, 1, "指标"), (0, 1, 1, 1, "增速")]
    data = pdf(
        lambda canvas: table(canvas, [*heads, (1, 0, 1, 1, "投资"), (1, 1, 1, 1, "3%")], top=600),
        lambda canvas: table(
            canvas, [(0, 0, 1, 1, "消费"), (0, 1, 1, 1, "5%"), (1, 0, 1, 1, "外贸"), (1, 1, 1, 1, "2%")]
        ),
    )
    assert shown(data) == [(1, "指标：投资；增速：3%。"), (2, "指标：消费；增速：5%。"), (2, "指标：外贸；增速：2%。")]


def test_the_unit_above_a_table_is_told_with_its_figures() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, ["单位：亿元"], x=220, top=145, size=10)
        table(canvas, [(0, 0, 1, 1, "地区"), (0, 1, 1, 1, "投资总量"), (1, 0, 1, 1, "东区"), (1, 1, 1, 1, "35.2")])

    assert [line.text for line in read_pdf("试.pdf", pdf(draw)).lines if line.whole] == [
        "地区：东区；投资总量（亿元）：35.2。"
    ]


def test_a_frame_around_text_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(LEFT - 10, HEIGHT - 300, 450, 230)
        write(canvas, wrapped(FIRST, 26))

    assert paragraphs(pdf(draw)) == [FIRST]


def test_a_watermark_across_the_page_is_left_out() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, wrapped(FIRST, 26))
        canvas.rotate(45)
        canvas.drawString(500, 200, "内部资料")

    assert paragraphs(pdf(draw)) == [FIRST]


LOOP = raw_pdf(
    ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>", "<</Type/Pages/Count 1/Kids[2 0 R]>>"]
)
TEXT = pdf(*[page_of(lines) for lines in PAGES])
MANY = raw_pdf(
    [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count 5001/Kids[{' '.join(f'{n} 0 R' for n in range(3, 5004))}]>>",
        *["<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"] * 5001,
    ]
)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (pdf(page_of(PAGES[0]), password="试"), "“坏.pdf”有密码保护，请去掉密码另存后再导入。"),
        (TEXT[: len(TEXT) // 2], "“坏.pdf”不完整（PDF 没有结尾），可能没有下载完，请重新取得文件后再导入。"),
        (b"%PDF-1.4\n%%EOF\n", "“坏.pdf”不是完整的 PDF，打不开，请用原软件重新导出后再导入。"),
        (b"", "“坏.pdf”不完整（PDF 没有结尾），可能没有下载完，请重新取得文件后再导入。"),
        (LOOP, "“坏.pdf”里没有页面，文件可能已损坏，请用原软件重新导出 PDF 后再导入。"),
        (MANY, "“坏.pdf”超过 5000 页的上限，请拆分后再导入。"),
        (pdf(lambda canvas: None), "“坏.pdf”里没有认出文字（空白页，或扫描太模糊），请换用更清晰的文件后再导入。"),
    ],
    ids=["encrypted", "truncated", "no objects", "empty", "page tree loop", "5001 pages", "blank"],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_pdf("坏.pdf", data)
    assert str(refused.value) == sentence


def test_random_damage_gives_text_or_a_sentence() -> None:
    def slip(canvas: Canvas) -> None:
        canvas.setPageSize((520, 60))
        write(canvas, [FIRST[:26]], top=HEIGHT - 20)

    whole = pdf(slip)
    for place in range(0, len(whole), len(whole) // 5):
        broken = whole[:place] + b"\xff\x00<<(" + whole[place + 5 :]
        try:
            assert read_pdf("坏.pdf", broken).lines
        except UnreadableFile as refused:
            assert str(refused).startswith("“坏.pdf”")


@needs_ocr
def test_only_the_pages_without_text_are_recognised() -> None:
    scanned = picture_pdf(scan_of(pdf(page_of(PAGES[1], foot="— 2 —")), dots_per_inch=150))
    with pypdfium2.PdfDocument(TEXT) as mixed, pypdfium2.PdfDocument(scanned) as pictures:
        del mixed[1]
        mixed.import_pages(pictures, index=1)
        file = io.BytesIO()
        mixed.save(file)
    read = read_pdf("混.pdf", file.getvalue())
    assert read.unreadable == ()
    assert [(line.page, line.text) for line in read.lines if line.text and line.page != 2] == [
        (page, line) for page in (1, 3) for line in PAGES[page - 1]
    ]
    recognised = "".join(line.text for line in read.lines if line.page == 2)
    assert recognised.replace("\u3000", "") == SECOND * 3
