"""Chinese text -> the terms of the full-text index: character unigrams and bigrams, whole numbers, whole Latin words."""

import re

from corpus.folding import fold

_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇]+|\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[a-z][a-z0-9]*")


def terms(text: str) -> list[str]:
    """
    The terms of `text`, repeated as they occur.

    Unigrams with bigrams beat dictionary words on every single-passage set measured (eval/README.md); a number is one
    term, written one way: 8,976.10 and 8976.1 are equal.
    """
    found: list[str] = []
    for match in _RUN.finditer(fold(text)):
        run = match[0]
        if run[0].isdigit():
            found.append(_plain_number(run))
        elif run[0].isascii():
            found.append(run)
        else:
            found.extend(run)
            found.extend(run[position : position + 2] for position in range(len(run) - 1))
    return found


def telling_terms(text: str) -> list[str]:
    """The terms of `text` without those that nearly every paragraph has: of a Chinese word its pairs of characters."""
    found: list[str] = []
    for match in _RUN.finditer(fold(text)):
        words = terms(match[0])
        found += [word for word in words if len(word) > 1] if len(match[0]) > 1 and not match[0].isascii() else words
    return found


def _plain_number(run: str) -> str:
    number = run.replace(",", "")
    return number.rstrip("0").rstrip(".") if "." in number else number
