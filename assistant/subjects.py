"""The words that tell what a question is about, without function words; and the things that it sets side by side."""

import re
from dataclasses import replace
from functools import cache

from assistant.asking import pattern, phrases
from assistant.contents import words_of
from assistant.question import Alternative, Question
from corpus.indicators import find_indicators

_AND = re.compile(r"(?<=[^\0]{2})(?:或者?|以及|[和与及])(?=[^\0美谐平解睦]{2})")
_BETWEEN = re.compile(r"[和与跟及、]")
_SHORTEST = 2


@cache
def _stop() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What parts subject words wherever it stands, and what is only stripped from their ends."""

    def alternatives(name: str) -> str:
        return "|".join(re.escape(word) for word in sorted(phrases()["stop"][name], key=len, reverse=True))

    ends = rf"^(?:(?!{alternatives('kept')})(?:{alternatives('leading')}))+|(?:{alternatives('trailing')})+$"
    return re.compile(rf"(?P<whole>{alternatives('whole')})|{alternatives('anywhere')}"), re.compile(ends)


def subjects_in(rest: str, quoted: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The subject words of what is left of a question; those that are `quoted` stay as they are."""
    anywhere, ends = _stop()
    rest = pattern("how_many").sub("\0", rest)
    parts = re.split(r"\0+", _AND.sub("\0", anywhere.sub(lambda match: match["whole"] or "\0", rest)))
    words = (word if word in quoted else _trimmed(word, ends) for word in parts)
    return tuple(dict.fromkeys(word for word in words if len(word) > 1))


def _trimmed(word: str, ends: re.Pattern[str]) -> str:
    """A word without function words at its ends and a bare verb behind it: 支付提前批给 -> 支付提前批, but 减排."""
    word = ends.sub("", word)
    verb = next((one for one in phrases()["stop"]["verbs_behind"] if word.endswith(one)), "")
    if verb and len(word) - len(verb) >= _SHORTEST and not word.endswith(tuple(phrases()["stop"]["kept_behind"])):
        word = ends.sub("", word.removesuffix(verb))
    return word


def unit_names(words: tuple[str, ...]) -> tuple[str, ...]:
    """Of what is left of 产业培塑里市商务局配合哪些工作 the unit itself."""
    wants = phrases()["wants"]
    bare = (re.sub(wants["no_unit"], "", word) for word in words)
    names = [(word, re.search(wants["unit_name"], word)) for word in bare]
    return tuple(match[0] if match else word for word, match in names if len(word) > 1)


def alternatives_in(bare: str) -> tuple[Alternative, ...]:
    """What stands side by side, each in full: 早稻育秧和翻耕 -> 早稻育秧, 早稻翻耕; 公路和水路周转量 -> 公路周转量, 水路周转量."""
    match = pattern("beside").search(bare.replace("\0", ""))
    if match is None:
        return ()
    items = [
        words_of(item if find_indicators(item) else "".join(subjects_in(item))) for item in _BETWEEN.split(match[1])
    ]
    if not all(items):
        return ()
    first, last = items[0], items[-1]
    more = len(first) - len(last)
    if more > 0 and len("".join(first[:more])) > 1:
        ahead = "".join(first[:more])
        return (
            Alternative("".join(first[more:]), ahead=ahead),
            *(Alternative("".join(item), ahead=ahead) for item in items[1:]),
        )
    behind = "".join(last[more:]) if more < 0 else ""
    return (
        *(Alternative("".join(item), behind=behind) for item in items[:-1]),
        Alternative("".join(last[:more] if more else last), behind=behind),
    )


def part_of(question: Question, text: str) -> Question:
    """The question asked of one thing only."""
    indicators = find_indicators(text)
    rest = list(text)
    for mention in indicators:
        rest[mention.start : mention.end] = "\0" * (mention.end - mention.start)
    named = tuple(dict.fromkeys(mention.indicator for mention in indicators))
    return replace(question, indicators=named, subjects=subjects_in("".join(rest)))
