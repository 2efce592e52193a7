"""The figures that the world was told, with their sources: what it all rests on.

A figure without a source is shown as such; nothing is rounded away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ttx.evaluation_figures import called
from ttx.evaluation_log import listed, spell
from ttx.figures import TAGS, TIME, Figure
from ttx.moment import duration
from ttx.scenario import Scenario
from ttx.text import Text, both, number, percent, say
from ttx.text_units import counted


@dataclass(frozen=True, slots=True)
class FigureFact:
    """One figure as the table of sources prints it; `name` is what it is called."""

    place: str
    name: Text
    group: str
    shown: Text
    source: Text
    tag: str
    meaning: Text
    assumed: bool
    count: int
    number: int = 0
    """Its number in the annex: other pages refer to an assumption by it."""


def sources(figures: Sequence[Figure], scenario: Scenario) -> tuple[FigureFact, ...]:
    """All figures, those that rest on an assumption first; equal ones on one line.

    Nine hospitals with one and the same share of reserve are `hospitals.sites.*.reserve`.
    """
    made = [_fact(same, called(scenario, same).whole) for same in alike(figures)]
    return tuple(replace(one, number=n) for n, one in enumerate(made, 1))


def assumptions(figures: Sequence[Figure]) -> dict[str, int]:
    """The number in the annex of each figure that rests on an assumption, by place."""
    return {one.place: number for number, same in enumerate(alike(figures), 1)
            for one in same if one.assumed}  # fmt: skip


def alike(figures: Sequence[Figure]) -> list[list[Figure]]:
    """Figures that go on one line together, in the order of the annex."""
    lines: dict[tuple[object, ...], list[Figure]] = {}
    for one in figures:
        steps = one.place.split(".")
        key = (len(steps), steps[:2][-1], steps[-1], one.shape, one.numbers, one.unit,
               one.source, one.tag)  # fmt: skip
        lines.setdefault(key, []).append(one)
    return sorted(
        lines.values(), key=lambda same: (not same[0].assumed, _group(same[0]))
    )


def placed(same: Sequence[Figure]) -> str:
    """The place of figures that go on one line, as the annex names it."""
    steps = [one.place.removeprefix("world.").split(".") for one in same]
    joined = (
        names[0] if len(set(names)) == 1 else "*" for names in zip(*steps, strict=True)
    )
    return ".".join(joined)


def _group(figure: Figure) -> str:
    return figure.place.removeprefix("world.").partition(".")[0]


def legend() -> Text:
    """What each tag means, on one line."""
    return listed(both("{tag}: {meaning}", tag=tag, meaning=both(english))
                  for tag, english in TAGS.items())  # fmt: skip


def _fact(same: Sequence[Figure], name: Text) -> FigureFact:
    figure = same[0]
    return FigureFact(
        place=placed(same),
        name=name,
        group=_group(figure),
        shown=spell(lambda lang: shown(figure, lang)),
        source=both(figure.source) if figure.source else Text(),
        tag=figure.tag or "?",
        meaning=both(TAGS.get(figure.tag, "no tag given")),
        assumed=figure.assumed,
        count=len(same),
    )


def shown(figure: Figure, lang: str) -> str:
    """A figure with its spread and unit, as a reader writes it."""
    if figure.shape == "chance":
        return both("chance {share}", share=percent(figure.numbers[0], lang)).of(lang)
    if figure.shape == "lognormal":
        middle, sigma = _one(figure, figure.numbers[0], lang), figure.numbers[1]
        spread = number(sigma, lang, 2)
        return both("about {middle}, spread {spread}", middle=middle, spread=spread).of(
            lang
        )
    if figure.shape == "exponential":
        return both(
            "mean {middle}, exponential", middle=_one(figure, figure.numbers[0], lang)
        ).of(lang)
    told = [_one(figure, value, lang) for value in figure.numbers]
    return told[0] if len(told) == 1 or len(set(told)) == 1 else f"{told[0]} - {told[-1]}" + (
        f" ({told[1]})" if len(told) == 3 else "")  # fmt: skip


def _one(figure: Figure, value: float, lang: str) -> str:
    if figure.unit == TIME:
        return duration(int(value), lang)
    places = 0 if float(value).is_integer() else 2 if abs(value) >= 0.01 else 4
    unit = say(lang, figure.unit) if figure.unit else ""
    return counted(number(value, lang, places), unit, lang)
