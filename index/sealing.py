"""Was a folder left as it was closed? A list of its files' checksums, written at the end and taken away at the start."""

import json
import zlib
from pathlib import Path
from typing import Literal

_SEAL = "seal.json"
_CHUNK = 1 << 20

Seal = Literal["whole", "broken", "absent"]


def seal(folder: Path) -> None:
    """Write down size and CRC-32 of every file; the folder must not be written to afterwards."""
    draft = folder / f"{_SEAL}.part"
    draft.write_text(json.dumps(_checksums(folder)), encoding="utf-8")
    draft.replace(folder / _SEAL)


def break_seal(folder: Path) -> Seal:
    """Compare and take the seal away: whole, broken, or absent where the last owner did not get to closing."""
    path = folder / _SEAL
    try:
        noted = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return "absent"
    except ValueError:
        noted = None
    whole = noted == _checksums(folder)
    path.unlink()
    return "whole" if whole else "broken"


def _checksums(folder: Path) -> dict[str, list[int]]:
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith(_SEAL):
            found[path.relative_to(folder).as_posix()] = [path.stat().st_size, crc32(path)]
    return found


def crc32(path: Path, *, length: int | None = None) -> int:
    """The CRC-32 of the first `length` bytes of a file, by default of all."""
    value, left = 0, path.stat().st_size if length is None else length
    with path.open("rb") as file:
        while left > 0 and (chunk := file.read(min(_CHUNK, left))):
            value = zlib.crc32(chunk, value)
            left -= len(chunk)
    return value
