"""Concepts: a thing is found in all its wordings, and asking words are none."""

from collections import Counter
from pathlib import Path

import assistant
from assistant.concepts import concepts_in, told, without_asking, wordings

RARE = {"招商": 3.0, "引资": 3.0, "商引": 3.0, "驿站": 4.0}.get
THESAURUS = Path(assistant.__file__).with_name("thesaurus.tsv")


def known(word):
    return 2.0 if len(word) == 2 else None


def test_regions_and_words_that_only_ask_are_blanked():
    assert without_asking("岳阳各县市区引资有什么好路子").replace("\0", "") == "引资有好"
    assert len(without_asking("谁做过零工驿站")) == len("谁做过零工驿站")


def test_a_concept_has_the_other_wordings_of_its_line():
    concept = next(one for one in concepts_in("引资", known) if one.wording == "引资")
    assert "招商引资" not in concept.others  # it contains the wording: counted by the wording itself
    assert "招商" in concept.others
    assert "招商" in wordings([concept], known)
    assert wordings([concept], lambda word: None) == ()


def test_another_wording_tells_nearly_as_much_as_the_one_asked_for():
    concepts = concepts_in("引资", RARE)
    scores = told(
        concepts, {1: ("标题", "今年引资五次。"), 2: ("标题", "今年招商五次。"), 3: ("标题", "今年植树五次。")}
    )
    assert scores[1] > scores[2] > scores[3] == 0


def test_what_stands_in_the_title_counts_more():
    concepts = concepts_in("驿站", RARE)
    scores = told(concepts, {1: ("建驿站", "建驿站三处。"), 2: ("建站点", "建驿站三处。")})
    assert scores[1] > scores[2] > 0


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
