"""How the command line itself speaks: its help, and what is wrong with a command, in the
language of who typed it, in one sentence with what to do.
"""

from __future__ import annotations

import argparse
import gettext
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from ttx.text import LANGUAGES, say

_LOCALE = Path(__file__).parent / "locale"
USAGE = 2
HELP = {
    "NAME": "the name of the new scenario",
    "NAME|FILE": "a scenario, by its name or its file",
    "NAME|FILE|F.ttx": "a scenario, or a journal to go on with",
    "FILE": "the file to take in",
    "F.ttx": "the journal of an exercise",
    "URL": "the address that the host printed",
    "--journal": "the file of the exercise; else one in the folder for data",
    "--lang": "the language",
    "--objectives": "only these objectives",
    "--pace": "otherwise than the scenario says",
    "--plain": "line mode",
    "--port": "the port of the host",
    "--preset": "a preset of the scenario",
    "--role": "the seat to begin at",
    "--runs": "how many runs",
    "--seed": "the luck; else by chance",
    "--speed": "exercise seconds per real second",
    "--team": "the tables that people take",
    "--tls": "a certificate of your own",
    "--until": "end there",
}
"""What a word means wherever it stands without words of its own."""


def language_of(argv: Sequence[str]) -> str:
    """The language that a command asks for, else that of the environment."""
    for number, word in enumerate(argv):
        given = argv[number + 1 : number + 2] if word == "--lang" else [word[7:]]
        if word.startswith("--lang") and given and given[0] in LANGUAGES:
            return given[0]
    return of_environment()


def of_environment() -> str:
    """The language of the environment: TTX_LANG, else that of the system, else English."""
    for name in ("TTX_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value[:2] in LANGUAGES:
            return value[:2]
    return "en"


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """The parser's own sentences come in this language meanwhile: they are looked up as
    any gettext sentence is, in the program's catalogue."""
    before, domain = os.environ.get("LANGUAGE"), gettext.textdomain()
    gettext.bindtextdomain("ttx", str(_LOCALE))
    gettext.textdomain("ttx")
    os.environ["LANGUAGE"] = lang
    try:
        yield
    finally:
        gettext.textdomain(domain)
        os.environ.pop("LANGUAGE")
        if before is not None:
            os.environ["LANGUAGE"] = before


class Parser(argparse.ArgumentParser):
    """Says what is wrong with a command in one sentence, and where its help is."""

    lang = "en"

    def error(self, message: str) -> NoReturn:
        """Ends with exit status 2; shaped for a person, not as a page of usage."""
        where = say(self.lang, "All that this command takes: {help}", help=f"{self.prog} --help")  # fmt: skip
        self.exit(USAGE, f"{self.prog}: {message}\n{where}\n")

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As usual, but a word that is not known is told with the one that is like it."""
        found, rest = self.parse_known_args(args, namespace)
        if rest:
            below = commands(self).get(getattr(found, "command", ""), self)
            below.error(_unknown(below, rest[0]))
        return found


def unfit(english: str, /, **params: object) -> argparse.ArgumentTypeError:
    """What is wrong with a value, for the parser to tell with the word it stands at."""
    return argparse.ArgumentTypeError(gettext.gettext(english).format(**params))


def whole(raw: str, least: int, most: int) -> int:
    """A whole number within these bounds; else what is wrong with it."""
    try:
        value = int(raw)
    except ValueError:
        value = least - 1
    if not least <= value <= most:
        raise unfit("'{given}' is not a whole number from {least} to {most}",
                    given=raw, least=least, most=most)  # fmt: skip
    return value


def commands(top: argparse.ArgumentParser) -> dict[str, Parser]:
    """The commands of a program by name, each with a parser of its own."""
    return {name: one for action in top._actions
            if isinstance(action, argparse._SubParsersAction)
            for name, one in action.choices.items()}  # fmt: skip


def unknown_command(top: Parser, argv: Sequence[str]) -> str:
    """What to say of a first word that is no command; nothing where it is one."""
    known = commands(top)
    first = next(iter(argv), "-")
    if first.startswith("-") or first in known:
        return ""
    if near := _near(first, known):
        return say(top.lang, "there is no command '{name}', did you mean '{near}'?",
                   name=first, near=near)  # fmt: skip
    return say(top.lang, "there is no command '{name}'", name=first)


def _unknown(below: Parser, word: str) -> str:
    name = word.partition("=")[0]
    known = [option for action in below._actions for option in action.option_strings]
    if near := _near(name, known):
        return say(below.lang, "'{name}' is not known here, did you mean '{near}'?",
                   name=name, near=near)  # fmt: skip
    return say(below.lang, "'{name}' is not known here", name=name)


def _near(name: str, known: Iterable[str]) -> str:
    """The known word that is most like this one; empty if none is."""
    return next(iter(get_close_matches(name, [*known], 1)), "")


def spoken(one: Parser, lang: str) -> None:
    """Put the help of a command, and of those below it, into a language."""
    one.lang = lang
    one.description = one.description and say(lang, one.description)
    one.epilog = one.epilog and say(lang, one.epilog)
    for action in one._actions:
        word = (action.option_strings or [str(action.metavar)])[-1]
        told = action.help or HELP.get(word, "")
        action.help = say(lang, told) if told else None
        if isinstance(action, argparse._SubParsersAction):
            for choice in action._choices_actions:
                below = action.choices[choice.dest]
                below.description = below.description or choice.help
                choice.help = choice.help and say(lang, choice.help)
    for below in commands(one).values():
        spoken(below, lang)
