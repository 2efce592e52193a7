"""The command line speaks the language of who types: help, and what is wrong."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ttx.cli import parser
from ttx.cli_speaks import commands, language_of


def typed(*words: str, lang: str = "nl_NL.UTF-8") -> subprocess.CompletedProcess[str]:
    """A command as typed on a machine of this language."""
    env = {**os.environ, "LANG": lang, "LC_ALL": lang, "COLUMNS": "100"}
    env.pop("TTX_LANG", None)
    return subprocess.run([sys.executable, "-m", "ttx", *words], env=env, text=True,
                          capture_output=True, check=False)  # fmt: skip


def helps(one: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    """Every help of a command and of those below it, by its place."""
    yield one.prog, one.description or ""
    for action in one._actions:
        name = "/".join(action.option_strings) or str(action.metavar)
        yield f"{one.prog} {name}", action.help or ""
    for below in commands(one).values():
        yield from helps(below)


def test_every_word_of_the_help_is_explained_in_both_languages() -> None:
    english, dutch = dict(helps(parser("en"))), dict(helps(parser("nl")))
    assert english.keys() == dutch.keys() and len(english) > 150
    silent = [place for place, said in english.items()
              if not said and " " in place and "COMMAND" not in place]  # fmt: skip
    assert silent == []
    same = {said for place, said in english.items() if said and dutch[place] == said}
    assert same == {"html, pdf"}


def test_the_language_is_asked_for_or_that_of_the_system(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TTX_LANG", "nl")
    assert language_of(["play", "x"]) == "nl"
    assert language_of(["play", "x", "--lang", "en"]) == "en"
    assert language_of(["play", "x", "--lang=en"]) == "en"
    assert language_of(["play", "x", "--lang"]) == "nl"
    assert language_of(["play", "x", "--lang", "fr"]) == "nl"


def test_without_a_command_all_commands_are_told() -> None:
    done = typed()
    assert done.returncode == 2
    assert "gebruik: ttx" in done.stdout and "een oefening spelen" in done.stdout
    assert "Om te beginnen: ttx play first-exercise." in done.stdout


@pytest.mark.parametrize(
    ("words", "dutch", "english"),
    [
        ("plya x", "er is geen opdracht 'plya'; bedoelt u 'play'?", "there is no command 'plya', did you mean 'play'?"),
        ("play", "geef ook op: NAME|FILE", "the following arguments are required: NAME|FILE"),
        ("rehearse x --rusn 3", "'--rusn' is hier niet bekend; bedoelt u '--runs'?", "'--rusn' is not known here, did you mean '--runs'?"),
        ("rehearse x --runs many", "--runs: 'many' is geen geldige waarde", "argument --runs: invalid int value: 'many'"),
        ("rehearse x --within 300", "--within: '300' is geen deel; schrijf het als 5%", "argument --within: '300' is not a share; write it as 5%"),
        ("whatif x --runs 0", "--runs: '0' is geen heel getal van 1 tot 100000", "argument --runs: '0' is not a whole number from 1 to 100000"),
        ("host x --tls a", "--tls: verwacht 2 waarden", "argument --tls: expected 2 arguments"),
        ("play x --pace z", "--pace: 'z' kan niet; kies uit", "argument --pace: invalid choice: 'z'"),
    ],
)  # fmt: skip
def test_a_wrong_command_is_told_in_one_sentence(
    words: str, dutch: str, english: str
) -> None:
    for lang, said in (("nl_NL.UTF-8", dutch), ("en_GB.UTF-8", english)):
        done = typed(*words.split(), lang=lang)
        first, last = done.stderr.splitlines()
        assert done.returncode == 2 and said in first, done.stderr
        assert last.endswith("--help") and not done.stdout


def test_help_is_dutch_from_its_first_to_its_last_word(tmp_path: Path) -> None:
    said = typed("rehearse", "--help").stdout
    assert said.startswith("gebruik: ttx rehearse")
    for english in ("usage", "options:", "positional", "show this", "exit", "seeds"):
        assert english not in said
