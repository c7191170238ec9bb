"""Read the questions that the page offers before the first one is asked."""

from pathlib import Path
from tomllib import loads

EXAMPLES_FILE = Path(__file__).with_name("examples.toml")


def example_questions(file: Path = EXAMPLES_FILE) -> tuple[str, ...]:
    """The example questions in the order of the file."""
    return tuple(str(question) for question in loads(file.read_text(encoding="utf-8"))["questions"])
