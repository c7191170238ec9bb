"""What a follow-up inherits: 那湘阴呢, 出口呢, 他们是怎么做到的 take over what they leave out."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.question import Question


def in_context(question: str, turns: Sequence[str], read: Callable[[str], Question]) -> Question:
    """The question as meant after the earlier questions `turns`, oldest first."""
    context: Question | None = None
    for text in [*turns, question]:
        current = read(text)
        context = current if context is None else inherit(current, context)
    assert context is not None
    return context


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
            unit=current.unit or before.unit,
            intent=before.intent if current.intent == "other" else current.intent,
        )
    elif current.intent == "other":
        merged = replace(merged, intent=before.intent)
    return merged
