"""How near the nearest sentence of a practice is to what was described: a long practice is told by one line of it."""

from collections.abc import Iterator, Mapping

from assistant.concepts import what_is_asked
from assistant.practices import Practice
from corpus.scope import sentence_spans
from index.library import Library
from index.words import telling_terms

# Of a very long practice the first ones: what comes later is seldom what it is about, and each has to be encoded once.
_SENTENCES = 40


def nearest(library: Library, description: str, practices: Mapping[int, Practice]) -> dict[int, float]:
    """
    For each practice the greatest cosine of the description, without the words that only ask, and one of its sentences.

    A sentence stands for itself, without the document's title before it, which all practices of a document share.
    """
    owner_of: list[int] = []
    sentences: list[str] = []
    for number, practice in practices.items():
        own = list(dict.fromkeys(_sentences(practice)))[:_SENTENCES]
        sentences += own
        owner_of += [number] * len(own)
    generations = {practice.first.document.generation for practice in practices.values()}
    vectors = library.sentence_vectors(sentences, generations=generations)
    cosines = vectors @ library.vector(what_is_asked(description))
    scores: dict[int, float] = {}
    for number, cosine in zip(owner_of, cosines, strict=True):
        scores[number] = max(scores.get(number, -1.0), float(cosine))
    return scores


def _sentences(practice: Practice) -> Iterator[str]:
    """The title, and each sentence that says something."""
    yield practice.title
    for span in practice.spans:
        for start, end in sentence_spans(span.text):
            if telling_terms(sentence := span.text[start:end].strip()):
                yield sentence
