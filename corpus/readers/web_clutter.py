"""Know what a web site puts around its documents: menus, buttons, counters; the words are in web.toml."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# Control and invisible characters; tab and line feed are fine.
_NOT_TEXT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufffd\U000e0000-\U000e007f]"
)
# A longer line is text, whatever words are in it.
_LONGEST_CLUTTER = 160


@dataclass(frozen=True, slots=True)
class Clutter:
    """What web.toml says of pages: tags, and the words and patterns of what a site puts around a document."""

    left_out: frozenset[str]
    inline: frozenset[str]
    words: frozenset[str]
    parts: re.Pattern[str]
    lines: re.Pattern[str]
    kept: re.Pattern[str]
    site: re.Pattern[str]


@cache
def clutter() -> Clutter:
    """What web.toml holds."""
    with Path(__file__).with_name("web.toml").open("rb") as file:
        data = tomllib.load(file)
    parts, lines = ("|".join(f"(?:{pattern})" for pattern in data[key]) for key in ("parts", "lines"))
    kept, endings = ("|".join(map(re.escape, data[key])) for key in ("kept", "site_endings"))
    return Clutter(
        frozenset(data["left_out"]),
        frozenset(data["inline"]),
        frozenset(data["words"]),
        re.compile(parts),
        re.compile(lines),
        re.compile(rf"(?:{kept})\s*[:：]"),
        re.compile(rf"[^-–—－]{{2,20}}(?:{endings})"),
    )


def visible(text: str) -> str:
    """The text without characters that nobody sees."""
    return _NOT_TEXT.sub("", text)


def without_clutter(text: str) -> str:
    """The line without what a site adds to it; an empty string when it held nothing else."""
    known = clutter()
    if len(text) > _LONGEST_CLUTTER:
        return text
    if known.lines.fullmatch(text):
        return ""
    rest = known.parts.sub(" ", text)
    pieces = [piece for piece in re.split(r"[\s|｜/【】\[\]()（）>＞:：·]+", rest) if piece]
    if all(piece in known.words for piece in pieces):
        return ""
    if not known.kept.search(text):
        return text
    return " ".join(piece for piece in rest.split() if piece.strip("|｜【】[]") not in known.words | {""})
