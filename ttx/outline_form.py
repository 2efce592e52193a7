"""The form on which an organisation fills in its own figures: what stands on it, as text.

The figures are those that the scenario lists in `own_figures:`. What comes back is read
by `scenario.filled`; nothing here keeps what anybody filled in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

from ttx.debrief.figures import shown
from ttx.errors import UsageError
from ttx.figures import TAGS, TIME, Figure
from ttx.scenario import Scenario
from ttx.scenario.checks_own import all_figures
from ttx.text import Text, both, say
from ttx.text_units import counted
from ttx.world import World

WIDE = 88


@dataclass(frozen=True, slots=True)
class AskedFigure:
    """One figure on the form: where it stands, in words, and what it is now."""

    path: str
    title: Text
    now: Text
    unit: Text
    source: Text
    tag: str


@dataclass(frozen=True, slots=True)
class AskedSheet:
    """What one organisation is asked."""

    part: str
    title: Text
    figures: tuple[AskedFigure, ...]


@dataclass(frozen=True, slots=True)
class OwnForm:
    """The whole form of a scenario, or of one part of it."""

    scenario: str
    title: Text
    marking: Text
    sheets: tuple[AskedSheet, ...]
    tags: tuple[tuple[str, Text], ...]


def own_form(scenario: Scenario, part: str = "") -> OwnForm:
    """The form; UsageError where the scenario has none, or not this part."""
    sheets = scenario.own_figures
    if not sheets:
        raise UsageError("'{name}' lists no figures for a form; list them under"
                         " 'own_figures:' in the scenario", name=scenario.id)  # fmt: skip
    if part and part not in sheets:
        raise UsageError("the form has no part '{part}'; it has: {known}", part=part,
                         known=", ".join(sheets))  # fmt: skip
    known = all_figures(scenario, World(scenario, 1).figures)
    asked = tuple(
        AskedSheet(name, sheet.title, tuple(
            _asked(path, title, known[path]) for path, title in sheet.figures.items()))
        for name, sheet in sheets.items() if part in ("", name)
    )  # fmt: skip
    used = dict.fromkeys(one.tag for sheet in asked for one in sheet.figures)
    tags = tuple((tag, both(TAGS[tag])) for tag in TAGS if tag in used)
    return OwnForm(scenario.id, scenario.title, scenario.marking, asked, tags)


def _asked(path: str, title: Text, figure: Figure) -> AskedFigure:
    now = Text(_now(figure, "nl"), _now(figure, "en"))
    unit = (
        both("a duration: 30m, 12h, 2d") if figure.unit == TIME else both(figure.unit)
    )
    source = both(figure.source) if figure.source else both("no source given")
    return AskedFigure(
        path, title, now, unit if figure.unit else Text(), source, figure.tag
    )


def _now(figure: Figure, lang: str) -> str:
    """The figure as it stands; a plain number in the way in which it is filled in."""
    if figure.shape != "value" or figure.unit == TIME:
        return shown(figure, lang)
    unit = say(lang, figure.unit) if figure.unit else ""
    return counted(f"{figure.numbers[0]:.15g}", unit, lang)


def as_yaml(form: OwnForm, lang: str) -> str:
    """The form as a YAML file to fill in, its comments in this language."""
    lines = [f"# {line}" if line else "#" for line in _head(form, lang)]
    lines += ["", f"own_figures: {form.scenario}", f"language: {lang}", "parts:"]
    for sheet in form.sheets:
        lines += _sheet(sheet, lang)
    return "\n".join(lines) + "\n"


def _head(form: OwnForm, lang: str) -> Iterator[str]:
    yield form.marking.of(lang)
    yield say(lang, "Our own figures for: {title}", title=form.title.of(lang))
    yield ""
    for english in HELP:
        yield from wrap(say(lang, english), WIDE - 2)
    told = (f"{tag} {meaning.of(lang)}" for tag, meaning in form.tags)
    yield from wrap(say(lang, "Tags: {tags}.", tags="; ".join(told)), WIDE - 2)


HELP = (
    "Write your figure behind its name; what you leave empty stays as the exercise has it."
    " Also say for each part whose figures these are and where they come from: a role and"
    " a date, no names of persons.",
    "Write numbers as 4500 and 0.4: no point for thousands, and a point for a decimal comma."
    " A figure may also be a range, or have a source of its own:"
    " {triangular: [8h, 12h, 24h], source: fuel contract 2026}.",
    "Keep the filled-in form outside the scenario and with its owner: it holds real figures."
    " Check it and play with it by adding --with FILE to ttx check, rehearse, play or host. The"
    " journal and the report of that exercise then hold these figures too.",
)


def _sheet(sheet: AskedSheet, lang: str) -> Iterator[str]:
    yield ""
    yield f"  {sheet.part}:  # {sheet.title.of(lang)}"
    yield f"    organisation:  # {say(lang, 'whose figures these are')}"
    yield f"    source:  # {say(lang, 'where they come from: role and date')}"
    yield "    figures:"
    for one in sheet.figures:
        unit = one.unit.of(lang)
        told = say(lang, "{title}. Now {now} [{tag}], {source}.", title=one.title.of(lang),
                   now=one.now.of(lang), tag=one.tag or "?",
                   source=one.source.of(lang))  # fmt: skip
        yield f"      # {told}"
        yield f"      {one.path}:" + (f"  # {unit}" if unit else "")
