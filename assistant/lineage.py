"""The items of series that follow each other (八大行动, 七大攻坚), and which are worded alike from one to the next."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from assistant.answers.points import Point, count_in, counted
from assistant.citation import Citation, cite
from corpus.folding import fold
from index.hits import Document, Encoder, Passage, Vectors

# Words that more than this share of a list's titles have (行动, 攻坚) tell no item from another.
_COMMON = 1 / 3
# An item with its text is compared by so many characters: what an encoder of 512 tokens takes in.
_LONGEST = 300
_RUN = re.compile(r"[\u4e00-\u9fffa-z0-9]+")
_CLAUSE = re.compile(r"[,。;:!?]")


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list, with its title as printed."""

    title: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class ItemList:
    """The items that a document of the series lists, as many as its name counts."""

    series: str
    document: Document
    section: tuple[str, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """
    Two items of neighbouring lists that are worded alike: `before` and `after` are their places in the two lists.

    `shared` are the characters that both titles have and few others; `nearness` is how much nearer than usual the two
    are in meaning. It tells that the wordings are alike, not that the one work has become the other.
    """

    before: int
    after: int
    shared: tuple[str, ...]
    nearness: float


@dataclass(frozen=True, slots=True)
class Passing:
    """How the items of one list stand to those of the next: `pairs`, what has no partner before (`new`) or after (`gone`)."""

    before: ItemList
    after: ItemList
    pairs: tuple[Pair, ...]
    new: tuple[int, ...]
    gone: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A list and the points it was made of, whose text tells what an item means."""

    items: ItemList
    points: tuple[Point, ...]


def listed(series: str, documents: Sequence[Sequence[Passage]]) -> Listed | None:
    """The list of the first of the documents that lists as many items as the series' name counts."""
    count = count_in(series)
    for passages in documents if count is not None else ():
        group = counted(passages, count or 0)
        if group is not None:
            items = tuple(
                Item(point.title, cite(point.passage, number=number, start=point.start, end=point.title_end))
                for number, point in enumerate(group.points, 1)
            )
            return Listed(ItemList(series, group.document, group.path, items), group.points)
    return None


def passings(lists: Sequence[Listed], encoder: Encoder) -> tuple[Passing, ...]:
    """How the items of each list stand to those of the next; empty where there is but one."""
    if len(lists) < 2:
        return ()
    vectors = [
        (
            encoder.encode([point.title for point in one.points]),
            encoder.encode([f"{point.title}。{point.body}"[:_LONGEST] for point in one.points]),
        )
        for one in lists
    ]
    made = []
    for (before, old), (after, new) in pairwise(zip((one.items for one in lists), vectors, strict=True)):
        near = (_centred(old[0], new[0]) + _centred(old[1], new[1])) / 2
        made.append(_passing(before, after, near.astype("float32")))
    return tuple(made)


def _centred(old: Vectors, new: Vectors) -> Vectors:
    """How much nearer each two are than either is to all others: the cosines of any two official texts are high."""
    cosines = old @ new.T
    usual = cosines.mean(axis=0, keepdims=True) + cosines.mean(axis=1, keepdims=True) - cosines.mean()
    centred: Vectors = cosines - usual
    return centred


def _passing(before: ItemList, after: ItemList, near: Vectors) -> Passing:
    """
    The items that are worded alike.

    Two are when their titles share a telling word and one of them is the nearest to the other of all in its list, or
    when they share a telling character and each is the nearest to the other.
    """
    rows, columns = near.argmax(axis=1), near.argmax(axis=0)
    words = _telling(before, after, size=2)
    characters = _telling(before, after, size=1)
    pairs = []
    for i, j in product(range(len(before.items)), range(len(after.items))):
        first, second = bool(rows[i] == j), bool(columns[j] == i)
        shared = words[0][i] & words[1][j]
        single = characters[0][i] & characters[1][j]
        if near[i, j] > 0 and ((shared and (first or second)) or (single and first and second)):
            pairs.append(Pair(i, j, tuple(sorted(shared or single)), round(float(near[i, j]), 3)))
    gone = tuple(sorted(set(range(len(before.items))) - {pair.before for pair in pairs}))
    new = tuple(sorted(set(range(len(after.items))) - {pair.after for pair in pairs}))
    return Passing(before, after, tuple(pairs), new, gone)


def _telling(before: ItemList, after: ItemList, *, size: int) -> tuple[list[set[str]], list[set[str]]]:
    """Of each item the runs of `size` characters in the first clause of its title that few others of either list have."""
    sets = [[_runs(_CLAUSE.split(fold(item.title))[0], size) for item in one.items] for one in (before, after)]
    common = {
        run for one in sets for run in set().union(*one) if sum(run in other for other in one) > _COMMON * len(one)
    }
    return [runs - common for runs in sets[0]], [runs - common for runs in sets[1]]


def _runs(text: str, size: int) -> set[str]:
    return {run[at : at + size] for run in _RUN.findall(text) for at in range(len(run) - size + 1)}
