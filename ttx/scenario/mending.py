"""What is left of a scenario when its unreadable parts are taken out.

One bad value must not hide the other problems of a file: the rest is still judged, on
names only. Never plays what it made, and never blames the rest for what it took out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from ttx.errors import Problem
from ttx.scenario.frame import Scenario
from ttx.scenario.marks import Mark, Source
from ttx.scenario.reading import made, places

Place = tuple[str | int, ...]

ROUNDS = 12
"""What misses a part that was taken out goes next; after this many rounds, no more."""
SPARE: dict[str, Any] = {
    "format": 1, "id": "spare", "title": "-", "startex": "2027-01-01T00:00+00:00",
    "endex": "T+8760", "teams": {},
}  # fmt: skip
"""What stands in for a part that every scenario must have."""
LISTS = ("moves", "objectives", "msel")
NAMED = ("teams", "options", "policies", "personas", "channels", "milestones", "world",
         "gauges", "presets", "lengths")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rest:
    """A scenario without its faulty parts, and every word that stood in those."""

    scenario: Scenario
    source: Source
    taken: Collection[str]

    def fair(self, problem: Problem) -> bool:
        """A name that is unknown, though nothing that was taken out bears it."""
        name = str(problem.params.get("name", ""))
        if (
            not problem.code.startswith("unknown-")
            or problem.code == "unknown-parameter"
        ):
            return problem.code == "same-name"
        return not any(part in self.taken for part in (name, *name.split(".")))


def rest(source: Source) -> Rest | None:
    """What can still be judged; None if too little of the file can be understood."""
    raw = source.data
    if not isinstance(raw, Mapping) or not _whole(raw):
        return None
    data, mark, taken = dict(raw), source.mark, set[str]()
    for _ in range(ROUNDS):
        try:
            return Rest(made(data), Source(data, mark), taken)
        except ValidationError as wrong:
            for place in _last_first(places(wrong, mark)):
                taken.update(_words(_at(data, place)), map(str, place[-1:]))
                data, mark = _without(data, mark, place)
            data = {**{key: SPARE[key] for key in SPARE if key not in data}, **data}
    return None


def _whole(raw: Mapping[str, Any]) -> bool:
    """All that gives names is at least of the right shape."""
    return all(isinstance(raw.get(key, []), list) for key in LISTS) and all(
        isinstance(raw.get(key, {}), Mapping) for key in NAMED
    )


def _last_first(found: Iterable[Place]) -> list[Place]:
    """Each place once, the last of a list first, so that the others keep their number;
    what lies inside another goes with it.
    """
    known = dict.fromkeys(one for one in found if one)
    outer = [
        one for one in known if not any(one[:n] in known for n in range(1, len(one)))
    ]
    return sorted(outer, key=lambda one: [str(step).zfill(9) for step in one])[::-1]


def _at(data: Any, place: Place) -> Any:
    for step in place:
        data = data[step]
    return data


def _words(data: Any) -> Iterator[str]:
    """Every word that stands in a part, keys and values."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield str(key)
            yield from _words(value)
    elif isinstance(data, list):
        for value in data:
            yield from _words(value)
    else:
        yield str(data)


def _without(data: Any, mark: Mark, place: Place) -> tuple[Any, Mark]:
    """Data and marks without one part; what was given stays as it is."""
    step, inside = place[0], mark[5]
    key = str(step) if isinstance(inside, dict) else step
    kept, marks = data.copy(), inside.copy()
    if len(place) == 1:
        del kept[step], marks[key]
    else:
        kept[step], marks[key] = _without(data[step], inside[key], place[1:])
    return kept, (*mark[:5], marks)
