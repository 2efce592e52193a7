"""Several files of one scenario read as one, and values set from outside.

Works on data and marks together, before anything is checked; opens no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ttx.errors import Problem
from ttx.scenario.marks import Mark, Source, located
from ttx.scenario.slips import nearest


def join(sources: list[Source]) -> Source:
    """The files of a folder as one: mappings and lists joined, the rest once only.

    While one cannot be read, nothing is judged: its names would be missed everywhere.
    """
    if any(one.data is None and one.problems for one in sources):
        said = [problem for one in sources for problem in one.problems]
        return Source(None, sources[0].mark, said)
    first, *others = sources
    for other in others:
        first.problems += other.problems
        if not isinstance(first.data, dict):
            continue
        if isinstance(other.data, dict):
            _merge(first.data, first.mark, other.data, other.mark, first.problems)
        elif other.data is not None:
            english = "a file of a scenario folder holds keys and values"
            first.problems.append(located(Problem("no-scenario", english), other.mark))
    return first


def _merge(
    into: Any, marks: Mark, data: Any, more: Mark, problems: list[Problem]
) -> None:
    for key, value in data.items():
        mark = more[5][key]
        if key not in into:
            into[key], marks[5][key] = value, mark
            continue
        here, there = into[key], marks[5][key]
        if isinstance(here, dict) and isinstance(value, dict):
            _merge(here, there, value, mark, problems)
        elif isinstance(here, list) and isinstance(value, list):
            here += value
            there[5].extend(mark[5])
        else:
            english = "'{key}' is also written in {path}, line {first}"
            params = {"key": key, "path": there[0], "first": there[1]}
            problem = Problem("duplicate-key", english, params, (), *mark[:3])
            problems.append(problem)


def put(source: Source, values: Mapping[str, Any], marks: Mark) -> Iterator[Problem]:
    """Set dotted paths (`world.casualties.trains.batch: 300`) in the data.

    Yields a problem for each path that does not exist. The last step may be a new
    key of a mapping that exists; whether that is allowed, the reading will say.
    """
    for path, value in values.items():
        mark = marks[5][path] if isinstance(marks[5], dict) else marks
        if not _put(source.data, source.mark, path.split("."), value, mark):
            yield no_path(source.data, path, mark)


def at(data: Any, path: str) -> Any:
    """What stands at a dotted path, or None."""
    found = next(_steps(data, path.split("."), exact=True), None)
    return found and _at(found[0], found[1])


def missing(data: Any, values: Iterable[str], marks: Mark) -> Iterator[Problem]:
    """The paths that do not exist, without setting anything."""
    for path in values:
        if next(_steps(data, path.split(".")), None) is None:
            yield no_path(data, path, marks[5][path])


def no_path(data: Any, path: str, mark: Mark) -> Problem:
    """There is no such place in the scenario; the sentence says how far it goes."""
    parts, here, done = path.split("."), data, 0
    for end in range(len(parts), 0, -1):
        found = next(_steps(data, parts[:end], exact=True), None)
        if found is not None:
            here, done = _at(found[0], found[1]), end
            break
    known = [str(name) for name, _ in _children(here)]
    near = nearest(".".join(parts[done:]), known) or nearest(parts[done], known)
    english = "there is nothing at '{path}': '{step}' does not exist"
    english += ", did you mean '{near}'?" if near else ""
    params = {"path": path, "step": ".".join(parts[done:]), "near": near}
    return located(Problem("unknown-path", english, params), mark)


def _put(data: Any, marks: Mark, parts: list[str], value: Any, mark: Mark) -> bool:
    found = next(_steps(data, parts), None)
    if found is None:
        return False
    holder, key, way = found
    inside = marks
    for step in way:
        inside = inside[5][step]
    holder[key] = value
    inside[5][key] = mark
    return True


def _steps(
    data: Any, parts: list[str], way: tuple[Any, ...] = (), *, exact: bool = False
) -> Iterator[tuple[Any, Any, tuple[Any, ...]]]:
    """All ways to read a path: names may hold dots, lists go by id or number."""
    named = dict(_children(data))
    for size in range(len(parts), 0, -1):
        name = ".".join(parts[:size])
        last = size == len(parts)
        if name in named:
            if last:
                yield data, named[name], way
            else:
                step = named[name]
                inner = _at(data, step)
                yield from _steps(inner, parts[size:], (*way, step), exact=exact)
        elif last and size == 1 and way and isinstance(data, dict) and not exact:
            yield data, name, way


def _at(holder: Any, key: Any) -> Any:
    return holder[key]


def _children(data: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(data, dict):
        yield from ((str(key), key) for key in data)
    elif isinstance(data, list):
        for number, one in enumerate(data):
            named = isinstance(one, dict) and isinstance(one.get("id"), str)
            yield (one["id"] if named else str(number)), number
