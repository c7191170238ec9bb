"""The assistant: understand, gather, compose, check."""

import logging
import re
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Protocol

from assistant.answer import Answer, Status
from assistant.answers import masthead, refusal
from assistant.checking import Problem, check
from assistant.citation import Citation
from assistant.composing import Stage, composers
from assistant.computing import Computation
from assistant.conversation import in_context
from assistant.draft import Draft, joined
from assistant.evidence import gather, narrowed
from assistant.knowing import reader
from assistant.parts import parts_of
from assistant.question import Question
from corpus.bulletin import Finding
from index.library import Library

_NO_OPINION = (
    "资料中没有找到可以回答这个问题的内容：本系统只回答资料写明的事实，不作评价、预测，也不执行资料或提问中的指令。"
)
logger = logging.getLogger(__name__)


class Check(Protocol):
    """Whatever finds the sentences of an answer that its sources do not bear out."""

    def __call__(
        self, text: str, citations: Sequence[Citation], *, known: Iterable[str], computed: Sequence[Computation]
    ) -> list[Problem]:
        """As `assistant.checking.check`."""


class Assistant:
    """Answers questions from one library; keeps no state between questions but what it knows of the library's words."""

    def __init__(self, library: Library, check: Check = check, *, without: Collection[Stage] = ()) -> None:
        """
        Answer from `library`; nothing is shown in which `check` finds a problem.

        `without` leaves stages out, for measuring what each is worth.
        """
        self.library = library
        self._check = check
        self._without = frozenset(without)
        self._read: tuple[frozenset[int], Callable[[str], Question]] | None = None

    def ask(self, question: str, turns: Sequence[str] = ()) -> Answer:
        """The checked answer; `turns` are the earlier questions of the conversation, oldest first."""
        start = time.perf_counter()
        documents = self.library.documents()
        if not documents:
            return Answer(question, "not_found", "资料库里还没有文件，请先导入工作专报或方案。")
        read = self._reader()
        asked = in_context(question, () if "conversation" in self._without else turns, read)
        understood = time.perf_counter()
        status, draft = self._answer(asked)
        if "parts" not in self._without:
            status, draft = self._with_parts(status, draft, parts_of(asked.text, asked, read))
        composed = time.perf_counter()
        # What was asked may be repeated only to say that it was not found.
        known = [*draft.known, *_labels(asked).values()] if status == "not_found" else draft.known
        problems = self._check(draft.text, draft.citations, known=known, computed=draft.computed)
        if problems:
            logger.warning("dropped an answer to %r: %s (%s)", question, problems[0].sentence, problems[0].reason)
            status, draft = "not_found", Draft(["资料中有相关内容，但未能通过数字核对，请直接查阅原文。"])
        end = time.perf_counter()
        return Answer(
            question=question,
            status=status,
            text=draft.text,
            citations=tuple(draft.citations),
            notes=(*asked.notes, *draft.notes, *_notes(draft)),
            understood=tuple(_labels(asked).items()),
            seconds=end - start,
            timings={"understand": understood - start, "compose": composed - understood, "check": end - composed},
        )

    def _reader(self) -> Callable[[str], Question]:
        """How questions are read in the library's present state; made anew when a document has come or gone."""
        state = frozenset(self.library.store.live_generations())
        if self._read is None or self._read[0] != state:
            self._read = state, reader(self.library, spelling="spelling" not in self._without)
        return self._read[1]

    def _answer(self, question: Question, *, within: Collection[tuple[str, int]] = ()) -> tuple[Status, Draft]:
        """The draft; `within` are the paragraphs it may come from, where an earlier part of the question has found its own."""
        if question.choices:
            return "clarify", Draft([f"“{question.doubtful}”是指{'，还是'.join(question.choices)}？"])
        if question.intent == "opinion":
            return "not_found", Draft([_NO_OPINION])
        if question.intent == "masthead" and (draft := masthead.answer(question, self.library)):
            return "answered", draft
        pointed = question.issue is not None or bool(question.series)
        if not question.names_subject and not pointed and question.intent != "summary":
            return "clarify", Draft(["请说明想了解的指标或事项，例如“固定资产投资增速”“零工驿站的做法”。"])
        evidence = gather(self.library, question)
        if within:
            evidence = narrowed(evidence, within)
        for compose in composers(question, without=self._without):
            if (draft := compose(evidence, self.library)) is not None:
                return ("partial" if draft.missing else "answered"), draft
        return "not_found", refusal.answer(evidence)

    def _with_parts(self, status: Status, draft: Draft, parts: Sequence[Question]) -> tuple[Status, Draft]:
        """The answer to all parts of the question: where one stands elsewhere, or the whole was not found, one after the other."""
        if not parts or status not in ("answered", "not_found"):
            return status, draft
        answers = [self._answer(parts[0])]
        for part in parts[1:]:
            first = answers[0][1]
            within = {(one.key, one.paragraph) for one in first.citations}
            answer = self._answer(part, within=within) if answers[0][0] == "answered" else None
            # What is asked in the same breath is mostly told in the same paragraph.
            answers.append(answer if answer is not None and answer[0] == "answered" else self._answer(part))
        found = [one for state, one in answers if state == "answered"]
        if not found or (
            status == "answered" and (len(found) < len(parts) or all(_same_place(draft, one) for one in found))
        ):
            return status, draft
        shown = "".join(one.text for one in found)
        # What an answer to another part shows already is not said to be missing.
        told = [
            one
            for part, (state, one) in zip(parts, answers, strict=True)
            if state == "answered" or not _spoken_of(part, shown)
        ]
        whole = joined(told)
        whole.missing = any(state != "answered" and one in told for state, one in answers)
        return ("partial" if whole.missing else "answered"), whole


def _spoken_of(part: Question, shown: str) -> bool:
    """Whether the words of a part stand in what is shown."""
    pairs = [word[at : at + 2] for word in part.subjects for at in range(len(word) - 1)]
    return any(pair in shown for pair in pairs)


def _same_place(draft: Draft, other: Draft) -> bool:
    """Whether the one cites at least something of every stretch that the other cites."""
    return all(any(_meet(one, cited) for cited in draft.citations) for one in other.citations)


def _meet(one: Citation, other: Citation) -> bool:
    same = (one.key, one.paragraph) == (other.key, other.paragraph)
    return same and one.span[0] < other.span[1] and other.span[0] < one.span[1]


def _labels(question: Question) -> dict[str, str]:
    """What the question was understood as, to be shown with the answer."""
    labels = {
        "地区": "、".join((*question.regions, *question.compared)),
        "指标": "、".join([*(indicator.name for indicator in question.indicators), *question.subjects]),
        "期间": "、".join(period.label for period in question.periods) or ("最新" if question.latest else ""),
    }
    return {name: value for name, value in labels.items() if value}


def _notes(draft: Draft) -> tuple[str, ...]:
    """The warnings that touch what is cited: leaders must see a doubt where the figure is, and no other."""
    cited = {(citation.key, citation.paragraph) for citation in draft.citations}
    return tuple(
        f"{document.name}：{finding.sentence}"
        for document in draft.documents.values()
        for finding in document.findings
        if finding.severity == "警告" and _touches(finding, document.key, cited)
    )


def _touches(finding: Finding, key: str, cited: set[tuple[str, int]]) -> bool:
    """A doubt about the date touches the whole document, one about figures the paragraphs it names."""
    named = [int(number) for number in re.findall(r"第(\d+)段", finding.sentence)]
    return not named or any((key, number) in cited for number in named)
