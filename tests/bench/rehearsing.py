"""What a rehearsal of the long power outage costs here: `make bench-rehearse`.

A thousand runs on two workers; what the second worker adds; what a worker grows; what a
cluster of two workers costs beside the same work in processes of this machine. Starting
workers is left out of the comparisons: they start once, whatever there is to play.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from ttx import library
from ttx.pool import Crew
from ttx.pool_cluster import crew
from ttx.rehearsal.plan import Plan, one_play, plan, rehearse

THOUSAND, SOME, TURNS = 250, 30, 3
"""Seeds, each under four policies: of the thousand runs, and of a turn of a comparison."""


def line(name: str, value: float, unit: str, target: float, more: bool = False) -> None:
    """`bench NAME VALUE UNIT target T ok|short`."""
    mark = "ok" if (value >= target if more else value <= target) else "short"
    print(f"bench {name} {value:.3g} {unit} target {target:g} {mark}", flush=True)


def outage(seeds: int) -> Plan:
    """All policies of the long power outage under so many seeds."""
    return plan(library.load("power-outage").scenario, [], seeds)


def pace(made: Plan, who: Crew) -> float:
    """Seconds a run, once the first of every worker is in."""
    came = []
    for _ in rehearse(made, who):
        came.append(time.monotonic())
    first = 8
    return (came[-1] - came[first - 1]) / (len(came) - first)


def thousand() -> None:
    """A thousand runs, workers and their start included."""
    begun = time.monotonic()
    many = sum(not run.why for run in rehearse(outage(THOUSAND), crew(2)))
    line(f"rehearse-power-outage-{many}-runs", time.monotonic() - begun, "s", 75)


def turns(first: Crew, second: Crew) -> float:
    """The median, over turns, of what a run costs with the first beside the second."""
    made = outage(SOME)
    return median(pace(made, first) / pace(made, second) for _ in range(TURNS))


def memory(runs: int) -> float:
    """By how much a worker is larger after so many runs than after a tenth of them, %."""
    made, sizes = outage(-(-runs // 4)), []
    for number, one in enumerate(made.plays[:runs], 1):
        one_play(made.scenario, one)
        if number in (runs // 10, runs):
            sizes.append(_size())
    return 100 * (sizes[1] / sizes[0] - 1)


def _size() -> int:
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return int(next(one for one in lines if one.startswith("VmRSS")).split()[1])


@contextmanager
def cluster(workers: int) -> Iterator[str]:
    """A scheduler and its workers on loopback; the scheduler's address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    here = ["--host", "127.0.0.1", "--no-dashboard"]
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", str(port)]
    one = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1",
           "--no-nanny"]  # fmt: skip
    with ExitStack() as running:
        for command in [dask, *[one] * workers]:
            process = running.enter_context(
                subprocess.Popen([*command, *here], stderr=subprocess.DEVNULL)
            )
            running.callback(process.terminate)
        time.sleep(8)
        yield address


def main() -> None:
    """Print every figure; `memory N`: that one alone, over N runs."""
    if sys.argv[1:2] == ["memory"]:
        line(f"rehearse-memory-{sys.argv[2]}-runs", memory(int(sys.argv[2])), "%", 5)
        return
    thousand()
    line("rehearse-second-worker", turns(crew(1), crew(2)), "times", 1.6, more=True)
    with cluster(2) as address:
        beside = turns(crew(cluster=address), crew(2))
    line("rehearse-cluster-beside-pool", beside, "times", 1.3)
    line("rehearse-memory-1000-runs", memory(1000), "%", 5)


if __name__ == "__main__":
    main()
