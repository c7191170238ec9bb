"""The check-up says what is there, what was mended and what is wrong."""

import shutil
from pathlib import Path

from index.checkup import checkup
from index.ingest import ingest
from index.library import open_library


def test_a_sound_library_is_told_in_a_line(library, write_bulletin) -> None:
    ingest(library, [write_bulletin("汨罗专报.txt")])
    report = checkup(library)
    assert (report.healthy, report.documents, report.wrong) == (True, 1, ())
    assert report.sentences == [f"资料库正常：1 份文件，{report.paragraphs} 个段落，{report.vectors} 个向量。"]


def test_what_was_mended_is_told(home: Path, encoder, write_bulletin) -> None:
    with open_library(home, encoder) as library:
        ingest(library, [write_bulletin("汨罗专报.txt")])
    shutil.rmtree(home / "fulltext")
    with open_library(home, encoder) as library:
        assert checkup(library).sentences[1:] == ["全文索引缺少“汨罗专报”，已补齐。"]


def test_beside_the_owner_the_vectors_are_not_looked_at(library, home: Path, encoder) -> None:
    with open_library(home, encoder) as reader:
        assert checkup(reader).sentences[1].startswith("资料库正由另一个进程使用")


def test_indexes_that_disagree_are_told(library, write_bulletin) -> None:
    ingest(library, [write_bulletin("汨罗专报.txt")])
    chroma = library.require_ownership()
    chroma.remove(list(chroma.counts()))
    library.full.remove(list(library.full.counts()))
    report = checkup(library)
    assert report.wrong == (
        "全文索引与目录不一致，请重新打开资料库，它会自动补齐。",
        "向量索引与目录不一致，请重新打开资料库，它会自动补齐。",
    )
    assert report.as_json() == {
        "healthy": False,
        "documents": 1,
        "paragraphs": report.paragraphs,
        "vectors": report.vectors,
        "mended": [],
        "wrong": list(report.wrong),
    }
