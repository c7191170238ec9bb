"""The full-text index of paragraphs (tantivy): derived from the catalogue, rebuilt whenever it does not agree with it."""

import shutil
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tantivy

from corpus.errors import LibraryBusy
from index.words import terms

# A paragraph's heading path and title say what it is about; its own words say it better.
HEADING_BOOST = 0.35  # see the ablation in eval/README.md
_HEAP = 64_000_000


class FullText:
    """BM25 over character unigrams and bigrams; scores are comparable within one query only."""

    def __init__(self, folder: Path) -> None:
        """Open the index, or make an empty one where it is absent, damaged or of another schema."""
        self.schema = _schema()
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.index = tantivy.Index(self.schema, path=str(folder))
        except (ValueError, OSError):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            self.index = tantivy.Index(self.schema, path=str(folder))

    def add(self, generation: int, paragraphs: Iterable[tuple[int, str, str]]) -> None:
        """Add (number, heading path, text) of a generation and commit."""
        writer = self._writer()
        for number, heading, text in paragraphs:
            document = tantivy.Document()
            document.add_unsigned("generation", generation)
            document.add_unsigned("number", number)
            document.add_text("body", " ".join(terms(text)))
            document.add_text("heading", " ".join(terms(heading)))
            writer.add_document(document)
        self._commit(writer)

    def remove(self, generations: Iterable[int]) -> None:
        """Take generations out and commit."""
        writer = self._writer()
        for generation in generations:
            writer.delete_documents("generation", generation)
        self._commit(writer)

    def _writer(self) -> Any:
        try:
            return self.index.writer(heap_size=_HEAP, num_threads=1)
        except ValueError as error:  # tantivy's own lock: another process writes
            raise LibraryBusy("全文索引正被另一个进程写入，请稍后再试。") from error

    def _commit(self, writer: Any) -> None:
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()

    def counts(self) -> Counter[int]:
        """How many paragraphs of each generation are in the index."""
        searcher = self.index.searcher()
        found = searcher.search(tantivy.Query.all_query(), limit=max(1, searcher.num_docs))
        addresses = [address for _, address in found.hits]
        return Counter(searcher.fast_field_values("generation", addresses)) if addresses else Counter()

    def frequency(self, word: str) -> tuple[int, int]:
        """How many paragraphs there are, and how many have this term."""
        searcher = self.index.searcher()
        return searcher.num_docs, searcher.doc_freq("body", word)

    def search(self, query: str, *, limit: int) -> list[tuple[int, int, float]]:
        """(generation, paragraph number, BM25 score), best first."""
        self.index.reload()
        words = Counter(terms(query))
        if not words:
            return []
        clauses = []
        for word in sorted(words):
            body = tantivy.Query.term_query(self.schema, "body", word)
            heading = tantivy.Query.term_query(self.schema, "heading", word)
            clauses.append((tantivy.Occur.Should, body))
            clauses.append((tantivy.Occur.Should, tantivy.Query.boost_query(heading, HEADING_BOOST)))
        searcher = self.index.searcher()
        hits = searcher.search(tantivy.Query.boolean_query(clauses), limit=limit).hits
        addresses = [address for _, address in hits]
        generations = searcher.fast_field_values("generation", addresses)
        numbers = searcher.fast_field_values("number", addresses)
        return [
            (int(generation), int(number), float(score))
            for (score, _), generation, number in zip(hits, generations, numbers, strict=True)
        ]


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("generation", indexed=True, fast=True)
    builder.add_unsigned_field("number", indexed=True, fast=True)
    builder.add_text_field("body", stored=False, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("heading", stored=False, tokenizer_name="whitespace", index_option="freq")
    return builder.build()
