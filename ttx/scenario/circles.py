"""What brings on what in a draaiboek, and where that runs in a circle.

Looks at names only; whether a circle is wrong, the checks say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ttx.scenario.play import Inject


def follows(msel: Iterable[Inject]) -> dict[str, list[str]]:
    """Which injects each inject can bring on."""
    lines = {inject.id: inject for inject in msel}
    made: dict[str, list[str]] = {name: [] for name in lines}
    for name, one in lines.items():
        sends = [effect.send for effect in one.does]
        made[name] += [to for to in (one.otherwise, one.instead, *sends) if to in lines]
        source = one.after and (one.after.inject or one.after.acknowledged)
        if source in made:
            made[str(source)].append(name)
    return made


def circles(graph: Mapping[str, list[str]]) -> list[list[str]]:
    """One circle through every knot of a graph, without recursion."""
    found: list[list[str]] = []
    done: dict[str, None] = {}
    for start in graph:
        path: list[str] = []
        on_path: dict[str, None] = {}
        if start not in done:
            path, on_path = [start], {start: None}
        work = [iter(graph[start])]
        while path:
            step = next(work[-1], None)
            if step is None:
                work.pop()
                last = path.pop()
                del on_path[last]
                done[last] = None
            elif step in on_path:
                found.append(path[path.index(step) :])
            elif step not in done:
                path.append(step)
                on_path[step] = None
                work.append(iter(graph[step]))
    return found
