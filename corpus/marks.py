"""The heading marks of official documents: what a line begins with, and at which level that puts it."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from corpus.bulletin import SectionKind
from corpus.folding import fold

TERMINAL = "。！？!?…"
# The longest run-in title seen in real bulletins is 34 characters; beyond 45 a first sentence is text.
LONGEST_LEAD = 45


@dataclass(frozen=True, slots=True)
class Mark:
    """A heading mark found at the start of a line: `end` is where the title begins."""

    name: str
    text: str
    level: int
    end: int


@cache
def _data() -> dict[str, Any]:
    with Path(__file__).with_name("outline.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _patterns() -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    return tuple((mark["name"], mark["level"], re.compile(mark["pattern"])) for mark in _data()["marks"])


@cache
def counting() -> re.Pattern[str]:
    """一是, 二是 … as they open a run-in title."""
    return re.compile(r"(?:(?<=[。；：，！\s“])|^)" + _data()["counting"]["pattern"])


def mark_of(line: str) -> Mark | None:
    """The heading mark that `line` begins with, or None."""
    for name, level, pattern in _patterns():
        if match := pattern.match(line):
            if name == "【】":
                return Mark(name, match[0], level, match.end()) if not line[match.end() :].strip() else None
            end = match.end() + len(line[match.end() :]) - len(line[match.end() :].lstrip())
            return Mark(name, match[0], level, end)
    return None


def stands_alone(line: str) -> bool:
    """Whether the line is whole in itself: 第2期, 岳政办发〔2024〕2号, 2024年3月1日."""
    folded = fold(line)
    return any(re.fullmatch(pattern, folded) for pattern in _data()["alone"]["lines"])


def is_document_title(text: str) -> bool:
    """Whether the text is the whole title of an official document: 关于…的通知."""
    whole = text.count("《") == text.count("》") and text.count("“") == text.count("”")
    return whole and any(re.fullmatch(pattern, text) for pattern in _data()["alone"]["titles"])


def is_chapter(text: str) -> bool:
    """Whether the line is an unnumbered chapter of a report: 2024年工作回顾."""
    return re.fullmatch(_data()["report"]["chapters"], text) is not None


def is_glossary(title: str) -> bool:
    """Whether the entries below the title explain words."""
    return any(word in title for word in _data()["glossary"]["titles"])


def is_tail(line: str) -> bool:
    """Whether the line opens the distribution list or the imprint."""
    tail = _data()["tail"]
    return line.startswith(tuple(tail["starts"])) or (len(line) <= 30 and line.endswith(tuple(tail["endings"])))


def is_distribution(line: str) -> bool:
    """Whether the line says to whom the document goes: 报：…, 送：…, 发：…, 抄送：…."""
    return line.startswith(tuple(_data()["tail"]["distribution"]))


def is_part(title: str) -> bool:
    """Whether an unmarked heading opens a document inside the document; 附件：1.… only lists those that follow."""
    part = _data()["part"]
    if re.match(rf"(?:{'|'.join(part['starts'])})\s*[:：]", title):
        return False
    bare = title.rstrip("》”）)")
    return (
        bare.endswith(tuple(part["endings"]))
        or re.match(rf"(?:{'|'.join(part['starts'])})\s*\d*\s*[:：]?\s*\S", title) is not None
    )


def kind_of(title: str) -> SectionKind:
    """The kind of a section by the words of its title; 其他 when none is told."""
    for entry in _data()["kinds"]:
        if any(word in title for word in entry["words"]):
            return cast(SectionKind, entry["kind"])
    return "其他"
