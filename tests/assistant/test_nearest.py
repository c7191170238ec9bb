"""A practice is as near as its nearest sentence."""

import pytest

from assistant.nearest import nearest
from assistant.practices import practices_in


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
