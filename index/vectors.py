"""Vectors of paragraphs in Chroma, one llama-index `TextNode` a piece; and an exact scan for who may not open Chroma."""

import contextlib
import logging
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from corpus.bulletin import Release
from corpus.errors import BulletinError, LibraryError
from index.hits import Document, Passage, Vectors
from index.scrubbing import scrub
from index.sealing import break_seal, seal

# A collection for each release mark: only the permitted ones are asked. Chroma takes no Chinese names.
_COLLECTIONS: dict[Release, str] = {
    "公开": "released",
    "依申请公开": "on-request",
    "内部": "internal",
    "未标注": "internal",  # no mark counts as the most restricted one
}
_BATCH = 2_000  # Chroma takes at most 5,461 at once; larger batches make readers wait longer
# A search looks at more neighbours than it fetches, so that what it finds hardly depends on how the graph happened to grow.
_SPACE = {"hnsw": {"space": "cosine", "ef_construction": 200, "max_neighbors": 32, "ef_search": 400}}
# HNSW itself misses about one vector in 10,000 (measured), so one miss in so many probes is no damage.
_PROBES_A_MISS = 32
_TRIAL_PROBES = 2_000
_TRIAL_SECONDS = 120

logger = logging.getLogger(__name__)


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
        """
        Open the folder; one that Chroma cannot read is thrown away, because the catalogue can fill it again.

        Chroma keeps no checksums, and a damaged index can take the process with it. So closing seals the folder; one
        whose seal does not fit is not opened at all, and one that was never closed is first tried in a child process.
        """
        self.folder = folder
        self._client: Any = None
        state = break_seal(folder) if folder.exists() else "whole"
        if state == "broken" or (state == "absent" and not _survives(folder)):
            self.reset()
            return
        try:
            self._open()
            self.counts()
        except LibraryError as error:
            logger.warning("chroma folder thrown away: %s", error.__cause__)
            self.reset()

    def _open(self) -> None:
        import chromadb  # a second to import; readers beside the owner never need it

        settings = chromadb.Settings(anonymized_telemetry=False, allow_reset=False, is_persistent=True)
        with _door("打开"):
            self._client = chromadb.PersistentClient(str(self.folder), settings=settings)
            self._collections = {
                name: self._client.get_or_create_collection(name, embedding_function=None, configuration=_SPACE)
                for name in sorted(set(_COLLECTIONS.values()))
            }

    def reset(self) -> None:
        """Throw the folder away and begin an empty one."""
        self._let_go()
        shutil.rmtree(self.folder, ignore_errors=True)
        self._open()

    def close(self, *, sound: bool = True) -> None:
        """Let the folder go; seal it unless something went wrong while it was open."""
        self._let_go()
        scrub(self.folder)
        if sound:
            with contextlib.suppress(OSError):  # without a seal the next opening tries the folder in a child process
                seal(self.folder)

    def _let_go(self) -> None:
        from chromadb.api.shared_system_client import SharedSystemClient

        if self._client is not None:
            with contextlib.suppress(Exception):
                self._client.close()
            self._client = None
        # A client that failed while opening stays in Chroma's cache and would be handed out again.
        cache = SharedSystemClient._identifier_to_system
        cache.pop(str(self.folder), None)
        SharedSystemClient._identifier_to_refcount.pop(str(self.folder), None)

    def add(self, pieces: Sequence[VectorPiece]) -> None:
        """Store pieces; one that is there already is replaced (`upsert`: `add` would silently keep the old text)."""
        for name in self._collections:
            those = [piece for piece in pieces if _COLLECTIONS[piece.passage.document.masthead.release] == name]
            for start in range(0, len(those), _BATCH):
                batch = those[start : start + _BATCH]
                with _door("写入"):
                    self._collections[name].upsert(
                        ids=[piece.id for piece in batch],
                        embeddings=np.stack([piece.vector for piece in batch]),
                        metadatas=[_metadata(piece) for piece in batch],
                        documents=[piece.passage.paragraph.text[piece.start : piece.end] for piece in batch],
                    )

    def remove(self, generations: Iterable[int]) -> None:
        """Take generations out."""
        with _door("写入"):
            for generation in generations:
                for collection in self._collections.values():
                    ids = collection.get(where={"generation": generation}, include=[])["ids"]
                    for start in range(0, len(ids), _BATCH):
                        collection.delete(ids=ids[start : start + _BATCH])

    def counts(self) -> Counter[int]:
        """How many pieces of each generation Chroma says it has; it says nothing about whether they can be found."""
        counts: Counter[int] = Counter()
        with _door("读取"):
            for collection in self._collections.values():
                counts.update(int(id_.split(":")[0]) for id_ in collection.get(include=[])["ids"])
        return counts

    def count(self, generation: int) -> int:
        """How many pieces of one generation Chroma says it has."""
        with _door("读取"):
            return sum(
                len(collection.get(where={"generation": generation}, include=[])["ids"])
                for collection in self._collections.values()
            )

    def finds(self, pieces: Sequence[VectorPiece]) -> bool:
        """Whether stored vectors find themselves: count() stays right when half the index is gone."""
        misses = 0
        for piece in pieces:
            collection = self._collections[_COLLECTIONS[piece.passage.document.masthead.release]]
            try:
                with _door("读取"):
                    found = collection.query(query_embeddings=[piece.vector], n_results=1, include=["distances"])
            except LibraryError:
                return False
            distances = found["distances"]
            # Equal paragraphs share a vector, so the distance is asked, not the id.
            misses += not distances or not distances[0] or distances[0][0] > 1e-3
        return misses <= len(pieces) // _PROBES_A_MISS

    def search(self, vector: Vectors, *, limit: int, releases: Iterable[Release]) -> list[tuple[int, int, float]]:
        """(generation, paragraph number, cosine), best first, from the collections of these release marks only."""
        found = []
        for name in sorted({_COLLECTIONS[release] for release in releases}):
            collection = self._collections[name]
            with _door("读取"):
                result = collection.query(query_embeddings=[vector], n_results=limit, include=["distances"])
            distances = result["distances"]
            assert distances is not None
            for id_, distance in zip(result["ids"][0], distances[0], strict=True):
                generation, number, _ = id_.split(":")
                # chromadb returns distance; we keep similarity, so higher is better.
                found.append((int(generation), int(number), 1.0 - float(distance)))
        return sorted(found, key=lambda item: (-item[2], item[0], item[1]))[:limit]


@contextlib.contextmanager
def _door(doing: str) -> Iterator[None]:
    """Chroma's errors as ours: a dozen unrelated classes, and Rust panics, which are not even an `Exception`."""
    try:
        yield
    except (BulletinError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        raise LibraryError(
            f"向量索引{doing}时出错（{str(error)[:160]}），多半是磁盘空间不足或文件损坏；目录中的内容不受影响。"
            "请处理后再试，索引会自动修复。"
        ) from error


def _survives(folder: Path) -> bool:
    """Whether a child process can open and query the folder and live: a damaged one may end in a segmentation fault."""
    script = f"import sys; sys.path[:0] = sys.argv[2:]; from {__name__} import trial; trial(sys.argv[1])"
    command = [sys.executable, "-c", script, str(folder), *(entry for entry in sys.path if entry)]
    try:
        child = subprocess.run(command, capture_output=True, timeout=_TRIAL_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return False
    if child.returncode:
        logger.warning("chroma folder did not stand its trial (%s): %r", child.returncode, child.stderr[-400:])
    return child.returncode == 0


def trial(folder: str) -> None:
    """What the child process does: open, list, and let stored vectors be looked for."""
    import chromadb

    settings = chromadb.Settings(anonymized_telemetry=False, allow_reset=False, is_persistent=True)
    client = chromadb.PersistentClient(folder, settings=settings)
    for collection in client.list_collections():
        ids = collection.get(include=[])["ids"]
        probes = ids[:: max(1, len(ids) // _TRIAL_PROBES)]
        for start in range(0, len(probes), _BATCH):
            vectors = collection.get(ids=probes[start : start + _BATCH], include=["embeddings"])["embeddings"]
            assert vectors is not None
            for vector in vectors:
                collection.query(query_embeddings=[vector], n_results=1, include=["distances"])
    client.close()


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
