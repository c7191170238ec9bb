"""The usual framework pipeline as a baseline: llama-index splits, embeds and finds the one nearest chunk."""

import time
from collections.abc import Sequence
from typing import Any

from llama_index.core import Document as LlamaDocument
from llama_index.core import VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.node_parser import SentenceSplitter
from pydantic import PrivateAttr

from eval.baselines import SENTENCE, best_span, standalone
from index.hits import Encoder
from index.library import Library

CHUNK_SIZE = 250


class LlamaIndexBaseline:
    """Answers with the words of the nearest chunk, cites them, and never refuses."""

    name = "llamaindex"

    def __init__(self, library: Library, encoder: Encoder) -> None:
        # llama-index splits at "." by default and so breaks decimals: the sentences are ours, the rest is its own.
        splitter = SentenceSplitter(
            chunk_size=CHUNK_SIZE,
            chunk_overlap=0,
            tokenizer=list,
            paragraph_separator="\n",
            chunking_tokenizer_fn=SENTENCE.findall,
            secondary_chunking_regex="[^，、]+[，、]?",
        )
        documents = [
            LlamaDocument(text=text, doc_id=document.name)
            for document in library.documents()
            if (text := "\n".join(passage.paragraph.text for passage in library.passages(document.key)))
        ]
        index = VectorStoreIndex(
            splitter.get_nodes_from_documents(documents), embed_model=EncoderEmbedding(encoder=encoder)
        )
        self._retriever = index.as_retriever(similarity_top_k=1)

    def answer(self, question: str, turns: Sequence[str]) -> dict[str, Any]:
        """The object of `ask --json`; a chunk knows its document but no paragraph, so that field is None."""
        start = time.perf_counter()
        query = standalone(question, turns)
        citations: list[dict[str, Any]] = []
        for found in self._retriever.retrieve(query):
            chunk = found.node.get_content()
            quote = chunk[slice(*best_span(chunk, query))]
            citations.append(
                {"number": 1, "document": found.node.ref_doc_id, "title": found.node.ref_doc_id, "issue": None}
                | {"date": None, "section": [], "paragraph": None, "quote": quote}
            )
        text = citations[0]["quote"] if citations else ""
        seconds = round(time.perf_counter() - start, 4)
        return {"question": question, "status": "answered", "text": text, "citations": citations, "seconds": seconds}


class EncoderEmbedding(BaseEmbedding):
    """Our encoder in llama-index's form, so that both systems compare the same vectors."""

    _encoder: Encoder = PrivateAttr()

    def __init__(self, *, encoder: Encoder) -> None:
        super().__init__(model_name=encoder.name)
        self._encoder = encoder

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [[float(value) for value in row] for row in self._encoder.encode(texts)]

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)
