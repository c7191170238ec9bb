"""The simplest system that could do: the best paragraph of a full-text search, cut to the length of an answer."""

import re
import time
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from assistant.answer import Answer, as_json
from assistant.citation import cite
from corpus.folding import fold
from eval.cases import LENGTH_CAPS
from index.library import Library

LONGEST_ANSWER = LENGTH_CAPS["figure"]  # most types allow no more, and a baseline is not told the type
SENTENCE = re.compile(r"[^。！？；\n]+[。！？；\n]*")
CANDIDATES = 10


class Bm25Baseline:
    """Answers with the words of the best body paragraph, cites them, and never refuses."""

    name = "bm25"

    def __init__(self, library: Library) -> None:
        self._library = library

    def answer(self, question: str, turns: Sequence[str]) -> dict[str, Any]:
        """The object of `ask --json`; the text is empty only when the search finds nothing at all."""
        start = time.perf_counter()
        query = standalone(question, turns)
        passages = [hit.passage for hit in self._library.full_text(query, limit=CANDIDATES)]
        best = next((passage for passage in passages if passage.paragraph.role == "body"), None)
        if best is None and passages:
            best = passages[0]
        if best is None:
            return as_json(Answer(question, "answered", "", seconds=time.perf_counter() - start))
        begin, end = best_span(best.paragraph.text, query)
        source = cite(best, number=1, start=begin, end=end)
        return as_json(Answer(question, "answered", source.quote, (source,), seconds=time.perf_counter() - start))


def standalone(question: str, turns: Sequence[str]) -> str:
    """A follow-up for a system without a memory: the earlier questions in front of it."""
    return " ".join([*turns, question])


def best_span(text: str, question: str, *, limit: int = LONGEST_ANSWER) -> tuple[int, int]:
    """
    Where the neighbouring sentences lie that share most character pairs with the question, within `limit` characters.

    A text within the limit is taken whole; between equal spans the longer wins, since it holds more of what may be
    asked; a single sentence beyond the limit is cut.
    """
    if len(text) <= limit:
        return 0, len(text)
    wanted = character_pairs(question)
    sentences = [match.span() for match in SENTENCE.finditer(text)] or [(0, len(text))]
    spans = [
        (begin, end)
        for first, (begin, _) in enumerate(sentences)
        for _, end in sentences[first:]
        if end - begin <= limit
    ]
    spans += [(begin, begin + limit) for begin, end in sentences if end - begin > limit]
    return max(spans, key=lambda span: (len(wanted & character_pairs(text[slice(*span)])), span[1] - span[0]))


def character_pairs(text: str) -> set[str]:
    """The pairs of neighbouring characters, folded and without white space."""
    letters = "".join(fold(text).split())
    return {first + second for first, second in pairwise(letters)}
