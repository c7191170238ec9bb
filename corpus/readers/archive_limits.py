"""Open a zip archive and its XML as a stranger sent them: limits on entries, expansion, entities and depth."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self, TypeAlias

from lxml import etree  # type: ignore[import-untyped, unused-ignore]  # lxml ships no types

from corpus.errors import UnreadableFile

Element: TypeAlias = Any

# A Word file has about 20 members, a workbook a few hundred.
MOST_MEMBERS = 10_000
LARGEST_EXPANDED = 200_000_000
# Text deflates to a fifth, tables to a thirtieth; a member of zeros to a thousandth.
LARGEST_RATIO = 100
RATIO_FROM = 1_000_000
# A tree takes about ten times its text in memory; a 400-page report is 3 MB of XML.
LARGEST_XML = 50_000_000
# A table in a table in a table is 12 elements deep.
DEEPEST_XML = 200
_CHUNK = 1 << 16
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others expand without a cap
_ENCRYPTED = 0x1
_OUT_OF_MEMORY = 2  # XML_ERR_NO_MEMORY
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class Archive:
    """A zip archive within limits: what `namelist` lists can be `read`, or `UnreadableFile` says why not."""

    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        self.name = name
        self._archive = archive
        self._expanded = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def __contains__(self, member: str) -> bool:
        return member in self._archive.NameToInfo

    def close(self) -> None:
        """Let go of the bytes."""
        self._archive.close()

    def namelist(self) -> list[str]:
        """The names of all members that are files."""
        return [member.filename for member in self.infolist()]

    def infolist(self) -> list[zipfile.ZipInfo]:
        """What the archive says of its files; the sizes are its own claim."""
        return [member for member in self._archive.infolist() if not member.filename.endswith("/")]

    def read(self, member: str | zipfile.ZipInfo) -> bytes:
        """The bytes of a member; raises `KeyError` where there is none and `UnreadableFile` where it is hostile or broken."""
        info = self._archive.getinfo(member) if isinstance(member, str) else member
        if info.flag_bits & _ENCRYPTED:
            raise UnreadableFile(f"“{self.name}”设有打开密码，无法读取，请解除密码后再导入。")
        if info.compress_type not in _METHODS:
            raise UnreadableFile(f"“{self.name}”用了不常见的压缩方式，无法读取，请重新压缩为普通 zip 或另存后再导入。")
        return self._expand(info)

    def _expand(self, info: zipfile.ZipInfo) -> bytes:
        content = io.BytesIO()
        with _broken_zip_told(self.name), self._archive.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                content.write(chunk)
                self._expanded += len(chunk)
                size = content.tell()
                if self._expanded > LARGEST_EXPANDED or (
                    size > RATIO_FROM and size > LARGEST_RATIO * max(info.compress_size, 1)
                ):
                    raise _bomb(self.name)
        return content.getvalue()


def open_archive(name: str, data: bytes) -> Archive:
    """The archive in `data`; raises `UnreadableFile` when it is broken or says it expands beyond the limits."""
    with _broken_zip_told(name):
        archive = zipfile.ZipFile(io.BytesIO(data))
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise UnreadableFile(f"“{name}”里有 {len(members)} 个文件，超过 {MOST_MEMBERS} 个的上限，请拆分后再导入。")
    if sum(member.file_size for member in members) > LARGEST_EXPANDED:
        raise _bomb(name)
    return Archive(name, archive)


def parse_xml(data: bytes, *, name: str) -> Element:
    """The root element of an XML part of the file `name`; no document type, no entities, no network, no endless depth."""
    if len(data) > LARGEST_XML:
        raise UnreadableFile(
            f"“{name}”里的文字部分展开后有 {len(data) / 1e6:.0f} MB，超过 {LARGEST_XML / 1e6:.0f} MB 的上限，请拆分后再导入。"
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    if _declares_type(data):
        raise UnreadableFile(
            f"“{name}”里的 XML 带有文档类型声明（可能引用外部文件），为安全起见不予读取，请另存后再导入。"
        )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if error.code == _OUT_OF_MEMORY:
            raise MemoryError from None
        if "depth" in error.msg:  # libxml2's own limit, 256
            raise _too_deep(name) from None
        raise UnreadableFile(f"“{name}”的内部结构已损坏，无法读取，请用原软件打开并另存后再导入。") from None
    if root.getroottree().docinfo.doctype:
        raise UnreadableFile(
            f"“{name}”里的 XML 带有文档类型声明（可能引用外部文件），为安全起见不予读取，请另存后再导入。"
        )
    if _deeper_than(root, DEEPEST_XML):
        raise _too_deep(name)
    return root


def _too_deep(name: str) -> UnreadableFile:
    return UnreadableFile(f"“{name}”的内部结构嵌套过深，不像正常的公文，请用原软件另存后再导入。")


def _declares_type(data: bytes) -> bool:
    """Whether a document type stands before the root; also in UTF-16, where every other byte is NUL."""
    return _DOCTYPE.search(data[:4096].replace(b"\x00", b"")) is not None


def _deeper_than(root: Element, limit: int) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limit:
            return True
    return False


def _bomb(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"“{name}”展开后远大于文件本身（超过 {LARGEST_EXPANDED / 1e6:.0f} MB 或 {LARGEST_RATIO} 倍），疑为压缩炸弹，不予读取，请核对来源。"
    )


@contextmanager
def _broken_zip_told(name: str) -> Iterator[None]:
    # zipfile tells a damaged archive in many ways: a bad signature, a bad checksum, a stream that ends early.
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        raise UnreadableFile(f"“{name}”不完整或已损坏（压缩包打不开），请重新下载或用原软件另存后再导入。") from None
