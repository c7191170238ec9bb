"""Vectors: Chroma and the exact scan are interchangeable; a release mark is a collection; nothing restricted comes back."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import chromadb
import numpy as np
import pytest

from corpus.bulletin import Masthead, Paragraph, Release
from index.hits import RELEASES, Document, Passage
from index.scrubbing import scrub
from index.vectors import ChromaVectors, ExactVectors, VectorPiece, VectorSearch, text_node

SIZE = 16


def document(generation: int, release: Release) -> Document:
    masthead = Masthead(f"第{generation}份", issue="第2期", release=release)
    return Document(
        f"k{generation}", f"第{generation}份", f"第{generation}份.txt", generation, "0" * 64, masthead, None, 9
    )


def make_pieces() -> list[VectorPiece]:
    """Five pieces in each of four documents, one a release mark; vectors by a fixed seed, no two equal."""
    draw = np.random.default_rng(7)
    made = []
    for generation, release in enumerate(get_args(Release), 1):
        for number in range(1, 6):
            vector = draw.normal(size=SIZE).astype(np.float32)
            paragraph = Paragraph(number, f"{release}的第{number}段", "body")
            passage = Passage(document(generation, release), paragraph, ("【亮点】", "一"), "亮点")
            made.append(VectorPiece(passage, 0, 0, len(paragraph.text), vector / np.linalg.norm(vector)))
    return made


PIECES = make_pieces()


@pytest.fixture
def chroma(tmp_path: Path) -> Iterator[ChromaVectors]:
    opened = ChromaVectors(tmp_path / "chroma")
    opened.add(PIECES)
    yield opened
    opened.close()


@pytest.fixture(params=["chroma", "exact"])
def vectors(request: pytest.FixtureRequest, chroma: ChromaVectors) -> VectorSearch:
    if request.param == "chroma":
        return chroma
    return ExactVectors((piece.passage.document, piece.passage.paragraph.number, piece.vector) for piece in PIECES)


def test_the_nearest_come_first_with_their_cosine(vectors: VectorSearch) -> None:
    asked = PIECES[7].vector
    cosines = [(float(piece.vector @ asked), piece) for piece in PIECES]
    best = sorted(cosines, key=lambda pair: -pair[0])[:6]
    found = vectors.search(asked, limit=6, releases=RELEASES)
    assert [(generation, number) for generation, number, _ in found] == [
        (piece.passage.document.generation, piece.passage.paragraph.number) for _, piece in best
    ]
    assert [cosine for _, _, cosine in found] == pytest.approx([cosine for cosine, _ in best], abs=1e-5)


@pytest.mark.parametrize("releases", [("公开",), ("公开", "依申请公开"), ("内部", "未标注"), ()])
def test_only_the_permitted_release_marks_come_back(vectors: VectorSearch, releases: tuple[Release, ...]) -> None:
    permitted = {generation for generation, release in enumerate(get_args(Release), 1) if release in releases}
    found = vectors.search(PIECES[0].vector, limit=100, releases=releases)
    assert {generation for generation, _, _ in found} == permitted
    assert len(found) == 5 * len(permitted)


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    chroma = ChromaVectors(tmp_path / "empty")
    for vectors in (chroma, ExactVectors([])):
        assert vectors.search(PIECES[0].vector, limit=5, releases=RELEASES) == []
    chroma.close()


def test_each_release_mark_has_its_collection_and_no_mark_is_internal(chroma: ChromaVectors, tmp_path: Path) -> None:
    chroma.close()
    client = chromadb.PersistentClient(str(tmp_path / "chroma"), chromadb.Settings(anonymized_telemetry=False))
    held = {one.name: {id_.split(":")[0] for id_ in one.get(include=[])["ids"]} for one in client.list_collections()}
    client.close()
    assert held == {"released": {"1"}, "on-request": {"2"}, "internal": {"3", "4"}}


def test_counts_are_told_for_all_and_for_one(chroma: ChromaVectors) -> None:
    assert (dict(chroma.counts()), chroma.count(3), chroma.count(9)) == ({1: 5, 2: 5, 3: 5, 4: 5}, 5, 0)


def test_adding_again_changes_nothing(chroma: ChromaVectors) -> None:
    chroma.add(PIECES)
    assert dict(chroma.counts()) == {1: 5, 2: 5, 3: 5, 4: 5}


def test_what_is_removed_is_not_found(chroma: ChromaVectors) -> None:
    chroma.remove([1, 4, 77])
    found = chroma.search(PIECES[0].vector, limit=100, releases=RELEASES)
    assert ({generation for generation, _, _ in found}, dict(chroma.counts())) == ({2, 3}, {2: 5, 3: 5})


def test_stored_vectors_find_themselves_and_strangers_do_not(chroma: ChromaVectors) -> None:
    strangers = [VectorPiece(piece.passage, 0, piece.start, piece.end, -piece.vector) for piece in PIECES]
    assert [chroma.finds(PIECES), chroma.finds([]), chroma.finds(strangers)] == [True, True, False]


def test_a_vector_of_another_size_does_not_find_itself(chroma: ChromaVectors) -> None:
    small = VectorPiece(PIECES[0].passage, 0, 0, 1, np.ones(3, dtype=np.float32))
    assert not chroma.finds([small])


def test_a_closed_folder_opens_again_as_it_was(chroma: ChromaVectors, tmp_path: Path) -> None:
    chroma.close()
    again = ChromaVectors(tmp_path / "chroma")
    assert (dict(again.counts()), again.finds(PIECES)) == ({1: 5, 2: 5, 3: 5, 4: 5}, True)
    again.close()


def test_a_folder_changed_after_it_was_closed_is_begun_anew(chroma: ChromaVectors, tmp_path: Path) -> None:
    chroma.close()
    path = next((tmp_path / "chroma").glob("*/data_level0.bin"))
    data = path.read_bytes()
    path.write_bytes(data[:100] + bytes([data[100] ^ 1]) + data[101:])
    again = ChromaVectors(tmp_path / "chroma")
    assert dict(again.counts()) == {}
    again.close()


def test_a_folder_that_was_never_closed_is_tried_and_kept(chroma: ChromaVectors, tmp_path: Path) -> None:
    chroma.close()
    (tmp_path / "chroma" / "seal.json").unlink()
    again = ChromaVectors(tmp_path / "chroma")
    assert dict(again.counts()) == {1: 5, 2: 5, 3: 5, 4: 5}
    again.close()


def test_a_piece_is_a_llama_index_node_that_says_where_it_stands() -> None:
    node = text_node(PIECES[2])
    assert (node.node_id, node.get_content()) == ("1:3:0", "公开的第3段")
    assert node.metadata == {
        "document": "第1份", "title": "第1份", "issue": "第2期", "date": "", "section": "【亮点】 › 一", "paragraph": 3,
        "generation": 1, "start": 0, "end": 6,
    }  # fmt: skip


def test_scrubbing_an_open_folder_does_no_harm(chroma: ChromaVectors, tmp_path: Path) -> None:
    """Before and after Chroma has written its HNSW files, which it does at 1,000 vectors."""
    draw = np.random.default_rng(8)
    for round_number in range(2):
        scrub(tmp_path / "chroma")
        vectors = draw.normal(size=(700, SIZE)).astype(np.float32)
        many = []
        for number, vector in enumerate(vectors, 1000 * round_number):
            paragraph = Paragraph(number, f"第{number}段", "body")
            passage = Passage(document(50 + round_number, "公开"), paragraph, (), "其他")
            many.append(VectorPiece(passage, 0, 0, 3, vector / np.linalg.norm(vector)))
        chroma.add(many)
        assert chroma.finds(many)
    scrub(tmp_path / "chroma")
    chroma.close()
    again = ChromaVectors(tmp_path / "chroma")
    assert (again.counts()[50], again.counts()[51], again.finds(many), again.finds(PIECES)) == (700, 700, True, True)
    again.close()
