"""A graph in layers from left to right: who stands in which column, and in what order.

Longest paths give the column, and the mean place of the neighbours the order (Sugiyama,
Tagawa and Toda, IEEE Trans. SMC 11, 1981). The same graph is always laid the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Edge = tuple[str, str]
SWEEPS = 12


def parts(names: Sequence[str], edges: Iterable[Edge]) -> list[list[str]]:
    """The pieces of a graph that hang together, the largest first."""
    root = {name: name for name in names}

    def top(name: str) -> str:
        while root[name] != name:
            name = root[name]
        return name

    for one, other in edges:
        root[top(one)] = top(other)
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(top(name), []).append(name)
    return sorted(found.values(), key=len, reverse=True)


def columns(names: Sequence[str], edges: Sequence[Edge]) -> dict[str, int]:
    """The column of each: one past the last that leads to it; circles are cut open."""
    out = {name: [b for a, b in edges if a == name and b != name] for name in names}
    order = _ordered(names, out)
    place = {name: number for number, name in enumerate(order)}
    column = dict.fromkeys(names, 0)
    for name in order:
        for other in out[name]:
            if place[other] > place[name]:
                column[other] = max(column[other], column[name] + 1)
    return _closer(order, out, place, column)


def _ordered(names: Sequence[str], out: Mapping[str, list[str]]) -> list[str]:
    """Depth first, what leads before what follows."""
    done: list[str] = []
    seen: dict[str, None] = {}
    for start in names:
        work = [(start, iter(out[start]))] if start not in seen else []
        seen[start] = None
        while work:
            name, left = work[-1]
            step = next((one for one in left if one not in seen), None)
            if step is None:
                done.append(name)
                work.pop()
            else:
                seen[step] = None
                work.append((step, iter(out[step])))
    return done[::-1]


def _closer(
    order: Sequence[str], out: Mapping[str, list[str]], place: Mapping[str, int],
    column: dict[str, int],
) -> dict[str, int]:  # fmt: skip
    """What nothing leads to moves next to the first thing that it leads to."""
    led = {b for a in order for b in out[a] if place[b] > place[a]}
    for name in reversed(order):
        after = [column[b] for b in out[name] if place[b] > place[name]]
        if name not in led and after:
            column[name] = max(column[name], min(after) - 1)
    return column


def layers(names: Sequence[str], edges: Sequence[Edge]) -> list[list[str]]:
    """The columns from left to right, each in an order with few crossings.

    A long edge passes the columns between by empty places (`source>target:column`).
    """
    column = columns(names, edges)
    rows: list[list[str]] = [[] for _ in range(max(column.values(), default=-1) + 1)]
    for name in names:
        rows[column[name]].append(name)
    short = list(passed(edges, column))
    for a, b in short:
        for name in (a, b):
            if ">" in name:
                at = int(name.rpartition(":")[2])
                if name not in rows[at]:
                    rows[at].append(name)
    for sweep in range(SWEEPS):
        _sweep(rows, short, forth=sweep % 2 == 0)
    return rows


def passed(edges: Iterable[Edge], column: Mapping[str, int]) -> Iterable[Edge]:
    """The edges cut into steps of one column, from the left to the right."""
    for a, b in edges:
        if a == b or column[a] == column[b]:
            continue
        left, right = (a, b) if column[a] < column[b] else (b, a)
        stops = [f"{left}>{right}:{n}" for n in range(column[left] + 1, column[right])]
        yield from zip([left, *stops], [*stops, right], strict=True)


def _sweep(rows: list[list[str]], edges: Sequence[Edge], forth: bool) -> None:
    near: dict[str, list[str]] = {}
    for a, b in edges:
        near.setdefault(b if forth else a, []).append(a if forth else b)
    steps = range(1, len(rows)) if forth else range(len(rows) - 2, -1, -1)
    for n in steps:
        before = rows[n - 1 if forth else n + 1]
        at = {name: (place + 0.5) / len(before) for place, name in enumerate(before)}
        own = {name: (place + 0.5) / len(rows[n]) for place, name in enumerate(rows[n])}

        def mean(name: str, at: dict[str, float] = at, own: dict[str, float] = own) -> float:  # fmt: skip
            found = [at[one] for one in near.get(name, ()) if one in at]
            return sum(found) / len(found) if found else own[name]

        rows[n].sort(key=mean)


def heights(
    rows: Sequence[Sequence[str]], edges: Sequence[Edge], tall: Mapping[str, float],
    room: float, gap: float,
) -> dict[str, float]:  # fmt: skip
    """Where the middle of each stands, down from 0: near its neighbours, never overlapping.

    `tall` is how high each is, in the unit of `room`; where they do not fit, they go below.
    """
    y: dict[str, float] = {}
    for row in rows:
        whole = sum(tall[one] + gap for one in row) - gap
        at = max(0.0, (room - whole) / 2)
        for one in row:
            y[one] = at + tall[one] / 2
            at += tall[one] + gap
    near: dict[str, list[str]] = {}
    for a, b in edges:
        near.setdefault(a, []).append(b)
        near.setdefault(b, []).append(a)
    for _ in range(SWEEPS * 2):
        for row in rows:
            wanted = {
                one: sum(y[o] for o in near[one]) / len(near[one]) if one in near else y[one]
                for one in row
            }  # fmt: skip
            _settle(row, wanted, tall, room, gap, y)
    return y


def _settle(
    row: Sequence[str], wanted: Mapping[str, float], tall: Mapping[str, float],
    room: float, gap: float, y: dict[str, float],
) -> None:  # fmt: skip
    """As near as they can be to where they want to stand, in their order."""
    least = 0.0
    for one in row:
        y[one] = max(wanted[one], least + tall[one] / 2)
        least = y[one] + tall[one] / 2 + gap
    limit = max(room, sum(tall[one] + gap for one in row) - gap)
    for one in reversed(row):
        y[one] = min(y[one], limit - tall[one] / 2)
        limit = y[one] - tall[one] / 2 - gap
