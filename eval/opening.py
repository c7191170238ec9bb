"""Read a set of cases, and open the library that they are measured on."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import Progress

from assistant.settings import Settings
from eval.cases import Case, read_cases
from eval.libraries import LIBRARIES, files_for, home_for, library_for, named_files, require_cited
from eval.policies import read_policies, write_passages
from index.hits import Encoder, Reranker
from index.library import Library, open_library
from index.reranking import load_reranker

_MOST_NAMES = 8  # of the documents, told before a run


def read_set(path: Path) -> tuple[tuple[Case, ...], list[Path] | None]:
    """The cases of a file; or those of a folder of policies, with the files that their passages are written to."""
    if not path.is_dir():
        return read_cases(path), None
    policies = read_policies(path)
    return policies.cases, list(write_passages(policies.passages, LIBRARIES / "policies"))


@contextmanager
def opened_library(
    path: Path, cases: Sequence[Case], *, home: Path | None, documents: list[Path] | None, encoder: Encoder
) -> Iterator[Library]:
    """The library to evaluate on, checked to hold what the cases cite; tells which documents it holds."""
    folder = Settings().reranker
    reranker = load_reranker(folder) if folder else None
    if home is not None:
        opened = open_library(home, encoder, create=False, reranker=reranker)
    else:
        files = named_files(documents) if documents else files_for(path, cases)
        home = home_for(files, encoder)
        opened = _ingested(files, encoder, home=home, reranker=reranker)
    with opened as library:
        require_cited(library, cases)
        names = [document.name for document in library.documents()]
        more = "等" if len(names) > _MOST_NAMES else ""
        typer.echo(f"资料库 {home}\n文件 {len(names)} 份：{'、'.join(names[:_MOST_NAMES])}{more}")
        yield library


def _ingested(files: Sequence[Path], encoder: Encoder, *, home: Path, reranker: Reranker | None) -> Library:
    """The open library of the files, with a progress bar while they are read."""
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("入库", total=len(files))

        def shown(_path: Path, _done: int, total: int) -> None:
            if total == 0:  # a file begins
                progress.advance(task)

        return library_for(files, encoder, home=home, progress=shown, reranker=reranker)
