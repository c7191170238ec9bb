"""What a description is about, in all its wordings: 引资 is told by 招商 as well. How much of it a text tells."""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.practices import words_of_table
from corpus.folding import fold
from corpus.regions import find_regions
from index.words import telling_terms

Rarity = Callable[[str], float | None]

# BM25 as usual, with less weight on length: a long practice is no worse a precedent.
_SATURATION = 1.2
_LENGTH = 0.4
_IN_TITLE = 1.0  # a title says what the practice is: what stands in it counts once more
_OTHER_WORDING = 0.7
# Pairs of characters tell less than a concept, and those of a concept's own wording less than others.
_PAIR = 0.7
_WITHIN = 0.5
_BLANK = "\0"


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing that is asked for: the wording used and the `others` that mean the same; `weight` by rarity and length."""

    wording: str
    others: tuple[str, ...]
    weight: float


def concepts_in(description: str, rarity: Rarity) -> tuple[Concept, ...]:
    """
    The concepts of the thesaurus that a description names, and every pair of characters that the library has.

    `rarity` weighs a pair of characters by how few paragraphs have it, None for none. Regions and words that only ask
    (谁做过, 有什么办法) are left out.
    """
    text = without_asking(description)
    found = []
    covered: set[int] = set()
    for start, end in _named(text):
        wording = text[start:end]
        others = tuple(
            dict.fromkeys(
                other for line in _lines()[wording] for other in line if other != wording and wording not in other
            )
        )
        known = [weight for one in (wording, *others) if (weight := _rarity_of(one, rarity)) is not None]
        if known:
            found.append(Concept(wording, others, min(known) * math.sqrt(end - start)))
            covered |= set(range(start, end - 1))
    for position, pair in enumerate(text[at : at + 2] for at in range(len(text) - 1)):
        weight = rarity(pair) if telling_terms(pair) == [pair] else None
        if weight is not None:
            found.append(Concept(pair, (), weight * _PAIR * (_WITHIN if position in covered else 1.0)))
    return tuple(found)


def without_asking(description: str) -> str:
    """The description with regions and words that only ask blanked, so that nothing is read across the gap."""
    text = list(fold(description))
    for mention in find_regions(description):
        text[mention.start : mention.end] = _BLANK * (mention.end - mention.start)
    return _asking().sub(lambda match: _BLANK * len(match[0]), "".join(text))


def what_is_asked(description: str) -> str:
    """The description without regions and words that only ask; where they are all of it, as it is."""
    left = re.sub(f"[{_BLANK}，,]+", "，", without_asking(description)).strip("，")
    return left if telling_terms(left) else description


def wordings(concepts: Sequence[Concept], rarity: Rarity) -> tuple[str, ...]:
    """The other wordings that the library may have, each once: what has to be searched for besides the description."""
    others = (other for concept in concepts for other in concept.others)
    return tuple(dict.fromkeys(other for other in others if _rarity_of(other, rarity) is not None))


def told(concepts: Sequence[Concept], texts: Mapping[int, tuple[str, str]]) -> dict[int, float]:
    """
    The share of the concepts that each (title, text) tells, 0 … 1: BM25 over concepts, of all that could be told.

    A share and no rank: where nobody tells more than the description's commonest words, nobody is far ahead by them.
    """
    folded = {number: (fold(title), fold(text)) for number, (title, text) in texts.items()}
    mean = sum(len(text) for _, text in folded.values()) / max(1, len(folded))
    all_of_it = sum(concept.weight for concept in concepts) or 1.0
    scores = {}
    for number, (title, text) in folded.items():
        room = _SATURATION * (1 - _LENGTH + _LENGTH * len(text) / max(1.0, mean))
        times = [(concept.weight, _times(concept, title, text)) for concept in concepts]
        scores[number] = sum(weight * count / (count + room) for weight, count in times) / all_of_it
    return scores


def _times(concept: Concept, title: str, text: str) -> float:
    def counted(wording: str) -> float:
        return text.count(wording) + _IN_TITLE * title.count(wording)

    # What is a part of the wording asked for is counted in half: 停工 of 停工停产.
    others = sum(counted(other) * (0.5 if other in concept.wording else 1.0) for other in concept.others)
    return counted(concept.wording) + _OTHER_WORDING * others


def _rarity_of(wording: str, rarity: Rarity) -> float | None:
    """That of its rarest pair; None where the library lacks one of them."""
    weights = [rarity(term) for term in telling_terms(wording)]
    known = [weight for weight in weights if weight is not None]
    return max(known) if known and len(known) == len(weights) else None


def _named(text: str) -> Iterator[tuple[int, int]]:
    """The spans of wordings in the text that lie in no longer one."""
    end_before = 0
    for start in range(len(text)):
        for end in range(min(len(text), start + _longest()), start + 1, -1):
            if text[start:end] in _lines():
                if end > end_before:
                    yield start, end
                    end_before = end
                break


@cache
def _lines() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Each wording with the lines of the thesaurus that it stands on."""
    text = Path(__file__).with_name("thesaurus.tsv").read_text(encoding="utf-8")
    lines = [tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#")]
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for line in lines:
        for wording in line:
            found[wording] = (*found.get(wording, ()), line)
    return found


@cache
def _longest() -> int:
    return max(map(len, _lines()))


@cache
def _asking() -> re.Pattern[str]:
    return re.compile("|".join(words_of_table("asked")["words"]))
