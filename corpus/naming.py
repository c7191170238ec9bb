"""The noun that a figure is of, and the indicator it names: stripped of verbs, periods and regions, never of what narrows it."""

import re
from dataclasses import dataclass
from functools import cache

from corpus.folding import fold
from corpus.indicators import indicator_named, wordings
from corpus.quantities import bound_words
from corpus.wording import either, words

LONGEST_NAME = 40
SHORTEST_NAME = 2
# 本省转化 is narrowed by its 本省; 全市固定资产投资 is not.
_OWN = re.compile(r"(?:全|我)(?:市|县|区|州|省|国)|辖区内?|市域内|县域内")
_MARK = r"\(?\d{1,2}[).](?!\d)"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BY_PRICES = re.compile(r"按[^,，]{2,10}(?:计算|口径)")
# 通过…等方式走访企业: what was done stands behind.
_BY = re.compile(r"^(?:通过|采取|运用|利用).{2,40}?(?:等?方式|等?形式|等?渠道|等平台)")
_EDGE = " 　,，:：;；、·●▲■◆*-—–“”\"')）"


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun as it stands at `start:end` of its sentence; `growth` when it ends in 增速, 涨幅 … which is not part of the name; `sign` is -1 for 降幅."""

    start: int
    end: int
    text: str
    growth: bool = False
    sign: int = 1


@cache
def _leading() -> re.Pattern[str]:
    data = words()["names"]
    return re.compile(
        rf"(?:(?!{either(data['kept'])})(?:{either(data['leading'])}|{_MARK}|[{re.escape(fold(_EDGE))}]))+"
    )


@cache
def _trailing() -> re.Pattern[str]:
    # 签约, 附近 and 人均 end in words that elsewhere lead to a figure.
    ends = either((*words()["names"]["trailing"], *bound_words()))
    return re.compile(rf"(?:(?!{words()['names']['ends_kept']})(?:{ends})|[{re.escape(fold(_EDGE))}(])+$")


@cache
def _growth() -> re.Pattern[str]:
    return re.compile(rf"(?<=.)(?:同比|环比|平均|名义|实际)?(?:{either(words()['names']['growth'])})$")


def noun(sentence: str, start: int, end: int, *, skipped: list[tuple[int, int]]) -> Noun | None:
    """The noun within `sentence[start:end]`; `skipped` are spans of periods and regions that may stand ahead of it."""
    folded = fold(sentence)
    while True:
        before = start, end
        for first, last in skipped:
            if first <= start < last <= end:
                start = last
            if first < end <= last and first > start:
                end = first
        if start < end and sentence[start] in _CIRCLED:
            start += 1
        if start < end and folded[start] == "(":
            closed = folded.find(")", start, end)
            start = closed + 1 if closed >= 0 else start + 1
        if own := _OWN.match(folded, start, end):
            start = own.end()
        if head := _leading().match(folded, start, end):
            start = head.end()
        if prices := _BY_PRICES.match(sentence, start, end):
            start = prices.end()
        if tail := _trailing().search(folded, start, end):
            end = tail.start()
        if (start, end) == before:
            break
    if by := _BY.match(sentence[start:end]):
        start += by.end()
    start, end = _balanced(sentence, start, end)
    if start >= end or re.search(words()["names"]["no_names"], sentence[start:end]):
        return None
    growth = _growth().search(folded, start, end)
    return Noun(
        start,
        growth.start() if growth else end,
        sentence[start : growth.start() if growth else end],
        growth is not None,
        -1 if growth is not None and growth[0].endswith(tuple(words()["comparing"]["falling_nouns"])) else 1,
    )


def _balanced(sentence: str, start: int, end: int) -> tuple[int, int]:
    """Quotation marks that the trimming has cut apart are taken back in."""
    text = sentence[start:end]
    if text.count("“") < text.count("”") and start and sentence[start - 1] == "“":
        start -= 1
    if text.count("“") > text.count("”") and sentence[end : end + 1] == "”":
        end += 1
    return start, end


def indicator_of(text: str) -> str:
    """The canonical name of a noun, or its own words without regions' own words and inner verbs: 高速公路完成投资 -> 高速公路投资."""
    if named := indicator_named(text):
        return named.name
    bare = text[own.end() :] if (own := _OWN.match(text)) else text
    for verb in words()["names"]["inner"]:
        position = bare.find(verb)
        if position > 0 and bare[position + len(verb) :] and bare[position + len(verb)] != "率":
            bare = bare[:position] + bare[position + len(verb) :]
            break
    named = indicator_named(bare)
    return named.name if named else bare


def depends(text: str, *, of_level: bool) -> bool:
    """Whether the noun says nothing without the one before it: 总投资, 成交额; before a level also 投入, 建成."""
    bare = fold(text).removeprefix(words()["names"]["whose"])  # 项目年产能
    return (
        fold(text) in _folded("dependent")
        or bare in _folded("dependent")
        or (of_level and fold(text) in _folded("bare_verbs"))
    )


def is_regional(text: str) -> bool:
    """Whether a region has such a thing of its own: 税收, but not 成交额."""
    return fold(text) in _folded("regional")


@cache
def _folded(name: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words()["names"][name])


def is_measure(text: str) -> bool:
    """Whether the noun names something that has a figure: an indicator by list or by its ending (占比, 率, 收入)."""
    return indicator_named(text) is not None or text.endswith(tuple(words()["names"]["endings"]))


def is_ratio(text: str) -> bool:
    """Whether the noun is a rate or share: what it is of may be counted ahead of it."""
    return text.endswith(tuple(words()["names"]["ratios"]))


def subject_of(text: str) -> tuple[str | None, str]:
    """An institution at the head of a noun and the rest: 某某学院企业所得税欠税 -> (某某学院, 企业所得税欠税)."""
    found = list(_organisations().finditer(text))
    if not found or found[0].start() == 0:
        return None, text
    end = found[-1].end()
    return text[:end], text[end:].lstrip("的")


@cache
def _organisations() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(words()['names']['organisations'])})(?![生城园])")


def listed(text: str, count: int | None, *, together: bool = False) -> list[str]:
    """
    The nouns that a list names, their shared end given to each: 城镇、农村居民人均可支配收入 -> two.

    With `count` (分别) there must be so many; without, every part must name a measure itself, unless 均 says that the
    figure holds for each (`together`). Else the noun stays whole.
    """
    for word, parts in words()["names"]["pairs"].items():
        if count == len(parts) and text.startswith(word):
            return [part + text[len(word) :] for part in parts]
    parts = [part for part in re.split(r"、|和|及|与|以及|(?<=”)(?=“)", text) if part]
    if len(parts) < 2 or (count is not None and len(parts) != count):
        return [text]
    last = parts[-1]
    ratio = next((ending for ending in words()["names"]["ratios"] if len(ending) > 1 and last.endswith(ending)), "")
    if ratio and all(is_measure(part) for part in parts) and not any(part.endswith(ratio) for part in parts[:-1]):
        return [part + ratio for part in parts[:-1]] + [last]
    if all(is_measure(part) for part in parts):
        return parts
    if together and "、" in text and all(len(part) > 2 for part in parts):
        return parts
    if count is None:
        return [text]
    tail = _shared_tail(parts)
    if not tail and not all(len(part) > 2 for part in parts):
        return [text]
    return [part if is_measure(part) and not tail else part + tail for part in parts[:-1]] + [last]


def _shared_tail(parts: list[str]) -> str:
    """What the last of listed names says for all: 居民人均可支配收入 of 城镇、农村居民人均可支配收入."""
    last = parts[-1]
    if all(is_measure(part) for part in parts):
        return ""
    for length in range(len(parts[0]), 1, -1):
        if (position := last.find(parts[0][-length:])) >= 0 and last[position + length :]:
            return last[position + length :]
    positions = [position for word in words()["names"]["shared_from"] if (position := last.find(word)) > 0]
    if positions:
        return last[min(positions) :]
    endings = (*words()["names"]["endings"], *wordings())
    return max(
        (ending for ending in endings if len(ending) > 1 and last.endswith(ending) and last != ending),
        key=len,
        default="",
    )
