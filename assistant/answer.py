"""The answer: all that the pages, the command line and the evaluation need."""

from dataclasses import dataclass, field
from typing import Any, Literal

from assistant.citation import Citation, citation_record

Status = Literal["answered", "partial", "not_found", "clarify"]


@dataclass(frozen=True, slots=True)
class Answer:
    """
    A checked answer. `text` carries [1], [2] … for `citations`; `notes` are doubts about the cited documents.

    `understood` holds what the question was read as: labels such as ("地区", "汨罗市"). `seconds` is wall time.
    """

    question: str
    status: Status
    text: str
    citations: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    understood: tuple[tuple[str, str], ...] = ()
    facts: tuple[dict[str, Any], ...] = ()
    seconds: float = 0.0
    timings: dict[str, float] = field(default_factory=dict)


def as_json(answer: Answer) -> dict[str, Any]:
    """The object that `ask --json` prints and that evaluation files hold."""
    return {
        "question": answer.question,
        "status": answer.status,
        "text": answer.text,
        "citations": [citation_record(citation) for citation in answer.citations],
        "facts": list(answer.facts),
        "notes": list(answer.notes),
        "suggestions": list(answer.suggestions),
        "understood": [list(label) for label in answer.understood],
        "seconds": round(answer.seconds, 4),
    }
