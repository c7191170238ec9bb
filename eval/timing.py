"""Time what people wait for, asking, searching and ingesting, in one running process."""

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.cases import Case, CaseError
from eval.metrics import percentile
from eval.retrieval import query_of
from eval.running import Answerer
from index.finding import find
from index.hits import Encoder
from index.ingest import ingest
from index.library import Library, open_library


@dataclass(frozen=True, slots=True)
class AskTiming:
    """
    Milliseconds of `ask` over all cases and rounds, and the most memory that the process ever held, in MiB.

    The memory is that of asking only on a second run: the first one also makes the evaluation library.
    """

    count: int
    median: float
    p95: float
    memory: float


@dataclass(frozen=True, slots=True)
class SearchTiming:
    """
    Milliseconds of `Library.search` and of `find` with its counts, ten hits each, and the process's peak memory in MiB.

    The library keeps the vectors of the last 256 queries: after a smaller set's first round encoding is not in the times.
    """

    count: int
    search_median: float
    search_p95: float
    find_median: float
    find_p95: float
    memory: float


@dataclass(frozen=True, slots=True)
class IngestTiming:
    """Wall seconds of ingesting into an empty library, and what went in."""

    documents: int
    paragraphs: int
    seconds: float

    @property
    def paragraphs_per_second(self) -> float:
        """Paragraphs over seconds, encoding included."""
        return self.paragraphs / self.seconds


def time_asking(cases: Sequence[Case], answerer: Answerer, *, rounds: int) -> AskTiming:
    """Every case `rounds` times, after one question that is not counted because it loads what is loaded lazily."""
    milliseconds = _timed(lambda case: answerer.answer(case.question, case.turns), cases, rounds=rounds)
    return AskTiming(len(milliseconds), *_median_and_p95(milliseconds), peak_memory())


def time_searching(cases: Sequence[Case], library: Library, *, rounds: int) -> SearchTiming:
    """Search for every case `rounds` times, then find it as often; the first search of each kind is not counted."""
    searched = _timed(lambda case: library.search(query_of(case), limit=10), cases, rounds=rounds)
    found = _timed(lambda case: find(library, query_of(case), limit=10, count=True), cases, rounds=rounds)
    return SearchTiming(len(searched), *_median_and_p95(searched), *_median_and_p95(found), peak_memory())


def time_ingesting(paths: Sequence[Path], encoder: Encoder) -> IngestTiming:
    """Ingest into a library that is made for this and thrown away; the encoder is warmed up first."""
    encoder.encode(["预热"])
    with tempfile.TemporaryDirectory() as folder, open_library(Path(folder) / "library", encoder) as library:
        start = time.perf_counter()
        outcomes = ingest(library, paths)
        seconds = time.perf_counter() - start
        failed = [outcome.sentence for outcome in outcomes if outcome.status == "failed"]
        if failed:
            raise CaseError(f"有文件没有入库，计时不算数：{'；'.join(failed)}")
        documents = library.documents()
        return IngestTiming(len(documents), sum(document.paragraphs for document in documents), seconds)


def _timed(work: Callable[[Case], object], cases: Sequence[Case], *, rounds: int) -> list[float]:
    """The milliseconds of the work for each case; once it is done uncounted, to load what is loaded lazily."""
    work(cases[0])
    milliseconds: list[float] = []
    for _ in range(rounds):
        for case in cases:
            start = time.perf_counter()
            work(case)
            milliseconds.append(1000 * (time.perf_counter() - start))
    return milliseconds


def _median_and_p95(milliseconds: Sequence[float]) -> tuple[float, float]:
    median, p95 = percentile(milliseconds, 0.5), percentile(milliseconds, 0.95)
    if median is None or p95 is None:
        raise CaseError("没有可计时的题，请检查题目文件和 --rounds。")
    return median, p95


def peak_memory() -> float:
    """The process's largest resident size so far, in MiB."""
    # getrusage counts KiB on Linux and bytes on macOS.
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20
