"""Keep out of a file what would break it: characters that XML 1.0 forbids or advises against, and torn surrogates."""

import re

_UNFIT = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BREAK = re.compile(r"[\t\n ]*[\t\n][\t\n ]*")


def printable(text: str) -> str:
    r"""The text without characters that no file may hold; every line end is \n."""
    return _UNFIT.sub("", _LINE_END.sub("\n", text))


def one_line(text: str) -> str:
    """The printable text with every line end and tab turned into one space, and none at its ends."""
    return _BREAK.sub(" ", printable(text)).strip()
