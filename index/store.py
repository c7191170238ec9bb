"""The catalogue in SQLite: documents, their revisions, paragraphs, facts and vectors; the system of record."""

import datetime
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from corpus.bulletin import Bulletin, Role, Section, SectionKind, Source
from corpus.rules import RULES
from index.database import translated
from index.hits import Document, Passage, Vectors
from index.pieces import Piece
from index.rows import document_of, dump, passage_of, sections_of
from index.statements import Statements

SCHEMA_VERSION = "1"
# A generation never changes, so its paragraphs can be remembered: so many, about 20 MB, until the next commit.
_REMEMBERED = 20_000
# A paragraph with the sections of its revision in one row: a document removed meanwhile is all there or all gone.
_PASSAGE = "SELECT paragraph.*, revision.sections FROM paragraph JOIN revision USING (generation) WHERE generation = ?"
_SCHEMA = Path(__file__).with_name("schema.sql")


class Store(Statements):
    """One open catalogue; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        """Open or create the catalogue; raises `LibraryError` when it is damaged or of another version."""
        self._documents: tuple[int, dict[str, Document]] | None = None
        self._passages: dict[tuple[int, int], Passage] = {}
        super().__init__(path, schema=_SCHEMA.read_text(encoding="utf-8"), version=SCHEMA_VERSION)

    def _changed(self) -> None:
        self._documents = None
        self._passages = {}  # what was removed does not stay in memory either

    # --- reading ----------------------------------------------------------------------------------------------------

    def documents(self) -> list[Document]:
        """The live documents, newest first, then by name."""
        found = self._by_key().values()
        return sorted(found, key=lambda document: (-_ordinal(document.day), document.name))

    def document(self, key: str) -> Document | None:
        """The live document of that key."""
        return self._by_key().get(key)

    def live_generations(self) -> dict[int, Document]:
        """The live documents by their generation; what an index returns beyond these is stale."""
        return {document.generation: document for document in self._by_key().values()}

    def _by_key(self) -> dict[str, Document]:
        with self._lock:
            # data_version changes when another process commits; our own commits clear the cache.
            version = int(self._connection.execute("PRAGMA data_version").fetchone()[0])
            if self._documents is None or self._documents[0] != version:
                rows = self._connection.execute(
                    "SELECT revision.*, (SELECT count(*) FROM paragraph WHERE paragraph.generation = revision.generation)"
                    " AS paragraphs FROM document JOIN revision ON revision.generation = document.live"
                ).fetchall()
                self._documents = (version, {row["key"]: document_of(row) for row in rows})
            return self._documents[1]

    def passages(self, document: Document) -> list[Passage]:
        """All paragraphs of the document, in order."""
        rows = self._rows(f"{_PASSAGE} ORDER BY number", document.generation)
        return [passage_of(row, document) for row in rows]

    def outline(self, generations: Iterable[int]) -> list[tuple[int, int, Role, int | None, SectionKind, str | None]]:
        """(generation, number, role, section, kind, region) of the paragraphs of these generations, in order."""
        rows = self._rows(
            "SELECT generation, number, role, section, kind, region FROM paragraph"
            " WHERE generation IN (SELECT value FROM json_each(?)) ORDER BY generation, number",
            dump(sorted(generations)),
        )
        return [tuple(row) for row in rows]

    def sections(self, generations: Iterable[int]) -> dict[int, tuple[Section, ...]]:
        """The sections of these generations."""
        rows = self._rows(
            "SELECT generation, sections FROM revision WHERE generation IN (SELECT value FROM json_each(?))",
            dump(sorted(generations)),
        )
        return {row["generation"]: sections_of(row["sections"]) for row in rows}

    def passage(self, document: Document, number: int) -> Passage | None:
        """One paragraph of the document."""
        place = (document.generation, number)
        if (known := self._passages.get(place)) is not None:
            return known
        rows = self._rows(f"{_PASSAGE} AND number = ?", *place)
        if not rows:
            return None
        found = passage_of(rows[0], document)
        if len(self._passages) < _REMEMBERED:
            self._passages[place] = found
        return found

    def bulletin(self, document: Document) -> Bulletin:
        """The bulletin as it was read, made from its rows."""
        rows = self._rows("SELECT * FROM revision WHERE generation = ?", document.generation)
        source = Source(document.file_name, document.sha256, rows[0]["format"], rows[0]["size"])
        paragraphs = tuple(passage.paragraph for passage in self.passages(document))
        sections = sections_of(rows[0]["sections"])
        return Bulletin(
            source,
            document.masthead,
            sections,
            paragraphs,
            document.findings,
            document.reference,
            *self.statements(document.generation),
        )

    def unchanged(self, sha256: str) -> Document | None:
        """The live document that was made of these very bytes."""
        return next((document for document in self._by_key().values() if document.sha256 == sha256), None)

    # --- writing: a new generation, then the pointer ----------------------------------------------------------------

    def write(
        self, bulletin: Bulletin, *, key: str, name: str, pieces: Sequence[Piece], hashes: Sequence[bytes]
    ) -> int:
        """Write a new generation, not yet live; returns its number."""
        with self.transaction() as connection:
            generation = connection.execute(
                "INSERT INTO revision (key, name, state, created, file_name, sha256, format, size, masthead, reference,"
                " sections, findings) VALUES (?, ?, 'writing', ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    key,
                    name,
                    datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
                    bulletin.source.name,
                    bulletin.source.sha256,
                    bulletin.source.format,
                    bulletin.source.size,
                    dump(asdict(bulletin.masthead)),
                    bulletin.reference.isoformat() if bulletin.reference else None,
                    dump([asdict(section) for section in bulletin.sections]),
                    dump([asdict(finding) for finding in bulletin.findings]),
                ),
            ).lastrowid
            assert generation is not None
            connection.executemany(
                "INSERT INTO paragraph VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        generation,
                        paragraph.number,
                        paragraph.text,
                        paragraph.role,
                        paragraph.section,
                        bulletin.sections[paragraph.section].kind if paragraph.section is not None else "其他",
                        dump(paragraph.leads),
                        paragraph.page,
                        paragraph.region,
                    )
                    for paragraph in bulletin.paragraphs
                ],
            )
            connection.executemany(
                "INSERT INTO piece VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (generation, piece.number, piece.ordinal, piece.start, piece.end, digest)
                    for piece, digest in zip(pieces, hashes, strict=True)
                ],
            )
            self._write_statements(generation, facts=bulletin.facts, duties=bulletin.duties, rules=RULES)
        return generation

    def written(self, generation: int) -> Document:
        """A generation as a document, live or not; what the indexes are filled from."""
        rows = self._rows(
            "SELECT revision.*, (SELECT count(*) FROM paragraph WHERE paragraph.generation = revision.generation)"
            " AS paragraphs FROM revision WHERE generation = ?",
            generation,
        )
        return document_of(rows[0])

    def publish(self, generation: int) -> int | None:
        """Make a written generation the live one, in one transaction; returns the generation it replaced, if any."""
        with self.transaction() as connection:
            row = connection.execute("SELECT key, name FROM revision WHERE generation = ?", (generation,)).fetchone()
            before = connection.execute("SELECT live FROM document WHERE key = ?", (row["key"],)).fetchone()
            connection.execute(
                "INSERT INTO document VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET live = excluded.live",
                (row["key"], row["name"], generation),
            )
            connection.execute("UPDATE revision SET state = 'live' WHERE generation = ?", (generation,))
            replaced = int(before["live"]) if before and before["live"] is not None else None
            if replaced is not None:
                connection.execute("UPDATE revision SET state = 'past' WHERE generation = ?", (replaced,))
                connection.execute("DELETE FROM piece WHERE generation = ?", (replaced,))
                self._drop_statements(replaced)
        return replaced

    def unfinished(self) -> list[tuple[int, str]]:
        """Generations whose writing was cut short, with the file each came from."""
        return [
            (row["generation"], row["file_name"])
            for row in self._rows("SELECT generation, file_name FROM revision WHERE state = 'writing'")
        ]

    def discard(self, generation: int) -> None:
        """Take a generation that never went live out again."""
        with self.transaction() as connection:
            connection.execute("DELETE FROM revision WHERE generation = ? AND state = 'writing'", (generation,))

    def remove(self, key: str) -> None:
        """Delete a document with all its revisions: from this moment it answers nothing; `purging` until `purged`."""
        with self.transaction() as connection:
            connection.execute("DELETE FROM document WHERE key = ?", (key,))
            connection.execute("DELETE FROM revision WHERE key = ?", (key,))
            connection.execute("INSERT OR REPLACE INTO setting VALUES ('purging', ?)", (key,))

    def purging(self) -> bool:
        """Whether text of a removed document may still lie in an index, an original or a free page."""
        return self.setting("purging") is not None

    def purged(self) -> None:
        """Say that nothing of a removed document is left."""
        with self.transaction() as connection:
            connection.execute("DELETE FROM setting WHERE name = 'purging'")

    def kept_files(self) -> set[str]:
        """The sha256 of every file that a revision, live or past, was read from."""
        return {row["sha256"] for row in self._rows("SELECT DISTINCT sha256 FROM revision")}

    # --- vectors ----------------------------------------------------------------------------------------------------

    def missing_vectors(self, hashes: Iterable[bytes]) -> set[bytes]:
        """Those of the hashes that have no vector yet."""
        wanted = set(hashes)
        return {digest for digest in wanted if not self._rows("SELECT 1 FROM vector WHERE hash = ?", digest)}

    def vectors(self, hashes: Iterable[bytes]) -> dict[bytes, Vectors]:
        """The vectors that are there, by hash."""
        return {
            digest: np.frombuffer(row["value"], dtype="<f4")
            for digest in hashes
            for row in self._rows("SELECT value FROM vector WHERE hash = ?", digest)
        }

    def keep_vectors(self, hashes: Sequence[bytes], vectors: Vectors) -> None:
        """Store vectors by the hash of what they stand for."""
        with self.transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO vector VALUES (?, ?)",
                [(digest, vector.astype("<f4").tobytes()) for digest, vector in zip(hashes, vectors, strict=True)],
            )

    def pieces(self, generation: int) -> list[tuple[int, int, int, int, Vectors | None]]:
        """(paragraph number, ordinal, start, end, vector) of every piece of a generation, in order."""
        rows = self._rows(
            "SELECT piece.*, vector.value FROM piece LEFT JOIN vector USING (hash) WHERE generation = ?"
            " ORDER BY number, ordinal",
            generation,
        )
        return [
            (
                row["number"],
                row["ordinal"],
                row["first"],
                row["last"],
                np.frombuffer(row["value"], dtype="<f4") if row["value"] is not None else None,
            )
            for row in rows
        ]

    def paragraph_vectors(self, generation: int, number: int) -> list[Vectors]:
        """The vectors of one paragraph's pieces."""
        rows = self._rows(
            "SELECT value FROM piece JOIN vector USING (hash) WHERE generation = ? AND number = ?", generation, number
        )
        return [np.frombuffer(row["value"], dtype="<f4") for row in rows]

    def piece_counts(self) -> dict[int, int]:
        """How many pieces each live generation has."""
        rows = self._rows(
            "SELECT piece.generation, count(*) AS pieces FROM piece JOIN document ON document.live = piece.generation"
            " GROUP BY piece.generation"
        )
        counts = dict.fromkeys(self.live_generations(), 0)
        return counts | {row["generation"]: row["pieces"] for row in rows}

    def searchable_counts(self) -> dict[int, int]:
        """How many paragraphs of each live generation the full text holds."""
        rows = self._rows(
            "SELECT paragraph.generation, count(*) AS paragraphs FROM paragraph"
            " JOIN document ON document.live = paragraph.generation"
            " WHERE role NOT IN ('heading', 'tail') GROUP BY paragraph.generation"
        )
        counts = dict.fromkeys(self.live_generations(), 0)
        return counts | {row["generation"]: row["paragraphs"] for row in rows}

    def sample(self, size: int) -> list[tuple[int, int, int, int, int, Vectors]]:
        """(generation, number, ordinal, start, end, vector) of live pieces, picked by hash: as good as by chance."""
        rows = self._rows(
            "SELECT piece.*, vector.value FROM piece JOIN document ON document.live = piece.generation"
            " JOIN vector USING (hash) ORDER BY hash LIMIT ?",
            size,
        )
        places = ("generation", "number", "ordinal", "first", "last")
        return [(*(row[name] for name in places), np.frombuffer(row["value"], dtype="<f4")) for row in rows]

    def compact(self) -> None:
        """Drop vectors that no piece needs and give the space back."""
        with self.transaction() as connection:
            connection.execute("DELETE FROM vector WHERE hash NOT IN (SELECT hash FROM piece)")
        with self._lock, translated():
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def text_hash(encoder: str, text: str) -> bytes:
    """The key of a vector: what was embedded, and by which encoder."""
    return hashlib.sha256(f"{encoder}\x00{text}".encode()).digest()


def _ordinal(day: datetime.date | None) -> int:
    return day.toordinal() if day else 0
