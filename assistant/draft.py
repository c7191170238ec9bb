"""An answer in the making: numbered citations and the sentences that carry their marks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.citation import Citation, cite
from assistant.computing import Computation
from assistant.excerpt import Excerpt
from index.facts import FactHit
from index.hits import Document, Passage


@dataclass
class Draft:
    """
    Sentences with their citations; the same span is cited under one number.

    `known` collects what the sentences say beyond the cited words: years and places from the masthead; `computed` the
    numbers that code has made of cited ones, `notes` what a reader should know beside the answer; `missing` that
    a part of the question has no answer.
    """

    sentences: list[str] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    known: list[str] = field(default_factory=list)
    computed: list[Computation] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    missing: bool = False

    def cite(self, passage: Passage, start: int, end: int) -> str:
        """The mark [n] for a span, a new number where it is not cited yet."""
        self.documents[passage.document.key] = passage.document
        for citation in self.citations:
            if (citation.key, citation.paragraph, citation.span) == (
                passage.document.key,
                passage.paragraph.number,
                (start, end),
            ):
                return f"[{citation.number}]"
        self.citations.append(cite(passage, number=len(self.citations) + 1, start=start, end=end))
        return f"[{len(self.citations)}]"

    def quote(self, part: Excerpt) -> None:
        """Add an excerpt as a sentence."""
        mark = self.cite(part.candidate.passage, part.start, part.end)
        self.sentences.append(f"{part.text}{mark}。")
        self.know(part)

    def cite_fact(self, hit: FactHit) -> str:
        """The mark of the clause that states a fact; what the clause leaves to its surroundings is known."""
        fact = hit.fact
        if fact.period is not None:
            self.known.append(fact.period.label)
        if fact.region is not None:
            self.known.append(fact.region)
        return self.cite(hit.passage, fact.start, fact.end)

    def cite_again(self, citation: Citation, hits: Sequence[FactHit]) -> str:
        """The mark of what a series or ranking of `hits` cites."""
        place = citation.key, citation.paragraph
        passage = next(h.passage for h in hits if (h.document.key, h.passage.paragraph.number) == place)
        return self.cite(passage, *citation.span)

    def know(self, part: Excerpt) -> None:
        """Remember what an excerpt's label says beyond its paragraph."""
        self.known += [period.label for period in part.candidate.scope.periods]
        if (reference := part.candidate.passage.document.reference) is not None:
            self.known.append(str(reference.year))

    @property
    def text(self) -> str:
        """The sentences, joined."""
        return "".join(self.sentences)


def joined(drafts: Sequence[Draft]) -> Draft:
    """One draft after the other, their citations numbered through and each sentence said once."""
    whole = Draft()
    for draft in drafts:
        numbers = {citation.number: _number_in(whole, citation) for citation in draft.citations}
        for sentence in draft.sentences:
            said = _renumbered(sentence, numbers)
            if said not in whole.sentences:
                whole.sentences.append(said)
        whole.documents |= draft.documents
        whole.known += draft.known
        whole.computed += draft.computed
        whole.notes += [note for note in draft.notes if note not in whole.notes]
        whole.missing = whole.missing or draft.missing
    return whole


def _number_in(whole: Draft, citation: Citation) -> int:
    """Under which number the whole cites the same span; it is added where it is new."""
    for other in whole.citations:
        if replace(citation, number=other.number) == other:
            return other.number
    whole.citations.append(replace(citation, number=len(whole.citations) + 1))
    return len(whole.citations)


def _renumbered(sentence: str, numbers: dict[int, int]) -> str:
    return re.sub(r"\[(\d+)\]", lambda mark: f"[{numbers[int(mark[1])]}]", sentence)
