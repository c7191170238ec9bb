"""Which rules the facts and duties of a bulletin were read by: one value for all code and data of this package."""

import hashlib
from pathlib import Path
from typing import Final


def _digest() -> str:
    """
    A digest of the modules and tables beside this one.

    Whatever changes in them may change what is read; reading again from stored paragraphs costs little, and a number
    kept by hand would be forgotten.
    """
    digest = hashlib.sha256()
    for path in sorted(one for one in Path(__file__).parent.iterdir() if one.suffix in (".py", ".toml", ".tsv")):
        digest.update(f"{path.name}\x00".encode() + path.read_bytes() + b"\x00")
    return digest.hexdigest()[:16]


# Taken as the program starts: files that an update replaces later are not the rules that this process reads by.
RULES: Final = _digest()
