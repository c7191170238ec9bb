"""Open a library: one process owns it, what is damaged is mended, documents are told and removed."""

import logging
import threading
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from corpus.errors import EncoderMismatch, LibraryBusy, LibraryError
from index.fulltext import FullText
from index.hits import Document, Encoder, Passage, Reranker, Vectors
from index.mending import mend, refill_full_text, refill_vectors
from index.ownership import Ownership
from index.rereading import Progress, read_again
from index.scrubbing import scrub
from index.search import Searching
from index.sentence_vectors import SentenceVectors
from index.store import Store
from index.vectors import ChromaVectors

logger = logging.getLogger(__name__)


def open_library(
    home: Path,
    encoder: Encoder,
    *,
    create: bool = True,
    progress: Progress | None = None,
    reranker: Reranker | None = None,
) -> "Library":
    """
    Open the library in the folder `home`; raises `LibraryError`, `EncoderMismatch`.

    The first process to open it owns it. A second one may read: it compares vectors exactly instead of opening Chroma.
    `progress(done, total)` counts documents whose facts are read again because the program's rules have changed. With a
    `reranker` the first hits of every search are read by it once more.
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
        return Library(home, encoder, ownership, progress, reranker)
    except BaseException:
        ownership.release()
        raise


class Library(Searching):
    """An open library; a context manager that closes it."""

    def __init__(
        self,
        home: Path,
        encoder: Encoder,
        ownership: Ownership,
        progress: Progress | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        """Use `open_library`. `mended` holds a sentence for whatever had to be put right."""
        super().__init__(Store(home / "catalog.db"), encoder, reranker)
        self.home, self._ownership, self._progress = home, ownership, progress
        self.writing = threading.RLock()  # one thread writes at a time: publishing and removing touch three stores
        self.mended: list[str] = []
        self._sentences = SentenceVectors(self.store, encoder)
        try:
            made_by = self.store.setting("encoder")
            if made_by is not None and made_by != encoder.name:
                raise EncoderMismatch(
                    f"资料库“{home}”是用编码模型“{made_by}”建立的，现在用的是“{encoder.name}”，两者的向量不能混用。"
                    f"请改回原来的模型（BULLETINS_ENCODER），或运行 python app.py doctor --rebuild --home {home} 用现在的模型重建。"
                )
            self._open_indexes()
        except BaseException:
            self._close_chroma(sound=False)
            self.store.close()
            raise

    def _open_indexes(self) -> None:
        self.full = FullText(self.home / "fulltext", owned=self.owned)
        if self.owned:
            if self.store.setting("encoder") is None:
                self.store.set_setting("encoder", self.encoder.name)
            self.chroma = ChromaVectors(self.home / "chroma")
            self.mended = mend(self.store, self.full, self.chroma)
            self.mended += read_again(self.store, progress=self._progress)
            if self.store.purging():
                self._purge()
            self._doubtful = False

    @property
    def owned(self) -> bool:
        """Whether this process may write."""
        return self._ownership.held

    def require_ownership(self) -> ChromaVectors:
        """Chroma, for writing; raises `LibraryBusy` naming the owner when this process is not it."""
        if not self.owned:
            raise LibraryBusy(f"资料库“{self.home}”正由{self._ownership.holder}使用，不能同时写入。请先停止它再试。")
        with self.writing:
            if self._doubtful:
                self._close_chroma(sound=False)
                self._open_indexes()
            assert self.chroma is not None
            return self.chroma

    def close(self) -> None:
        """Close everything and let another process own the library."""
        self._close_chroma(sound=not self._doubtful)
        self.store.close()
        self._ownership.release()

    def _close_chroma(self, *, sound: bool) -> None:
        if self.chroma is not None:
            self.chroma.close(sound=sound)
            self.chroma = None

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
        """
        Take a document out for good, its text out of every file included; raises `LibraryBusy`.

        It answers nothing from the first step on. tantivy and Chroma keep deleted text in their files, so both are made
        anew from the catalogue; cut short, the next opening does the rest.
        """
        with self.writing:
            chroma = self.require_ownership()
            document = self.store.document(key)
            if document is None:
                return
            try:
                self.store.remove(key)
                self.full.remove([document.generation])
                chroma.remove([document.generation])
                self._purge()
            except BaseException:
                self.doubt()
                raise

    def _purge(self) -> None:
        assert self.chroma is not None
        kept = self.store.kept_files()
        for original in (self.home / "originals").glob("*"):
            if original.name.split(".")[0] not in kept:
                original.unlink()
        self.store.compact()
        self._sentences.forget()
        refill_full_text(self.store, self.full)
        refill_vectors(self.store, self.chroma)
        scrub(self.home / "chroma")
        self.store.purged()

    def sentence_vectors(self, sentences: Sequence[str], *, generations: Iterable[int]) -> Vectors:
        """A row of unit length for each sentence out of these generations; who owns the library keeps them there."""
        return self._sentences.of(sentences, keep=partial(self._keep_vectors, set(generations)))

    def _keep_vectors(self, generations: set[int], hashes: Sequence[bytes], vectors: Vectors) -> None:
        """Not while a document is being written or removed, and nothing of one that has been: it must not come back."""
        if not self.owned or not self.writing.acquire(blocking=False):
            return
        try:
            if generations <= self.store.live_generations().keys():
                self.store.keep_vectors(hashes, vectors)
        except LibraryError as error:  # a full disk, say: the question is answered all the same
            logger.warning("vectors of sentences are not kept: %s", error)
        finally:
            self.writing.release()
