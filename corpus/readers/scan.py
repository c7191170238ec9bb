"""Read pictures of pages: PNG, JPEG, TIFF and BMP files, and PDF pages without a text layer."""

import hashlib
import io
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from statistics import median
from struct import error as StructError
from typing import Any

from PIL import Image, ImageOps, ImageSequence, ImageStat

from corpus.bulletin import RawDocument, Source
from corpus.errors import UnreadableFile
from corpus.readers.layout import lay_out
from corpus.readers.printed import PrintedPage, Stretch

DOTS_PER_INCH = 200
MOST_PAGES = 5_000
# A page recognised with less certainty than this is reported as unreadable.
LEAST_SCORE = 0.6
# A page as uncertain as this may stand on its head.
_UPSIDE_DOWN = 0.8
# The longer side given to the recogniser, in dots. A4 at 200 dpi has 2,339; seen whole it takes 0.2 GB more and is read no better.
LONGEST_SIDE = 2_000
# Beyond this a picture is a map or a bomb; A3 at 600 dpi has 70 million dots.
MOST_DOTS = 150_000_000
_THREADS = 2
# A picture without a stated resolution is taken for an A4 page, 595 points wide.
_PAGE_WIDTH = 595.0
_SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpg",
    b"II*\x00": "tif",
    b"MM\x00*": "tif",
    b"BM": "bmp",
}
_CHINESE = "\u3400-\u4dbf\u4e00-\u9fff"
# What the recogniser takes for something else; each rule holds wherever its surroundings do.
_MISREADINGS = (
    (r"(?<=\d)\s*[一ー]\s*(?=\d)", "-"),  # 1一7月
    (r"(?<=\d)[oO](?=\d)", "0"),  # 2O24
    (r"(?<=\d)[lI|](?=\d)", "1"),
    (r"(?<!四)川类(?=水质|水体|标准|及以上|以上|比例)", "Ⅲ类"),
    (r"[IlⅠ]Ⅱ(?=类)", "Ⅲ"),
    (rf"(?<=[{_CHINESE}”》）%％]),(?=[{_CHINESE}“《（]|$)", "，"),
    (rf"(?<=[{_CHINESE}”》）%％]);(?=[{_CHINESE}“《（]|$)", "；"),
    (rf"(?<=[{_CHINESE}”》）]):(?=[{_CHINESE}“《（])", "："),
)


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """One picture's stretches; `readable` is False when it holds print that could not be made out."""

    page: PrintedPage
    readable: bool


def read_image(name: str, data: bytes) -> RawDocument:
    """The text in a picture file, and its pages that could not be made out; raises `UnreadableFile` when none could."""
    pages = [recognise(image, number, name=name) for number, image in enumerate(_frames(name, data), 1)]
    unreadable = tuple(page.page.number for page in pages if not page.readable)
    lines = lay_out([page.page for page in pages])
    if not lines or len(unreadable) == len(pages):
        raise UnreadableFile(f"“{name}”是图片，没有认出清楚的文字，请换用更清晰的扫描件（200 dpi 以上）后再导入。")
    suffix = next(kind for signature, kind in _SIGNATURES.items() if data.startswith(signature))
    source = Source(name=name, sha256=hashlib.sha256(data).hexdigest(), format=suffix, size=len(data))
    return RawDocument(source, lines, unreadable)


def recognise(image: Image.Image, number: int, *, name: str, dots_per_inch: float | None = None) -> RecognisedPage:
    """One page's text; `name` is of the file, for the sentence when no recogniser is installed."""
    image = _flat(image)
    points = 72 / dots_per_inch if dots_per_inch else _PAGE_WIDTH / max(1, image.width)
    if max(image.size) > LONGEST_SIDE:
        smaller = LONGEST_SIDE / max(image.size)
        image = image.resize((max(1, round(image.width * smaller)), max(1, round(image.height * smaller))))
        points /= smaller
    blank = PrintedPage(number, image.width * points, image.height * points, (), scanned=True)
    if min(image.size) < 8 or ImageStat.Stat(image.convert("L")).stddev[0] < 1.0:
        return RecognisedPage(blank, readable=True)
    boxes, turned = _right_way_up(engine_for(name), image)
    if turned.size != image.size:
        blank = replace(blank, width=blank.height, height=blank.width)
    stretches = tuple(box.stretch(points) for box in _straightened(boxes))
    return RecognisedPage(replace(blank, stretches=stretches), readable=_certainty(boxes) >= LEAST_SCORE)


def _right_way_up(engine: Any, image: Image.Image) -> tuple[list["_Box"], Image.Image]:
    """The boxes of the page, and the page turned as they are read; a page on its side or head is turned and tried again."""
    boxes = _boxes(engine, image)
    turns: tuple[Image.Transpose, ...]
    if sum(box.height for box in boxes) > sum(box.width for box in boxes):
        turns = (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270)
    elif boxes and _certainty(boxes) < _UPSIDE_DOWN:
        turns = (Image.Transpose.ROTATE_180,)
    else:
        return boxes, image
    # The lines of a page on its side are recognised one by one, but their order is lost.
    tried = [(_boxes(engine, turned), turned) for turned in map(image.transpose, turns)]
    tried += [(boxes, image)] if len(turns) == 1 else []
    return max(tried, key=lambda each: _certainty(each[0]))


def _certainty(boxes: list["_Box"]) -> float:
    """The mean score, a character counting once; 0 for an empty page."""
    characters = sum(len(box.text) for box in boxes)
    return sum(box.score * len(box.text) for box in boxes) / characters if characters else 0.0


@dataclass(frozen=True, slots=True)
class _Box:
    """A recognised line: its text, middle, width and height in dots, slope in radians, and certainty 0 to 1."""

    text: str
    x: float
    y: float
    width: float
    height: float
    slope: float
    score: float

    def stretch(self, points: float) -> Stretch:
        """The box in points; the type size follows from the width, which is truer than the height."""
        ems = sum(1.0 if ord(character) > 0x2000 else 0.5 for character in self.text)
        size = self.width / ems if ems >= 4 else self.height * 0.75
        half_width, half_height = self.width / 2, self.height / 2
        return Stretch(
            corrected(self.text),
            (self.x - half_width) * points,
            (self.x + half_width) * points,
            (self.y - half_height) * points,
            (self.y + half_height) * points,
            size * points,
        )


def corrected(text: str) -> str:
    """The text with the recogniser's usual misreadings put right."""
    for pattern, replacement in _MISREADINGS:
        text = re.sub(pattern, replacement, text)
    return text


def engine_for(name: str, package: str = "rapidocr") -> Any:
    """The recogniser; raises `UnreadableFile` that says what to install for reading `name`."""
    try:
        return _engine(package)
    except ImportError:
        raise UnreadableFile(
            f"“{name}”是扫描件或图片，识别文字需要 {package}，请先安装（pip install {package} onnxruntime）再导入。"
        ) from None


@cache
def _engine(package: str) -> Any:
    """One recogniser for the process; its models are named, so that it never looks for them elsewhere."""
    module = import_module(package)
    models = Path(str(module.__file__)).parent / "models"
    return module.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.text_score": 0.3,
            "Global.max_side_len": LONGEST_SIDE,
            "Det.model_path": str(models / "PP-OCRv6_det_small.onnx"),
            "Global.use_cls": False,  # turns single lines; a page is turned as a whole, see `_right_way_up`
            "Rec.model_path": str(models / "PP-OCRv6_rec_small.onnx"),
            "Rec.rec_batch_num": 2,  # 6, the default, is no faster on two cores and takes 0.3 GB more
            "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _boxes(engine: Any, image: Image.Image) -> list[_Box]:
    found = engine(image)
    if found.txts is None or found.boxes is None:
        return []
    boxes = []
    for corners, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = ((float(x), float(y)) for x, y in corners)
        width, height = math.hypot(x1 - x0, y1 - y0), math.hypot(x3 - x0, y3 - y0)
        slope = math.atan2(y1 - y0, x1 - x0)
        x, y = (x0 + x1 + x2 + x3) / 4, (y0 + y1 + y2 + y3) / 4
        boxes.append(_Box(str(text), x, y, width, height, slope, float(score)))
    return boxes


def _straightened(boxes: list[_Box]) -> list[_Box]:
    """The boxes turned back by the page's slope, so that a row has one height; short boxes do not tell the slope."""
    slopes = [box.slope for box in boxes if box.width > 8 * box.height]
    slope = median(slopes) if slopes else 0.0
    sine, cosine = math.sin(slope), math.cos(slope)
    return [replace(box, x=box.x * cosine + box.y * sine, y=box.y * cosine - box.x * sine) for box in boxes]


def _flat(image: Image.Image) -> Image.Image:
    """The picture upright, in eight-bit colour, on white paper."""
    image = ImageOps.exif_transpose(image)
    if image.mode in ("I", "I;16", "I;16B", "F"):
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        paper = Image.new("RGBA", layer.size, "white")
        paper.alpha_composite(layer)
        image = paper
    return image.convert("RGB")


def _frames(name: str, data: bytes) -> Iterator[Image.Image]:
    """The pages of a picture file, one at a time."""
    broken = f"“{name}”不是完整的图片，打不开，请重新扫描或另存后再导入。"
    if not data.startswith(tuple(_SIGNATURES)):
        raise UnreadableFile(broken)
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF", "BMP")) as image:
            frames = int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1
            if frames > MOST_PAGES:
                raise UnreadableFile(f"“{name}”有 {frames} 页，超过 {MOST_PAGES} 页的上限，请拆分后再导入。")
            for frame in ImageSequence.Iterator(image) if frames > 1 else (image,):
                if frame.width * frame.height > MOST_DOTS:
                    raise UnreadableFile(f"“{name}”的图片过大（{frame.width}×{frame.height} 点），请缩小后再导入。")
                frame.load()
                yield frame
    except (OSError, SyntaxError, ValueError, TypeError, EOFError, StructError, Image.DecompressionBombError):
        raise UnreadableFile(broken) from None
