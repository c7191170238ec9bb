"""The figures a bulletin states, read into typed facts: region, indicator, period, value, change, rank, target or actual."""

from collections.abc import Callable
from dataclasses import replace

from corpus.bulletin import Bulletin, Fact, Paragraph, Period, section_path
from corpus.drafting import Draft, Drafts
from corpus.levels import done, from_to, level, none, share
from corpus.movements import base, change, comparison, directions, rank
from corpus.predicates import Predicate, Sort, predicates
from corpus.scope import scopes
from corpus.setting import Setting, setting_of
from corpus.wording import words

_READERS: dict[Sort, Callable[[Drafts, Predicate, int], None]] = {
    "level": level,
    "done": done,
    "share": share,
    "from_to": from_to,
    "none": none,
    "change": change,
    "comparison": comparison,
    "rank": rank,
    "base": base,
}


def facts_of(bulletin: Bulletin) -> tuple[Fact, ...]:
    """The facts of the body's paragraphs, in the order of the text."""
    settings: dict[int | None, Setting] = {}
    found: list[Fact] = []
    coming = False
    for paragraph in bulletin.paragraphs:
        if paragraph.role != "body":
            continue
        headings = section_path(bulletin.sections, paragraph.section)
        if paragraph.section not in settings:
            kind = bulletin.sections[paragraph.section].kind if paragraph.section is not None else "其他"
            setting = setting_of(bulletin, headings, kind)
            # What is annexed to a report has no chapter of its own: it goes on with the last one.
            coming = setting.coming or (coming and setting.chapter is None)
            settings[paragraph.section] = replace(setting, coming=coming)
        found += facts_in(paragraph, setting=settings[paragraph.section], headings=headings)
    return tuple(found)


def facts_in(paragraph: Paragraph, *, setting: Setting, headings: tuple[str, ...] = ()) -> list[Fact]:
    """The facts of one paragraph; `headings` are the titles above it."""
    found: list[Fact] = []
    last: list[Draft] = []
    before: Period | None = None  # what governs the part before a ；
    governed = {setting.chapter} if setting.chapter else set[Period]()
    for scope in scopes(paragraph, reference=setting.reference, headings=headings):
        goes_on = scope.start > 0 and paragraph.text[scope.start - 1] == "；"
        carried = scope.periods[0] if len(scope.periods) == 1 and scope.periods[0] in governed else None
        if goes_on and before is not None:
            carried = before
        elif scope.own_period:
            carried = None
        drafts = Drafts(paragraph, scope, setting, last if goes_on else [], carried=carried)
        _read(drafts)
        found += [_placed(draft.fact, scope.start) for draft in drafts.drafts[drafts.carried :]]
        last = drafts.drafts[-1:]
        governing = drafts.around.governing
        before = governing[-1].period if governing else carried
        lead = (scope.start, scope.end) in paragraph.leads
        governed |= set(scope.periods) if lead else {mention.period for mention in governing}
    return found


def _read(drafts: Drafts) -> None:
    """Every predicate of the sentence, from left to right; what names no noun of its own goes to the fact before it."""
    aiming = drafts.setting.plan or drafts.setting.coming
    if not drafts.quantities and not aiming and not any(word in drafts.text for word in words()["without_figures"]):
        return
    end = 0
    for predicate in predicates(drafts.quantities, drafts.mask):
        bare = predicate.sort in ("rank", "comparison") and not predicate.figures
        if predicate.start < (end if bare else drafts.consumed):
            continue
        boundary = max(end, drafts.around.clause_start(predicate.start), drafts.opened(predicate.start))
        _READERS[predicate.sort](drafts, predicate, min(boundary, predicate.start))
        end = max(end, predicate.end, drafts.consumed)
    directions(drafts)


def _placed(fact: Fact, offset: int) -> Fact:
    return replace(fact, start=fact.start + offset, end=fact.end + offset)
