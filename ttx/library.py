"""Finds and opens what is on disk: scenarios, inject cards, report templates, journals.

The only file that does. It never changes a scenario that it opened.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ttx.errors import Problem, ScenarioError
from ttx.figures import Figure
from ttx.journal import Journal
from ttx.library_shelves import SUFFIXES, files, find, on_shelves, shelves, watched
from ttx.library_values import absent, opened, presets, set_own, set_params, set_preset
from ttx.models import MODELS
from ttx.scenario import Scenario
from ttx.scenario.cards import Cards, deal, read_theme
from ttx.scenario.checks import check_all
from ttx.scenario.checks_own import on_the_form
from ttx.scenario.joining import join, missing
from ttx.scenario.lint import lint, untranslated
from ttx.scenario.marks import Source, located
from ttx.scenario.mending import rest
from ttx.scenario.names import Catalogue
from ttx.scenario.notyet import not_yet
from ttx.scenario.reading import resolve
from ttx.scenario.schema import schema
from ttx.scenario.thin import thin
from ttx.text import Text
from ttx.world import World

__all__ = [
    "Listed", "Loaded", "cards", "check", "find", "journal", "json_schema", "list_all",
    "load", "shelves", "templates", "watched",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Loaded:
    """A scenario that can be played, the warnings about it, and what was left out."""

    scenario: Scenario
    problems: list[Problem]
    path: Path
    fell_away: list[Text] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Listed:
    """One scenario of the library, as a list shows it."""

    name: str
    path: Path
    title: Text
    summary: Text


# --- what there is ----------------------------------------------------------------


def templates(name: str) -> list[Path]:
    """The folders in which a report template of this name may be looked up."""
    return [shelf for shelf in shelves("debriefs") if (shelf / name).exists()]


def list_all() -> list[Listed]:
    """Every scenario of the library by name, with the title that it gives itself."""
    return [_listed(name, path) for name, path in on_shelves()]


def _listed(name: str, path: Path) -> Listed:
    data = opened(files(path)[0]).data
    data = data if isinstance(data, dict) else {}
    return Listed(name, path, _words(data.get("title")), _words(data.get("summary")))


def _words(raw: Any) -> Text:
    if isinstance(raw, dict):
        return Text(str(raw.get("nl", "")), str(raw.get("en", "")))
    return Text(raw, raw) if isinstance(raw, str) else Text()


# --- opening ---------------------------------------------------------------------


def cards() -> tuple[Cards, list[Problem]]:
    """All inject cards by `theme/card`, and what is wrong with them."""
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    for shelf in reversed(shelves("injects")):
        for path in sorted(shelf.iterdir()) if shelf.is_dir() else []:
            if path.suffix in SUFFIXES:
                source = opened(path)
                found |= read_theme(path.stem, source)
                problems += source.problems
    return found, problems


def journal(path: str | Path) -> Journal:
    """The journal in this file; JournalError if it cannot be one."""
    return Journal.open(Path(path))


def json_schema() -> dict[str, Any]:
    """What an editor needs to complete and check a scenario."""
    return schema({name: kind.FORM for name, kind in MODELS.items()})


# --- loading ---------------------------------------------------------------------


def load(
    name_or_path: str | Path,
    preset: str = "",
    params: str | Path | None = None,
    length: str = "",
    objectives: Iterable[str] = (),
    secret: bool = False,
    own: Iterable[str | Path] = (),
) -> Loaded:
    """A scenario ready to play; ScenarioError with all its problems if it is not.

    `params` is a file of own values (`set:` with dotted paths), `own` are filled forms of
    own figures; `secret` says that the leader wants a marking higher than unclassified.
    """
    path = find(str(name_or_path))
    with _one_breath():
        source = _source(path)
        if preset:
            set_preset(source, preset)
        if params is not None:
            set_params(source, Path(params))
        set_own(source, map(Path, own))
        scenario, problems = _judged(source, secret)
    if scenario is None or any(one.severity == "error" for one in problems):
        raise ScenarioError(_sorted(problems))
    fell_away: list[Text] = []
    if length or tuple(objectives):
        scenario, fell_away = thin(
            scenario, _length(scenario, length), tuple(objectives)
        )
    return Loaded(scenario, _sorted(problems), path, fell_away)


def sketch(name: str) -> World:
    """The world of a scenario as far as it can be made, to read its names from: one who
    mends a wrong name must be able to look up the right one. ScenarioError if none can.
    """
    source = _source(find(name))
    scenario, wrong = resolve(source)
    left = rest(source) if scenario is None else None
    scenario = left.scenario if left else scenario
    if scenario is None:
        raise ScenarioError(_sorted([*source.problems, *wrong]))
    try:
        return _built(scenario.model_copy(update={"links": ()}))
    except ScenarioError as wrong_world:
        found = [located(one, source.mark) for one in wrong_world.problems]
        raise ScenarioError(_sorted(found)) from None


def placed(name: str, problems: Iterable[Problem]) -> list[Problem]:
    """Problems found later in a scenario, with the line and column of their place."""
    source = _source(find(name))
    return [located(one, source.mark) for one in problems]


def check(
    paths_or_names: Iterable[str], secret: bool = False, own: Iterable[str] = ()
) -> list[Problem]:
    """All problems of these scenarios, each preset included, in order of place.

    `own` are filled forms of own figures, laid into each of them.
    """
    found: list[Problem] = []
    forms = [Path(one) for one in own]
    for name in paths_or_names:
        path = find(name)
        with _one_breath():
            found += _check(path, secret, forms)
    return _sorted(found)


@contextmanager
def _one_breath() -> Iterator[None]:
    """Reading makes a million small things that all stay: looking among them for
    rubbish takes a third of the time and finds none.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _check(path: Path, secret: bool, own: list[Path]) -> list[Problem]:
    source = _source(path)
    set_own(source, own)
    if isinstance(source.data, dict) and "cards" in source.data:
        return _check_cards(path.stem, source)
    known = presets(source)
    for name, values in known.items():
        mark = source.mark[5]["presets"][5][name][5]["set"]
        source.problems += missing(source.data, values, mark)
    scenario, problems = _judged(source, secret)
    if scenario is None or any(one.severity == "error" for one in problems):
        return problems
    for name in known:
        other = _source(path)
        set_preset(other, name)
        set_own(other, own)
        problems += [one for one in _judged(other, secret)[1] if one not in problems]
    return problems


def _check_cards(theme: str, source: Source) -> list[Problem]:
    read_theme(theme, source)
    missing_words = untranslated(source.data)
    return [*source.problems, *(located(one, source.mark) for one in missing_words)]


def _source(path: Path) -> Source:
    source = join([opened(one) for one in files(path)])
    if _uses_cards(source.data):
        known, problems = cards()
        source.problems += [*problems, *deal(source, known)]
    return source


def _uses_cards(data: Any) -> bool:
    lines = data.get("msel") if isinstance(data, dict) else None
    return isinstance(lines, list) and any(
        isinstance(one, dict) and "use" in one for one in lines
    )


def _judged(source: Source, secret: bool) -> tuple[Scenario | None, list[Problem]]:
    """Everything that can be said of what was read."""
    if source.data is None and source.problems:
        return None, source.problems
    scenario, wrong = resolve(source)
    problems = [*source.problems, *wrong, *not_yet(source)]
    if scenario is None:
        return None, problems + _of_the_rest(source)
    catalogue, figures, worldly = _world(scenario)
    found = [*worldly, *check_all(scenario, catalogue, secret)]
    found += [] if worldly else on_the_form(scenario, figures)
    found += lint(scenario, source.data, catalogue, figures)
    return scenario, [*problems, *(located(one, source.mark) for one in found)]


def _of_the_rest(source: Source) -> list[Problem]:
    """What is wrong besides the parts that cannot be read."""
    left = rest(source)
    if left is None:
        return []
    catalogue, _, worldly = _world(left.scenario)
    named = [one for one in check_all(left.scenario, catalogue) if left.fair(one)]
    return [located(one, left.source.mark) for one in [*worldly, *named]]


def _built(scenario: Scenario) -> World:
    """The world with its derived gauges, or without them where they are at fault."""
    try:
        return World(scenario, 1)
    except ScenarioError:
        return World(scenario.model_copy(update={"gauges": {}}), 1)


def _world(
    scenario: Scenario,
) -> tuple[Catalogue, list[Figure], list[Problem]]:
    """What the scenario's models offer by name, or why they cannot be built.

    Links, and derived gauges that cannot be made, are left out: the checks judge them.
    """
    models = tuple(MODELS)
    unlinked = scenario.model_copy(update={"links": ()})
    try:
        world = _built(unlinked)
    except ScenarioError as wrong:
        plain = [one for one in wrong.problems if not _follows(one)]
        return Catalogue(None, None, models), [], plain or wrong.problems
    catalogue = Catalogue(tuple(world.gauges), tuple(world.levers), models)
    return catalogue, world.figures, []


def _follows(problem: Problem) -> bool:
    """A name that is unknown perhaps only because its model could not be made."""
    return problem.code in ("unknown-gauge", "unknown-lever", "unknown-port")


def _length(scenario: Scenario, name: str) -> Any:
    if name and name not in scenario.lengths:
        raise absent("length", name, scenario.lengths)
    return scenario.lengths[name] if name else None


def _sorted(problems: list[Problem]) -> list[Problem]:
    def key(one: Problem) -> tuple[Any, ...]:
        return one.path, one.line, one.col, one.severity, one.code, str(one.params)

    kept: dict[tuple[Any, ...], Problem] = {key(one): one for one in problems}
    return [kept[one] for one in sorted(kept)]
