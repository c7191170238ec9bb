"""The grammar words of figures (statements.toml) as patterns: what moves, compares, ranks, aims and names."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from corpus.folding import fold
from corpus.quantities import bound_words

# A quantity, masked: patterns see where the figures stand without reading them again.
FIGURE = "\ue000"
FIGURES = rf"{FIGURE}+(?:[、和及与]{{1,2}}{FIGURE}+)*"
_NO_STOP = rf"[^,;。:!?{FIGURE}]"
# The 比 of 同比, 占比 and 可比 compares with nothing that follows.
_AGAINST = r"(?<![同环占可配])(?!同比|比[重例率])"


@cache
def words() -> dict[str, Any]:
    """The data of statements.toml."""
    with Path(__file__).with_name("statements.toml").open("rb") as file:
        return tomllib.load(file)


def either(listed: Iterable[str]) -> str:
    """A pattern of any of the words, longest first."""
    return "|".join(re.escape(fold(word)) for word in sorted(listed, key=len, reverse=True))


@cache
def moves() -> re.Pattern[str]:
    """同比增长5%, 分别下降38.3%、39.2%, 增速为6.3%, 降幅收窄至15%以内; `to` when the verb says where it has come to."""
    data = words()["moves"]
    verbs = either((*data["up"], *data["down"]))
    over = either((*data["over_year"], *data["over_last"]))
    return re.compile(
        rf"(?P<over>{over})?,?"
        rf"(?P<manner>(?:{either(data['before_verb'])})*)"
        rf"(?<![新递倍])(?P<verb>{verbs}|(?(over)(?:{either(data['after_over'])})|(?!)))(?!值)(?P<after>(?:{either((*data['after_verb'], *bound_words()))})*)"
        rf"(?P<to>(?:{either(data['reaching'])})(?:了|约)?)?(?P<figures>{FIGURES})"
    )


@cache
def signed() -> re.Pattern[str]:
    """同比-3.2% has a sign for a verb."""
    data = words()["moves"]
    return re.compile(
        rf"(?P<over>{either((*data['over_year'], *data['over_last']))})(?P<sign>[-+])(?P<figures>{FIGURE}+)"
    )


@cache
def apart() -> re.Pattern[str]:
    """高于全省平均水平4.6个百分点, 分别高于全国、全省0.2、6.2个百分点, 高于全省平均水平."""
    data = words()["comparing"]
    # 不低于 is no 低于
    verb, each = rf"(?<![不未])(?:{either((*data['above'], *data['below']))})", either(words()["moves"]["each"])
    return re.compile(
        rf"(?:(?P<each>{each})(?P<verb>{verb})(?P<than>{_NO_STOP}{{2,24}}?)(?P<figures>{FIGURES})"
        rf"|(?P<verb_one>{verb})(?P<than_one>[^,;。:!?、(){FIGURE}]{{2,24}}?)(?:\([^)]*\))?(?:(?P<figures_one>{FIGURES})|(?=[,;。、)]|$)))"
    )


@cache
def against() -> re.Pattern[str]:
    """比去年全年快0.2个百分点, 较2月份上升1.8个百分点, 与去年同期相比，…减少18起."""
    data = words()["comparing"]
    return re.compile(
        rf"{_AGAINST}(?:{either(data['against'])})(?P<than>{_NO_STOP}{{1,24}}?)(?:相比|比)?,?"
        rf"(?P<manner>(?:(?<!平)(?:{either((*words()['moves']['each'], *words()['moves']['together'], *data['between']))}))*)"
        rf"(?P<verb>{either((*data['more'], *data['less']))})(?:了|达|{either(bound_words())})*(?P<figures>{FIGURES})"
    )


@cache
def alongside() -> re.Pattern[str]:
    """涨幅与全国一致, 增长和经济增长基本同步."""
    data = words()["comparing"]
    return re.compile(
        rf"(?:{either(data['level'])})(?P<than>{_NO_STOP}{{2,16}}?)(?:{either(data['level_verbs'])})(?=[,;。、)]|$)"
    )


@cache
def base() -> re.Pattern[str]:
    """与去年同期相比， at the head of figures that follow."""
    return re.compile(rf"{_AGAINST}(?:{either(words()['comparing']['against'])})(?P<than>{_NO_STOP}{{2,12}}?)相比(?=,)")


@cache
def ranks() -> re.Pattern[str]:
    """排全省第3位, 位列中部省份第2, 增速在全省排第2位, 居全省首位; digits are not masked here."""
    data = words()["ranking"]
    verbs, scope = either(data["verbs"]), rf"[^,;。:、第\d{FIGURE}]{{2,14}}?"

    def place(mark: str) -> str:
        numeral = rf"第(?P<number{mark}>\d{{1,3}}|[一二三四五六七八九十]{{1,3}})(?:位|名|(?=[,;。、)]|$))"
        return rf"(?:{numeral}|(?P<first{mark}>(?:{either(data['first'])})(?=[,;。、)]|$)))"

    ahead = rf"(?:{verbs})(?P<scope_a>{scope}){place('_a')}"
    inside = rf"在(?P<scope_b>{scope})(?:中|里)?(?:{verbs}){place('_b')}"
    bare = rf"(?P<scope_c>(?:{either(data['scopes'])})(?:{scope})??)(?:{verbs})?{place('_c')}"
    return re.compile(f"{ahead}|{inside}|{bare}")


@cache
def done_of() -> re.Pattern[str]:
    """完成年度任务的14.1%, 占年计划的29.1%."""
    data = words()["shares"]
    return re.compile(
        rf"(?P<lead>(?<!下)(?:{either(data['verbs'])}))(?P<than>{_NO_STOP}{{0,12}}?(?:{either(data['aims'])}){_NO_STOP}{{0,4}}?)(?:的)?(?:达到?)?(?:{either(bound_words())})?(?P<figures>{FIGURE}+)"
    )


@cache
def share_of() -> re.Pattern[str]:
    """占全市新增规上企业（484家）的28.9%: a share of what is named."""
    return re.compile(
        rf"占(?!比)(?P<than>(?:[^,;。:(){FIGURE}]|\([^)]*\)){{1,30}}?)(?:的比重|总量的|总数的|比重|的)?(?P<each>分别)?(?:提高到|提升到|升至|为|达到?|{either(bound_words())})*(?P<figures>{FIGURES})"
    )


@cache
def from_to() -> re.Pattern[str]:
    """由280万吨扩至500万吨, 从5%提高到8%."""
    return re.compile(
        rf"(?:由|从)(?P<when>[^,;。:{FIGURE}]{{0,12}}?)(?P<figures>{FIGURES})"
        rf"(?P<verb>[^,;。:{FIGURE}]{{1,4}}?(?:至|到|为))(?P<then>[^,;。:{FIGURE}]{{0,10}}?)(?P<figures_last>{FIGURES})"
    )


@cache
def none_of() -> re.Pattern[str]:
    """一季度无“两高”项目备案."""
    data = words()["names"]
    return re.compile(
        rf"(?:{either(data['none_words'])})(?P<than>[^,;。:、{FIGURE}]{{2,20}}?(?:{either(data['none_of'])})[^,;。:、{FIGURE}]{{0,4}})(?=[,;。]|$)"
    )


def sign(verb: str) -> int:
    """-1 for a verb of falling, else 1."""
    moves = words()["moves"]
    return -1 if fold(verb) in moves["down"] or moves["after_over"].get(fold(verb)) == -1 else 1
