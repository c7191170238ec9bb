"""Who is given what in a running sentence: 由市发改委牵头，会同市工信局制定…, …任召集人, 办公室设在…."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from corpus.bulletin import DutyRole, Party
from corpus.parties import (
    any_of,
    as_deputy,
    as_role,
    labels_of,
    names_in,
    role_of_tail,
    stands_as_office,
    tail_pattern,
    words,
)

# As long as a list of names in one clause gets; the longest seen has 160 characters.
_LONGEST_CLAUSE = 250
_LIST = r"[^,;:。]{2,200}?"


@dataclass(frozen=True, slots=True)
class Assignment:
    """
    `sentence[start:end]` names the parties; `object` is what they are to do, `subject` what stands before 由.

    `by` tells that 由 introduces the parties.
    """

    start: int
    end: int
    parties: tuple[Party, ...]
    object: str = ""
    subject: str = ""
    by: bool = False


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    names = words("names")
    joining, verbs, endings = (
        any_of(choice) for choice in (words("labels")["joining"], names["verbs"], names["endings"])
    )
    convener = r"(?P<deputy>副)?总?召集人"
    return {
        "lead": re.compile(tail_pattern("牵头")),
        "responsible": re.compile(
            rf"(?:{'|'.join(words('tails')['adverbs'])}){{0,3}}负责(?!{words('tails')['not_before']})"
        ),
        "as_lead": re.compile(rf"(?:为|是|任)(?:{labels_of('牵头')})(?=[,;。、]|$)"),
        "as_responsible": re.compile(rf"(?:为|是|任)(?:{labels_of('责任')})(?=[,;。、]|$)"),
        "as_helping": re.compile(rf"(?:为|是|任)(?:{labels_of('配合')})(?=[,;。、]|$)"),
        "openings": re.compile(rf"^.*{any_of(names['openings'])}"),
        "unsettled": re.compile(names["unsettled"]),
        "joined": re.compile(rf"[,、]?并?{joining}"),
        "helping": re.compile(rf"[,、](?P<names>{_LIST}){tail_pattern('配合', '责任')}(?=[,;。、的]|$)"),
        "several": re.compile(rf"(?P<names>[^,;:。]{{2,120}}?){names['collective']}"),
        "offices": re.compile(
            rf"(?P<names>(?:[^,;:。、]{{2,20}}、){{0,12}}[^,;:。、]{{1,20}}?{endings})(?={verbs}|[,;。\d]|$)"
        ),
        "together": re.compile(r"(?<=[局厅委办院部])会同"),
        "as_convener": re.compile(
            rf"(?:^|(?<=[,;:。]))(?:(?P<subject>[^,;:。由]{{0,60}})(?=由))?(?P<from>由?(?P<names>[^,;:。由]{{2,200}}?))(?:分别)?(?:担任|任|为){convener}"
        ),
        "convener_by": re.compile(
            rf"(?:^|(?<=[,;:。]))(?P<from>(?P<subject>[^,;:。]{{0,30}}?){convener})由(?P<names>{_LIST})(?:分别)?(?:担任|兼任)"
        ),
        "members": re.compile(r"成员单位(?:包括|有|由|为|:)+(?P<names>[^。;]{2,3000})"),
        "as_members": re.compile(rf"(?:^|(?<=[,;:]))(?P<names>{_LIST})(?:为|是)成员单位"),
        "seat": re.compile(r"(?P<subject>[^,;:。]{0,30}?)办公室设(?:在|于)?(?P<names>[^,;:。]{2,30})(?=[,;。]|$)"),
    }


def assignments(sentence: str, plain: str) -> Iterator[Assignment]:
    """The assignments in a sentence; `plain` is it folded, what is between brackets blotted out, at equal length."""
    if "召集人" in plain and (convened := _convened(sentence, plain)):
        yield convened
    elif "牵头" in plain or "负责" in plain or "会同" in plain:
        yield from _led(sentence, plain)
    if "办公室设" in plain:
        for match in _patterns()["seat"].finditer(plain):
            if names := _offices(sentence[match.start("names") : match.end("names")]):
                subject = sentence[match.start("subject") : match.end("subject")]
                yield Assignment(match.start(), match.end(), as_role(names, "办公室"), subject=subject)


def _offices(text: str) -> tuple[str, ...]:
    """The names in a list of offices and posts; none where one of them cannot be one."""
    names = names_in(text)
    listed = len([part for part in re.split("[、，,]", text) if part.strip()])
    return names if len(names) >= listed and all(map(stands_as_office, names)) else ()


def _convened(sentence: str, plain: str) -> Assignment | None:
    """The conveners, their deputies and the members that a sentence names."""
    spans: list[tuple[int, int]] = []
    parties: list[Party] = []
    subject = ""
    for kind in ("as_convener", "convener_by"):
        for match in _patterns()[kind].finditer(plain):
            if names := _offices(sentence[match.start("names") : match.end("names")]):
                parties += as_role(tuple(map(as_deputy, names)) if match["deputy"] else names, "召集人")
                spans.append((match.start("from"), match.end()))
                subject = subject or match["subject"] or ""
    if not spans:
        return None
    for kind in ("members", "as_members"):
        for match in _patterns()[kind].finditer(plain):
            if names := names_in(sentence[match.start("names") : match.end("names")]):
                parties += as_role(names, "配合")
                spans.append(match.span())
    start, end = min(start for start, _ in spans), max(end for _, end in spans)
    return Assignment(start, end, tuple(dict.fromkeys(parties)), subject=subject)


def _led(sentence: str, plain: str) -> Iterator[Assignment]:
    """由A牵头，B参加 …; A会同B …; A负责 …, each where its parties are surely offices."""
    found: list[Assignment] = []
    told = bytearray(len(plain))  # 1 where an assignment has been read
    kinds: tuple[tuple[str, DutyRole], ...] = (
        ("lead", "牵头"),
        ("responsible", "责任"),
        ("together", "责任"),
        ("as_lead", "牵头"),
        ("as_responsible", "责任"),
        ("as_helping", "配合"),
    )
    for kind, role in kinds:
        for match in _patterns()[kind].finditer(plain):
            if not any(told[match.start() : match.end()]) and (given := _given(sentence, plain, match, role)):
                found.append(given)
                told[given.start : given.end] = b"\x01" * (given.end - given.start)
    end = 0
    for given in sorted(found, key=lambda given: given.start):
        if given.start >= end:
            yield given
            end = given.end


def _given(sentence: str, plain: str, match: re.Match[str], role: DutyRole) -> Assignment | None:
    """What the word at `match` assigns to the names before it."""
    nearest = max(0, match.start() - _LONGEST_CLAUSE)
    clause = max(nearest, *(plain.rfind(stop, nearest, match.start()) + 1 for stop in ",;:。"))
    before = sentence[clause : match.start()]
    introduced = max((found.start() for found in re.finditer("(?<![自理])由", before)), default=-1)
    subject = before[:introduced] if introduced >= 0 else ""
    if _patterns()["unsettled"].search(subject):
        return None
    start = introduced + 1 if introduced >= 0 else 0
    if introduced < 0 and (opening := _patterns()["openings"].match(before)):
        start = opening.end()
    if not (names := _offices(before[start:])):
        return None
    parties = [*as_role(names, role)]
    end = match.start() if match[0] == "会同" else match.end()
    end = _joined_by(sentence, plain, end, parties)
    if match[0] == "会同" and len(parties) == len(names):
        return None
    following = re.match(r"的?([^,;:。\ue000]*)", plain[end:])
    wanted = (end + following.start(1), end + following.end(1)) if following else (end, end)
    said = sentence[slice(*wanted)].strip("、 ")
    return Assignment(
        clause + (introduced if introduced >= 0 else start),
        end,
        tuple(dict.fromkeys(parties)),
        object=said if len(said) >= 2 else "",
        subject=subject.strip() if len(subject.strip()) >= 2 else "",
        by=introduced >= 0,
    )


def _joined_by(sentence: str, plain: str, position: int, parties: list[Party]) -> int:
    """Add those who lend a hand, 会同… and …参加, to `parties`; where what names them ends."""
    while True:
        if joined := _patterns()["joined"].match(plain, position):
            names, end = _names_before_verb(sentence, plain, joined.end())
            role: DutyRole = "配合"
        elif helping := _patterns()["helping"].match(plain, position):
            text = sentence[helping.start("names") : helping.end("names")]
            several = _patterns()["several"].fullmatch(helping["names"])
            names = names_in(text) if several else _offices(text)
            role, end = role_of_tail()[helping["tail"]], helping.end()
        else:
            return position
        if not names:
            return position
        parties += as_role(names, role)
        position = end


def _names_before_verb(sentence: str, plain: str, start: int) -> tuple[tuple[str, ...], int]:
    """The names from `start` on, and where they end: 统计、工信等部门, or offices before a verb or a stop."""
    if match := _patterns()["several"].match(plain, start):
        names = names_in(sentence[start : match.end()])
        if names and all(len(name) <= 12 for name in names):
            return names, match.end()
    if match := _patterns()["offices"].match(plain, start):
        return _offices(sentence[start : match.end()]), match.end()
    return (), start
