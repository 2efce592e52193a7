"""`ttx new`: asks a few questions at the terminal and writes a scenario with comments."""

from __future__ import annotations

import argparse
import sys
import textwrap
from pathlib import Path
from shutil import get_terminal_size
from typing import Any

from ttx import library
from ttx.errors import UsageError
from ttx.outline_new import TEXTS, Question, named, questions
from ttx.outline_plot import filled
from ttx.text import say


def new(args: argparse.Namespace) -> int:
    """Write a new scenario, from questions or from one that there is; never over one."""
    name = named(args.name) if args.name else _name(args)
    folder = Path(args.out or "scenarios")
    for taken in (folder / f"{name}.yaml", folder / f"{name}.yml", folder / name):
        if taken.exists():
            raise UsageError("There is already a scenario at {path}; choose another name.",
                             path=taken)  # fmt: skip
    path = _copied(args, name, folder) if args.from_ else _asked(args, name, folder)
    problems = _told(args, path)
    _go_on(args, name, path)
    return 1 if problems else 0


def _asked(args: argparse.Namespace, name: str, folder: Path) -> Path:
    """A folder of files, each with one concern; what people read stands in two of them."""
    from ttx.cli_files import written
    from ttx.library_shelves import shelves
    from ttx.report_starter import started

    answers = _answers(args)
    facts = filled(name, answers)
    starter = next(
        one
        for shelf in shelves("starters")
        if (one := shelf / answers["plot"]).is_dir()
    )
    for template in sorted(starter.glob("*.yaml.j2")):
        text = started(template, facts, args.lang, answers["texts"])
        lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
        written(folder / name / template.name.removesuffix(".j2"), lines + "\n")
    return folder / name


# --- the questions -----------------------------------------------------------------


def _name(args: argparse.Namespace) -> str:
    """The name that was left out, asked for; UsageError if nobody can answer."""
    while True:
        print(say(args.lang, "Name of the scenario and its file, as heat-wave: "), end="",
              file=sys.stderr, flush=True)  # fmt: skip
        line = "" if args.yes else sys.stdin.readline()
        if not line:
            print(file=sys.stderr)
            raise UsageError("Say what it is to be called: ttx new NAME")
        try:
            return named(line.strip())
        except UsageError as wrong:
            print(wrong.sentence(args.lang), file=sys.stderr)


def _answers(args: argparse.Namespace) -> dict[str, Any]:
    """Every question answered: by a flag, at the terminal, or as proposed."""
    answers: dict[str, Any] = {}
    asking = not args.yes
    if asking:
        _say(args, "At most {count} questions; Enter takes what stands between brackets, Ctrl+C stops and"
                   " writes nothing.", count=len(questions()))  # fmt: skip
        _say(args, "Is your subject not among the first three? Take the nearest; cause and place you"
                   " write into it afterwards.")  # fmt: skip
    for one in questions():
        proposal = one.proposal(answers, args.lang)
        flag = getattr(args, one.key)
        if one.plot and one.plot != answers["plot"]:
            answers[one.key] = one.read(_none(one, flag))
        elif flag is not None:
            answers[one.key] = one.read(flag)
        elif asking:
            answers[one.key] = _ask(args, one, proposal)
        else:
            answers[one.key] = one.read(proposal)
    return answers


def _none(one: Question, flag: str | None) -> str:
    """The answer to what this plot does not ask; UsageError if a flag gives another one."""
    if flag not in (None, "none"):
        raise UsageError("--{flag} belongs to --plot {plot}.", flag=one.key, plot=one.plot)  # fmt: skip
    return "none"


def _ask(args: argparse.Namespace, one: Question, proposal: str) -> Any:
    """Ask until the answer can be used; the end of the input takes the proposal."""
    print(file=sys.stderr)
    for number, (key, words) in enumerate((one.choices or {}).items(), 1):
        print(f"  {number}  {words.of(args.lang)} ({key})", file=sys.stderr)
    proposed = (one.choices or {}).get(proposal)
    shown = proposed.of(args.lang) if proposed else proposal
    while True:
        print(_wrapped(f"{one.asks.of(args.lang)} [{shown}]: "), end="",
              file=sys.stderr, flush=True)  # fmt: skip
        line = sys.stdin.readline()
        if not line.endswith("\n"):
            print(file=sys.stderr)
        try:
            return one.read(line.strip() or proposal)
        except UsageError as wrong:
            if not line:
                raise
            print(wrong.sentence(args.lang), file=sys.stderr)


# --- from a scenario that there is ---------------------------------------------------


def _copied(args: argparse.Namespace, name: str, folder: Path) -> Path:
    from ttx.library_copy import copied

    own = {one.key: one for one in questions() if one.key in ("title", "startex")}
    title = args.title and own["title"].read(args.title)
    startex = args.startex and own["startex"].read(args.startex)
    try:
        made = copied(args.from_, name, folder, title or "", startex or "", args.lang)
    except OSError as wrong:
        raise UsageError("Cannot write {path}: {why}", path=folder / name,
                         why=wrong.strerror) from None  # fmt: skip
    for line in made.to_read:
        print(line, file=sys.stderr)
    return made.path


# --- what is told ---------------------------------------------------------------------


def _told(args: argparse.Namespace, path: Path) -> bool:
    """Check what was written; whether there is an error in it."""
    problems = library.check([str(path)])
    for one in problems:
        print(one.line_of_text(args.lang), file=sys.stderr)
    return any(one.severity == "error" for one in problems)


def _go_on(args: argparse.Namespace, name: str, path: Path) -> None:
    """What to do next; the path alone goes to standard output."""
    plain = path.parent == Path("scenarios")
    called = name if plain else str(path)
    _say(args, "Written: {path}. Change it, check it (ttx check {name}), look at it"
               " (ttx show {name}) and play it (ttx play {name}).", path=path, name=called)  # fmt: skip
    if not args.from_:
        _say(
            args, "Begin with scenario.yaml and msel.yaml: they hold what people read."
        )
    languages = library.load(str(path)).scenario.languages
    if args.lang not in languages:
        _say(args, "Its texts are in {language}: with --lang {code} the program speaks it too.",
             language=TEXTS[languages[0]].of(args.lang), code=languages[0])  # fmt: skip
    print(path)


def _say(args: argparse.Namespace, english: str, **params: object) -> None:
    """A sentence beside the answers, broken between words at a terminal."""
    print(_wrapped(say(args.lang, english, **params)), file=sys.stderr)


def _wrapped(told: str) -> str:
    """Broken between words at a terminal; a blank at the end stays."""
    if not sys.stderr.isatty():
        return told
    lines = textwrap.fill(told, get_terminal_size().columns - 1, break_long_words=False,
                          break_on_hyphens=False)  # fmt: skip
    return lines + told[len(told.rstrip()) :]
