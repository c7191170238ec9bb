"""What a unit leads, answers for or helps with: every task that the material lays on it, counted and in order."""

from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.question import Question
from corpus.bulletin import DutyRole
from index.facts import DutyHit, find_duties
from index.library import Library

_ROOM = 480
_ROLES: dict[str, DutyRole] = {"牵头": "牵头", "配合": "配合", "负责": "责任"}


def answer(evidence: Evidence, library: Library) -> Draft | None:
    """The draft, or None where no unit of that name has a task."""
    question = evidence.question
    for unit in question.subjects:
        hits = find_duties(library.store, unit=unit, roles=_roles(question), regions=question.regions)
        if hits:
            return _draft(unit, hits, _said(question))
    return None


def _roles(question: Question) -> tuple[DutyRole, ...] | None:
    wanted = tuple(role for word, role in _ROLES.items() if word in question.text)
    return ("牵头", "责任") if wanted == ("责任",) else wanted or None


def _said(question: Question) -> str:
    return next((word for word in _ROLES if word in question.text), "承担")


def _draft(unit: str, hits: list[DutyHit], verb: str) -> Draft:
    tasks: dict[str, DutyHit] = {}
    for hit in hits:
        tasks.setdefault(hit.duty.task, hit)
    draft = Draft()
    shown: list[str] = []
    length = 0
    for task, hit in tasks.items():
        if length + len(task) + 6 > _ROOM:
            break
        mark = draft.cite(hit.passage, hit.duty.start, hit.duty.end)
        shown.append(f"（{len(shown) + 1}）{task}{mark}")
        length += len(task) + 6
        draft.known += [task, str(len(shown))]
    more = f"，列出前{len(shown)}项" if len(shown) < len(tasks) else ""
    draft.sentences.append(f"资料中{unit}{verb}的有{len(tasks)}项{more}：{'；'.join(shown)}。")
    draft.known += [str(len(tasks)), str(len(shown)), unit]
    return draft
