"""The gazetteer: region names and their short forms in a text, and which region lies in which."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus.bulletin import Level

_SUFFIXES = ("省", "市", "县")


@dataclass(frozen=True, slots=True)
class Region:
    """A region by its full name; `parent` is the full name of the region it lies in, empty for the nation."""

    name: str
    level: Level
    parent: str


@dataclass(frozen=True, slots=True)
class RegionMention:
    """`text[start:end]` names `region`."""

    start: int
    end: int
    region: Region


@cache
def _data() -> dict[str, Any]:
    with Path(__file__).with_name("regions.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def gazetteer() -> dict[str, Region]:
    """Every region by its full name."""
    data = _data()
    nation = data["nation"][0]["name"]
    regions = {nation: Region(nation, "国", "")}
    for entry in data["province"]:
        regions |= {name: Region(name, "省", nation) for name in entry["names"]}
    for entry in data["city"]:
        regions |= {name: Region(name, "市", entry["parent"]) for name in entry["names"]}
    for entry in data["county"]:
        regions |= {name: Region(name, "县", entry["parent"]) for name in entry["names"]}
    return regions


@cache
def _names() -> dict[str, Region]:
    """Every full name, short form and alias; where a short form is shared, the wider region has it (岳阳 -> 岳阳市)."""
    data, names = _data(), dict[str, Region]()
    for region in gazetteer().values():
        forms = [region.name, *data["aliases"].get(region.name, ())]
        if region.name.endswith(_SUFFIXES) and region.name not in data["no_short"] and len(region.name) > 2:
            forms.append(region.name[:-1])
        for form in forms:
            names.setdefault(form, region)
    for alias in data["nation"][0]["aliases"]:
        names[alias] = gazetteer()[data["nation"][0]["name"]]
    return names


@cache
def _pattern() -> re.Pattern[str]:
    data = _data()
    stop = "|".join(map(re.escape, sorted(data["not_followed_by"], key=len, reverse=True)))
    # 湖 follows in 湖南湖北, and is no lake.
    provinces = "|".join(name[:2] for entry in data["province"] for name in entry["names"])
    alternatives = []
    for name in sorted(_names(), key=len, reverse=True):
        whole = name in gazetteer()
        alternatives.append(f"{re.escape(name)}(?!级)" if whole else f"{re.escape(name)}(?!(?!{provinces})(?:{stop}))")
    return re.compile("|".join(alternatives))


def find_regions(text: str) -> list[RegionMention]:
    """The regions named in `text`, in order, longest name first: 岳阳楼区 is never 岳阳市."""
    return [
        RegionMention(match.start(), match.end(), _names()[match[0]])
        for match in _pattern().finditer(text)
        if not _inside_a_word(text, match)
    ]


def _inside_a_word(text: str, match: re.Match[str]) -> bool:
    """投资兴业 does not name 资兴市, nor 国家级经开区 the one of Yueyang."""
    before = text[max(0, match.start() - 1) : match.start()]
    return bool(before) and before in _data()["not_preceded_by"].get(match[0], "")


def region_named(name: str | None) -> Region | None:
    """The region of that full name, short form or alias."""
    return _names().get(name) if name else None


def contains(outer: str, inner: str) -> bool:
    """Whether the region named `inner` is `outer` or lies in it."""
    regions = gazetteer()
    while inner:
        if inner == outer:
            return True
        inner = regions[inner].parent if inner in regions else ""
    return False


def enclosing(name: str, level: Level) -> Region | None:
    """The region of `level` that `name` lies in, or is."""
    region = gazetteer().get(name)
    while region is not None and region.level != level:
        region = gazetteer().get(region.parent)
    return region


def resolve_own(word: str, home: str | None) -> Region | None:
    """What 全市, 我县, 全省, 全国 mean in a text whose own region is `home`; None where that cannot be told."""
    region = gazetteer().get(home or "")
    if word.endswith("国"):
        return region_named("全国")
    if word.endswith("省"):
        return enclosing(region.name, "省") if region else None
    while region is not None and not region.name.endswith(
        {"市": ("市", "州"), "州": ("州",), "县": ("县",), "区": ("区",)}[word[-1]]
    ):
        region = gazetteer().get(region.parent)
    return region
