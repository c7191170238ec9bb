"""Hand an answer, a list of hits, or precedent cards over as a document: Word, Excel or Markdown."""

from assistant.export.handing import (
    SUFFIXES,
    Handout,
    answer_handout,
    cards_handout,
    export,
    picked,
    rendered,
    search_handout,
)
from assistant.export.markdown import write_markdown
from assistant.export.paper import Body, Heading, Paper, Run
from assistant.export.papers import answer_paper, cards_paper, search_paper
from assistant.export.sheets import Column, Sheet
from assistant.export.word import write_docx
from assistant.export.workbook import write_xlsx

__all__ = [
    "SUFFIXES",
    "Body",
    "Column",
    "Handout",
    "Heading",
    "Paper",
    "Run",
    "Sheet",
    "answer_handout",
    "answer_paper",
    "cards_handout",
    "cards_paper",
    "export",
    "picked",
    "rendered",
    "search_handout",
    "search_paper",
    "write_docx",
    "write_markdown",
    "write_xlsx",
]
