"""Take the documents out of a .zip: names in any Chinese encoding, and a sentence for each member that is left out."""

import re
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.errors import UnreadableFile
from corpus.readers.archive_limits import LARGEST_EXPANDED, LARGEST_RATIO, RATIO_FROM, Archive, open_archive

MOST_MEMBERS = 2000
_LONGEST_NAME = 255
_LONGEST_TOLD_NAME = 60
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]")
# Halves of a character; \udc80 to \udcff stand for bytes that are not UTF-8.
_NO_CHARACTER = re.compile(r"[\ud800-\udc7f\udd00-\udfff]")
_ABSOLUTE = re.compile(r"/|[A-Za-z]:")
# Names that Windows gives to devices, whatever their suffix.
_DEVICE = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_LEFT_BY_SYSTEMS = frozenset({"__macosx", "thumbs.db", "desktop.ini"})
_OTHER_ARCHIVES = (".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz")


@dataclass(frozen=True, slots=True)
class SkippedMember:
    """A member that was left out, and the sentence that says why; the name is safe to show."""

    name: str
    sentence: str


@dataclass(slots=True)
class _Budget:
    """What one upload may still cost, archives inside it included."""

    members: int = MOST_MEMBERS
    expanded: int = LARGEST_EXPANDED


def members(name: str, data: bytes) -> Iterator[tuple[str, bytes] | SkippedMember]:
    """
    The documents of a zip as (path inside it, bytes), one at a time, and what was left out; an archive inside is opened once.

    Raises `UnreadableFile` when the archive as a whole is broken, locked, or beyond the limits.
    """
    yield from _members(name, data, prefix="", budget=_Budget())


def _members(name: str, data: bytes, *, prefix: str, budget: _Budget) -> Iterator[tuple[str, bytes] | SkippedMember]:
    with open_archive(name, data) as archive:
        listed = archive.infolist()
        if len(listed) > budget.members:
            raise UnreadableFile(f"“{name}”里的文件超过 {MOST_MEMBERS} 个，请分成几个压缩包后再导入。")
        budget.members -= len(listed)
        if listed and all(info.flag_bits & _ENCRYPTED for info in listed):
            raise UnreadableFile(f"“{name}”设有打开密码，无法读取，请解压后导入其中的文件。")
        seen: set[str] = set()
        for info in listed:
            path = _decoded_name(info)
            if _is_left_by_a_system(path):
                continue
            shown = prefix + _showable(path)
            reason = _objection(info, path) or ("与前面的文件同名" if path.lower() in seen else None)
            seen.add(path.lower())
            if reason:
                yield SkippedMember(shown, f"“{name}”里的“{_showable(path)}”{reason}，已跳过。")
            else:
                yield from _opened(archive, info, prefix + path, nested=bool(prefix), budget=budget)


def _opened(
    archive: Archive, info: zipfile.ZipInfo, path: str, *, nested: bool, budget: _Budget
) -> Iterator[tuple[str, bytes] | SkippedMember]:
    """The member's bytes, or, for an archive in the archive, its members."""
    try:
        if info.file_size > budget.expanded:
            raise UnreadableFile(f"“{path}”展开后使总量超过 {LARGEST_EXPANDED / 1e6:.0f} MB 的上限，请分批导入。")
        content = archive.read(info)
        budget.expanded -= len(content)
        if not path.lower().endswith(".zip"):
            yield path, content
        elif nested:
            yield SkippedMember(path, f"“{path}”是压缩包里的压缩包里的压缩包，已跳过，请解压后再导入。")
        else:
            yield from _members(path, content, prefix=f"{path}/", budget=budget)
    except UnreadableFile as error:
        # Archive speaks of the whole file; what is broken is this member.
        yield SkippedMember(path, str(error).replace(f"“{archive.name}”", f"“{path}”", 1))


def _decoded_name(info: zipfile.ZipInfo) -> str:
    r"""The member's path with / between its parts; Chinese Windows writes GBK without saying so, and sometimes \."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8_NAME:
        for encoding in ("utf-8", "gb18030"):
            try:
                name = info.orig_filename.encode("cp437").decode(encoding)
                break
            except UnicodeError:
                continue
    return name.replace("\\", "/")


def _is_left_by_a_system(path: str) -> bool:
    """Hidden files, Finder's and Explorer's own, and the lock files of an open Word."""
    parts = [part for part in path.split("/") if part not in ("", ".", "..")]
    return not parts or any(part.startswith((".", "~$")) or part.lower() in _LEFT_BY_SYSTEMS for part in parts)


def _objection(info: zipfile.ZipInfo, path: str) -> str | None:
    """Why the member is not taken, or None."""
    parts = path.split("/")
    if _CONTROL.search(path):
        return "文件名含有控制字符"
    if _ABSOLUTE.match(path) or ".." in parts:
        return "的路径指向压缩包以外"
    if any(_DEVICE.fullmatch(part.rstrip(" .")) for part in parts):
        return "用了系统保留的设备名"
    if len(path) > _LONGEST_NAME:
        return f"的文件名超过 {_LONGEST_NAME} 个字"
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind and not stat.S_ISREG(kind):
        return "是链接或特殊文件"
    if info.flag_bits & _ENCRYPTED:
        return "设有打开密码"
    if path.lower().endswith(_OTHER_ARCHIVES):
        return "是其他格式的压缩包，请解压后再导入"
    if info.file_size > RATIO_FROM and info.file_size > LARGEST_RATIO * max(info.compress_size, 1):
        return f"展开后超过原来的 {LARGEST_RATIO} 倍，疑为压缩炸弹"
    return None


def plain_name(name: str) -> str:
    """A file's name as it may be shown: no control or direction characters; bytes that are not UTF-8 are taken as GB18030."""
    plain = _NO_CHARACTER.sub("", name)
    try:
        plain.encode()
    except UnicodeEncodeError:
        plain = plain.encode(errors="surrogateescape").decode("gb18030", "replace")
    plain = _CONTROL.sub("", plain)
    return plain if plain == name or plain.partition(".")[0] else f"未命名{plain}"


def _showable(path: str) -> str:
    plain = _CONTROL.sub("�", path)
    return plain if len(plain) <= _LONGEST_TOLD_NAME else f"{plain[:_LONGEST_TOLD_NAME]}…"
