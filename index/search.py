"""Open a library and search it: full text and vectors, fused, filtered and checked against the catalogue."""

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from corpus.errors import EncoderMismatch, LibraryBusy, LibraryError
from corpus.regions import contains
from index.fulltext import FullText
from index.fusion import fuse
from index.hits import Document, Encoder, Filters, Hit, Passage, Vectors
from index.mending import mend
from index.ownership import Ownership
from index.store import Store
from index.vectors import ChromaVectors, ExactVectors, VectorSearch

# How many candidates each ranking gives to the fusion; filters narrow them, so more are fetched than shown.
_CANDIDATES = 60
_FETCHED = 240


def open_library(home: Path, encoder: Encoder, *, create: bool = True) -> "Library":
    """
    Open the library in the folder `home`; raises `LibraryError`, `EncoderMismatch`.

    The first process to open it owns it. A second one may read: it compares vectors exactly instead of opening Chroma.
    """
    if home.exists() and not home.is_dir():
        raise LibraryError(f"“{home}”不是文件夹，请用 --home 指定一个文件夹作资料库。")
    if not create and not (home / "catalog.db").exists():
        raise LibraryError(f"“{home}”里还没有资料库，请先导入文件：python app.py ingest 文件或文件夹 --home {home}")
    try:
        home.mkdir(parents=True, exist_ok=True)
        ownership = Ownership(home / "lock")
    except OSError as error:
        raise LibraryError(f"无法在“{home}”建立或打开资料库（{error.strerror}），请检查权限和磁盘。") from error
    try:
        return Library(home, encoder, ownership)
    except BaseException:
        ownership.release()
        raise


class Library:
    """An open library; a context manager that closes it."""

    def __init__(self, home: Path, encoder: Encoder, ownership: Ownership) -> None:
        """Use `open_library`. `mended` holds a sentence for whatever had to be put right."""
        self.home, self.encoder, self._ownership = home, encoder, ownership
        self.store = Store(home / "catalog.db")
        try:
            made_by = self.store.setting("encoder")
            if made_by is not None and made_by != encoder.name:
                raise EncoderMismatch(
                    f"资料库“{home}”是用编码模型“{made_by}”建立的，现在用的是“{encoder.name}”，两者的向量不能混用。"
                    f"请改回原来的模型（BULLETINS_ENCODER），或运行 python app.py doctor --rebuild --home {home} 用现在的模型重建。"
                )
            self._open_indexes()
        except BaseException:
            self.store.close()
            raise

    def _open_indexes(self) -> None:
        self.mended: list[str] = []
        self.full = FullText(self.home / "fulltext")
        self.chroma: ChromaVectors | None = None
        self._exact: tuple[frozenset[int], ExactVectors] | None = None
        if self.owned:
            if self.store.setting("encoder") is None:
                self.store.set_setting("encoder", self.encoder.name)
            self.chroma = ChromaVectors(self.home / "chroma")
            self.mended = mend(self.store, self.full, self.chroma)

    @property
    def owned(self) -> bool:
        """Whether this process may write."""
        return self._ownership.held

    def require_ownership(self) -> ChromaVectors:
        """Chroma, for writing; raises `LibraryBusy` naming the owner when this process is not it."""
        if self.chroma is None:
            raise LibraryBusy(f"资料库“{self.home}”正由{self._ownership.holder}使用，不能同时写入。请先停止它再试。")
        return self.chroma

    def close(self) -> None:
        """Close everything and let another process own the library."""
        if self.chroma is not None:
            self.chroma.close()
        self.store.close()
        self._ownership.release()

    def __enter__(self) -> Self:
        """The library itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def documents(self) -> list[Document]:
        """The documents that answer, newest first."""
        return self.store.documents()

    def document(self, key: str) -> Document | None:
        """The document of that key."""
        return self.store.document(key)

    def passages(self, key: str) -> list[Passage]:
        """All paragraphs of a document, in order; empty when there is no such document."""
        document = self.store.document(key)
        return self.store.passages(document) if document else []

    def remove(self, key: str) -> None:
        """Take a document out for good, its text out of every file included; raises `LibraryBusy`."""
        chroma = self.require_ownership()
        document = self.store.document(key)
        if document is None:
            return
        self.store.remove(key)
        self.full.remove([document.generation])
        chroma.remove([document.generation])
        if not any(other.sha256 == document.sha256 for other in self.documents()):
            for original in (self.home / "originals").glob(f"{document.sha256}.*"):
                original.unlink()
        self.store.compact()

    def search(self, query: str, *, limit: int = 10, filters: Filters | None = None) -> list[Hit]:
        """At most `limit` passages, best first; ties go to the earlier document and paragraph, so order is fixed."""
        filters = filters or Filters()
        live = self.store.live_generations()
        text = self._pick(self.full.search(query, limit=_FETCHED), live, filters)
        vector = self.encoder.encode([query])[0]
        near = self._pick(self._vectors(live).search(vector, limit=_FETCHED, releases=filters.clearance), live, filters)
        passages = {place: passage for place, (passage, _) in (near | text).items()}
        places = dict(enumerate(sorted(passages, key=lambda p: (live[p[0]].name, p[1]))))
        meaning = {place: score for place, (_, score) in near.items()}
        meaning |= self._similarity([place for place in text if place not in meaning], vector)
        parts = fuse(
            {
                "文": {number: text[place][1] if place in text else 0.0 for number, place in places.items()},
                "义": {number: meaning[place] for number, place in places.items() if place in meaning},
            }
        )
        ranked = sorted(parts, key=lambda number: (-sum(parts[number].values()), number))
        return [Hit(passages[places[number]], sum(parts[number].values()), parts[number]) for number in ranked[:limit]]

    def full_text(self, query: str, *, limit: int = 10, filters: Filters | None = None) -> list[Hit]:
        """Full text alone: the baseline that fusion has to beat."""
        live = self.store.live_generations()
        found = self._pick(self.full.search(query, limit=_FETCHED), live, filters or Filters())
        return [Hit(passage, score, {"文": score}) for passage, score in list(found.values())[:limit]]

    def _vectors(self, live: dict[int, Document]) -> VectorSearch:
        if self.chroma is not None:
            return self.chroma
        generations = frozenset(live)
        if self._exact is None or self._exact[0] != generations:
            rows = (
                (document, number, vector)
                for generation, document in sorted(live.items())
                for number, _, _, _, vector in self.store.pieces(generation)
                if vector is not None
            )
            self._exact = (generations, ExactVectors(rows))
        return self._exact[1]

    def _pick(
        self, found: Iterable[tuple[int, int, float]], live: dict[int, Document], filters: Filters
    ) -> dict[tuple[int, int], tuple[Passage, float]]:
        """Live passages that the filters let through, each once with its best score; every id is checked here again."""
        picked: dict[tuple[int, int], tuple[Passage, float]] = {}
        for generation, number, score in found:
            document = live.get(generation)
            if document is None or (generation, number) in picked or not admits_document(filters, document):
                continue
            passage = self.store.passage(document, number)
            if passage is not None and admits(filters, passage):
                picked[generation, number] = (passage, score)
                if len(picked) == _CANDIDATES:
                    break
        return picked

    def _similarity(self, places: list[tuple[int, int]], vector: Vectors) -> dict[tuple[int, int], float]:
        """The exact cosine of candidates that only the full text found: the best of the paragraph's pieces."""
        return {
            place: max(float(np.dot(piece, vector)) for piece in pieces)
            for place in places
            if (pieces := self.store.paragraph_vectors(*place))
        }


def admits_document(filters: Filters, document: Document) -> bool:
    """Whether the document itself passes: clearance, names and dates."""
    day = document.masthead.date
    return (
        document.masthead.release in filters.clearance
        and (not filters.documents or document.name in filters.documents or document.key in filters.documents)
        and (filters.since is None or (day is not None and day >= filters.since))
        and (filters.until is None or (day is not None and day <= filters.until))
    )


def admits(filters: Filters, passage: Passage) -> bool:
    """Whether the paragraph passes: its region (or one it lies in) and the kind of its section."""
    region = passage.paragraph.region
    return (not filters.kinds or passage.kind in filters.kinds) and (
        not filters.regions or (region is not None and any(contains(outer, region) for outer in filters.regions))
    )
