"""Whether a figure has come true, is aimed at or is foretold: what the words around it say, and how far they reach."""

import datetime
import re
from functools import cache

from corpus.bulletin import FactKind, Period
from corpus.folding import fold
from corpus.setting import LOOK_BACK, Surroundings
from corpus.wording import FIGURE, either, words

# An issue of the 28th may tell of its month; one of the 8th foretells it.
_NEARLY_OVER = datetime.timedelta(days=10)


def kind_of(around: Surroundings, start: int, end: int, *, name: str, period: Period | None, growing: bool) -> FactKind:
    """
    The kind of a fact whose first figure stands at `start` and whose saying ends at `end`.

    `growing`: a rate of growth of a period that is not over has not come true; a count of it (今年列入项目54个) may have.
    """
    aims, reference = words()["aims"], around.setting.reference
    clause = around.mask[around.clause_start(start) : around.clause_end(end)]
    if (name.startswith(tuple(aims["names"])) and not name.endswith("率")) or _named_as_aim(around.mask[:start]):
        return "target"
    aimed = _reaches(around, _aims(), start, opening=around.opening) or _said(around, start, end)
    if not aimed and _reaches(around, _forecasts(), start, opening=""):
        return "forecast"
    if period is not None and reference is not None and period.end < reference.replace(month=1, day=1):
        return "actual"
    if around.setting.plan or around.setting.coming:
        return "actual" if any(word in clause for word in aims["accomplished"]) else "target"
    if aimed and not any(word in clause for word in aims["reported"]):
        return "target"
    to_come = growing and period is not None and reference is not None and period.end - reference > _NEARLY_OVER
    supposed = any(fold(word) in around.mask[:start] for word in aims["supposed"])
    return "forecast" if to_come or supposed else "actual"


def _named_as_aim(before: str) -> bool:
    """全年增长目标5.5%; 完成目标5.5% is a result."""
    match = _aim_noun().search(before)
    return match is not None and not _done().search(before[: match.start()])


def _said(around: Surroundings, start: int, end: int) -> bool:
    """The clause itself says so: 拟新建…, 将达到…, …的目标, …、力争6.5%."""
    before = around.mask[around.clause_start(start) : start]
    behind = around.mask[end : around.clause_end(end)]
    stretched = behind.lstrip("、").startswith(tuple(words()["aims"]["stretch"]))
    aimed = any(fold(word) in behind for word in words()["aims"]["behind"])
    return stretched or aimed or _verbs().search(before) is not None


def _reaches(around: Surroundings, pattern: re.Pattern[str], start: int, *, opening: str) -> bool:
    """
    Whether a word of the pattern stands ahead and still holds at `start`; `opening` is what to look at before a ；.

    目标是 holds to the sentence's end; 力争 and 预计 for their own clause, and beyond it only when that has a figure (力争A
    增长5%，B增长6%). All end where 实际, 但, 目前 or a period that is over begins something else.
    """
    ahead, reference = (opening + around.mask[:start])[-LOOK_BACK:], around.setting.reference
    for match in pattern.finditer(ahead):
        if _done().search(ahead[: match.start()]):
            continue
        later = ahead[match.end() :]
        stop = next((found.start() for found in re.finditer("[,;]", later)), None)
        if stop is None:
            return True
        if FIGURE not in later[:stop] and not match[0].endswith(tuple(words()["aims"]["heads"])):
            continue
        since = later[stop:]
        position = start - len(ahead) + match.end() + stop
        over = any(
            mention.start >= position and reference is not None and mention.period.end <= reference
            for mention in around.governing
            if mention.start < start
        )
        if not over and not any(fold(word) in since for word in words()["aims"]["resumed"]):
            return True
    return False


@cache
def _aims() -> re.Pattern[str]:
    return re.compile(either(words()["aims"]["ahead"]))


@cache
def _forecasts() -> re.Pattern[str]:
    return re.compile(either(words()["aims"]["forecast"]))


@cache
def _done() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(words()['aims']['done'])})[^,;。{FIGURE}]{{0,4}}$")


@cache
def _aim_noun() -> re.Pattern[str]:
    data = words()["aims"]
    return re.compile(rf"(?:{either(data['nouns'])})(?:{either(data['linking'])})?$")


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(words()["aims"]["verbs"])
