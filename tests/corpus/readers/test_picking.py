"""The reader is picked by what a file holds: one bulletin in every format, under its own suffix and under others."""

import importlib.util
import shutil
from collections.abc import Callable
from datetime import date
from functools import cache

import pytest

from corpus.bulletin import Bulletin
from corpus.errors import UnreadableFile
from corpus.readers import is_archive, read_bytes
from corpus.reading import bulletin_of
from tests.corpus.readers import bulletin_files
from tests.corpus.readers.bulletin_files import FIGURE, ITEM, TABLE, converted
from tests.corpus.readers.word_files import made, paragraph, raw, zipped

needs_ocr = pytest.mark.skipif(importlib.util.find_spec("rapidocr") is None, reason="rapidocr is not installed")
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")

# One of each, made when it is first wanted.
as_text, as_docx, as_pdf, as_ofd, as_html, as_png, as_csv, as_xlsx = map(
    cache,
    (
        bulletin_files.as_text,
        bulletin_files.as_docx,
        bulletin_files.as_pdf,
        bulletin_files.as_ofd,
        bulletin_files.as_html,
        bulletin_files.as_png,
        bulletin_files.as_csv,
        bulletin_files.as_xlsx,
    ),
)


@cache
def as_doc() -> bytes:
    return converted(as_docx(), "docx", "doc")


@cache
def as_rtf() -> bytes:
    return converted(as_docx(), "docx", "rtf")


def read(name: str, data: bytes) -> Bulletin:
    return bulletin_of(read_bytes(name, data))


def printed(bulletin: Bulletin) -> dict[str, str]:
    """Body paragraphs with the section that each stands in."""
    return {
        paragraph.text: "/".join(bulletin.section_path(paragraph))
        for paragraph in bulletin.paragraphs
        if paragraph.role == "body"
    }


@pytest.mark.parametrize(
    ("make", "kind", "names"),
    [
        (as_text, "text", "专报.txt 专报.md 专报.docx 专报.pdf 专报.html 专报.xlsx 专报.zip 专报.png 专报.doc 专报"),
        (as_docx, "docx", "专报.docx 专报.txt 专报.pdf 专报.zip 专报"),
        (as_pdf, "pdf", "专报.pdf 专报.docx 专报.ofd 专报"),
        (as_ofd, "ofd", "专报.ofd 专报.pdf 专报.docx 专报"),
        (as_html, "html", "专报.html 专报.HTM 专报.txt 专报"),
        pytest.param(as_png, "png", "专报.pdf", marks=needs_ocr),
        pytest.param(as_doc, "doc", "专报.doc 专报.docx", marks=needs_office),
        pytest.param(as_doc, "wps", "专报.wps", marks=needs_office),
        pytest.param(as_rtf, "rtf", "专报.doc", marks=needs_office),
    ],
    ids=["text", "docx", "pdf", "ofd", "html", "scan", "doc", "wps", "rtf"],
)
def test_a_bulletin_is_the_same_in_every_format_and_under_every_suffix(
    make: Callable[[], bytes], kind: str, names: str
) -> None:
    for name in names.split():
        bulletin = read(name, make())
        masthead = bulletin.masthead
        assert (name, bulletin.source.format, bulletin.name) == (name, kind, "专报")
        assert (masthead.title, masthead.issue, masthead.date, masthead.region, masthead.release) == (
            "汨罗市“开局八好”工作专报",
            "第2期",
            date(2026, 4, 28),
            "汨罗市",
            "公开",
        )
        assert {text: section for text, section in printed(bulletin).items() if "公开" not in text} == {
            FIGURE: "【重要指标】",
            ITEM: "【特色亮点】",
        }


@pytest.mark.parametrize(
    ("make", "kind", "names"),
    [(as_csv, "csv", "指标.csv 指标.CSV"), (as_xlsx, "xlsx", "指标.xlsx 指标.csv 指标.docx 指标.zip 指标")],
    ids=["csv", "xlsx"],
)
def test_a_row_of_a_table_is_a_paragraph_under_every_suffix(make: Callable[[], bytes], kind: str, names: str) -> None:
    for name in names.split():
        bulletin = read(name, make())
        assert (name, bulletin.source.format, list(printed(bulletin))) == (
            name,
            kind,
            ["指标：固定资产投资；1-3月增速：7.1%。", "指标：工业增加值；1-3月增速：6.4%。"],
        )


def test_a_csv_that_says_it_is_text_or_a_page_keeps_its_rows() -> None:
    rows = [",".join(row) for row in TABLE]
    for name in ("指标.txt", "指标.html", "指标"):
        assert [paragraph.text for paragraph in read(name, as_csv()).paragraphs] == rows


@pytest.mark.parametrize(
    "start",
    [b"", b"\xef\xbb\xbf\n", b"<?xml version='1.0' encoding='utf-8'?>\n", b"<!-- saved from url=(0030) -->\n"],
    ids=["doctype", "byte order mark", "xml", "comment"],
)
def test_a_web_page_is_known_without_its_suffix(start: bytes) -> None:
    bulletin = read("专报.txt", start + as_html())
    assert (bulletin.source.format, bulletin.masthead.issue) == ("html", "第2期")


def test_a_part_of_a_page_is_a_page_by_its_suffix_only() -> None:
    part = f"<p>{FIGURE}</p><p>{ITEM}</p>".encode()
    assert [read_bytes(name, part).source.format for name in ("专报.html", "专报.txt")] == ["html", "text"]


@needs_office
def test_a_word_file_that_says_it_is_a_workbook_is_read() -> None:
    assert FIGURE in printed(read("专报.xls", as_doc()))


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016)


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("甲.xls", OLE + "Workbook".encode("utf-16-le"), "是旧版 Excel 文件，请用原软件另存为 .xlsx 后再导入。"),
        ("甲", OLE + bytes(99_999) + "Workbook".encode("utf-16-le"), "是旧版 Excel 文件，请用原软件另存为 .xlsx 后再导入。"),
        ("甲.ppt", OLE + "PowerPoint Document".encode("utf-16-le"), "是旧版演示文稿，请用原软件另存为 PDF 后再导入。"),
        ("甲.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "设有打开密码，无法读取，请在 Word 中取消密码后再导入。"),
        ("甲.rar", b"Rar!\x1a\x07\x01\x00", "的内容是RAR 压缩包，不是文件资料，请核对后导入 Word、PDF 或文本文件。"),
        ("甲.7z", b"7z\xbc\xaf\x27\x1c", "的内容是7z 压缩包，不是文件资料，请核对后导入 Word、PDF 或文本文件。"),
        ("甲.tar.gz", b"\x1f\x8b\x08\x00", "的内容是gzip 压缩包，不是文件资料，请核对后导入 Word、PDF 或文本文件。"),
        ("甲.exe", b"MZ\x90\x00", "的内容是程序，不是文件资料，请核对后导入 Word、PDF 或文本文件。"),
        ("甲.txt", b"\x7fELF\x02\x01", "的内容是程序，不是文件资料，请核对后导入 Word、PDF 或文本文件。"),
        ("甲.gif", b"GIF89a\x01\x00\x01\x00\x80\x00\x00", "不是文本文件，或编码无法识别（支持 UTF-8、GB18030/GBK、UTF-16），请用记事本另存为 UTF-8 后再导入。"),
        ("甲.zip", zipped({"乙.txt": "正文。"}), "是压缩包，不能作为一份文件读取，请直接导入该压缩包或解压后导入。"),
    ],
)  # fmt: skip
def test_what_is_not_read_gets_its_sentence(name: str, data: bytes, sentence: str) -> None:
    assert refusal(name, data) == f"“{name}”{sentence}"


def test_a_word_file_without_its_content_types_is_no_archive() -> None:
    assert list(printed(read("专报.docx", raw(paragraph(FIGURE) + paragraph(ITEM))))) == [FIGURE, ITEM]


def test_only_a_zip_that_is_no_document_is_an_archive() -> None:
    files = [
        zipped({"乙.txt": "正文。"}),
        zipped({"乙.docx": made(lambda document: None)}),
        as_docx(),
        as_xlsx(),
        as_ofd(),
    ]
    assert [is_archive(data) for data in [*files, as_text(), as_docx()[:500]]] == [True, True, *[False] * 5]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("专\u202e报\x1b[2J\n.txt", "专报[2J.txt"),
        ("专\u200b报.docx", "专报.docx"),
        ("专报.txt".encode("gb18030").decode("utf-8", "surrogateescape"), "专报.txt"),
        ("专\ud800报.txt", "专报.txt"),
        ("\u202e.txt", "未命名.txt"),
        ("\x07", "未命名"),
        ("长" * 300 + ".txt", "长" * 300 + ".txt"),
    ],
)
def test_a_name_is_shown_without_control_and_direction_characters(name: str, shown: str) -> None:
    assert (read_bytes(name, as_text()).source.name, refusal(name, b"MZ\x90").split("的内容")[0]) == (
        shown,
        f"“{shown}”",
    )


def refusal(name: str, data: bytes) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read_bytes(name, data)
    return str(refused.value)
