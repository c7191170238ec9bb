"""A scan's characters are right, in order, and what cannot be made out is said."""

import importlib.util
import random
import subprocess
import sys
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from corpus.bulletin import RawDocument
from corpus.errors import UnreadableFile
from corpus.folding import squeeze
from corpus.readers.scan import corrected, engine_for, read_image
from corpus.repair import repair
from tests.corpus.readers.page_files import page_of, pdf, picture_file, scan_of, wrapped

needs_ocr = pytest.mark.skipif(importlib.util.find_spec("rapidocr") is None, reason="rapidocr is not installed")

FACTS = (
    "一、主要指标",
    "1—7月，固定资产投资增长3.6%，规模以上工业增加值增长7.2%，社会消费品零售总额增长5.9%，进出口总额下降4.1%。",
    "（一）生态环境。优良天数比例91.4%，国家考核断面达到或优于Ⅲ类水质比例为96.8%，完成造林2.35万亩。",
    "二、下步打算",
    "牵头单位：市发展改革委；责任单位：市财政局、市商务局。2026年12月底前，新开工亿元以上项目58个，到位资金120亿元。",
)
LINES = [line for fact in FACTS for line in wrapped(fact, 26)]
PRINTED = scan_of(pdf(page_of(LINES, head="统计资料", foot="— 1 —")))


def likeness(read: RawDocument) -> float:
    text = squeeze("".join(line.text for line in read.lines))
    return SequenceMatcher(None, text, squeeze("".join(FACTS)), autojunk=False).ratio()


def noisy(image: Image.Image, *, degrees: float) -> Image.Image:
    """The page a little askew, with grey paper and specks."""
    chance = random.Random(7)
    turned = image.rotate(degrees, fillcolor="white", resample=Image.Resampling.BICUBIC)
    turned = turned.point(lambda value: 30 + value * 0.8)
    draw = ImageDraw.Draw(turned)
    for _ in range(4000):
        draw.point((chance.randrange(turned.width), chance.randrange(turned.height)), fill=(90, 90, 90))
    return turned


@needs_ocr
def test_a_scan_at_200_dpi_has_its_characters_and_paragraphs_right() -> None:
    read = read_image("扫描.png", picture_file(PRINTED, "PNG"))
    blocks = repair(read)
    assert read.unreadable == ()
    assert len(blocks) == len(FACTS) + 1  # a head on a single page is not known to be one
    assert likeness(read) >= 0.97
    assert [squeeze(block.text)[:5] for block in blocks[1:]] == [squeeze(fact)[:5] for fact in FACTS]


@needs_ocr
def test_a_noisy_page_a_little_askew_is_read() -> None:
    assert likeness(read_image("歪.jpg", picture_file(noisy(PRINTED, degrees=1.2), "JPEG"))) >= 0.95


@needs_ocr
@pytest.mark.parametrize("turn", [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180])
def test_a_page_on_its_side_or_head_is_turned(turn: Image.Transpose) -> None:
    part = PRINTED.crop((0, 270, PRINTED.width, 480)).transpose(turn)
    read = read_image("倒.png", picture_file(part, "PNG"))
    assert [squeeze(line.text)[:5] for line in read.lines if line.text] == [squeeze(line)[:5] for line in LINES[:3]]


@needs_ocr
def test_every_page_of_a_tiff_is_read_and_the_unreadable_one_named() -> None:
    part = PRINTED.crop((0, 270, PRINTED.width, 420))
    blurred = part.resize((part.width // 14, part.height // 14)).resize(part.size)
    blank = Image.new("RGB", part.size, "white")
    read = read_image("多页.tif", picture_file(part, "TIFF", blank, blurred))
    assert {line.page for line in read.lines if line.page != 3} == {1}
    assert read.unreadable == (3,)


@needs_ocr
def test_a_picture_without_text_is_refused_in_a_sentence() -> None:
    with pytest.raises(UnreadableFile, match=r"“白\.bmp”是图片，没有认出清楚的文字，请换用更清晰的扫描件"):
        read_image("白.bmp", picture_file(Image.new("L", (900, 600), 255), "BMP"))


@needs_ocr
def test_the_recogniser_asks_nothing_of_the_network() -> None:
    forbid = (
        "import sys\n"
        "def forbid(event, arguments):\n"
        "    if event in ('socket.connect', 'socket.getaddrinfo'): raise SystemExit(f'{event} {arguments}')\n"
        "sys.addaudithook(forbid)\n"
        "from PIL import Image\n"
        "from corpus.readers.scan import engine_for\n"
        "engine_for('x')(Image.effect_noise((200, 100), 90).convert('RGB'))\n"
    )
    subprocess.run([sys.executable, "-c", forbid], check=True, cwd=Path(__file__).parents[3])


def test_without_a_recogniser_the_sentence_says_what_to_install() -> None:
    with pytest.raises(UnreadableFile) as refused:
        engine_for("扫描.pdf", package="no_such_recogniser")
    assert str(refused.value) == (
        "“扫描.pdf”是扫描件或图片，识别文字需要 no_such_recogniser，"
        "请先安装（pip install no_such_recogniser onnxruntime）再导入。"
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        picture_file(PRINTED.crop((0, 0, 300, 300)), "PNG")[:400],
        b"II*\x00" + b"\xff" * 60,
        b"BM" * 40,
    ],
    ids=["empty", "signature only", "truncated", "broken tiff", "broken bmp"],
)
def test_a_broken_picture_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_image("坏.png", data)
    assert str(refused.value) == "“坏.png”不是完整的图片，打不开，请重新扫描或另存后再导入。"


def test_an_enormous_picture_is_refused_before_it_is_unpacked() -> None:
    header = picture_file(Image.new("1", (13_000, 13_000)), "PNG")
    with pytest.raises(UnreadableFile, match="图片过大（13000×13000 点）"):
        read_image("巨.png", header)


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("1一7月增长3%", "1-7月增长3%"),
        ("2O24年l2月", "2024年l2月"),
        ("达到川类水质", "达到Ⅲ类水质"),
        ("优于IⅡ类水质", "优于Ⅲ类水质"),
        ("四川类似经验", "四川类似经验"),
        ("增长3%,增速回落;", "增长3%，增速回落；"),
        ("第一，一是抓项目", "第一，一是抓项目"),
        ("9:30开会,共1,200人", "9:30开会，共1,200人"),
    ],
)
def test_usual_misreadings_are_put_right_and_nothing_else(read: str, right: str) -> None:
    assert corrected(read) == right
