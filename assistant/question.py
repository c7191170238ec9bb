"""What a question is once it has been read: its intent, regions, periods, indicators and subject words."""

from dataclasses import dataclass, field
from typing import Literal

from corpus.bulletin import Period
from corpus.indicators import Indicator

Intent = Literal[
    "opinion", "exists", "summary", "series", "attain", "units", "compare",
    "masthead", "who", "duty", "how", "list", "when", "figure", "other",
]  # fmt: skip
Level = Literal["省", "市", "县"]
WHOLE = "全年"
PLACES = "地方"  # what 在哪里 asks for


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of the things set side by side: its `own` words, and those `ahead` or `behind` that it shares with the others."""

    own: str
    ahead: str = ""
    behind: str = ""

    @property
    def name(self) -> str:
        """The thing in full."""
        return f"{self.ahead}{self.own}{self.behind}"


@dataclass(frozen=True, slots=True)
class Question:
    """
    A question that has been read.

    `regions` are full names; `compared` are regions and `against` periods that it is to be set against; `subjects` the words left when
    regions, periods, indicators and function words are taken out, `quoted` those set in quotation marks, `verbs` common
    ones that only tell apart what else is equal (完成 and 落实); `persons` whom it names; `head` what the things
    asked for are called (哪几个工程); `unit` the unit asked for. `growth` and `level` tell which
    of the two is to be compared, `lowest` that the last is looked for, `which` that one of
    several is, `places` the level of the regions ranked (哪个县);
    `year_before` asks for the same period a year earlier (去年同期呢); `notes` say how a relative period was taken; `own` is the
    region that most documents are of: of figures that fit alike, its own are meant. `doubtful` words may be meant as any of `choices`.
    """

    text: str
    intent: Intent
    regions: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    subjects: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    issue: str | None = None
    count: int | None = None
    target: bool = False
    actual: bool = False
    latest: bool = False
    unit: str | None = None
    elliptic: bool = False
    quoted: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    head: str = ""
    asks: int = 0
    counter: str = ""
    roles: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    verbs: tuple[str, ...] = ()
    compared: tuple[str, ...] = field(default=())
    against: tuple[Period, ...] = ()
    growth: bool = False
    level: bool = False
    lowest: bool = False
    which: bool = False
    places: Level | None = None
    year_before: bool = False
    notes: tuple[str, ...] = ()
    own: str | None = None
    doubtful: str = ""
    choices: tuple[str, ...] = ()

    @property
    def names_subject(self) -> bool:
        """Whether it says what it is about, beyond where and when."""
        return bool(self.indicators or self.subjects or self.persons)

    @property
    def of_events(self) -> bool:
        """Whether it asks for what happened, as against a figure of exactly these days."""
        return self.intent in ("who", "when", "list", "how", "duty")
