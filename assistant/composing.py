"""Which kinds of answer are tried for a question, in order, and the stage that each belongs to."""

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Literal

from assistant.answers import (
    comparison,
    duty,
    enumeration,
    existence,
    figure,
    listing,
    passage,
    person,
    points,
    ranking,
    section,
    series,
    summary,
    target,
    units,
)
from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.question import Question
from index.library import Library

# What can be left out to see what it is worth: the first three are the assistant's, the others kinds of answer.
Stage = Literal["spelling", "conversation", "parts", "computed", "facts", "lists", "duties"]
Composer = Callable[[Evidence, Library], Draft | None]
Staged = tuple[Stage | None, Composer]


def composers(question: Question, *, without: Collection[Stage] = ()) -> list[Composer]:
    """The kinds of answer to try, the first that has one wins; those of the stages `without` are left out."""
    return [compose for stage, compose in _staged(question) if stage not in without]


def _alone(compose: Callable[[Evidence], Draft | None]) -> Composer:
    return lambda evidence, _: compose(evidence)


def _figures(evidence: Evidence) -> Draft | None:
    """The sentences that state the figures, for a comparison that could not be computed."""
    return passage.answer(replace(evidence, question=replace(evidence.question, intent="figure")))


_SENTENCES: Staged = None, _alone(passage.answer)
_FIGURES: Staged = None, _alone(_figures)
_POINTS: Staged = "lists", points.answer
_ENUMERATION: Staged = "lists", enumeration.answer
_DUTY: Staged = "duties", _alone(duty.answer)


def _staged(question: Question) -> tuple[Staged, ...]:
    match question.intent:
        case "list" | "other" | "summary" if question.persons:
            return ("lists", _alone(person.answer)), _SENTENCES
        case "compare":
            return ("computed", comparison.answer), ("computed", ranking.answer), _FIGURES
        case "attain":
            return ("computed", target.answer), _FIGURES
        case "series":
            return ("computed", series.answer), _FIGURES
        case "summary":
            return ("lists", summary.answer), _POINTS, _SENTENCES
        case "units":
            return ("duties", units.answer), _DUTY, _SENTENCES
        case "exists":
            return ((None, _alone(existence.answer)),)
        case "duty" if set(question.roles) - {"牵头", "负责"}:
            return _SENTENCES, _DUTY
        case "duty":
            return _DUTY, _SENTENCES
        case "how" if question.count is not None:
            return _ENUMERATION, _POINTS, (None, _alone(section.paragraph))
        case "how":
            return _POINTS, ("lists", section.titled), (None, _alone(section.paragraph))
        case "list" if question.subjects:
            return _ENUMERATION, ("lists", _alone(listing.answer)), _POINTS, _SENTENCES
        case "list":
            return _POINTS, _SENTENCES
        case "other":
            return _ENUMERATION, ("lists", section.titled), _SENTENCES, _POINTS
        case "figure":
            return _SENTENCES, ("facts", figure.answer)
        case _:
            return (_SENTENCES,)
