"""What is doubtful between documents: one issue under two names, numbers missing in a series, texts and figures that clash."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.bulletin import Bulletin, Fact, Finding
from corpus.contradiction import clashes
from corpus.likeness import near_duplicates
from corpus.numerals import numeral
from index.hits import Document
from index.store import Store


@dataclass(frozen=True, slots=True)
class LibraryFinding:
    """A finding and the document it was made in; one between two documents stands with the later name."""

    document: Document
    finding: Finding


def findings(store: Store) -> list[LibraryFinding]:
    """Every finding of the library: those of each document, then those between documents."""
    documents = sorted(store.documents(), key=lambda document: document.name)
    own = [LibraryFinding(document, finding) for document in documents for finding in document.findings]
    return [
        *own,
        *_same_issue(documents),
        *_missing_issues(documents),
        *_clashes(store, documents),
        *_twice(store, documents),
    ]


def _series_of(document: Document) -> tuple[str | None, str | None, str]:
    masthead = document.masthead
    return masthead.region, masthead.series, masthead.genre


def _same_issue(documents: Sequence[Document]) -> list[LibraryFinding]:
    seen: dict[tuple[object, ...], Document] = {}
    found = []
    for document in documents:
        if document.masthead.issue is None:
            continue
        year = document.reference.year if document.reference else None
        first = seen.setdefault((*_series_of(document), document.masthead.issue, year), document)
        if first is not document:
            sentence = (
                f"与“{first.name}”是同一期（{document.masthead.title}{document.masthead.issue}），请核对保留哪一份。"
            )
            found.append(LibraryFinding(document, Finding("一期两名", "警告", sentence)))
    return found


def _missing_issues(documents: Sequence[Document]) -> list[LibraryFinding]:
    """Gaps between the issues that are there; a library that begins with issue 7 misses nothing before it."""
    issues: dict[tuple[object, ...], dict[int, Document]] = defaultdict(dict)
    for document in documents:
        number = issue_number(document.masthead.issue)
        if number is not None and document.reference is not None and document.masthead.series:
            issues[(*_series_of(document), document.reference.year)][number] = document
    found = []
    for numbers in issues.values():
        missing = [number for number in range(min(numbers), max(numbers)) if number not in numbers]
        if missing:
            last = numbers[max(numbers)]
            told = "、".join(f"第{number}期" for number in missing[:12])
            sentence = f"《{last.masthead.title}》缺少{told}{'等' if len(missing) > 12 else ''}。"
            found.append(LibraryFinding(last, Finding("缺期", "提示", sentence)))
    return found


def issue_number(issue: str | None) -> int | None:
    """第12期 and 第十二期 -> 12."""
    match = re.match(r"第(.+)期", issue or "")
    if not match:
        return None
    return numeral(match[1])


def _clashes(store: Store, documents: Sequence[Document]) -> list[LibraryFinding]:
    """One document's figure against another's: same indicator, region and period, both actual."""
    bulletins = {document.key: store.bulletin(document) for document in documents}
    of = {
        id(fact): document for document in documents for fact in bulletins[document.key].facts if fact.kind == "actual"
    }
    facts = [fact for document in documents for fact in bulletins[document.key].facts if id(fact) in of]
    found = []
    for one, other in clashes(facts):
        first, document = of[id(one)], of[id(other)]
        if document is not first:
            there, here = _clause(bulletins[first.key], one), _clause(bulletins[document.key], other)
            sentence = (
                f"“{other.indicator}”与“{first.name}”第{one.paragraph}段不一致：这里是“{here}”，那里是“{there}”。"
            )
            found.append(LibraryFinding(document, Finding("数字矛盾", "警告", sentence, other.paragraph)))
    return found


def _clause(bulletin: Bulletin, fact: Fact) -> str:
    text = next(paragraph.text for paragraph in bulletin.paragraphs if paragraph.number == fact.paragraph)
    return text[fact.start : fact.end]


def _twice(store: Store, documents: Sequence[Document]) -> list[LibraryFinding]:
    """Paragraphs of one document that nearly stand in another as well."""
    places = [
        (document, passage.paragraph)
        for document in documents
        for passage in store.passages(document)
        if passage.paragraph.role == "body"
    ]
    found = []
    for first, later, likeness in near_duplicates([paragraph.text for _, paragraph in places]):
        (source, one), (document, other) = places[first], places[later]
        if source is not document:
            sentence = f"第{other.number}段与“{source.name}”第{one.number}段有{likeness:.0%}相同。"
            found.append(LibraryFinding(document, Finding("重复段落", "提示", sentence, other.number)))
    return found
