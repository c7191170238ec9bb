"""What is handed over, in every form it can take, and the file it is written to."""

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from assistant.answer import Answer
from assistant.export.markdown import write_markdown
from assistant.export.paper import Paper
from assistant.export.papers import answer_paper, cards_paper, search_paper
from assistant.export.sheets import Sheet, answer_sheets, cards_sheets, search_sheets
from assistant.export.word import write_docx
from assistant.export.workbook import write_xlsx
from assistant.practice import Card
from corpus.errors import BulletinError
from index.hits import Hit

SUFFIXES = (".docx", ".xlsx", ".md")


@dataclass(frozen=True, slots=True)
class Handout:
    """The same matter twice: to be read (`paper`) and to be reckoned with (`sheets`)."""

    paper: Paper
    sheets: tuple[Sheet, ...]


def answer_handout(answer: Answer) -> Handout:
    """An answer to hand over."""
    return Handout(answer_paper(answer), answer_sheets(answer))


def search_handout(query: str, hits: Sequence[Hit]) -> Handout:
    """A list of hits to hand over, with the words they were found for."""
    return Handout(search_paper(query, hits), search_sheets(hits))


def cards_handout(description: str, cards: Sequence[Card]) -> Handout:
    """Precedents to hand over, with the description they were found for."""
    return Handout(cards_paper(description, cards), cards_sheets(cards))


def rendered(handout: Handout, suffix: str) -> bytes:
    """The bytes of a file with that suffix, such as `.docx`; raises BulletinError for one that is not in `SUFFIXES`."""
    match suffix.lower():
        case ".docx":
            return write_docx(handout.paper)
        case ".xlsx":
            return write_xlsx(handout.paper.title, handout.sheets)
        case ".md":
            return write_markdown(handout.paper).encode()
        case _:
            named = f"“{suffix}”格式" if suffix else "没有后缀的文件"
            raise BulletinError(f"不能导出为{named}，请把文件名的后缀改为 {'、'.join(SUFFIXES)} 之一。")


def export(handout: Handout, path: Path) -> None:
    """
    Write the file that the suffix of `path` asks for; what was there before stays until the new one is whole.

    Raises BulletinError for an unknown suffix and for a place that cannot be written.
    """
    data = rendered(handout, path.suffix)
    target = Path(os.path.realpath(path))
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with unfinished.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink()
        raise BulletinError(f"无法写入“{path}”：{_reason(error, target)}") from error


def _reason(error: OSError, target: Path) -> str:
    if not target.parent.is_dir():
        return f"文件夹“{target.parent}”不存在，请先建立它或换一个位置。"
    if target.is_dir():
        return "这是一个文件夹，请写明文件名。"
    if isinstance(error, PermissionError):
        return "没有写入权限，或文件正被其他程序打开，请关闭它或换一个位置。"
    return f"{error.strerror or '原因不明'}，请检查磁盘空间和文件名，或换一个位置。"
