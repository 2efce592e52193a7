"""Python's sweep for circles among objects, put off while a world plays.

Hundreds of thousands of patients come and go without ever being part of a circle; the
search for one costs a quarter to a half of a run.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_sweeping() -> Iterator[None]:
    """Nobody sweeps in here; afterwards it is as it was before."""
    swept = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if swept:
            gc.enable()
