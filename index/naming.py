"""Which of the library's indicators a name means: the name itself, another wording of it, or the most alike."""

import re
from collections.abc import Iterable
from typing import Literal

from corpus.folding import squeeze
from corpus.indicators import indicator_named

Match = Literal["exact", "alias", "fuzzy"]
# Bigram likeness from which a name that is not listed may be meant: 零工驿站数 and 零工驿站, not 进口额 and 出口额.
_LIKE = 0.6
# What people add to an indicator's name when they ask for its figure.
_FIGURE = re.compile(r"(?:的)?(?:同比)?(?:增速|增幅|增长率|增长|数值|总量)$")


def matching(text: str, names: Iterable[tuple[str, str]], match: Match) -> dict[tuple[str, str], float]:
    """
    Those of the (indicator, wording) pairs that `text` means, each with a likeness of 0 … 1.

    公路水路固定资产投资 is never 固定资产投资, unless by `fuzzy`; two listed indicators are not alike however they read.
    """
    asked, listed = squeeze(text), standard_name(text)
    found: dict[tuple[str, str], float] = {}
    for indicator, wording in names:
        name = squeeze(indicator)
        named = indicator == listed or _same_words(asked, listed, indicator, wording)
        if name == asked or (named and match != "exact"):
            found[indicator, wording] = 1.0
        elif match == "fuzzy" and not (listed is not None and standard_name(indicator) is not None):
            likeness = max(likeness_of(asked, name), likeness_of(asked, squeeze(wording)))
            if likeness >= _LIKE:
                found[indicator, wording] = likeness
    return found


def _same_words(asked: str, listed: str | None, indicator: str, wording: str) -> bool:
    """A name that is not listed also means what is printed in just these words, unless that is part of a longer name."""
    return (
        listed is None and standard_name(indicator) is None and asked in (squeeze(wording), _bare(squeeze(indicator)))
    )


def _bare(name: str) -> str:
    return _FIGURE.sub("", name)


def standard_name(text: str) -> str | None:
    """The standard wording of a listed indicator: 社零增速 -> 社会消费品零售总额; None for any other name."""
    for name in (squeeze(text), _bare(squeeze(text))):
        if indicator := indicator_named(name):
            return indicator.name
    return None


def likeness_of(asked: str, name: str) -> float:
    """The share of bigrams in common (Dice); a name that contains all that was asked is at least at the threshold."""
    ours, theirs = _bigrams(asked), _bigrams(name)
    if not ours or not theirs:
        return 0.0
    dice = 2 * len(ours & theirs) / (len(ours) + len(theirs))
    within = _LIKE + (1 - _LIKE) * len(asked) / len(name) if asked in name else 0.0
    return max(dice, within)


def _bigrams(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
