"""How much the check catches: corrupted answers that it must flag, and right ones that it must let pass."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from assistant.answer import as_json
from assistant.answering import Assistant
from assistant.checking import Problem, check
from assistant.citation import Citation
from assistant.computing import Computation
from eval.cases import Case
from eval.corrupting import KINDS, Corruption, Right, corruptions
from eval.judging import judge
from index.library import Library


@dataclass(frozen=True, slots=True)
class Checked:
    """A corruption and the problems that the check found in it: none where it was missed."""

    corruption: Corruption
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All corruptions, and the right answers with the problems that the check wrongly found in them."""

    corrupted: tuple[Checked, ...]
    right: tuple[tuple[Right, tuple[Problem, ...]], ...]

    @property
    def flagged(self) -> tuple[tuple[Right, tuple[Problem, ...]], ...]:
        """The right answers that the check would have dropped."""
        return tuple((answer, problems) for answer, problems in self.right if problems)

    @property
    def missed(self) -> tuple[Corruption, ...]:
        """The corruptions that the check let pass."""
        return tuple(one.corruption for one in self.corrupted if not one.problems)

    def caught(self, kind: str | None = None) -> tuple[int, int]:
        """(caught, made) of one kind, or of all."""
        own = [one for one in self.corrupted if kind in (None, one.corruption.kind)]
        return sum(bool(one.problems) for one in own), len(own)


def check_answers(answers: Sequence[Right], *, count: int) -> Report:
    """The report over right answers and `count` corruptions of them."""
    corrupted = tuple(Checked(one, _problems(one.right, one.text)) for one in corruptions(answers, count=count))
    return Report(corrupted, tuple((answer, _problems(answer, answer.text)) for answer in answers))


def _problems(answer: Right, text: str) -> tuple[Problem, ...]:
    return tuple(check(text, answer.citations, known=answer.known, computed=answer.computed))


def right_answers(
    cases: Sequence[Case], library: Library, *, progress: Callable[[Case], None] | None = None
) -> list[Right]:
    """The assistant's answers, as they were before the check, that are judged right."""
    given: dict[str, Any] = {}

    def record(
        text: str, citations: Sequence[Citation], *, known: Iterable[str], computed: Sequence[Computation]
    ) -> list[Problem]:
        """Finds nothing, so that what the check would drop is judged too."""
        given.update(text=text, citations=tuple(citations), known=tuple(known), computed=tuple(computed))
        return []

    assistant = Assistant(library, check=record)
    found: list[Right] = []
    for case in cases:
        given.clear()
        answer = assistant.ask(case.question, case.turns)
        if given and judge(as_json(answer), case).correct:
            found.append(Right(case.id, **given))
        if progress is not None:
            progress(case)
    return found


def check_table(report: Report) -> Table:
    """A row for each kind, their sum, and the right answers."""
    table = Table("改动", "造出", "查出", "查出率", title="数字核对")
    for kind in (*KINDS, None):
        caught, made = report.caught(kind)
        table.add_row(
            kind or "合计", str(made), str(caught), _share(caught, made), end_section=kind in (KINDS[-1], None)
        )
    table.add_row(
        "正确回答",
        str(len(report.right)),
        f"误报 {len(report.flagged)}",
        _share(len(report.flagged), len(report.right)),
    )
    return table


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "—"


def show_check_failures(report: Report, console: Console) -> None:
    """What was missed and what was wrongly flagged, a line each."""
    for one in report.missed:
        console.print(f"漏查 {one.kind} {one.right.case} {one.before}→{one.after}：{one.text}", markup=False)
    for answer, problems in report.flagged:
        for problem in problems:
            console.print(f"误报 {answer.case} {problem.reason}：{problem.sentence}", markup=False)


def write_check_json(path: Path, report: Report) -> None:
    """The numbers by kind, the misses and the wrong alarms."""
    kinds = {kind: dict(zip(("caught", "made"), report.caught(kind), strict=True)) for kind in KINDS}
    caught, made = report.caught()
    record = {
        "caught": caught,
        "made": made,
        "kinds": kinds,
        "right": len(report.right),
        "flagged": len(report.flagged),
        "missed": [
            {"case": one.right.case, "kind": one.kind, "before": one.before, "after": one.after, "text": one.text}
            for one in report.missed
        ],
        "wrongly": [
            {"case": answer.case, "sentence": problem.sentence, "reason": problem.reason}
            for answer, problems in report.flagged
            for problem in problems
        ],
    }
    path.write_text(json.dumps(record, ensure_ascii=False, indent=2), encoding="utf-8")
