"""What a rehearsal plays on top where it is asked: with and without each option, and the
assumptions moved; and the sign-off list that comes of it.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from ttx.actions import SIGNED
from ttx.cli_kept import Kept
from ttx.cli_progress import Bar, tell
from ttx.errors import AbsentExtra, UsageError
from ttx.pool import Crew, workers
from ttx.pool_cluster import crew
from ttx.rehearsal import options, screening
from ttx.rehearsal.facts import Rehearsed
from ttx.rehearsal.plan import Plan, each_of
from ttx.rehearsal.runs import Play, Run
from ttx.rehearsal.sign_off import SUFFIX, sheet
from ttx.scenario.sign_off import read_sheet

OK, INTERRUPTED = 0, 130
Wanted = Callable[[Plan, Sequence[Run]], tuple[Play, ...]]
"""The plays that an answer still needs beside the runs that are there."""


def play_more(args: argparse.Namespace, made: Plan, kept: Kept) -> int:
    """Play what options and screening need, round by round; all of it is kept."""
    many = workers() if args.workers is None else args.workers
    hands = crew(many, args.cluster)
    try:
        if made.options:
            tell(args.lang, "How much each option matters:")
            _rounds(args, made, kept, hands, options.wanted)
        if made.screening:
            told = screening.cost(made)
            tell(args.lang, "Which assumptions matter most, in at most {plays} plays:", plays=told)  # fmt: skip
            _rounds(args, made, kept, hands, screening.wanted)
    except AbsentExtra as absent:
        tell(args.lang, absent.english, **absent.params)
    except KeyboardInterrupt:
        tell(args.lang, "Stopped. What is finished is kept in {path}; the same command goes on"
             " with it.", path=kept.path)  # fmt: skip
        return INTERRUPTED
    return OK


def _rounds(args: argparse.Namespace, made: Plan, kept: Kept, hands: Crew,
            wanted: Wanted) -> None:  # fmt: skip
    while todo := wanted(made, [*kept.runs, *kept.more]):
        bar = Bar(args.lang, len(todo))
        try:
            for done, one in enumerate(each_of(made, hands, todo), 1):
                kept.add(one)
                bar.show(done)
        finally:
            bar.end()


def signing(
    args: argparse.Namespace, made: Plan, facts: Rehearsed, out: Path
) -> Path | None:
    """Write the sign-off list; where the one that lies there was filled in, beside it."""
    if facts.assumptions is None or not facts.assumptions.rows:
        return None
    text = sheet(made.scenario, facts.assumptions, args.lang)
    path = _free(out, made.scenario.id)
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as wrong:
        raise UsageError("Cannot write {path}: {why}", path=path, why=wrong) from wrong
    return path


def _free(out: Path, name: str) -> Path:
    """Where nobody wrote anything: the plain name, or the first number that is free."""
    path, number = out / f"{name}{SUFFIX}", 1
    while path.is_file() and _filled(path, name):
        number += 1
        path = out / f"{name}-{number}{SUFFIX}"
    return path


def _filled(path: Path, name: str) -> bool:
    """Whether somebody filled anything in, or so changed it that this cannot be told."""
    raw = path.read_bytes()
    rows = raw.decode("utf-8", "replace").splitlines()
    known = [one.partition('"')[2].rstrip('"') for one in rows if "- figure: " in one]
    found, problems = read_sheet(raw, str(path), name, list(SIGNED), known)
    return bool(found.signed or problems)
