"""The words that a library speaks with: what a question may mean, and what is certainly no typing error."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from assistant.sounds import near_readings, sound_keys
from corpus.folding import squeeze
from corpus.indicators import wordings
from corpus.regions import enclosing, region_named, region_names
from index.hits import Passage
from index.store import Store

# How near a term is to the library: a region it speaks of or a listed indicator, a name in its text, a region at home.
Kind = Literal["region", "indicator", "name", "home"]
_SHORTEST, _LONGEST = 2, 12
_QUOTED = re.compile(r"“([^”]{2,12})”")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_TERM = re.compile(rf"(?=[^\u4e00-\u9fff]*[\u4e00-\u9fff]{{2}})[\u4e00-\u9fffa-z0-9]{{{_SHORTEST},{_LONGEST}}}")
_PARTS = re.compile(r"[^\u4e00-\u9fffa-z0-9]+|^[一二三四五六七八九十]{1,2}是")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """
    What a library speaks of.

    `terms` are names with their kind; `blanked` finds them with one character left open (招商引?), `shortened` with an
    inner one left out, `sounding` by their sound. `pairs` and `triples` count the characters that stand together in
    the library's text; `by_sound` are its characters by how they nearly sound.
    """

    terms: Mapping[str, Kind]
    pairs: Mapping[str, int]
    triples: Mapping[str, int]
    blanked: Mapping[str, tuple[str, ...]]
    shortened: Mapping[str, tuple[str, ...]]
    sounding: Mapping[str, tuple[str, ...]]
    by_sound: Mapping[str, str]
    inner: frozenset[str] = field(default=frozenset())

    def says(self, pair: str) -> bool:
        """Whether two characters stand together in the library or in one of its names."""
        return pair in self.pairs or pair in self.inner

    def knows(self, pair: str) -> bool:
        """Whether two characters are no slip: the library's, or a common word of the language."""
        return self.says(pair) or is_word(pair)


@cache
def _words() -> dict[str, str]:
    text = Path(__file__).with_name("words.tsv").read_text(encoding="utf-8")
    return dict(line.split("\t") for line in text.splitlines() if not line.startswith("#"))


def is_word(pair: str) -> bool:
    """Whether two characters are a word in common use."""
    return len(pair) == 2 and pair[1] in _words().get(pair[0], "")


def vocabulary_of(store: Store, passages: Sequence[Passage]) -> Vocabulary:
    """The vocabulary of the live documents, whose paragraphs are `passages`."""
    documents = store.documents()
    pairs, triples = _counted(passage.paragraph.text for passage in passages)
    spoken = {passage.paragraph.region for passage in passages} | {document.masthead.region for document in documents}
    regions = {region for region in (*spoken, *store.fact_regions()) if region}
    names = [name for pair in store.fact_names() for name in pair]
    names += [document.masthead.series or "" for document in documents]
    names += [party.name for _, duty in store.duties() for party in duty.parties]
    names += [title for passage in passages for title in (*passage.section, passage.paragraph.lead)]
    names += [quoted for passage in passages for quoted in _QUOTED.findall(passage.paragraph.text)]
    terms: dict[str, Kind] = dict.fromkeys(_terms(names), "name")
    terms |= dict.fromkeys(filter(_TERM.fullmatch, wordings()), "indicator")
    terms |= _regions(regions)
    return Vocabulary(
        terms,
        pairs,
        triples,
        _indexed((blank, term) for term in terms for blank in blanks(term)),
        _indexed(
            (term[:at] + term[at + 1 :], term) for term in terms if len(term) > 3 for at in range(1, len(term) - 1)
        ),
        _indexed((key, term) for term in terms for key in sound_keys(term)),
        _by_sound({character for text in (*terms, *pairs) for character in text}),
        frozenset(_counted(terms)[0]),
    )


def _terms(names: Iterable[str]) -> Iterator[str]:
    """The parts of names that are terms: both of 精准招商，延链强链, 以旧换新 of “以旧换新”补贴."""
    for name in dict.fromkeys(names):
        yield from filter(_TERM.fullmatch, _PARTS.split(squeeze(name)))


def blanks(text: str) -> Iterator[str]:
    """The text with each of its characters left open in turn."""
    for at in range(len(text)):
        yield f"{text[:at]}\0{text[at + 1 :]}"


def _regions(spoken: set[str]) -> dict[str, Kind]:
    """The names of the regions that are spoken of and of their provinces'; other regions are never meant by a slip."""
    at_home = {province.name for name in spoken if (province := enclosing(name, "省"))}
    found: dict[str, Kind] = {}
    for name in region_names():
        region = region_named(name)
        assert region is not None
        if region.name in spoken:
            found[name] = "region"
        elif (province := enclosing(region.name, "省")) and province.name in at_home:
            found[name] = "home"
    return found


def _counted(texts: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """How often two and three characters stand together; 领工 is no pair of 引领工业, for each belongs to another word."""
    pairs, triples = Counter[str](), Counter[str]()
    for text in texts:
        for match in _HAN.finditer(text):
            run = match[0]
            triples.update(run[at : at + 3] for at in range(len(run) - 2))
            pairs.update(run[at : at + 2] for at in range(len(run) - 1) if not _straddles(run, at))
    return pairs, triples


def _straddles(run: str, at: int) -> bool:
    return (
        0 < at < len(run) - 2
        and is_word(run[at - 1 : at + 1])
        and is_word(run[at + 1 : at + 3])
        and not is_word(run[at : at + 2])
    )


def _indexed(entries: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key, term in entries:
        found[key].append(term)
    return {key: tuple(dict.fromkeys(terms)) for key, terms in found.items()}


def _by_sound(characters: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = defaultdict(str)
    for character in sorted(characters):
        for sound in near_readings(character):
            found[sound] += character
    return dict(found)
