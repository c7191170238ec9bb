"""Put the characters of a PDF page together into stretches of text, with the bold ones marked."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from corpus.readers.printed import Stretch

# In em. Justified Chinese is spread by less; a wider gap is a column, or words set apart.
_APART = 1.5
_SPACED = 0.6
_WORD_SPACE = 0.15
_BOLD = re.compile(
    # The last two are 黑体 in GBK, as a font name that was decoded as Latin-1 or not at all.
    r"bold|heavy|black|demi|simhei|heiti|黑体|(?:^|\+)hei|粗|ºÚÌå|\\xba\\xda\\xcc\\xe5",
    re.IGNORECASE,
)
# Chinese radicals that browsers write into a PDF instead of the characters that look the same.
_RADICALS = str.maketrans(
    "⺠⻓⻔⻅⻋⻛⻜⻢⻥⻦⻬⻰⻄⻚⻝⻮⻩⻘⻆⻣⻤⻨⻉⺟⻁⻙⻧⻫⻳",
    "民长门见车风飞马鱼鸟齐龙西页食齿黄青角骨鬼麦贝母虎韦卤齐龟",
)
_KANGXI = range(0x2F00, 0x2FE0)
_UNKNOWN = re.compile(r"\(cid:\d+\)|[\x00-\x1f\ufffd\ue000-\uf8ff]")


def is_bold(fontname: str) -> bool:
    """Whether a font's name says that it is bold, or 黑体, which Chinese text uses for bold."""
    return _BOLD.search(fontname) is not None


def is_level(item: dict[str, Any]) -> bool:
    """Whether a character of pdfplumber stands upright on a level line; a watermark lies across the page."""
    along, slope = item["matrix"][:2]
    return bool(along > 0 and abs(slope) < 0.2 * along)


def unknown_share(characters: list[dict[str, Any]]) -> float:
    """The share of characters whose font does not say what they are."""
    return sum(_UNKNOWN.match(item["text"]) is not None for item in characters) / max(1, len(characters))


def stretches_of(characters: Iterable[dict[str, Any]], body_font: str) -> list[Stretch]:
    """The stretches of text that pdfplumber's characters make; what stands far apart on a row is another stretch."""
    rows: list[list[dict[str, Any]]] = []
    tallest = (0.0, -1.0)
    for item in sorted(characters, key=_middle):
        if rows and tallest[0] < _middle(item) < tallest[1]:
            rows[-1].append(item)
            if item["bottom"] - item["top"] > tallest[1] - tallest[0]:
                tallest = item["top"], item["bottom"]
        else:
            rows.append([item])
            tallest = item["top"], item["bottom"]
    return [stretch for row in rows for part in _parts(row) if (stretch := _stretch(part, body_font)) is not None]


def _middle(item: dict[str, Any]) -> float:
    return float(item["top"] + item["bottom"]) / 2


def _parts(row: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    parts: list[list[dict[str, Any]]] = []
    for item in sorted(row, key=lambda character: float(character["x0"])):
        if not item["text"].strip():
            continue
        if parts and item["x0"] - parts[-1][-1]["x1"] <= _APART * item["size"]:
            parts[-1].append(item)
        else:
            parts.append([item])
    return parts


def _stretch(part: list[dict[str, Any]], body_font: str) -> Stretch | None:
    text, weights = "", ""
    before: dict[str, Any] | None = None
    for item in part:
        shown = _shown(item["text"])
        bold = is_bold(item["fontname"]) and item["fontname"] != body_font
        if before is not None:
            twice = item["text"] == before["text"] and item["x0"] - before["x0"] < 0.3 * (item["x1"] - item["x0"])
            if twice:  # printed twice, a little apart, to look bold
                weights = weights[: -len(shown)] + "b" * len(shown) if shown else weights
                continue
            gap = (item["x0"] - before["x1"]) / max(item["size"], 1)
            latin = text[-1:].isascii() and shown.isascii()
            if gap > (_WORD_SPACE if latin else _SPACED):
                text, weights = text + " ", weights + ("b" if bold and weights.endswith("b") else " ")
        text, weights = text + shown, weights + ("b" if bold else " ") * len(shown)
        before = item
    if not text.strip():
        return None
    top, bottom = min(item["top"] for item in part), max(item["bottom"] for item in part)
    size = max(float(item["size"]) for item in part)
    bolds = tuple(match.span() for match in re.finditer("b+", weights))
    return Stretch(text, part[0]["x0"], part[-1]["x1"], top, bottom, size, bolds)


def _shown(text: str) -> str:
    text = _UNKNOWN.sub("", text).translate(_RADICALS)
    return "".join(unicodedata.normalize("NFKC", one) if ord(one) in _KANGXI else one for one in text)
