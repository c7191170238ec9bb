"""Every heading of the five real bulletins is found at its level, none is invented, and every 一是 is a run-in title."""

from collections import Counter
from pathlib import Path

import pytest

from corpus.bulletin import Bulletin
from corpus.folding import squeeze
from corpus.reading import read_bulletin

BULLETINS = Path(__file__).parents[3] / "shared" / "bulletins"
BEGINNING = 10  # characters of a title that the gold file holds

pytestmark = pytest.mark.skipif(not BULLETINS.is_dir(), reason="the real bulletins (../shared/bulletins) are not here")


def gold() -> dict[str, list[tuple[str, str]]]:
    """(level or *, how the title begins) by document."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in (Path(__file__).parent / "outline_gold.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            entries = found.setdefault(line[3:], [])
        elif not line.startswith("#"):
            level, _, title = line.partition(" ")
            entries.append((level, squeeze(title)))
    return found


GOLD = gold()


def headings(bulletin: Bulletin) -> Counter[tuple[str, str]]:
    return Counter((str(section.level), squeeze(section.title)[:BEGINNING]) for section in bulletin.sections)


def leads(bulletin: Bulletin) -> list[str]:
    return [squeeze(paragraph.text[start:end]) for paragraph in bulletin.paragraphs for start, end in paragraph.leads]


@pytest.fixture(scope="module")
def read() -> dict[str, Bulletin]:
    return {name: read_bulletin(BULLETINS / f"{name}.txt") for name in GOLD}


def test_the_gold_outline_is_large_enough() -> None:
    assert sum(level != "*" for entries in GOLD.values() for level, _ in entries) >= 350


@pytest.mark.parametrize("name", GOLD)
def test_every_heading_is_found_at_its_level_and_none_is_invented(read: dict[str, Bulletin], name: str) -> None:
    wanted = Counter((level, title) for level, title in GOLD[name] if level != "*")
    found = headings(read[name])

    assert (wanted - found, found - wanted) == (Counter(), Counter())


@pytest.mark.parametrize("name", GOLD)
def test_every_counted_title_is_a_lead(read: dict[str, Bulletin], name: str) -> None:
    wanted = [title for level, title in GOLD[name] if level == "*"]
    found = leads(read[name])

    assert [title for title in wanted if not any(lead.startswith(title) for lead in found)] == []
