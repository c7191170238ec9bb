"""A library of the samples, opened once for all questions."""

from pathlib import Path

import pytest

from assistant.answering import Assistant
from index.ingest import ingest
from index.library import open_library

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"


@pytest.fixture(scope="session")
def samples(make_encoder, tmp_path_factory):
    """The samples in a library of their own."""
    with open_library(tmp_path_factory.mktemp("samples"), make_encoder()) as library:
        outcomes = ingest(library, [SAMPLES])
        assert {outcome.status for outcome in outcomes} == {"added"}
        yield library


@pytest.fixture(scope="session")
def ask(samples):
    """Ask the samples a question."""
    return Assistant(samples).ask
