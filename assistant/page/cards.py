"""Turn citations into what the page shows of them: card labels, source addresses and the source frame."""

from collections.abc import Sequence
from html import escape
from urllib.parse import quote as percent_encode

from assistant.citation import Citation
from index.hits import Document

CARD_COUNT = 8  # The page holds this many buttons; more sources stay reachable through the marks in the text.
QUOTE_LENGTH = 120  # About four lines of a card; the whole paragraph is one click away.
TITLE_LENGTH = 60  # Two lines; longer titles and headings are bodies that a reader took for one.


def shortened(text: str, length: int) -> str:
    """At most `length` characters on one line; what was cut off is told by ……."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 2].rstrip() + "……"


def card_label(citation: Citation) -> str:
    """Plain lines: number, issue and date; title; section path and paragraph; quote."""
    day = citation.date.isoformat() if citation.date else ""
    heading = " ".join(part for part in (f"[{citation.number}]", citation.issue or "", day) if part)
    section = [shortened(title, TITLE_LENGTH) for title in citation.section]
    place = " › ".join((*section, f"第{citation.paragraph}段"))
    quote = f"“{shortened(citation.quote, QUOTE_LENGTH)}”"
    return "\n".join((heading, shortened(citation.title, TITLE_LENGTH), place, quote))


def source_address(citation: Citation) -> str:
    """The address of the source page, scrolled to the paragraph, with the span marked; holds no text of a document."""
    start, end = citation.span
    key = percent_encode(citation.key, safe="")
    return f"/source/{key}?p={citation.paragraph}&from={start}&to={end}#p{citation.paragraph}"


def source_frame(citation: Citation) -> str:
    """The source page in a frame that may run nothing, and a link to it; only our own key and numbers go in."""
    address = escape(source_address(citation))
    return (
        f'<a class="new-page" href="{address}" target="_blank" rel="noopener">在新页面打开</a>'
        f'<iframe title="原文" sandbox="" src="{address}"></iframe>'
    )


def more_sources(citations: Sequence[Citation]) -> str:
    """What to say of the citations that have no card; empty when all have one."""
    hidden = len(citations) - CARD_COUNT
    return f"另有 {hidden} 处依据，点回答中的 [{CARD_COUNT + 1}] 等编号查看。" if hidden > 0 else ""


def library_line(documents: Sequence[Document]) -> str:
    """What is loaded: how many documents, and the day of the newest."""
    if not documents:
        return "资料库还是空的，请先录入文件"
    days = [document.masthead.date for document in documents if document.masthead.date]
    newest = f"，最新一期 {max(days).isoformat()}" if days else ""
    return f"资料库：{len(documents)} 份文件{newest}"
