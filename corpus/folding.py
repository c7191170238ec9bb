"""One normal form of a text for comparing it; never for showing it."""

import unicodedata
from functools import lru_cache

# Dashes and tildes that bulletins use alike between numbers: 1-7月, 1—7月, 1～7月.
_DASHES = dict.fromkeys("‐‑‒–—―−－﹣~～〜∼", "-")
# NFKC would turn Ⅲ into three letters; a form of equal length keeps spans valid, so such characters stay.


@lru_cache(maxsize=8192)
def _fold_character(character: str) -> str:
    if character in _DASHES:
        return "-"
    folded = unicodedata.normalize("NFKC", character)
    return folded.lower() if len(folded) == 1 and len(folded.lower()) == 1 else character


def fold(text: str) -> str:
    """Half-width, lower-case, one kind of dash; `len(fold(text)) == len(text)`, so spans carry over."""
    return "".join(map(_fold_character, text))


def squeeze(text: str) -> str:
    """The folded text without any white space: what two printings of one sentence have in common."""
    return "".join(fold(text).split())
