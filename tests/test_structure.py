"""The folders import in one direction, and each framework has its doors."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PERMITTED = {
    "corpus": {"corpus"},
    "index": {"index", "corpus"},
    "assistant": {"assistant", "index", "corpus"},
    "eval": {"eval", "assistant", "index", "corpus"},
    "app.py": {"assistant", "index", "corpus"},
}
OURS = {"corpus", "index", "assistant", "eval", "app", "tests", "conftest"}
DOORS = {
    "chromadb": ("index/vectors.py",),
    "tantivy": ("index/fulltext.py",),
    "sqlite3": ("index/database.py", "index/store.py"),
    "sentence_transformers": ("index/encoding.py", "index/reranking.py"),
    "torch": ("index/encoding.py",),
    "onnxruntime": ("index/encoding.py",),
    "gradio": ("assistant/page/", "assistant/service.py"),
    "docx": ("assistant/export/word.py",),
    "xlsxwriter": ("assistant/export/workbook.py",),
    "llama_index": ("index/vectors.py", "index/retriever.py", "eval/llamaindex.py"),
}


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """(module, whether it is a bare `import module`) of every import, wherever it stands in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, True) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module or "", False


def sources() -> list[Path]:
    return sorted(
        path for part in PERMITTED for path in ([ROOT / part] if part.endswith(".py") else (ROOT / part).rglob("*.py"))
    )


@pytest.mark.parametrize("part", PERMITTED)
def test_imports_go_upstream_only(part: str) -> None:
    wrong = [
        (path.relative_to(ROOT).as_posix(), module)
        for path in sources()
        if path.relative_to(ROOT).parts[0] == part
        for module, _ in imports(path)
        if module.split(".")[0] in OURS - PERMITTED[part]
    ]
    assert wrong == []


def test_eval_and_index_are_imported_by_from() -> None:
    """`import eval` would hide the builtin."""
    bare = [
        (path.relative_to(ROOT).as_posix(), module)
        for path in [*sources(), *(ROOT / "tests").rglob("*.py")]
        for module, is_bare in imports(path)
        if is_bare and module.split(".")[0] in ("eval", "index")
    ]
    assert bare == []


def test_imports_name_their_package() -> None:
    relative = [
        path.relative_to(ROOT).as_posix()
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


@pytest.mark.parametrize("framework", DOORS)
def test_each_framework_has_its_doors(framework: str) -> None:
    users = {
        path.relative_to(ROOT).as_posix()
        for path in sources()
        for module, _ in imports(path)
        if module.split(".")[0] == framework
    }
    assert [user for user in sorted(users) if not user.startswith(DOORS[framework])] == []
