"""Named luck: one stream of numbers per quantity, the same for the same seed.

Made by the world alone. What one stream gives never depends on how often another is
asked, so a changed decision disturbs nothing that it does not touch.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

_FIRST, _LARGEST = 64, 1024
"""Numbers in a block. Small ones are used while they are near; the sequence is the same."""


class Luck:
    """A stream of numbers between 0 and 1, drawn in blocks sized to need."""

    __slots__ = (
        "_blocks", "_generator", "_name", "_picks", "_rows", "_salt", "_seed", "_size", "next",
    )  # fmt: skip
    next: Callable[[], float]
    """The next number (after a reseed it is another function: never keep it)."""

    def __init__(self, seed: int, name: str, salt: int = 0) -> None:
        self._seed, self._name = seed, name
        self._picks: list[Picks] = []
        self._begin(salt)

    def reseed(self, salt: int) -> None:
        """From here on other numbers, as a new salt of the same seed gives them."""
        self._begin(salt)

    def _begin(self, salt: int) -> None:
        self._salt = salt
        self._generator: np.random.Generator | None = None
        self._rows: Iterator[tuple[float, ...]] = iter(())
        self._size = _FIRST
        self._blocks: Iterator[Iterator[float]] | None = None
        self.next = self._first
        for one in self._picks:
            one.restart()

    def _first(self) -> float:
        """What `next` is until a number was asked for: many a stream is asked by row."""
        if self._blocks is None:
            self._blocks = iter(partial(self._drawn, 1), None)
            self.next = chain.from_iterable(self._blocks).__next__
        return self.next()

    def let_go(self) -> None:
        """Give back what it took; it must not be used any more."""
        del self.next, self._blocks

    def row(self, width: int) -> tuple[float, ...]:
        """The next `width` numbers: the luck of one casualty."""
        for row in self._rows:
            return row
        self._rows = zip(*[self._drawn(width)] * width, strict=True)
        return next(self._rows)

    def rows(self, many: int, width: int) -> list[tuple[float, ...]]:
        """The next so many rows, as `row` gives them one by one."""
        found = list(islice(self._rows, many))
        while len(found) < many:
            missing = many - len(found)
            block = self._drawn(width, missing * width)
            self._rows = zip(*[block] * width, strict=True)
            found += islice(self._rows, missing)
        return found

    def keyed(self, key: str) -> float:
        """A number that depends on this stream and the key alone."""
        return int.from_bytes(self._digest(key)[:7], "big") / 2**56

    def picks(self, table: Sequence[int]) -> Picks:
        """Endless picks from a table of equally likely numbers.

        One stream must always be asked in one way: by number, by row or by picks.
        """
        self._picks.append(Picks(self, table))
        return self._picks[-1]

    def block(self, most: int) -> np.ndarray:
        """The next block of numbers, at most so many."""
        return self._draw().random(most)

    def _drawn(self, width: int, least: int = 0) -> Iterator[float]:
        """A block of whole rows, each drawn block larger than the one before, and of at
        least so many numbers."""
        size = self._size
        if size < _LARGEST:
            self._size = size * 2
        if size < least:
            size = least
        numbers = self._draw().random((size // width or 1) * width)
        return iter(array("d", numbers.tobytes()))

    def _draw(self) -> np.random.Generator:
        if self._generator is None:
            from ttx.world_numbers import generator

            self._generator = generator(self._digest("")[:16])
        return self._generator

    def _digest(self, key: str) -> bytes:
        text = f"{self._seed}\0{self._salt}\0{self._name}\0{key}"
        return hashlib.sha256(text.encode()).digest()


class Picks:
    """Picks from a table: `next()` gives one. Drawn in blocks; made for the hot path."""

    __slots__ = ("_luck", "_table", "next")
    next: Callable[[], int]

    def __init__(self, luck: Luck, table: Sequence[int]) -> None:
        self._luck, self._table = luck, table
        self.restart()

    def restart(self) -> None:
        """From here on by the luck as it is now; what was drawn ahead is dropped."""
        self.next = self._endless().__next__

    def _endless(self) -> Iterator[int]:
        size, many = _FIRST, len(self._table)
        first = (self._luck.block(size) * many).astype(int)
        from numpy import asarray

        table = asarray(self._table)
        yield from table[first].tolist()
        while True:
            size = min(size * 2, _LARGEST)
            yield from table[(self._luck.block(size) * many).astype(int)].tolist()
