"""Which characters sound or look alike: 姿 and 资, 早 and 旱; read from pypinyin and spelling.toml."""

import tomllib
from functools import cache, lru_cache
from itertools import islice, product
from pathlib import Path
from typing import Any, Literal

Likeness = Literal["sound", "shape", "near"]
# A long name has a few characters of two readings.
_MOST_KEYS = 16
_INITIALS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcsyw")


@cache
def data() -> dict[str, Any]:
    """The tables of spelling.toml."""
    with Path(__file__).with_name("spelling.toml").open("rb") as file:
        tables: dict[str, Any] = tomllib.load(file)
    return tables


@cache
def readings(character: str) -> tuple[str, ...]:
    """The readings in common use without tone: one, or two of a character such as 长."""
    from pypinyin import Style, pinyin  # 0.2 s, and only who corrects needs it

    found = pinyin(character, style=Style.NORMAL, heteronym=True)[0]
    # Rare readings (达 read ti) would make strangers alike.
    return tuple(found[: 2 if character in data()["two_readings"]["characters"] else 1])


@cache
def near(syllable: str) -> str:
    """The syllable as it is told apart where sounds run together: zhang, zang and zan are one."""
    table = data()["near"]
    syllable = table["syllables"].get(syllable, syllable)
    initial = next((one for one in _INITIALS if syllable.startswith(one)), "")
    final = syllable[len(initial) :]
    for long, short in table["finals"].items():
        if final.endswith(long):
            final = final.removesuffix(long) + short
    return str(table["initials"].get(initial, initial)) + final


@cache
def near_readings(character: str) -> frozenset[str]:
    """The character's readings, each as `near` tells it."""
    return frozenset(map(near, readings(character)))


def sound_keys(text: str) -> list[str]:
    """What texts that sound nearly alike have in common, for each way of reading `text`; at most `_MOST_KEYS`."""
    return [" ".join(key) for key in islice(product(*(sorted(near_readings(one)) for one in text)), _MOST_KEYS)]


def _together(table: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for group in data()[table]["groups"]:
        for character in group:
            found[character] = found.get(character, "") + group.replace(character, "")
    return found


@cache
def _shapes() -> dict[str, str]:
    return _together("shapes")


@cache
def _contrasts() -> dict[str, str]:
    return _together("contrasts")


def looking_like(character: str) -> str:
    """The characters that look like this one."""
    return _shapes().get(character, "")


def contrast(one: str, other: str) -> bool:
    """Whether the two stand for different things in one place (进 and 出), so that neither is a slip for the other."""
    return other in _contrasts().get(one, "")


@lru_cache(maxsize=1 << 16)
def likeness(one: str, other: str) -> Likeness | None:
    """How alike two characters are: in sound but for the tone, in shape, nearly in sound, or not at all."""
    if contrast(one, other):
        return None
    if set(readings(one)) & set(readings(other)):
        return "sound"
    if other in looking_like(one):
        return "shape"
    return "near" if near_readings(one) & near_readings(other) else None
