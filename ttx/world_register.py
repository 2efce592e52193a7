"""What a world has by name: its gauges and its levers, made when somebody asks for one.

A scenario names a hundred of a thousand; the names are known from the start, and in the
order in which they were given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

T = TypeVar("T")


class Register(Mapping[str, T]):
    """Things by name. Asking for one makes it, once; that must change nothing else."""

    def __init__(self) -> None:
        self._made: dict[str, T] = {}
        self._makers: dict[str, tuple[Callable[[str], T], int] | None] = {}

    def put(self, name: str, thing: T) -> None:
        """Add what is made already."""
        self._makers[name], self._made[name] = None, thing

    def promise(
        self, names: Iterable[str], make: Callable[[str], T], skip: int = 0
    ) -> None:
        """Add names whose things are made when asked for: `make(name[skip:])`."""
        self._makers.update(dict.fromkeys(names, (make, skip)))

    def among(self, names: Iterable[str]) -> list[str]:
        """Those of these names that there are already."""
        if self._makers.keys().isdisjoint(names):
            return []
        return [one for one in names if one in self._makers]

    def made(self) -> Iterable[T]:
        """Those that somebody asked for so far."""
        return self._made.values()

    def __getitem__(self, name: str) -> T:
        if name in self._made:
            return self._made[name]
        promised = self._makers[name]
        assert promised is not None
        make, skip = promised
        thing = self._made[name] = make(name[skip:])
        return thing

    def __contains__(self, name: object) -> bool:
        return name in self._makers

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)
