"""Read facts and duties again from the stored paragraphs, where they were read by other rules or never."""

import logging
from collections.abc import Callable

from corpus.reading import Read, read_anew, read_statements
from corpus.rules import RULES
from index.hits import Document
from index.store import Store

_log = logging.getLogger(__name__)
Progress = Callable[[int, int], None]


def unread(store: Store) -> list[Document]:
    """The live documents whose facts and duties were not read by the rules of this program, by name."""
    read = store.read_by(RULES)
    stale = (document for generation, document in store.live_generations().items() if generation not in read)
    return sorted(stale, key=lambda document: document.name)


def read_again(store: Store, *, read: Read = read_statements, progress: Progress | None = None) -> list[str]:
    """
    Bring facts and duties up to the rules of this program; returns a sentence when there was anything to do.

    Each document is one transaction: cut short, the next call goes on where this one stopped.
    """
    stale, failed = unread(store), list[str]()
    for done, document in enumerate(stale, 1):
        try:
            bulletin = read_anew(store.bulletin(document), read=read)
        except Exception:  # noqa: BLE001 — a fault in our rules must not keep the library shut: what was read before stays
            _log.exception("facts and duties of %s could not be read again", document.name)
            failed.append(document.name)
            store.tried(document.generation, rules=RULES)  # not again before the next update
        else:
            store.keep_statements(document.generation, bulletin, rules=RULES)
        if progress:
            progress(done, len(stale))
    return [
        *_told(len(stale) - len(failed)),
        *(f"“{name}”的数字未能按新规则重新读取，仍用原来读出的。" for name in failed),
    ]


def _told(count: int) -> list[str]:
    return [f"程序的读数规则有更新，已从存入的段落重新读取 {count} 份文件的数字和责任分工。"] if count else []
