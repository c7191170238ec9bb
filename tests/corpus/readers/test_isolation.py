"""A reader in a child process returns what it returns here, and costs one sentence when it misbehaves."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import UnreadableFile
from corpus.readers.isolation import isolated
from corpus.readers.text import read_text
from corpus.readers.word import read_docx
from tests.corpus.readers.word_files import (
    bomb,
    cell,
    crashing,
    encrypted,
    failing,
    hoarding,
    paragraph,
    raw,
    run,
    sleeping,
    spinning,
    table,
)

DOCUMENT = raw(
    paragraph(run("一、“开局”", bold=True), run("完成２０%。"))
    + paragraph("")
    + paragraph("<w:r><w:lastRenderedPageBreak/></w:r>", "𠮷林")
    + table(["指标", "增速"], [cell("投资"), "3%"])
)


@pytest.mark.parametrize("name", ["通报.docx", "a\n\x07“b”.docx", "长" * 300, "坏\udcff名.docx"])
def test_the_result_equals_the_direct_call(name: str) -> None:
    assert isolated(read_docx, name, DOCUMENT) == read_docx(name, DOCUMENT)


def test_a_large_text_comes_back_whole() -> None:
    data = ("全市上下抓好落实，确保完成全年任务。\n" * 50_000).encode()
    assert isolated(read_text, "长文.txt", data) == read_text("长文.txt", data)


@pytest.mark.parametrize("data", [encrypted(), b"PK\x03\x04", bomb(300_000_000)])
def test_the_readers_own_sentence_is_kept(data: bytes) -> None:
    with pytest.raises(UnreadableFile) as direct:
        read_docx("通报.docx", data)
    with pytest.raises(UnreadableFile) as child:
        isolated(read_docx, "通报.docx", data)
    assert str(child.value) == str(direct.value)


@pytest.mark.parametrize(
    ("reader", "sentence"),
    [
        (sleeping, "“x.pdf”超过了 1 秒的读取时限，请拆分或用原软件另存后再导入。"),
        (spinning, "“x.pdf”超过了 1 秒的读取时限，请拆分或用原软件另存后再导入。"),
        (crashing, "读取“x.pdf”时程序意外中止（代码 -6），文件可能已损坏，请用原软件另存为新文件后再导入。"),
        (failing, "读取“x.pdf”时程序出错（KeyError），请用原软件另存为新文件后再导入。"),
        (hoarding, "“x.pdf”超过了 512 MB 的读取内存上限，请拆分或用原软件另存后再导入。"),
    ],
)
def test_a_reader_that_misbehaves_is_one_sentence(reader: Callable[..., object], sentence: str) -> None:
    began = time.monotonic()
    seconds = 1 if reader in (sleeping, spinning) else 30
    with pytest.raises(UnreadableFile) as caught:
        isolated(reader, "x.pdf", b"%PDF" * 1_000_000, seconds=seconds, megabytes=512)  # type: ignore[arg-type]
    assert str(caught.value) == sentence
    assert time.monotonic() - began < 10


def test_the_child_starts_lightly() -> None:
    """No framework is imported on the way to a reader."""
    program = "import sys, corpus.readers.isolation, corpus.readers.word; print(*sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=Path(__file__).parents[3]
    )
    assert {"torch", "numpy", "gradio", "chromadb", "onnxruntime"} & set(told.stdout.split()) == set()
