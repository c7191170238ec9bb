"""What a sentence does: set an aim, tell what has been done, or how, or enumerate; the words are in sentences.toml."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

Deed = Literal["aim", "aim_reached", "aim_perhaps", "done", "measure", "enumerates", "post", "share_told", "in_office"]


def does(deed: Deed, text: str) -> bool:
    """Whether the text has the words of that deed."""
    return _pattern(deed).search(text) is not None


@cache
def _pattern(deed: Deed) -> re.Pattern[str]:
    with Path(__file__).with_name("sentences.toml").open("rb") as file:
        return re.compile(tomllib.load(file)[deed])
