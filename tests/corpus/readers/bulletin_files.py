"""Make one small bulletin in every format that is read."""

import io
import shutil
import subprocess
import tempfile
from pathlib import Path

from openpyxl import Workbook

from tests.corpus.readers.page_files import LEFT, WIDTH, pdf, picture_file, scan_of, write
from tests.corpus.readers.word_files import made, zipped

FIGURE = "1-3月，全市固定资产投资增长7.1%，增速居岳阳第三。"
ITEM = "零工驿站建成三处，登记务工二百余人。"
MASTHEAD = ("汨罗市“开局八好”", "工作专报", "第2期", "汨罗市“开局八好”综合协调组办公室", "2026年4月28日")
BODY = ("【重要指标】", FIGURE, "【特色亮点】", ITEM, "（公开发布）")
TABLE = (("指标", "1-3月增速"), ("固定资产投资", "7.1%"), ("工业增加值", "6.4%"))
_EM = 5.6  # 三号 in millimetres
_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def as_text(*, lines: tuple[str, ...] = MASTHEAD + BODY) -> bytes:
    return "\n\n".join(lines).encode()


def as_docx() -> bytes:
    return made(lambda document: [document.add_paragraph(line) for line in MASTHEAD + BODY])


def as_pdf(*, password: str | None = None) -> bytes:
    def draw(canvas) -> None:  # type: ignore[no-untyped-def]
        for number, line in enumerate(MASTHEAD):
            write(canvas, [line], x=(WIDTH - 16 * len(line)) / 2, top=100 + 36 * number)
        for number, line in enumerate(BODY):
            write(canvas, ["\u3000\u3000" + line], x=LEFT, top=320 + 36 * number)

    return pdf(draw, password=password)


def as_ofd(*, document_type: str = "") -> bytes:
    """`document_type` stands before the root of the page."""

    def printed(text: str, x: float, y: float) -> str:
        return (
            f'<ofd:TextObject ID="9" Boundary="{x} {y} 160 8" Font="3" Size="{_EM}"><ofd:TextCode X="0" Y="{_EM}"'
            f' DeltaX="g {len(text) - 1} {_EM}">{text}</ofd:TextCode></ofd:TextObject>'
        )

    objects = [printed(line, (210 - _EM * len(line)) / 2, 30 + 12 * number) for number, line in enumerate(MASTHEAD)]
    objects += [printed(line, 28 + 2 * _EM, 100 + 12 * number) for number, line in enumerate(BODY)]
    return zipped(
        {
            "OFD.xml": f"<ofd:OFD {_OFD}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f"<ofd:Document {_OFD}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
            "</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
            '<ofd:Pages><ofd:Page ID="1" BaseLoc="Page.xml"/></ofd:Pages></ofd:Document>',
            "Doc_0/Page.xml": f"{document_type}<ofd:Page {_OFD}><ofd:Content><ofd:Layer>{''.join(objects)}</ofd:Layer>"
            "</ofd:Content></ofd:Page>",
        }
    )


def as_html() -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in MASTHEAD + BODY)
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{paragraphs}</body></html>".encode()


def as_png() -> bytes:
    return picture_file(scan_of(as_pdf()), "PNG")


def as_csv() -> bytes:
    return "\r\n".join(",".join(row) for row in TABLE).encode("gb18030")


def as_xlsx() -> bytes:
    workbook, stream = Workbook(), io.BytesIO()
    for row in TABLE:
        workbook.active.append(row)
    workbook.save(stream)
    return stream.getvalue()


def converted(data: bytes, before: str, after: str) -> bytes:
    """The file as LibreOffice saves it: `converted(as_docx(), "docx", "doc")`."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        original = folder / f"original.{before}"
        original.write_bytes(data)
        program = shutil.which("soffice") or "soffice"
        command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", after, "--outdir", str(folder), str(original)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (folder / f"original.{after}").read_bytes()
