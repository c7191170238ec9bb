"""Persons: whom a text names beside their posts, and whom a question names."""

import re
import tomllib
from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from assistant.contents import tagged
from assistant.vocabulary import is_word


@cache
def _data() -> dict[str, Any]:
    with Path(__file__).with_name("persons.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _full_name() -> re.Pattern[str]:
    surnames = _data()["surnames"]
    return re.compile(f"(?:{'|'.join(surnames['double'])}|[{surnames['single']}])[\u4e00-\u9fff]{{1,2}}")


@cache
def _of_post() -> re.Pattern[str]:
    """李挚市长: the last character of 李挚市 belongs to the post."""
    return re.compile(_data()["two_characters"])


@cache
def _beside() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A name behind a post (市长李某某), and one before it (李某某书记)."""
    name, posts = _full_name().pattern, "|".join(_data()["posts"])
    return re.compile(f"(?:{posts})(?=({name}))"), re.compile(f"({name})(?=副?(?:{posts}))")


def persons_in(texts: Iterable[str]) -> frozenset[str]:
    """
    What may be names beside posts, of two and of three characters: only what a question says too is taken for one.

    市长王强出席 gives 王强 and 王强出.
    """
    found = set[str]()
    for text in texts:
        for pattern in _beside():
            found.update(match[1] for match in pattern.finditer(text))
    names = {name[:length] for name in found for length in (2, 3) if len(name) >= length}
    # What ends in a common word, or is one, is none: 任召集, 关于.
    return frozenset(name for name in names if not is_word(name[-2:]) and name[-1] not in _data()["no_name_end"])


def persons_of(question: str, known: Collection[str]) -> tuple[str, ...]:
    """
    The persons that a question names: those known, and what jieba takes for a surname with a name.

    A known name begins where a word begins: 安局 is none in 公安局长.
    """
    named, start = list[str](), 0
    for word, tag in tagged(question):
        here = sorted(name for name in known if question.startswith(name, start))
        named += [name for name in here if not _of_post().match(question, start + len(name) - 1)]
        if tag == "nr" and _full_name().fullmatch(word) and word[-1] not in _data()["no_name_end"]:
            named.append(word)
        start += len(word)
    return tuple(name for name in dict.fromkeys(named) if not any(name != other and name in other for other in named))
