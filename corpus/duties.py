"""Who is responsible for what: （市商务局牵头，…按职责分工负责） -> `Duty`; and who leads what, asked either way."""

import datetime
import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.assignments import Assignment, assignments
from corpus.bulletin import Bulletin, Duty, DutyRole, Paragraph, Party, Period, heading_text
from corpus.folding import fold, squeeze
from corpus.marks import counting, mark_of
from corpus.parties import CLOSING, OPENING, covered, label_pattern, read_parties, same_party
from corpus.periods import find_periods

# A bracket longer than this, or one that holds brackets in brackets, names no parties.
_LONGEST_BRACKET = 2000
_DEEPEST = 2
_LONGEST_TASK = 45
# How far around its parties a running sentence is searched for a task or deadline.
_NEAR = 300
# A first sentence this short, without a comma, is a title that nobody set in bold: 现代石化。
_LONGEST_TITLE = 12
_SENTENCE_END = "。!?！？;"


@dataclass(frozen=True, slots=True)
class _Closing:
    """What stands behind a task and says whose it is: a bracket with its brackets, or a row of labels."""

    start: int
    end: int
    parties: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """A paragraph being read: its text folded, and that text with all between brackets blotted out, at equal length."""

    bulletin: Bulletin
    paragraph: Paragraph
    folded: str
    plain: str


@cache
def _data() -> dict[str, dict[str, str]]:
    with Path(__file__).with_name("duties.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _worth_reading() -> re.Pattern[str]:
    """Words without which a text gives nobody a duty."""
    return re.compile(_data()["reading"]["words"])


@cache
def _labels() -> re.Pattern[str]:
    """The first label of a row: 责任单位：…."""
    return re.compile(rf"(?:^|(?<=[;。,\s])){label_pattern()}")


def duties_of(bulletin: Bulletin) -> tuple[Duty, ...]:
    """The duties of the body's paragraphs and of its headings, in the order of the text."""
    found: list[Duty] = []
    previous: Paragraph | None = None
    group = ""
    for paragraph in bulletin.paragraphs:
        if paragraph.role in ("masthead", "tail"):
            continue
        if previous is not None and previous.section != paragraph.section:
            group = ""
        folded = fold(paragraph.text)
        if _worth_reading().search(folded):
            place = _Place(bulletin, paragraph, folded, covered(folded))
            closings = _closings(place)
            before = previous.text if previous is not None and previous.section == paragraph.section else ""
            duties = [*_closed(place, closings, before), *_assigned(place, closings, group)]
            found.extend(sorted(duties, key=lambda duty: duty.start))
        group = _set_up(folded) or group
        previous = paragraph
    return tuple(found)


def _closings(place: _Place) -> list[_Closing]:
    found: list[_Closing] = []
    text, plain = place.paragraph.text, place.plain
    for start, end in _brackets(place.folded):
        if not (found and start < found[-1].end) and (parties := read_parties(text[start + 1 : end - 1])):
            found.append(_Closing(start, end, parties))
    for start, stop in _sentences(plain):
        if row := _labels().search(plain, start, stop):
            end = stop - (plain[stop - 1] == "。")
            inside = any(closing.start < end and closing.end > row.start() for closing in found)
            if not inside and (parties := read_parties(text[row.start() : end])):
                found.append(_Closing(row.start(), end, parties))
    return sorted(found, key=lambda closing: closing.start)


def _brackets(folded: str) -> list[tuple[int, int]]:
    """The bracket pairs that may name parties, brackets included, outer ones first."""
    pairs: list[tuple[int, int]] = []
    open_at: list[tuple[int, int]] = []  # where, and how deep are the pairs within
    for position, character in enumerate(folded):
        if character in OPENING:
            open_at.append((position, 0))
        elif character in CLOSING and open_at:
            start, depth = open_at.pop()
            if open_at:
                open_at[-1] = (open_at[-1][0], max(open_at[-1][1], depth + 1))
            if (
                depth < _DEEPEST
                and position - start < _LONGEST_BRACKET
                and _worth_reading().search(folded, start, position)
            ):
                pairs.append((start, position + 1))
    return sorted(pairs)


def _sentences(folded: str) -> Iterator[tuple[int, int]]:
    """Spans up to 。 and what follows the last one; a ； goes on, for it separates the labels of one row."""
    start = 0
    for match in re.finditer("。|$", folded):
        if match.end() > start:
            yield start, match.end()
        start = match.end()


def _closed(place: _Place, closings: Sequence[_Closing], before: str) -> Iterator[Duty]:
    """The duties that brackets and rows of labels give; `before` is the text they may close from the line above."""
    text, reference = place.paragraph.text, place.bulletin.reference
    position = 0
    for closing in closings:
        task = _closed_task(place, (position, closing.start), behind=closing.end, several=len(closings) > 1)
        deadline = _deadline(text[closing.start : closing.end], reference)
        if deadline is None:
            last = _last_sentence(place.folded, position, closing.start)
            deadline = _deadline(text[last : closing.start], reference)
        yield Duty(
            place.paragraph.number, closing.start, closing.end, task or _own_words(before), closing.parties, deadline
        )
        position = closing.end


def _closed_task(place: _Place, group: tuple[int, int], *, behind: int, several: bool) -> str:
    """
    What the words of `group` are about, which a bracket or row closes that ends at `behind`.

    A table's cell says it, else a run-in title, else the heading, else a sentence.
    """
    start, end = group
    paragraph, text, folded = place.paragraph, place.paragraph.text, place.folded
    if cell := re.search(rf"(?:^|[;,。\s]){_data()['task']['columns']}:(?P<task>[^;。]+)", folded[start:end]):
        return _tidy(text[start + cell.start("task") : start + cell.end("task")])
    if folded[behind : behind + 1] in (",", "、") and folded[end - 1 : end] not in tuple(_SENTENCE_END):
        clause = max(start, *(folded.rfind(stop, start, end) + 1 for stop in ",;:。"))
        if said := _own_words(text[clause:end]):  # 成立工作专班（市商务局牵头），…
            return said
    # 一是…（甲）二是…（乙）: with several brackets each closes the nearest title, a lone one the whole paragraph.
    leads = [lead for lead in paragraph.leads if start <= lead[0] < end]
    if leads:
        first, last = leads[-1 if several else 0]
        return _tidy(text[first : min(last, end)])
    said = _own_words(text[start:end])
    if paragraph.role == "heading" or several or mark_of(text):
        glued = folded[start:end].rstrip()[-1:] not in tuple(_SENTENCE_END)
        return _own_words(text[_last_sentence(folded, start, end) : end]) if glued and said else said
    if len(said) <= _LONGEST_TITLE and 0 < text.find("。") <= _LONGEST_TITLE and text.find("。") + 1 < end:
        return said
    return _heading(place) or said


def _heading(place: _Place) -> str:
    """The title of the paragraph's section, or nothing where that names no task."""
    if place.paragraph.section is None:
        return ""
    section = place.bulletin.sections[place.paragraph.section]
    if re.fullmatch(_data()["task"]["generic"], heading_text(section)):
        return ""
    return _tidy(section.title)


def _own_words(text: str) -> str:
    """The first sentence, cut at a comma where it is long."""
    text = text.lstrip("、，,；;。 ")
    mark = mark_of(text)
    start = mark.end if mark else 0
    sentence = re.split("[。！？；;]", text[start:], maxsplit=1)[0]
    if len(sentence) > _LONGEST_TASK and (comma := sentence.find("，", 4, _LONGEST_TASK)) > 0:
        sentence = sentence[:comma]
    return _tidy(sentence[:_LONGEST_TASK])


def _last_sentence(folded: str, start: int, end: int) -> int:
    """Where the last sentence of the span begins; its own closing stop does not end it."""
    inner = end - 1 if end > start and folded[end - 1] in _SENTENCE_END else end
    return max(start, *(folded.rfind(stop, start, inner) + 1 for stop in _SENTENCE_END))


def _tidy(title: str) -> str:
    """A title without its mark, its count, its closing stop and a bracket that names parties."""
    title = title.strip()
    if mark := mark_of(title):
        title = title[mark.end :]
    if count := counting().match(title):
        title = title[count.end() :]
    for start, end in _brackets(fold(title)):
        if read_parties(title[start + 1 : end - 1]):
            title = title[:start] + title[end:]
            break
    return title.strip("。；;：:，,、 \t●▲■◆*")


def _assigned(place: _Place, closings: Sequence[_Closing], group: str) -> Iterator[Duty]:
    """The duties that sentences of running text give; `group` is the last one set up before this paragraph."""
    text, plain, position = place.paragraph.text, "", 0
    for closing in closings:
        plain += place.plain[position : closing.start] + "。" * (closing.end - closing.start)
        position = closing.end
    plain += place.plain[position:]
    for first, last in _sentences(plain):
        for given in assignments(text[first:last], plain[first:last]):
            start, end = first + given.start, first + given.end
            near = max(first, start - _NEAR)
            task = (
                _assigned_task(text, plain, given, (near, start, end), group)
                or _tidy(place.paragraph.lead)
                or _heading(place)
                or _own_words(text[first : end + _NEAR])
            )
            deadline = _deadline(text[near : min(last, end + _NEAR)], place.bulletin.reference)
            yield Duty(place.paragraph.number, start, end, task, given.parties, deadline)


def _assigned_task(text: str, plain: str, given: Assignment, span: tuple[int, int, int], group: str) -> str:
    """The clause's object, else its subject, else what is set up before it, else the clause beside it."""
    near, start, end = span  # where to look back to, and where the parties are named
    words = _data()["task"]
    if given.parties[0].role in ("召集人", "办公室"):
        own = re.fullmatch(words["group_words"], fold(given.subject)) is None
        return _tidy(given.subject) if own else _set_up(plain[max(0, start - _NEAR) : start]) or group
    if given.object or given.subject:
        return _tidy(given.object or given.subject)[:_LONGEST_TASK]
    if not given.by:
        return ""
    following = re.match(r"[,;]?([^,;。:]*)", plain[end : end + _NEAR])
    if following and following[1].startswith(tuple(words["going_on"])):
        return _tidy(text[end + following.start(1) : end + following.end(1)])
    if set_up := _set_up(plain[near:start]):
        return set_up
    before = re.search(r"[^,;。:]{4,45}(?=[,;]$)", plain[near:start])
    return _tidy(text[near + before.start() : near + before.end()]) if before else ""


@cache
def _set_up_pattern() -> re.Pattern[str]:
    return re.compile(_data()["task"]["set_up"])


def _set_up(text: str) -> str:
    """The last group that the text says is set up, or an empty string."""
    found = [match["group"] for match in _set_up_pattern().finditer(text)]
    return found[-1] if found else ""


def _deadline(text: str, reference: datetime.date | None) -> Period | None:
    """The period by the end of which something is to be done: 6月底前, 完成时限：2024年6月."""
    folded, words = fold(text), _data()["deadline"]
    for mention in find_periods(text, reference=reference):
        behind = re.match(words["behind"], folded[mention.end :])
        if behind or re.search(words["before"], folded[: mention.start]):
            return mention.period
    return None


def led_by(duties: Sequence[Duty], name: str, *, roles: Collection[DutyRole] | None = None) -> tuple[Duty, ...]:
    """The duties that `name` (市商务局, 商务局, 岳阳市商务局) leads, or has one of `roles` in; in the order given."""
    wanted = roles if roles is not None else ("牵头",)
    return tuple(
        duty for duty in duties if any(party.role in wanted and same_party(name, party.name) for party in duty.parties)
    )


def for_task(duties: Sequence[Duty], words: str) -> tuple[Duty, ...]:
    """The duties whose task holds at least half of the character bigrams of `words`, best first."""
    asked = _bigrams(words)
    ranked = []
    for duty in duties:
        said = _bigrams(duty.task)
        shared = len(asked & said)
        if asked and 2 * shared >= len(asked):
            ranked.append((shared / len(asked), shared / len(said), duty))
    return tuple(duty for _, _, duty in sorted(ranked, key=lambda entry: (-entry[0], -entry[1])))


def _bigrams(text: str) -> frozenset[str]:
    """All pairs of neighbouring characters, punctuation left out; a single character is itself."""
    plain = re.sub(r"[\W_]", "", squeeze(text))
    return frozenset(plain[position : position + 2] for position in range(max(1, len(plain) - 1))) - {""}
