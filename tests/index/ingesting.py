"""A process that opens a library, ingests, and may kill itself at a named step; tests run it and look at what it left."""

import os
import signal
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

from conftest import HashedEncoder  # noqa: E402

from index.ingest import ingest  # noqa: E402
from index.library import Library, open_library  # noqa: E402


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class MortalEncoder(HashedEncoder):
    """Kills the process as the `last` text is to be encoded."""

    __slots__ = ("last",)
    last: int

    def encode(self, texts):  # type: ignore[no-untyped-def]
        if len(self.encoded) + len(texts) >= self.last:
            die()
        return HashedEncoder.encode(self, texts)


def main(step: str, home: str, *paths: str) -> None:
    """`step` is what to do: ingest, hold, encode:N, progress."""
    name, _, number = step.partition(":")
    encoder = HashedEncoder()
    if name == "encode":
        encoder = MortalEncoder()
        encoder.last = int(number)
    with open_library(Path(home), encoder) as library:
        print("open", flush=True)
        match name:
            case "hold":
                time.sleep(60)
            case "progress":
                ingest(library, [Path(path) for path in paths], progress=lambda _, done, __: die() if done else None)
            case "remove":
                remove(library, paths[0])
            case _:
                ingest(library, [Path(path) for path in paths])
        print("done", flush=True)


def remove(library: Library, name: str) -> None:
    library.remove(next(document.key for document in library.documents() if document.name == name))


if __name__ == "__main__":
    main(*sys.argv[1:])
