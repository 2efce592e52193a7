"""Values set from outside a scenario: a preset, a file of values, forms of own figures.

Each is laid into what was read, with where it was written, before anything is checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ttx.errors import Problem, UsageError
from ttx.scenario.filled import given
from ttx.scenario.joining import at, put
from ttx.scenario.marks import Mark, Source, located
from ttx.scenario.yaml import MOST_BYTES, read, too_big


def opened(path: Path) -> Source:
    """One file as it was read; with a problem, and no data, where it cannot be."""
    shown = str(path)
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as wrong:
        english = "the file cannot be opened: {why}"
        problem = Problem("no-file", english, {"why": wrong.strerror}, (), shown, 1, 1)
        return Source(None, (shown, 1, 1, 1, 1, None), [problem])
    if size > MOST_BYTES:
        return Source(None, (shown, 1, 1, 1, 1, None), [too_big(shown, size)])
    return read(raw, shown)


def presets(source: Source) -> dict[str, Mapping[str, Any]]:
    """The values of each preset that can be read."""
    data = source.data.get("presets") if isinstance(source.data, dict) else None
    if not isinstance(data, dict):
        return {}
    return {
        name: one["set"]
        for name, one in data.items()
        if isinstance(one, dict) and isinstance(one.get("set"), dict)
    }


def set_preset(source: Source, name: str) -> None:
    """Lay a preset in; UsageError if the scenario has none of this name."""
    known = presets(source)
    if name not in known:
        raise absent("preset", name, known)
    mark = source.mark[5]["presets"][5][name][5]["set"]
    source.problems += put(source, known[name], mark)


def set_params(source: Source, path: Path) -> None:
    """Lay the values of a file (`set:`) in."""
    own = opened(path)
    source.problems += own.problems
    values = own.data.get("set") if isinstance(own.data, dict) else None
    if not isinstance(values, dict):
        if not own.problems:
            english = "a file of own values holds 'set:' with paths and their values"
            source.problems.append(located(Problem("no-values", english), own.mark))
        return
    source.problems += put(source, values, own.mark[5]["set"])


def set_own(source: Source, paths: Iterable[Path]) -> None:
    """Lay the own figures of filled forms in; what is left empty stays as it is.

    A figure that two forms give is a problem: one of the two would go unnoticed.
    """
    data = source.data if isinstance(source.data, dict) else {}
    sheets = data.get("own_figures")
    first: dict[str, str] = {}
    for path in paths:
        form = opened(path)
        known = sheets if isinstance(sheets, dict) else {}
        values, marks = given(form, str(data.get("id", "")), known)
        for one in values:
            if one in first:
                english = (
                    "'{figure}' is also given in {other}; leave one of the two empty"
                )
                params = {"figure": one, "other": first[one]}
                form.problems.append(
                    located(Problem("given-twice", english, params), marks[one])
                )
            _plausible(form, data, one, values[one], marks[one])
        first |= dict.fromkeys(values, str(path))
        source.problems += form.problems
        source.problems += put(source, values, (*form.mark[:5], marks))


FAR = 100.0
"""So many times more or less than the scenario's own figure is a slip of the pen."""


def _plausible(
    form: Source, data: Any, path: str, figure: Mapping[str, Any], mark: Mark
) -> None:
    """A number far from the one that stands there: 4.500 written for 4500."""
    old, new = _plain(at(data, path)), _plain(figure)
    if old and new and not 1 / FAR < new / old < FAR:
        english = "'{given}' is far from {now}, as the exercise has it: write 4500 without a point"
        params = {"given": f"{new:.15g}", "now": f"{old:.15g}"}
        form.problems.append(located(Problem("far-off", english, params), mark))


def _plain(raw: Any) -> float:
    """A figure that is one bare number; 0 for any other."""
    one = raw.get("value") if isinstance(raw, Mapping) else raw
    return float(one) if isinstance(one, int | float) else 0.0


def absent(what: str, name: str, known: Iterable[str]) -> UsageError:
    """The sentence for a name that a scenario does not have."""
    listed = ", ".join(known) or "-"
    english = f"this scenario has no {what} '{{name}}'; it has: {{known}}"
    return UsageError(english, name=name, known=listed)
