"""Move a library to another encoder: new vectors for all texts, then one transaction, then a fresh Chroma folder."""

import shutil
from collections.abc import Callable
from pathlib import Path

from corpus.errors import LibraryBusy, LibraryError
from index.hits import Encoder
from index.ownership import Ownership
from index.pieces import pieces
from index.store import Store, text_hash

_BATCH = 64


def re_encode(home: Path, encoder: Encoder, *, progress: Callable[[int, int], None] | None = None) -> int:
    """
    Encode every live text with `encoder`; returns the number of documents.

    Until the last step the library answers with the old encoder; cut short, it goes on where it stopped.
    """
    if not (home / "catalog.db").exists():
        raise LibraryError(f"“{home}”里还没有资料库，请先导入文件。")
    ownership = Ownership(home / "lock")
    if not ownership.held:
        raise LibraryBusy(f"资料库“{home}”正由{ownership.holder}使用，请先停止它再重建。")
    store = Store(home / "catalog.db")
    try:
        texts: dict[bytes, str] = {}
        places: list[tuple[bytes, int, int, int]] = []
        documents = store.documents()
        for document in documents:
            for piece in pieces(store.bulletin(document)):
                digest = text_hash(encoder.name, piece.text)
                texts[digest] = piece.text
                places.append((digest, document.generation, piece.number, piece.ordinal))
        missing = sorted(store.missing_vectors(texts))
        for start in range(0, len(missing), _BATCH):
            batch = missing[start : start + _BATCH]
            store.keep_vectors(batch, encoder.encode([texts[digest] for digest in batch]))
            if progress:
                progress(min(start + _BATCH, len(missing)), len(missing))
        with store.transaction() as connection:
            connection.executemany(
                "UPDATE piece SET hash = ? WHERE generation = ? AND number = ? AND ordinal = ?", places
            )
            connection.execute("INSERT OR REPLACE INTO setting VALUES ('encoder', ?)", (encoder.name,))
        shutil.rmtree(home / "chroma", ignore_errors=True)
        store.compact()
    finally:
        store.close()
        ownership.release()
    return len(documents)
