"""Fusion: scores standardised over the candidates and added."""

from index.fusion import fuse, standardise


def test_scores_are_stretched_from_nought_to_one() -> None:
    assert standardise({1: 2.0, 2: 4.0, 3: 3.0}) == {1: 0.0, 2: 1.0, 3: 0.5}


def test_equal_scores_and_a_single_one_are_one() -> None:
    assert standardise({1: 7.0, 2: 7.0}) == {1: 1.0, 2: 1.0}
    assert standardise({}) == {}


def test_a_ranking_that_misses_a_candidate_gives_it_nothing() -> None:
    fused = fuse({"文": {1: 10.0, 2: 0.0}, "义": {2: 0.9, 3: 0.5}}, weights={"文": 1.0, "义": 0.5})
    assert fused == {1: {"文": 1.0}, 2: {"文": 0.0, "义": 0.5}, 3: {"义": 0.0}}
