"""Many plays at once: the same task for many items, in worker processes.

Results do not depend on how many workers there are, nor on the order in which they
finish. What the task is, and what it needs, is for others to say.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from ttx.errors import PlayError

Item = TypeVar("Item")
Made = TypeVar("Made")
TRIES = 3
"""How often an item is given out where its worker died under it."""


class Plays(Protocol):
    """A task at hand: give it items and take what comes."""

    def each(self, items: Sequence[Any]) -> Iterator[tuple[int, Any]]:
        """(number of the item, result), as they come; stop asking and all stops."""


Crew = Callable[[Callable[[Any, Any], Any], Any], Plays]
"""Who plays: given a task and what it needs, processes here or a cluster."""


@dataclass
class Pool(Generic[Item, Made]):
    """A task with what it needs, for as many items as are asked.

    task: a function of a module: (needs, item) -> result; needs and results can be
    pickled. workers: processes beside this one; 0 plays here, one after the other.
    """

    task: Callable[[Any, Item], Made]
    needs: Any
    workers: int = 0
    _tried: dict[int, int] = field(default_factory=dict)

    def each(self, items: Sequence[Item]) -> Iterator[tuple[int, Made]]:
        """(number of the item, result), as they come; stop asking and all stops.

        PlayError names the item where a worker died under it again and again. What
        the task raises comes through as it is.
        """
        if not self.workers:
            yield from (
                (n, self.task(self.needs, item)) for n, item in enumerate(items)
            )
            return
        left = dict(enumerate(items))
        while left:
            for number, made in self._round(left):
                del left[number]
                yield number, made

    def _round(self, left: dict[int, Item]) -> Iterator[tuple[int, Made]]:
        """All that is left, once; ends early where a worker dies."""
        pool = ProcessPoolExecutor(
            min(self.workers, len(left)),
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_begin, initargs=(self.task, self.needs),
        )  # fmt: skip
        given: dict[Future[Any], int] = {}
        try:
            given = {pool.submit(_play, item): n for n, item in left.items()}
            for one in as_completed(given):
                yield given[one], one.result()
        except BrokenProcessPool:
            self._again(given)
        finally:
            _stop(pool)

    def _again(self, given: dict[Future[Any], int]) -> None:
        """Count a lost worker against the items that were under way."""
        lost = [n for one, n in given.items() if _lost(one)]
        for number in lost[: self.workers]:
            self._tried[number] = self._tried.get(number, 0) + 1
            if self._tried[number] >= TRIES:
                raise PlayError("A worker process ended {times} times while it played"
                                " run {number}.", times=TRIES, number=number + 1)  # fmt: skip


def _lost(one: Future[Any]) -> bool:
    return (
        one.cancelled()
        or not one.done()
        or isinstance(one.exception(), BrokenProcessPool)
    )


def workers() -> int:
    """How many processes this machine has room for."""
    counted = getattr(os, "sched_getaffinity", None)
    return len(counted(0)) if counted else os.cpu_count() or 1


def _stop(pool: ProcessPoolExecutor) -> None:
    """Nobody waits for what nobody asks for any more.

    A worker may be stopped half-way a result, for whose end the pool's own thread would
    wait for ever while the way in stands open here. That thread is waited for: one that
    is still at work as the program ends complains of what is closed under it.
    """
    results = getattr(pool, "_result_queue", None)
    for process in list((getattr(pool, "_processes", None) or {}).values()):
        process.terminate()
    if results is not None:
        results._writer.close()
    pool.shutdown(cancel_futures=True)


# --- in a worker --------------------------------------------------------------------

_HERE: dict[str, Any] = {}
"""The task of this worker process and what it needs; written once, as it begins."""


def _begin(task: Callable[[Any, Any], Any], needs: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asked for this stops it
    _HERE["task"], _HERE["needs"] = task, needs


def _play(item: Any) -> Any:
    return _HERE["task"](_HERE["needs"], item)
