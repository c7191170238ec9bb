"""Bring the derived indexes in line with the catalogue after a crash or damage, and say what was mended."""

from collections import Counter
from collections.abc import Iterable

from corpus.errors import LibraryError
from index.fulltext import FullText
from index.hits import Document
from index.store import Store
from index.vectors import ChromaVectors, VectorPiece

# With so many probes, and one miss in 32 forgiven, an index that lost an eighth of its vectors passes once in 100 times.
_SAMPLE = 64
_NAMED = 3


def mend(store: Store, full: FullText, chroma: ChromaVectors) -> list[str]:
    """
    Take out what never went live, put back what is missing, rebuild what does not find itself.

    Nothing is embedded again: the vectors lie in the catalogue. Returns a sentence for each thing mended.
    """
    sentences = []
    unfinished = store.unfinished()
    for generation, _ in unfinished:
        store.discard(generation)
    if unfinished:
        names = "、".join(f"“{name}”" for _, name in unfinished)
        sentences.append(f"上次导入在中途停止：未完成的{names}已清理，资料库仍是导入前的内容，请重新导入该文件。")
    live = store.live_generations()
    if repaired := _mend_full_text(store, full, live):
        sentences.append(repaired)
    if repaired := _mend_vectors(store, chroma, live):
        sentences.append(repaired)
    return sentences


def _mend_full_text(store: Store, full: FullText, live: dict[int, Document]) -> str | None:
    wanted = Counter(store.searchable_counts())
    present = full.counts()
    if present == wanted:
        return None
    wrong = _wrong(present, wanted)
    full.remove(wrong)
    for generation in sorted(wrong & live.keys()):
        full.add(generation, entries(store, live[generation]))
    return _sentence("全文索引", wrong, live)


def _mend_vectors(store: Store, chroma: ChromaVectors, live: dict[int, Document]) -> str | None:
    sentence = None
    try:
        if wrong := _wrong(chroma.counts(), Counter(store.piece_counts())):
            chroma.remove(wrong)
            for generation in sorted(wrong & live.keys()):
                chroma.add(vector_pieces(store, live[generation]))
            sentence = _sentence("向量索引", wrong, live)
        sound = chroma.finds(_sample(store, live))
    except LibraryError:  # a damaged folder that opens and then fails
        sound = False
    if not sound:
        refill_vectors(store, chroma)
        sentence = f"向量索引已损坏，已用目录中保存的向量重建（{len(live)} 份文件，未重新计算）。"
    return sentence


def _sample(store: Store, live: dict[int, Document]) -> list[VectorPiece]:
    return [
        VectorPiece(passage, ordinal, start, end, vector)
        for generation, number, ordinal, start, end, vector in store.sample(_SAMPLE)
        if (passage := store.passage(live[generation], number))
    ]


def _wrong(present: Counter[int], wanted: Counter[int]) -> set[int]:
    return {generation for generation in present.keys() | wanted.keys() if present[generation] != wanted[generation]}


def _sentence(index: str, wrong: Iterable[int], live: dict[int, Document]) -> str | None:
    """What was put right, told by document; leftovers of generations that never answered are not worth a word."""
    names = [f"“{live[generation].name}”" for generation in sorted(wrong) if generation in live]
    if not names:
        return None
    more = f"等 {len(names)} 份文件" if len(names) > _NAMED else ""
    return f"{index}缺少{'、'.join(names[:_NAMED])}{more}，已补齐。"


def refill_full_text(store: Store, full: FullText) -> None:
    """Make the full-text index anew from the catalogue."""
    full.reset()
    for generation, document in sorted(store.live_generations().items()):
        full.add(generation, entries(store, document))


def refill_vectors(store: Store, chroma: ChromaVectors) -> None:
    """Make the Chroma folder anew from the vectors in the catalogue."""
    chroma.reset()
    for _, document in sorted(store.live_generations().items()):
        chroma.add(vector_pieces(store, document))


def entries(store: Store, document: Document) -> list[tuple[int, str, str]]:
    """(number, heading path, text) of every paragraph that the full text holds."""
    return [
        (passage.paragraph.number, " ".join((document.masthead.title, *passage.section)), passage.paragraph.text)
        for passage in store.passages(document)
        if passage.paragraph.role not in ("heading", "tail")
    ]


def vector_pieces(store: Store, document: Document) -> list[VectorPiece]:
    """Every piece of the document with its stored vector."""
    passages = {passage.paragraph.number: passage for passage in store.passages(document)}
    return [
        VectorPiece(passages[number], ordinal, start, end, vector)
        for number, ordinal, start, end, vector in store.pieces(document.generation)
        if vector is not None
    ]
