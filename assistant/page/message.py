"""Turn questions and answers into chat messages whose every word is escaped."""

import re
from html import escape
from math import ceil

from assistant.answer import Answer
from assistant.citation import Citation
from assistant.page.cards import source_address

PENDING = '<span class="pending">正在查找…</span>'
NUMBER = re.compile(r"\[(\d{1,3})\]")
MOST_PIECES = 15  # A long list appears in as many steps as a paragraph does: nobody should wait for it.
# A sentence with its end mark, closing quotes and citation numbers; the last one may have no end mark.
PIECE = re.compile(r"[^。！？；\n]*[。！？；\n]+[”』」）]*(?:\[\d{1,3}\])*|[^。！？；\n]+")


def pieces(text: str) -> list[str]:
    """At most `MOST_PIECES` runs of whole sentences, no citation number torn; joined they are the text."""
    sentences = PIECE.findall(text)
    size = max(1, ceil(len(sentences) / MOST_PIECES))
    return ["".join(sentences[start : start + size]) for start in range(0, len(sentences), size)]


def plain_message(text: str) -> str:
    """Text as it is, safe to put into a chat that understands markup; line ends become <br>."""
    return escape(text).replace("\n", "<br>")


def answer_message(answer: Answer, shown: str | None = None) -> str:
    """The answer as a message; `shown` is the part of its text to show so far, None for all of it."""
    if shown is not None:
        return _understood(answer) + _text(answer, shown)
    return _understood(answer) + _text(answer, answer.text) + _notes(answer) + _footing(answer)


def _understood(answer: Answer) -> str:
    labels = " · ".join(f"{name} {value}" for name, value in answer.understood)
    return f'<div class="understood">{plain_message(labels)}</div>' if labels else ""


def _text(answer: Answer, shown: str) -> str:
    citations = {citation.number: citation for citation in answer.citations}
    body, position = "", 0
    for match in NUMBER.finditer(shown):
        citation = citations.get(int(match[1]))
        mark = _mark(citation) if citation else escape(match[0])
        body += plain_message(shown[position : match.start()]) + mark
        position = match.end()
    return f'<div class="answer">{body}{plain_message(shown[position:])}</div>'


def _mark(citation: Citation) -> str:
    return f'<a class="cite" target="_blank" href="{escape(source_address(citation))}">[{citation.number}]</a>'


def _notes(answer: Answer) -> str:
    lines = "".join(f"<div>{plain_message(note)}</div>" for note in answer.notes)
    return f'<div class="notes">{lines}</div>' if lines else ""


def _footing(answer: Answer) -> str:
    if not answer.citations:
        return ""
    return f'<div class="footing">依据 {len(answer.citations)} 处 · 用时 {answer.seconds:.1f} 秒</div>'
