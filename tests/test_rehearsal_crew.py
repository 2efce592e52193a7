"""A rehearsal survives what happens to long computations: a stop, a worker that dies,
another machine. Slow: real processes, a real scheduler on loopback."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer

import distributed
import pytest

from tests.processes import ending
from tests.test_rehearsal import FIRST, told
from ttx import library, pool_cluster
from ttx.errors import PlayError
from ttx.pool_cluster import crew
from ttx.rehearsal import options
from ttx.rehearsal.plan import each_of, plan, rehearse

pytestmark = pytest.mark.slow


def asked(out: Path, runs: int, *more: str) -> list[str]:
    return [sys.executable, "-m", "ttx", "rehearse", FIRST, "--runs", str(runs), "--out",
            str(out), "--lang", "en", *more]  # fmt: skip


def lines(folder: Path) -> int:
    return sum(path.read_text(encoding="utf-8").count("\n")
               for path in folder.glob("runs-*.jsonl"))  # fmt: skip


def until(true: object, seconds: float = 240) -> None:
    """Wait until something has come about."""
    end = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


def workers_of(process: int) -> list[int]:
    """The worker processes of a rehearsal, as the system knows them."""
    own = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8")
    return [int(one) for one in own.split()
            if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()]  # fmt: skip


def begun(command: list[str]) -> subprocess.Popen[str]:
    """Started as at a keyboard: Ctrl+C reaches it, also where the tests run unseen."""
    return subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL) and None,
    )  # fmt: skip


def test_stopped_by_hand_what_is_finished_is_kept_and_told(tmp_path: Path) -> None:
    with ending(begun(asked(tmp_path, 400, "--workers", "2"))) as running:
        until(lambda: lines(tmp_path) >= 6)
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=600)
    assert running.returncode == 130, err
    count = int(re.search(r"Stopped. (\d+) of 1200 runs are kept", err)[1])  # type: ignore[index]
    assert count == lines(tmp_path) >= 6
    page = (tmp_path / f"rehearsal-{FIRST}.en.html").read_text(encoding="utf-8")
    assert "of 400, the same for every policy" in page
    assert "Traceback" not in err


def test_a_worker_that_dies_is_replaced_and_nothing_is_lost(tmp_path: Path) -> None:
    with ending(begun(asked(tmp_path, 40, "--workers", "2"))) as running:
        until(lambda: lines(tmp_path) >= 3)
        os.kill(workers_of(running.pid)[0], signal.SIGKILL)
        _, err = running.communicate(timeout=600)
    assert running.returncode == 0, err
    assert lines(tmp_path) == 120
    whole = (tmp_path / f"rehearsal-{FIRST}.en.json").read_text(encoding="utf-8")
    alone = tmp_path / "alone"
    subprocess.run(asked(alone, 40, "--workers", "2"), check=True, capture_output=True)
    assert (alone / f"rehearsal-{FIRST}.en.json").read_text(encoding="utf-8") == whole


# --- on a cluster -----------------------------------------------------------------------


Processes = list[subprocess.Popen[str]]


@contextmanager
def cluster(workers: int) -> Iterator[str]:
    """A scheduler and its workers on loopback; the scheduler's address."""
    with machines(workers) as (address, _):
        yield address


@contextmanager
def machines(workers: int) -> Iterator[tuple[str, Processes]]:
    """The same, and the processes of the workers."""
    with ExitStack() as running:
        folder = Path(running.enter_context(TemporaryDirectory()))
        known = folder / "scheduler.json"
        running.enter_context(ending(quietly(
            [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1",
             "--port", "0", "--no-dashboard", "--no-show", "--scheduler-file", str(known)]
        )))  # fmt: skip
        until(lambda: known.is_file() and known.read_text("utf-8").endswith("}"))
        address = json.loads(known.read_text("utf-8"))["address"]
        started = [running.enter_context(worker(address)) for _ in range(workers)]
        if workers:
            with distributed.Client(address, timeout=60, set_as_default=False) as asks:
                asks.wait_for_workers(workers, timeout=120)
        yield address, started


def worker(address: str) -> AbstractContextManager[subprocess.Popen[str]]:
    """A machine that joins the cluster, until the end of the context."""
    return ending(quietly(
        [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1",
         "--no-dashboard", "--no-nanny", "--host", "127.0.0.1"]
    ))  # fmt: skip


def quietly(command: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True
    )


def test_on_a_cluster_of_two_workers_the_answers_are_the_same() -> None:
    ways = ["routine", "noisy:routine", "save-and-hold"]
    made = plan(library.load(FIRST).scenario, ways, 4, options=2)
    near = list(rehearse(made, crew(2)))
    more = options.wanted(made, near)
    assert more and any(one.without for one in more)
    near += each_of(made, crew(2), more)
    with cluster(2) as address:
        far = [*rehearse(made, crew(cluster=address)),
               *each_of(made, crew(cluster=address), more)]  # fmt: skip
    assert told(made, far) == told(made, near)
    assert not any(run.why for run in far)


def test_a_machine_of_the_cluster_that_dies_loses_nothing() -> None:
    made = plan(library.load(FIRST).scenario, ["routine"], 60)
    far = []
    with machines(2) as (address, workers):
        for number, run in enumerate(rehearse(made, crew(cluster=address))):
            far.append(run)
            if number == 5:
                workers[0].kill()
    assert told(made, far) == told(made, list(rehearse(made, crew(2))))


def test_the_only_machine_dies_and_another_takes_its_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pool_cluster, "AWAY", 240)
    made = plan(library.load(FIRST).scenario, ["routine"], 60)
    far = []
    with machines(1) as (address, workers), ExitStack() as later:
        for number, run in enumerate(rehearse(made, crew(cluster=address))):
            far.append(run)
            if number == 5:
                workers[0].kill()
                later.enter_context(worker(address))
    assert told(made, far) == told(made, list(rehearse(made, crew(2))))


def test_a_machine_that_dies_while_it_is_given_what_a_play_needs_is_done_without(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = plan(library.load(FIRST).scenario, ["routine"], 8)
    lay_ready = pool_cluster._laid_ready
    with machines(2) as (address, workers):

        def dies_now(client: object, needs: object) -> object:
            Timer(0.02, workers[0].kill).start()
            return lay_ready(client, needs)

        monkeypatch.setattr(pool_cluster, "_laid_ready", dies_now)
        far = list(rehearse(made, crew(cluster=address)))
    assert told(made, far) == told(made, list(rehearse(made, crew(2))))


def test_a_cluster_that_loses_its_last_machine_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pool_cluster, "AWAY", 1)
    made = plan(library.load(FIRST).scenario, ["routine"], 60)
    with machines(1) as (address, workers), pytest.raises(PlayError) as wrong:
        for _ in rehearse(made, crew(cluster=address)):
            workers[0].kill()
    assert wrong.value.sentence("en") == "The cluster has no workers left."


def test_a_cluster_without_workers_is_told() -> None:
    made = plan(library.load(FIRST).scenario, [], 1)
    with cluster(0) as address, pytest.raises(PlayError) as wrong:
        list(rehearse(made, crew(cluster=address)))
    assert "no workers" in wrong.value.sentence("en")
