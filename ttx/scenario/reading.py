"""From plain data to a typed Scenario, or to every problem that stands in its way.

What pydantic says is put in our own words, with line and column and the nearest
known name; nobody ever reads a sentence of pydantic's.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError

from ttx.errors import Problem
from ttx.moment import Calendar, parse_startex
from ttx.scenario.frame import Scenario
from ttx.scenario.marks import Mark, Source, find, located
from ttx.scenario.slips import ending, nearest, slip
from ttx.text import Text

T = TypeVar("T")
SENTENCES: dict[str, tuple[str, str]] = {
    "missing": ("missing", "'{key}' is missing"),
    "string_type": ("bad-value", "'{key}' must be text; put it between quotes"),
    "string_pattern_mismatch": ("bad-name", "'{given}' is not a name: use small letters, digits and hyphens, and start with a letter"),
    "string_too_long": ("bad-name", "'{given}' is too long for a name"),
    "too_long": ("bad-value", "'{key}' holds too many values"),
    "date_type": ("day", "'{given}' is not a date; write it as 2027-01-18"),
}  # fmt: skip
KINDS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("int_", "float_", "finite_"), "bad-value", "'{key}' must be a number"),
    (("bool_",), "bad-value", "'{key}' must be true or false"),
    (("tuple_", "list_"), "bad-value", "'{key}' must be a list, as in [a, b]"),
    (("dataclass_",), "bad-value", "'{key}' must be a text, or {{nl: ..., en: ...}}"),
    (("dict_", "model_", "mapping_"), "mapping", "'{key}' must hold keys and values"),
)  # fmt: skip
_UNKNOWN = ("extra_forbidden", "unexpected_keyword_argument")
_OURS = ("given", "near", "key", "english")


def resolve(source: Source) -> tuple[Scenario | None, list[Problem]]:
    """The scenario that the data makes, or None and all the reasons why not."""
    raw = source.data
    if not isinstance(raw, Mapping):
        english = "a scenario holds keys and values, starting with 'format: 1'"
        empty = raw is None
        english = "the file is empty; " + english if empty else english
        return None, [located(Problem("no-scenario", english), source.mark)]
    try:
        return made(raw), []
    except ValidationError as wrong:
        return None, list(told(wrong, Scenario, source.mark))


def made(raw: Mapping[str, Any]) -> Scenario:
    """The scenario of this plain data; raises pydantic's ValidationError."""
    return Scenario.model_validate(raw, context={"calendar": _calendar(raw)})


def plain(scenario: Scenario) -> dict[str, Any]:
    """The whole scenario as plain data, as a journal keeps it; `thaw` reads it.

    Made once for each scenario (a copy of one makes its own); never change it.
    """
    kept: dict[str, Any] = kept_with(scenario, "plain", dict)
    if not kept:
        kept.update(scenario.model_dump(mode="json", by_alias=True))
    return dict(kept)


def kept_with(scenario: Scenario, what: str, make: Callable[[], T]) -> T:
    """Something worked out once for a scenario and kept beside it; never change it.

    A copy of a scenario has its own: what lies there belongs to the one it names.
    """
    key = f"_kept_{what}"
    made_for, found = scenario.__dict__.get(key, (None, None))
    if made_for is not scenario or found is None:
        found = make()
        scenario.__dict__[key] = (scenario, found)
    return cast(T, found)


def thaw(raw: Mapping[str, Any]) -> Scenario:
    """The scenario that `plain` wrote down; raises ValueError if it is not one."""
    return made(raw)


def _calendar(raw: Mapping[str, Any]) -> Calendar:
    """The calendar of a scenario, or any other where its own cannot be read."""
    try:
        startex = parse_startex(str(raw.get("startex")))
    except (ValueError, OverflowError):
        startex = datetime(2027, 1, 1, tzinfo=UTC)
    if not 1900 <= startex.year <= 2200:
        startex = datetime(2027, 1, 1, tzinfo=UTC)
    try:
        day = date.fromisoformat(str(raw.get("day_d")))
    except ValueError:
        day = None
    return Calendar(startex, day if day and 1900 <= day.year <= 2200 else None)


def told(
    wrong: ValidationError, kind: type[BaseModel], mark: Mark
) -> Iterator[Problem]:
    """All that pydantic found, in our words, one problem for each place."""
    best: dict[tuple[str | int, ...], tuple[int, Problem]] = {}
    for error in wrong.errors(include_url=False):
        loc = error["loc"]
        place, branch = _place(loc, mark, error["type"])
        depth = len(place)
        if branch is not None and branch in best and best[branch][0] >= depth:
            continue
        problem = _sentence(error, place, kind)
        best[branch if branch is not None else (*loc, len(best))] = (depth, problem)
    for _, problem in best.values():
        yield located(problem, mark)


def places(wrong: ValidationError, mark: Mark) -> Iterator[tuple[str | int, ...]]:
    """Where pydantic found something, as far as it was really written."""
    for error in wrong.errors(include_url=False):
        yield _place(error["loc"], mark, error["type"])[0]


def _place(
    loc: tuple[str | int, ...], mark: Mark, kind: str
) -> tuple[tuple[str | int, ...], tuple[str | int, ...] | None]:
    """The steps that were really written, and where one of several kinds was tried.

    A union puts the name of each kind that it tried between the steps.
    """
    done: list[str | int] = []
    branch: tuple[str | int, ...] | None = None
    for number, step in enumerate(loc):
        if find(mark, [*done, step])[1] == len(done) + 1:
            done.append(step)
        elif number == len(loc) - 1 and kind in ("missing", "missing_argument"):
            break
        elif step != "[key]":
            branch = branch or tuple(done)
    return tuple(done), branch


def _sentence(
    error: Any, place: tuple[str | int, ...], kind: type[BaseModel]
) -> Problem:
    name, given = error["type"], str(error.get("input"))[:80]
    context = dict(error.get("ctx") or {})
    steps = [step for step in place if isinstance(step, str)]
    key = str(error["loc"][-1]) if name == "missing" else (steps or [""])[-1]
    params: dict[str, object] = {"key": key, "given": given}
    if name in _UNKNOWN:
        known = keys_at(kind, place[:-1])
        code, english, after = slip(str(place[-1]), error.get("input"), known)
        if code:
            return Problem(code, english, {"key": after}, place)
        return unknown("key", str(place[-1]), known, place)
    if name == "literal_error":
        return _choice(error, params, place, kind)
    if "english" in context:
        english = str(context.pop("english"))
        context["key"] = key or context.get("key", "")
        return Problem(name, english, context, place)
    if name == "string_type" and isinstance(error.get("input"), dict):
        english = "'{key}' is one text for both languages; write it without nl and en"
        return Problem("bad-value", english, params, place)
    if name in SENTENCES:
        code, english = SENTENCES[name]
        return Problem(code, english, params, place)
    for starts, code, english in KINDS:
        if name.startswith(starts):
            if code == "mapping" and (inside := keys_at(kind, place)):
                english = "'{key}' must hold keys and values; the keys are: {known}"
                params["known"] = ", ".join(inside)
            return Problem(code, english, params, place)
    ours = "_" not in name
    return Problem(name if ours else "bad-value",
                   error["msg"] if ours else "'{key}' cannot be '{given}'",
                   params, place)  # fmt: skip


def _choice(
    error: Any, params: dict[str, object], place: tuple[str | int, ...], kind: Any
) -> Problem:
    given = error.get("input")
    if place == ("format",):
        english = "this program reads format 1 of a scenario; '{given}' is another"
        return Problem("format", english, params, place)
    known = [str(one) for one in _choices(kind, place)]
    if not known:
        known = [str(error.get("ctx", {}).get("expected", "")).replace("'", "")]
    near = nearest(str(given), known)
    english = "'{given}' is not one of: {known}"
    english += "; did you mean '{near}'?" if near else ""
    more = {"known": ", ".join(known), "near": near}
    return Problem("bad-choice", english, {**params, **more}, place)


def unknown(
    what: str, name: str, known: Iterable[str], place: tuple[str | int, ...]
) -> Problem:
    """`unknown team 'hospitl', did you mean 'hospital'?`, or which there are."""
    names = list(known)
    near = nearest(name, names)
    end = ending(what, near, names)
    params = {"name": name, "near": near}
    if "{known}" in end:
        params["known"] = ", ".join(names)
    return Problem(f"unknown-{what}", f"unknown {what} '{{name}}'{end}", params, place)


def keys_at(kind: type[BaseModel], place: Iterable[str | int]) -> list[str]:
    """The keys that may be written at a place of a scenario."""
    for one in _kinds_at(kind, place):
        if isinstance(one, type) and issubclass(one, BaseModel):
            return [field.alias or name for name, field in one.model_fields.items()]
        if one is Text:
            return ["nl", "en"]
    return []


def _choices(kind: type[BaseModel], place: tuple[str | int, ...]) -> list[Any]:
    found: list[Any] = []
    for one in _kinds_at(kind, place):
        if typing.get_origin(one) is typing.Literal:
            found += typing.get_args(one)
    return found


def _kinds_at(kind: Any, place: Iterable[str | int]) -> list[Any]:
    """The types that may stand at a place, unions and annotations taken apart."""
    here = [kind]
    for step in place:
        here = [inner for one in here for inner in _into(one, step)]
    return here


def _into(kind: Any, step: str | int) -> list[Any]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            if step == (field.alias or name):
                return _apart(field.annotation)
        return []
    if typing.get_origin(kind) in (dict, tuple):
        args = typing.get_args(kind)
        return _apart(args[1] if typing.get_origin(kind) is dict else args[0])
    return []


def _apart(kind: Any) -> list[Any]:
    origin = typing.get_origin(kind)
    if origin is typing.Annotated:
        return _apart(typing.get_args(kind)[0])
    if origin in (typing.Literal, dict, tuple):
        return [kind]
    inner = typing.get_args(kind)
    return [one for part in inner for one in _apart(part)] if inner else [kind]
