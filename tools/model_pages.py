"""The parts of docs/models/*.md that follow from the code: parameters, gauges, levers.

Each page has its smallest world as YAML; a real world is built from it and asked. Run it
after a change; a test says when a page is behind.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from ttx import library
from ttx.figures import TIME, Figure
from ttx.forms import REQUIRED, Field, Form
from ttx.models import MODELS
from ttx.moment import duration
from ttx.world import World

PAGES = Path(__file__).parent.parent / "docs" / "models"
HEAD = """\
format: 1
id: small-world
title: {nl: Kleine wereld, en: Small world}
startex: 2027-01-18 08:00 Europe/Amsterdam
endex: T+72
pace: running
teams: {}
"""
_PART = re.compile(r"(<!-- made: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
_WORLD = re.compile(r"## A small world\n.*?```yaml\n(.*?)```", re.DOTALL)


def small_world(page: Path) -> World:
    """The world of a page's YAML block."""
    found = _WORLD.search(page.read_text(encoding="utf-8"))
    if found is None:
        raise ValueError(f"{page.name} has no yaml block under '## A small world'")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "small.yaml"
        path.write_text(HEAD + found[1], encoding="utf-8")
        return World(library.load(str(path)).scenario, 1)


def written(page: Path) -> str:
    """A page with its made parts as they should be."""
    world = small_world(page)
    made = {
        "parameters": lambda: table(PARAMETERS, parameters(MODELS[page.stem].FORM)),
        "gauges": lambda: table(GAUGES, gauges(world, page.stem)),
        "levers": lambda: table(LEVERS, levers(world, page.stem)),
    }
    text = page.read_text(encoding="utf-8")
    return _PART.sub(lambda m: f"{m[1]}\n{made[m[2]]()}\n{m[3]}", text)


# --- the tables -----------------------------------------------------------------------

PARAMETERS = ("parameter", "what it is", "unless given", "tag", "may be", "source")
GAUGES = ("gauge", "unit", "what it is", "wat het is")
LEVERS = ("lever", "unit", "base", "what it does", "wat hij doet")


def table(head: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    """Rows as a Markdown table."""
    names = tuple(head)
    lines = [_row(names), _row(["---"] * len(names)), *map(_row, rows)]
    return "\n".join(lines) + "\n"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(one.replace("|", "\\|") for one in cells) + " |"


def parameters(form: Form, before: str = "") -> Iterator[tuple[str, ...]]:
    """Every parameter of a form with its value, tag, range of doubt and source."""
    for name, one in form.items():
        here = f"{before}{'NAME' if name == '*' else name}"
        if one.kind in ("form", "forms") and one.form is not None:
            inside = here if one.kind == "form" or name == "*" else f"{here}.NAME"
            yield from parameters(one.form, f"{inside}.")
            continue
        made = one.default
        row = made if one.kind == "row" and made else (made,)
        if isinstance(row[0], Figure):
            made = row[0]
            low, high = made.range
            doubt = "" if low == high else f"x{low:g} to x{high:g}"
            values = "; ".join(spelled(figure) for figure in row)
            yield (f"`{here}`", one.says, values, made.tag, doubt, made.source)
        else:
            yield (f"`{here}`", _says(one), _default(one), "", "", "")


def _says(one: Field) -> str:
    unit = f" ({'a duration' if one.unit == TIME else one.unit})" if one.unit else ""
    choices = f": {', '.join(filter(None, one.choices))}" if one.choices else ""
    return one.says + choices + unit


def _default(one: Field) -> str:
    if isinstance(one.default, bool):
        return "yes" if one.default else "no"
    if isinstance(one.default, str) and one.default:
        return one.default
    return "must be given" if one.default is REQUIRED else "none"


def spelled(made: Figure) -> str:
    """A figure in words: its shape, numbers and unit."""
    unit = "" if made.unit == TIME else f" {made.unit}"
    numbers = ", ".join(_number(made, n, at) for at, n in enumerate(made.numbers))
    shape = "" if made.shape == "value" else f"{made.shape} "
    return f"{shape}{numbers}{unit}".strip()


def _number(made: Figure, number: float, at: int) -> str:
    bare = (made.shape, at) in {("lognormal", 1), ("weibull", 1), ("erlang", 1)}
    bare = bare or (made.shape in ("quantiles", "hyperexponential") and at % 2 == 0)
    return (
        duration(round(number), "en")
        if made.unit == TIME and not bare
        else f"{number:g}"
    )


def gauges(world: World, model: str) -> Iterator[tuple[str, ...]]:
    """Every kind of gauge of a model in its small world, one row for each kind."""
    seen: dict[tuple[str, str], list[str]] = {}
    for one in world.gauges.values():
        if world.made_by[one.name] == model:
            kind = (one.name.rpartition(".")[2], one.says.en)
            seen.setdefault(kind, []).append(one.name)
    for (_, says), names in seen.items():
        one = world.gauges[names[0]]
        also = f" (and {len(names) - 1} alike)" if len(names) > 1 else ""
        mark = " **sensitive**" if one.sensitive else ""
        yield (f"`{one.name}`{also}", one.unit, says + mark, one.says.nl)


def levers(world: World, model: str) -> Iterator[tuple[str, ...]]:
    """Every kind of lever of a model in its small world."""
    seen: dict[tuple[str, str], list[str]] = {}
    for name, stack in world.levers.items():
        if world.made_by[name] == model:
            kind = (name.rpartition(".")[2], stack.lever.says.en)
            seen.setdefault(kind, []).append(name)
    for (_, says), names in seen.items():
        one = world.levers[names[0]].lever
        also = f" (and {len(names) - 1} alike)" if len(names) > 1 else ""
        base = "each pull" if one.kind == "pulse" else f"{one.base:g}"
        yield (f"`{one.name}`{also}", one.unit, base, says, one.says.nl)


def main() -> None:
    """Write every page anew."""
    for page in sorted(PAGES.glob("*.md")):
        if page.stem in MODELS:
            page.write_text(written(page), encoding="utf-8")
            sys.stdout.write(f"{page.name}\n")


if __name__ == "__main__":
    main()
