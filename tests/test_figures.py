"""Figures: read with unit, source and tag; drawn from luck; refused with a sentence."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written import dutch

from ttx.figures import TIME, Figure, FigureError, fixed, read_figure
from ttx.forms import Field, fill
from ttx.moment import HOUR

NODE = {
    "service": Field(
        "what it gives", "choice", choices=("power", "water"), default="power"
    ),
    "needs": Field("what it needs", "names", default=()),
    "restored": Field("time to restoration", unit=TIME),
    "load": Field("share", default=fixed(1.0), low=0, high=1),
    "spare": Field("a spare", "flag", default=False),
    "by": Field("who", "text", default=""),
    "areas": Field("per area", "figures", default={}),
}
FORM = {
    "nodes": Field("the nodes", "forms", form=NODE),
    "one": Field("one", "form", form=NODE, default={}),
}


def filled(raw: Any) -> tuple[dict[str, Any], list[str]]:
    values, problems, _ = fill(FORM, raw, ("world", "grid"))
    return values, [
        f"{'.'.join(map(str, one.place))}: {one.sentence('en')}" for one in problems
    ]


@pytest.mark.parametrize(
    ("raw", "unit", "shape", "numbers"),
    [
        ("30h", TIME, "value", (30 * HOUR,)),
        ("14000 l", "l", "value", (14000.0,)),
        (12, "l", "value", (12.0,)),
        ({"value": "2 l"}, "l", "value", (2.0,)),
        ({"uniform": [1, 2]}, "", "uniform", (1.0, 2.0)),
        (
            {"triangular": ["1h", "2h", "3h"]},
            TIME,
            "triangular",
            (HOUR, 2 * HOUR, 3 * HOUR),
        ),
        (
            {"lognormal": {"median": "4h", "sigma": 0.5}},
            TIME,
            "lognormal",
            (4 * HOUR, 0.5, 0.0),
        ),
        ({"exponential": 3}, "", "exponential", (3.0,)),
        ({"chance": 0.99}, "", "chance", (0.99,)),
    ],
)
def test_a_figure_reads_as_it_is_written(
    raw: Any, unit: str, shape: str, numbers: tuple[float, ...]
) -> None:
    made = read_figure(raw, unit)
    assert (made.shape, made.numbers) == (shape, numbers)


@pytest.mark.parametrize(
    ("raw", "unit", "said"),
    [
        ("30 l", TIME, "'30 l' is not a duration; write it as 30m, 12h or 2d"),
        ("30 kg", "l", "this is given in kg, l is needed"),
        ("30 kg", "", "this is given in kg, a number without a unit is needed"),
        ("many", "l", "'many' is not a number"),
        (True, "", "'True' is not a number"),
        (None, "", "'None' is not a number"),
        ({"uniform": [2, 1]}, "", "the numbers of uniform must go up"),
        ({"uniform": [1]}, "", "uniform needs 2 numbers"),
        ({"triangular": 3}, "", "triangular needs 3 numbers"),
        ({"chance": 1.5}, "", "a chance lies between 0 and 1"),
        (
            {"lognormal": 3},
            "",
            "lognormal needs 'median' and 'sigma', or 'mean' and 'cv'",
        ),
        (
            {"value": 1, "chance": 1},
            "",
            "'x' needs exactly one of: value, uniform, triangular, lognormal, normal,"
            " exponential, erlang, hyperexponential, weibull, quantiles, chance",
        ),
        ({"valu": 1}, "", "unknown key 'valu' in a figure"),
        ({"value": 1, "unit": "kg"}, "l", "this is given in kg, l is needed"),
        ({"value": 1, "tag": "Q"}, "", "tag 'Q' is not one of S F D K E X O"),
    ],
)
def test_a_figure_that_cannot_be_read_says_why(raw: Any, unit: str, said: str) -> None:
    with pytest.raises(FigureError) as wrong:
        read_figure(raw, unit)
    assert wrong.value.english.format(**{"key": "x", **wrong.value.params}) == said


def test_source_and_tag_come_from_the_mapping_around() -> None:
    raw = {"nodes": {"source": "far", "tag": "E", "a": {"restored": "1h"},
                     "b": {"tag": "F", "restored": {"value": "2h", "source": "near"}}}}  # fmt: skip
    values, said = filled(raw)
    assert not said
    a, b = values["nodes"]["a"]["restored"], values["nodes"]["b"]["restored"]
    assert (a.source, a.tag, a.assumed) == ("far", "E", True)
    assert (b.source, b.tag, b.assumed) == ("near", "F", False)
    assert a.place == "world.grid.nodes.a.restored"


def test_every_problem_of_a_form_is_told_at_once() -> None:
    raw = {"nodes": {"a": {"servic": "power", "service": "gas", "needs": "b", "spare": 1, "by": 2,
                           "load": 3, "areas": {"x": "y"}}, "b": 5}, "node": 1}  # fmt: skip
    _, said = filled(raw)
    assert said == [
        "world.grid.node: unknown key 'node', did you mean 'nodes'?",
        "world.grid.nodes.a.servic: unknown key 'servic', did you mean 'service'?",
        "world.grid.nodes.a.service: 'service' must be one of: power, water",
        "world.grid.nodes.a.needs: 'needs' must be a list, as in [a, b]",
        "world.grid.nodes.a: 'restored' is missing: time to restoration",
        "world.grid.nodes.a.load: 'load' must lie between 0 and 1",
        "world.grid.nodes.a.spare: 'spare' must be true or false",
        "world.grid.nodes.a.by: 'by' must be text; put it between quotes",
        "world.grid.nodes.a.areas.x: 'x' is not a number".replace("'x' is", "'y' is"),
        "world.grid.nodes.b: 'b' must hold keys and values",
    ]


def test_every_sentence_of_a_form_is_there_in_dutch() -> None:
    _, problems, _ = fill(
        FORM, {"nodes": {"a": {"servic": 1, "load": 3}}}, ("world", "grid")
    )
    assert all(dutch(one) != one.sentence("en") for one in problems)


def test_what_is_not_written_takes_its_default() -> None:
    values, said = filled({"nodes": {"a": {"restored": "1h"}}})
    assert not said
    load = values["nodes"]["a"]["load"]
    assert (load.mean, load.place) == (1.0, "world.grid.nodes.a.load")
    assert values["nodes"]["a"]["service"] == "power"


def test_a_duration_is_drawn_in_whole_milliseconds() -> None:
    drawn = read_figure({"triangular": ["1h", "2h", "3h"]}, TIME).quantile(0.123456)
    assert drawn == int(drawn)


SHAPES = st.sampled_from(
    [
        Figure("value", (3.0,)),
        Figure("uniform", (1.0, 2.0)),
        Figure("triangular", (1.0, 2.0, 4.0)),
        Figure("triangular", (1.0, 1.0, 1.0)),
        Figure("lognormal", (4.0, 0.5, 12.0)),
        Figure("lognormal", (4.0, 0.5, 0.0)),
        Figure("exponential", (3.0,)),
    ]
)


@given(SHAPES, st.floats(0, 1), st.floats(0, 1))
def test_more_luck_is_never_less(figure: Figure, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert figure.quantile(low) <= figure.quantile(high) + 1e-9
    assert math.isfinite(figure.quantile(high))


@given(SHAPES)
def test_the_mean_is_that_of_many_draws(figure: Figure) -> None:
    if figure.shape == "lognormal" and figure.numbers[2]:
        return
    drawn = [figure.quantile((n + 0.5) / 4000) for n in range(4000)]
    assert sum(drawn) / len(drawn) == pytest.approx(figure.mean, rel=0.02)


def test_a_chance_comes_true_as_often_as_it_says() -> None:
    chance = Figure("chance", (0.25,))
    assert sum(chance.quantile((n + 0.5) / 1000) for n in range(1000)) == 250


@given(st.recursive(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()),
                    lambda inner: st.one_of(st.lists(inner, max_size=4),
                                            st.dictionaries(st.sampled_from(["value", "uniform", "chance", "lognormal", "median", "sigma", "tag", "x"]), inner, max_size=3))))  # fmt: skip
def test_anything_is_a_figure_or_a_figure_error(raw: Any) -> None:
    for unit in ("", "l", TIME):
        try:
            assert isinstance(read_figure(raw, unit), Figure)
        except FigureError as wrong:
            assert wrong.english


@pytest.mark.parametrize(
    ("written", "mean", "median"),
    [
        ({"normal": {"mean": 16, "sd": 2, "min": 1}}, 16, 16),
        ({"erlang": {"mean": 9, "phases": 3}}, 9, 8.0222),
        ({"hyperexponential": [[0.7, 5], [0.3, 20]]}, 9.5, 4.86169),
        ({"weibull": {"scale": 10, "power": 2}}, 8.8623, 8.3255),
        ({"quantiles": [[0, 4], [0.25, 90], [0.5, 170], [1, 600]]}, 236.75, 170),
        ({"lognormal": {"mean": 42, "cv": 0.5}}, 42, 37.5659),
    ],
)
def test_other_shapes_have_the_mean_and_the_middle_that_belong_to_them(
    written: dict[str, object], mean: float, median: float
) -> None:
    made = read_figure(written, "")
    assert made.mean == pytest.approx(mean, rel=1e-4)
    assert made.quantile(0.5) == pytest.approx(median, rel=1e-4)
    cells = [made.quantile((i + 0.5) / 4000) for i in range(4000)]
    assert cells == sorted(cells)
    assert sum(cells) / 4000 == pytest.approx(mean, rel=2e-3)


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ({"normal": {"mean": 3}}, "normal needs 'mean' and 'sd'"),
        ({"erlang": {"mean": 3, "phases": 0}}, "'phases' must be more than 0"),
        ({"weibull": {"scale": 3, "power": -1}}, "'power' must be more than 0"),
        ({"quantiles": [[0.5, 3], [0.2, 4]]}, "the numbers of quantiles must go up"),
        ({"quantiles": [[0.5, 3]]}, "quantiles needs pairs"),
        ({"hyperexponential": [[0.5, 3], [1.5, 2]]}, "a chance lies between 0 and 1"),
        ({"value": 3, "doubt": [1.2, 2]}, "'doubt' is a factor below 1 and one above"),
        ({"value": 3, "doubt": 2}, "uniform needs 2 numbers"),
    ],
)
def test_other_shapes_that_cannot_be_read_say_why(raw: object, sentence: str) -> None:
    with pytest.raises(FigureError) as caught:
        read_figure(raw, "")
    assert caught.value.english.format(**caught.value.params).startswith(sentence)


@given(st.sampled_from("SFDKE"), st.floats(0.2, 5))
def test_every_figure_has_a_range_of_doubt_and_can_be_moved_within_it(
    tag: str, by: float
) -> None:
    made = read_figure({"triangular": [1, 2, 6], "tag": tag}, "")
    low, high = made.range
    assert low < 1 < high
    assert made.times(by).mean == pytest.approx(made.mean * by)
    own = read_figure({"value": 2, "tag": tag, "doubt": [0.8, 3]}, "")
    assert own.range == (0.8, 3)
