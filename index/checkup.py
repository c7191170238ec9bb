"""Is the library sound? The catalogue checked, and the indexes compared with it."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from index.library import Library


@dataclass(frozen=True, slots=True)
class Checkup:
    """What was found: `sentences` for the user, `healthy` when nothing is left to worry about."""

    documents: int
    paragraphs: int
    vectors: int
    mended: tuple[str, ...]
    wrong: tuple[str, ...]
    owned: bool

    @property
    def healthy(self) -> bool:
        """Whether everything agrees now."""
        return not self.wrong

    @property
    def sentences(self) -> list[str]:
        """The report, a line each."""
        state = "正常" if self.healthy else "有问题"
        lines = [f"资料库{state}：{self.documents} 份文件，{self.paragraphs} 个段落，{self.vectors} 个向量。"]
        if not self.owned:
            lines.append("资料库正由另一个进程使用，向量索引由它检查，这里只核对了目录和全文索引。")
        return [*lines, *self.mended, *self.wrong]

    def as_json(self) -> dict[str, Any]:
        """The report as an object."""
        return {
            "healthy": self.healthy,
            "documents": self.documents,
            "paragraphs": self.paragraphs,
            "vectors": self.vectors,
            "mended": list(self.mended),
            "wrong": list(self.wrong),
        }


def checkup(library: Library) -> Checkup:
    """Check an open library; opening it has already mended what could be."""
    documents = library.documents()
    wanted = library.store.piece_counts()
    wrong = []
    if problem := library.store.verify():
        wrong.append(f"目录文件损坏（{problem}），请从备份恢复。")
    if library.full.counts() != Counter(library.store.searchable_counts()):
        wrong.append("全文索引与目录不一致，请重新打开资料库，它会自动补齐。")
    if library.chroma is not None and library.chroma.counts() != Counter(wanted):
        wrong.append("向量索引与目录不一致，请重新打开资料库，它会自动补齐。")
    return Checkup(
        documents=len(documents),
        paragraphs=sum(document.paragraphs for document in documents),
        vectors=sum(wanted.values()),
        mended=tuple(library.mended),
        wrong=tuple(wrong),
        owned=library.owned,
    )
