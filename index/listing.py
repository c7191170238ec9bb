"""How many things a query asks to be listed: 8 of 八大行动分别是哪些."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from corpus.folding import fold
from corpus.numerals import numeral


def counts_asked(query: str) -> frozenset[int]:
    """The numbers of things that the query wants listed; none where it asks for no list or counts nothing."""
    plain = fold(query)
    if not re.search(_data()["asks"], plain):
        return frozenset()
    counts = (numeral(match["number"]) for match in re.finditer(_data()["counted"], plain))
    return frozenset(count for count in counts if count is not None and count >= _data()["fewest"])


@cache
def _data() -> dict[str, Any]:
    with Path(__file__).with_name("listing.toml").open("rb") as file:
        return tomllib.load(file)
