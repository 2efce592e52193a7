"""What was tried on an exercise, and what came of it in each run: plain numbers.

Nothing is judged here. It has a text form, so that a long computation is kept beside
the journal and goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ttx.actions import Values
from ttx.variant import Outcome


@dataclass(frozen=True, slots=True)
class Try:
    """One decision played otherwise.

    kind: without (left out), later or earlier (at `at` instead of `was`), not-taken
    (an option, with its `values`, that was asked for by hand or that the yardstick
    `policy` would have chosen at `at`). `entry` is the decision's entry, 0 for one that
    was not taken. Moments in ms after STARTEX.
    """

    key: str
    kind: str
    table: str
    option: str
    entry: int = 0
    at: int = 0
    was: int = 0
    policy: str = ""
    values: Values = ()

    @property
    def by_routine(self) -> tuple[str, str]:
        """The keys of the pair in which the other tables go on by routine: with the
        decision, and with this change."""
        return f"{self.key}/with-routine", f"{self.key}/routine"


@dataclass(frozen=True, slots=True)
class Run:
    """One seed and one draw of the assumptions: the course as it was, and each change."""

    number: int
    seed: int
    draw: int
    base: Outcome
    outcomes: Mapping[str, Outcome]


@dataclass(frozen=True, slots=True)
class Tried:
    """All runs of all tries. `wanted` is how many runs were asked for; `routine` the
    policy that the other tables go by in the variant beside it (empty: none);
    `digest` that of the journal it was computed from."""

    tries: tuple[Try, ...]
    runs: tuple[Run, ...]
    wanted: int
    routine: str
    digest: str

    def plain(self) -> dict[str, Any]:
        """As JSON-ready data."""
        return {
            "digest": self.digest, "wanted": self.wanted, "routine": self.routine,
            "tries": [asdict(one) for one in self.tries],
            "runs": [_run_plain(one) for one in self.runs],
        }  # fmt: skip


def tried(plain: Mapping[str, Any]) -> Tried:
    """From JSON data; KeyError, TypeError or ValueError where it is something else."""
    return Tried(
        tries=tuple(_try(one) for one in plain["tries"]),
        runs=tuple(_run(one) for one in plain["runs"]),
        wanted=int(plain["wanted"]),
        routine=str(plain["routine"]),
        digest=str(plain["digest"]),
    )


def _try(plain: Mapping[str, Any]) -> Try:
    values = tuple((str(name), value) for name, value in plain["values"])
    return Try(**{**plain, "values": values})


def _run_plain(run: Run) -> dict[str, Any]:
    return {"number": run.number, "seed": run.seed, "draw": run.draw,
            "base": asdict(run.base),
            "outcomes": {key: asdict(one) for key, one in run.outcomes.items()}}  # fmt: skip


def _run(plain: Mapping[str, Any]) -> Run:
    made = {key: outcome(one) for key, one in plain["outcomes"].items()}
    return Run(int(plain["number"]), int(plain["seed"]), int(plain["draw"]),
               outcome(plain["base"]), made)  # fmt: skip


def outcome(plain: Mapping[str, Any]) -> Outcome:
    """What came of one play, from JSON data."""
    return Outcome(
        {str(k): float(v) for k, v in plain["figures"].items()},
        tuple(int(one) for one in plain["impossible"]),
        tuple((int(at), str(by), str(option)) for at, by, option in plain["taken"]),
    )
