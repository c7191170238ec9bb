"""Text files in every encoding of Chinese offices give the same lines; what is not text is refused in a sentence."""

import random
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from corpus.bulletin import RawLine, Source
from corpus.errors import UnreadableFile
from corpus.readers import LARGEST_FILE, read_document
from corpus.readers.text import read_text
from corpus.reading import read_bulletin

TEXT = "岳阳市工作专报\n第 3 期\n\n【重要指标】\n1—2月，进出口增长4.7％，“三资”盘活①项。\n●抓项目。\n"
TRADITIONAL = "岳陽市實施專項行動，進出口總額增長，規模工業增加值穩步提升，各單位應當認真學習貫徹執行。" * 3
JAPANESE = "これは統計の報告です。輸出はふえました。こんにちは、ありがとうございます。" * 3


def pages(text: str) -> list[tuple[int | None, str]]:
    return [(line.page, line.text) for line in read_text("试.txt", text.encode()).lines if line.text.strip()]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(TEXT.encode(), id="utf-8"),
        pytest.param(TEXT.encode("utf-8-sig"), id="utf-8 with mark"),
        pytest.param(TEXT.encode("gb18030"), id="gb18030"),
        pytest.param(TEXT.encode("gbk"), id="gbk"),
        pytest.param(TEXT.encode("utf-16-le"), id="utf-16-le"),
        pytest.param(TEXT.encode("utf-16-be"), id="utf-16-be"),
        pytest.param(b"\xff\xfe" + TEXT.encode("utf-16-le"), id="utf-16-le with mark"),
        pytest.param(b"\xfe\xff" + TEXT.encode("utf-16-be"), id="utf-16-be with mark"),
        pytest.param(TEXT.replace("\n", "\r\n").encode(), id="carriage returns"),
        pytest.param(TEXT.replace("\n", "\r").encode("gb18030"), id="old Macintosh line ends"),
    ],
)
def test_every_encoding_gives_the_same_lines(data: bytes) -> None:
    assert read_text("试.txt", data).lines == tuple(RawLine(line) for line in TEXT.splitlines())


def test_a_rare_character_of_gb18030_is_read() -> None:
    text = "副市长段𬱖主持召开会议，听取工作情况汇报。"
    assert read_text("试.txt", text.encode("gb18030")).lines == (RawLine(text),)


def test_the_source_remembers_the_bytes_that_were_read(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_bytes("汨罗市".encode("gbk"))
    source = read_document(tmp_path / "甲.txt").source
    assert source == Source("甲.txt", sha256("汨罗市".encode("gbk")).hexdigest(), "text", 6)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "空文件", id="empty"),
        pytest.param(b" \r\n\t\n", "空文件", id="white space"),
        pytest.param("\u3000\u3000\n\u200b".encode(), "空文件", id="wide and invisible space"),
        pytest.param(" \n ".encode("utf-16"), "空文件", id="utf-16 white space"),
        pytest.param(b"\x00" * 64, "空文件", id="zeros"),
        pytest.param(b"\x7fELF\x02\x01\x01" + b"\x00" * 80, "程序", id="ELF"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF", id="PDF"),
        pytest.param(b"PK\x03\x04\x14\x00\x06\x00\x08\x00word/document.xml", "已损坏", id="docx"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"\x00" * 8, "图片", id="png"),
        pytest.param(TRADITIONAL.encode("big5"), "编码无法识别", id="Big5"),
        pytest.param(JAPANESE.encode("shift-jis"), "编码无法识别", id="Shift-JIS"),
        pytest.param(TEXT.encode("utf-32"), "编码无法识别", id="UTF-32"),
        pytest.param("全市完成投资。".encode() * 20 + b"\xe5\xb8", "编码无法识别", id="cut UTF-8"),
        pytest.param("全市\x00\x01\x02完成".encode(), "编码无法识别", id="control characters"),
        *(
            pytest.param(random.Random(seed).randbytes(4001 + seed), "编码无法识别", id=f"noise {seed}")
            for seed in range(6)
        ),
    ],
)
def test_what_is_not_text_is_refused_in_one_sentence(tmp_path: Path, data: bytes, reason: str) -> None:
    file = tmp_path / "甲专报.txt"
    file.write_bytes(data)
    with pytest.raises(UnreadableFile) as caught:
        read_bulletin(file)
    sentence = str(caught.value)
    assert "甲专报.txt" in sentence
    assert reason in sentence
    assert sentence.endswith("。")
    assert sentence.count("。") == 1
    assert "请" in sentence


def nowhere(folder: Path) -> Path:
    return folder / "没有.txt"


def a_folder(folder: Path) -> Path:
    (folder / "夹.txt").mkdir()
    return folder / "夹.txt"


def a_huge_file(folder: Path) -> Path:
    with (folder / "大.txt").open("wb") as file:
        file.truncate(LARGEST_FILE + 1_000_000)
    return folder / "大.txt"


@pytest.mark.parametrize(
    ("make", "reason"),
    [(nowhere, "请检查路径"), (a_folder, "请给出一个文件"), (a_huge_file, "有 201 MB，超过 200 MB 的上限，请拆分")],
)
def test_a_path_that_cannot_be_read_is_named_with_what_to_do(
    tmp_path: Path, make: Callable[[Path], Path], reason: str
) -> None:
    path = make(tmp_path)
    with pytest.raises(UnreadableFile, match=reason) as caught:
        read_document(path)
    assert path.name in str(caught.value)
    assert str(caught.value).count("。") == 1


@pytest.mark.parametrize(
    "character",
    ["\u200b", "\u200d", "\u200e", "\u200f", "\u202a", "\u202e", "\u2060", "\u2066", "\u2069", "\ufeff", "\u00ad"],
)
def test_invisible_characters_are_taken_out(character: str) -> None:
    assert pages(f"汨罗{character}市增长{character}13%。") == [(None, "汨罗市增长13%。")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("— 3 —", "— 4 —"),
        ("—3—", "—4—"),
        ("- 3 -", "- 4 -"),
        ("－3－", "－4－"),
        ("第3页", "第4页"),
        ("第 3 页 共 9 页", "第 4 页 共 9 页"),
        ("第3页，共9页", "第4页，共9页"),
        ("－３－", "－４－"),
    ],
)
def test_printed_page_numbers_become_pages(first: str, second: str) -> None:
    assert pages(f"甲地。\n{first}\n乙地。\n{second}\n丙地。") == [(3, "甲地。"), (4, "乙地。"), (5, "丙地。")]


def test_form_feeds_become_pages_and_page_numbers_beside_them_go() -> None:
    assert pages("甲地。\n— 1 —\f乙地。\n— 2 —\f丙地。") == [(1, "甲地。"), (2, "乙地。"), (3, "丙地。")]


def test_page_numbers_that_begin_again_in_an_annex_are_not_text() -> None:
    text = "甲地。\n— 1 —\n乙地。\n— 2 —\n丙地。\n— 1 —\n丁地。\n— 2 —"
    assert [line for _, line in pages(text)] == ["甲地。", "乙地。", "丙地。", "丁地。"]


def test_a_document_without_page_numbers_has_no_pages() -> None:
    assert pages("甲地。\n3\n— —\n第3页讲投资。") == [(None, line) for line in ("甲地。", "3", "— —", "第3页讲投资。")]


def test_a_web_pages_buttons_are_dropped_at_either_end_and_nowhere_else(tmp_path: Path) -> None:
    file = tmp_path / "网页.txt"
    body = "\n".join(f"第{number}项工作按期完成。" for number in range(30))
    file.write_text(f"下载 打印\n字号：大 中 小\n工作简报\n{body}\n打印\n{body}\n关闭窗口\n", encoding="utf-8")
    lines = [line.text for line in read_document(file).lines if line.text]

    assert lines[0] == "工作简报"
    assert lines.count("打印") == 1  # in the middle it may be the document's own word
    assert lines[-1] == "第29项工作按期完成。"
