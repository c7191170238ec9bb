"""Make Word files: by python-docx, or from raw XML for what it cannot make; and the files of an attacker."""

import io
import time
import zipfile
from collections.abc import Callable
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }.items()
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def made(build: Callable[[Any], object]) -> bytes:
    """The bytes of the document that `build` fills through python-docx."""
    document = docx.Document()
    build(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def bulletin(document: Any) -> None:
    """A short bulletin, for `made`: a title, a heading, paragraphs and a table."""
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run("汨罗市工作专报").bold = True
    document.add_heading("一、主要指标", level=1)
    document.add_paragraph("1-3月，全市投资增长3%。")
    lead = document.add_paragraph()
    lead.add_run("项目提速。").bold = True
    lead.add_run("开工12个。")
    rows = document.add_table(rows=2, cols=2)
    for at, text in enumerate(("指标", "增速", "固定资产投资", "3%")):
        rows.cell(at // 2, at % 2).text = text
    document.add_paragraph("下一步，抓落实。")


def zipped(members: dict[str, str | bytes]) -> bytes:
    """A deflated archive of these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def raw(body: str, **parts: str) -> bytes:
    """A docx whose w:body is `body`; `styles`, `numbering`, `footnotes`, `header` hold the inside of those parts' roots."""
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "header": "hdr"}
    members: dict[str, str | bytes] = {
        "_rels/.rels": relations({"officeDocument": "word/document.xml"}),
        "word/_rels/document.xml.rels": relations({kind: f"{kind}.xml" for kind in parts}),
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    for kind, content in parts.items():
        members[f"word/{kind}.xml"] = f"<w:{roots[kind]} {_NAMESPACES}>{content}</w:{roots[kind]}>"
    return zipped(members)


def relations(targets: dict[str, str]) -> str:
    told = "".join(
        f'<Relationship Id="{kind}" Type="{_RELATIONS}/{kind}" Target="{target}"/>' for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}">{told}</Relationships>'


def run(text: str, *, bold: bool = False) -> str:
    return f'<w:r>{"<w:rPr><w:b/></w:rPr>" if bold else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str, properties: str = "") -> str:
    """A paragraph of runs; a bare string is a run."""
    inside = "".join(part if part.startswith("<") else run(part) for part in content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def numbered(text: str, *, number: int = 1, level: int = 0) -> str:
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def numbering(*levels: tuple[str, str], restarted: bool = False) -> str:
    """One list with these (format, text) levels as number 1; number 2 shares it, `restarted` at 1 or going on."""
    told = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (style, text) in enumerate(levels)
    )
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if restarted else ""
    return (
        f'<w:abstractNum w:abstractNumId="7">{told}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{override}</w:num>'
    )


def cell(*content: str, span: int = 1, merge: str = "") -> str:
    """A table cell of these paragraphs; `merge` is restart or continue."""
    properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    inside = "".join(part if part.startswith("<") else paragraph(part) for part in content) or "<w:p/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def table(*rows: list[str]) -> str:
    """A table of rows of cells; a bare string is a cell."""
    told = ("".join(part if part.startswith("<") else cell(part) for part in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in told)}</w:tbl>"


def bomb(size: int = 1_000_000_000) -> bytes:
    """A docx of 1 MB whose document is `size` zeros."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", relations({"officeDocument": "word/document.xml"}))
        with archive.open("word/document.xml", "w", force_zip64=True) as member:
            for _ in range(size // 10_000_000):
                member.write(bytes(10_000_000))
    return stream.getvalue()


def encrypted() -> bytes:
    """What an encrypted docx looks like from outside: an OLE container with an EncryptedPackage stream."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + "EncryptedPackage".encode("utf-16-le") + bytes(1024)


# Readers that misbehave, for the child process; they are found there by this module's name.


def sleeping(name: str, data: bytes) -> None:
    time.sleep(30)


def spinning(name: str, data: bytes) -> None:
    while True:
        pass


def hoarding(name: str, data: bytes) -> list[bytes]:
    return [bytes(50_000_000) for _ in range(1000)]


def crashing(name: str, data: bytes) -> None:
    import os

    os.abort()


def failing(name: str, data: bytes) -> None:
    raise KeyError(name)
