"""Every model has a page that is true, figures that say how well they are known, and
gauges that can say why."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from ttx import library
from ttx.figures import TAGS, Figure
from ttx.forms import Field, Form
from ttx.models import MODELS
from ttx.moment import HOUR
from ttx.text import Text
from ttx.world import CHAIN, World

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))

from model_pages import PAGES, small_world, written


@cache
def played(model: str) -> World:
    """The small world of a model's page, after a day."""
    world = small_world(PAGES / f"{model}.md")
    world.advance(24 * HOUR)
    return world


def defaults(form: Form, place: str) -> Iterator[tuple[str, Field, Figure]]:
    for name, one in form.items():
        here = f"{place}.{name}"
        if one.form is not None:
            yield from defaults(one.form, here)
        row = one.default if isinstance(one.default, tuple) else (one.default,)
        yield from ((here, one, made) for made in row if isinstance(made, Figure))


@pytest.mark.parametrize("model", MODELS)
def test_every_model_has_a_page_with_its_made_parts_in_step(model: str) -> None:
    page = PAGES / f"{model}.md"
    text = page.read_text(encoding="utf-8")
    assert written(page) == text, "run: python tools/model_pages.py"
    for part in ("parameters", "gauges", "levers"):
        assert f"<!-- made: {part} -->" in text
    assert "```text" in text, "a page has a drawing"


@pytest.mark.parametrize("model", MODELS)
def test_every_parameter_has_unit_source_tag_and_range_of_doubt(model: str) -> None:
    lacking = []
    for place, one, made in defaults(MODELS[model].FORM, model):
        low, high = made.range
        known = made.tag in TAGS and made.source and low <= 1 <= high
        in_doubt = made.tag == "X" or low < high
        if not (known and in_doubt and made.unit == one.unit and one.says):
            lacking.append(f"{place}: {made}")
    assert not lacking, "\n".join(lacking)


@pytest.mark.parametrize("model", MODELS)
def test_every_gauge_says_why_in_two_languages_and_at_most_six_steps(
    model: str,
) -> None:
    world = played(model)
    mute = []
    for name in world.gauges:
        if world.made_by[name] != model:
            continue
        chain = world.why(name)
        said = all(
            isinstance(t, Text) and t.nl and t.en and tag in TAGS for t, tag in chain
        )
        if not 1 <= len(chain) <= CHAIN or not said:
            mute.append(name)
    assert not mute, mute


@pytest.mark.parametrize("model", MODELS)
def test_every_gauge_and_lever_is_named_in_two_languages(model: str) -> None:
    world = played(model)
    for name, made_by in world.made_by.items():
        says = (
            world.gauges[name].says
            if name in world.gauges
            else world.levers[name].lever.says
        )
        assert made_by != model or (says.nl and says.en), name


@pytest.mark.parametrize("name", ["first-exercise", "power-outage", "article5"])
def test_every_gauge_of_a_shipped_scenario_says_why_at_any_hour(name: str) -> None:
    scenario = library.load(name).scenario
    world = World(scenario, 3)
    for hours in (0, 5, 30):
        world.advance(hours * HOUR)
        mute = [one for one in world.gauges if not 1 <= len(world.why(one)) <= CHAIN]
        assert not mute, (hours, mute)
