"""The catalogue: what goes in comes out equal, the pointer decides what answers, and what is removed is gone."""

import datetime
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.bulletin import Bulletin, Finding, Masthead, Paragraph, Section, Source
from corpus.errors import LibraryError
from index.pieces import pieces
from index.store import Store, text_hash

BULLETIN = Bulletin(
    Source("汨罗专报第2期.txt", "ab" * 32, "text", 1234),
    Masthead(
        "汨罗市“开局八好”工作专报", "开局八好", "专报", "第2期", "汨政办发〔2026〕12号", "汨罗市综合协调组", "县", "汨罗市",
        datetime.date(2025, 4, 28), "依申请公开",
    ),
    (Section("【】", "特色亮点", 0, "亮点", None), Section("（一）", "零工驿站", 1, "亮点", 0)),
    (
        Paragraph(1, "汨罗市“开局八好”工作专报", "masthead", region="汨罗市"),
        Paragraph(2, "（一）零工驿站", "heading", 1, page=1),
        Paragraph(3, "一是建驿站。二是送岗位，新增就业462人。", "body", 1, ((0, 6), (6, 11)), 2, "弼时镇"),
        Paragraph(4, "报：市委、市政府。", "tail"),
    ),
    (Finding("日期矛盾", "警告", "报头年份疑为2026年之误。", 3), Finding("无文号", "提示", "没有文号。")),
    datetime.date(2026, 4, 28),
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "catalog.db")
    yield opened
    opened.close()


def write(store: Store, bulletin: Bulletin, name: str = "汨罗专报第2期") -> int:
    cut = pieces(bulletin)
    hashes = [text_hash("e", piece.text) for piece in cut]
    store.keep_vectors(hashes, np.eye(len(cut), 8, dtype=np.float32))
    return store.write(bulletin, key=f"key of {name}", name=name, pieces=cut, hashes=hashes)


def corrected(text: str) -> Bulletin:
    paragraphs = (*BULLETIN.paragraphs[:2], replace(BULLETIN.paragraphs[2], text=text, leads=()))
    return replace(BULLETIN, source=replace(BULLETIN.source, sha256="cd" * 32), paragraphs=paragraphs)


def test_a_published_bulletin_comes_back_equal(store: Store) -> None:
    store.publish(write(store, BULLETIN))
    (document,) = store.documents()
    assert store.bulletin(document) == BULLETIN
    assert (document.name, document.file_name, document.paragraphs) == ("汨罗专报第2期", "汨罗专报第2期.txt", 4)


def test_a_passage_carries_its_section_path_and_kind(store: Store) -> None:
    store.publish(write(store, BULLETIN))
    (document,) = store.documents()
    passage = store.passage(document, 3)
    assert passage is not None
    assert (passage.paragraph, passage.section, passage.kind) == (
        BULLETIN.paragraphs[2],
        ("【特色亮点】", "零工驿站"),
        "亮点",
    )
    assert store.passage(document, 99) is None


def test_nothing_is_seen_before_it_is_published(store: Store) -> None:
    generation = write(store, BULLETIN)
    assert store.documents() == []
    assert store.unfinished() == [(generation, "汨罗专报第2期.txt")]
    assert store.publish(generation) is None
    assert [document.generation for document in store.documents()] == [generation]
    assert store.unfinished() == []


def test_a_replaced_revision_stays_as_history_without_pieces(store: Store, tmp_path: Path) -> None:
    first = write(store, BULLETIN)
    store.publish(first)
    second = write(store, corrected("更正：新增就业642人。"))
    assert store.publish(second) == first
    assert [document.generation for document in store.documents()] == [second]
    assert store.pieces(first) == []
    with sqlite3.connect(tmp_path / "catalog.db") as connection:
        assert connection.execute("SELECT generation, state FROM revision").fetchall() == [
            (first, "past"),
            (second, "live"),
        ]
        assert connection.execute("SELECT text FROM paragraph WHERE generation = ? AND number = 3", (first,)).fetchone()


def test_a_discarded_generation_leaves_nothing_and_a_live_one_cannot_be_discarded(store: Store) -> None:
    live, draft = write(store, BULLETIN), write(store, BULLETIN, "另一份")
    store.publish(live)
    store.discard(draft)
    store.discard(live)
    assert [document.generation for document in store.documents()] == [live]
    assert store.pieces(draft) == []


def test_removal_takes_every_revision_and_compaction_every_trace(store: Store, tmp_path: Path) -> None:
    store.publish(write(store, corrected("旧版标记甲乙丙丁。")))
    store.publish(write(store, corrected("新版标记戊己庚辛。")))
    store.remove("key of 汨罗专报第2期")
    assert store.documents() == []
    store.compact()
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert [mark in left for mark in ("甲乙丙丁".encode(), "戊己庚辛".encode(), "零工驿站".encode())] == [False] * 3
    assert store.missing_vectors([text_hash("e", piece.text) for piece in pieces(BULLETIN)]) != set()


def test_vectors_are_kept_by_what_they_stand_for(store: Store) -> None:
    generation = write(store, BULLETIN)
    ((number, ordinal, start, end, vector),) = store.pieces(generation)[1:]
    assert (number, ordinal, start, end) == (3, 0, 0, len(BULLETIN.paragraphs[2].text))
    assert vector is not None
    assert vector.tolist() == np.eye(2, 8)[1].tolist()
    assert [one.tolist() for one in store.paragraph_vectors(generation, 3)] == [np.eye(2, 8)[1].tolist()]
    known = text_hash("e", pieces(BULLETIN)[0].text)
    assert store.missing_vectors([known, b"unknown"]) == {b"unknown"}


def test_another_encoder_has_other_keys() -> None:
    assert text_hash("one", "文") != text_hash("other", "文")


def test_newest_documents_come_first(store: Store) -> None:
    for name, day in (("甲", datetime.date(2026, 1, 1)), ("乙", None), ("丙", datetime.date(2026, 3, 1))):
        masthead = replace(BULLETIN.masthead, date=day)
        store.publish(write(store, replace(BULLETIN, masthead=masthead, reference=day), name))
    assert [document.name for document in store.documents()] == ["丙", "甲", "乙"]


def test_another_process_s_publication_is_seen(store: Store, tmp_path: Path) -> None:
    reader = Store(tmp_path / "catalog.db")
    assert reader.documents() == []
    store.publish(write(store, BULLETIN))
    assert [document.name for document in reader.documents()] == ["汨罗专报第2期"]
    reader.close()


def test_a_failed_transaction_leaves_the_next_one_able(store: Store) -> None:
    with pytest.raises(LibraryError, match="读写出错"), store.transaction() as connection:
        connection.execute("INSERT INTO setting VALUES ('a', '1')")
        connection.execute("INSERT INTO nowhere VALUES (1)")
    store.set_setting("b", "2")
    assert (store.setting("a"), store.setting("b")) == (None, "2")


@pytest.mark.parametrize(
    "content", [b"this is no database at all, just text" * 100, b"SQLite format 3\x00" + b"\xff" * 4096]
)
def test_a_file_that_is_no_database_is_told_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "catalog.db").write_bytes(content)
    with pytest.raises(LibraryError, match="无法打开"):
        Store(tmp_path / "catalog.db")


def test_a_catalogue_of_another_version_is_told_in_a_sentence(tmp_path: Path) -> None:
    store = Store(tmp_path / "catalog.db")
    store.set_setting("schema", "99")
    store.close()
    with pytest.raises(LibraryError, match="另一个版本（99）"):
        Store(tmp_path / "catalog.db")


def test_a_sound_catalogue_has_nothing_wrong(store: Store) -> None:
    store.publish(write(store, BULLETIN))
    assert store.verify() is None
