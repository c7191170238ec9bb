"""How fast are facts and duties read from paragraphs that have already been cut? No file is read while the clock runs."""

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from corpus.bulletin import Bulletin
from corpus.duties import duties_of
from corpus.reading import read_bulletin
from corpus.statements import facts_of
from eval.cases import CaseError
from eval.timing import peak_memory

PARAGRAPHS = 10_000
# A figure, not a date, an issue number or one end of 1-7月: dates must stay dates.
FIGURE = re.compile(r"(?<![\d\-—－~〔第])\d+(?![\d\-—－~年月日号期季〕])")


@dataclass(frozen=True, slots=True)
class FactTiming:
    """Wall seconds over distinct paragraphs, what was found in them, and the process's peak MiB before and after."""

    paragraphs: int
    facts: int
    duties: int
    seconds: float
    memory_before: float
    memory: float

    @property
    def paragraphs_per_second(self) -> float:
        """Paragraphs over seconds."""
        return self.paragraphs / self.seconds


def time_facts(paths: Sequence[Path], *, paragraphs: int = PARAGRAPHS) -> FactTiming:
    """Read the files, then time `facts_of` and `duties_of` over them and over copies with other figures."""
    bulletins = [read_bulletin(path) for path in paths]  # also loads what is loaded lazily
    if not bulletins:
        raise CaseError("没有可计时的文件，请检查路径。")
    before = peak_memory()
    facts = duties = 0
    seconds = 0.0
    for bulletin in varied(bulletins, paragraphs=paragraphs):
        start = time.perf_counter()
        facts += len(facts_of(bulletin))
        duties += len(duties_of(bulletin))
        seconds += time.perf_counter() - start
    return FactTiming(paragraphs, facts, duties, seconds, before, peak_memory())


def varied(bulletins: Sequence[Bulletin], *, paragraphs: int) -> Iterator[Bulletin]:
    """Copies of the bulletins, `paragraphs` paragraphs in all, no two alike, so that no cache has seen them before."""
    left = paragraphs
    for copy in count(1):
        for bulletin in bulletins:
            chosen = bulletin.paragraphs[:left]
            texts = (varied_text(paragraph.text, copy) for paragraph in chosen)
            changed = tuple(replace(paragraph, text=text) for paragraph, text in zip(chosen, texts, strict=True))
            yield replace(bulletin, paragraphs=changed, facts=(), duties=())
            left -= len(chosen)
            if not left:
                return


def varied_text(text: str, copy: int) -> str:
    """The text with other figures of the same length, so that spans in it stay valid, and the copy's number behind it."""
    return FIGURE.sub(lambda match: _shifted(match[0], copy), text) + f"（{copy}）"


def _shifted(digits: str, copy: int) -> str:
    """Each digit moved on by the number of the copy; the first one never becomes 0."""
    first = (int(digits[0]) - 1 + copy) % 9 + 1
    return str(first) + "".join(str((int(digit) + copy) % 10) for digit in digits[1:])
