"""Searches are counted by rounds, and need at least one of them."""

from pathlib import Path

import pytest

from eval.cases import Case, CaseError, read_cases
from eval.libraries import PROJECT, SAMPLES, library_for, readable
from eval.timing import time_searching
from index.hits import Encoder


@pytest.fixture
def cases() -> tuple[Case, ...]:
    """Three questions over the samples."""
    return read_cases(PROJECT / "eval" / "cases" / "samples.jsonl")[:3]


def test_every_case_is_searched_in_every_round(tmp_path: Path, encoder: Encoder, cases: tuple[Case, ...]) -> None:
    with library_for(readable(SAMPLES)[:1], encoder, home=tmp_path) as library:
        timing = time_searching(cases, library, rounds=2)
        assert timing.count == 6
        assert 0 < timing.search_median <= timing.search_p95
        assert 0 < timing.find_median <= timing.find_p95
        with pytest.raises(CaseError, match="没有可计时的题"):
            time_searching(cases, library, rounds=0)
