"""Put typing errors in a question right where one reading stands out: 固定资产投姿 -> 固定资产投资."""

from dataclasses import dataclass, replace

from assistant.slips import Reading, meaning, readings_of
from assistant.vocabulary import Vocabulary, vocabulary_of
from corpus.folding import fold

# A question has one slip, seldom two; more changes than this would make another question of it.
_MOST_CHANGES = 3
# Whatever is longer is a pasted text, no question, and stays as it is.
_LONGEST = 200
# Between more readings than this nobody is asked to choose.
_MOST_CHOICES = 4
# How far a reading's score must be above all others of its place to stand out: more than a better-known kind of name.
_MARGIN = 0.9


@dataclass(frozen=True, slots=True)
class Spelling:
    """
    A question as it was meant: `changes` are (as written, as meant), in order.

    Where several readings of a place are equally likely it is left: `doubtful` is what stands there, `choices` are the
    readings.
    """

    text: str
    changes: tuple[tuple[str, str], ...] = ()
    choices: tuple[str, ...] = ()
    doubtful: str = ""


def correct(text: str, vocabulary: Vocabulary) -> Spelling:
    """The question as it was meant; words that the library or the language knows are never changed."""
    made: list[tuple[int, str, str]] = []
    unclear: list[Reading] = []
    while len(made) < _MOST_CHANGES and len(text) <= _LONGEST:
        plain = fold(text)
        readings = [one for one in readings_of(plain, vocabulary) if not any(_meet(one, other) for other in unclear)]
        if not readings:
            break
        best = max(readings, key=lambda reading: (reading.score, -reading.start, reading.meant))
        rivals = _rivals(best, readings, plain)
        if len(rivals) > 1:
            unclear += rivals
            continue
        best = rivals[0]
        made.append((best.start, text[best.start : best.end], best.meant))
        text = text[: best.start] + best.meant + text[best.end :]
        unclear = [_moved(one, best) for one in unclear]
    changes = tuple((written, meant) for _, written, meant in sorted(made))
    return replace(_asked(text, unclear), changes=changes)


def _meet(one: Reading, other: Reading) -> bool:
    return one.start < other.end and other.start < one.end


def _moved(reading: Reading, made: Reading) -> Reading:
    """Where a reading stands once a change before it has made the text longer or shorter."""
    by = len(made.meant) - (made.end - made.start) if made.start < reading.start else 0
    return replace(reading, start=reading.start + by, end=reading.end + by)


def _rivals(best: Reading, readings: list[Reading], plain: str) -> list[Reading]:
    """The readings of the place of `best` that are about as likely, the likeliest for each question that they make."""
    texts: dict[str, Reading] = {}
    for reading in sorted(readings, key=lambda reading: (-reading.score, reading.start, reading.meant)):
        if _meet(reading, best) and reading.score > best.score - _MARGIN:
            texts.setdefault(plain[: reading.start] + reading.meant + plain[reading.end :], reading)
    # 规上工业增加值 and 规模工业增加值 are one indicator.
    questions: dict[tuple[int, int, str], Reading] = {}
    for reading in texts.values():
        questions.setdefault((reading.start, reading.end, meaning(reading.meant)), reading)
    return list(questions.values())


def _asked(text: str, unclear: list[Reading]) -> Spelling:
    """The text with the first place at which there are a few names to choose from."""
    for first in unclear:
        there = [one for one in unclear if _meet(one, first)]
        same = [one for one in there if one.name and (one.start, one.end) == (first.start, first.end)]
        if len(same) == len(there) <= _MOST_CHOICES:
            choices = tuple(sorted(one.meant for one in same))
            return Spelling(text, choices=choices, doubtful=text[first.start : first.end])
    return Spelling(text)


__all__ = ["Spelling", "Vocabulary", "correct", "vocabulary_of"]
