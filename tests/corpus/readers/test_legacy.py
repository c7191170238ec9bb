"""An old file is read as LibreOffice turns it into a new one, or says why it is not."""

import shutil
import subprocess
from pathlib import Path

import pytest

from corpus.errors import UnreadableFile
from corpus.readers.legacy import read_legacy
from corpus.readers.word import read_docx
from tests.corpus.readers.word_files import bulletin, encrypted, made

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")


@needs_office
@pytest.mark.parametrize(("kind", "name"), [("doc", "通报.doc"), ("doc", "通报.wps"), ("rtf", "通报.rtf")])
def test_old_formats_are_read_through_libreoffice(tmp_path: Path, kind: str, name: str) -> None:
    original = tmp_path / "通报.docx"
    original.write_bytes(made(bulletin))
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind, "--outdir", tmp_path]
    subprocess.run([*command, original], check=True, capture_output=True, timeout=120)
    read = read_legacy(name, (tmp_path / f"通报.{kind}").read_bytes())
    assert read.source.format == name.rsplit(".")[-1]
    assert [line.text for line in read.lines if line.text] == [
        line.text for line in read_docx("通报.docx", original.read_bytes()).lines
    ]


@needs_office
def test_an_old_file_that_is_broken_says_so() -> None:
    with pytest.raises(UnreadableFile, match=r"LibreOffice 没能打开“通报\.doc”"):
        read_legacy("通报.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000))


def test_without_libreoffice_the_sentence_says_what_to_install() -> None:
    with pytest.raises(UnreadableFile, match="请安装 libreoffice-writer，或用 Word、WPS 另存为"):
        read_legacy("通报.wps", b"\xd0\xcf\x11\xe0" + bytes(2000), office="no-such-office")


def test_an_encrypted_old_file_says_so() -> None:
    with pytest.raises(UnreadableFile, match="设有打开密码"):
        read_legacy("通报.doc", encrypted())
