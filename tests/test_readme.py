"""What the README shows is what happens."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest

from ttx.cli import parser

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_example_in_python_plays_as_printed() -> None:
    failed, tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert tried > 10 and failed == 0


@pytest.mark.parametrize("line", re.findall(r"^\.venv/bin/ttx (.*)$", README, re.M))
def test_each_command_of_the_readme_is_one_that_ttx_knows(line: str) -> None:
    words = line.split("#")[0].split()
    assert parser().parse_args(words).command == words[0]


def test_the_files_and_goals_that_the_readme_names_are_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for goal in set(re.findall(r"(?:`|^)make ([\w-]+)", README, re.M)):
        assert re.search(rf"^{goal}:", makefile, re.M), goal
    for name in re.findall(r"`((?:docs/)?[\w/-]+\.md)`", README):
        assert (ROOT / name).is_file(), name


HOSTING = (ROOT / "docs/hosting.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("line", re.findall(r"^ttx (.*)$", HOSTING, re.M))
def test_each_command_of_the_hosting_page_is_one_that_ttx_knows(line: str) -> None:
    words = shlex.split(line)
    assert parser().parse_args(words).command == words[0]
