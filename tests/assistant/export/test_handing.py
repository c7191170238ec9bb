"""Files: the suffix picks the form, and what was there is not lost."""

import zipfile

import pytest

from assistant.export import SUFFIXES, answer_handout, cards_handout, export, picked, search_handout
from corpus.errors import BulletinError


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".DOCX"])
def test_each_suffix_gives_its_form(tmp_path, trade, ask, samples, suffix):
    handouts = {
        "答复": answer_handout(ask("汨罗对非贸易增速")),
        "检索": search_handout("招商", samples.search("招商", limit=8)),
        "先例": cards_handout("对非贸易", [trade]),
    }
    for name, handout in handouts.items():
        path = tmp_path / f"{name}{suffix}"
        export(handout, path)
        if suffix == ".md":
            assert path.read_text(encoding="utf-8").startswith("# ")
        else:
            with zipfile.ZipFile(path) as archive:
                assert archive.testzip() is None
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.parametrize(("name", "told"), [("先例.pdf", "“.pdf”格式"), ("先例", "没有后缀的文件")])
def test_an_unknown_suffix_is_told_with_those_that_are_known(tmp_path, trade, name, told):
    with pytest.raises(BulletinError, match=rf"不能导出为{told}，请把文件名的后缀改为 \.docx、\.xlsx、\.md 之一。"):
        export(cards_handout("对非贸易", [trade]), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_missing_is_named(tmp_path, trade):
    with pytest.raises(BulletinError, match=r"文件夹“.*没有”不存在，请先建立它或换一个位置"):
        export(cards_handout("对非贸易", [trade]), tmp_path / "没有" / "先例.docx")


def test_a_folder_in_the_place_of_the_file_is_left_alone(tmp_path, trade):
    (tmp_path / "先例.md").mkdir()
    with pytest.raises(BulletinError, match="这是一个文件夹，请写明文件名"):
        export(cards_handout("对非贸易", [trade]), tmp_path / "先例.md")
    assert [path.name for path in tmp_path.iterdir()] == ["先例.md"]


@pytest.mark.parametrize(
    ("name", "told"), [("长" * 100, "文件名太长，请缩短它"), ("零\0字符", "请检查文件名和磁盘，或换一个位置")]
)
def test_a_name_that_the_disk_does_not_take_is_told(tmp_path, trade, name, told):
    with pytest.raises(BulletinError, match=told):
        export(cards_handout("对非贸易", [trade]), tmp_path / f"{name}.md")
    assert list(tmp_path.iterdir()) == []


def test_the_longest_name_that_the_disk_takes_is_written(tmp_path, trade):
    path = tmp_path / f"{'长' * 84}.md"
    export(cards_handout("对非贸易", [trade]), path)
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_is_replaced_as_a_whole(tmp_path, trade, policing):
    path = tmp_path / "先例.md"
    export(cards_handout("对非贸易", [trade]), path)
    before = path.read_text(encoding="utf-8")
    export(cards_handout("平安建设", [policing]), path)
    assert "平安建设" in path.read_text(encoding="utf-8")
    assert "平安建设" not in before
    assert [one.name for one in tmp_path.iterdir()] == ["先例.md"]


def test_a_selection_counts_on_from_the_pages_before():
    assert picked("abc", [12], before=10) == ["b"]
    with pytest.raises(BulletinError, match="这里列出的是第 11—13 条"):
        picked("abc", [2], before=10)
