"""Read facts and duties again from the stored paragraphs, where they were read by other rules or never."""

from collections.abc import Callable
from dataclasses import replace

from corpus.bulletin import Bulletin, Duty, Fact
from corpus.duties import duties_of
from corpus.rules import RULES
from corpus.statements import facts_of
from index.hits import Document
from index.store import Store

Read = Callable[[Bulletin], tuple[tuple[Fact, ...], tuple[Duty, ...]]]
Progress = Callable[[int, int], None]


def read_statements(bulletin: Bulletin) -> tuple[tuple[Fact, ...], tuple[Duty, ...]]:
    """What the paragraphs of a bulletin say, whatever it was thought to say before."""
    bare = replace(bulletin, facts=(), duties=())
    return facts_of(bare), duties_of(bare)


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
    stale = unread(store)
    for done, document in enumerate(stale, 1):
        facts, duties = read(store.bulletin(document))
        store.keep_statements(document.generation, facts=facts, duties=duties, rules=RULES)
        if progress:
            progress(done, len(stale))
    return [f"程序的读数规则有更新，已从存入的段落重新读取 {len(stale)} 份文件的数字和责任分工。"] if stale else []
