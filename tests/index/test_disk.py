"""A full disk or a folder that cannot be written is a sentence, and what was there before still answers."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import BulletinError, LibraryError
from index.ingest import ingest
from index.library import open_library

BODY = {"特色亮点": ["零工驿站建成三处。"]}
MEGABYTES = 24


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a few megabytes, in memory."""
    if os.geteuid() != 0:
        pytest.skip("mounting a small file system needs root")
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", place]
    if (told := subprocess.run(command, capture_output=True, text=True, check=False)).returncode:
        pytest.skip(f"a tmpfs cannot be mounted here: {told.stderr.strip()}")
    yield place
    subprocess.run(["umount", "-l", place], check=False)


def fill(disk: Path, *, leave: int) -> Path:
    """Take all space of the disk but `leave` bytes."""
    ballast = disk / "ballast"
    with ballast.open("wb") as file:
        file.write(bytes(max(0, shutil.disk_usage(disk).free - leave)))
    return ballast


@pytest.mark.parametrize("leave", [0, 20_000, 100_000, 300_000, 600_000, 1_000_000, 2_000_000])
def test_a_full_disk_is_a_sentence_and_the_old_content_answers(
    small_disk: Path, encoder, write_bulletin, leave: int
) -> None:
    home = small_disk / "library"
    long = write_bulletin(
        "长.txt", issue=3, body={"任务": [f"第{number}项工作，" + "稳" * 300 for number in range(800)]}
    )
    with open_library(home, encoder) as library:
        ingest(library, [write_bulletin("汨罗专报.txt", body=BODY)])
        ballast = fill(small_disk, leave=leave)
        with pytest.raises(BulletinError) as told:
            ingest(library, [long])
        assert "Traceback" not in str(told.value)
        assert str(told.value)[-1] == "。"
        ballast.unlink()
        assert library.search("零工驿站", limit=1)[0].passage.paragraph.text == "零工驿站建成三处。"
        assert [document.name for document in library.documents()] == ["汨罗专报"]
        short = write_bulletin("短.txt", issue=4, body=BODY)
        assert [outcome.status for outcome in ingest(library, [short])] == ["added"]
    with open_library(home, encoder) as library:
        assert {document.name for document in library.documents()} == {"汨罗专报", "短"}
        assert library.search("零工驿站", limit=1)[0].passage.paragraph.text == "零工驿站建成三处。"


def test_a_library_on_a_full_disk_is_a_sentence(small_disk: Path, encoder) -> None:
    fill(small_disk, leave=0)
    with pytest.raises(LibraryError):
        open_library(small_disk / "library", encoder)


def remount_read_only(disk: Path) -> None:
    """Chroma's threads may hold a file open for a moment after it is closed; the system refuses as long as they do."""
    for _ in range(100):
        if subprocess.run(["mount", "-o", "remount,ro", disk], check=False, capture_output=True).returncode == 0:
            return
        time.sleep(0.1)
    raise AssertionError(f"{disk} is still in use")


def test_a_read_only_disk_is_a_sentence(small_disk: Path, encoder, write_bulletin) -> None:
    home = small_disk / "library"
    with open_library(home, encoder) as library:
        ingest(library, [write_bulletin("汨罗专报.txt", body=BODY)])
    remount_read_only(small_disk)
    with pytest.raises(LibraryError, match="权限"):
        open_library(home, encoder)
