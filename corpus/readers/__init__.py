"""From a file to a `RawDocument`; the reader is picked by what the file holds, not by its suffix alone."""

from pathlib import Path

from corpus.bulletin import RawDocument
from corpus.errors import UnreadableFile
from corpus.readers.text import read_text

# Suffixes that an import of a whole folder picks up; other files are counted and named, not tried.
READABLE_SUFFIXES = frozenset({".txt", ".md"})
# Above this a "text" is a database dump or a mistake; a 400-page report is under 1 MB.
LARGEST_FILE = 50_000_000
# The first bytes of formats that are often renamed to .txt.
_SIGNATURES = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "Word/Excel/OFD 或压缩包",
    b"\xd0\xcf\x11\xe0": "旧版 Word/Excel（.doc/.wps）",
    b"\xff\xd8\xff": "图片",
    b"\x89PNG": "图片",
    b"{\\rtf": "RTF",
    b"\x7fELF": "程序",
}


def read_document(path: Path) -> RawDocument:
    """Read one file; raises `UnreadableFile` with a sentence naming the file, the reason and what to do."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise UnreadableFile(f"“{path}”不是文件，请给出一个文件或文件夹。")
        if size > LARGEST_FILE:
            raise UnreadableFile(
                f"“{path.name}”有 {size / 1e6:.0f} MB，超过 {LARGEST_FILE / 1e6:.0f} MB 的上限，请拆分后再导入。"
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile(f"找不到“{path}”，请检查路径和文件名。") from None
    except PermissionError:
        raise UnreadableFile(f"没有权限读取“{path}”，请检查文件权限。") from None
    except OSError as error:
        raise UnreadableFile(f"读取“{path}”时出错（{error.strerror or error}），请检查磁盘或路径。") from None
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xfe\xff"):
        raise UnreadableFile(f"“{path.name}”是空文件，没有可读的文字，请核对原件。")
    for signature, kind in _SIGNATURES.items():
        if data.startswith(signature):
            raise UnreadableFile(f"“{path.name}”的内容是{kind}，目前只能读取文本文件，请另存为 .txt（UTF-8）后再导入。")
    return read_text(path.name, data)
