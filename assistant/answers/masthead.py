"""When an issue appeared and what its masthead says, with the finding where its content contradicts it."""

import re

from assistant.draft import Draft
from assistant.question import Question
from index.hits import Document
from index.library import Library


def answer(question: Question, library: Library) -> Draft | None:
    """The draft, or None unless the question points at exactly one document."""
    documents = [document for document in library.documents() if _meant(question, document)]
    if len(documents) != 1:
        return None
    document = documents[0]
    masthead = document.masthead
    if masthead.date is None:
        return None
    draft = Draft()
    day = f"{masthead.date.year}年{masthead.date.month}月{masthead.date.day}日"
    for passage in library.passages(document.key):
        if passage.paragraph.role in ("masthead", "body") and day in re.sub(r"\s", "", passage.paragraph.text):
            mark = draft.cite(passage, 0, len(passage.paragraph.text))
            break
    else:
        return None
    number = f"（{masthead.number}）" if masthead.number and "文号" in question.text else ""
    draft.sentences.append(f"{masthead.title}{masthead.issue or ''}{number}报头日期为{day}{mark}。")
    draft.known.append(masthead.number or "")
    for finding in document.findings:
        if finding.kind == "日期矛盾" and finding.paragraph is not None:
            _contradict(draft, library, document, finding.paragraph)
    return draft


def _contradict(draft: Draft, library: Library, document: Document, number: int) -> None:
    """Say which year the content is of, citing the words that tell."""
    passage = library.store.passage(document, number)
    if passage is None or document.reference is None:
        return
    text, year = passage.paragraph.text, str(document.reference.year)
    start = max(0, text.find(year))
    end = next((i + 1 for i in range(start, len(text)) if text[i] in "；。，"), len(text))
    mark = draft.cite(passage, start, end)
    draft.sentences.append(
        f"但正文所述为{year}年的工作，如“{text[start:end].rstrip('；。，')}”{mark}，报头年份疑为{year}年之误。"
    )


def _meant(question: Question, document: Document) -> bool:
    masthead = document.masthead
    return bool(
        (question.issue or question.series or question.regions)
        and (not question.issue or masthead.issue == question.issue)
        and (not question.series or masthead.series in question.series)
        and (not question.regions or masthead.region in question.regions)
    )
