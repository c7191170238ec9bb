"""Fusion: shares of several kinds, weighted and added."""

from index.fusion import WEIGHTS, fuse, standardise


def test_scores_are_spread_between_nought_and_one():
    assert standardise({1: 2.0, 2: 4.0, 3: 3.0}) == {1: 0.0, 2: 1.0, 3: 0.5}


def test_equal_scores_are_all_the_greatest():
    assert standardise({1: 7.0, 2: 7.0}) == {1: 1.0, 2: 1.0}
    assert standardise({}) == {}


def test_what_one_ranking_misses_gets_nothing_from_it():
    fused = fuse({"文": {1: 1.0, 2: 0.0}, "义": {2: 1.0, 3: 0.0}}, weights={"文": 1.0, "义": 0.5})
    assert fused == {1: {"文": 1.0}, 2: {"文": 0.0, "义": 0.5}, 3: {"义": 0.0}}


def test_what_has_no_weight_counts_nothing():
    assert fuse({"文": {1: 1.0}, "词": {1: 0.8}}, weights={"文": 1.0}) == {1: {"文": 1.0, "词": 0.0}}
    assert all(weight > 0 for weight in WEIGHTS.values())
