"""A list that stands in one sentence: 分别是甲、乙、丙, or 甲园区、乙园区 for 哪几个园区."""

from assistant.answers import passage
from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.rows import enumerates, lists_such


def answer(evidence: Evidence) -> Draft | None:
    """The draft when the best sentence itself lists what is asked: 分别是：甲、乙、丙."""
    draft = passage.answer(evidence)
    if draft is None or len(draft.citations) > 2:
        return None
    head = evidence.question.head
    listed = any(enumerates(one.quote) or (head and lists_such(one.quote, head)) for one in draft.citations)
    return draft if listed else None
