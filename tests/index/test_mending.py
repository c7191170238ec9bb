"""Whatever happens to the derived indexes, opening puts them right, says so, and encodes nothing again."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from index.ingest import ingest
from index.library import open_library

SCRIPT = Path(__file__).with_name("ingesting.py")
# Chroma writes its HNSW files only from 1,000 vectors of a collection on; below, they live in its SQLite file.
MANY = 1_100
QUERIES = ("零工驿站", "固定资产投资", "龙舟赛", *(f"第{number}家企业" for number in range(37, MANY, 100)))
HEAD = "“开局八好”\n\n工作专报\n\n第7期\n\n2026年4月28日\n\n【特色亮点】\n\n"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed library of two documents, made by another process so that Chroma has written everything."""
    folder = tmp_path_factory.mktemp("sound")
    inbox = folder / "inbox"
    inbox.mkdir()
    rows = "\n\n".join(f"第{number}家企业开工投产，用工{number * 7}人。" for number in range(MANY))
    (inbox / "大.txt").write_text(f"岳阳市{HEAD}{rows}\n\n（公开发布）\n", encoding="utf-8")
    rows = "零工驿站建成三处。\n\n固定资产投资增长3.2%。\n\n龙舟赛开赛。"
    (inbox / "小.txt").write_text(f"汨罗市{HEAD}{rows}\n", encoding="utf-8")
    subprocess.run([sys.executable, SCRIPT, "ingest", folder / "library", inbox], check=True, capture_output=True)
    assert list(folder.glob("library/chroma/*/index_metadata.pickle"))
    return folder / "library"


@pytest.fixture(scope="module")
def answers(sound: Path, tmp_path_factory: pytest.TempPathFactory, make_encoder) -> list[list[tuple[str, float]]]:
    """What the sound library finds."""
    copy = tmp_path_factory.mktemp("answers") / "library"
    shutil.copytree(sound, copy)
    mended, found, _ = opened(copy, make_encoder())
    assert mended == []
    return found


def opened(home: Path, encoder) -> tuple[list[str], list[list[tuple[str, float]]], list[str]]:
    """What opening mended, what the queries find first, and which texts were encoded."""
    with open_library(home, encoder) as library:
        mended = library.mended
        hits = [library.search(query, limit=3) for query in QUERIES]
        assert dict(library.require_ownership().counts()) == library.store.piece_counts()
    encoded = [text for text in encoder.encoded if text not in QUERIES]
    return mended, [[(hit.passage.id, round(hit.score, 4)) for hit in found] for found in hits], encoded


def halve(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def flip(path: Path) -> None:
    """Thousands of bytes, in the links and vectors of an HNSW file."""
    data = bytearray(path.read_bytes())
    for position in range(len(data) // 12, len(data), max(1, len(data) // 20_000)):
        data[position] ^= 0xFF
    path.write_bytes(data)


def hnsw(home: Path) -> Path:
    return next(home.glob("chroma/*/index_metadata.pickle")).parent


VECTORS: dict[str, Callable[[Path], object]] = {
    "folder deleted": lambda home: shutil.rmtree(home / "chroma"),
    "hnsw folder deleted": lambda home: shutil.rmtree(hnsw(home)),
    "pickle deleted": lambda home: (hnsw(home) / "index_metadata.pickle").unlink(),
    "pickle halved": lambda home: halve(hnsw(home) / "index_metadata.pickle"),
    "vectors halved": lambda home: halve(hnsw(home) / "data_level0.bin"),
    "vectors flipped": lambda home: flip(hnsw(home) / "data_level0.bin"),
    "header zeroed": lambda home: (hnsw(home) / "header.bin").write_bytes(bytes(100)),
    "lengths deleted": lambda home: (hnsw(home) / "length.bin").unlink(),
    "sqlite emptied": lambda home: (home / "chroma" / "chroma.sqlite3").write_bytes(b""),
    "sqlite halved": lambda home: halve(home / "chroma" / "chroma.sqlite3"),
    "sqlite deleted": lambda home: (home / "chroma" / "chroma.sqlite3").unlink(),
}
WORDS: dict[str, Callable[[Path], object]] = {
    "folder deleted": lambda home: shutil.rmtree(home / "fulltext"),
    "postings halved": lambda home: halve(max((home / "fulltext").glob("*.idx"), key=lambda one: one.stat().st_size)),
    "terms flipped": lambda home: flip(max((home / "fulltext").glob("*.idx"), key=lambda one: one.stat().st_size)),
    "list deleted": lambda home: (home / "fulltext" / "meta.json").unlink(),
}


@pytest.mark.parametrize("closed", [True, False], ids=["closed", "killed"])
@pytest.mark.parametrize("damage", VECTORS)
def test_a_damaged_vector_index_is_made_anew(
    sound: Path, answers, tmp_path: Path, encoder, damage: str, closed: bool
) -> None:
    home = tmp_path / "library"
    shutil.copytree(sound, home)
    if not closed:  # as a killed process leaves it: no seal to compare with
        (home / "chroma" / "seal.json").unlink()
    VECTORS[damage](home)
    mended, found, encoded = opened(home, encoder)
    assert (len(mended), "向量索引" in mended[0], found, encoded) == (1, True, answers, [])
    assert opened(home, encoder)[0] == []


@pytest.mark.parametrize("damage", WORDS)
def test_a_damaged_full_text_index_is_made_anew(sound: Path, answers, tmp_path: Path, encoder, damage: str) -> None:
    home = tmp_path / "library"
    shutil.copytree(sound, home)
    WORDS[damage](home)
    mended, found, encoded = opened(home, encoder)
    assert (mended, found, encoded) == (["全文索引缺少“大”、“小”，已补齐。"], answers, [])
    assert opened(home, encoder)[0] == []


def test_all_that_is_derived_may_be_deleted(sound: Path, answers, tmp_path: Path, encoder) -> None:
    home = tmp_path / "library"
    home.mkdir()
    shutil.copy(sound / "catalog.db", home)
    mended, found, encoded = opened(home, encoder)
    assert (mended, found, encoded) == (
        ["全文索引缺少“大”、“小”，已补齐。", "向量索引缺少“大”、“小”，已补齐。"],
        answers,
        [],
    )


def test_a_sound_library_opens_without_a_word_however_often(sound: Path, answers, tmp_path: Path, encoder) -> None:
    home = tmp_path / "library"
    shutil.copytree(sound, home)
    assert [opened(home, encoder)[:2] for _ in range(3)] == [([], answers)] * 3


def test_many_missing_documents_are_counted_not_listed(library, home: Path, encoder, write_bulletin) -> None:
    ingest(library, [write_bulletin(f"{number}.txt", issue=number) for number in range(1, 7)])
    library.close()
    shutil.rmtree(home / "fulltext")
    with open_library(home, encoder) as again:
        assert again.mended == ["全文索引缺少“1”、“2”、“3”等 6 份文件，已补齐。"]
