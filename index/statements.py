"""The facts and duties in the catalogue: written with their generation, found by columns, read again by newer rules."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, Literal

from corpus.bulletin import Bulletin, Duty, Fact
from index.database import Database
from index.rows import Row, dump, duty_of, duty_values, fact_of, fact_values


class Statements(Database):
    """The part of a catalogue that holds what paragraphs say."""

    def facts(
        self,
        *,
        indicators: Collection[str] | None = None,
        regions: Collection[str] | None = None,
        kinds: Collection[str] | None = None,
    ) -> list[tuple[int, Fact]]:
        """(generation, fact) of what live documents say, by generation and then in the order of the text."""
        rows = self._stated("fact", {"indicator": indicators, "region": regions, "kind": kinds})
        return [(row["generation"], fact_of(row)) for row in rows]

    def facts_at(self, places: Collection[tuple[int, int]]) -> list[tuple[int, Fact]]:
        """(generation, fact) of what the paragraphs `places`, (generation, number), of live documents say."""
        rows = self._stated(
            "fact",
            {"generation": {generation for generation, _ in places}, "paragraph": {number for _, number in places}},
        )
        return [(row["generation"], fact_of(row)) for row in rows if (row["generation"], row["paragraph"]) in places]

    def duties(self, *, generations: Collection[int] | None = None) -> list[tuple[int, Duty]]:
        """(generation, duty) of what live documents say, by generation and then in the order of the text."""
        return [(row["generation"], duty_of(row)) for row in self._stated("duty", {"generation": generations})]

    def fact_periods(self, generations: Collection[int]) -> list[tuple[int, int, date, date]]:
        """(generation, paragraph number, first day, last day) of the periods that facts of these generations have."""
        rows = self._rows(
            "SELECT DISTINCT generation, paragraph, period_start, period_end FROM fact"
            " WHERE generation IN (SELECT value FROM json_each(?)) AND period_start IS NOT NULL ORDER BY 1, 2, 3, 4",
            dump(sorted(generations)),
        )
        days = date.fromisoformat
        return [(row[0], row[1], days(row["period_start"]), days(row["period_end"])) for row in rows]

    def readings(self) -> dict[int, str | None]:
        """By which rules the facts and duties of each live generation were read; None for those never read."""
        rows = self._rows("SELECT live, rules FROM document LEFT JOIN reading ON generation = live WHERE live NOTNULL")
        return {row["live"]: row["rules"] for row in rows}

    def _stated(self, table: Literal["fact", "duty"], wanted: Mapping[str, Collection[Any] | None]) -> Sequence[Row]:
        narrowed = {name: dump(sorted(values)) for name, values in wanted.items() if values is not None}
        among = "".join(f" AND {name} IN (SELECT value FROM json_each(?))" for name in narrowed)  # noqa: S608  # names of ours
        return self._rows(
            f"SELECT * FROM {table} WHERE generation IN (SELECT live FROM document){among} ORDER BY generation, ordinal",  # noqa: S608  # names of ours
            *narrowed.values(),
        )

    def statements(self, generation: int) -> tuple[tuple[Fact, ...], tuple[Duty, ...]]:
        """The facts and the duties of one generation, in the order of the text."""
        facts = self._rows("SELECT * FROM fact WHERE generation = ? ORDER BY ordinal", generation)
        duties = self._rows("SELECT * FROM duty WHERE generation = ? ORDER BY ordinal", generation)
        return tuple(map(fact_of, facts)), tuple(map(duty_of, duties))

    def fact_names(self) -> list[tuple[str, str]]:
        """(indicator, wording) of the facts of live documents, each once, in order."""
        rows = self._rows(
            "SELECT DISTINCT indicator, wording FROM fact WHERE generation IN (SELECT live FROM document) ORDER BY 1, 2"
        )
        return [(row["indicator"], row["wording"]) for row in rows]

    def fact_regions(self) -> list[str]:
        """The regions of the facts of live documents, each once, in order."""
        rows = self._rows(
            "SELECT DISTINCT region FROM fact WHERE generation IN (SELECT live FROM document)"
            " AND region IS NOT NULL ORDER BY 1"
        )
        return [row["region"] for row in rows]

    def read_by(self, rules: str) -> set[int]:
        """The generations whose facts and duties were read by these rules."""
        return {row["generation"] for row in self._rows("SELECT generation FROM reading WHERE rules = ?", rules)}

    def keep_statements(self, generation: int, bulletin: Bulletin, *, rules: str) -> None:
        """Put a bulletin's facts, duties and findings in the place of a generation's, in one transaction."""
        with self.transaction() as connection:
            self._write_statements(generation, facts=bulletin.facts, duties=bulletin.duties, rules=rules)
            findings = dump([asdict(finding) for finding in bulletin.findings])
            connection.execute("UPDATE revision SET findings = ? WHERE generation = ?", (findings, generation))

    def tried(self, generation: int, *, rules: str) -> None:
        """Note that these rules could not read a generation; what was read before stays."""
        with self.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO reading VALUES (?, ?)", (generation, rules))

    def _write_statements(self, generation: int, *, facts: Sequence[Fact], duties: Sequence[Duty], rules: str) -> None:
        """Within a transaction."""
        self._drop_statements(generation)
        self._connection.executemany(
            "INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [fact_values(generation, ordinal, fact) for ordinal, fact in enumerate(facts)],
        )
        self._connection.executemany(
            "INSERT INTO duty VALUES (?, ?, ?, ?, ?)",
            [duty_values(generation, ordinal, duty) for ordinal, duty in enumerate(duties)],
        )
        self._connection.execute("INSERT INTO reading VALUES (?, ?)", (generation, rules))

    def _drop_statements(self, generation: int) -> None:
        """Within a transaction."""
        for table in ("fact", "duty", "reading"):
            self._connection.execute(f"DELETE FROM {table} WHERE generation = ?", (generation,))  # noqa: S608  # names of ours
