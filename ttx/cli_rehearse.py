"""`ttx rehearse`: a scenario played many times without people, before the day.

It composes plan, crew, files and report, shows how far it is, and keeps what is finished.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from ttx.cli_kept import Kept
from ttx.cli_progress import Bar, heed_ctrl_c, tell
from ttx.cli_rehearse_more import play_more, signing
from ttx.errors import UsageError
from ttx.pool import workers
from ttx.pool_cluster import crew
from ttx.rehearsal.enough import NARROW, STEP, prefix
from ttx.rehearsal.facts import Rehearsed, gather
from ttx.rehearsal.plan import Plan, plan, rehearse
from ttx.rehearsal.runs import Play, Run

OK, FINDINGS, INTERRUPTED = 0, 1, 130
FORMATS = ("html", "md", "json")


def run(args: argparse.Namespace) -> int:
    """Play what is not there yet, and write the report of all there is."""
    from ttx.cli_scenario import scenario_of

    heed_ctrl_c()
    scenario = scenario_of(args)
    policies = [one.strip() for one in args.policies.split(",") if one.strip()]
    made = plan(scenario, policies, args.runs, args.seed, not args.written,
                args.options, args.screening)  # fmt: skip
    if args.workers is not None and args.workers < 0:
        raise UsageError("The number of workers cannot be below 0.")
    out = Path(args.out or f"rehearsal-{scenario.id}")
    with Kept(out, made.mark, frozenset(made.plays)) as kept:
        status = _play(args, made, kept)
        if status != INTERRUPTED:
            status = play_more(args, made, kept) or status
        if kept.runs:
            _report(args, made, [*kept.runs, *kept.more], out)
    return status


def _play(args: argparse.Namespace, made: Plan, kept: Kept) -> int:
    """Play on until all is there, it is enough, or somebody stops it."""
    had = len(kept.runs)
    if had:
        tell(args.lang, "Runs that were there already: {count}", count=had)
    many = workers() if args.workers is None else args.workers
    wanted, have = len(made.plays), {one.play for one in kept.runs}
    reader, bar = _Reader(made, args.within), Bar(args.lang, len(made.plays), had)
    try:
        if not reader.stops(kept.runs):
            for one in rehearse(made, crew(many, args.cluster), have):
                kept.add(one)
                bar.show(len(kept.runs))
                if reader.stops(kept.runs):
                    break
            bar.end()
    except KeyboardInterrupt:
        bar.end()
        tell(args.lang, "Stopped. {count} of {wanted} runs are kept in {path}; the same command"
             " goes on with them.", count=len(kept.runs), wanted=wanted, path=kept.path)  # fmt: skip
        return INTERRUPTED
    kept.runs[:] = reader.part(kept.runs)
    return _lost(args, made, kept.runs)


class _Reader:
    """Looks after every so many whole seeds whether it is enough; 0: never."""

    def __init__(self, made: Plan, within: float | None) -> None:
        self._plan, self._within, self._seen, self._enough = made, within, 0, 0

    def stops(self, runs: Sequence[Run]) -> bool:
        """Whether the first seeds, without a gap, are enough. It does not hang on the
        order in which the runs came."""
        if self._within is None or self._enough:
            return bool(self._enough)
        whole = _whole(self._plan, {one.play for one in runs})
        if whole - whole % STEP > self._seen:
            self._seen = whole - whole % STEP
            self._enough = prefix(self._plan.scenario, runs, self._within, whole)
        return bool(self._enough)

    def part(self, runs: Sequence[Run]) -> list[Run]:
        """The runs that the answer rests on."""
        many = self._enough or self._plan.runs
        return [one for one in runs if one.play.number < many]


def _whole(made: Plan, have: set[Play]) -> int:
    """How many seeds are in from the first on, under every policy."""
    return next((one.number for one in made.plays if one not in have), made.runs)


def _lost(args: argparse.Namespace, made: Plan, runs: Sequence[Run]) -> int:
    lost = [one for one in runs if one.why]
    for one in lost[:10]:
        tell(args.lang, "Policy {policy}, seed {seed}, assumptions {draw}: this run could not be"
             " played: {why}", policy=one.play.policy, seed=one.play.seed,
             draw=one.play.draw, why=one.why)  # fmt: skip
    if len(lost) > 10:
        tell(args.lang, "Runs that could not be played: {count}", count=len(lost))
    return FINDINGS if lost else OK


def _report(
    args: argparse.Namespace, made: Plan, runs: Sequence[Run], out: Path
) -> None:
    from ttx.cli_report import pages
    from ttx.report import to_json
    from ttx.world import World

    figures = World(made.scenario, made.seed).figures
    facts: Rehearsed = gather(made, runs, figures, args.within or NARROW,
                              [Path(one).name for one in args.own])  # fmt: skip
    for path in pages(facts, facts.frame, "rehearsal", out, args.lang, FORMATS):
        if not args.json:
            print(path)
    if sheet := signing(args, made, facts, out):
        tell(
            args.lang,
            "The sign-off list, to be filled in by experts: {path}",
            path=sheet,
        )
    if args.json:
        print(to_json(facts), end="")
