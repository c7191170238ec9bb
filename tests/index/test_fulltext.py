"""The full-text index: what goes in is found, what is taken out is not, and damage does not survive opening."""

import json
import shutil
from pathlib import Path

import pytest

from corpus.errors import LibraryBusy, LibraryError
from index.fulltext import FullText

HEAD = "汨罗市工作专报"


@pytest.fixture
def full(tmp_path: Path) -> FullText:
    index = FullText(tmp_path / "fulltext")
    index.add(1, [(1, HEAD, "零工驿站建成3处"), (2, HEAD, "双季稻播种3.1万亩")])
    index.add(2, [(1, "华容县工作专报 零工驿站", "新增就业8,976.10人")])
    return index


def places(full: FullText, query: str, generations: list[int] | None = None) -> list[tuple[int, int]]:
    return [(generation, number) for generation, number, _ in full.search(query, limit=10, generations=generations)]


def test_a_paragraph_is_found_by_its_words_before_its_heading(full: FullText) -> None:
    assert places(full, "驿站") == [(1, 1), (2, 1)]


@pytest.mark.parametrize("number", ["8976.1", "8,976.10", "８９７６．１"])
def test_a_number_is_found_however_it_is_written(full: FullText, number: str) -> None:
    assert places(full, number) == [(2, 1)]


@pytest.mark.parametrize("query", ["", "，。？", "（）【】", "\x00", "鱼"])
def test_a_query_without_known_words_finds_nothing(full: FullText, query: str) -> None:
    assert full.search(query, limit=10) == []


@pytest.mark.parametrize("query", ['"', "body:零", "a AND (", "*", "\\", "零工 OR", "[1 TO", "^3"])
def test_a_query_is_never_read_as_syntax(full: FullText, query: str) -> None:
    full.search(query, limit=10)


def test_better_comes_first_and_no_more_than_asked(full: FullText) -> None:
    scores = [score for _, _, score in full.search("双季稻 零工驿站 就业", limit=10)]
    assert scores == sorted(scores, reverse=True)
    assert len(full.search("双季稻 零工驿站 就业", limit=1)) == 1


def test_a_search_narrowed_to_generations_finds_only_these_with_the_same_scores(full: FullText) -> None:
    wide = {(generation, number): score for generation, number, score in full.search("零工驿站", limit=10)}
    narrow = full.search("零工驿站", limit=10, generations=[2])
    assert [(generation, number) for generation, number, _ in narrow] == [(2, 1)]
    assert narrow[0][2] == pytest.approx(wide[2, 1], rel=1e-6)
    assert full.search("零工驿站", limit=10, generations=[]) == []


def test_having_finds_what_has_every_term_in_itself_or_above(full: FullText) -> None:
    assert {(generation, number) for generation, number, _ in full.having("零工驿站", limit=10)} == {(1, 1), (2, 1)}
    assert [(generation, number) for generation, number, _ in full.having("驿站就业", limit=10, generations=[1])] == []
    assert [(generation, number) for generation, number, _ in full.having("零工驿站 就业", limit=10)] == [(2, 1)]
    assert full.having("，", limit=10) == []


def test_what_carries_the_words_is_told_with_the_share_that_it_carries(full: FullText) -> None:
    assert full.carrying("零工驿站", share=0.6, limit=10) == [(1, 1, 1.0), (2, 1, 1.0)]
    assert full.carrying("零工驿站建成", share=1.0, limit=10) == [(1, 1, 1.0)]
    ((*_, more), (*_, less)) = full.carrying("零工驿站建成", share=0.1, limit=10)
    assert 1.0 == more > less > 0.1


def test_words_that_stand_nowhere_are_passed_over_unless_they_are_most(full: FullText) -> None:
    assert full.carrying("零工驿站哪", share=0.6, limit=10) == full.carrying("零工驿站", share=0.6, limit=10)
    assert full.carrying("量子计算驿站", share=0.1, limit=10) == []
    assert full.carrying("，。", share=0.1, limit=10) == []


def test_how_rare_a_word_is_is_told_among_the_generations_asked_for(full: FullText) -> None:
    assert full.carrying("双季稻", share=0.1, limit=10, generations=[2]) == []
    assert full.carrying("零工驿站", share=0.6, limit=10, generations=[2]) == [(2, 1, 1.0)]


def test_counts_are_told_for_all_and_for_one(full: FullText) -> None:
    assert (dict(full.counts()), full.count(1), full.count(3)) == ({1: 2, 2: 1}, 2, 0)


def test_what_is_removed_is_not_found(full: FullText) -> None:
    full.remove([1])
    assert (dict(full.counts()), places(full, "零工驿站")) == ({2: 1}, [(2, 1)])


def test_how_rare_a_word_is(full: FullText) -> None:
    assert (full.frequency("驿站"), full.frequency("鱼")) == ((3, 1), (3, 0))


def test_a_second_reader_sees_what_was_added_meanwhile(full: FullText) -> None:
    reader = FullText(full.folder, owned=False)
    full.add(3, [(1, HEAD, "龙舟赛")])
    assert places(reader, "龙舟赛") == [(3, 1)]


def test_a_second_writer_is_told_that_the_index_is_busy(full: FullText) -> None:
    with full._writing(), pytest.raises(LibraryBusy, match="正被另一个进程写入"):
        FullText(full.folder).add(9, [])


@pytest.mark.parametrize("suffix", [".idx", ".term", ".fast", ".fieldnorm", ".store"])
@pytest.mark.parametrize("damage", ["half", "flip", "delete", "empty"])
def test_a_damaged_index_is_begun_anew_by_its_owner_and_left_alone_by_a_reader(
    full: FullText, suffix: str, damage: str
) -> None:
    path = sorted(full.folder.glob(f"*{suffix}"))[0]
    data = path.read_bytes()
    match damage:
        case "half":
            path.write_bytes(data[: len(data) // 2])
        case "flip":
            path.write_bytes(bytes([data[0] ^ 1]) + data[1:])
        case "delete":
            path.unlink()
        case "empty":
            path.write_bytes(b"")
    if damage != "flip":  # a reader does not compute checksums; tantivy itself notices the others
        with pytest.raises(LibraryError, match="无法读取"):
            FullText(full.folder, owned=False)
    assert dict(FullText(full.folder).counts()) == {}


@pytest.mark.parametrize("content", [b"", b"{}", b'{"segments": 3}', b"\xff\xff"])
def test_an_index_whose_list_of_segments_is_damaged_is_begun_anew(full: FullText, content: bytes) -> None:
    (full.folder / "meta.json").write_bytes(content)
    index = FullText(full.folder)
    index.add(5, [(1, HEAD, "龙舟赛")])
    assert dict(index.counts()) == {5: 1}


def test_a_sound_index_is_not_begun_anew(full: FullText) -> None:
    assert dict(FullText(full.folder).counts()) == {1: 2, 2: 1}


def test_what_a_killed_process_left_of_a_removal_does_not_hinder_the_next(tmp_path: Path) -> None:
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    index = FullText(whole)
    for generation in range(12):  # more than tantivy leaves unmerged, so that one segment holds several generations
        index.add(generation, [(number, HEAD, "零工驿站") for number in range(20)])
    shutil.copytree(whole, cut)
    index.remove([1])
    (written,) = whole.glob("*.del")
    shutil.copy(written, cut)  # tantivy lists a file as its own, writes it, and only then commits
    listed = json.loads((cut / ".managed.json").read_text())
    (cut / ".managed.json").write_text(json.dumps([*listed, written.name]))

    again = FullText(cut)
    again.remove([1])
    assert again.counts() == index.counts()
