"""Find the practices that a document tells: its titled items of what was done, with their numbered measures."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from assistant.answers.points import Point, group_in, points_in
from corpus.marks import is_glossary
from index.hits import Document, Passage

_YEAR = re.compile(r"(20\d\d)年")
_DEPTH = 2  # 【特色亮点】 › 华容县：…; what lies deeper are its parts


@dataclass(frozen=True, slots=True)
class Span:
    """`passage.paragraph.text[start:end]`."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words."""
        return self.passage.paragraph.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Practice:
    """
    Something that a place or unit has done. `spans` are its words, in order; `points` its numbered measures.

    `title` is its heading as printed, without mark and counting word.
    """

    title: str
    spans: tuple[Span, ...]
    points: tuple[Point, ...] = ()

    @property
    def first(self) -> Passage:
        """The paragraph that it begins with."""
        return self.spans[0].passage

    @property
    def place(self) -> tuple[int, int, int]:
        """Generation, paragraph and character where it begins: what tells practices apart."""
        return self.first.document.generation, self.first.paragraph.number, self.spans[0].start

    @property
    def text(self) -> str:
        """Title and words."""
        return "\n".join((self.title, *(span.text for span in self.spans)))


def practices_in(passages: Sequence[Passage]) -> list[Practice]:
    """The practices of a document, in order, from all its paragraphs; none of a plan, which says what is still to be done."""
    if not passages or passages[0].document.masthead.genre in words_of_table("where")["no_genres"]:
        return []
    body = [passage for passage in passages if passage.paragraph.role == "body" and passage.section]
    if whole := _whole(passages[0].document.masthead.title, body):
        return [whole]
    found: list[Practice] = []
    for path, group in groupby(body, key=lambda passage: passage.section[:_DEPTH]):
        inside = list(group)
        if _pattern("orders").search(path[0]) or any(_is_ahead(title, inside[0].document) for title in path):
            continue
        if inside[0].kind in words_of_table("where")["no_kinds"]:
            continue
        if len(path) == _DEPTH:
            found.append(_item(path, inside))
        elif inside[0].kind in words_of_table("where")["highlights"]:
            found += _each_point(inside)
    return found


def _whole(title: str, body: Sequence[Passage]) -> Practice | None:
    """The document as one practice where its chapters are 基本情况, 主要做法, 工作成效; what comes next is left out."""
    chapters = list(dict.fromkeys(passage.section[0] for passage in body))
    done = [chapter for chapter in chapters if _pattern("done").search(chapter)]
    if not done or not any(_pattern("around").search(chapter) for chapter in chapters if chapter not in done):
        return None
    inside = [passage for passage in body if not _is_ahead(passage.section[0], passage.document)]
    return Practice(title, tuple(map(_all_of, inside)), _points(inside, (done[0],)))


def _is_ahead(title: str, document: Document) -> bool:
    """Whether a chapter or item tells what comes next, or what words mean."""
    if _pattern("ahead").search(title) or is_glossary(title):
        return True
    year = _YEAR.search(title)
    coming = year is not None and document.day is not None and int(year[1]) >= document.day.year
    return coming and document.masthead.genre == "报告" and not _pattern("back").search(title)


def _item(path: tuple[str, ...], inside: Sequence[Passage]) -> Practice:
    spans = [_all_of(passage) for passage in inside]
    lead = inside[0].paragraph.lead
    if lead and path[-1] in lead:  # a run-in title is told by `title`
        spans[0] = Span(inside[0], len(lead), len(inside[0].paragraph.text))
    said = tuple(span for span in spans if span.text.strip())
    return Practice(path[-1], said or (_all_of(inside[0]),), _points(inside, path))


def _points(inside: Sequence[Passage], path: tuple[str, ...]) -> tuple[Point, ...]:
    """The measures of the section at `path`; one alone is no numbering."""
    group = group_in(inside, path)
    return group.points if group is not None else ()


def _each_point(inside: Sequence[Passage]) -> Iterator[Practice]:
    for passage in inside:
        for point in points_in(passage, first=False):
            yield Practice(point.title, (Span(passage, point.title_end, point.end),))


def _all_of(passage: Passage) -> Span:
    return Span(passage, 0, len(passage.paragraph.text))


@cache
def words_of_table(table: str) -> dict[str, Any]:
    """A table of practices.toml."""
    with Path(__file__).with_name("practices.toml").open("rb") as file:
        return dict(tomllib.load(file)[table])


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(words_of_table("where")[name])


def tells(part: str, text: str) -> bool:
    """Whether a sentence has words of a `part` of practices.toml: background, result."""
    return re.search(words_of_table("parts")[part], text) is not None


def asks_inside(text: str) -> bool:
    """Whether a description asks for what lies in the region that it names."""
    return re.search(words_of_table("asked")["inside"], text) is not None
