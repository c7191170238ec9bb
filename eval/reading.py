"""How fast and how large is reading? Files by format, each format in a process of its own so that its peak shows."""

import multiprocessing
import resource
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from corpus.errors import UnreadableFile
from corpus.readers import read_document
from corpus.reading import bulletin_of


@dataclass(frozen=True, slots=True)
class ReadTiming:
    """One format: `pages` is None where files of this kind have none; `megabytes` is the peak resident size."""

    suffix: str
    files: int
    failed: int
    pages: int | None
    paragraphs: int
    seconds: float
    megabytes: float


def time_reading(paths: Sequence[Path]) -> list[ReadTiming]:
    """Read the files, one format after the other, from their bytes to a bulletin."""
    groups: dict[str, list[Path]] = defaultdict(list)
    for path in paths:
        groups[path.suffix.lower()].append(path)
    return [_measured(suffix, group) for suffix, group in sorted(groups.items())]


def _measured(suffix: str, paths: list[Path]) -> ReadTiming:
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_read_all, args=(suffix, paths, sender))
    process.start()
    sender.close()
    timing: ReadTiming = receiver.recv()
    process.join()
    return timing


def _read_all(suffix: str, paths: list[Path], sender: Connection) -> None:
    failed = paragraphs = 0
    pages: list[int] = []
    start = time.perf_counter()
    for path in paths:
        try:
            raw = read_document(path)
        except UnreadableFile:
            failed += 1
            continue
        paragraphs += len(bulletin_of(raw).paragraphs)
        pages.append(max((line.page or 0 for line in raw.lines), default=0))
    seconds = time.perf_counter() - start
    # Whatever is not text is read in a child, so the larger of the two is the reader's.
    peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    total = sum(pages)
    sender.send(ReadTiming(suffix, len(paths), failed, total or None, paragraphs, seconds, max(peaks) / 1024))
