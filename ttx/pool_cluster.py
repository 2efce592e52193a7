"""Many plays at once on a dask.distributed cluster, behind the same call as a pool.

The scheduler and its workers are the organisation's own; each worker has this version
of the program installed. Results do not depend on how many workers there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from threading import Lock
from typing import Any, Generic

from ttx import WORLD, __version__
from ttx.errors import AbsentExtra, PlayError
from ttx.pool import Crew, Item, Made, Pool

WAIT = 10
"""Seconds after which a scheduler that does not answer, or has no worker, is given up."""
AHEAD = 8
"""Portions that each worker has waiting: it never stands idle, and few are lost."""
PORTION = 4
"""Plays handed out together: each portion costs a few milliseconds to hand out."""
AWAY = 30
"""Seconds in which a cluster that lost its last worker may get another."""
TRIES = 4
"""Times a portion is handed out, when the machines that had it or its needs went away."""


def crew(workers: int = 0, cluster: str = "") -> Crew:
    """Worker processes of this machine, or the cluster at an address (tcp://...)."""
    if cluster:
        return lambda task, needs: Cluster(task, needs, cluster)
    return lambda task, needs: Pool(task, needs, workers)


@dataclass
class Cluster(Generic[Item, Made]):
    """A task with what it needs, for as many items as are asked; see `pool.Pool`."""

    task: Callable[[Any, Item], Made]
    needs: Any
    address: str

    def each(self, items: Sequence[Item]) -> Iterator[tuple[int, Made]]:
        """(number of the item, result), as they come; stop asking and all stops.

        UsageError where there is no such cluster, PlayError where its workers have
        another version of the program, or die under a play again and again.
        """
        with _client(self.address) as client:
            _fits(client)
            yield from self._portions(client, items)

    def _portions(
        self, client: Any, items: Sequence[Item]
    ) -> Iterator[tuple[int, Made]]:
        threads = sum(client.nthreads().values())
        waiting = iter(range(0, len(items), PORTION))
        under_way = _dask().as_completed(
            [], loop=client.loop, with_results=True, raise_errors=False
        )
        given: dict[Any, tuple[int, int]] = {}
        needs = _laid_ready(client, self.needs)

        def hand_out(first: int, tries: int = 1) -> None:
            some = list(items[first : first + PORTION])
            one = client.submit(_play, self.task, needs, some, pure=False, retries=0)
            given[one.key] = first, tries
            under_way.add(one)

        for first in islice(waiting, threads * AHEAD):
            hand_out(first)
        for one, made in under_way:
            first, tries = given.pop(one.key)
            if one.status == "finished":
                for more in islice(waiting, 1):
                    hand_out(more)
                yield from enumerate(made, first)
            elif one.status == "error" or tries == TRIES:
                raise _lost(made, first)
            else:
                if needs.status != "finished":
                    needs = _laid_ready(client, self.needs)
                hand_out(first, tries + 1)


def _laid_ready(client: Any, needs: Any) -> Any:
    """A copy of what every play needs at each worker there is now.

    A cluster counts it as given, not made: when all machines that have it go away, it
    cannot be made again there, so whoever gave it must give it once more. So it is where
    a machine goes away while it is given: the whole giving fails then.
    """
    for _ in range(TRIES):
        try:
            return client.scatter(needs, broadcast=True, hash=False, timeout=AWAY)
        except TimeoutError:
            break
        except (OSError, KeyError):
            continue
    raise PlayError("The cluster has no workers left.")


def _dask() -> Any:
    try:
        import distributed
    except ImportError as wrong:
        raise AbsentExtra("A cluster needs an extra part: pip install 'ttx[cluster]'") from wrong  # fmt: skip
    return distributed


def _client(address: str) -> Any:
    try:
        return _dask().Client(address, timeout=WAIT, set_as_default=False)
    except (OSError, ValueError) as wrong:
        raise PlayError("There is no cluster that answers at {address}: {why}",
                        address=address, why=wrong) from wrong  # fmt: skip


def _fits(client: Any) -> None:
    """PlayError unless every worker has this program, of this version."""
    try:
        client.wait_for_workers(1, timeout=WAIT)
    except TimeoutError:
        raise PlayError("The cluster has no workers.") from None
    own = [__version__, WORLD]
    found = client.run(_version, on_error="return")
    for worker, version in sorted(found.items()):
        if version != own:
            raise PlayError("The worker {worker} of the cluster does not have ttx {version}"
                            " (it has: {found}). Install the same version there.",
                            worker=worker, version=__version__, found=_told(version))  # fmt: skip


def _told(version: Any) -> str:
    return str(version[0]) if isinstance(version, list) else type(version).__name__


def _lost(made: Any, first: int) -> PlayError:
    """What went wrong under a portion: its worker died, or the task itself said so."""
    if isinstance(made, PlayError):
        return made
    return PlayError("The cluster could not play runs {first} to {last}: {why}",
                     first=first + 1, last=first + PORTION, why=repr(made))  # fmt: skip


# --- in a worker --------------------------------------------------------------------

_ONE = Lock()
"""One play at a time in a worker: more threads would only take turns."""


def _version() -> list[object]:
    return [__version__, WORLD]


def _play(
    task: Callable[[Any, Any], Any], needs: Any, items: Sequence[Any]
) -> list[Any]:
    with _ONE:
        return [task(needs, item) for item in items]
