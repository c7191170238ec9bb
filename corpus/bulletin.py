"""The types of a bulletin that has been read: where it came from, its masthead, sections and paragraphs."""

import datetime
from dataclasses import dataclass
from typing import Literal

Genre = Literal["专报", "专刊", "简报", "方案", "通知", "报告", "其他"]
Level = Literal["国", "省", "市", "县"]
Release = Literal["公开", "依申请公开", "内部", "未标注"]
SectionKind = Literal["部署", "指标", "任务", "问题", "亮点", "目标", "组织", "其他"]
Role = Literal["masthead", "heading", "body", "tail"]
Basis = Literal["累计", "当月", "时点", "年度"]
Severity = Literal["提示", "警告"]
FactKind = Literal["actual", "target", "forecast"]
Bound = Literal[">=", ">", "<=", "<", "~"]
PeriodSource = Literal["sentence", "carried", "document"]
DutyRole = Literal["牵头", "责任", "配合", "召集人", "办公室"]


@dataclass(frozen=True, slots=True)
class Source:
    """The file that was read. `sha256` is of its bytes, in hexadecimal."""

    name: str
    sha256: str
    format: str
    size: int


@dataclass(frozen=True, slots=True)
class RawLine:
    """
    One line as the reader found it; `page` is counted from 1, or None where the file does not say.

    Plain text carries Markdown in `text`. A reader that knows better says so: `bolds` are bold spans of `text`,
    `heading` that the file styles it as a heading, `whole` that it is a paragraph or table row of its own.
    """

    text: str
    page: int | None = None
    bolds: tuple[tuple[int, int], ...] = ()
    heading: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class RawDocument:
    """
    What every reader returns: lines in reading order, blank ones kept because they separate paragraphs.

    `unreadable` are the pages, counted from 1, on which little or nothing could be made out.
    """

    source: Source
    lines: tuple[RawLine, ...]
    unreadable: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One repaired paragraph: `text` as printed, `bolds` the bold spans in it, `marked` when the file said it is a heading."""

    text: str
    page: int | None = None
    bolds: tuple[tuple[int, int], ...] = ()
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Masthead:
    """
    The 报头. A field the document does not state is None; `region` is a full name such as 汨罗市.

    `distribution` are the lines of the distribution list at the end: 报：…, 送：….
    """

    title: str
    series: str | None = None
    genre: Genre = "其他"
    issue: str | None = None
    number: str | None = None
    issuer: str | None = None
    level: Level | None = None
    region: str | None = None
    date: datetime.date | None = None
    release: Release = "未标注"
    distribution: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its place: `level` 0 is the outermost, `parent` an index into `Bulletin.sections` or None."""

    mark: str
    title: str
    level: int
    kind: SectionKind
    parent: int | None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; `number` runs 1, 2, 3 … through the document, `leads` are the spans of its run-in titles (一是…)."""

    number: int
    text: str
    role: Role
    section: int | None = None
    leads: tuple[tuple[int, int], ...] = ()
    page: int | None = None
    region: str | None = None

    @property
    def lead(self) -> str:
        """The run-in title that opens the paragraph, or an empty string."""
        if self.leads and self.leads[0][0] == 0:
            return self.text[: self.leads[0][1]]
        return ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A doubt about a document (`paragraph` is None) or one of its paragraphs, told to staff and beside answers."""

    kind: str
    severity: Severity
    sentence: str
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Bulletin:
    r"""
    A document that has been read.

    `"\\n".join(p.text for p in paragraphs)` is the repaired text; `reference` is the day from which
    今年 and a bare month are counted: the masthead's date, corrected where the content contradicts it.
    """

    source: Source
    masthead: Masthead
    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    findings: tuple[Finding, ...] = ()
    reference: datetime.date | None = None
    facts: tuple["Fact", ...] = ()
    duties: tuple["Duty", ...] = ()

    @property
    def name(self) -> str:
        """The file name without its suffix; what citations call the document."""
        return self.source.name.rsplit(".", 1)[0] if "." in self.source.name else self.source.name

    def section_path(self, paragraph: Paragraph) -> tuple[str, ...]:
        """The titles from the outermost section to the paragraph's own."""
        return section_path(self.sections, paragraph.section)


def section_path(sections: tuple[Section, ...], index: int | None) -> tuple[str, ...]:
    """The titles from the outermost section down to `index`; empty for None."""
    path: list[str] = []
    while index is not None:
        section = sections[index]
        path.append(heading_text(section))
        index = section.parent
    return tuple(reversed(path))


def heading_text(section: Section) -> str:
    """A section's title as a reader writes it: bracketed ones keep their 【】."""
    return f"【{section.title}】" if section.mark == "【】" else section.title


@dataclass(frozen=True, slots=True)
class Period:
    """
    The days a statement speaks of, both included.

    一季度, 1-3月 and 截至3月底 have equal days; `basis` tells 累计, 当月, 时点 and 年度 apart.
    """

    start: datetime.date
    end: datetime.date
    label: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Comparison:
    """
    What a figure is set against: `than` as worded (全省平均水平, 序时进度, 去年同期).

    `difference` is signed and in `unit`; None where only the direction is said. A `direction` of 0 is 持平, 一致, 同步.
    """

    than: str
    difference: float | None
    unit: str | None
    direction: Literal[-1, 0, 1]


@dataclass(frozen=True, slots=True)
class Rank:
    """A place among others: `position` counted from 1 within `scope` (全省, 中部省份); `of` None when the text leaves open of what."""

    scope: str
    position: int
    of: Literal["value", "change"] | None


@dataclass(frozen=True, slots=True)
class Fact:
    """
    One statement about one indicator; `text[start:end]` of paragraph `paragraph` is the clause that says it.

    `indicator` is the canonical name, or the clause's own words with what they lean on; `wording` the words as printed.
    `value` is in `unit` as printed (亿元, 家, %): a level, a share, a completion rate. `change` is growth, signed, in
    `change_unit`: `%`, `百分点`, or the unit of an absolute increase; `change_over` tells 同比 from 环比 where it is said.
    `upper` and `change_upper` close a range (4.5%—5%); bounds are 以上 >=, 突破 >, 以内 <=, 不到 <, 左右 ~.
    `stretch` is the second aim of 增长7%以上、力争达到8%. A statement without a number has a `direction`: 提升, 正增长.
    `period_source` tells whether the sentence itself, an earlier one, or only the document says the period.
    """

    paragraph: int
    start: int
    end: int
    indicator: str
    wording: str
    kind: FactKind
    region: str | None = None
    subject: str | None = None
    period: "Period | None" = None
    period_source: PeriodSource | None = None
    value: float | None = None
    upper: float | None = None
    unit: str | None = None
    bound: Bound | None = None
    change: float | None = None
    change_upper: float | None = None
    change_unit: str | None = None
    change_bound: Bound | None = None
    change_over: Literal["同比", "环比"] | None = None
    stretch: float | None = None
    direction: str | None = None
    comparisons: tuple[Comparison, ...] = ()
    ranks: tuple[Rank, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """Who takes part in a duty, by name as printed (市商务局, 常务副市长), and as what."""

    name: str
    role: DutyRole


@dataclass(frozen=True, slots=True)
class Duty:
    """Who is to do what: `text[start:end]` of paragraph `paragraph` names the parties, `task` what they answer for."""

    paragraph: int
    start: int
    end: int
    task: str
    parties: tuple[Party, ...]
    deadline: "Period | None" = None
