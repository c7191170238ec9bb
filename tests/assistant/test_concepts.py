"""What a description is about, in all its wordings, and how much of it a text tells."""

from collections import Counter
from pathlib import Path

import pytest

import assistant
from assistant.concepts import Concept, concepts_in, told, what_is_asked, without_asking, wordings

THESAURUS = Path(assistant.__file__).with_name("thesaurus.tsv")


def everywhere(_: str) -> float:
    """As if every pair of characters were equally rare."""
    return 2.0


def test_a_concept_is_told_in_another_wording_too(samples):
    concepts = concepts_in("哪里有引资的好办法", samples.rarity)

    assert "招商" in wordings(concepts, samples.rarity)
    shares = told(concepts, {1: ("产业升级", "组建招商小分队。"), 2: ("产业升级", "组建宣讲小分队。")})
    assert shares[1] > shares[2] == 0.0


def test_a_share_is_of_all_that_could_be_told_and_does_not_depend_on_who_else_is_there():
    concepts = (Concept("零工驿站", ("零工市场",), 6.0), Concept("企业", (), 2.0))
    texts = {1: ("送岗上门", "零工驿站为企业送岗。"), 2: ("护企行动", "走访企业，服务企业。")}

    shares = told(concepts, texts)

    assert 0.0 < shares[2] < 0.25 < shares[1] < 1.0
    assert told(concepts, {2: texts[2]})[2] < 0.25


def test_where_no_concept_was_found_every_share_is_nothing():
    assert told((), {1: ("送岗上门", "零工驿站为企业送岗。")}) == {1: 0.0}


def test_a_title_tells_more_than_the_text():
    concepts = (Concept("零工驿站", (), 6.0),)

    shares = told(concepts, {1: ("零工驿站进乡镇", "零工驿站三处。"), 2: ("送岗进乡镇来了", "零工驿站三处。")})

    assert shares[1] > shares[2]


@pytest.mark.parametrize(
    ("description", "left"),
    [
        ("岳阳有没有地方搞过零工驿站", "零工驿站"),
        ("哪里有零工驿站，怎么做的", "有零工驿站，做"),
        ("零工驿站", "零工驿站"),
    ],
)
def test_what_is_asked_is_left_when_regions_and_words_that_only_ask_are_taken_out(description, left):
    assert what_is_asked(description) == left


def test_a_description_of_asking_words_alone_stays_as_it_is():
    assert what_is_asked("岳阳有没有什么办法") == "岳阳有没有什么办法"


def test_nothing_is_read_across_what_was_taken_out():
    assert "\0" in without_asking("招岳阳商")
    assert not [concept for concept in concepts_in("招岳阳商", everywhere) if concept.wording == "招商"]


def known(word):
    return 2.0 if len(word) == 2 else None


def test_a_concept_has_the_other_wordings_of_its_line():
    concept = next(one for one in concepts_in("引资", known) if one.wording == "引资")
    assert "招商引资" not in concept.others  # it contains the wording: counted by the wording itself
    assert "招商" in concept.others
    assert "招商" in wordings([concept], known)
    assert wordings([concept], lambda word: None) == ()


def test_what_the_library_never_says_weighs_nothing():
    assert concepts_in("量子通信", lambda word: None) == ()


def test_the_thesaurus_is_well_formed():
    lines = [
        line.split("\t") for line in THESAURUS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    ]
    assert lines
    assert all(2 <= len(line) <= 12 and len(set(line)) == len(line) for line in lines)
    assert all(2 <= len(wording) <= 8 for line in lines for wording in line)
    assert max(Counter(wording for line in lines for wording in line).values()) <= 2
