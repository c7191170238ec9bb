"""Make PDF files and pictures of pages for tests: printed with reportlab, drawn with Pillow."""

import io
from collections.abc import Callable, Sequence

import pypdfium2
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595, 842
FONT = "STSong-Light"
SIZE = 16
LEFT = 85
registerFont(UnicodeCIDFont(FONT))

Draw = Callable[[Canvas], None]


def pdf(*pages: Draw, password: str | None = None) -> bytes:
    """A PDF of A4 pages, each drawn by a function."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), encrypt=StandardEncryption(password) if password else None)
    for draw in pages:
        canvas.setFont(FONT, SIZE)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def wrapped(text: str, width: int) -> list[str]:
    """The printed lines of a paragraph that is set in by two characters, `width` characters a line."""
    spaced = "\u3000\u3000" + text
    return [spaced[start : start + width] for start in range(0, len(spaced), width)]


def write(
    canvas: Canvas, lines: Sequence[str], *, x: float = LEFT, top: float = 110, size: float = SIZE, step: float = 28
) -> None:
    """Print lines below one another; `top` counts from the head of the page, leading full-width spaces are only white."""
    canvas.setFont(FONT, size)
    for index, line in enumerate(lines):
        bare = line.lstrip("\u3000")
        canvas.drawString(x + (len(line) - len(bare)) * size, HEIGHT - top - index * step, bare)


def page_of(lines: Sequence[str], *, head: str = "", foot: str = "") -> Draw:
    """A page of body lines with a running head and a foot."""

    def draw(canvas: Canvas) -> None:
        if head:
            canvas.setFont(FONT, 9)
            canvas.drawString(LEFT, HEIGHT - 45, head)
        write(canvas, lines)
        if foot:
            canvas.setFont(FONT, 12)
            canvas.drawCentredString(WIDTH / 2, 45, foot)

    return draw


def table(
    canvas: Canvas, cells: Sequence[tuple[int, int, int, int, str]], *, top: float = 150, open_sides: bool = False
) -> None:
    """Ruled cells given as (row, column, rows, columns, text); each place is 100 by 30 points."""
    last = max(column + columns for _, column, _, columns, _ in cells)
    for row, column, rows, columns, text in cells:
        x, y = LEFT + column * 100, HEIGHT - top - (row + rows) * 30
        canvas.line(x, y, x + columns * 100, y)
        canvas.line(x, y + rows * 30, x + columns * 100, y + rows * 30)
        if column or not open_sides:
            canvas.line(x, y, x, y + rows * 30)
        if column + columns < last or not open_sides:
            canvas.line(x + columns * 100, y, x + columns * 100, y + rows * 30)
        canvas.setFont(FONT, 10)
        canvas.drawString(x + 5, y + 10, text)


def scan_of(data: bytes, page: int = 0, *, dots_per_inch: int = 200) -> Image.Image:
    """A page of a PDF as a scanner would give it."""
    with pypdfium2.PdfDocument(data) as document:
        return document[page].render(scale=dots_per_inch / 72).to_pil().convert("RGB")


def picture_pdf(*images: Image.Image) -> bytes:
    """A PDF whose pages are pictures."""
    file = io.BytesIO()
    images[0].save(file, "PDF", save_all=True, append_images=images[1:], resolution=200)
    return file.getvalue()


def picture_file(image: Image.Image, kind: str, *more: Image.Image) -> bytes:
    """The picture as a file; TIFF takes more pages."""
    file = io.BytesIO()
    image.save(file, kind, **({"save_all": True, "append_images": more} if more else {}))
    return file.getvalue()


def raw_pdf(objects: Sequence[str]) -> bytes:
    """A PDF written by hand: object 1 is the catalogue."""
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    return out + f"trailer\n<</Root 1 0 R/Size {len(objects) + 1}>>\nstartxref\n{start}\n%%EOF\n".encode()
