"""Who is named in a text as taking part, and as what: 市商务局牵头，市财政局等配合 -> `Party`s; and when two names are one."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, cast

from corpus.bulletin import DutyRole, Level, Party
from corpus.folding import fold
from corpus.regions import find_regions

OPENING, CLOSING = "([{【〔〖", ")]}】〕〗"
_BRACKET = re.compile("[" + re.escape(OPENING + CLOSING) + "]")
# Stands for what is between brackets while names are looked for; a private character that no text holds.
_COVER = "\ue000"
_LONGEST_NAME = 40
_LONGEST_IN_TEXT = 24
_LEVELS: dict[str, Level] = {"市": "市", "州": "市", "省": "省", "县": "县", "区": "县", "国家": "国"}


@dataclass(frozen=True, slots=True)
class _Unit:
    """A name taken apart: 岳阳市商务局 is (岳阳市, 市, 商务, 局); `stem` is what tells it from others of its kind."""

    region: str | None
    level: Level | None
    stem: str
    kind: str


@cache
def words(section: str) -> dict[str, Any]:
    """A table of parties.toml."""
    return cast(dict[str, Any], _data()[section])


@cache
def _data() -> dict[str, Any]:
    with Path(__file__).with_name("parties.toml").open("rb") as file:
        return tomllib.load(file)


def any_of(choices: list[str]) -> str:
    """A pattern of plain words, longest first."""
    return "(?:" + "|".join(map(re.escape, sorted(choices, key=len, reverse=True))) + ")"


@cache
def role_of_tail() -> dict[str, DutyRole]:
    """牵头 -> 牵头, 参加 -> 配合: the role that a word behind the names tells."""
    return {tail: cast(DutyRole, entry["role"]) for entry in _data()["roles"] for tail in entry["tails"]}


@cache
def tail_pattern(*roles: DutyRole, group: str = "?P<tail>") -> str:
    """等按职责分工负责, 共同牵头: the word that tells one of `roles`, and what stands around it."""
    tails = [tail for tail, role in role_of_tail().items() if not roles or role in roles]
    adverbs = "|".join(sorted(words("tails")["adverbs"], key=len, reverse=True))
    after, not_before = any_of(words("tails")["after"]), words("tails")["not_before"]
    return rf"(?:{adverbs}){{0,3}}({group}{any_of(tails)})(?!{not_before})(?:{after}{{1,2}}(?=[,;。、\s]|$))?"


@cache
def labels_of(role: DutyRole) -> str:
    """牵头单位, 主办部门: the labels that tell `role`, as a pattern."""
    return "|".join(label for entry in _data()["roles"] if entry["role"] == role for label in entry["labels"])


@cache
def label_pattern(*, ending: str = ":") -> str:
    """牵头单位：, 召集人：, 配合：; also one with words in front, 市级牵头单位：."""
    full = "|".join(label for entry in _data()["roles"] for label in entry["labels"])
    bare = any_of([label for entry in _data()["roles"] for label in entry["bare"]])
    return rf"(?P<label>[^,;:。、()\s]{{0,8}}?(?:{full})|{bare})\s*{ending}"


@cache
def _tokens() -> re.Pattern[str]:
    """What tells roles between names: a label, 会同, a word behind the names, or a label of something else."""
    joining = any_of(words("labels")["joining"])
    edge = r"(?:^|(?<=[,;。、\s]))"
    return re.compile(
        rf"{edge}{label_pattern(ending='[:为是]')}|{edge}(?P<other>[^,;:。、]{{1,12}}:)"
        rf"|(?P<joining>并?{joining})(?=[^,;。]{{2}})(?!{tail_pattern(group='?:')})"
        rf"|{tail_pattern()}(?=[,;。、\s]|$|{joining})"
    )


def covered(folded: str) -> str:
    """The text with all that is between brackets blotted out, at equal length."""
    result: list[str] = []
    depth, position = 0, 0
    for match in _BRACKET.finditer(folded):
        outside = folded[position : match.start()]
        result.append(_COVER * len(outside) if depth else outside)
        opens = match[0] in OPENING
        result.append(_COVER if opens or depth else match[0])
        depth = depth + 1 if opens else max(0, depth - 1)
        position = match.end()
    return "".join(result) + folded[position:] if depth == 0 else folded


def read_parties(text: str) -> tuple[Party, ...]:
    """
    The parties that the inside of a bracket or a row of labels names, in order; empty when it names none.

    >>> read_parties("市商务局牵头，市财政局等按职责分工负责")
    (Party(name='市商务局', role='牵头'), Party(name='市财政局', role='责任'))
    """
    found: list[Party] = []
    label: str | None = None  # the last one, until a word behind names or another label
    told, personal, position = False, False, 0
    for token in _tokens().finditer(covered(fold(text))):
        names, position = names_in(text[position : token.start()]), token.end()
        if token["tail"]:
            found += _labelled(names, label) if label else as_role(names, role_of_tail()[token["tail"]])
            label = None
        elif token["joining"]:
            found += _labelled(names, label) if label else as_role(names, "责任")
            label = "配合"
        else:
            found += _labelled(names, label) if label else ()
            label = token["label"]
            personal = personal or bool(label and re.search(words("labels")["personal"], label))
        told = told or bool(token["tail"] or token["label"])
    rest = names_in(text[position:])
    if label:
        found += _labelled(rest, label)
    else:  # （市商务局牵头，市财政局）: the rest takes part, if it is offices at all
        found += as_role(tuple(filter(is_office, rest)), "责任")
    named = any(is_office(party.name) or (personal and len(party.name) <= 4) for party in found)
    return tuple(dict.fromkeys(found)) if told and named else ()


def _labelled(names: tuple[str, ...], label: str) -> tuple[Party, ...]:
    """Parties of the role that the label tells."""
    if label.endswith(words("labels")["deputy"]):
        names = tuple(map(as_deputy, names))
    for entry in _data()["roles"]:
        if label in entry["bare"] or re.search(f"(?:{'|'.join(entry['labels'])})$", label):
            return as_role(names, cast(DutyRole, entry["role"]))
    return ()


def as_deputy(name: str) -> str:
    """A deputy convener's name: there is no role for one, and to list one as a convener would be wrong."""
    return f"{name}（{words('labels')['deputy']}）"


def as_role(names: tuple[str, ...], role: DutyRole) -> tuple[Party, ...]:
    """Parties of one role."""
    return tuple(Party(name, role) for name in names)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    names = words("names")
    return {
        "office": re.compile(rf".+(?:{any_of(names['endings'])}|{any_of(names['holders'])})(?:{_COVER}+)?"),
        "holder": re.compile(rf".+{any_of(names['holders'])}"),
        "shared": re.compile(rf"(?P<unit>.+?{any_of(names['endings'])})(?P<shared>{names['shared']})"),
        "collective": re.compile(rf"{names['collective']}$"),
        "nobody": re.compile("|".join(names["nobody"])),
        "clause": re.compile(names["clauses"]),
        "group": re.compile(any_of(names["groups"])),
        "starts": re.compile(any_of(names["starts"])),
        "one_name": re.compile(names["one_name"]),
        "level": re.compile(rf"(?!{words('likeness')['no_level']})(国家|[市省县区州])"),
        "kind": re.compile(rf"{any_of(words('likeness')['kinds'])}$"),
    }


def names_in(text: str) -> tuple[str, ...]:
    """The names in a list of them, as printed; what cannot be a name is left out."""
    parts = _split(text)
    if parts and (shared := _patterns()["shared"].fullmatch(parts[-1])):
        head = shared["shared"].removeprefix("的")
        parts = [part if _patterns()["holder"].fullmatch(part) else part + head for part in parts[:-1]] + [
            shared["unit"] + head
        ]
    elif parts and (ending := _patterns()["collective"].search(parts[-1])):
        stem = parts[-1][: ending.start()]
        if ending[0].startswith("等") or (
            len(parts) > 1 and 2 <= len(stem) <= 4 and not _patterns()["starts"].match(stem)
        ):
            parts[-1] = stem
    return tuple(part for part in parts if _may_be_name(part))


def _split(text: str) -> list[str]:
    """The text cut at its separators, none of them inside brackets; 和 separates only what are offices on both sides."""
    folded = covered(fold(text))
    kept = [match.start() + match[0].index("、") for match in _patterns()["one_name"].finditer(folded)]
    cuts = [m.span() for m in re.finditer(r"[、,;。\s]+", folded) if m.start() not in kept]
    parts: list[str] = []
    position = 0
    for start, end in [*cuts, (len(text), len(text))]:
        parts.extend(_split_joined(text[position:start]))
        position = end
    cleaned = [re.sub(r"^(?:由|并|以及|和)|(?:等|等地|等等)$", "", part.strip()) for part in parts]
    return [part for part in cleaned if part]


def _split_joined(part: str) -> list[str]:
    for match in re.finditer("以及|和|与|及|会同|联合", part):
        left, right = part[: match.start()], part[match.end() :]
        if is_office(left) and (is_office(right) or is_office(right.removesuffix("等"))):
            return [left, *_split_joined(right)]
    return [part]


def _may_be_name(name: str) -> bool:
    patterns = _patterns()
    if not 2 <= len(name) <= _LONGEST_NAME or patterns["nobody"].search(name):
        return False
    return patterns["group"].search(name) is not None or patterns["clause"].search(name) is None


def is_office(name: str) -> bool:
    """Whether the name is that of an office, a post or a region: 市商务局, 分管副秘书长, 屈原管理区."""
    if not _may_be_name(name):
        return False
    if _patterns()["office"].fullmatch(covered(fold(name))):
        return True
    return any(mention.start == 0 and mention.end == len(name) for mention in find_regions(name))


def stands_as_office(name: str) -> bool:
    """Whether words in running text are surely an office's name: they also begin as one, or are short."""
    if len(name) > _LONGEST_IN_TEXT or not is_office(name):
        return False
    begins = _patterns()["starts"].match(name) or any(mention.start == 0 for mention in find_regions(name))
    return bool(begins) or len(name) <= 8


def same_party(asked: str, name: str) -> bool:
    """
    Whether `name` is who was asked for: 商务局, 市商务局 and 岳阳市商务局 are one, 省商务厅 another.

    A level or region is compared only where both say one; 市商务局主要负责人 is 市商务局's.
    """
    left, right = _unit(asked), _unit(name)
    if left.region and right.region and left.region != right.region:
        return False
    if left.level and right.level and left.level != right.level:
        return False
    if not left.stem or not right.stem:
        own_seat = left.region is not None and not left.kind and not right.stem  # 屈原管理区 is its 管委会
        return own_seat or (left.stem, left.kind) == (right.stem, right.kind)
    if left.kind and right.kind and left.kind != right.kind:
        return False
    if left.kind in words("likeness")["by_last_words"]:
        return right.stem.endswith(left.stem)
    return _same_stem(left.stem, right.stem) or (not right.kind and _same_stem(right.stem, left.stem))


def _same_stem(short: str, long: str) -> bool:
    """商务 begins or ends 市场商务; one character, or a piece from the middle, names nobody."""
    return short == long or (len(short) > 1 and (long.startswith(short) or long.endswith(short)))


@lru_cache(maxsize=8192)
def _unit(name: str) -> _Unit:
    short = re.sub(rf"{_COVER}+", "", covered(fold("".join(name.split()))))
    for long, brief in words("likeness")["short"]:
        short = short.replace(long, brief)
    region: str | None = None
    level: Level | None = None
    first = next((mention for mention in find_regions(short) if mention.start == 0), None)
    if first is not None:
        region, level = first.region.name, first.region.level
        short = short[first.end :]
    elif match := _patterns()["level"].match(short):
        level, short = _LEVELS[match[1]], short[match.end() :]
    kind = _patterns()["kind"].search(short)
    return _Unit(region, level, short[: kind.start()] if kind else short, kind[0] if kind else "")
