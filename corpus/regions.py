"""The gazetteer: region names and their short forms in a text, and which region lies in which."""

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus.bulletin import Level

_SUFFIXES = ("省", "市", "县")
_AUTONOMOUS = re.compile(
    r"(.{2,4}?)(?:土家族|苗族|藏族|彝族|回族|羌族|蒙古族?|壮族|布依族|侗族|哈尼族|白族|傣族|景颇族|傈僳族|朝鲜族|哈萨克|柯尔克孜)+自治州$"
)


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
def _divisions() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """(province, prefecture, its counties) of the whole country."""
    text = Path(__file__).with_name("divisions.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return tuple((province, city, tuple(counties.split())) for province, city, counties in rows)


@cache
def gazetteer() -> dict[str, Region]:
    """Every region by its full name; a county whose name another one has too goes by both: 南京市鼓楼区."""
    data = _data()
    nation, home = data["nation"][0]["name"], data["home"]
    regions = {nation: Region(nation, "国", "")}
    for province, _, _ in _divisions():
        regions.setdefault(province, Region(province, "省", nation))
    for province, city, _ in _divisions():
        regions.setdefault(city, Region(city, "市", province))
    shared = Counter(county for _, _, counties in _divisions() for county in counties)
    for province, city, counties in _divisions():
        for county in counties:
            unique = province == home or (shared[county] == 1 and county not in regions)
            name = county if unique else f"{city}{county}"
            regions[name] = Region(name, "县", city)
    for entry in data["county"]:
        regions |= {name: Region(name, "县", entry["parent"]) for name in entry["names"]}
    return regions


@cache
def _names() -> dict[str, Region]:
    """Every full name, short form and alias; where a short form is shared, the wider region has it (岳阳 -> 岳阳市)."""
    data, names = _data(), dict[str, Region]()
    at_home = {county for province, _, counties in _divisions() if province == data["home"] for county in counties} | {
        name for entry in data["county"] for name in entry["names"]
    }
    for region in gazetteer().values():
        names.setdefault(region.name, region)
    for region in gazetteer().values():
        for form in data["aliases"].get(region.name, ()):
            names.setdefault(form, region)
        if region.level != "县" or region.name in at_home:
            for form in _short_forms(region.name, data["no_short"]):
                names.setdefault(form, region)
    for alias in data["nation"][0]["aliases"]:
        names[alias] = gazetteer()[data["nation"][0]["name"]]
    return names


def _short_forms(name: str, without: Collection[str]) -> Iterator[str]:
    """汨罗市 -> 汨罗; 恩施土家族苗族自治州 -> 恩施州; 内蒙古自治区 has its own in the aliases."""
    if name in without:
        return
    if match := _AUTONOMOUS.match(name):
        yield f"{match[1]}州"
    elif name.endswith(_SUFFIXES) and len(name) > 2:
        yield name[:-1]


@cache
def _by_first() -> dict[str, list[str]]:
    """The names by their first character, longest first."""
    found: dict[str, list[str]] = {}
    for name in sorted(_names(), key=lambda name: (-len(name), name)):
        found.setdefault(name[0], []).append(name)
    return found


@cache
def _continued() -> re.Pattern[str]:
    """What makes a short form the beginning of another name; 湖 follows in 湖南湖北, and is no lake."""
    stop = "|".join(map(re.escape, sorted(_data()["not_followed_by"], key=len, reverse=True)))
    provinces = "|".join(sorted({province[:2] for province, _, _ in _divisions()}))
    return re.compile(f"(?!{provinces})(?:{stop})")


def find_regions(text: str) -> list[RegionMention]:
    """The regions named in `text`, in order, longest name first: 岳阳楼区 is never 岳阳市."""
    found: list[RegionMention] = []
    names, by_first, position = _names(), _by_first(), 0
    while position < len(text):
        for name in by_first.get(text[position], ()):
            if text.startswith(name, position) and _stands_free(text, name, position):
                found.append(RegionMention(position, position + len(name), names[name]))
                position += len(name)
                break
        else:
            position += 1
    return found


def _stands_free(text: str, name: str, start: int) -> bool:
    """投资兴业 does not name 资兴市, 岳阳市级 not 岳阳市, 汨罗江 not 汨罗市."""
    end = start + len(name)
    free = text[end : end + 1] != "级" if name in gazetteer() else _continued().match(text, end) is None
    if name in (nation := _data()["nation"][0])["aliases"] or name == nation["name"]:
        free = not text.startswith(tuple(_data()["nation_not_followed_by"]), end)
    before = text[max(0, start - 1) : start]
    return free and not (before and before in _data()["not_preceded_by"].get(name, ""))


def region_names() -> tuple[str, ...]:
    """Every full name, short form and alias."""
    return tuple(_names())


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
