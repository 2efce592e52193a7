"""What `ttx rehearse` is asked with. It imports nothing of what it is about."""

from __future__ import annotations

import argparse

from ttx.cli_speaks import unfit


def rehearse(one: argparse.ArgumentParser) -> None:
    """What the command is asked with, beside the scenario and its choices."""
    one.add_argument("--runs", type=int, metavar="N", default=100,
                     help="seeds that every policy meets (100)")  # fmt: skip
    one.add_argument("--policies", metavar="A,B", default="",
                     help="policies to play; without: all of the scenario's own")  # fmt: skip
    one.add_argument("--seed", type=int, metavar="S", default=1, help="the first seed")
    one.add_argument("--within", type=_share, metavar="P%", default=None,
                     help="stop as soon as every mean is known within this share of it")  # fmt: skip
    one.add_argument("--written", action="store_true",
                     help="all figures as written, no assumption drawn")  # fmt: skip
    one.add_argument("--options", type=int, metavar="N", nargs="?", const=20, default=0,
                     help="how much each option matters, in so many pairs of runs (20)")  # fmt: skip
    one.add_argument("--screening", type=int, metavar="PLAYS", nargs="?", const=600,
                     default=0, help="the assumptions that matter most, in so many plays"
                     " (600), as a list for experts to sign")  # fmt: skip
    where = one.add_mutually_exclusive_group()
    where.add_argument("--workers", type=int, metavar="K", default=None,
                       help="processes on this machine (0: in this one)")  # fmt: skip
    where.add_argument("--cluster", metavar="tcp://..", default="",
                       help="the scheduler of a dask.distributed cluster")  # fmt: skip
    one.add_argument("--out", metavar="DIR", help="folder for runs and report")


def _share(text: str) -> float:
    """`5%` or `0.05`, as a share."""
    try:
        value = float(text.rstrip("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        value = 0.0
    if not 0 < value < 1:
        raise unfit("'{given}' is not a share; write it as 5%", given=text)
    return value
