"""Read .doc, .wps and .rtf files by having LibreOffice turn them into .docx."""

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from corpus.bulletin import RawDocument, Source
from corpus.errors import UnreadableFile
from corpus.readers.word import read_docx
from corpus.readers.word_package import refuse_encrypted

CONVERSION_SECONDS = 60
_RTF = b"{\\rtf"


def read_legacy(name: str, data: bytes, *, office: str = "soffice") -> RawDocument:
    """A .doc, .wps or .rtf through LibreOffice, whose program is `office`; raises `UnreadableFile`."""
    refuse_encrypted(name, data)
    program = shutil.which(office)
    if program is None:
        raise UnreadableFile(
            f"“{name}”是旧版文档（.doc/.wps/.rtf），读取它需要 LibreOffice，请安装 libreoffice-writer，或用 Word、WPS 另存为 .docx 后再导入。"
        )
    rtf = data.startswith(_RTF)
    kind = "rtf" if rtf else "wps" if name.lower().endswith(".wps") else "doc"
    read = read_docx(name, _converted(name, data, program, rtf=rtf))
    source = Source(name=name, sha256=hashlib.sha256(data).hexdigest(), format=kind, size=len(data))
    return replace(read, source=source)


def _converted(name: str, data: bytes, program: str, *, rtf: bool) -> bytes:
    """The bytes of the .docx that LibreOffice makes, in a folder and with a profile of its own."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        profile = folder / "profile"
        original = folder / ("original.rtf" if rtf else "original.doc")  # wps is detected by content
        original.write_bytes(data)
        command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nodefault"]
        command += ["--convert-to", "docx", "--outdir", str(folder / "converted"), str(original)]
        with subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process:
            try:
                process.wait(CONVERSION_SECONDS)
            except subprocess.TimeoutExpired:
                raise UnreadableFile(
                    f"LibreOffice 转换“{name}”超过了 {CONVERSION_SECONDS} 秒，请用 Word、WPS 另存为 .docx 后再导入。"
                ) from None
            finally:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)
        result = folder / "converted" / "original.docx"
        if not result.is_file():
            raise UnreadableFile(
                f"LibreOffice 没能打开“{name}”，文件可能已损坏或设有密码，请用 Word、WPS 另存为 .docx 后再导入。"
            )
        return result.read_bytes()
