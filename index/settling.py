"""Read a library while others publish: what comes out is wholly the old state or wholly the new one."""

from collections.abc import Callable
from typing import TypeVar

from index.hits import Document
from index.store import Store

Found = TypeVar("Found")
# What a publication crossed is done again; publications are tens of milliseconds apart.
_TRIES = 5


def settled(store: Store, find: Callable[[dict[int, Document]], Found]) -> Found:
    """What `find` makes of the live documents, by generation, while no publication crosses it."""
    for _ in range(_TRIES):
        live = store.live_generations()
        found = find(live)
        if store.live_generations().keys() == live.keys():
            break
    return found
