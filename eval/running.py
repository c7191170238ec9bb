"""Put every case to a system, time and judge its answers; one failure never stops the run."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from assistant.answer import as_json
from assistant.answering import Assistant
from eval.cases import Case
from eval.judging import Judgement, judge
from eval.metrics import Metrics, Score, aggregate, by_type


class Answerer(Protocol):
    """A system under evaluation."""

    @property
    def name(self) -> str:
        """What the tables and result files call it."""

    def answer(self, question: str, turns: Sequence[str]) -> dict[str, Any]:
        """The answer in the form of `ask --json`; `turns` are the earlier questions of the conversation."""


@dataclass(frozen=True, slots=True)
class Result:
    """One case with the answer it got; `seconds` is the wall time of the call."""

    case: Case
    answer: dict[str, Any]
    judgement: Judgement
    seconds: float


@dataclass(frozen=True, slots=True)
class Report:
    """All results of one system, in the order of the cases."""

    system: str
    results: tuple[Result, ...]

    @property
    def metrics(self) -> Metrics:
        """The metrics over all cases."""
        return aggregate(self._scores())

    @property
    def by_type(self) -> dict[str, Metrics]:
        """The metrics of each type of case."""
        return by_type(self._scores())

    @property
    def failures(self) -> tuple[Result, ...]:
        """The results that are wrong."""
        return tuple(result for result in self.results if not result.judgement.correct)

    def _scores(self) -> list[Score]:
        return [Score(result.case, result.judgement, result.seconds) for result in self.results]


class AssistantAnswerer:
    """The assistant itself, as a system under evaluation."""

    name = "assistant"

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def answer(self, question: str, turns: Sequence[str]) -> dict[str, Any]:
        """What `ask --json` prints."""
        return as_json(self._assistant.ask(question, turns))


def run(cases: Sequence[Case], answerer: Answerer, *, progress: Callable[[Case], None] | None = None) -> Report:
    """The report of the answerer over the cases; `progress` is told each case when it is done."""
    results: list[Result] = []
    for case in cases:
        results.append(_result(case, answerer))
        if progress is not None:
            progress(case)
    return Report(answerer.name, tuple(results))


def _result(case: Case, answerer: Answerer) -> Result:
    start = time.perf_counter()
    try:
        answer = answerer.answer(case.question, case.turns)
        seconds = time.perf_counter() - start
        return Result(case, answer, judge(answer, case), seconds)
    except Exception as error:  # noqa: BLE001 — whatever a system under evaluation raises is its own wrong answer, never the run's end
        seconds = time.perf_counter() - start
        reason = f"出错：{type(error).__name__}：{error}"
        answer = {"question": case.question, "status": "error", "text": "", "citations": []}
        return Result(case, answer, replace(judge(answer, case), correct=False, reasons=(reason,)), seconds)
