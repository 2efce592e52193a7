"""Python's sweep for circles among objects, put off while a world plays.

Hundreds of thousands of patients come and go without ever being part of a circle; the
search for one costs a quarter to a half of a run.
"""

from __future__ import annotations

import gc


class without_sweeping:
    """Nobody sweeps in here; afterwards it is as it was before."""

    __slots__ = ("_swept",)

    def __enter__(self) -> None:
        self._swept = gc.isenabled()
        gc.disable()

    def __exit__(self, *_: object) -> None:
        if self._swept:
            gc.enable()


def emptied(*hubs: object) -> None:
    """Take from these all that they hold, so that it is given back at once.

    What a world is made of hangs together in circles that run through a few things.
    Without those Python need not search for them: of a thousand worlds that are played
    one after the other, each is gone before the next.
    """
    for one in hubs:
        vars(one).clear()
