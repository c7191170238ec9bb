"""What the doubtful places of a question may mean: names and words that sound or look like what is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import log2

from assistant.certainty import HAN, Certain, carrying
from assistant.sounds import Likeness, contrast, data, likeness, looking_like, near_readings, sound_keys
from assistant.vocabulary import Kind, Vocabulary, blanks, is_word
from corpus.indicators import indicator_named
from corpus.regions import region_named, region_names

_LONGEST = 12
# A character that neither sounds nor looks like the right one is only a slip in a name as long as these.
_SHORTEST_REGION, _SHORTEST_INDICATOR, _SHORTEST_NAME = 3, 4, 5
# In a name as long as this one that sounds the same is a slip even where it makes a word: 高薪技术企业.
_LONG = 5
# A word, unlike a name, must occur so often in the library before it is what somebody meant.
_TRIPLES, _PAIRS = 2, 3
# What speaks for a reading: how alike the characters are, what kind of name it makes, and how much of the text it
# explains. Set by hand on the errors in tests/assistant/test_spelling.py.
_ALIKE: dict[Likeness | None, float] = {"sound": 3.0, "shape": 3.0, "near": 2.0, None: 0.5}
_KIND: dict[Kind, float] = {"region": 3.0, "indicator": 2.5, "name": 2.0, "home": 1.5}
_PER_CHARACTER, _MOST_CHARACTERS = 0.6, 6
_PER_DOUBLING = 0.2
# The library has a character beside both its neighbours: 筑 of 建筑业, not 主 of 建主业.
_BOTH_SIDES = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """`text[start:end]` read as `meant`, a name or a run of the library's text; higher `score` is likelier."""

    start: int
    end: int
    meant: str
    score: float
    name: bool


def readings_of(plain: str, vocabulary: Vocabulary) -> list[Reading]:
    """What the doubtful places of the text may mean."""
    known = Certain.of(plain, vocabulary)
    found: list[Reading] = []
    for at in range(len(plain)):
        if known.changeable(at):
            found += _replaced(known, at)
    return [*found, *_by_sound(known), *_slipped(known)]


def _replaced(known: Certain, at: int) -> Iterator[Reading]:
    """Readings with another character in one place: one alike, or, in a long name, any other."""
    written, vocabulary = known.plain[at], known.vocabulary
    strange = known.strange(at)
    alike = set(looking_like(written))
    if strange:
        alike |= {one for sound in near_readings(written) for one in vocabulary.by_sound.get(sound, "")}
    for character in sorted(alike - {written}):
        how = likeness(written, character)
        if how is not None and at not in known.foreign:
            yield from _in_text(known, at, character, how)
    for start, end in _around(known, at, at + 1, shortest=2):
        window = known.plain[start:end]
        blank = f"{window[: at - start]}\0{window[at - start + 1 :]}"
        for term in vocabulary.blanked.get(blank, ()):
            character = term[at - start]
            how = likeness(written, character)
            if character == written or contrast(written, character) or character in carrying():
                continue
            if not _permitted(known, term, how, start, end) or not _tells(known, at, term, start, end):
                continue
            if how is None and not (strange and known.whole(start, end) and known.part_of(at, start, end)):
                continue
            if len(term) == 2 and known.bound(2 * start + 1 - at, at):
                continue
            long = _SHORTEST_REGION if vocabulary.terms[term] == "region" else _LONG
            if strange or how == "shape" or (how == "sound" and len(term) >= long):
                yield _reading(known, start, term, how)


def _permitted(known: Certain, term: str, how: Likeness | None, start: int, end: int) -> bool:
    """Whether a name is long enough to be meant by a slip of this kind."""
    kind = known.vocabulary.terms[term]
    if not known.foreign.isdisjoint(range(start, end)):
        around = start not in known.foreign and end not in known.foreign
        return around and kind == "region" and how in ("sound", "shape")
    if how is None and kind == "region":
        return len(term) >= _SHORTEST_REGION and _only_region(known.plain[start:end], term)
    if how is None:
        return kind != "home" and len(term) >= (_SHORTEST_INDICATOR if kind == "indicator" else _SHORTEST_NAME)
    return len(term) >= (3 if how == "near" else 2)


def _tells(known: Certain, at: int, term: str, start: int, end: int) -> bool:
    """Whether the character is a word's: it is in 岳阳线, where the county is meant, not in 岳阳实有."""
    if start < at < end - 1:
        return True
    rest = known.plain[start + 1 : end] if at == start else known.plain[start : end - 1]
    alone = known.strange(at) and not known.pair(at if at == end - 1 else at - 1)
    return rest not in known.vocabulary.terms or alone or (known.strange(at) and meaning(rest) != meaning(term))


def meaning(name: str) -> str:
    """The region or indicator that a name stands for, else the name: 规工 and 规模以上工业增加值 are one."""
    if region := region_named(name):
        return region.name
    indicator = indicator_named(name)
    return indicator.name if indicator else name


def _only_region(written: str, term: str) -> bool:
    """Whether no other region of the country is a character from what is written: 泊罗市, but not 梅阳县."""
    near = set(blanks(written))
    meant = region_named(term)
    return not any(
        len(name) == len(term) and not near.isdisjoint(blanks(name)) and region_named(name) != meant
        for name in region_names()
    )


def _reading(known: Certain, start: int, term: str, how: Likeness | None, *, written: int | None = None) -> Reading:
    length = len(term) if written is None else written
    score = _ALIKE[how] + _KIND[known.vocabulary.terms[term]] + _PER_CHARACTER * min(len(term), _MOST_CHARACTERS)
    return Reading(start, start + length, term, score, name=True)


def _in_text(known: Certain, at: int, character: str, how: Likeness) -> Iterator[Reading]:
    """Readings that make a word of the library's text, by itself or with a character beside it."""
    vocabulary, plain = known.vocabulary, known.plain
    changed = f"{plain[:at]}{character}{plain[at + 1 :]}"
    pairs = [one for one in (at - 1, at) if known.pair(one)]
    free = known.strange(at) and not any(known.bound(2 * one + 1 - at, at) for one in pairs)
    fit = _BOTH_SIDES if len(pairs) == 2 and all(vocabulary.says(changed[one : one + 2]) for one in pairs) else 0.0
    run = _in_run(vocabulary, changed, at) if how != "near" and free else 0
    for one in pairs:
        pair = changed[one : one + 2]
        if plain[one + 2 : one + 3] in tuple(data()["proper"]["endings"]):
            continue
        if run >= (1 if is_word(pair) else _TRIPLES):
            yield _word(one, pair, how, length=4, count=run, fit=fit)
        if not is_word(pair) or known.bound(2 * one + 1 - at, at):
            continue
        triples = [changed[start : start + 3] for start in (one - 1, one) if start >= 0]
        counts = [count for triple in triples if (count := vocabulary.triples.get(triple, 0)) >= _TRIPLES]
        if counts:
            yield _word(one, pair, how, length=3, count=max(counts), fit=fit)
        if how != "near" and (count := vocabulary.pairs.get(pair, 0)) >= _PAIRS:
            yield _word(one, pair, how, length=2, count=count, fit=fit)


def _in_run(vocabulary: Vocabulary, text: str, at: int) -> int:
    """How often the library has four characters such as 零工驿站 of which the one at `at` is one; by their triples."""
    runs = (text[start : start + 4] for start in range(max(0, at - 3), at + 1))
    return max(min(vocabulary.triples.get(run[:3], 0), vocabulary.triples.get(run[1:4], 0)) for run in runs)


def _word(start: int, meant: str, how: Likeness, *, length: int, count: int, fit: float) -> Reading:
    score = fit + _ALIKE[how] + _PER_CHARACTER * length + _PER_DOUBLING * log2(count)
    return Reading(start, start + len(meant), meant, score, name=False)


def _around(known: Certain, first: int, last: int, *, shortest: int) -> Iterator[tuple[int, int]]:
    """The spans of a name's length that hold `plain[first:last]`."""
    for start in range(max(0, last - _LONGEST), first + 1):
        for end in range(max(last, start + shortest), min(len(known.plain), start + _LONGEST) + 1):
            yield start, end


def _by_sound(known: Certain) -> list[Reading]:
    """Names of which two or more characters sound alike but are others: 蜜萝市 for 汨罗市."""
    found, sounding = [], known.vocabulary.sounding
    strange = [at for at in range(len(known.plain)) if known.strange(at) and at not in known.foreign]
    spans = {span for at in strange for span in _around(known, at, at + 1, shortest=2)}
    for start, end in sorted(spans):
        window = known.plain[start:end]
        if not all(map(HAN.match, window)):
            continue
        for term in dict.fromkeys(term for key in sound_keys(window) for term in sounding.get(key, ())):
            changed = [start + at for at, (one, other) in enumerate(zip(window, term, strict=True)) if one != other]
            kinds = {likeness(known.plain[at], term[at - start]) for at in changed}
            if len(changed) < 2 or None in kinds or not all(at in strange for at in changed):
                continue
            opens = start == 0 or not HAN.match(known.plain[start - 1])
            if len(term) == 2 and not (opens and kinds == {"sound"} and known.vocabulary.terms[term] == "region"):
                continue
            found.append(_reading(known, start, term, "near" if "near" in kinds else "sound"))
    return found


def _slipped(known: Certain) -> Iterator[Reading]:
    """Names of four characters and more with one left out, or one typed twice."""
    plain, vocabulary = known.plain, known.vocabulary
    for start in range(len(plain)):
        for end in range(start + 3, min(len(plain), start + _LONGEST) + 1):
            for term in vocabulary.shortened.get(plain[start:end], ()):
                if known.whole(start, end) and _missing(known, start, term):
                    yield _reading(known, start, term, "near", written=end - start)
    for at in range(1, len(plain)):
        pair = plain[at - 1 : at + 1]
        if pair[0] == pair[1] and known.pair(at - 1) and not vocabulary.knows(pair):
            for start, end in _around(known, at - 1, at + 1, shortest=5):
                if (term := plain[start:at] + plain[at + 1 : end]) in vocabulary.terms:
                    yield _reading(known, start, term, "near", written=end - start)


def _missing(known: Certain, start: int, term: str) -> bool:
    """Whether the character left out was half of a word whose other half stands alone: 资 of 资产, not 总 of 旅游总收入."""
    at = next(at for at, character in enumerate(term) if known.plain[start + at] != character)
    before, after = start + at - 1, start + at
    if term[at] in carrying() or not known.pair(before) or known.vocabulary.knows(known.pair(before)):
        return False
    return (is_word(term[at - 1 : at + 1]) and not known.bound(before, after)) or (
        is_word(term[at : at + 2]) and not known.bound(after, before)
    )
