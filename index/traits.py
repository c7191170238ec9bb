"""What filters and counts ask of a paragraph, without its text: kind, region, the periods it states, who has a duty."""

import threading
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from corpus.bulletin import SectionKind
from index.store import Store


@dataclass(frozen=True, slots=True)
class Trait:
    """
    One paragraph of a body: `periods` are first and last days, `parties` names as printed, each once.

    `siblings` counts the items that stand in a row with its section, itself among them: 8 in a list of eight.
    """

    kind: SectionKind
    region: str | None
    periods: tuple[tuple[date, date], ...] = ()
    parties: tuple[str, ...] = ()
    siblings: int = 0


# By generation, then by the number of the paragraph, both ascending within a generation.
TraitsOf = Mapping[int, Mapping[int, Trait]]


class Traits:
    """The traits of a library's paragraphs, read once for each generation, which changes only when newer rules read it."""

    def __init__(self, store: Store) -> None:
        """Nothing is read yet."""
        self._store = store
        self._lock = threading.Lock()
        self._known: dict[int, tuple[str | None, dict[int, Trait]]] = {}

    def of(self, generations: Collection[int]) -> TraitsOf:
        """The traits of the bodies of these generations; what is no longer live is forgotten."""
        with self._lock:
            readings = self._store.readings()
            for generation, (rules, _) in list(self._known.items()):
                if generation not in readings or readings[generation] != rules:
                    del self._known[generation]
            missing = set(generations) & (readings.keys() - self._known.keys())
            for generation, traits in self._read(missing).items() if missing else ():
                self._known[generation] = readings[generation], traits
            return {generation: self._known[generation][1] for generation in generations if generation in self._known}

    def _read(self, generations: Collection[int]) -> dict[int, dict[int, Trait]]:
        parties: dict[tuple[int, int], list[str]] = defaultdict(list)
        for generation, duty in self._store.duties(generations=generations):
            parties[generation, duty.paragraph] += [party.name for party in duty.parties]
        periods: dict[tuple[int, int], list[tuple[date, date]]] = defaultdict(list)
        for generation, number, start, end in self._store.fact_periods(generations):
            periods[generation, number].append((start, end))
        found: dict[int, dict[int, Trait]] = {generation: {} for generation in generations}
        sections = self._store.sections(generations)
        headed: dict[tuple[int, int], list[str]] = {}
        in_a_row = {generation: Counter(section.parent for section in own) for generation, own in sections.items()}
        for generation, number, role, section, kind, region in self._store.outline(generations):
            own = parties.get((generation, number), [])
            if role == "heading" and section is not None:
                headed[generation, section] = own  # what a heading lays down holds for the paragraphs right below it
            elif role == "body":
                above = headed.get((generation, section), []) if section is not None else []
                stated = tuple(periods.get((generation, number), ()))
                siblings = in_a_row[generation][sections[generation][section].parent] if section is not None else 0
                found[generation][number] = Trait(kind, region, stated, tuple(dict.fromkeys([*own, *above])), siblings)
        return found
