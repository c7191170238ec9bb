"""One process owns a library; others may read; the lock dies with its holder."""

import subprocess
import sys
from pathlib import Path

import pytest

from corpus.errors import LibraryBusy
from index.ingest import ingest
from index.library import open_library
from index.ownership import Ownership
from index.reencoding import re_encode

SCRIPT = Path(__file__).with_name("ingesting.py")


@pytest.fixture
def holder(home: Path, encoder, write_bulletin):
    """Another process that has the library, with one document in it, open."""
    with open_library(home, encoder) as library:
        ingest(library, [write_bulletin("汨罗专报.txt", body={"亮点": ["零工驿站建成三处。"]})])
    process = subprocess.Popen([sys.executable, SCRIPT, "hold", home], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    yield process
    process.kill()
    process.wait()


def test_a_second_process_reads_and_is_told_who_writes(holder, home: Path, encoder, write_bulletin) -> None:
    with open_library(home, encoder) as library:
        assert not library.owned
        assert library.search("零工驿站", limit=1)[0].passage.paragraph.text == "零工驿站建成三处。"
        with pytest.raises(LibraryBusy, match=rf"正由进程 {holder.pid}（ingesting\.py hold，.+起）使用"):
            ingest(library, [write_bulletin("新.txt", issue=3)])
        with pytest.raises(LibraryBusy, match=str(holder.pid)):
            library.remove(library.documents()[0].key)
    with pytest.raises(LibraryBusy, match=str(holder.pid)):
        re_encode(home, encoder)


def test_after_the_owner_is_killed_the_next_one_opens(holder, home: Path, encoder, write_bulletin) -> None:
    holder.kill()
    holder.wait()
    with open_library(home, encoder) as library:
        assert (library.owned, library.mended) == (True, [])
        assert ingest(library, [write_bulletin("新.txt", issue=3)])[0].status == "added"


def test_a_reader_sees_what_the_owner_adds_and_takes_away(library, home: Path, encoder, write_bulletin) -> None:
    with open_library(home, encoder) as reader:
        assert reader.search("零工驿站") == []
        ingest(library, [write_bulletin("专报.txt", body={"亮点": ["零工驿站建成三处。"]})])
        assert reader.search("零工驿站", limit=1)[0].passage.paragraph.text == "零工驿站建成三处。"
        library.remove(library.documents()[0].key)
        assert reader.search("零工驿站") == []


def test_a_lock_given_back_is_free(tmp_path: Path) -> None:
    first = Ownership(tmp_path / "lock")
    second = Ownership(tmp_path / "lock")
    assert (first.held, second.held, second.holder.startswith("进程 ")) == (True, False, True)
    first.release()
    third = Ownership(tmp_path / "lock")
    assert (third.held, third.holder) == (True, "")
    third.release()


def test_an_unreadable_lock_still_says_that_someone_has_it(tmp_path: Path) -> None:
    first = Ownership(tmp_path / "lock")
    (tmp_path / "lock").write_text("{")
    assert Ownership(tmp_path / "lock").holder == "另一个进程"
    first.release()
