"""Vectors of single sentences: made when they are first asked for, and kept in the catalogue until it is compacted."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from index.hits import Encoder, Vectors
from index.store import Store, text_hash

_REMEMBERED = 4096  # 8 MB of a model with 512 columns; the sentences of some hundreds of practices

Keep = Callable[[Sequence[bytes], Vectors], None]


class SentenceVectors:
    """The vectors of one library's sentences; safe to share between threads."""

    def __init__(self, store: Store, encoder: Encoder) -> None:
        """Nothing is read or encoded yet."""
        self._store, self._encoder = store, encoder
        self._lock = threading.Lock()
        self._known: OrderedDict[bytes, Vectors] = OrderedDict()

    def of(self, sentences: Sequence[str], *, keep: Keep) -> Vectors:
        """Shape (len(sentences), dimension), unit length; those never met before are encoded and given to `keep`."""
        if not sentences:
            return np.zeros((0, self._encoder.dimension), dtype=np.float32)
        digests = {sentence: text_hash(self._encoder.name, sentence) for sentence in sentences}
        wanted = set(digests.values())
        found = self._remembered(wanted)
        found |= self._store.vectors(wanted - found.keys())
        if new := [sentence for sentence, digest in digests.items() if digest not in found]:
            made = self._encoder.encode(new)
            found |= {digests[sentence]: vector for sentence, vector in zip(new, made, strict=True)}
            keep([digests[sentence] for sentence in new], made)
        self._remember(found)
        return np.stack([found[digests[sentence]] for sentence in sentences])

    def forget(self) -> None:
        """What was removed does not stay in memory either."""
        with self._lock:
            self._known.clear()

    def _remembered(self, digests: set[bytes]) -> dict[bytes, Vectors]:
        with self._lock:
            return {digest: self._known[digest] for digest in digests & self._known.keys()}

    def _remember(self, found: Mapping[bytes, Vectors]) -> None:
        with self._lock:
            for digest, vector in found.items():
                self._known[digest] = vector
                self._known.move_to_end(digest)
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
