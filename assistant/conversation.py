"""What a follow-up inherits: 那湘阴呢, 出口呢, 他们是怎么做到的 take over what they leave out."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.question import Question
from corpus.periods import year_before

# How many questions back 哪个高 takes in.
_BACK = 4


def in_context(question: str, turns: Sequence[str], read: Callable[[str], Question]) -> Question:
    """The question as meant after the earlier questions `turns`, oldest first."""
    meant: list[Question] = []
    for text in [*turns, question]:
        current = read(text)
        if meant:
            current = (
                _all_of_them(inherit(current, meant[-1]), meant)
                if _asks_which(current)
                else inherit(current, meant[-1])
            )
        meant.append(_a_year_before(current))
    return meant[-1]


def _asks_which(current: Question) -> bool:
    """哪个高: a comparison that names nothing itself."""
    named = current.names_subject or current.regions or current.compared or current.periods or current.against
    return current.intent == "compare" and not named


def _all_of_them(current: Question, meant: Sequence[Question]) -> Question:
    """What the earlier questions asked about one after the other: regions, else periods, else indicators."""
    alike = [one for one in meant[-_BACK:] if one.indicators == current.indicators and one.subjects == current.subjects]
    regions = tuple(dict.fromkeys(region for one in alike for region in one.regions))
    periods = tuple(dict.fromkeys(period for one in alike for period in one.periods))
    if len(regions) > 1:
        return replace(current, regions=regions)
    if len(periods) > 1:
        return replace(current, periods=periods)
    indicators = tuple(dict.fromkeys(indicator for one in meant[-_BACK:] for indicator in one.indicators))
    return replace(current, indicators=indicators)


def _a_year_before(question: Question) -> Question:
    """去年同期呢: the same days of the year before."""
    if not question.year_before or not question.periods:
        return question
    return replace(question, periods=tuple(year_before(period) for period in question.periods), year_before=False)


def inherit(current: Question, before: Question) -> Question:
    """
    `current` with what it leaves out taken from `before`.

    A question that names its own subject and place inherits nothing; nor does one that names a subject and does not
    point back (那, 呢, 他们).
    """
    if current.names_subject and not current.elliptic:
        return current
    merged = replace(
        current,
        regions=current.regions or before.regions,
        # What was done is not bound to the months a figure was for.
        periods=current.periods or (() if current.intent == "how" else before.periods),
        series=current.series or before.series,
        issue=current.issue or before.issue,
        target=current.target or (before.target and not current.names_subject),
    )
    if not current.names_subject:
        merged = replace(
            merged,
            indicators=before.indicators,
            subjects=before.subjects,
            persons=before.persons,
            verbs=current.verbs or before.verbs,
            unit=current.unit or before.unit,
            intent=before.intent if current.intent == "other" else current.intent,
        )
    elif current.intent == "other":
        # 创新提升的呢 after a question for an office asks for that office too.
        merged = replace(
            merged, intent=before.intent, roles=before.roles, subjects=(*current.subjects, *dict.fromkeys(before.roles))
        )
    return merged
