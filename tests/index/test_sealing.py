"""A seal tells whether a folder is as it was when it was closed."""

from pathlib import Path

import pytest

from index.sealing import break_seal, seal


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "inner").mkdir()
    (tmp_path / "a.bin").write_bytes(b"0123456789")
    (tmp_path / "inner" / "b.bin").write_bytes(b"")
    return tmp_path


def test_a_seal_is_good_for_one_opening(folder: Path) -> None:
    seal(folder)
    assert [break_seal(folder), break_seal(folder)] == ["whole", "absent"]


@pytest.mark.parametrize("damage", ["flip", "shorten", "delete", "add", "empty seal"])
def test_any_change_breaks_it(folder: Path, damage: str) -> None:
    seal(folder)
    match damage:
        case "flip":
            (folder / "a.bin").write_bytes(b"0123456788")
        case "shorten":
            (folder / "a.bin").write_bytes(b"01234")
        case "delete":
            (folder / "inner" / "b.bin").unlink()
        case "add":
            (folder / "inner" / "c.bin").write_bytes(b"")
        case "empty seal":
            (folder / "seal.json").write_bytes(b"")
    assert [break_seal(folder), break_seal(folder)] == ["broken", "absent"]


def test_a_seal_may_be_written_again(folder: Path) -> None:
    seal(folder)
    (folder / "a.bin").write_bytes(b"new")
    seal(folder)
    assert break_seal(folder) == "whole"
