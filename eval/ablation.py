"""What each stage of answering is worth: the same cases without it."""

from collections.abc import Sequence
from typing import Any, cast, get_args

from rich.table import Table

from assistant.answering import Assistant
from assistant.composing import Stage
from eval.running import AssistantAnswerer, Report
from index.fusion import WEIGHTS
from index.hits import Hit
from index.library import Library

STAGE_NAMES: dict[str, str] = {
    "everything": "全部",
    "spelling": "不改错字",
    "conversation": "不看上文",
    "parts": "不拆开两问",
    "computed": "不比较计算",
    "facts": "不用指标库单独作答",
    "lists": "不列条目",
    "duties": "不查分工",
    "vectors": "不用向量",
    "check": "不作核对",
}
_WITHOUT_VECTORS = {**WEIGHTS, "义": 0.0}


class WithoutVectors:
    """A library whose search has every part but the vectors."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def __getattr__(self, name: str) -> Any:
        return getattr(self._library, name)

    def search(self, query: str, **options: Any) -> list[Hit]:
        """As `Library.search`, without the vectors."""
        return self._library.search(query, **{**options, "weights": _WITHOUT_VECTORS})


def variants(library: Library) -> dict[str, AssistantAnswerer]:
    """The assistant, and the assistant without each of its stages."""
    found = {"everything": Assistant(library)}
    found |= {stage: Assistant(library, without=(stage,)) for stage in get_args(Stage)}
    found["vectors"] = Assistant(cast(Library, WithoutVectors(library)))
    found["check"] = Assistant(library, lambda *_, **__: [])
    return {name: AssistantAnswerer(assistant) for name, assistant in found.items()}


def ablation_table(reports: Sequence[tuple[str, Report]]) -> Table:
    """A row for each variant."""
    shown = Table(title="各环节的作用")
    for column in ("环节", "正确率", "引用召回", "引用准确", "拒答率", "误拒率"):
        shown.add_column(column)
    for name, report in reports:
        metrics = report.metrics
        values = (
            metrics.accuracy,
            metrics.citation_recall,
            metrics.citation_precision,
            metrics.refusal,
            metrics.false_refusal,
        )
        shown.add_row(STAGE_NAMES[name], *("—" if value is None else f"{value:.1%}" for value in values))
    return shown
