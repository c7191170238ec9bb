"""Whether the material speaks of a thing at all: yes, with the sentence that does."""

from dataclasses import replace

from assistant.answers import passage
from assistant.draft import Draft
from assistant.evidence import Evidence


def answer(evidence: Evidence) -> Draft | None:
    """The draft, or None where no sentence carries the subject: then the refusal says so."""
    found = passage.answer(replace(evidence, question=replace(evidence.question, intent="other")))
    if found is None:
        return None
    found.sentences.insert(0, "资料中有提到：")
    return found
