"""What chance alone gives: the same input again with other seeds, and nothing changed.

Assumptions stay as they were drawn; what a policy decided it decides again. It tells
how wide luck spreads an outcome, never what people would have done with other luck.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ttx.journal import Entry
from ttx.pool import Pool
from ttx.variant import Again, Course, course

Progress = Callable[[float], None]
"""Told how far it is, from 0 to 1."""


def seeds(own: int, many: int) -> list[int]:
    """So many seeds from 1 on, without the exercise's own: for all groups the same."""
    return [seed for seed in range(1, many + 2) if seed != own][:many]


def spread(entries: Sequence[Entry], seeds: Sequence[int], workers: int = 0,
           progress: Progress = lambda share: None) -> dict[str, list[float]]:  # fmt: skip
    """For each outcome its values at the end, in the order of the seeds.

    JournalError for a journal of another world, or one that does not begin with a start.
    """
    pool: Pool[int, dict[str, float]] = Pool(play, course(entries), workers)
    made: dict[int, dict[str, float]] = {}
    for number, figures in pool.each(seeds):
        made[number] = figures
        progress(len(made) / len(seeds))
    names = list(made[0]) if made else []
    return {name: [made[n][name] for n in range(len(seeds))] for name in names}


def play(needs: Course, seed: int) -> dict[str, float]:
    """The outcomes of one course under one seed."""
    again = Again(needs, seed, needs.draw)
    for one in needs.inputs:
        again.take(one)
    return again.finish().figures
