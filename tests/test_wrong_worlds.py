"""Whatever a figure of a world says, there is a sentence or a world that plays: never a
traceback, never a play without end."""

from __future__ import annotations

import copy
import signal
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from ttx.errors import ScenarioError
from ttx.forms import Form
from ttx.models import MODELS
from ttx.moment import HOUR
from ttx.world import World

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))

from model_pages import PAGES, small_world

WRONG: tuple[Any, ...] = (0, -1, 1e12, "1000d", 0.5, "x", True, None, [], {})
PATIENCE = 20
"""Seconds after which a play counts as one without end; most take a few hundredths."""
Place = tuple[Any, ...]


class NoEnd(Exception):
    """It went on and on."""


def written(raw: Any, place: Place = ()) -> Iterator[Place]:
    """Every place of a mapping as it is written."""
    items = raw.items() if isinstance(raw, dict) else ()
    rows = enumerate(raw) if isinstance(raw, list) else ()
    for key, value in (*items, *rows):
        yield (*place, key)
        yield from written(value, (*place, key))


def unwritten(form: Form, raw: Mapping[str, Any], place: Place = ()) -> Iterator[Place]:
    """Every place that could have been written and was not."""
    named = form["*"].form if "*" in form else None
    if "*" in form:
        for name, one in raw.items():
            if named and isinstance(one, dict):
                yield from unwritten(named, one, (*place, name))
        return
    for key, one in form.items():
        here = raw.get(key)
        inside = here if isinstance(here, dict) else {}
        if key not in raw:
            yield (*place, key)
        if one.form and one.kind == "form":
            yield from unwritten(one.form, inside, (*place, key))
        if one.form and one.kind == "forms":
            yield from unwritten({"*": one}, inside, (*place, key))


def put(world: dict[str, Any], place: Place, value: Any) -> None:
    here: Any = world
    for key in place[:-1]:
        here = here.setdefault(key, {}) if isinstance(here, dict) else here[key]
    here[place[-1]] = value


def play(scenario: Any) -> str:
    """What went wrong in a day and a half of this world; empty if nothing did."""
    try:
        world = World(scenario, 1)
        world.advance(34 * HOUR)
        for name, gauge in world.gauges.items():
            gauge.read()
            world.why(name)
    except ScenarioError as told:
        assert all(one.sentence("nl") and one.place for one in told.problems)
    except NoEnd:
        return "no end"
    except Exception as wrong:
        return f"{type(wrong).__name__}: {wrong}"
    return ""


@pytest.mark.slow
@pytest.mark.parametrize("model", MODELS)
def test_a_wrong_value_anywhere_is_told_or_played(model: str) -> None:
    def stop(*_: object) -> None:
        raise NoEnd

    before = signal.signal(signal.SIGALRM, stop)
    scenario = small_world(PAGES / f"{model}.md").scenario
    form, raw = MODELS[model].FORM, scenario.world[model]
    places = [*written(raw), *unwritten(form, raw)]
    wrong = []
    for number, place in enumerate(places):
        for value in (
            WRONG if model != "infrastructure" else (WRONG[number % len(WRONG)],)
        ):
            world = copy.deepcopy(scenario.world)
            put(world[model], place, value)
            signal.alarm(PATIENCE)
            said = play(scenario.model_copy(update={"world": world}))
            signal.alarm(0)
            wrong += [f"{place} = {value!r}: {said}"] if said else []
    signal.signal(signal.SIGALRM, before)
    assert len(places) > 20
    assert not wrong, "\n".join(wrong)
