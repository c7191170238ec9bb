"""A killed import leaves exactly the old library or exactly the new one, says so, and can be repeated."""

import hashlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from index.ingest import ingest
from index.library import Library, open_library

SCRIPT = Path(__file__).with_name("ingesting.py")
KILLS = 2
OLD = {"主要指标": ["固定资产投资增长3.2%。", *(f"第{number}项指标平稳。" for number in range(90))]}
NEW = {"主要指标": ["固定资产投资增长5.9%。", *(f"第{number}项指标向好。" for number in range(90))]}
OTHER = {"特色亮点": ["零工驿站建成五处。"]}
QUERIES = ("固定资产投资增长", "第77项指标", "指标向好", "零工驿站")


def digest(library: Library) -> str:
    """One value for all that a user can see: documents, their paragraphs, and what searches find."""
    documents = [(one.name, one.sha256, one.paragraphs) for one in library.documents()]
    texts = [passage.paragraph for one in library.documents() for passage in library.passages(one.key)]
    found = [
        [(hit.passage.id, hit.passage.paragraph.text, round(hit.score, 6)) for hit in library.search(query)]
        for query in QUERIES
    ]
    return hashlib.sha256(repr((documents, texts, found)).encode()).hexdigest()


class Case:
    """An import into a library: the library before it, the file, and what is visible before and after."""

    def __init__(self, folder: Path, encoder, before: list[Path], file: Path) -> None:
        self.home, self.file = folder / "before", file
        with open_library(self.home, encoder) as library:
            ingest(library, before)
            self.old = digest(library)
        shutil.copytree(self.home, folder / "after")
        process = self.run(folder / "after", "ingest")
        assert process.stdout is not None
        process.stdout.readline()
        start = time.perf_counter()
        assert process.stdout.readline() == "done\n"
        self.seconds = time.perf_counter() - start  # what the import itself takes, the opening not counted
        process.wait()
        with open_library(folder / "after", encoder) as library:
            self.new = digest(library)

    def copy(self, home: Path) -> Path:
        shutil.copytree(self.home, home)
        return home

    def run(self, home: Path, step: str) -> subprocess.Popen[str]:
        return subprocess.Popen([sys.executable, SCRIPT, step, home, self.file], stdout=subprocess.PIPE, text=True)

    def kill_after(self, home: Path, seconds: float) -> Path:
        """Run the import in a copy and kill it so long after the library is open."""
        process = self.start(home)
        time.sleep(seconds)
        process.kill()
        process.wait()
        return home

    def kill_at(self, home: Path, step: Callable[[Path], object]) -> Path:
        """Run the import in a copy and kill it as soon as `step` shows another value than at the start."""
        process = self.start(home)
        before = step(home)
        while step(home) == before and process.poll() is None:
            time.sleep(0.0005)
        process.kill()
        process.wait()
        return home

    def start(self, home: Path) -> "subprocess.Popen[str]":
        process = self.run(self.copy(home), "ingest")
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        return process

    def judge(self, home: Path, encoder) -> str:
        """Open what was left: old or new, whole; then repeat the import, and the result is new."""
        with open_library(home, encoder) as library:
            seen = digest(library)
            assert seen in (self.old, self.new)
            state = "new" if seen == self.new else "old"
            for sentence in library.mended:
                assert self.file.name in sentence
            (again,) = ingest(library, [self.file])
            assert again.status == ("unchanged" if state == "new" else again.status) != "failed"
            assert digest(library) == self.new
        return state


@pytest.fixture(scope="module", params=["added", "replaced"])
def case(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, make_encoder, write_bulletins_to
) -> Case:
    folder = tmp_path_factory.mktemp(request.param)
    write = write_bulletins_to(folder / "inbox")
    before = [write("别的.txt", region="华容县", body=OTHER)]
    if request.param == "replaced":
        before.append(write("旧/汨罗专报.txt", body=OLD))
    return Case(folder, make_encoder(), before, write("汨罗专报.txt", body=NEW))


def test_a_process_that_dies_while_encoding_leaves_the_old_library(case: Case, tmp_path: Path, encoder) -> None:
    for number, step in enumerate(("encode:80", "progress")):
        home = case.copy(tmp_path / str(number))
        assert case.run(home, step).wait() == -signal.SIGKILL
        assert case.judge(home, encoder) == "old"


def revisions(home: Path, state: str) -> list[int]:
    with closing(sqlite3.connect(home / "catalog.db", timeout=10)) as connection:
        return [row[0] for row in connection.execute("SELECT generation FROM revision WHERE state = ?", (state,))]


def stamp(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


# Steps of an import as they can be seen from outside; the process is killed as soon as one is reached.
STEPS: dict[str, Callable[[Path], object]] = {
    "generation written": lambda home: max([0, *revisions(home, "writing")]),
    "words written": lambda home: stamp(home / "fulltext" / "meta.json"),
    "vectors written": lambda home: stamp(home / "chroma" / "chroma.sqlite3"),
    "published": lambda home: max([0, *revisions(home, "live")]),
    "old words taken out": lambda home: stamp(home / "fulltext" / "meta.json") if revisions(home, "past") else 0,
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("case", ["replaced"], indirect=True)  # which has every step of an addition, and two more
def test_a_process_killed_as_a_step_is_reached_leaves_the_old_library_or_the_new(
    case: Case, tmp_path: Path, encoder, step: str
) -> None:
    assert case.judge(case.kill_at(tmp_path / "home", STEPS[step]), encoder) in ("old", "new")


def test_a_process_killed_at_any_moment_leaves_the_old_library_or_the_new(case: Case, tmp_path: Path, encoder) -> None:
    draw = random.Random(20260428)
    for number in range(KILLS):
        case.judge(case.kill_after(tmp_path / str(number), draw.uniform(0, case.seconds)), encoder)


def test_a_removal_cut_short_is_finished_by_the_next_opening(tmp_path: Path, encoder, write_bulletin) -> None:
    home = tmp_path / "library"
    with open_library(home, encoder) as library:
        other = write_bulletin("别的.txt", region="华容县", body=OTHER)
        ingest(library, [other, write_bulletin("汨罗专报.txt", body=OLD)])
    process = subprocess.Popen([sys.executable, SCRIPT, "remove", home, "汨罗专报"])
    while len(revisions(home, "live")) == 2:
        time.sleep(0.001)
    process.kill()
    process.wait()
    with open_library(home, encoder) as library:
        assert ([one.name for one in library.documents()], library.mended) == (["别的"], [])
    left = [path.name for path in home.rglob("*") if path.is_file() and "项指标平稳".encode() in path.read_bytes()]
    assert left == []
