"""From a file to a `RawDocument`; the reader is picked by what the file holds, not by its suffix alone."""

import errno
import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from corpus.bulletin import RawDocument
from corpus.errors import UnreadableFile
from corpus.readers.archive import plain_name
from corpus.readers.isolation import Reader, isolated
from corpus.readers.legacy import read_legacy
from corpus.readers.ofd import read_ofd
from corpus.readers.pdf import read_pdf
from corpus.readers.scan import read_image
from corpus.readers.sheet import read_csv, read_xlsx
from corpus.readers.text import read_text
from corpus.readers.web import read_html
from corpus.readers.word import read_docx

# Suffixes that an import of a whole folder picks up; other files are counted and named, not tried.
READABLE_SUFFIXES = frozenset(
    [
        ".txt",
        ".md",
        ".docx",
        ".doc",
        ".wps",
        ".rtf",
        ".pdf",
        ".ofd",
        ".xlsx",
        ".csv",
        ".html",
        ".htm",
        ".png",
        ".jpg",
        ".jpeg",
        ".tif",
        ".tiff",
        ".bmp",
        ".zip",
    ]
)
# Above this a file is a data dump or a mistake; a scan of 400 pages is about 100 MB.
LARGEST_FILE = 200_000_000
# Three million characters: what a minute suffices to cut into paragraphs.
LARGEST_TEXT = 10_000_000
MOST_LINES = 300_000


@dataclass(frozen=True, slots=True)
class _Kind:
    """How files of one kind are read; `seconds` and `megabytes` bound the child process, None reads right here."""

    reader: Reader
    seconds: int = 60
    megabytes: int = 1024
    child: bool = True
    scanned: bool = False

    def patience(self, data: bytes) -> int:
        """Seconds to wait: a scanned page has about 100 kB and may take ten seconds, a text page takes none of note."""
        return self.seconds + (min(3600, len(data) // 10_000) if self.scanned else 0)


_WORD = _Kind(read_docx)
_OLD_WORD = _Kind(read_legacy, seconds=90)
# Recognising a scan takes seconds a page and 1.9 GB of address space.
_PDF = _Kind(read_pdf, megabytes=3072, scanned=True)
_IMAGE = _Kind(read_image, megabytes=3072, scanned=True)
_OFD = _Kind(read_ofd)
_SHEET = _Kind(read_xlsx)
_HTML = _Kind(read_html)
_CSV = _Kind(read_csv)
_TEXT = _Kind(read_text, child=False)

_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*", b"BM")
_OLE = b"\xd0\xcf\x11\xe0"
# A Word file may hold a workbook, so its own stream is looked for first.
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_OTHER_STREAMS = {
    "Workbook".encode("utf-16-le"): (" Excel 文件", " .xlsx"),
    "PowerPoint Document".encode("utf-16-le"): ("演示文稿", " PDF"),
}
_HTML_START = re.compile(rb"(?:\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(rb"<[a-z!/]", re.IGNORECASE)
_FOREIGN = {
    b"\x7fELF": "程序",
    b"MZ": "程序",
    b"Rar!": "RAR 压缩包",
    b"7z\xbc\xaf": "7z 压缩包",
    b"\x1f\x8b": "gzip 压缩包",
}


_REASONS = {errno.ELOOP: "链接绕成了圈", errno.ENAMETOOLONG: "文件名过长", errno.EIO: "磁盘读取失败"}


def read_document(path: Path) -> RawDocument:
    """Read one file; raises `UnreadableFile` with a sentence naming the file, the reason and what to do."""
    return read_bytes(path.name, content_of(path))


def read_bytes(name: str, data: bytes) -> RawDocument:
    """Read a document from its bytes; whatever is not plain text is read in a child process with limits."""
    name = plain_name(name)
    kind = _kind_of(name, data)
    if kind.child:
        return isolated(kind.reader, name, data, seconds=kind.patience(data), megabytes=kind.megabytes)
    return kind.reader(name, data)


def content_of(path: Path) -> bytes:
    """The bytes of a file; raises `UnreadableFile` where it is missing, empty, too large or not to be read."""
    name, place = plain_name(path.name), plain_name(str(path))
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise UnreadableFile(f"“{place}”不是文件，请给出一个文件或文件夹。")
        if size > LARGEST_FILE:
            raise UnreadableFile(
                f"“{name}”有 {size / 1e6:.0f} MB，超过 {LARGEST_FILE / 1e6:.0f} MB 的上限，请拆分后再导入。"
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile(f"找不到“{place}”，请检查路径和文件名。") from None
    except PermissionError:
        raise UnreadableFile(f"没有权限读取“{place}”，请检查文件权限。") from None
    except (OSError, ValueError) as error:  # ValueError: a name with a null character
        code = getattr(error, "errno", None)
        reason = _REASONS.get(code, f"错误代码 {code}") if code else "文件名无效"
        raise UnreadableFile(f"读取“{place}”时出错（{reason}），请检查磁盘或路径。") from None
    if not data[:4096].strip(b"\x00 \t\r\n\xef\xbb\xbf\xfe\xff") and not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xfe\xff"):
        raise UnreadableFile(f"“{name}”是空文件，没有可读的文字，请核对原件。")
    return data


def is_archive(data: bytes) -> bool:
    """Whether the bytes are a zip of documents, not a document that is itself a zip."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06")) and _package_of(data) is None


def _kind_of(name: str, data: bytes) -> _Kind:
    suffix = Path(name).suffix.lower()
    if b"%PDF-" in data[:1024]:
        return _PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        package = _package_of(data)
        if package is None:
            raise UnreadableFile(f"“{name}”是压缩包，不能作为一份文件读取，请直接导入该压缩包或解压后导入。")
        return package
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return _WORD  # which says that it is locked
        if _WORD_STREAM not in data:
            for stream, (told, wanted) in _OTHER_STREAMS.items():
                if stream in data:
                    raise UnreadableFile(f"“{name}”是旧版{told}，请用原软件另存为{wanted} 后再导入。")
        return _OLD_WORD
    if data.startswith(b"{\\rtf"):
        return _OLD_WORD
    if data.startswith(_IMAGES):
        return _IMAGE
    for signature, kind in _FOREIGN.items():
        if data.startswith(signature):
            raise UnreadableFile(f"“{name}”的内容是{kind}，不是文件资料，请核对后导入 Word、PDF 或文本文件。")
    if len(data) > LARGEST_TEXT:
        limit = LARGEST_TEXT / 1e6
        raise UnreadableFile(
            f"“{name}”是 {len(data) / 1e6:.0f} MB 的文本，超过 {limit:.0f} MB 的上限，请拆分后再导入。"
        )
    lines = max(data.count(b"\n"), data.count(b"\r"))
    if lines > MOST_LINES:
        raise UnreadableFile(f"“{name}”有 {lines} 行，超过 {MOST_LINES} 行的上限，请拆分后再导入。")
    head = data[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if _HTML_START.match(head) or (suffix in (".html", ".htm") and _TAG.search(head)):
        return _HTML
    return _CSV if suffix == ".csv" else _TEXT


def _package_of(data: bytes) -> _Kind | None:
    """What kind of document a zip is, told by the parts in it; None for a plain archive."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = {name.lower() for name in package.namelist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return _WORD  # a truncated document: its reader says so
    if "ofd.xml" in names:
        return _OFD
    # Some programs leave [Content_Types].xml out; Word's parts are not documents of their own.
    if names & {"[content_types].xml", "word/document.xml", "xl/workbook.xml"}:
        return _SHEET if any(name.startswith("xl/") for name in names) else _WORD
    return None
