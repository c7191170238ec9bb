"""Every number of a sentence against the paragraph it cites; what is not there is not shown."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.citation import Citation
from corpus.folding import fold

_NUMBER = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_CITED = re.compile(r"\[(\d+)\]")
_SENTENCE = re.compile(r"[^。！？\n]*[。！？\n]?")


@dataclass(frozen=True, slots=True)
class Problem:
    """A sentence that its citations do not bear out, and why."""

    sentence: str
    reason: str


def check(text: str, citations: Sequence[Citation], *, known: Iterable[str] = ()) -> list[Problem]:
    """
    The problems of an answer: sentences without a citation, marks that cite nothing, numbers that are not in the cited
    paragraphs. `known` are numbers from elsewhere that the answer may say: a year carried in from the masthead.
    """
    by_number = {citation.number: citation for citation in citations}
    allowed = {_plain(number) for text_ in known for number in _NUMBER.findall(fold(text_))}
    problems = []
    for match in _SENTENCE.finditer(text):
        sentence = match[0].strip()
        if not sentence:
            continue
        marks = [int(number) for number in _CITED.findall(sentence)]
        numbers = {_plain(number) for number in _NUMBER.findall(fold(_CITED.sub("", sentence)))}
        unknown = [mark for mark in marks if mark not in by_number]
        if unknown:
            problems.append(Problem(sentence, f"引用[{unknown[0]}]不存在"))
            continue
        cited = " ".join(
            f"{by_number[mark].paragraph_text} {by_number[mark].title} {by_number[mark].issue or ''}" for mark in marks
        )
        present = {_plain(number) for number in _NUMBER.findall(fold(cited))} | allowed
        if missing := sorted(numbers - present):
            problems.append(Problem(sentence, f"所引段落中没有数字{missing[0]}"))
    return problems


def _plain(number: str) -> str:
    number = number.replace(",", "")
    return number.rstrip("0").rstrip(".") if "." in number else number
