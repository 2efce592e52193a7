"""What a model can be told: a Form, and an author's mapping read by it.

`fill` finds every problem of the mapping at once; it knows no model and no world.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ttx.errors import Problem
from ttx.figures import Figure, FigureError, fixed, read_figure, sourced

_WANTED = {
    "flag": "'{key}' must be true or false",
    "text": "'{key}' must be text; put it between quotes",
    "names": "'{key}' must be a list, as in [a, b]",
    "choice": "'{key}' must be one of: {known}",
}
REQUIRED = object()


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a model can be told.

    kind: figure, text, flag, names (a list of texts), choice, form (one mapping),
    forms (name -> mapping), figures (name -> figure), row (a list of figures; one
    figure is a row of one). `unit` TIME means a duration.
    `low` and `high` bound a figure (in `unit`; a duration in milliseconds).
    """

    says: str
    kind: str = "figure"
    unit: str = ""
    default: Any = REQUIRED
    choices: tuple[str, ...] = ()
    form: Mapping[str, Field] | None = None
    low: float = 0.0
    high: float = math.inf


Form = Mapping[str, Field]
TITLES: Form = {
    "title": Field("how it is called in Dutch", "text", default=""),
    "title_en": Field("how it is called in English", "text", default=""),
}
"""What a place, a stock or a stream of people is called."""
EACH = "*"
"""The only key of a form whose top level is a list of names, each with a form."""


Held = Callable[[Figure, str, float, float], Figure]
"""A figure as it holds in one world, by place and bounds: assumptions may be drawn."""


def _as_written(figure: Figure, place: str, low: float, high: float) -> Figure:
    return figure


@dataclass(slots=True)
class _Reading:
    held: Held
    problems: list[Problem] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)

    def wrong(self, place: tuple[str, ...], code: str, english: str, **p: Any) -> None:
        self.problems.append(Problem(code, english, p, place))

    def keep(self, one: Field, figure: Figure) -> Figure:
        """Note a figure as written; give it back as it holds."""
        self.figures.append(figure)
        return self.held(figure, figure.place, one.low, one.high)


Filled = tuple[dict[str, Any], list[Problem], list[Figure]]
"""Values, problems and all figures of one mapping."""


def fill(
    form: Form, raw: Any, place: tuple[str, ...], held: Held = _as_written
) -> Filled:
    """An author's mapping read by a form: values, problems, and all its figures.

    A figure given without source or tag takes them from the mappings around it
    (a `source:` or `tag:` beside it, or further out). The values hold each figure as
    `held` gives it; the list has it as written.
    """
    reading = _Reading(held)
    values = _mapping(form, raw, place, ("", ""), reading)
    return values, reading.problems, reading.figures


def _mapping(
    form: Form, raw: Any, place: tuple[str, ...], around: tuple[str, str], r: _Reading
) -> dict[str, Any]:
    if not isinstance(raw, Mapping):
        r.wrong(place, "mapping", "'{name}' must hold keys and values", name=place[-1])
        return {name: _default(one) for name, one in form.items()}
    if EACH in form:
        return dict(_named(form[EACH], raw, place, around, r))
    around = _around(raw, around, place, r)
    for key in raw:
        if key not in form and key not in ("source", "tag", "note"):
            near = difflib.get_close_matches(str(key), list(form), 1)
            english = "unknown key '{key}'" + (
                ", did you mean '{near}'?" if near else ""
            )
            r.wrong((*place, str(key)), "unknown-key", english, key=key,
                    near=near[0] if near else "")  # fmt: skip
    values: dict[str, Any] = {}
    for name, one in form.items():
        if name in raw:
            values[name] = _value(one, raw[name], (*place, name), around, r)
            continue
        if one.default is REQUIRED:
            r.wrong(place, "missing", "'{key}' is missing: {says}", key=name,
                    says=one.says)  # fmt: skip
        values[name] = _left_out(one, (*place, name), around, r)
    return values


def _left_out(
    one: Field, place: tuple[str, ...], around: tuple[str, str], r: _Reading
) -> Any:
    """What holds where the author said nothing; its figures count as well."""
    where = ".".join(place)
    inside = one.form.values() if one.kind == "form" and one.form else ()
    complete = all(inner.default is not REQUIRED for inner in inside)
    if inside and complete and one.default is not None and one.form:
        return _mapping(one.form, {}, place, around, r)
    if isinstance(one.default, Figure):
        return r.keep(one, replace(one.default, place=where))
    if one.kind == "row":
        row = enumerate(_default(one))
        return tuple(
            r.keep(one, replace(made, place=f"{where}.{n}")) for n, made in row
        )
    return _default(one)


def _around(
    raw: Mapping[str, Any], around: tuple[str, str], place: tuple[str, ...], r: _Reading
) -> tuple[str, str]:
    try:
        return sourced(raw, around)
    except FigureError as wrong:
        key = "tag" if wrong.code == "tag" else "source"
        r.wrong((*place, key), wrong.code, wrong.english, **wrong.params)
        return around


def _default(one: Field) -> Any:
    if one.default is REQUIRED:
        return {"figure": fixed(0.0, one.unit), "text": "", "flag": False}.get(
            one.kind, {} if one.kind in ("form", "forms", "figures") else ()
        )
    return one.default


def _value(
    one: Field, raw: Any, place: tuple[str, ...], around: tuple[str, str], r: _Reading
) -> Any:
    if one.kind == "form":
        assert one.form is not None
        return _mapping(one.form, raw, place, around, r)
    if one.kind in ("forms", "figures"):
        return dict(_named(one, raw, place, around, r))
    if one.kind == "figure":
        return _figure(one, raw, place, around, r)
    if one.kind == "row":
        row = raw if isinstance(raw, list) else [raw]
        return tuple(
            _figure(one, item, (*place, str(number)), around, r)
            for number, item in enumerate(row)
        )
    return _plain(one, raw, place, r)


def _named(
    one: Field, raw: Any, place: tuple[str, ...], around: tuple[str, str], r: _Reading
) -> Iterator[tuple[str, Any]]:
    if not isinstance(raw, Mapping):
        r.wrong(place, "mapping", "'{name}' must hold keys and values", name=place[-1])
        return
    around = _around(raw, around, place, r)
    for key, value in raw.items():
        if key in ("source", "tag", "note"):
            continue
        here = (*place, str(key))
        if one.kind == "figures":
            yield str(key), _figure(one, value, here, around, r)
        else:
            assert one.form is not None
            yield str(key), _mapping(one.form, value, here, around, r)


def _plain(one: Field, raw: Any, place: tuple[str, ...], r: _Reading) -> Any:
    if one.kind == "flag" and isinstance(raw, bool):
        return raw
    if one.kind == "text" and isinstance(raw, str):
        return raw
    if one.kind == "names" and isinstance(raw, list):
        return tuple(str(item) for item in raw)
    if one.kind == "choice" and raw in one.choices:
        return raw
    known = ", ".join(one.choices)
    english = _WANTED[one.kind]
    if one.kind == "text" and isinstance(raw, Mapping):
        english = "'{key}' is one text for both languages; write it without nl and en"
    r.wrong(place, "bad-value", english, key=place[-1], known=known)
    return _default(one)


def _figure(
    one: Field, raw: Any, place: tuple[str, ...], around: tuple[str, str], r: _Reading
) -> Figure:
    try:
        made = read_figure(raw, one.unit, ".".join(place), around)
    except FigureError as wrong:
        r.wrong(place, wrong.code, wrong.english, **{"key": place[-1], **wrong.params})
        return _default(one) if isinstance(_default(one), Figure) else fixed(0.0)
    for at_edge in (made.quantile(0.0), made.quantile(0.999)):
        if made.shape != "chance" and not one.low <= at_edge <= one.high:
            r.wrong(place, "range", "'{key}' must lie between {low} and {high}",
                    key=place[-1], low=one.low, high=one.high)  # fmt: skip
            break
    return r.keep(one, made)
