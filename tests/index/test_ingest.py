"""Ingestion: idempotent, a corrected file replaces, two counties do not mix, and a bad file stops nothing."""

import sqlite3
from pathlib import Path

import pytest

from corpus.errors import LibraryError
from index.hits import RELEASES, Filters
from index.ingest import Outcome, files_in, ingest
from index.library import Library, open_library

TWO = {"主要指标": ["固定资产投资增长3.2%。"], "特色亮点": ["零工驿站建成三处，好评如潮。"]}
CORRECTED = {"主要指标": ["固定资产投资增长5.9%。"], "特色亮点": ["零工驿站建成三处，好评如潮。"]}


def statuses(outcomes: list[Outcome]) -> list[tuple[str, str]]:
    return [(outcome.path.name, outcome.status) for outcome in outcomes]


def texts(library: Library, query: str, limit: int = 50) -> list[str]:
    return [hit.passage.paragraph.text for hit in library.search(query, limit=limit)]


def test_a_new_file_is_added_and_found(library, encoder, write_bulletin) -> None:
    (outcome,) = ingest(library, [write_bulletin("汨罗专报.txt", body=TWO)])
    assert (outcome.status, outcome.sentence) == ("added", "“汨罗专报.txt”已导入：3 段正文，2 个标题。")
    assert outcome.embedded == len(set(encoder.encoded))
    assert texts(library, "零工驿站", 1) == ["零工驿站建成三处，好评如潮。"]
    assert [document.name for document in library.documents()] == ["汨罗专报"]


def test_the_same_file_again_changes_nothing_and_encodes_nothing(library, encoder, write_bulletin) -> None:
    path = write_bulletin("汨罗专报.txt", body=TWO)
    ingest(library, [path])
    before, generation = texts(library, "投资"), library.documents()[0].generation
    encoder.encoded.clear()
    outcomes = ingest(library, [path, path])
    assert [(one.status, one.sentence, one.embedded) for one in outcomes] == [
        ("unchanged", "“汨罗专报.txt”已在资料库中，未作改动。", 0)
    ] * 2
    assert encoder.encoded == []
    assert (texts(library, "投资"), library.documents()[0].generation) == (before, generation)


def test_a_corrected_file_replaces_and_encodes_only_what_changed(library, encoder, write_bulletin, home: Path) -> None:
    ingest(library, [write_bulletin("汨罗专报.txt", body=TWO)])
    old = library.documents()[0].generation
    encoder.encoded.clear()
    (outcome,) = ingest(library, [write_bulletin("汨罗专报.txt", body=CORRECTED)])
    assert (outcome.status, outcome.embedded) == ("replaced", 1)
    assert outcome.sentence.startswith("“汨罗专报.txt”已更新（旧版留作历史）")
    assert [text.rsplit("\n", 1)[1] for text in encoder.encoded] == ["固定资产投资增长5.9%。"]
    found = texts(library, "固定资产投资增长3.2%")
    assert ("固定资产投资增长5.9%。" in found, "固定资产投资增长3.2%。" in found) == (True, False)
    new = library.documents()[0].generation
    assert (set(library.full.counts()), set(library.require_ownership().counts())) == ({new}, {new})
    with sqlite3.connect(home / "catalog.db") as connection:
        assert dict(connection.execute("SELECT generation, state FROM revision")) == {old: "past", new: "live"}


def test_a_file_put_back_as_it_was_is_live_again(library, encoder, write_bulletin) -> None:
    for body in (TWO, CORRECTED):
        ingest(library, [write_bulletin("汨罗专报.txt", body=body)])
    encoder.encoded.clear()
    (outcome,) = ingest(library, [write_bulletin("汨罗专报.txt", body=TWO)])
    assert (outcome.status, outcome.embedded, encoder.encoded) == ("replaced", 0, [])
    assert "固定资产投资增长3.2%。" in texts(library, "投资")


def test_another_county_s_file_of_the_same_name_is_stored_beside_it(library, write_bulletin) -> None:
    ingest(library, [write_bulletin("甲/专报第2期.txt", region="汨罗市")])
    other = write_bulletin("乙/专报第2期.txt", region="华容县")
    (outcome,) = ingest(library, [other])
    assert outcome.status == "added"
    assert "因已有同名的另一份文件，存为“专报第2期（2）”" in outcome.sentence
    assert {one.name: one.masthead.region for one in library.documents()} == {
        "专报第2期": "汨罗市",
        "专报第2期（2）": "华容县",
    }
    (again,) = ingest(library, [other])
    assert (again.status, again.sentence) == ("unchanged", "“专报第2期.txt”已在资料库中，未作改动。")


def test_a_correction_finds_its_document_even_when_the_first_of_that_name_is_gone(library, write_bulletin) -> None:
    ingest(
        library,
        [write_bulletin("甲/专报.txt", region="汨罗市"), write_bulletin("乙/专报.txt", region="华容县", body=TWO)],
    )
    library.remove(next(one.key for one in library.documents() if one.name == "专报"))
    (outcome,) = ingest(library, [write_bulletin("乙/专报.txt", region="华容县", body=CORRECTED)])
    assert (outcome.status, [one.name for one in library.documents()]) == ("replaced", ["专报（2）"])


def test_the_next_issue_under_the_same_name_is_another_document(library, write_bulletin) -> None:
    for issue in (2, 3):
        ingest(library, [write_bulletin("专报.txt", issue=issue)])
    assert {one.name: one.masthead.issue for one in library.documents()} == {"专报": "第2期", "专报（2）": "第3期"}


def test_the_same_bytes_under_another_name_are_unchanged_and_it_says_so(library, write_bulletin) -> None:
    path = write_bulletin("甲.txt")
    ingest(library, [path])
    copy = path.with_name("乙.txt")
    copy.write_bytes(path.read_bytes())
    (outcome,) = ingest(library, [copy])
    assert (outcome.status, outcome.sentence) == (
        "unchanged",
        "“乙.txt”已在资料库中，内容与“甲”完全相同，未作改动。",
    )
    assert [document.name for document in library.documents()] == ["甲"]


def test_a_folder_is_read_by_name_and_what_does_not_belong_is_left_alone(
    library, write_bulletin, tmp_path: Path
) -> None:
    outside = write_bulletin("../外面.txt", issue=9)
    for name, issue in (("b.txt", 2), ("a.md", 3), ("里/c.TXT", 4)):
        write_bulletin(name, issue=issue)
    for name in ("README.md", ".hidden.txt", "~$lock.txt", ".git/d.txt", "e.exe", "readme.txt"):
        write_bulletin(name, issue=8)
    inbox = tmp_path / "inbox"
    (inbox / "link.txt").symlink_to(outside)
    (inbox / "folder").symlink_to(tmp_path)
    (inbox / "inner.txt").symlink_to(inbox / "b.txt")
    assert [path.relative_to(inbox.resolve()).as_posix() for path in files_in(inbox)] == [
        "a.md", "b.txt", "inner.txt", "里/c.TXT",
    ]  # fmt: skip
    assert statuses(ingest(library, [inbox])) == [
        ("folder", "failed"), ("a.md", "added"), ("b.txt", "added"), ("inner.txt", "unchanged"), ("link.txt", "failed"),
        ("c.TXT", "added"),
    ]  # fmt: skip


def test_files_come_in_the_order_given(library, write_bulletin) -> None:
    paths = [write_bulletin(f"{name}.txt", issue=number) for number, name in enumerate("丙甲乙", 1)]
    assert [outcome.path for outcome in ingest(library, paths)] == paths


def test_a_bad_file_among_good_ones_costs_one_sentence(library, write_bulletin, tmp_path: Path) -> None:
    good = [write_bulletin("a.txt", issue=1), write_bulletin("d.txt", issue=2)]
    (tmp_path / "inbox" / "b.txt").write_bytes(b"%PDF-1.7 ...")
    (tmp_path / "inbox" / "c.txt").write_bytes(b"")
    outcomes = ingest(library, [tmp_path / "inbox"])
    assert statuses(outcomes) == [("a.txt", "added"), ("b.txt", "failed"), ("c.txt", "failed"), ("d.txt", "added")]
    assert ("PDF" in outcomes[1].sentence, "空文件" in outcomes[2].sentence) == (True, True)
    assert {document.name for document in library.documents()} == {path.stem for path in good}


def test_a_folder_with_nothing_readable_is_told(library, tmp_path: Path) -> None:
    (outcome,) = ingest(library, [tmp_path])
    assert (outcome.status, "没有可读取的文件（目前支持 .bmp、.csv、.doc" in outcome.sentence) == ("failed", True)


def test_a_path_that_is_not_there_is_told(library, tmp_path: Path) -> None:
    (outcome,) = ingest(library, [tmp_path / "没有.txt"])
    assert (outcome.status, outcome.sentence.startswith("找不到“")) == ("failed", True)


def test_progress_tells_the_file_being_read_and_counts_its_texts(library, write_bulletin) -> None:
    seen: list[tuple[str, int, int]] = []
    long = write_bulletin("长.txt", body={"亮点": [f"第{number}项工作已经完成。" for number in range(100)]})
    ingest(library, [long], progress=lambda path, done, total: seen.append((path.name, done, total)))
    assert seen[0] == ("长.txt", 0, 0)  # being read
    assert seen[1] == ("长.txt", 64, seen[1][2])
    assert seen[-1] == ("长.txt", seen[1][2], seen[1][2])


def test_the_original_is_kept_by_its_hash(library, write_bulletin, home: Path) -> None:
    path = write_bulletin("汨罗专报.txt")
    ingest(library, [path])
    (document,) = library.documents()
    assert {one.name: one.read_bytes() for one in (home / "originals").iterdir()} == {
        f"{document.sha256}.txt": path.read_bytes()
    }


def test_what_is_removed_is_gone_from_every_file(library, write_bulletin, home: Path) -> None:
    """Past revisions included, and while it is open: tantivy and Chroma would keep the words of what is only deleted."""
    kept = write_bulletin("别的.txt", region="华容县", body=TWO)
    marks = [("QZXMARK", "标记甲乙丙丁戊己"), ("QZYMARK", "标记子丑寅卯辰巳")]
    ingest(library, [kept])
    for words in marks:
        ingest(library, [write_bulletin("要删.txt", body={"亮点" + words[1]: ["，".join(words) + "。"]})])
    key = next(one.key for one in library.documents() if one.name == "要删")
    library.remove(key)
    assert [document.name for document in library.documents()] == ["别的"]
    assert [text for text in texts(library, "QZYMARK 标记子丑") if "标记" in text] == []
    words = [mark for pair in marks for mark in (*pair, pair[0].lower())]
    assert holding(home, words) == set()
    library.close()
    assert holding(home, words) == set()


def holding(home: Path, words: list[str]) -> set[tuple[str, str]]:
    """(file, word) wherever a file of the library has a word."""
    files = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    return {(path.name, word) for path, data in files.items() for word in words if word.encode() in data}


def test_a_removed_document_can_come_back(library, write_bulletin) -> None:
    path = write_bulletin("汨罗专报.txt", body=TWO)
    ingest(library, [path])
    before = texts(library, "零工驿站")
    library.remove(library.documents()[0].key)
    assert (library.documents(), texts(library, "零工驿站")) == ([], [])
    assert statuses(ingest(library, [path])) == [("汨罗专报.txt", "added")]
    assert texts(library, "零工驿站") == before


def test_removing_what_is_not_there_does_nothing(library, write_bulletin) -> None:
    ingest(library, [write_bulletin("汨罗专报.txt")])
    library.remove("unknown")
    assert [document.name for document in library.documents()] == ["汨罗专报"]


def test_a_changed_release_mark_moves_the_document_at_once(library, write_bulletin) -> None:
    ingest(library, [write_bulletin("专报.txt", body=TWO, release="公开发布")])
    ingest(library, [write_bulletin("专报.txt", body=TWO, release="内部资料")])
    public = Filters(clearance=("公开",))
    assert (library.search("零工驿站", filters=public), library.full_text("零工驿站", filters=public)) == ([], [])
    assert texts(library, "零工驿站", 1) == ["零工驿站建成三处，好评如潮。"]


class FailingEncoder:
    """Works `good` times, then fails as a broken runtime would."""

    name, dimension = "hashed-bigrams", 64

    def __init__(self, inner, good: int) -> None:
        self.inner, self.good = inner, good

    def encode(self, texts):
        self.good -= 1
        if self.good < 0:
            raise RuntimeError("out of memory")
        return self.inner.encode(texts)


def test_an_import_cut_short_goes_on_where_it_stopped(home: Path, encoder, write_bulletin) -> None:
    path = write_bulletin("长.txt", body={"亮点": [f"第{number}项工作已经完成。" for number in range(200)]})
    with open_library(home, FailingEncoder(encoder, good=2)) as library, pytest.raises(RuntimeError):
        ingest(library, [path])
    kept = len(encoder.encoded)
    with open_library(home, encoder) as library:
        assert (library.documents(), library.mended) == ([], [])
        (outcome,) = ingest(library, [path])
    assert kept == 128
    assert outcome.embedded == len(encoder.encoded) - kept == len(set(encoder.encoded)) - kept


def test_a_write_that_fails_is_undone_before_the_next(home: Path, encoder, write_bulletin) -> None:
    path = write_bulletin("专报.txt", body=TWO)
    with open_library(home, encoder) as library:
        ingest(library, [write_bulletin("别的.txt", region="华容县")])
        originals = home / "originals"
        kept = originals.rename(home / "aside")
        originals.write_bytes(b"a file where a folder is wanted")
        with pytest.raises(LibraryError, match=r"“专报\.txt”的原件无法存入资料库"):
            ingest(library, [path])
        assert [document.name for document in library.documents()] == ["别的"]
        originals.unlink()
        kept.rename(originals)
        assert statuses(ingest(library, [path])) == [("专报.txt", "added")]
        assert {hit.passage.document.name for hit in library.search("零工驿站", filters=Filters(clearance=RELEASES))} == {
            "专报", "别的",
        }  # fmt: skip
