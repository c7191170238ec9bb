"""Vectors of single sentences are made once, kept by the owner alone, and leave with the document they came from."""

from threading import Thread

import numpy as np
import pytest

from index.ingest import ingest
from index.library import open_library

SENTENCES = ["建成零工驿站三处。", "办理消费券核销。"]


@pytest.fixture
def home_with_a_bulletin(home, encoder, write_bulletin):
    """A library of one bulletin, closed."""
    path = write_bulletin("汨罗专报第2期.txt", region="汨罗市", issue=2, body={"特色亮点": SENTENCES})
    with open_library(home, encoder) as library:
        ingest(library, [path])
    return home


def _generations(library):
    return library.store.live_generations().keys()


def _encoded_for(library, encoder, sentences, generations):
    encoder.encoded.clear()
    library.sentence_vectors(sentences, generations=generations)
    return list(encoder.encoded)


def test_a_row_is_the_vector_of_its_sentence_though_one_is_told_twice(library, encoder):
    found = library.sentence_vectors([*SENTENCES, SENTENCES[0]], generations=[])

    assert np.array_equal(found, encoder.encode([*SENTENCES, SENTENCES[0]]))


def test_of_no_sentences_there_are_no_rows(library, encoder):
    assert library.sentence_vectors([], generations=[]).shape == (0, encoder.dimension)


def test_the_owner_encodes_a_sentence_once_for_all_times(home_with_a_bulletin, encoder):
    with open_library(home_with_a_bulletin, encoder) as library:
        assert _encoded_for(library, encoder, SENTENCES[:1], _generations(library)) == SENTENCES[:1]
        before = library.sentence_vectors(SENTENCES[:1], generations=_generations(library))
    with open_library(home_with_a_bulletin, encoder) as library:
        assert _encoded_for(library, encoder, SENTENCES, _generations(library)) == SENTENCES[1:]
        after = library.sentence_vectors(SENTENCES[:1], generations=_generations(library))

    assert np.array_equal(before, after)


def test_a_reader_beside_the_owner_remembers_what_it_encoded_and_writes_nothing(home_with_a_bulletin, encoder):
    with open_library(home_with_a_bulletin, encoder) as owner:
        with open_library(home_with_a_bulletin, encoder) as reader:
            assert not reader.owned
            assert _encoded_for(reader, encoder, SENTENCES, _generations(reader)) == SENTENCES
            assert _encoded_for(reader, encoder, SENTENCES, _generations(reader)) == []

        assert _encoded_for(owner, encoder, SENTENCES, _generations(owner)) == SENTENCES


def test_what_a_removed_document_said_leaves_the_catalogue_and_does_not_come_back(home_with_a_bulletin, encoder):
    with open_library(home_with_a_bulletin, encoder) as library:
        generations = set(_generations(library))
        library.sentence_vectors(SENTENCES[:1], generations=generations)
        library.remove(library.documents()[0].key)
        library.sentence_vectors(SENTENCES[1:], generations=generations)  # asked before, answered after
    with open_library(home_with_a_bulletin, encoder) as library:
        assert _encoded_for(library, encoder, SENTENCES, generations) == SENTENCES


def test_a_removal_leaves_no_vector_in_memory_either(home_with_a_bulletin, encoder):
    with open_library(home_with_a_bulletin, encoder) as library:
        library.sentence_vectors(SENTENCES, generations=_generations(library))
        library.remove(library.documents()[0].key)

        assert _encoded_for(library, encoder, SENTENCES, []) == SENTENCES


def test_while_a_document_is_being_written_the_answer_does_not_wait_and_nothing_is_kept(home_with_a_bulletin, encoder):
    with open_library(home_with_a_bulletin, encoder) as library, library.writing:
        asking = Thread(target=library.sentence_vectors, args=(SENTENCES,), kwargs={"generations": []})
        asking.start()
        asking.join(timeout=30)
        assert not asking.is_alive()
    with open_library(home_with_a_bulletin, encoder) as library:
        assert _encoded_for(library, encoder, SENTENCES, []) == SENTENCES
