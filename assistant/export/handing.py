"""What is handed over, in every form it can take, and the file it is written to."""

import errno
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import TypeVar

from assistant.answer import Answer
from assistant.export.markdown import write_markdown
from assistant.export.paper import Paper
from assistant.export.papers import BEST_FIRST, answer_paper, cards_paper, search_paper
from assistant.export.sheets import Sheet, answer_sheets, cards_sheets, search_sheets
from assistant.export.word import write_docx
from assistant.export.workbook import write_xlsx
from assistant.practice import Card
from corpus.errors import BulletinError
from index.hits import Hit

Thing = TypeVar("Thing")
SUFFIXES = (".docx", ".xlsx", ".md")


@dataclass(frozen=True, slots=True)
class Handout:
    """The same matter twice: to be read (`paper`) and to be reckoned with (`sheets`)."""

    paper: Paper
    sheets: tuple[Sheet, ...]


def answer_handout(answer: Answer) -> Handout:
    """An answer to hand over."""
    return Handout(answer_paper(answer), answer_sheets(answer))


def search_handout(query: str, hits: Sequence[Hit], *, order: str = BEST_FIRST) -> Handout:
    """A list of hits to hand over, with the words they were found for and how they stand."""
    return Handout(search_paper(query, hits, order=order), search_sheets(hits))


def cards_handout(description: str, cards: Sequence[Card]) -> Handout:
    """Precedents to hand over, with the description they were found for."""
    return Handout(cards_paper(description, cards), cards_sheets(cards))


def picked(things: Sequence[Thing], numbers: Sequence[int] | None, *, before: int = 0) -> list[Thing]:
    """Those with these numbers, as they were shown: counted on from `before`; all where no numbers are given."""
    if not numbers:
        return list(things)
    shown = range(before + 1, before + len(things) + 1)
    if beyond := [number for number in numbers if number not in shown]:
        there = f"这里列出的是第 {shown[0]}—{shown[-1]} 条" if shown else "这里一条也没有"
        raise BulletinError(f"没有第 {beyond[0]} 条，{there}，请核对 --pick。")
    return [thing for number, thing in zip(shown, things, strict=True) if number in numbers]


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
    try:
        _replace(Path(os.path.realpath(path)), data)
    except (OSError, ValueError) as error:  # ValueError: a name with a zero character
        raise BulletinError(f"无法写入“{path}”：{_reason(error, path)}") from error


def _replace(target: Path, data: bytes) -> None:
    """Write beside the target, then take its place in one step; what cannot be finished is removed."""
    unfinished = target.with_name(f".{token_hex(8)}.part")
    try:
        with unfinished.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    except OSError:
        with suppress(OSError):
            unfinished.unlink()
        raise


def _reason(error: OSError | ValueError, path: Path) -> str:
    code = error.errno if isinstance(error, OSError) else None
    if code == errno.ENAMETOOLONG:
        return "文件名太长，请缩短它。"
    if code == errno.ENOSPC:
        return "磁盘空间不足，请腾出空间或换一个位置。"
    if isinstance(error, PermissionError) or code == errno.EROFS:
        return "没有写入权限，或文件正被其他程序打开，请关闭它或换一个位置。"
    if isinstance(error, OSError) and not path.parent.is_dir():
        return f"文件夹“{path.parent}”不存在，请先建立它或换一个位置。"
    if isinstance(error, OSError) and path.is_dir():
        return "这是一个文件夹，请写明文件名。"
    return "请检查文件名和磁盘，或换一个位置。"
