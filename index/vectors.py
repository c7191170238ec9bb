"""Vectors of paragraphs in Chroma, one llama-index `TextNode` a piece; and an exact scan for who may not open Chroma."""

import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from corpus.bulletin import Release
from index.hits import Document, Passage, Vectors

# A collection for each release mark: only the permitted ones are asked. Chroma takes no Chinese names.
_COLLECTIONS: dict[Release, str] = {
    "公开": "released",
    "依申请公开": "on-request",
    "内部": "internal",
    "未标注": "internal",  # no mark counts as the most restricted one
}
_BATCH = 2_000  # Chroma takes at most 5,461 at once; larger batches make readers wait longer
_SPACE = {"hnsw": {"space": "cosine", "ef_construction": 200, "max_neighbors": 32, "ef_search": 100}}
_SAMPLE = 24


class VectorSearch(Protocol):
    """Whatever finds pieces near a vector."""

    def search(self, vector: Vectors, *, limit: int, releases: Iterable[Release]) -> list[tuple[int, int, float]]:
        """(generation, paragraph number, cosine), best first; higher is nearer."""


class VectorPiece:
    """One vector to store: where it stands and what it stands for."""

    def __init__(self, passage: Passage, ordinal: int, start: int, end: int, vector: Vectors) -> None:
        """`passage.paragraph.text[start:end]` is the piece."""
        self.passage, self.ordinal, self.start, self.end, self.vector = passage, ordinal, start, end, vector

    @property
    def id(self) -> str:
        """Unique through all generations."""
        return f"{self.passage.document.generation}:{self.passage.paragraph.number}:{self.ordinal}"


class ChromaVectors:
    """The Chroma folder, opened by the one process that owns the library."""

    def __init__(self, folder: Path) -> None:
        """Open the folder; one that Chroma cannot read is thrown away, because the catalogue can fill it again."""
        self.folder = folder
        try:
            self._open()
            self.counts()
        except Exception:  # noqa: BLE001 — Chroma raises Rust panics and a dozen unrelated classes; all mean "unusable"
            self.reset()

    def _open(self) -> None:
        import chromadb  # a second to import; readers beside the owner never need it

        settings = chromadb.Settings(anonymized_telemetry=False, allow_reset=False, is_persistent=True)
        self._client = chromadb.PersistentClient(str(self.folder), settings=settings)
        self._collections = {
            name: self._client.get_or_create_collection(name, embedding_function=None, configuration=_SPACE)
            for name in sorted(set(_COLLECTIONS.values()))
        }

    def reset(self) -> None:
        """Throw the folder away and begin an empty one."""
        from chromadb.api.shared_system_client import SharedSystemClient

        SharedSystemClient.clear_system_cache()
        shutil.rmtree(self.folder, ignore_errors=True)
        self._open()

    def close(self) -> None:
        """Let the folder go."""
        from chromadb.api.shared_system_client import SharedSystemClient

        SharedSystemClient.clear_system_cache()

    def add(self, pieces: Sequence[VectorPiece]) -> None:
        """Store pieces; one that is there already is replaced (`upsert`: `add` would silently keep the old text)."""
        for name in self._collections:
            those = [piece for piece in pieces if _COLLECTIONS[piece.passage.document.masthead.release] == name]
            for start in range(0, len(those), _BATCH):
                batch = those[start : start + _BATCH]
                self._collections[name].upsert(
                    ids=[piece.id for piece in batch],
                    embeddings=np.stack([piece.vector for piece in batch]),
                    metadatas=[_metadata(piece) for piece in batch],
                    documents=[piece.passage.paragraph.text[piece.start : piece.end] for piece in batch],
                )

    def remove(self, generations: Iterable[int]) -> None:
        """Take generations out."""
        for generation in generations:
            for collection in self._collections.values():
                if ids := collection.get(where={"generation": generation}, include=[])["ids"]:
                    for start in range(0, len(ids), _BATCH):
                        collection.delete(ids=ids[start : start + _BATCH])

    def counts(self) -> Counter[int]:
        """How many pieces of each generation Chroma says it has; it says nothing about whether they can be found."""
        counts: Counter[int] = Counter()
        for collection in self._collections.values():
            counts.update(int(id_.split(":")[0]) for id_ in collection.get(include=[])["ids"])
        return counts

    def finds(self, pieces: Sequence[VectorPiece]) -> bool:
        """Whether stored vectors find themselves: count() stays right when half the index is gone."""
        for piece in pieces[:: max(1, len(pieces) // _SAMPLE)]:
            collection = self._collections[_COLLECTIONS[piece.passage.document.masthead.release]]
            try:
                found = collection.query(query_embeddings=[piece.vector], n_results=1, include=["distances"])
            except Exception:  # noqa: BLE001 — a damaged index raises whatever it likes
                return False
            distances = found["distances"]
            # Equal paragraphs share a vector, so the distance is asked, not the id.
            if not distances or not distances[0] or distances[0][0] > 1e-3:
                return False
        return True

    def search(self, vector: Vectors, *, limit: int, releases: Iterable[Release]) -> list[tuple[int, int, float]]:
        """(generation, paragraph number, cosine), best first, from the collections of these release marks only."""
        found = []
        for name in sorted({_COLLECTIONS[release] for release in releases}):
            collection = self._collections[name]
            if not (size := collection.count()):
                continue
            result = collection.query(query_embeddings=[vector], n_results=min(limit, size), include=["distances"])
            distances = result["distances"]
            assert distances is not None
            for id_, distance in zip(result["ids"][0], distances[0], strict=True):
                generation, number, _ = id_.split(":")
                # chromadb returns distance; we keep similarity, so higher is better.
                found.append((int(generation), int(number), 1.0 - float(distance)))
        return sorted(found, key=lambda item: (-item[2], item[0], item[1]))[:limit]


class ExactVectors:
    """All vectors in memory, compared one by one: for a process beside the owner, and for tests."""

    def __init__(self, pieces: Iterable[tuple[Document, int, Vectors]]) -> None:
        """(document, paragraph number, vector) of every live piece."""
        rows = list(pieces)
        self._places = [(document.generation, number, document.masthead.release) for document, number, _ in rows]
        self._matrix = np.stack([vector for _, _, vector in rows]) if rows else np.zeros((0, 1), dtype=np.float32)

    def search(self, vector: Vectors, *, limit: int, releases: Iterable[Release]) -> list[tuple[int, int, float]]:
        """(generation, paragraph number, cosine), best first."""
        if not self._places:
            return []
        permitted = set(releases)
        found = [
            (generation, number, float(score))
            for (generation, number, release), score in zip(self._places, self._matrix @ vector, strict=True)
            if release in permitted
        ]
        return sorted(found, key=lambda item: (-item[2], item[0], item[1]))[:limit]


def text_node(piece: VectorPiece) -> Any:
    """The llama-index node of a piece: its text, and where it stands as metadata."""
    from llama_index.core.schema import TextNode  # two seconds to import; only writing and the retriever need it

    document, paragraph = piece.passage.document, piece.passage.paragraph
    metadata = {
        "document": document.name,
        "title": document.masthead.title,
        "issue": document.masthead.issue or "",
        "date": document.masthead.date.isoformat() if document.masthead.date else "",
        "section": " › ".join(piece.passage.section),
        "paragraph": paragraph.number,
        "generation": document.generation,
        "start": piece.start,
        "end": piece.end,
    }
    placing = ["paragraph", "generation", "start", "end"]
    return TextNode(
        id_=piece.id,
        text=paragraph.text[piece.start : piece.end],
        metadata=metadata,
        excluded_embed_metadata_keys=placing,
        excluded_llm_metadata_keys=placing,
    )


def _metadata(piece: VectorPiece) -> dict[str, Any]:
    """As llama-index's own Chroma store writes it, so that any llama-index program can read the collection."""
    from llama_index.core.vector_stores.utils import node_to_metadata_dict

    return node_to_metadata_dict(text_node(piece), remove_text=True, flat_metadata=True)
