"""`ttx whatif`, and the influence of decisions for the debrief: computed in worker
processes, shown as it goes, kept beside the journal so that nothing is played twice.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ttx.cli_progress import Bar, heed_ctrl_c, tell
from ttx.errors import JournalError, UsageError
from ttx.journal import Entry, Journal
from ttx.text import say

if TYPE_CHECKING:
    from ttx.influence import Plan
    from ttx.variant import Course
    from ttx.variant_tried import Run, Tried, Try

SUFFIX = ".influence.json"
EVERY = 10.0
"""Seconds between two savings of what is computed."""


# --- for the debrief -----------------------------------------------------------------


def kept(path: Path, entries: Sequence[Entry]) -> Tried | None:
    """What was computed before for this journal; None if nothing, or for another."""
    from ttx.variant import course

    if not path.with_suffix(SUFFIX).is_file():
        return None
    try:
        return _kept(path, course(entries).mark)
    except JournalError:
        return None  # made in another world: the report does without


def _kept(path: Path, mark: str) -> Tried | None:
    from ttx.variant_tried import tried

    file = path.with_suffix(SUFFIX)
    if not file.is_file():
        return None
    try:
        made = tried(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, KeyError, TypeError, ValueError) as wrong:
        raise UsageError("{path} does not hold an influence of decisions that can be read;"
                         " remove it and compute it again.", path=file) from wrong  # fmt: skip
    return made if made.digest == mark else None


def computed(args: argparse.Namespace, path: Path, entries: Sequence[Entry]) -> Tried:
    """The influence of all decisions in so many runs; goes on with what is kept.

    KeyboardInterrupt stops it: what is finished is kept, and said.
    """
    from ttx.influence import plan
    from ttx.variant import course

    heed_ctrl_c()
    whole = course(entries)
    tell(args.lang, "Looking for what could have been decided otherwise...")
    made = plan(whole)
    before = _kept(path, whole.mark)
    runs = list(before.runs) if before and before.tries == made.tries else []
    tell(args.lang, "Decisions and options: {tries}; runs: {runs}; courses in each: {courses}",
          tries=len({(t.entry, t.table, t.option) for t in made.tries}),
          runs=args.influence, courses=len(made.variants) + 1)  # fmt: skip
    file = path.with_suffix(SUFFIX)
    try:
        _play(
            args,
            made,
            args.influence,
            runs,
            lambda: _save(file, made, args, runs, whole),
        )
    except KeyboardInterrupt:
        _save(file, made, args, runs, whole)
        tell(args.lang, "Stopped. {count} of {wanted} runs are kept in {path}; the same command"
                    " goes on with them.", count=len(runs), wanted=args.influence, path=file)  # fmt: skip
        raise
    return _save(file, made, args, runs, whole)


def _save(file: Path, plan: Plan, args: argparse.Namespace, runs: Sequence[Run],
          whole: Course) -> Tried:  # fmt: skip
    """Put what is computed on disk, whole or not at all."""
    from ttx.influence import gathered

    made = gathered(plan, runs, max(args.influence, len(runs)), whole.mark)
    new = file.with_name(file.name + ".new")
    try:
        new.write_text(json.dumps(made.plain()), encoding="utf-8")
        new.replace(file)
    except OSError as wrong:
        raise UsageError("Cannot write {path}: {why}", path=file, why=wrong) from wrong
    return made


def _play(args: argparse.Namespace, plan: Plan, wanted: int, runs: list[Run],
          save: Any) -> None:  # fmt: skip
    """Play until there are so many runs, adding each to `runs` as it comes."""
    from ttx.influence import play
    from ttx.pool import workers

    many = workers() if args.workers is None else args.workers
    bar, saved = Bar(args.lang, wanted, len(runs)), time.monotonic() - EVERY
    for run in play(plan, wanted, many, {one.number for one in runs}):
        runs.append(run)
        now = time.monotonic()
        bar.show(len(runs))
        if now - saved >= EVERY:
            save()
            saved = now
    bar.end()


# --- by hand ---------------------------------------------------------------------------


def whatif(args: argparse.Namespace) -> int:
    """`ttx whatif`: one change, many runs; without a change, the decisions by number."""
    from ttx.variant import as_taken, course

    journal = Journal.open(Path(args.file))
    entries = list(journal)
    journal.close()
    whole = course(entries)
    if not (args.without or args.move or args.added):
        return _decisions(args, entries, whole)
    from ttx.influence import gathered, plan

    change = _change(args, entries, whole)
    whole = as_taken(whole, change.entry)
    made = plan(whole, [change])
    runs: list[Run] = []
    heed_ctrl_c()
    try:
        _play(args, made, args.runs, runs, lambda: None)
    except KeyboardInterrupt:
        tell(args.lang, "Stopped after {count} of {wanted} runs.", count=len(runs),
              wanted=args.runs)  # fmt: skip
        if not runs:
            raise
    _answer(args, entries, whole, gathered(made, runs, args.runs, whole.mark))
    return 0 if len(runs) == args.runs else 130


def _decisions(
    args: argparse.Namespace, entries: Sequence[Entry], whole: Course
) -> int:
    from ttx.debrief.decisions import decisions
    from ttx.evaluation_log import Log

    made = decisions(Log(entries, whole.scenario))
    if args.json:
        rows = [{"decision": one.number, "at": one.at, "table": one.seat,
                 "title": one.title.of(args.lang) or one.text} for one in made]  # fmt: skip
        print(json.dumps(rows, ensure_ascii=False))
        return 0
    calendar = whole.scenario.calendar
    for one in made:
        title = one.title.of(args.lang) or one.text
        name = say(args.lang, "D{number}", number=one.number)
        print(f"{name}  {calendar.label(one.at, args.lang)}  "
              f"{one.team.of(args.lang)}: {title}")  # fmt: skip
    tell(
        args.lang,
        "Choose one: --without N, --move N=T+H:MM, or --with 'T+H:MM table option'.",
    )
    return 0


def _change(args: argparse.Namespace, entries: Sequence[Entry], whole: Course) -> Try:
    from ttx.variant_tried import Try

    if args.added:
        return _added(args.added, whole)
    wanted, _, when = (args.without or args.move).partition("=")
    one = _decision(wanted, entries, whole)
    option = str(getattr(one.action, "option", ""))
    if args.without:
        return Try(
            f"{one.seq}/without", "without", one.by, option, one.seq, one.at, one.at
        )
    at = _moment(when, whole)
    kind = "earlier" if at < one.at else "later"
    return Try(f"{one.seq}/{kind}", kind, one.by, option, one.seq, at, one.at)


def _decision(wanted: str, entries: Sequence[Entry], whole: Course) -> Any:
    from ttx.debrief.decisions import numbers
    from ttx.evaluation_log import Log

    by_number = {n: seq for seq, n in numbers(Log(entries, whole.scenario)).items()}
    plain = wanted.strip().upper().lstrip("DB")
    seq = by_number.get(int(plain)) if plain.isdecimal() else None
    if seq is None:
        raise UsageError("There is no decision '{wanted}'; this exercise has D1 to D{last}."
                         " See them with: ttx whatif {path}", wanted=wanted,
                         last=len(by_number), path="F.ttx")  # fmt: skip
    return next(one for one in whole.inputs if one.seq == seq)


def _moment(raw: str, whole: Course) -> int:
    try:
        at = whole.scenario.calendar.parse(raw.strip())
    except (ValueError, OverflowError) as wrong:
        raise UsageError("'{given}' is not a moment; write it as T+1:30, D+1 06:00 or"
                         " 14:00", given=raw) from wrong  # fmt: skip
    if not 0 <= at < whole.ends:
        raise UsageError("{given} lies outside what was played.", given=raw)
    return at


def _added(raw: str, whole: Course) -> Try:
    """`T+4:00 rot second-site litres=5000`: moment, table, option and its values."""
    from ttx.exercise import values_of
    from ttx.variant_tried import Try

    scenario, words = whole.scenario, raw.split()
    if len(words) < 3:
        raise UsageError("'{given}' is not a decision; write it as 'T+4:00 table option"
                         " key=value'.", given=raw)  # fmt: skip
    when, table, option, *rest = words
    if scenario.table(table) is None:
        raise UsageError("There is no table '{name}'; this scenario has: {all}", name=table,
                         all=", ".join(t.id for t in scenario.tables))  # fmt: skip
    if option not in scenario.options:
        mine = [n for n, o in scenario.options.items()
                if {table, scenario.table(table).team} & set(o.who)]  # type: ignore[union-attr]  # fmt: skip
        raise UsageError("There is no option '{name}'; this table has: {all}", name=option,
                         all=", ".join(mine))  # fmt: skip
    values = dict(_value(one) for one in rest)
    at = _moment(when, whole)
    return Try(f"{table}/{option}/not-taken", "not-taken", table, option, 0, at, at,
               values=values_of(values))  # fmt: skip


def _value(raw: str) -> tuple[str, Any]:
    name, _, value = raw.partition("=")
    try:
        return name, float(value) if "." in value else int(value)
    except ValueError:
        return name, value


def _answer(args: argparse.Namespace, entries: Sequence[Entry], whole: Course,
            made: Tried) -> None:  # fmt: skip
    from dataclasses import asdict

    from ttx.debrief.influence import influence
    from ttx.evaluation_log import Log
    from ttx.world import World

    log = Log(entries, whole.scenario)
    found = influence(log, made, World(whole.scenario, 0).figures, annex=False)
    row = (*found.taken, *found.open, *found.same, *found.open_same)[0]
    if args.json:
        print(json.dumps({"change": asdict(row), "method": [asdict(m) for m in found.method],
                          "runs": len(made.runs)}, ensure_ascii=False))  # fmt: skip
        return
    lang = args.lang
    print(whole.scenario.marking.of(lang))
    print(f"{row.team.of(lang)}: {row.title.of(lang)}")
    print(row.sentence.of(lang))
    for one in row.hangs:
        print(say(lang, "Hangs on: {what}", what=one.of(lang)))
    for one in row.impossible:
        print(say(lang, "Could then not be taken: {what}", what=one.of(lang)))
    if row.routine:
        print(row.routine.of(lang))
    for one in found.method:
        print(f"- {one.of(lang)}")
