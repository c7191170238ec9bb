"""The library as a llama-index retriever, so that any llama-index program can use it."""

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from index.hits import Filters, Hit
from index.library import Library


class BulletinRetriever(BaseRetriever):
    """`retrieve("零工驿站")` gives paragraphs as nodes; metadata holds document, title, issue, date, section, paragraph."""

    def __init__(self, library: Library, *, limit: int = 10, filters: Filters | None = None) -> None:
        """Search `library` for at most `limit` paragraphs, narrowed by `filters`."""
        self._library, self._limit, self._filters = library, limit, filters
        super().__init__()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        hits = self._library.search(query_bundle.query_str, limit=self._limit, filters=self._filters)
        return [NodeWithScore(node=_node(hit), score=hit.score) for hit in hits]


def _node(hit: Hit) -> TextNode:
    document, paragraph = hit.passage.document, hit.passage.paragraph
    return TextNode(
        id_=hit.passage.id,
        text=paragraph.text,
        metadata={
            "document": document.name,
            "title": document.masthead.title,
            "issue": document.masthead.issue or "",
            "date": document.masthead.date.isoformat() if document.masthead.date else "",
            "section": " › ".join(hit.passage.section),
            "paragraph": paragraph.number,
        },
        excluded_embed_metadata_keys=["paragraph"],
        excluded_llm_metadata_keys=["paragraph"],
    )
