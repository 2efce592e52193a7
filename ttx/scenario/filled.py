"""A filled form of own figures: its values, each with its source and whose it is.

It opens no file, knows no model, and changes nothing of the scenario.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from ttx.errors import Problem
from ttx.scenario.marks import Mark, Source, located
from ttx.scenario.own import TAG, Filled, FilledSheet
from ttx.scenario.reading import told, unknown
from ttx.text import both

Values = tuple[dict[str, Any], dict[str, Mark]]
"""Dotted paths with the figures for them, and where each was written."""


def given(form: Source, scenario: str, sheets: Mapping[str, Any]) -> Values:
    """The figures filled in on a form, each with its source and the tag O.

    Adds to `form.problems`: another scenario, an unknown part, a figure without source.
    """
    values: dict[str, Any] = {}
    marks: dict[str, Mark] = {}
    filled = _read(form)
    if filled is None:
        return values, marks
    if filled.own_figures != scenario:
        english = "this form is for scenario '{other}', not for '{scenario}'"
        params = {"other": filled.own_figures, "scenario": scenario}
        _note(form, Problem("other-scenario", english, params, ("own_figures",)))
        return values, marks
    for name, sheet in filled.parts.items():
        if name not in sheets:
            _note(form, unknown("part", name, sheets, ("parts", name)))
            continue
        for path, raw in _filled_in(sheet):
            made = _figure(form, filled.language, name, sheet, path, raw)
            if made is not None:
                values[path] = made
                marks[path] = form.mark[5]["parts"][5][name][5]["figures"][5][path]
    return values, marks


def _read(form: Source) -> Filled | None:
    if not isinstance(form.data, Mapping) or "own_figures" not in form.data:
        if not form.problems:
            english = "this is no form of own figures; make one with: ttx form NAME"
            _note(form, Problem("no-form", english))
        return None
    try:
        return Filled.model_validate(form.data)
    except ValidationError as wrong:
        form.problems += told(wrong, Filled, form.mark)
        return None


def _filled_in(sheet: FilledSheet | None) -> Iterator[tuple[str, Any]]:
    for path, raw in ((sheet and sheet.figures) or {}).items():
        if raw is not None and raw != "":
            yield path, raw


def _figure(
    form: Source, lang: str, part: str, sheet: FilledSheet | None, path: str, raw: Any
) -> dict[str, Any] | None:
    """The figure as a scenario would write it; None, and a problem, without a source."""
    place = ("parts", part, "figures", path)
    figure = dict(raw) if isinstance(raw, Mapping) else {"value": raw}
    organisation = (sheet and sheet.organisation) or ""
    source = figure.get("source") or (sheet and sheet.source) or ""
    for word, there in (("organisation", organisation), ("source", source)):
        if not str(there).strip():
            english = "an own figure needs '{word}': fill it in at the top of its part"
            _note(form, Problem("unsourced", english, {"word": word}, place))
            return None
    told_source = both("own figure of {organisation}: {source}",
                       organisation=organisation, source=source)  # fmt: skip
    return {**figure, "source": told_source.of(lang), "tag": figure.get("tag") or TAG}


def _note(form: Source, problem: Problem) -> None:
    form.problems.append(located(problem, form.mark))
