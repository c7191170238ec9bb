"""Eight real government work reports: every numbered heading is a section, and no text of the files is lost."""

import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from corpus.bulletin import Bulletin
from corpus.folding import squeeze
from corpus.reading import read_bulletin

REPORTS = Path(__file__).parents[4] / "shared" / "public" / "reports"
FILES = sorted(REPORTS.glob("*.docx"))
NUMBERED = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])(.{2,40})")
NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

pytestmark = pytest.mark.skipif(not FILES, reason="the real reports (../shared/public/reports) are not here")


def printed(path: Path) -> list[str]:
    """The file's paragraphs, taken from its XML without our reader."""
    root = etree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))
    return ["".join(text.text or "" for text in p.iter(f"{NAMESPACE}t")) for p in root.iter(f"{NAMESPACE}p")]


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.stem)
def report(request: pytest.FixtureRequest) -> tuple[Path, Bulletin]:
    return request.param, read_bulletin(request.param)


def test_every_numbered_heading_is_a_section(report: tuple[Path, Bulletin]) -> None:
    path, bulletin = report
    wanted = [squeeze(match[1])[:8] for text in printed(path) if (match := NUMBERED.match(text.strip()))]
    found = [squeeze(section.title)[:8] for section in bulletin.sections if section.mark]

    assert [title for title in wanted if not any(other.startswith(title.rstrip("。")) for other in found)] == []


def test_no_text_is_lost(report: tuple[Path, Bulletin]) -> None:
    path, bulletin = report
    wanted = squeeze("".join(printed(path)))
    kept = squeeze("".join(paragraph.text for paragraph in bulletin.paragraphs))

    assert abs(len(wanted) - len(kept)) <= len(wanted) / 1000
    assert wanted[:2000] == kept[:2000]


def test_the_masthead_tells_place_year_and_genre(report: tuple[Path, Bulletin]) -> None:
    path, bulletin = report
    masthead = bulletin.masthead

    assert masthead.title == path.stem
    assert (masthead.genre, masthead.level) == ("报告", "省")
    assert masthead.region is not None
    assert path.stem[5:7] == masthead.region[:2]
    assert masthead.issuer == f"{masthead.region}人民政府"
    assert bulletin.reference is not None
    assert (bulletin.reference.year, bulletin.reference.month) == (2025, 1)
