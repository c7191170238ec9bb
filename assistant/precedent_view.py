"""Precedents as staff ask for them: by a description, like a paragraph, or like a draft; as lines and as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.citation import Citation, citation_record
from assistant.figures.records import period_record
from assistant.filtering import Typed, filters_of
from assistant.practice import Card
from assistant.practices import practices_in
from assistant.precedents import elsewhere, like, precedents
from corpus.bulletin import Bulletin
from corpus.errors import BulletinError
from corpus.reading import read_bulletin
from index.hits import Document, Passage
from index.library import Library

_SHOWN = 60  # characters of a measure on the terminal


@dataclass(frozen=True, slots=True)
class AskedPrecedents:
    """What the cards are to be like: a description, or a paragraph (`document`, `paragraph`), or a `draft`."""

    description: str = ""
    document: Document | None = None
    paragraph: int | None = None
    draft: Path | None = None
    typed: Typed = field(default_factory=Typed)
    limit: int = 10


@dataclass(frozen=True, slots=True)
class PrecedentView:
    """The cards, what they were found for in words, and both ways of showing them."""

    description: str
    cards: tuple[Card, ...]

    @property
    def lines(self) -> list[str]:
        """For a terminal: a title line a card, then its parts."""
        if not self.cards:
            return ["没有找到类似的做法，请换个说法或放宽条件。"]
        return [line for number, card in enumerate(self.cards, 1) for line in _told(number, card)]

    @property
    def record(self) -> list[dict[str, Any]]:
        """For programs: one object a card."""
        return [_record(card) for card in self.cards]


def precedent_view(library: Library, asked: AskedPrecedents) -> PrecedentView:
    """Find the cards; raises `BulletinError` when nothing, or more than one thing, says what they are to be like."""
    given = (bool(asked.description.strip()), asked.document is not None, asked.draft is not None)
    if sum(given) != 1:
        raise BulletinError("请只给一样：一段描述、--like 文件:段号，或 --draft 文件。")
    filters = filters_of(asked.typed, library)
    if asked.document is not None:
        passage = _passage(library, asked.document, asked.paragraph)
        title = f"{asked.document.name}第{passage.paragraph.number}段"
        return PrecedentView(title, tuple(like(library, passage, filters=filters, limit=asked.limit)))
    if asked.draft is not None:
        found = elsewhere(library, _draft(asked.draft), filters=filters, limit=asked.limit)
        return PrecedentView(asked.draft.stem, tuple(found))
    description = asked.description.strip()
    return PrecedentView(description, tuple(precedents(library, description, filters=filters, limit=asked.limit)))


def place_of(text: str) -> tuple[str, int]:
    """The document's name and the paragraph's number of 文件:段号; raises `BulletinError` for anything else."""
    name, _, number = text.replace("：", ":").rpartition(":")
    if not name or not number.isdecimal():
        raise BulletinError(f"“{text}”看不懂，请写成 文件名:段号，如 专报第2期:34。")
    return name, int(number)


def _passage(library: Library, document: Document, number: int | None) -> Passage:
    found = next((one for one in library.passages(document.key) if one.paragraph.number == number), None)
    if found is None:
        raise BulletinError(f"“{document.name}”没有第{number}段，共 {document.paragraphs} 段。")
    return found


def _draft(path: Path) -> str:
    """What a file that is not in the library tells of what was done, or all that it tells; raises what reading raises."""
    bulletin = read_bulletin(path)
    practices = practices_in(_passages(bulletin))
    body = (paragraph.text for paragraph in bulletin.paragraphs if paragraph.role in ("heading", "body"))
    text = "\n".join(practice.text for practice in practices) or "\n".join(body)
    if not text.strip():
        raise BulletinError(f"“{path.name}”里没有正文，请换一份文件。")
    return text


def _passages(bulletin: Bulletin) -> list[Passage]:
    """The paragraphs of a bulletin that no library holds."""
    source, count = bulletin.source, len(bulletin.paragraphs)
    document = Document("", bulletin.name, source.name, 0, source.sha256, bulletin.masthead, bulletin.reference, count)
    sections = bulletin.sections
    return [
        Passage(
            document, one, bulletin.section_path(one), sections[one.section].kind if one.section is not None else "其他"
        )
        for one in bulletin.paragraphs
    ]


def _told(number: int, card: Card) -> list[str]:
    day = f"，{card.date.isoformat()}" if card.date else ""
    lines = [
        f"{number}. {card.title}（{card.region or '地区不详'}{day}；{card.score:.2f}）",
        f"   出处：{card.source.printed()}",
    ]
    if card.units:
        lines.append(f"   单位：{'、'.join(card.units)}")
    if card.background:
        lines.append(f"   背景：{_short(_joined(card.background))}")
    for position, measure in enumerate(card.measures, 1):
        lines.append(f"   做法{position}：{measure.title or _short(measure.source.quote)}")
    if card.results:
        lines.append(f"   成效：{_short(_joined(card.results))}")
    return lines


def _joined(citations: Sequence[Citation]) -> str:
    return "".join(citation.quote.strip() for citation in citations)


def _short(text: str) -> str:
    return text if len(text) <= 2 * _SHOWN else f"{text[: 2 * _SHOWN]}…"


def _record(card: Card) -> dict[str, Any]:
    return {
        "title": card.title,
        "region": card.region,
        "date": card.date.isoformat() if card.date else None,
        "units": list(card.units),
        "source": citation_record(card.source),
        "background": [citation_record(citation) for citation in card.background],
        "measures": [{"title": measure.title, "source": citation_record(measure.source)} for measure in card.measures],
        "results": [citation_record(citation) for citation in card.results],
        "effects": [
            {
                "indicator": effect.fact.indicator,
                "region": effect.fact.region,
                "period": period_record(effect.fact.period),
                "value": effect.fact.value,
                "unit": effect.fact.unit,
                "change": effect.fact.change,
                "change_unit": effect.fact.change_unit,
                "source": effect.source.number,
            }
            for effect in card.effects
        ],
        "score": round(card.score, 4),
    }
