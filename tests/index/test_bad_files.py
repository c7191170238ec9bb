"""Bad files cost one sentence each: the library stays as it was, the good files beside them are read, nothing is written elsewhere."""

import hashlib
import io
import json
import os
import random
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest

from index.hits import RELEASES, Encoder, Filters
from index.ingest import ingest
from index.library import Library, open_library
from tests.corpus.readers.bulletin_files import FIGURE, as_docx, as_ofd, as_pdf, as_text, as_xlsx
from tests.corpus.readers.page_files import raw_pdf
from tests.corpus.readers.word_files import bomb, encrypted, zipped

LONGEST_SECONDS = 60
MOST_MEGABYTES = 1500
SECRET = "QZCANARY绝密"
EVERYTHING = Filters(clearance=RELEASES)

Make = Callable[[Path], object]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Deep enough for `../../` to stay under the test's own folder, where the test looks."""
    return tmp_path / "deep" / "deeper" / "library"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "deep" / "deeper" / "inbox"
    folder.mkdir(parents=True)
    (tmp_path / "canary.txt").write_text(SECRET, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path) -> Iterator[None]:
    """Work in a folder that the test looks at, so that a relative path written to is seen."""
    here = tmp_path / "deep" / "deeper" / "here"
    here.mkdir(parents=True)
    with chdir(here):
        yield


def packed(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members:
            info = zipfile.ZipInfo("placeholder")
            info.filename = name  # as it is: ZipInfo itself cuts a name at NUL
            archive.writestr(info, content, compress_type=method)
    return stream.getvalue()


def linked(name: str, content: bytes) -> bytes:
    """A zip with a symbolic link as Unix writes it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr = 0o120777 << 16
        archive.writestr(info, content)
    return stream.getvalue()


def sparse(path: Path, start: bytes, size: int) -> None:
    with path.open("wb") as file:
        file.write(start)
        file.truncate(size)


def with_part(package: bytes, part: str, start: str) -> bytes:
    """The package with `start` before the root of a part."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    before, mark, after = members[part].partition(b"?>")
    members[part] = before + mark + start.encode() + after if mark else start.encode() + before
    return zipped(dict(members))


def xxe(path: Path) -> str:
    canary = next(parent for parent in path.parents if (parent / "canary.txt").exists()) / "canary.txt"
    return f'<!DOCTYPE x [<!ENTITY e SYSTEM "{canary.as_uri()}">]>'


def docx_with_entity(path: Path) -> bytes:
    with zipfile.ZipFile(io.BytesIO(with_part(as_docx(), "word/document.xml", xxe(path)))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["word/document.xml"] = members["word/document.xml"].replace("增速".encode(), b"&e;")
    return zipped(dict(members))


def five_thousand_and_one_pages() -> bytes:
    kids = " ".join(f"{number} 0 R" for number in range(3, 5004))
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    return raw_pdf(["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count 5001/Kids[{kids}]>>", *[page] * 5001])


NESTED = packed(("内.zip", packed(("里.zip", packed(("深.txt", as_text()))))))
ZEROS = packed(("零.txt", bytes(150_000_000)))
UNSAFE = "里的 XML 带有文档类型声明（可能引用外部文件），为安全起见不予读取，请另存后再导入。"
BOMB = "展开后远大于文件本身（超过 200 MB 或 100 倍），疑为压缩炸弹，不予读取，请核对来源。"
NO_DOCUMENT = "的内容是程序，不是文件资料，请核对后导入 Word、PDF 或文本文件。"
LONG_NAME = "长" * 83 + "ab.txt"  # 255 bytes: the longest that a file system takes


def content(data: bytes | Callable[[Path], bytes]) -> Make:
    return lambda path: path.write_bytes(data if isinstance(data, bytes) else data(path))


# What it is -> the file's name, how it is made, its sentence.
BAD: dict[str, tuple[str, Make, str]] = {
    "zero bytes": ("空.docx", content(b""), "“空.docx”是空文件，没有可读的文字，请核对原件。"),
    "only blanks": ("白.txt", content(b"\xef\xbb\xbf \r\n\t" * 2000), "“白.txt”是空文件，没有可读的文字，请核对原件。"),
    "truncated docx": (
        "断.docx",
        lambda path: path.write_bytes(as_docx()[:-3000]),
        "“断.docx”不完整或已损坏（压缩包打不开），请重新下载或用原软件另存后再导入。",
    ),
    "truncated pdf": (
        "断.pdf",
        lambda path: path.write_bytes(as_pdf()[:-900]),
        "“断.pdf”不完整（PDF 没有结尾），可能没有下载完，请重新取得文件后再导入。",
    ),
    "encrypted pdf": (
        "锁.pdf",
        lambda path: path.write_bytes(as_pdf(password="试")),
        "“锁.pdf”有密码保护，请去掉密码另存后再导入。",
    ),
    "encrypted docx": (
        "锁.docx",
        content(encrypted()),
        "“锁.docx”设有打开密码，无法读取，请在 Word 中取消密码后再导入。",
    ),
    "bomb in a docx": ("炸.docx", lambda path: path.write_bytes(bomb()), f"“炸.docx”{BOMB}"),
    "entity in a docx": ("外.docx", content(docx_with_entity), f"“外.docx”{UNSAFE}"),
    "entity in an xlsx": (
        "外.xlsx",
        lambda path: path.write_bytes(with_part(as_xlsx(), "xl/worksheets/sheet1.xml", xxe(path))),
        f"“外.xlsx”{UNSAFE}",
    ),
    "entity in an ofd": (
        "外.ofd",
        lambda path: path.write_bytes(as_ofd(document_type=xxe(path))),
        f"“外.ofd”{UNSAFE}",
    ),
    "5001 pages": (
        "厚.pdf",
        lambda path: path.write_bytes(five_thousand_and_one_pages()),
        "“厚.pdf”超过 5000 页的上限，请拆分后再导入。",
    ),
    "a text of 210 MB": (
        "大.txt",
        lambda path: sparse(path, FIGURE.encode(), 210_000_000),
        "“大.txt”有 210 MB，超过 200 MB 的上限，请拆分后再导入。",
    ),
    "a text of 200 MB": (
        "大二.txt",
        lambda path: sparse(path, FIGURE.encode(), 200_000_000),
        "“大二.txt”是 200 MB 的文本，超过 10 MB 的上限，请拆分后再导入。",
    ),
    "lines without end": (
        "长.txt",
        content("增\n".encode() * 300_001),
        "“长.txt”有 300001 行，超过 300000 行的上限，请拆分后再导入。",
    ),
    "200 MB of nothing": (
        "洞.txt",
        lambda path: sparse(path, b"", 200_000_000),
        "“洞.txt”是空文件，没有可读的文字，请核对原件。",
    ),
    "a program": ("装.txt", content(b"MZ\x90\x00" + bytes(500)), f"“装.txt”{NO_DOCUMENT}"),
    "noise": (
        "噪.txt",
        content(random.Random(7).randbytes(5000)),
        "“噪.txt”不是文本文件，或编码无法识别（支持 UTF-8、GB18030/GBK、UTF-16），请用记事本另存为 UTF-8 后再导入。",
    ),
    "a zip that climbs out": (
        "爬.zip",
        content(packed(("../../x.txt", as_text()))),
        "“爬.zip”里的“../../x.txt”的路径指向压缩包以外，已跳过。",
    ),
    "a zip that climbs as Windows does": (
        "爬二.zip",
        content(packed(("..\\..\\x.txt", as_text()))),
        "“爬二.zip”里的“../../x.txt”的路径指向压缩包以外，已跳过。",
    ),
    "a zip with an absolute path": (
        "绝.zip",
        content(packed(("/tmp/bulletin-canary/x.txt", as_text()))),
        "“绝.zip”里的“/tmp/bulletin-canary/x.txt”的路径指向压缩包以外，已跳过。",
    ),
    "a zip with a drive": (
        "盘.zip",
        content(packed(("C:\\Windows\\x.txt", as_text()))),
        "“盘.zip”里的“C:/Windows/x.txt”的路径指向压缩包以外，已跳过。",
    ),
    "a zip with a link": (
        "链.zip",
        content(linked("x.txt", b"../../../canary.txt")),
        "“链.zip”里的“x.txt”是链接或特殊文件，已跳过。",
    ),
    "a zip of zips of zips": (
        "套.zip",
        content(NESTED),
        "“内.zip/里.zip”是压缩包里的压缩包里的压缩包，已跳过，请解压后再导入。",
    ),
    "a zip bomb": ("弹.zip", content(ZEROS), "“弹.zip”里的“零.txt”展开后超过原来的 100 倍，疑为压缩炸弹，已跳过。"),
    "a zip bomb of many": (
        "弹二.zip",
        lambda path: path.write_bytes(packed(*((f"{number}.txt", bytes(900_000)) for number in range(300)))),
        f"“弹二.zip”{BOMB}",
    ),
    "a zip bomb in a zip": (
        "弹三.zip",
        content(packed(("内.zip", ZEROS))),
        "“内.zip”里的“零.txt”展开后超过原来的 100 倍，疑为压缩炸弹，已跳过。",
    ),
    "a name of 300 characters": (
        "长.zip",
        content(packed(("长" * 300 + ".txt", as_text()))),
        f"“长.zip”里的“{'长' * 60}…”的文件名超过 255 个字，已跳过。",
    ),
    "control characters in a zip": (
        "控.zip",
        content(packed(("专\x1b[2J\n报.txt", as_text()))),
        "“控.zip”里的“专�[2J�报.txt”文件名含有控制字符，已跳过。",
    ),
    "a right-to-left mark in a zip": (
        "右.zip",
        content(packed(("专\u202etxt.报.exe", as_text()))),
        "“右.zip”里的“专�txt.报.exe”文件名含有控制字符，已跳过。",
    ),
    "a zip with nothing": ("无.zip", content(packed(("__MACOSX/x", b""))), "“无.zip”里没有可读取的文件，请核对压缩包。"),
    "a zip of no files": (
        "空.zip",
        content(packed()),
        "“空.zip”里没有可读取的文件，请核对压缩包。",
    ),
    "control characters": ("控\x1b[2J\n\x07制.txt", content(b"MZ\x90\x00"), f"“控[2J制.txt”{NO_DOCUMENT}"),
    "a right-to-left mark": ("右\u202egnp.txt", content(b"MZ\x90\x00"), f"“右gnp.txt”{NO_DOCUMENT}"),
    "a name in GBK": (
        os.fsdecode("旧名.txt".encode("gb18030")),
        content(b"MZ\x90\x00"),
        f"“旧名.txt”{NO_DOCUMENT}",
    ),
    "the longest name": (LONG_NAME, content(b"MZ\x90\x00"), f"“{LONG_NAME}”{NO_DOCUMENT}"),
    "a link in a circle": (
        "圈.txt",
        lambda path: path.symlink_to(path),
        "读取“{path}”时出错（链接绕成了圈），请检查磁盘或路径。",
    ),
    "a link to nowhere": (
        "断链.txt",
        lambda path: path.symlink_to(path.with_name("没有.txt")),
        "找不到“{path}”，请检查路径和文件名。",
    ),
    "a pipe": ("管.txt", lambda path: os.mkfifo(path), "“{path}”不是文件，请给出一个文件或文件夹。"),
}  # fmt: skip


def state(library: Library) -> dict[str, Any]:
    """All that an import could change: documents, answers, drafts, originals, and which files there are."""
    home = library.home
    return {
        "documents": library.documents(),
        "hits": library.search(f"{FIGURE} {SECRET}", filters=EVERYTHING, limit=100),
        "text hits": library.full_text("投资 零工 绝密", filters=EVERYTHING, limit=100),
        "unfinished": library.store.unfinished(),
        "counts": (library.full.counts(), library.require_ownership().counts()),
        "originals": {path.name: hashed(path) for path in (home / "originals").iterdir()},
        "drafts": sorted(path.name for path in home.rglob("*") if path.suffix in (".part", ".tmp")),
    }


def hashed(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def outside(folder: Path, *homes: Path) -> dict[str, str]:
    """Every file and link under the folder but outside the libraries."""
    return {
        str(path.relative_to(folder)): str(path.readlink()) if path.is_symlink() else hashed(path)
        for path in sorted(folder.rglob("*"))
        if not any(path.is_relative_to(home) for home in homes) and (path.is_symlink() or path.is_file())
    }


@pytest.fixture
def stocked(library: Library, write_bulletin: Callable[..., Path]) -> Library:
    """A library that holds one document."""
    (outcome,) = ingest(library, [write_bulletin("已有.txt", issue=1)])
    assert outcome.status == "added"
    return library


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_costs_one_sentence_and_the_library_stays_as_it_was(
    kind: str, stocked: Library, inbox: Path, tmp_path: Path
) -> None:
    name, make, sentence = BAD[kind]
    path = inbox / name
    make(path)
    before, around, start = state(stocked), outside(tmp_path, stocked.home), time.monotonic()
    outcomes = ingest(stocked, [path])
    assert time.monotonic() - start < LONGEST_SECONDS
    assert [(one.status, one.sentence) for one in outcomes] == [("failed", sentence.replace("{path}", str(path)))]
    assert (state(stocked), outside(tmp_path, stocked.home)) == (before, around)


INGEST = """
import json, re, resource, sys
from pathlib import Path
sys.path[:0] = [{root!r}, {tests!r}]
from conftest import HashedEncoder
from index.ingest import ingest
from index.library import open_library
with open_library(Path(sys.argv[1]), HashedEncoder()) as library:
    outcomes = ingest(library, [Path(sys.argv[2])])
# ru_maxrss of a process begins with that of the process which started it, here all of pytest; VmHWM is its own.
own = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]
peaks = [int(size) // 1024 for size in (own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)]
told = [[one.path.name, one.status, one.sentence, one.seconds] for one in outcomes]
print(json.dumps({{"peaks": peaks, "outcomes": told}}))
"""


def test_a_folder_of_all_bad_files_gives_its_good_ones_within_the_limits(
    stocked: Library, encoder: Encoder, inbox: Path, tmp_path: Path
) -> None:
    """In a process of its own, so that its memory and its temporary folder are its own as well."""
    before = state(stocked)
    stocked.close()
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for name, make, _ in BAD.values():
        make(inbox / name)
    good = {"0 先.txt": as_text(), "谎.pdf": as_ofd(), "龥 后.docx": as_docx()}
    for name, data in good.items():
        (inbox / name).write_bytes(data)
    (inbox / "出.txt").symlink_to(tmp_path / "canary.txt")
    (inbox / "出去").symlink_to(tmp_path)
    (inbox / "夹.txt").mkdir()
    around = outside(tmp_path, stocked.home)
    root = Path(__file__).parents[2]
    finished = subprocess.run(
        [sys.executable, "-c", INGEST.format(root=str(root), tests=str(root / "tests")), stocked.home, inbox],
        capture_output=True,
        check=True,
        timeout=600,
        env=os.environ | {"TMPDIR": str(temporary)},
    )
    told = json.loads(finished.stdout)
    expected = [(name, sentence.replace("{path}", str(inbox / name))) for name, _, sentence in BAD.values()]
    expected += [
        ("出.txt", "“出.txt”是指向文件夹以外的链接，已跳过，请直接导入它所指的文件。"),
        ("出去", "“出去”是指向别处的文件夹链接，已跳过，请直接导入它所指的文件夹。"),
    ]
    refused = [(name, sentence) for name, status, sentence, _ in told["outcomes"] if status == "failed"]
    assert sorted(refused) == sorted(expected)
    assert [(name, status) for name, status, _, _ in told["outcomes"] if status != "failed"] == [
        (name, "added") for name in good
    ]
    assert max(seconds for _, _, _, seconds in told["outcomes"]) < LONGEST_SECONDS
    assert max(told["peaks"]) < MOST_MEGABYTES, told["peaks"]
    assert (list(temporary.iterdir()), outside(tmp_path, stocked.home)) == ([], around)
    with open_library(stocked.home, encoder) as library:
        after = state(library)
        assert {one.name for one in library.documents()} == {"已有", "0 先", "谎", "龥 后"}
        assert (library.mended, after["unfinished"], after["drafts"]) == ([], [], [])
        added = {hashlib.sha256(data).hexdigest() for data in good.values()}
        assert {name.split(".")[0] for name in after["originals"].keys() - before["originals"].keys()} == added
        found = library.search(SECRET, filters=EVERYTHING, limit=100)
        assert [hit for hit in found if SECRET in hit.passage.paragraph.text] == []


def test_a_folder_that_is_called_a_text_is_a_folder(stocked: Library, inbox: Path) -> None:
    folder = inbox / "夹.txt"
    folder.mkdir()
    (outcome,) = ingest(stocked, [folder])
    assert outcome.sentence.startswith(f"文件夹“{folder}”里没有可读取的文件（目前支持 ")
    (folder / "专报.txt").write_bytes(as_text())
    assert [(one.path.name, one.status) for one in ingest(stocked, [inbox])] == [("专报.txt", "added")]


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("控\x1b[2J\n\x07制.txt", "控[2J制"),
        ("右\u202egnp.txt", "右gnp"),
        (os.fsdecode("旧名.txt".encode("gb18030")), "旧名"),
        (LONG_NAME, LONG_NAME[:-4]),
    ],
    ids=["control characters", "right-to-left mark", "GBK", "255 bytes"],
)
def test_a_good_file_under_a_hostile_name_is_stored_under_a_plain_one(
    name: str, stored: str, stocked: Library, inbox: Path
) -> None:
    (inbox / name).write_bytes(as_text())
    sentences = [one.sentence for _ in range(2) for one in ingest(stocked, [inbox])]
    assert sentences == [
        f"“{stored}.txt”已导入：3 段正文，2 个标题。",
        f"“{stored}.txt”已在资料库中，未作改动。",
    ]
    assert {one.name for one in stocked.documents()} == {"已有", stored}


def test_a_name_too_long_for_the_system_is_told(stocked: Library, inbox: Path) -> None:
    path = inbox / ("长" * 300 + ".txt")
    (outcome,) = ingest(stocked, [path])
    assert (outcome.status, outcome.sentence) == (
        "failed",
        f"读取“{path}”时出错（文件名过长），请检查磁盘或路径。",
    )


def test_the_good_members_of_a_bad_zip_are_in(stocked: Library, inbox: Path, tmp_path: Path) -> None:
    path = inbox / "混.zip"
    path.write_bytes(
        packed(
            ("../../x.txt", as_text()),
            ("一." + "b" * 200, as_text()),
            ("坏.pdf", b"%PDF-1.4"),
            ("内.zip", packed(("二.docx", as_docx()))),
        )
    )
    around = outside(tmp_path, stocked.home)
    assert [(one.path.name, one.status) for one in ingest(stocked, [path])] == [
        ("混.zip", "failed"),
        ("一." + "b" * 200, "added"),
        ("坏.pdf", "failed"),
        ("二.docx", "added"),
    ]
    assert {one.name for one in stocked.documents()} == {"已有", "一", "二"}
    assert (stocked.store.unfinished(), outside(tmp_path, stocked.home)) == ([], around)
