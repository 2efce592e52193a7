"""Where the numbers of a stream come from: numpy's Philox generator, by its key.

A module of its own, imported when something is drawn: listing scenarios needs no numpy.
The world multiplies no matrices, so numpy need not start threads for that.
"""

from __future__ import annotations

import os
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from numpy.random import Generator, Philox
from numpy.random.bit_generator import ISeedSequence


class Key(ISeedSequence):
    """A key as numpy takes it without drawing a seed of its own first, which it does
    for `Philox(key=...)` and which costs three times as much. The numbers are the same.
    """

    __slots__ = ("_key",)

    def __init__(self, key: bytes) -> None:
        self._key = key

    def generate_state(self, n_words: int, dtype: Any = np.uint64) -> Any:
        """The two words of 64 bits that are Philox's key."""
        return np.frombuffer(self._key, "<u8")


def generator(key: bytes) -> Generator:
    """A generator of the stream with this key: 16 bytes, the most significant first."""
    # numpy takes any ISeedSequence; its type annotations name only its own
    return Generator(Philox(Key(key[::-1])))  # type: ignore[arg-type]
