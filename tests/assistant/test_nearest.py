"""A practice is as near as its nearest sentence."""

from pathlib import Path

import pytest

from assistant.nearest import nearest
from assistant.practices import practices_in
from assistant.precedents import precedents
from index.ingest import ingest
from index.library import open_library

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"


@pytest.fixture(scope="module")
def practices(samples):
    """Every practice of the samples, by number."""
    found = (one for document in samples.documents() for one in practices_in(samples.passages(document.key)))
    return dict(enumerate(found))


def test_a_practice_that_says_the_very_sentence_is_the_nearest(samples, practices):
    number = next(number for number, one in practices.items() if "肉鸽" in one.title)
    sentence = practices[number].spans[0].text.split("。")[1] + "。"

    scores = nearest(samples, sentence, practices)

    assert scores.keys() == practices.keys()
    assert max(scores, key=scores.__getitem__) == number
    assert scores[number] == pytest.approx(1.0, abs=1e-4)


def test_a_title_counts_as_a_sentence(samples, practices):
    number = next(number for number, one in practices.items() if "肉鸽" in one.title)

    assert nearest(samples, practices[number].title.split("：")[1], {number: practices[number]})[number] > 0.5


def test_of_no_practices_none_is_near(samples):
    assert nearest(samples, "零工驿站", {}) == {}


def test_a_draft_in_many_parts_has_the_sentences_of_forty_practices_encoded_and_each_once(tmp_path, encoder, practices):
    draft = "".join(f"{one.text.replace(chr(10), '，')}。" for one in list(practices.values())[:6])
    with open_library(tmp_path, encoder) as library:
        ingest(library, [SAMPLES])
        encoder.encoded.clear()
        first = precedents(library, draft)
        said = set(encoder.encoded)
        encoder.encoded.clear()
        second = precedents(library, draft)

    assert 0 < sum(one.title in said for one in practices.values()) <= 40 < len(practices)
    assert (second, encoder.encoded) == (first, [])


def test_the_order_is_the_same_for_a_process_beside_the_owner(tmp_path, encoder):
    with open_library(tmp_path, encoder) as owner:
        ingest(owner, [SAMPLES])
        with open_library(tmp_path, encoder) as reader:
            beside = precedents(reader, "谁做过零工驿站")
        assert beside == precedents(owner, "谁做过零工驿站")
