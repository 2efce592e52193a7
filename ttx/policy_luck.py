"""The luck of a table that plays itself: its own, by seed, table and policy.

Never the world's streams: what a table draws moves nothing that it does not decide, and
what one table draws does not depend on what another does.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy.random import Generator


class OwnLuck:
    """The luck of one table under one policy, in an exercise with one seed."""

    __slots__ = ("_name",)

    def __init__(self, seed: int, table: str, policy: str) -> None:
        self._name = f"policy\0{seed}\0{table}\0{policy}"

    def keyed(self, key: str) -> float:
        """A number from 0 to 1 that depends on this luck and the key alone."""
        return int.from_bytes(self._digest(key)[:7], "big") / 2**56

    def stream(self) -> Generator:
        """Numbers one after the other: a generator of numpy."""
        from ttx.world_numbers import generator  # numpy, for those who draw

        return generator(self._digest("")[:16])

    def _digest(self, key: str) -> bytes:
        return hashlib.sha256(f"{self._name}\0{key}".encode()).digest()
