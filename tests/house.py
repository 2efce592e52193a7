"""The rules of the house as a table, and how a file's imports are held against it.

Reads source text with `ast`; imports nothing of what it judges.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import cached_property

FLOORS: dict[int, tuple[str, ...]] = {
    1: ("moment", "errors", "text", "figures", "forms", "actions", "view"),
    2: ("scenario", "models", "report"),
    3: ("world", "journal", "conditions"),
    4: ("msel", "evaluation", "logbook", "happenings", "library"),
    5: ("exercise",),
    6: ("picture", "replay", "pool"),
    7: ("policy",),
    8: ("variant",),
    9: ("debrief",),
    10: ("rehearsal", "influence", "outline", "live", "exchange"),
    11: ("tui", "web", "plain", "handouts"),
    12: ("cli",),
    13: ("__main__",),
}
FRONT_ENDS = ("tui", "web", "plain")
FRONT_DOOR = (
    "live.seat",
    "live.door",
    "view",
    "actions",
    "errors",
    "text",
    "text_units",
    "moment",
)
SHARED_BY_MODELS = (
    "models.model",
    "models.station",
    "models.patient",
    "models.health",
)
ONLY_THE_HOST = ("exercise", "journal", "replay", "policy")
CORE = range(1, 10)

LOCKED: dict[str, tuple[str, ...]] = {
    "simpy": ("world*", "models.*"),
    "numpy": ("world*", "models.*", "policy*", "rehearsal*", "debrief*"),
    "pydantic": ("scenario*", "library*", "journal*", "live.wire*", "exchange*"),
    "pydantic_core": ("scenario*", "library*", "journal*", "live.wire*", "exchange*"),
    "yaml": ("scenario*",),
    "jinja2": ("report*", "web*"),
    "markupsafe": ("report*", "web*"),
    "matplotlib": ("report*",),
    "weasyprint": ("report*",),
    "docxtpl": ("report*",),
    "docx": ("report*",),
    "textual": ("tui*",),
    "rich": ("tui*",),
    "starlette": ("live.*", "web*"),
    "uvicorn": ("live.*", "web*"),
    "websockets": ("live.*", "web*"),
    "asyncio": ("live.*", "tui*", "web*", "plain*", "cli*"),
    "sqlite3": ("journal*",),
    "openpyxl": ("exchange*",),
    "xlsxwriter": ("exchange*",),
    "ruamel": ("exchange*",),
    "dask": ("pool*",),
    "distributed": ("pool*",),
    "SALib": ("rehearsal*",),
    "cryptography": ("live.*",),
    "segno": ("live.*",),
    "time": ("live.*", "cli*"),
    "random": (),
}
"""Who may import what does not belong to everyone."""

WALL = {"now", "utcnow", "today", "time", "monotonic", "perf_counter", "time_ns"}
WALL_OF = {"datetime", "date", "time"}
DRAWS = {"default_rng", "RandomState", "PCG64", "Philox", "SeedSequence"}
MAY_DRAW = ("world*", "policy*", "rehearsal*", "debrief*")
ORDERED = {"list", "tuple", "enumerate", "iter", "next", "zip", "map", "join", "dict"}
LONGEST_FILE, LONGEST_FUNCTION = 350, 40
TABLES_OF_TYPES = {"actions": 520, "view": 520}
"""Long because they are lists of one thing: split, they would be harder to find in."""


@dataclass
class House:
    """All modules of the package, by dotted name without the leading `ttx.`."""

    sources: Mapping[str, str]
    trees: dict[str, ast.Module] = field(init=False)

    def __post_init__(self) -> None:
        self.trees = {name: ast.parse(text) for name, text in self.sources.items()}

    @cached_property
    def inside(self) -> dict[str, list[tuple[str, int]]]:
        """Per module: the modules of the house that it imports, with the line."""
        return {
            name: [(to, line) for to, line in self._imports(name) if to in self.trees]
            for name in self.trees
        }

    def outside(self, name: str) -> Iterator[tuple[str, int]]:
        """The third parties and standard modules that a module imports."""
        for node in ast.walk(self.trees[name]):
            if isinstance(node, ast.Import):
                yield from ((one.name.split(".")[0], node.lineno) for one in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module.split(".")[0], node.lineno

    def _imports(self, name: str) -> Iterator[tuple[str, int]]:
        for node in ast.walk(self.trees[name]):
            if isinstance(node, ast.Import):
                for one in node.names:
                    if one.name.startswith("ttx."):
                        yield one.name[4:], node.lineno
            elif isinstance(node, ast.ImportFrom):
                yield from self._from(name, node)

    def _from(self, name: str, node: ast.ImportFrom) -> Iterator[tuple[str, int]]:
        base = node.module or ""
        if node.level:
            here = ["ttx", *name.split(".")]
            keep = len(here) - node.level + (name in self._packages)
            base = ".".join([*here[:keep], *([base] if base else [])])
        if base != "ttx" and not base.startswith("ttx."):
            return
        for one in node.names:
            whole = f"{base}.{one.name}"[4:]
            yield (whole if whole in self.trees else base[4:]), node.lineno

    @cached_property
    def _packages(self) -> set[str]:
        return {name.rpartition(".")[0] for name in self.trees if "." in name}

    def faults(self) -> list[str]:
        """Every place where a rule of the house is broken, one line each."""
        found = [*self.circles()]
        for name in sorted(self.trees):
            found += [*self._floor_faults(name), *self._locked_faults(name)]
            found += [*self._luck_faults(name)]
        return list(dict.fromkeys(found))

    def _floor_faults(self, name: str) -> Iterator[str]:
        if floor(name) is None:
            yield f"{name}: this room stands on no floor"
            return
        for to, line in self.inside[name]:
            if why := forbidden(name, to):
                yield f"{name}:{line}: may not import {to}: {why}"

    def _locked_faults(self, name: str) -> Iterator[str]:
        for party, line in self.outside(name):
            if party in LOCKED and not fits(name, LOCKED[party]):
                yield f"{name}:{line}: {party} is locked into other rooms"

    def _luck_faults(self, name: str) -> Iterator[str]:
        live = fits(name, ("live.*", "cli*"))
        core = (floor(name) or 0) in CORE
        for node in ast.walk(self.trees[name]):
            if not live and reads_wall(node):
                yield f"{name}:{node.lineno}: reads the wall clock"  # type: ignore[attr-defined]
            if not fits(name, MAY_DRAW) and draws(node):
                yield f"{name}:{node.lineno}: makes its own luck"  # type: ignore[attr-defined]
            if core and isinstance(node, ast.Call) and called(node) in {"id", "hash"}:
                yield f"{name}:{node.lineno}: {called(node)}() differs per process"
        if core:
            for line in set_iterations(self.trees[name]):
                yield f"{name}:{line}: walks a set, whose order is not fixed"

    def circles(self) -> Iterator[str]:
        """Every import circle, also one that only a type checker would see."""
        done: set[str] = set()
        for start in sorted(self.trees):
            yield from self._walk(start, [], done)

    def _walk(self, name: str, path: list[str], done: set[str]) -> Iterator[str]:
        if name in path:
            yield "circle: " + " -> ".join([*path[path.index(name) :], name])
        elif name not in done:
            for to, _ in self.inside[name]:
                yield from self._walk(to, [*path, name], done)
            done.add(name)

    def long_ones(self) -> list[str]:
        """Files and functions that have grown past what one reads at a glance."""
        found = []
        for name, text in sorted(self.sources.items()):
            lines = text.count("\n")
            if lines > TABLES_OF_TYPES.get(name, LONGEST_FILE):
                found.append(f"{name}: {lines} lines")
            for node in ast.walk(self.trees[name]):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    size = (node.end_lineno or 0) - node.lineno + 1
                    if size > LONGEST_FUNCTION:
                        found.append(f"{name}: {node.name} takes {size} lines")
        return found


def room(name: str) -> str:
    """The room of a module: `report_charts` belongs to `report`."""
    top = name.split(".")[0]
    known = {one for rooms in FLOORS.values() for one in rooms}
    return top if top in known else top.split("_")[0]


def model(name: str) -> str:
    """The model that a file of `models/` belongs to: its folder, or its own name."""
    return name.split(".")[1]


def floor(name: str) -> int | None:
    """The floor that a module stands on; 0 is the package itself."""
    if name == "":
        return 0
    return next((n for n, rooms in FLOORS.items() if room(name) in rooms), None)


def forbidden(name: str, to: str) -> str:
    """Why one module may not import the other; empty if it may."""
    if to == "":
        return ""
    here, there = floor(name) or 0, floor(to) or 0
    if name != "models" and room(name) == room(to) == "models":
        kin = model(name) == model(to)
        return "" if kin or to in SHARED_BY_MODELS else "models never import each other"
    if room(name) == room(to):
        return ""
    if room(name) in FRONT_ENDS:
        allowed = to in FRONT_DOOR
        return "" if allowed else "a front-end holds a seat and nothing else"
    if here == there == 1:
        return ""
    if there >= here:
        return "imports only go down"
    if name.startswith("live.") and not name.startswith("live.host"):
        return "only the host touches it" if room(to) in ONLY_THE_HOST else ""
    return ""


def fits(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(name, one) for one in patterns)


def called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else ""


def last(node: ast.expr) -> str:
    """`datetime` of `datetime.datetime`, `random` of `np.random`."""
    return getattr(node, "attr", getattr(node, "id", ""))


def reads_wall(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and node.attr in WALL
        and last(node.value) in WALL_OF
    )


def draws(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        return (node.module or "").startswith("numpy.random")
    return isinstance(node, ast.Attribute) and (
        node.attr in DRAWS
        or (node.attr == "random" and last(node.value) in {"np", "numpy"})
    )


def set_iterations(tree: ast.Module) -> Iterator[int]:
    """Lines that walk a set in its own order (directly, or by a name bound to one)."""
    names = {
        ast.unparse(target)
        for node in ast.walk(tree)
        for target in bound(node)
        if isinstance(target, ast.Attribute)
    }
    yield from _walks(tree, names)


def _walks(scope: ast.AST, outer: set[str]) -> Iterator[int]:
    own = [*_own(scope)]
    names = outer | {ast.unparse(target) for node in own for target in bound(node)}
    for node in own:
        for walked in walked_by(node):
            if is_set(walked, names):
                yield walked.lineno
    for node in own:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _walks(node, names)


def _own(scope: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a scope; a function inside it is named, not entered."""
    for child in ast.iter_child_nodes(scope):
        yield child
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _own(child)


def bound(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.Assign) and is_set(node.value, set()):
        yield from node.targets
    elif isinstance(node, ast.AnnAssign) and is_set_type(node.annotation):
        yield node.target


def is_set_type(node: ast.expr) -> bool:
    return ast.unparse(node).split("[")[0] in {"set", "frozenset"}


def walked_by(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.For):
        yield node.iter
    elif isinstance(node, ast.ListComp | ast.GeneratorExp | ast.DictComp):
        yield from (one.iter for one in node.generators)
    elif isinstance(node, ast.Call) and last(node.func) in ORDERED:
        yield from node.args
    elif isinstance(node, ast.Starred):
        yield node.value


def is_set(node: ast.expr, names: set[str]) -> bool:
    if isinstance(node, ast.Set | ast.SetComp):
        return True
    if isinstance(node, ast.Call):
        return called(node) in {"set", "frozenset"}
    if isinstance(node, ast.BinOp) and isinstance(
        node.op, ast.Sub | ast.BitAnd | ast.BitOr | ast.BitXor
    ):
        return is_set(node.left, names) or is_set(node.right, names)
    if isinstance(node, ast.Name | ast.Attribute):
        return ast.unparse(node) in names
    return False
