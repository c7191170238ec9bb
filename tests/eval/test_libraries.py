"""The documents that cases cite are found beside them, whole folders at a time, or named when they are nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from eval.cases import Case, CaseError, Gold
from eval.libraries import document_files, files_for, home_for, named_files, readable
from index.hits import Vectors


@dataclass(frozen=True, slots=True)
class FlatEncoder:
    """One column, and every text the same unit vector."""

    name: str
    dimension: int = 1

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.ones((len(texts), self.dimension), dtype=np.float32)


def citing(*documents: str) -> list[Case]:
    golds = tuple(Gold(document, "原文") for document in documents)
    return [Case(id="T1", type="figure", question="？", must=(("一",),), answerable=True, cite=golds)]


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """gold/cases.jsonl beside bulletins/ with two issues, and samples/ with one."""
    bulletins = ["bulletins/甲专报.txt", "bulletins/乙专报.md", "bulletins/README.md", "bulletins/丙.png"]
    for name in [*bulletins, "gold/q.jsonl", "samples/样例专报.txt"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    return tmp_path


def test_the_folder_of_a_cited_document_is_taken_whole(shelf: Path) -> None:
    found = files_for(shelf / "gold" / "q.jsonl", citing("甲专报"), samples=shelf / "none")
    assert found == (shelf / "bulletins" / "乙专报.md", shelf / "bulletins" / "甲专报.txt")


def test_samples_come_first(shelf: Path) -> None:
    (shelf / "bulletins" / "样例专报.txt").write_text("另一份", encoding="utf-8")
    found = files_for(shelf / "gold" / "q.jsonl", citing("样例专报"), samples=shelf / "samples")
    assert found == (shelf / "samples" / "样例专报.txt",)


def test_documents_from_two_folders_bring_both(shelf: Path) -> None:
    found = files_for(shelf / "gold" / "q.jsonl", citing("样例专报", "乙专报"), samples=shelf / "none")
    assert [file.name for file in found] == ["乙专报.md", "甲专报.txt", "样例专报.txt"]


def test_a_document_that_is_nowhere_is_named(shelf: Path) -> None:
    with pytest.raises(CaseError, match="题目引用的文件“丁专报”找不到"):
        files_for(shelf / "gold" / "q.jsonl", citing("甲专报", "丁专报"), samples=shelf / "none")


def test_a_readme_and_a_picture_are_no_documents(shelf: Path) -> None:
    assert [file.name for file in readable(shelf / "bulletins")] == ["乙专报.md", "甲专报.txt"]


def test_named_files_are_taken_in_any_format_and_folders_by_what_is_readable(shelf: Path) -> None:
    picture = shelf / "bulletins" / "丙.png"
    assert named_files([picture, shelf / "samples"]) == (picture, shelf / "samples" / "样例专报.txt")
    with pytest.raises(CaseError, match=r"找不到 .*戊\.txt"):
        named_files([shelf / "戊.txt"])


def test_a_library_is_kept_by_its_content_and_encoder(shelf: Path) -> None:
    files = readable(shelf / "bulletins")
    home = home_for(files, FlatEncoder("m3e"), root=shelf)
    assert (home.parent, len(home.name)) == (shelf, 12)
    assert home_for(tuple(reversed(files)), FlatEncoder("m3e"), root=shelf) == home
    assert home_for(files, FlatEncoder("bge"), root=shelf) != home
    files[0].write_text("改过", encoding="utf-8")
    assert home_for(files, FlatEncoder("m3e"), root=shelf) != home


def test_a_labelled_document_is_found_beside_the_labels_or_among_those_given(shelf: Path) -> None:
    labels, nowhere = shelf / "gold" / "q.jsonl", shelf / "none"
    assert document_files(labels, ["乙专报", "甲专报", "乙专报"], samples=nowhere) == {
        "乙专报": shelf / "bulletins" / "乙专报.md",
        "甲专报": shelf / "bulletins" / "甲专报.txt",
    }
    given = [shelf / "samples"]
    assert document_files(labels, ["样例专报"], documents=given) == {"样例专报": shelf / "samples" / "样例专报.txt"}
    with pytest.raises(CaseError, match="标注的文件“甲专报”找不到"):
        document_files(labels, ["甲专报"], documents=given)
