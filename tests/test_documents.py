"""The documents say what the program does."""

import re
from pathlib import Path

import pytest

import app

ROOT = Path(__file__).parents[1]
COMMANDS = {command.callback.__name__ for command in app.app.registered_commands}


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_every_command_is_in_the_readme_and_every_one_there_exists(name):
    text = (ROOT / name).read_text(encoding="utf-8")

    assert set(re.findall(r"`python app\.py ([a-z]+)", text)) == COMMANDS


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_every_make_target_named_exists(name):
    targets = set(re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    assert set(re.findall(r"`make ([a-z]+)", (ROOT / name).read_text(encoding="utf-8"))) <= targets


@pytest.mark.parametrize("name", ["README.md", "README.zh.md", "eval/README.md", "corpus/samples/README.md"])
def test_links_between_the_documents_lead_somewhere(name):
    path = ROOT / name

    for link in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / link).exists(), link


def test_the_direct_dependencies_are_the_locked_ones():
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    locked = "".join(
        (ROOT / name).read_text(encoding="utf-8") for name in ("requirements.lock", "requirements-dev.lock")
    )

    for name, version in re.findall(r'^  "([a-z0-9-]+)==([0-9.]+)"', project, re.MULTILINE):
        assert f"{name}=={version}\n" in locked
