"""Files -> library: atomic for each file, idempotent, one outcome a file; a bad file never stops the others."""

import contextlib
import hashlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from corpus.bulletin import Bulletin, Masthead
from corpus.errors import LibraryError, UnreadableFile
from corpus.readers import READABLE_SUFFIXES, content_of, is_archive, read_bytes
from corpus.readers.archive import SkippedMember, members, plain_name
from corpus.reading import bulletin_of
from index.hits import Document
from index.library import Library
from index.mending import entries, vector_pieces
from index.pieces import Piece, pieces
from index.store import text_hash

# Vectors are kept after each batch, so that an import cut short goes on where it stopped.
_BATCH = 64
# So many of a document's vectors are looked for before it goes live.
_PROBES = 16

Status = Literal["added", "replaced", "unchanged", "failed"]
Progress = Callable[[Path, int, int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file; `embedded` counts the texts that had to be encoded, `sentence` tells it to the user."""

    path: Path
    status: Status
    sentence: str
    paragraphs: int = 0
    embedded: int = 0
    seconds: float = 0.0


def ingest(library: Library, paths: Sequence[Path], *, progress: Progress | None = None) -> list[Outcome]:
    """
    Read files and folders into the library, in the order given and by name within a folder.

    `progress(path, done, total)` is called when a file begins to be read (total 0) and as its texts are encoded.
    Raises `LibraryBusy` when another process owns the library, `LibraryError` when the disk refuses.
    """
    library.require_ownership()
    outcomes: list[Outcome] = []
    for given in paths:
        found = list(_listed(given))
        if not found:
            suffixes = "、".join(sorted(READABLE_SUFFIXES))
            sentence = f"文件夹“{plain_name(str(given))}”里没有可读取的文件（目前支持 {suffixes}）。"
            outcomes.append(Outcome(given, "failed", sentence))
        for path, objection in found:
            if objection:
                outcomes.append(Outcome(path, "failed", f"“{plain_name(path.name)}”{objection}"))
            else:
                outcomes += _ingest_path(library, path, progress)
    return outcomes


def _ingest_path(library: Library, path: Path, progress: Progress | None) -> list[Outcome]:
    """One file, or every document of a zip: each is an outcome of its own."""
    try:
        data = content_of(path)
        if not is_archive(data):
            return [_timed(library, path, data, progress)]
        outcomes = [
            Outcome(path, "failed", member.sentence)
            if isinstance(member, SkippedMember)
            else _timed(library, path / member[0], member[1], progress)
            for member in members(plain_name(path.name), data)
        ]
        nothing = f"“{plain_name(path.name)}”里没有可读取的文件，请核对压缩包。"
        return outcomes or [Outcome(path, "failed", nothing)]
    except UnreadableFile as error:
        return [Outcome(path, "failed", str(error))]


def _timed(library: Library, path: Path, data: bytes, progress: Progress | None) -> Outcome:
    start = time.perf_counter()
    try:
        with library.writing:
            outcome = _ingest_file(library, path, data, progress)
    except UnreadableFile as error:
        outcome = Outcome(path, "failed", str(error))
    return replace(outcome, seconds=time.perf_counter() - start)


def files_in(given: Path) -> list[Path]:
    """The file itself, or the readable files of a folder: hidden ones, READMEs and links out of it are left alone."""
    return [path for path, objection in _listed(given) if not objection]


def _listed(given: Path) -> Iterator[tuple[Path, str]]:
    """What an import of `given` comes upon, and why it is left out, or an empty string."""
    if not _is_folder(given):
        yield given, ""
        return
    root = given.resolve()
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            if (Path(folder) / name).is_symlink():
                yield Path(folder) / name, "是指向别处的文件夹链接，已跳过，请直接导入它所指的文件夹。"
        for name in sorted(names):
            path = Path(folder) / name
            if (
                name.startswith((".", "~$"))
                or path.stem.upper() == "README"
                or path.suffix.lower() not in READABLE_SUFFIXES
            ):
                continue
            yield path, "" if _stays_in(root, path) else "是指向文件夹以外的链接，已跳过，请直接导入它所指的文件。"


def _is_folder(given: Path) -> bool:
    try:
        return given.is_dir()
    except OSError:  # a name too long: reading it tells
        return False


def _stays_in(root: Path, path: Path) -> bool:
    try:
        return path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):  # links in a circle: reading it tells
        return True


def _ingest_file(library: Library, path: Path, data: bytes, progress: Progress | None) -> Outcome:
    file_name = plain_name(path.name)
    # Before it is read: recognising a scan a second time would take minutes.
    if same := library.store.unchanged(hashlib.sha256(data).hexdigest()):
        known = "" if file_name == same.file_name else f"，内容与“{same.name}”完全相同"
        return Outcome(path, "unchanged", f"“{file_name}”已在资料库中{known}，未作改动。", same.paragraphs)
    if progress:
        progress(path, 0, 0)  # a long scan takes minutes before anything can be counted
    bulletin = bulletin_of(read_bytes(file_name, data))
    name, before = identify(library, bulletin)
    cut = pieces(bulletin)
    hashes, embedded = _embed(library, path, cut, progress)
    _keep_original(library, path, data, bulletin)
    _publish(library, bulletin, name, cut, hashes)
    body = sum(paragraph.role == "body" for paragraph in bulletin.paragraphs)
    verb = "已更新（旧版留作历史）" if before else "已导入"
    renamed = "" if name == bulletin.name else f"，因已有同名的另一份文件，存为“{name}”"
    doubts = "".join(f" 注意：{finding.sentence}" for finding in bulletin.findings if finding.severity == "警告")
    sentence = f"“{file_name}”{verb}：{body} 段正文，{len(bulletin.sections)} 个标题{renamed}。{doubts}"
    return Outcome(path, "replaced" if before else "added", sentence, len(bulletin.paragraphs), embedded)


def identify(library: Library, bulletin: Bulletin) -> tuple[str, Document | None]:
    """
    The name to store under, and the document that this one corrects.

    The same file name is the same document unless the masthead tells two issues apart: 专报第2期.txt of one county must
    not overwrite another's.
    """
    documents = library.documents()
    namesakes = sorted(
        (one for one in documents if Path(one.file_name).stem == bulletin.name), key=lambda one: one.name
    )
    for namesake in namesakes:
        if _same_issue(namesake.masthead, bulletin.masthead):
            return namesake.name, namesake
    taken = {document.name for document in documents}
    name, number = bulletin.name, 1
    while name in taken:
        number += 1
        name = f"{bulletin.name}（{number}）"
    return name, None


def _same_issue(one: Masthead, other: Masthead) -> bool:
    def told_apart(left: str | None, right: str | None) -> bool:
        return left is not None and right is not None and left != right

    return not (
        told_apart(one.region, other.region)
        or told_apart(one.issue, other.issue)
        or told_apart(one.number, other.number)
    )


def document_key(name: str) -> str:
    """The key of the document stored under that name: short, stable, safe in addresses."""
    return hashlib.sha256(name.encode()).hexdigest()[:12]


def _embed(library: Library, path: Path, cut: list[Piece], progress: Progress | None) -> tuple[list[bytes], int]:
    """The hash of every piece; those without a vector are encoded and kept. Returns the hashes and how many were."""
    hashes = [text_hash(library.encoder.name, piece.text) for piece in cut]
    texts = dict(zip(hashes, (piece.text for piece in cut), strict=True))
    missing = sorted(library.store.missing_vectors(hashes))
    for start in range(0, len(missing), _BATCH):
        batch = missing[start : start + _BATCH]
        library.store.keep_vectors(batch, library.encoder.encode([texts[digest] for digest in batch]))
        if progress:
            progress(path, min(start + _BATCH, len(missing)), len(missing))
    return hashes, len(missing)


def _keep_original(library: Library, path: Path, data: bytes, bulletin: Bulletin) -> None:
    """The file as received, by its hash; written aside and renamed, so that half a file is never there."""
    folder = library.home / "originals"
    suffix = path.suffix.lower()
    # A suffix of 200 characters would be no file name any more.
    target = folder / f"{bulletin.source.sha256}{suffix if suffix in READABLE_SUFFIXES else ''}"
    if target.exists():
        return
    draft = target.with_suffix(".part")
    try:
        folder.mkdir(exist_ok=True)
        draft.write_bytes(data)
        draft.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise LibraryError(
            f"“{plain_name(path.name)}”的原件无法存入资料库（{error.strerror or error}）；资料库仍是原来的内容。请检查磁盘空间和权限。"
        ) from error


def _publish(library: Library, bulletin: Bulletin, name: str, cut: list[Piece], hashes: list[bytes]) -> None:
    """Write a new generation everywhere, verify it, set the pointer, then take the old one out of the indexes."""
    store, chroma = library.store, library.require_ownership()
    full = library.full
    try:
        generation = store.write(bulletin, key=document_key(name), name=name, pieces=cut, hashes=hashes)
        draft = store.written(generation)
        searchable, vectors = entries(store, draft), vector_pieces(store, draft)
        full.add(generation, searchable)
        chroma.add(vectors)
        probes = vectors[:: max(1, len(vectors) // _PROBES)]
        complete = full.count(generation) == len(searchable) and chroma.count(generation) == len(cut)
        if not complete or not chroma.finds(probes):
            raise LibraryError(f"“{name}”写入索引后核对不符，未启用；资料库仍是原来的内容，请重试。")
        replaced = store.publish(generation)
        if replaced is not None:
            full.remove([replaced])
            chroma.remove([replaced])
    except BaseException:
        library.doubt()
        raise
