"""The commands that play: compose a scenario, a journal, a host and a front-end."""

from __future__ import annotations

import argparse
import gc
import json
import secrets
import shutil
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ttx.cli_scenario import journal_path, scenario_of
from ttx.errors import UsageError
from ttx.exercise import Exercise
from ttx.journal import Journal
from ttx.moment import offset
from ttx.policy import GREEDY, Way, most_futures, named, play_through
from ttx.scenario import Scenario
from ttx.scenario.ways import usual
from ttx.text import Text, say


def play(args: argparse.Namespace) -> int:
    """`ttx play`: the screens, line mode, or all by policy."""
    scenario = scenario_of(args)
    seed = args.seed if args.seed is not None else secrets.randbelow(2**31)
    path = Path(args.journal) if args.journal else journal_path(scenario.id)
    way = _way(scenario, args.policy)
    by_itself = args.headless or not (args.plain or args.paper or _terminal())
    if args.paper:
        by_moves(scenario)
    if by_itself:
        return _headless(args, scenario, seed, path, way)
    taken = _taken(scenario, args.team)
    policies = _policies(args, scenario, taken, beside_people(way))
    exercise = _begun(args, scenario, seed, path)
    narrate(args, "The journal of this exercise: {path}", path=path)
    return _screens(args, exercise, policies, taken)


def _begun(
    args: argparse.Namespace, scenario: Scenario, seed: int, path: Path
) -> Exercise:
    from ttx.cli_sign_off import enter, words_of

    handed = follow_up(args)  # a bad file leaves no journal behind
    signed = words_of(args.sign_off, scenario)
    exercise = Exercise(scenario, seed, Journal.create(path),
                        assumptions=args.assumptions, follow_up=handed)  # fmt: skip
    enter(exercise, signed)
    return exercise


def follow_up(args: argparse.Namespace) -> list[dict[str, Any]]:
    """The open actions of earlier debriefs that are handed to this exercise."""
    from ttx.library_earlier import open_actions

    found: list[dict[str, Any]] = []
    for name in args.follow_up:
        left = open_actions(Path(name), len(found))
        narrate(args, "Open actions handed on from {path}: {count}", path=name,
                count=len(left))  # fmt: skip
        found += left
    return found


def resume(args: argparse.Namespace) -> int:
    """`ttx resume`: go on at the last moment on disk."""
    from ttx.replay import resume as again

    path = Path(args.file)
    exercise = again(path)
    if args.paper:
        by_moves(exercise.scenario)
    narrate(args, "Going on at {moment}.", moment=offset(exercise.now))
    return _screens(args, exercise, {}, _taken(exercise.scenario, args.team))


def _way(scenario: Scenario, name: str | None) -> Way | None:
    """What the named policy stands for; the usual one where none is named."""
    name = usual(scenario.policies) if name is None else name
    return named(scenario, name) if name else None


def beside_people(way: Way | None) -> str:
    """A policy that may hold a table in an exercise with people, by its name."""
    if way is not None and not way.beside_people:
        raise UsageError("'{policy}' plays only where no people play: with --headless, or in"
                         " a rehearsal", policy=way.name)  # fmt: skip
    return way.name if way is not None else ""


def _taken(scenario: Scenario, teams: str | None) -> list[str]:
    taken: list[str] = []
    for name in (teams or "").split(","):
        found = [t.id for t in scenario.tables if name in (t.id, t.team)]
        if name and not found:
            known = ", ".join(t.id for t in scenario.tables)
            raise UsageError("There is no table '{name}'; this scenario has: {all}", name=name,
                             all=known)  # fmt: skip
        taken += found
    return taken


def _policies(args: argparse.Namespace, scenario: Scenario, taken: list[str],
              policy: str) -> dict[str, str]:  # fmt: skip
    """Which tables play themselves: those that no one takes.

    Without `--team` the leader's keyboard takes all tables, unless a policy is named; in
    a guided exercise a lone player takes the first one.
    """
    tables = [one.id for one in scenario.tables]
    if not taken and args.policy:
        return dict.fromkeys(tables, policy)
    if not taken and _alone(scenario) and args.role in (None, "table"):
        taken = tables[:1]
    return {one: policy for one in tables if taken and one not in taken}


def _terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def narrate(args: argparse.Namespace, english: str, **params: object) -> None:
    """Say something beside the data, in the user's language."""
    print(say(args.lang, english, **params), file=sys.stderr)


# --- without people ----------------------------------------------------------------


def _headless(
    args: argparse.Namespace, scenario: Scenario, seed: int, path: Path, way: Way | None
) -> int:
    exercise = _begun(args, scenario, seed, path)
    policies = {one.id: way for one in scenario.tables if way is not None}
    if way is not None and way.kind == GREEDY:
        narrate(args, "'greedy' looks ahead: at most {count} short futures are played in"
                      " this exercise.", count=most_futures(scenario))  # fmt: skip
    gc.freeze()
    gc.disable()  # one run, then the process ends: a sixth of its time
    try:
        play_through(exercise, policies)
    finally:
        exercise.journal.reach(exercise.now)
        exercise.journal.close()
    result = {
        "scenario": scenario.id, "seed": seed, "assumptions": args.assumptions,
        "policy": way.name if way is not None else "",
        "ended": offset(exercise.now), "entries": len(exercise.journal),
        "digest": exercise.journal.digest, "outcomes": exercise.outcomes(),
        "journal": str(path),
    }  # fmt: skip
    if args.json:
        print(json.dumps(result, ensure_ascii=False))
        return 0
    _tell(args, exercise, result)
    return 0


def _tell(
    args: argparse.Namespace, exercise: Exercise, result: Mapping[str, Any]
) -> None:
    scenario = exercise.scenario
    print(scenario.marking.of(args.lang))
    print(scenario.title.of(args.lang))
    played = "All tables were played by policy '{policy}', seed {seed}."
    nobody = "Nobody played the tables; seed {seed}."
    narrate(args, played if result["policy"] else nobody,
         policy=result["policy"], seed=result["seed"])  # fmt: skip
    if result["assumptions"]:
        narrate(args, "All assumptions were drawn within their doubt, draw {draw}.",
             draw=result["assumptions"])  # fmt: skip
    for name, value in result["outcomes"].items():
        show = exercise.msel.show(name)
        title = show.title if show else exercise.world.gauges[name].says
        from ttx.picture import figure

        shown = figure(value, show).of(args.lang) if show else f"{value:g}"
        print(f"- {title.of(args.lang)}: {shown}")
    narrate(args, "The journal: {path}", path=result["journal"])
    if not args.headless:
        page = debrief(exercise, args.lang)
        print(say(args.lang, "The debrief (CONCEPT): {path}", path=page))


def debrief(exercise: Exercise, lang: str) -> Path:
    """Write the debrief beside the journal; the page."""
    from ttx.cli_influence import kept
    from ttx.cli_report import write_debrief

    path = exercise.journal.path
    assert path is not None
    entries = list(exercise.journal)
    out = path.with_suffix("")
    return write_debrief(entries, out, lang, tried=kept(path, entries))[0]


# --- with people ---------------------------------------------------------------------


def _screens(args: argparse.Namespace, exercise: Exercise, policies: dict[str, str],
             taken: list[str]) -> int:  # fmt: skip
    from ttx.live.host import Host
    from ttx.live.session import hold, typed_lines

    _, table_time = exercise.journal.reached()
    host = Host(
        exercise, policies, cards(), getattr(args, "speed", None), debrief, table_time
    )
    if args.paper:
        return _from_paper(args, host)
    start = _start(exercise.scenario, args.role, taken)
    if args.plain:
        from ttx import plain

        return hold(
            host, lambda seats: plain.run(seats, start, args.lang, typed_lines(), print)
        )
    from ttx.tui.app import TtxApp
    from ttx.tui.keys import keys_file, own_keys

    keys = own_keys(keys_file())

    async def front(seats: Any) -> int:
        return await TtxApp(seats, start, args.lang, keys).run_async() or 0

    status = hold(host, front)
    _say_report(args, host.exercise)
    narrate(args, "The journal: {path}. Go on with: ttx resume {path}",
         path=host.exercise.journal.path)  # fmt: skip
    return status


def by_moves(scenario: Scenario) -> None:
    """UsageError where an exercise does not go by moves: paper cannot follow a clock."""
    if scenario.pace != "moves":
        raise UsageError("Only an exercise that goes by moves can be played from paper;"
                         " add --pace moves")  # fmt: skip


def _from_paper(args: argparse.Namespace, host: Any) -> int:
    """Line mode that takes in what was decided on paper, at the leader's keyboard."""
    from ttx.live.session import hold, typed_lines
    from ttx.plain import paper

    host.on_paper = True
    file = str(host.exercise.journal.path)
    status = hold(
        host, lambda seats: paper.run(seats, args.lang, typed_lines(), _folded, file)
    )
    _say_report(args, host.exercise)
    if not host.exercise.over:
        narrate(args, "The journal: {path}. Go on with: ttx resume {path} --paper",
                path=file)  # fmt: skip
    return status


def _folded(line: str) -> None:
    """Print a line; on a terminal no word is cut in two at its edge."""
    wide = shutil.get_terminal_size().columns - 1 if sys.stdout.isatty() else 0
    print(textwrap.fill(line, wide) if wide and len(line) > wide else line, flush=True)


def _say_report(args: argparse.Namespace, exercise: Exercise) -> None:
    """Who leaves after ENDEX is told where the debrief lies, written from the last word."""
    if exercise.over:
        page = debrief(exercise, args.lang)
        narrate(args, "The debrief (CONCEPT): {path}", path=page)


def _start(scenario: Scenario, role: str | None, taken: list[str]) -> str:
    tables = taken or [one.id for one in scenario.tables]
    if role in ("leader", "response", "evaluator"):
        return role
    if role == "table" or taken or _alone(scenario):
        return tables[0]
    return "leader"


def _alone(scenario: Scenario) -> bool:
    """Whether one player without others is who this exercise is meant for."""
    return bool(scenario.guide) and scenario.pace == "running"


def own_policies(args: argparse.Namespace, scenario: Scenario) -> dict[str, str]:
    """The policies of the tables that nobody takes on a network: `--policy a=b,c=d`."""
    found: dict[str, str] = {}
    for part in (args.policy or "").split(","):
        if not part:
            continue
        table, _, name = part.partition("=")
        for one in _taken(scenario, table):
            found[one] = beside_people(_way(scenario, name or None))
    return found


def cards() -> tuple[tuple[str, Text, Text], ...]:
    """The inject cards of the library, for ad-hoc injects."""
    from ttx import library

    found, _ = library.cards()
    return tuple((name, card[0].title, card[0].text) for name, card in found.items())
