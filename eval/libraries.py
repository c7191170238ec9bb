"""Find the documents that the cases cite, and keep an evaluation library of them."""

import hashlib
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from eval.cases import Case, CaseError, cited_documents
from index.hits import Encoder, Reranker
from index.ingest import Progress, files_in, ingest
from index.library import Library, open_library

PROJECT = Path(__file__).resolve().parent.parent
SAMPLES = PROJECT / "corpus" / "samples"
LIBRARIES = PROJECT / "eval" / ".libraries"
MODELS = LIBRARIES / "models"  # the encoder as exported for onnxruntime: what users run is what is measured
SUFFIXES = frozenset({".txt", ".md"})
INGESTING = ("corpus", "index")  # the code that turns a file into rows


def named_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files that were named and the readable ones under the folders that were named, sorted."""
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise CaseError(f"找不到 {'、'.join(missing)}，请检查路径。")
    return tuple(sorted({file for path in paths for file in files_in(path)}))


def files_for(cases_path: Path, cases: Sequence[Case], *, samples: Path = SAMPLES) -> tuple[Path, ...]:
    """
    The readable files, sorted, of the folders in which the documents that the cases cite are found.

    Folders are tried in this order, by file stem: `samples`, the case file's own folder, its parent, the parent's
    sub-folders. A found folder is taken whole, because an answer must be found among other documents. Raises CaseError
    naming what is nowhere.
    """
    shelves = _shelves(cases_path, samples=samples)
    chosen: set[Path] = set()
    for name in cited_documents(cases):
        place = next((place for place, files in shelves.items() if any(file.stem == name for file in files)), None)
        if place is None:
            raise CaseError(f"题目引用的文件“{name}”找不到，请把它放到评测题文件旁边，或用 --documents 指定。")
        chosen.add(place)
    return tuple(sorted(file for place in chosen for file in shelves[place]))


def document_files(
    path: Path, names: Iterable[str], *, documents: Sequence[Path] | None = None, samples: Path = SAMPLES
) -> dict[str, Path]:
    """
    The file of each named document, by its stem: among the given `documents`, else where `files_for` looks.

    Raises CaseError naming the document that is nowhere; `path` is the file of labels that names them.
    """
    shelves = [named_files(documents)] if documents else _shelves(path, samples=samples).values()
    files: dict[str, Path] = {}
    for shelf in shelves:
        for file in shelf:
            files.setdefault(file.stem, file)
    chosen: dict[str, Path] = {}
    for name in dict.fromkeys(names):
        if name not in files:
            raise CaseError(f"{path} 标注的文件“{name}”找不到，请把它放到标注文件旁边，或用 --documents 指定。")
        chosen[name] = files[name]
    return chosen


def _shelves(cases_path: Path, *, samples: Path) -> dict[Path, tuple[Path, ...]]:
    """The documents of each folder that is searched, in the order of the search."""
    home = cases_path.resolve().parent
    neighbours = sorted(folder for folder in home.parent.iterdir() if folder.is_dir())
    places = dict.fromkeys([samples, home, home.parent, *neighbours])
    return {place: readable(place) for place in places if place.is_dir() and os.access(place, os.R_OK | os.X_OK)}


def library_for(
    files: Sequence[Path],
    encoder: Encoder,
    *,
    home: Path,
    progress: Progress | None = None,
    reranker: Reranker | None = None,
) -> Library:
    """
    The open library of these files at `home`, made when it is not there; ingesting again changes nothing.

    `progress` is that of `ingest`.
    """
    if not files:
        raise CaseError("没有可以入库的文件，请用 --documents 指定文件或文件夹。")
    library = open_library(home, encoder, reranker=reranker)
    try:
        failed = [outcome for outcome in ingest(library, files, progress=progress) if outcome.status == "failed"]
        if failed:
            raise CaseError(f"评测用的文件没有全部入库：{'；'.join(outcome.sentence for outcome in failed)}")
    except BaseException:
        library.close()
        raise
    return library


def require_cited(library: Library, cases: Iterable[Case]) -> None:
    """Raises CaseError naming the documents that are cited but not in the library."""
    present = {document.name for document in library.documents()}
    missing = [name for name in cited_documents(cases) if name not in present]
    if missing:
        raise CaseError(f"资料库里没有题目引用的文件：{'、'.join(missing)}，请先入库，或用 --documents 指定。")


def readable(folder: Path) -> tuple[Path, ...]:
    """The documents of a folder, sorted; a README.md is not one."""
    files = (file for file in folder.iterdir() if file.is_file() and file.suffix.lower() in SUFFIXES)
    return tuple(sorted(file for file in files if file.name.lower() != "readme.md"))


def home_for(files: Iterable[Path], encoder: Encoder, *, root: Path = LIBRARIES) -> Path:
    """
    Where the library of these files is kept: `root` and twelve digits of the files, the encoder and the ingesting code.

    The code counts because ingesting the same bytes again does nothing: without it a better parser would be
    measured on the rows of the old one.
    """
    parts = [*sorted(digest(file.read_bytes()) for file in files), encoder.name, code_digest(INGESTING)]
    return root / digest("\n".join(parts).encode())[:12]


def code_digest(packages: Iterable[str]) -> str:
    """The digest of the code and word lists of the packages, samples aside."""
    files = (file for package in packages for file in (PROJECT / package).rglob("*") if file.suffix in {".py", ".toml"})
    return digest(b"\n".join(digest(file.read_bytes()).encode() for file in sorted(files)))


def digest(content: bytes) -> str:
    """The sha256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
