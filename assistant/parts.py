"""A question that asks for two things: 接待了多少人，花了多少钱 is read as two, the second inheriting what it leaves out."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from assistant.asking import asks_in
from assistant.question import Question

_STOPS = re.compile(r"[，,；;？?。]|以及|还有")
# Questions that stay whole: their clauses belong together.
_WHOLE = ("opinion", "summary", "series", "compare", "how", "list", "exists", "units", "masthead")


def parts_of(text: str, whole: Question, read: Callable[[str], Question]) -> list[Question]:
    """The questions that the text asks one after the other, each in full; empty where it asks one."""
    if whole.intent in _WHOLE:
        return []
    clauses = _clauses(text)
    if len(clauses) < 2:
        return []
    found = [_first(read(clauses[0]), whole)]
    for clause in clauses[1:]:
        found.append(_after(read(clause), found[-1]))
    return [] if any(part.intent in _WHOLE for part in found) else [replace(part, asks=whole.asks) for part in found]


def _clauses(text: str) -> list[str]:
    """The clauses, each with a word that asks; what only leads up to one goes with it."""
    clauses, ahead = [], ""
    for piece in _STOPS.split(text):
        ends = asks_in(piece)
        if not ends:
            ahead += piece
            continue
        # 多长啥时候通的: two that ask in one clause.
        cuts = [0, *ends[:-1], len(piece)]
        clauses += [ahead + piece[cuts[0] : cuts[1]], *(piece[a:b] for a, b in pairwise(cuts[1:]))]
        ahead = ""
    return clauses


def _first(part: Question, whole: Question) -> Question:
    """What an earlier turn of the conversation gave the whole is the first clause's too."""
    return replace(
        part,
        regions=part.regions or whole.regions,
        periods=part.periods or whole.periods,
        indicators=part.indicators or (() if part.subjects else whole.indicators),
        subjects=part.subjects or (() if part.indicators else whole.subjects),
        series=part.series or whole.series,
        issue=part.issue or whole.issue,
    )


def _after(part: Question, before: Question) -> Question:
    own = part.names_subject
    return replace(
        part,
        regions=part.regions or before.regions,
        periods=part.periods or before.periods,
        series=part.series or before.series,
        issue=part.issue or before.issue,
        indicators=part.indicators if own else before.indicators,
        subjects=part.subjects if own else before.subjects,
        persons=part.persons if own else before.persons,
        intent="figure" if part.intent == "other" else part.intent,
    )
