"""The assignment is the best one, whatever the shape; checked against trying them all."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.assignment import best_assignment


def total(weights: list[list[float]], pairs: list[tuple[int, int]]) -> float:
    return sum(weights[row][column] for row, column in pairs)


def best_total(weights: list[list[float]]) -> float:
    """Every way to give each row a column of its own or none."""
    width = len(weights[0])
    columns = [*range(width), *[None] * len(weights)]
    return max(
        total(weights, [(row, column) for row, column in enumerate(chosen) if column is not None])
        for chosen in permutations(columns, len(weights))
    )


@pytest.mark.parametrize(
    ("weights", "pairs"),
    [
        ([], []),
        ([[]], []),
        ([[0.0]], []),
        ([[-3.0, 2.0]], [(0, 1)]),
        ([[5.0, 4.0], [4.0, 0.0]], [(0, 1), (1, 0)]),
        ([[1.0], [3.0], [2.0]], [(1, 0)]),
        ([[10.0, 0.0, 0.0], [0.0, 0.0, 7.0]], [(0, 0), (1, 2)]),
    ],
)
def test_the_heaviest_pairs_are_chosen(weights: list[list[float]], pairs: list[tuple[int, int]]) -> None:
    assert best_assignment(weights) == pairs


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(st.integers(-3, 9).map(float), min_size=width, max_size=width), min_size=1, max_size=4
        )
    )
)
def test_no_other_assignment_weighs_more(weights: list[list[float]]) -> None:
    pairs = best_assignment(weights)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert total(weights, pairs) == best_total(weights)
