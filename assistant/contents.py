"""Which words of a question tell what it is about: verbs and function words that the library never uses are left out."""

from collections.abc import Callable
from functools import cache

import rjieba

# jieba's tags of verbs, adjectives, adverbs, prepositions, conjunctions, particles, pronouns, measure words, places in and beside.
_LIGHT = ("v", "a", "d", "p", "c", "u", "r", "q", "f", "y", "e", "o", "k")
_KEPT = ("vn", "an")  # verbs that are names: 旅游, 安全
# A verb and how it came out: 查出, 定得, 做到. Everybody's words, and none of an indicator's.
_RESULT = "得到出成掉完好起过上下来去了给着"


@cache
def _tagger() -> rjieba.Jieba:
    return rjieba.Jieba()


def tagged(text: str) -> list[tuple[str, str]]:
    """The words of a text, in order, each with jieba's tag of its kind."""
    return list(_tagger().tag(text))


def words_of(text: str) -> list[str]:
    """The words of a text, in order."""
    return [word for word, _ in tagged(text)]


def does_something(text: str) -> bool:
    """Whether a text begins with a verb: 卡在永久基本农田调规."""
    return bool(text) and tagged(text)[0][1] in ("v", "p")


def is_deed(word: str) -> bool:
    """Whether a word is a verb and nothing else: 接待, 发放."""
    return all(tag == "v" for _, tag in tagged(word))


def content_words(subject: str, known: Callable[[str], bool], *, loose: bool) -> list[str]:
    """
    The parts of a subject between the words that tell nothing: 肉鸽做成大产业 -> 肉鸽, 大产业.

    A word of one character tells nothing where the library (`known`, of two characters) never sets it beside its neighbour;
    a longer one only in a `loose` question, for a figure's verb may be the very thing asked for (收割 for 育秧).
    """
    kept = list(subject)
    at = 0
    for word, tag in tagged(subject):
        start, at = at, at + len(word)
        if not tag.startswith(_LIGHT) or tag.startswith(_KEPT):
            continue
        if len(word) > 1 and not loose and not (len(word) == 2 and word[1] in _RESULT):
            continue
        around = subject[max(0, start - 1) : at + 1] if len(word) == 1 else word
        if not any(known(around[position : position + 2]) for position in range(len(around) - 1)):
            kept[start:at] = "\0" * len(word)
    return [part for part in "".join(kept).split("\0") if len(part) > 1]
