"""The samples in a library, for what only looks at it."""

from pathlib import Path

import pytest

from index.ingest import ingest
from index.library import open_library

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"


@pytest.fixture(scope="session")
def samples(make_encoder, tmp_path_factory):
    """The samples, read once."""
    with open_library(tmp_path_factory.mktemp("samples"), make_encoder()) as library:
        ingest(library, [SAMPLES])
        yield library
