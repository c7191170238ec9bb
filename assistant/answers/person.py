"""What a person did: every sentence that names the person, of the time asked for, in order."""

from assistant.draft import Draft
from assistant.evidence import Candidate, Evidence
from assistant.excerpt import excerpt

_ROOM = 480
_LONGEST = 120


def answer(evidence: Evidence) -> Draft | None:
    """The draft, or None where fewer than two sentences name the person."""
    question = evidence.question
    if not question.persons:
        return None
    own = {term.text for term in evidence.wanted} - set(question.persons)
    found = [
        candidate
        for candidate in evidence.candidates
        if all(name in candidate.text for name in question.persons) and _tells(candidate, evidence, own)
    ]
    if len(found) < 2:
        return None
    draft, length = Draft(), 0
    for candidate in sorted(found, key=lambda candidate: candidate.place):
        part = excerpt(candidate, evidence.wanted, longest=_LONGEST, trimmed=False)
        if length + len(part.text) > _ROOM:
            draft.notes.append(f"另有{len(found) - len(draft.sentences)}处提到，未全部列出。")
            break
        length += len(part.text)
        draft.quote(part)
    return draft


def _tells(candidate: Candidate, evidence: Evidence, own: set[str]) -> bool:
    """Whether the sentence carries some of what else was asked, where anything was."""
    shares = [share for term, share in zip(evidence.wanted, candidate.coverage.own, strict=True) if term.text in own]
    return not shares or max(shares) > 0
