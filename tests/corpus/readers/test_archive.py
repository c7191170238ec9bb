"""A zip gives its documents under their right names; hostile members are left out with a sentence, the rest is read."""

import io
import random
import stat
import zipfile
from collections.abc import Mapping

import pytest

from corpus.errors import UnreadableFile
from corpus.readers.archive import SkippedMember, members


def packed(contents: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return stream.getvalue()


def packed_as_chinese_windows_does(name: str, content: bytes, encoding: str = "gb18030") -> bytes:
    """The name in the system's own encoding and no sign of it: the flag is off."""
    placeholder = "x" * len(name.encode(encoding))
    return packed({placeholder: content}).replace(placeholder.encode(), name.encode(encoding))


def with_flag(data: bytes, bit: int) -> bytes:
    """The same archive with a flag bit set in every header."""
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := data.find(signature, start)) >= 0:
            place = start + offset
            data = data[:place] + bytes([data[place] | bit]) + data[place + 1 :]
            start += 4
    return data


def outcome(data: bytes) -> list[tuple[str, bytes] | tuple[str, str]]:
    return [
        (item.name, item.sentence) if isinstance(item, SkippedMember) else item for item in members("材料.zip", data)
    ]


def sentences(data: bytes) -> list[str]:
    return [item.sentence for item in members("材料.zip", data) if isinstance(item, SkippedMember)]


def test_documents_come_out_with_their_path_and_bytes() -> None:
    assert outcome(packed({"二月/简报.txt": b"1", "总结.docx": b"2"})) == [("二月/简报.txt", b"1"), ("总结.docx", b"2")]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_without_a_flag_are_read_in_the_encoding_they_have(encoding: str) -> None:
    data = packed_as_chinese_windows_does("汨罗市简报（第2期）.txt", b"1", encoding)
    assert outcome(data) == [("汨罗市简报（第2期）.txt", b"1")]


def test_back_slashes_part_folders() -> None:
    assert outcome(packed_as_chinese_windows_does("二月\\简报.txt", b"1")) == [("二月/简报.txt", b"1")]


def test_what_systems_leave_behind_is_left_out_in_silence() -> None:
    left = {
        "__MACOSX/._甲.txt": b"",
        ".DS_Store": b"",
        "a/.git/config": b"",
        "Thumbs.db": b"",
        "~$甲.docx": b"",
        "空/": b"",
    }
    assert outcome(packed({**left, "甲.txt": b"1"})) == [("甲.txt", b"1")]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        pytest.param("../../etc/甲.txt", "的路径指向压缩包以外", id="above"),
        pytest.param("a/../../甲.txt", "的路径指向压缩包以外", id="above, within"),
        pytest.param("..\\..\\甲.txt", "的路径指向压缩包以外", id="above, with back slashes"),
        pytest.param("/etc/甲.txt", "的路径指向压缩包以外", id="absolute"),
        pytest.param("C:\\甲.txt", "的路径指向压缩包以外", id="a drive"),
        pytest.param("con.txt", "用了系统保留的设备名", id="device"),
        pytest.param("a/LPT1", "用了系统保留的设备名", id="device in a folder"),
        pytest.param("NUL .txt", None, id="not quite a device"),
        pytest.param("甲\x1b[2J.txt", "文件名含有控制字符", id="control"),
        pytest.param("甲\u202etxt.exe", "文件名含有控制字符", id="direction mark"),
        pytest.param("长" * 300 + ".txt", "的文件名超过 255 个字", id="300 characters"),
        pytest.param("甲.rar", "是其他格式的压缩包，请解压后再导入", id="rar"),
    ],
)
def test_a_hostile_name_is_skipped_and_the_rest_is_read(name: str, reason: str | None) -> None:
    skipped = outcome(packed({name: b"x", "好.txt": b"1"}))
    assert skipped[-1] == ("好.txt", b"1")
    if reason is None:
        assert skipped[0] == (name, b"x")
        return
    shown, sentence = skipped[0]
    assert sentence == f"“材料.zip”里的“{shown}”{reason}，已跳过。"
    assert len(shown) <= 61
    assert not set("\x1b\u202e") & set(str(sentence))


def test_a_name_cut_by_a_nul_is_skipped() -> None:
    data = packed({"aXb.txt": b"1"}).replace(b"aXb.txt", b"a\x00b.txt")
    assert ["控制字符" in sentence or "已损坏" in sentence for sentence in sentences(data)] == [True]


def test_links_are_skipped() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        link = zipfile.ZipInfo("链接.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert sentences(stream.getvalue()) == ["“材料.zip”里的“链接.txt”是链接或特殊文件，已跳过。"]


def test_the_same_name_twice_is_read_once() -> None:
    first, second = outcome(packed({"甲.txt": b"1", "乙.txt": b"2"}).replace("乙.txt".encode(), "甲.txt".encode()))
    assert first == ("甲.txt", b"1")
    assert second == ("甲.txt", "“材料.zip”里的“甲.txt”与前面的文件同名，已跳过。")


def test_an_archive_inside_is_opened_once_and_no_deeper() -> None:
    inmost = packed({"丙.txt": b"3"})
    inner = packed({"乙.txt": b"2", "更内.zip": inmost})
    assert outcome(packed({"甲.txt": b"1", "内.zip": inner})) == [
        ("甲.txt", b"1"),
        ("内.zip/乙.txt", b"2"),
        ("内.zip/更内.zip", "“内.zip/更内.zip”是压缩包里的压缩包里的压缩包，已跳过，请解压后再导入。"),
    ]


def test_a_broken_archive_inside_is_one_sentence() -> None:
    assert sentences(packed({"内.zip": b"PK\x03\x04", "甲.txt": b"1"})) == [
        "“内.zip”不完整或已损坏（压缩包打不开），请重新下载或用原软件另存后再导入。"
    ]


def test_a_bomb_is_skipped_and_the_rest_is_read() -> None:
    bomb, good = outcome(packed({"炸弹.txt": b"0" * 20_000_000, "好.txt": b"1"}))
    assert bomb == ("炸弹.txt", "“材料.zip”里的“炸弹.txt”展开后超过原来的 100 倍，疑为压缩炸弹，已跳过。")
    assert good == ("好.txt", b"1")


def test_archives_inside_share_one_limit() -> None:
    page = random.Random(3).randbytes(2_000) + bytes(98_000)
    inner = packed({"大.txt": page * 600})  # 60 MB at a ratio within the limit
    data = packed({f"{number}.zip": inner for number in range(4)}, method=zipfile.ZIP_STORED)
    assert [len(item[1]) if isinstance(item, tuple) else item.sentence for item in members("材料.zip", data)] == [
        *[60_000_000] * 3,
        "“3.zip/大.txt”展开后使总量超过 200 MB 的上限，请分批导入。",
    ]


def test_too_many_members_are_refused_as_a_whole() -> None:
    with pytest.raises(UnreadableFile, match="超过 2000 个，请分成几个压缩包"):
        list(members("材料.zip", packed({f"{number}.txt": b"" for number in range(2001)})))


def test_an_encrypted_archive_is_one_sentence() -> None:
    with pytest.raises(UnreadableFile, match="”设有打开密码，无法读取，请解压后导入"):
        list(members("材料.zip", with_flag(packed({"甲.txt": b"1"}), 1)))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"PK\x03\x04", id="only a signature"),
        pytest.param(packed({"甲.txt": b"1" * 500})[:-30], id="truncated"),
        pytest.param(b"", id="empty"),
    ],
)
def test_a_broken_archive_is_one_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="不完整或已损坏"):
        list(members("材料.zip", data))


def test_a_member_that_is_damaged_is_skipped() -> None:
    data = packed({"甲.txt": b"abcdefgh", "乙.txt": b"1"}, method=zipfile.ZIP_STORED).replace(b"abcdefgh", b"abcdXfgh")
    assert outcome(data) == [
        ("甲.txt", "“甲.txt”不完整或已损坏（压缩包打不开），请重新下载或用原软件另存后再导入。"),
        ("乙.txt", b"1"),
    ]
