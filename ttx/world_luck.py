"""Named luck: one stream of numbers per quantity, the same for the same seed.

Made by the world alone. What one stream gives never depends on how often another is
asked, so a changed decision disturbs nothing that it does not touch.
"""

from __future__ import annotations

import hashlib

import numpy as np

_FIRST, _LARGEST = 64, 4096


class Luck:
    """A stream of numbers between 0 and 1, drawn in blocks sized to need."""

    __slots__ = (
        "_block",
        "_generator",
        "_name",
        "_place",
        "_rows",
        "_salt",
        "_seed",
        "_size",
    )

    def __init__(self, seed: int, name: str, salt: int = 0) -> None:
        self._seed, self._name = seed, name
        self.reseed(salt)

    def reseed(self, salt: int) -> None:
        """From here on other numbers, as a new salt of the same seed gives them."""
        self._salt = salt
        self._generator: np.random.Generator | None = None
        self._block: list[float] = []
        self._rows: list[tuple[float, ...]] = []
        self._place = 0
        self._size = _FIRST

    def next(self) -> float:
        """The next number."""
        if self._place >= len(self._block):
            self._block = self._draw().random(self._grown()).tolist()
            self._place = 0
        self._place += 1
        return self._block[self._place - 1]

    def row(self, width: int) -> tuple[float, ...]:
        """The next `width` numbers: the luck of one casualty."""
        if self._place >= len(self._rows):
            drawn = self._draw().random((self._grown(), width)).tolist()
            self._rows = [tuple(one) for one in drawn]
            self._place = 0
        self._place += 1
        return self._rows[self._place - 1]

    def keyed(self, key: str) -> float:
        """A number that depends on this stream and the key alone."""
        return int.from_bytes(self._digest(key)[:7], "big") / 2**56

    def _grown(self) -> int:
        size, self._size = self._size, min(self._size * 2, _LARGEST)
        return size

    def _draw(self) -> np.random.Generator:
        if self._generator is None:
            key = int.from_bytes(self._digest("")[:16], "big")
            self._generator = np.random.Generator(np.random.Philox(key=key))
        return self._generator

    def _digest(self, key: str) -> bytes:
        text = f"{self._seed}\0{self._salt}\0{self._name}\0{key}"
        return hashlib.sha256(text.encode()).digest()
