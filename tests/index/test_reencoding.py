"""A library belongs to one encoder; moving it to another is one transaction, and a crash in it is mended."""

import shutil
from pathlib import Path

import pytest

from corpus.errors import EncoderMismatch, LibraryError
from index.ingest import ingest
from index.library import open_library
from index.reencoding import re_encode

BODY = {"特色亮点": ["零工驿站建成三处。", "龙舟赛吸引游客。"], "主要指标": ["固定资产投资增长3.2%。"]}


@pytest.fixture
def filled(home: Path, encoder, write_bulletin) -> Path:
    """A closed library of one document."""
    with open_library(home, encoder) as library:
        ingest(library, [write_bulletin("汨罗专报.txt", body=BODY)])
    return home


def found(home: Path, encoder) -> tuple[list[str], list[str]]:
    with open_library(home, encoder) as library:
        return library.mended, [hit.passage.id for hit in library.search("零工驿站", limit=3)]


def test_another_encoder_is_refused_by_both_names_and_changes_nothing(filled: Path, encoder, make_encoder) -> None:
    before = found(filled, encoder)
    with pytest.raises(EncoderMismatch, match=r"“hashed-bigrams”建立的，现在用的是“另一个”.+doctor --rebuild"):
        open_library(filled, make_encoder("另一个"))
    assert found(filled, encoder) == before


@pytest.mark.parametrize("dimension", [64, 32])
def test_a_library_moves_to_another_encoder(filled: Path, encoder, make_encoder, dimension: int) -> None:
    first = found(filled, encoder)[1][0]
    other = make_encoder("另一个", dimension)
    seen: list[tuple[int, int]] = []
    assert re_encode(filled, other, progress=lambda done, total: seen.append((done, total))) == 1
    count = len(other.encoded)
    assert (seen, count > 0) == ([(count, count)], True)
    mended, hits = found(filled, make_encoder("另一个", dimension))
    assert (mended, hits[0]) == (["向量索引缺少“汨罗专报”，已补齐。"], first)
    assert found(filled, make_encoder("另一个", dimension))[0] == []
    with pytest.raises(EncoderMismatch):
        open_library(filled, encoder)


@pytest.mark.parametrize("dimension", [64, 32])
def test_a_crash_before_the_vector_index_is_thrown_away_is_mended(
    filled: Path, make_encoder, tmp_path: Path, dimension: int
) -> None:
    shutil.copytree(filled / "chroma", tmp_path / "chroma")
    re_encode(filled, make_encoder("另一个", dimension))
    shutil.copytree(tmp_path / "chroma", filled / "chroma")  # as if the process had died in between
    other = make_encoder("另一个", dimension)
    with open_library(filled, other) as library:
        assert library.mended == ["向量索引已损坏，已用目录中保存的向量重建（1 份文件，未重新计算）。"]
        assert library.search("零工驿站建成三处", limit=1)[0].passage.paragraph.text == "零工驿站建成三处。"
    assert other.encoded == ["零工驿站建成三处"]


class Dying:
    """Encodes the first batch and then fails."""

    name, dimension = "另一个", 64

    def __init__(self, inner) -> None:
        self.inner, self.left = inner, 1

    def encode(self, texts):
        if not self.left:
            raise RuntimeError("killed")
        self.left -= 1
        return self.inner.encode(texts)


def test_a_move_cut_short_leaves_the_old_one_and_goes_on_later(
    home: Path, encoder, make_encoder, write_bulletin
) -> None:
    body = {"亮点": [f"第{number}项工作已经完成。" for number in range(100)]}
    with open_library(home, encoder) as library:
        ingest(library, [write_bulletin("长.txt", body=body)])
    other = make_encoder("另一个")
    with pytest.raises(RuntimeError):
        re_encode(home, Dying(other))
    assert found(home, encoder)[0] == []
    re_encode(home, other)
    assert len(other.encoded) == len(set(other.encoded))


def test_where_there_is_no_library_it_says_so(tmp_path: Path, encoder) -> None:
    with pytest.raises(LibraryError, match="还没有资料库"):
        re_encode(tmp_path, encoder)
