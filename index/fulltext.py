"""The full-text index of paragraphs (tantivy): derived from the catalogue, rebuilt whenever it does not agree with it."""

import contextlib
import json
import math
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import tantivy

from corpus.errors import LibraryBusy, LibraryError
from index.sealing import crc32
from index.words import telling_terms, terms

# A paragraph's heading path and title say what it is about; its own words say it better.
HEADING_BOOST = 0.7  # see the ablation in eval/README.md
_HEAP = 64_000_000
# Every file of a segment ends with a footer (JSON with the CRC-32 of what is before it), its length and this number.
_FOOTER_END = (1337).to_bytes(4, "little")


class FullText:
    """BM25 over character unigrams and bigrams; scores are comparable within one query only."""

    def __init__(self, folder: Path, *, owned: bool = True) -> None:
        """
        Open the index, or make an empty one where it is absent, damaged or of another schema.

        Who does not own the library (`owned` is False) changes nothing and gets a `LibraryError` instead.
        """
        self.schema = _schema()
        self.folder = folder
        try:
            if owned:
                folder.mkdir(parents=True, exist_ok=True)
                if not _intact(folder):
                    self.reset()
                    return
            self.index = tantivy.Index(self.schema, path=str(folder))
        except (ValueError, KeyError, TypeError, OSError) as error:
            if not owned:
                raise LibraryError(
                    f"全文索引“{folder}”无法读取（{error}），请由使用资料库的进程重新打开它。"
                ) from error
            self.reset()

    def reset(self) -> None:
        """Throw the folder away and begin an empty one."""
        shutil.rmtree(self.folder, ignore_errors=True)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.index = tantivy.Index(self.schema, path=str(self.folder))
        except (ValueError, OSError) as error:
            raise LibraryError(f"全文索引“{self.folder}”无法建立（{error}），请检查磁盘空间和权限。") from error

    def add(self, generation: int, paragraphs: Iterable[tuple[int, str, str]]) -> None:
        """Add (number, heading path, text) of a generation and commit."""
        with self._writing() as writer:
            for number, heading, text in paragraphs:
                document = tantivy.Document()
                document.add_unsigned("generation", generation)
                document.add_unsigned("number", number)
                document.add_text("body", " ".join(terms(text)))
                document.add_text("heading", " ".join(terms(heading)))
                writer.add_document(document)

    def remove(self, generations: Iterable[int]) -> None:
        """Take generations out and commit."""
        with self._writing() as writer:
            for generation in generations:
                # `delete_documents` reads the number as a signed one and silently deletes nothing.
                writer.delete_documents_by_query(tantivy.Query.term_query(self.schema, "generation", generation))

    @contextlib.contextmanager
    def _writing(self) -> Iterator[Any]:
        """A writer whose work is committed at the end; raises `LibraryError` when the disk refuses."""
        try:
            writer = self.index.writer(heap_size=_HEAP, num_threads=1)
        except ValueError as error:
            if "LockBusy" in str(error):  # tantivy's own lock
                raise LibraryBusy("全文索引正被另一个进程写入，请稍后再试。") from error
            raise _refused(error) from error
        try:
            # What a killed process wrote and never committed has the very names that this commit may want to write.
            writer.garbage_collect_files()
            yield writer
            writer.commit()
        except (ValueError, OSError, RuntimeError) as error:
            raise _refused(error) from error
        finally:
            with contextlib.suppress(ValueError, OSError, RuntimeError):
                writer.wait_merging_threads()  # which also lets tantivy's lock go
        self.index.reload()

    def counts(self) -> Counter[int]:
        """How many paragraphs of each generation are in the index."""
        searcher = self.index.searcher()
        found = searcher.search(tantivy.Query.all_query(), limit=max(1, searcher.num_docs))
        addresses = [address for _, address in found.hits]
        return Counter(searcher.fast_field_values("generation", addresses)) if addresses else Counter()

    def count(self, generation: int) -> int:
        """How many paragraphs of one generation are in the index."""
        query = tantivy.Query.term_query(self.schema, "generation", generation)
        return int(self.index.searcher().search(query, limit=1, count=True).count)

    def frequency(self, word: str) -> tuple[int, int]:
        """How many paragraphs there are, and how many have this term."""
        searcher = self.index.searcher()
        return searcher.num_docs, searcher.doc_freq("body", word)

    def carrying(
        self, query: str, *, share: float, limit: int, generations: Iterable[int] | None = None
    ) -> list[tuple[int, int, float]]:
        """
        (generation, paragraph number, share carried) of what carries so much of the query's words, the most first.

        Rare words weigh more. Words that no paragraph has are passed over, for 站的 of 零工驿站的作用 is no word; where they
        are more than half, nothing carries the query. `generations` narrows to these, how rare a word is included.
        """
        self.index.reload()
        searcher = self.index.searcher()
        everything = self._among(generations) if generations is not None else tantivy.Query.all_query()
        paragraphs = searcher.search(everything, limit=1, count=True).count
        words = sorted(set(telling_terms(query)))
        clauses, whole = [], 0.0
        for word in words:
            fields = [tantivy.Query.term_query(self.schema, name, word) for name in ("body", "heading")]
            has = tantivy.Query.boolean_query([(tantivy.Occur.Should, field) for field in fields])
            among = tantivy.Query.boolean_query([(tantivy.Occur.Must, has), (tantivy.Occur.Must, everything)])
            if frequency := searcher.search(among, limit=1, count=True).count:
                weight = math.log(1 + paragraphs / frequency)
                clauses.append((tantivy.Occur.Should, tantivy.Query.const_score_query(has, weight)))
                whole += weight
        if not clauses or 2 * len(clauses) < len(words):
            return []
        narrowing = (tantivy.Occur.Must, tantivy.Query.const_score_query(everything, 0.0))
        asked = tantivy.Query.boolean_query([(tantivy.Occur.Must, tantivy.Query.boolean_query(clauses)), narrowing])
        found = _places(searcher, searcher.search(asked, limit=limit).hits)
        # tantivy adds in 32 bits.
        carried = [(generation, number, round(score / whole, 4)) for generation, number, score in found]
        return [one for one in carried if one[2] >= share]

    def search(
        self, query: str, *, limit: int, generations: Iterable[int] | None = None
    ) -> list[tuple[int, int, float]]:
        """(generation, paragraph number, BM25 score), best first; `generations` narrows to these."""
        self.index.reload()
        clauses = [
            (tantivy.Occur.Should, part) for word in sorted(set(terms(query))) for part in self._in_paragraph(word)
        ]
        if not clauses:
            return []
        return self._found(tantivy.Query.boolean_query(clauses), limit, generations)

    def having(
        self, text: str, *, limit: int, generations: Iterable[int] | None = None
    ) -> list[tuple[int, int, float]]:
        """As `search`, but only paragraphs that have every term of `text`, in their own words or in those above them."""
        self.index.reload()
        clauses = [
            (
                tantivy.Occur.Must,
                tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in self._in_paragraph(word)]),
            )
            for word in sorted(set(terms(text)))
        ]
        return self._found(tantivy.Query.boolean_query(clauses), limit, generations) if clauses else []

    def _in_paragraph(self, word: str) -> tuple[Any, Any]:
        """The queries for a term in a paragraph and in its heading path."""
        body = tantivy.Query.term_query(self.schema, "body", word)
        heading = tantivy.Query.term_query(self.schema, "heading", word)
        return body, tantivy.Query.boost_query(heading, HEADING_BOOST)

    def _found(self, asked: Any, limit: int, generations: Iterable[int] | None) -> list[tuple[int, int, float]]:
        if generations is not None:
            narrowing = tantivy.Query.const_score_query(self._among(generations), 0.0)
            asked = tantivy.Query.boolean_query([(tantivy.Occur.Must, asked), (tantivy.Occur.Must, narrowing)])
        searcher = self.index.searcher()
        return _places(searcher, searcher.search(asked, limit=limit).hits)

    def _among(self, generations: Iterable[int]) -> Any:
        return tantivy.Query.term_set_query(self.schema, "generation", sorted(generations))


def _places(searcher: Any, hits: Any) -> list[tuple[int, int, float]]:
    addresses = [address for _, address in hits]
    numbers = searcher.fast_field_values("number", addresses)
    generations = searcher.fast_field_values("generation", addresses)
    return [
        (int(generation), int(number), float(score))
        for (score, _), generation, number in zip(hits, generations, numbers, strict=True)
    ]


def _refused(error: Exception) -> LibraryError:
    return LibraryError(
        f"全文索引无法写入（{str(error)[:160]}），多半是磁盘空间不足或没有写权限；资料库仍是原来的内容。请处理后再试。"
    )


def _intact(folder: Path) -> bool:
    """Whether every file of a committed segment has the checksum its own footer tells; tantivy itself never looks."""
    meta = folder / "meta.json"
    if not meta.exists():
        return True  # nothing was ever committed
    segments = json.loads(meta.read_text(encoding="utf-8"))["segments"]
    names = {segment["segment_id"].replace("-", "") for segment in segments}
    return all(_sound(path) for path in folder.iterdir() if path.name.split(".")[0] in names)


def _sound(path: Path) -> bool:
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 8))
        end = file.read()
        length = int.from_bytes(end[:4], "little")
        if len(end) < 8 or end[4:] != _FOOTER_END or length > size - 8:
            return False
        file.seek(size - 8 - length)
        try:
            told = json.loads(file.read(length))["crc"]
        except (ValueError, KeyError, TypeError):
            return False
    return bool(told == crc32(path, length=size - 8 - length))


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("generation", indexed=True, fast=True)
    builder.add_unsigned_field("number", indexed=True, fast=True)
    builder.add_text_field("body", stored=False, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("heading", stored=False, tokenizer_name="whitespace", index_option="freq")
    return builder.build()
