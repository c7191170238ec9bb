"""What all tests share: a small real encoder, an empty home, an open library, and bulletins written to order."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from index.hits import Vectors
from index.library import Library, open_library

DIMENSION = 64


@dataclass(slots=True)
class HashedEncoder:
    """Character bigrams hashed into 64 columns: like texts are near, equal texts are equal, and nothing is downloaded."""

    name: str = "hashed-bigrams"
    dimension: int = DIMENSION
    encoded: list[str] = field(default_factory=list)

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded.extend(texts)
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for position in range(max(1, len(text) - 1)):
                digest = hashlib.blake2b(f"{self.name}{text[position : position + 2]}".encode(), digest_size=8).digest()
                row[int.from_bytes(digest[:4], "little") % self.dimension] += 1 if digest[4] % 2 else -1
            row[0] += 0.01  # no text is the zero vector
            row /= np.linalg.norm(row)
        return rows


WriteBulletin = Callable[..., Path]


@pytest.fixture
def encoder() -> HashedEncoder:
    """A fresh encoder that remembers what it encoded."""
    return HashedEncoder()


@pytest.fixture(scope="session")
def make_encoder() -> type[HashedEncoder]:
    """The encoder's class, for a second one of another name or size."""
    return HashedEncoder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where a library is to be; nothing is there yet."""
    return tmp_path / "library"


@pytest.fixture
def library(home: Path, encoder: HashedEncoder) -> Iterator[Library]:
    """An open, empty library."""
    with open_library(home, encoder) as opened:
        yield opened


@pytest.fixture
def write_bulletin(tmp_path: Path) -> WriteBulletin:
    """`write_bulletin("汨罗专报第2期.txt", region="汨罗市", issue=2, body={"主要指标": ["……"]})` writes it to `inbox/`."""
    return writing_to(tmp_path / "inbox")


@pytest.fixture(scope="session")
def write_bulletins_to() -> Callable[[Path], WriteBulletin]:
    """`write_bulletins_to(folder)` is a `write_bulletin` for a folder of one's own."""
    return writing_to


def writing_to(inbox: Path) -> WriteBulletin:
    def write(
        name: str,
        *,
        region: str = "汨罗市",
        issue: int = 2,
        date: str = "2026年4月28日",
        release: str | None = "公开发布",
        body: dict[str, list[str]] | None = None,
    ) -> Path:
        body = body or {"主要指标": ["1-3月，全市规模工业增加值增长7.1%，固定资产投资增长3.2%。"]}
        lines = [f"{region}“开局八好”", "工作专报", f"第{issue}期", f"{region}“开局八好”综合协调组办公室", date]
        for title, paragraphs in body.items():
            lines += [f"【{title}】", *paragraphs]
        if release is not None:
            lines.append(f"（{release}）")
        path = inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write
