"""Open the package that a .docx is and find its parts by their relationships, as Word does."""

import posixpath

from corpus.errors import UnreadableFile
from corpus.readers.archive_limits import Archive, Element, open_archive, parse_xml
from corpus.readers.word_xml import WORD_NAMESPACE

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STRICT_NAMESPACE = b"http://purl.oclc.org/ooxml/wordprocessingml/main"


def open_package(name: str, data: bytes) -> Archive:
    """The archive of a .docx; raises `UnreadableFile` where the bytes are locked, of the old format or broken."""
    if data.startswith(_OLE):
        refuse_encrypted(name, data)
        raise UnreadableFile(f"“{name}”其实是旧版 Word 文档（.doc），请用 Word、WPS 另存为 .docx 后再导入。")
    return open_archive(name, data)


def refuse_encrypted(name: str, data: bytes) -> None:
    """Raises `UnreadableFile` where a password locks the OLE container in `data`."""
    if _ENCRYPTED in data:
        raise UnreadableFile(f"“{name}”设有打开密码，无法读取，请在 Word 中取消密码后再导入。")


class Package:
    """The parts of the package, found by their relationships as Word does."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.name = archive.name
        self._main = next(iter(self._targets("", "_rels/.rels").get("officeDocument", ())), "word/document.xml")
        folder, file = posixpath.split(self._main)
        self._related = self._targets(folder, f"{folder}/_rels/{file}.rels")
        self._by_id = self._targets(folder, f"{folder}/_rels/{file}.rels", by_id=True)

    def main(self) -> Element:
        """The document itself."""
        if self._main not in self._archive:
            raise UnreadableFile(
                f"“{self.name}”里缺少正文（{self._main}），不是完整的 Word 文档，请用 Word 另存后再导入。"
            )
        return self._parse(self._main)

    def related(self, kind: str) -> Element | None:
        """The part of this kind (styles, numbering, footnotes …), or None."""
        return next((self._parse(path) for path in self._related.get(kind, ()) if path in self._archive), None)

    def by_id(self, identifier: str | None) -> Element | None:
        """The part with this relationship id (a header), or None."""
        return next(
            (self._parse(path) for path in self._by_id.get(identifier or "", ()) if path in self._archive), None
        )

    def _parse(self, path: str) -> Element:
        return parse_xml(self._archive.read(path).replace(_STRICT_NAMESPACE, WORD_NAMESPACE.encode()), name=self.name)

    def _targets(self, folder: str, path: str, *, by_id: bool = False) -> dict[str, list[str]]:
        targets: dict[str, list[str]] = {}
        if path in self._archive:
            for relation in self._parse(path):
                if relation.get("TargetMode") != "External" and relation.get("Target"):
                    key = relation.get("Id", "") if by_id else relation.get("Type", "").rsplit("/", 1)[-1]
                    target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target"))).lstrip("/")
                    targets.setdefault(key, []).append(target)
        return targets
