"""What a question's words ask for, told by the patterns of question.toml: figures, persons, lists, so many of a kind."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, cast

from assistant.contents import words_of
from assistant.question import PLACES, Intent, Level
from corpus.numerals import numeral


@cache
def phrases() -> dict[str, Any]:
    """The tables of question.toml."""
    with Path(__file__).with_name("question.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _intents() -> tuple[tuple[Intent, re.Pattern[str]], ...]:
    return tuple((cast(Intent, name), re.compile("|".join(patterns))) for name, patterns in phrases()["intent"].items())


def intent_of(plain: str) -> Intent:
    """The first intent whose words stand in the question."""
    return next((name for name, pattern in _intents() if pattern.search(plain)), "other")


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A table of `[wants]` as one pattern."""
    patterns = phrases()["wants"][name]
    return re.compile(patterns if isinstance(patterns, str) else "|".join(patterns))


def wants(name: str, text: str) -> bool:
    """Whether the text has the words of a table of `[wants]`: target, growth, lowest …"""
    return pattern(name).search(text) is not None


def asks_in(text: str) -> list[int]:
    """Where the words that ask (多少, 啥时候, 谁) end."""
    return [match.end() for match in pattern("asks").finditer(text)]


def unit_in(text: str) -> str | None:
    """The unit that an answer must have: 亿元 of 多少亿元, 钱."""
    match = pattern("unit").search(text)
    return next((unit for unit in match.groups() if unit), None) if match else None


def roles_in(text: str) -> tuple[str, ...]:
    """What part somebody has in a thing: 召集人, 主持."""
    return tuple(pattern("roles").findall(text))


def counter_in(text: str) -> str:
    """What is counted: 人 of 多少人."""
    match = pattern("counter").search(text)
    return match[1] if match else ""


def is_measure(word: str) -> bool:
    """Whether a word is the name of a measure: 产量, 周转量, 总投资."""
    return wants("measure", word)


def is_sum(word: str) -> bool:
    """Whether a word is the name of a measure that its sentence must say itself."""
    return wants("sum", word)


def money_words() -> tuple[str, ...]:
    """What asks for an amount of money."""
    return tuple(phrases()["wants"]["money"])


def head_of(plain: str) -> str:
    """What the things asked for are called, 工程 of 哪几个工程; 地方 for places."""
    if wants("where", plain):
        return PLACES
    match = pattern("head").search(plain)
    word = next(iter(words_of(match[1])), "") if match else ""
    return word if len(word) > 1 else ""


@cache
def places() -> dict[Level, re.Pattern[str]]:
    """What asks for regions of a level: 哪个县."""
    return {cast(Level, level): re.compile(words) for level, words in phrases()["wants"]["places"].items()}


def level_of(plain: str) -> Level | None:
    """The level of the regions that are ranked."""
    return next((level for level, words in places().items() if words.search(plain)), None)


def count_of(plain: str) -> int | None:
    """How many things are asked for: 3 of 哪三个导向."""
    match = pattern("count").search(plain)
    return numeral(match[1]) if match else None


def without_count(text: str) -> str:
    """The text with the number of things blanked."""
    return pattern("count").sub("\0", text)
