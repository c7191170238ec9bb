"""Read the 报头: title, series, genre, issue, document number, issuer, level, region, date, release mark."""

import datetime
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from corpus.bulletin import Block, Genre, Level, Masthead, Release
from corpus.folding import fold
from corpus.marks import mark_of
from corpus.periods import find_periods
from corpus.regions import Region, find_regions, region_named

_ISSUE = re.compile(
    r"^[（(]?(?:20\d\d年)?第([0-9]{1,4}|[一二三四五六七八九十百〇零]{1,5})期[）)]?(?:[（(]总第?.{1,8}期[）)])?$"
)
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,10}[〔\[（(]20\d\d[〕\]）)]\d{1,4}号")
_QUOTED = re.compile(r"“([^”]{2,12})”")
_RELEASE = re.compile(r"[（(]([^（）()]{2,12})[）)]$")
# 工作方案（试行）, 实施方案（征求意见稿）
_REMARK = re.compile(r"[（(][^（）()]{1,8}[）)](?=[》”]?$)")
_ADDRESSEES = re.compile(r"^.{4,200}[：:]$")
# 2025年1月14日在某省第十四届人民代表大会第三次会议上，省长某某作政府工作报告。
_DELIVERED = re.compile(r"20\d\d年\d{1,2}月\d{1,2}日.{0,4}在.{4,40}会议?上")
# A masthead is a dozen lines at most; a notice's covering letter is longer but ends before the plan's title.
_LONGEST = 14


@dataclass(frozen=True, slots=True)
class Head:
    """The masthead and how many leading blocks it takes."""

    masthead: Masthead
    length: int


@cache
def _data() -> dict[str, Any]:
    with Path(__file__).with_name("masthead.toml").open("rb") as file:
        return tomllib.load(file)


def read_masthead(blocks: Sequence[Block], *, file_name: str) -> Head:
    """The masthead of the document; the title falls back to the file's name when no line looks like one."""
    length = _length(blocks)
    head = [block.text for block in blocks[:length]]
    number = next((match[0] for line in head if (match := _NUMBER.fullmatch(line))), None)
    issue = next((f"第{match[1]}期" for line in head if (match := _ISSUE.match(fold(line)))), None)
    title = _title(head) or _stem(file_name)
    genre = _genre(title)
    issuer = _issuer(head, title)
    region, level = _region(title, issuer, number)
    masthead = Masthead(
        title=title,
        series=(match[1] if (match := _QUOTED.search(title)) else None),
        genre=genre,
        issue=issue,
        number=number,
        issuer=issuer,
        level=level,
        region=region,
        date=_date(head) or _signature(blocks),
        release=_release(blocks),
    )
    return Head(masthead, length)


def _length(blocks: Sequence[Block]) -> int:
    """Leading blocks before the first marked heading, item or long paragraph."""
    for position, block in enumerate(blocks[:_LONGEST]):
        text = block.text
        mark = mark_of(text)
        bracketed = mark is not None and _release_of(text) is not None
        if mark and not bracketed and not _ISSUE.match(fold(text)):
            return position
        if _DELIVERED.search(text):
            continue
        if len(text) > 60 or (len(text) > 30 and "。" in text) or _ADDRESSEES.match(text):
            return position
    return min(len(blocks), _LONGEST) if len(blocks) > _LONGEST else _short_document(blocks)


def _short_document(blocks: Sequence[Block]) -> int:
    """A document without any marked heading: the masthead is what comes before the first full sentence."""
    return next((position for position, block in enumerate(blocks) if "。" in block.text), min(1, len(blocks)))


def _is_date(text: str) -> datetime.date | None:
    mentions = find_periods(text, reference=None)
    if len(mentions) == 1 and mentions[0].start == 0 and mentions[0].end == len(text):
        period = mentions[0].period
        return period.start if period.start == period.end else None
    return None


def _date(head: Sequence[str]) -> datetime.date | None:
    for line in head:
        if _DELIVERED.search(line):
            for mention in find_periods(line, reference=None):
                if mention.period.start == mention.period.end:
                    return mention.period.start
        if day := _is_date(line.removesuffix("印发").strip("（）()")):
            return day
        # 综合协调组　2026年4月1日 on one line
        for mention in find_periods(line, reference=None):
            if mention.end == len(line) and mention.period.start == mention.period.end and len(line) <= 40:
                return mention.period.start
    return None


def _signature(blocks: Sequence[Block]) -> datetime.date | None:
    """A notice is dated under its signature: the first line that is nothing but a date."""
    return next((day for block in blocks if (day := _is_date(block.text))), None)


def _title(head: Sequence[str]) -> str:
    """The lines that are neither issue, number, date, issuer nor bracketed remark, joined up to the genre word."""
    lines: list[str] = []
    for line in head:
        if _ISSUE.match(fold(line)) or _NUMBER.fullmatch(line) or _is_date(line) or _RELEASE.fullmatch(line):
            if lines and _genre("".join(lines)) != "其他":
                break
            continue
        if line.endswith("文件") and len(line) <= 20:  # the red head of a notice: 岳阳市人民政府办公室文件
            continue
        if lines and _genre("".join(lines)) != "其他":
            break
        lines.append(line)
    title = "".join(lines)
    if _genre(title) == "其他" and len(lines) > 1:
        title = lines[0]
    return title.replace(" ", "") if len(title) <= 80 else ""


def _stem(file_name: str) -> str:
    return file_name.rsplit(".", 1)[0]


def _genre(title: str) -> Genre:
    bare = _REMARK.sub("", title.replace(" ", "")).rstrip("》”）)")
    if bare.endswith("的通知") and (inner := re.search(r"《([^》]+)》", bare)):
        return _genre(inner[1]) if _genre(inner[1]) != "其他" else "通知"
    for word, genre in _data()["genres"].items():
        if bare.endswith(word):
            return cast(Genre, genre if genre != "通报" else "其他")
    return "其他"


def _issuer(head: Sequence[str], title: str) -> str | None:
    endings = tuple(_data()["issuer"]["endings"])
    for line in head:
        if government := _government(line):
            return government
        if line.startswith("来源"):
            continue
        text = re.sub(r"\s*20\d\d年\d{1,2}月\d{1,2}日$", "", line)
        if text.endswith("文件"):
            return text.removesuffix("文件")
        if text.replace(" ", "") != title and len(text) <= 30 and text.endswith(endings) and text not in title:
            return text
    match = re.match(r"(.{4,24}?(?:人民政府办公室|人民政府|委员会))关于", title)
    return match[1] if match else None


def _government(line: str) -> str | None:
    """Whose report was delivered: the region whose head of government spoke."""
    if not _DELIVERED.search(line):
        return None
    named = [m.region.name for m in find_regions(line) if line[m.end : m.end + 4] == "人民政府"]
    places = named or [m.region.name for m in find_regions(line)]
    return f"{places[0]}人民政府" if places else None


def _region(title: str, issuer: str | None, number: str | None) -> tuple[str | None, Level | None]:
    for text in (title, issuer or ""):
        for mention in find_regions(text):
            return mention.region.name, mention.region.level
    if number and (region := _numbered_by(number)):
        return region.name, region.level
    return None, None


def _numbered_by(number: str) -> Region | None:
    """The region whose government numbers its documents so: 岳政办发 is 岳阳市's."""
    owners = _data()["number"]
    return next(
        (region_named(owners[begin]) for begin in sorted(owners, key=len, reverse=True) if number.startswith(begin)),
        None,
    )


def _release_of(text: str) -> Release | None:
    match = _RELEASE.search(text)
    if match and len(text) <= 20:
        for word, release in _data()["release"].items():
            if word in match[1]:
                return cast(Release, release)
    return None


def _release(blocks: Sequence[Block]) -> Release:
    for block in blocks:
        if release := _release_of(block.text):
            return release
        if block.text in ("内部资料", "内部资料 注意保存", "内部资料注意保存"):
            return "内部"
    return "未标注"
