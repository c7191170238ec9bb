"""Whether a document and a paragraph pass the filters of a search, clearance first among them."""

from corpus.regions import contains
from index.hits import Document, Filters, Passage


def permitted_documents(filters: Filters, live: dict[int, Document]) -> dict[int, Document]:
    """Those of the live documents, by generation, that the filters let through."""
    return {generation: document for generation, document in live.items() if admits_document(filters, document)}


def admits_document(filters: Filters, document: Document) -> bool:
    """Whether the document itself passes: clearance, names and dates."""
    day = document.masthead.date
    return (
        document.masthead.release in filters.clearance
        and (not filters.documents or document.name in filters.documents or document.key in filters.documents)
        and (filters.since is None or (day is not None and day >= filters.since))
        and (filters.until is None or (day is not None and day <= filters.until))
    )


def admits(filters: Filters, passage: Passage) -> bool:
    """Whether the paragraph passes: its region (or one it lies in) and the kind of its section."""
    region = passage.paragraph.region
    return (not filters.kinds or passage.kind in filters.kinds) and (
        not filters.regions or (region is not None and any(contains(outer, region) for outer in filters.regions))
    )
