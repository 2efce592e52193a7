"""A whole scenario as plain JSON, with the JSON Schema that it follows.

What stands in it is what ttx reads: the same data, written as YAML, is the same scenario.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ttx import __version__
from ttx.errors import UsageError
from ttx.scenario import Scenario
from ttx.scenario.reading import made


def whole(scenario: Scenario, schema: Mapping[str, Any]) -> dict[str, Any]:
    """`{program, version, schema, scenario}`: inject cards filled in, defaults left out.

    `schema` is that of the library (`library.json_schema()`).
    """
    how: dict[str, Any] = {"mode": "json", "by_alias": True, "exclude_defaults": True}
    data = scenario.model_dump(**how)
    if scenario.own_figures:  # a form for writers: play does not keep it, a copy must
        sheets = scenario.own_figures.items()
        data["own_figures"] = {key: one.model_dump(**how) for key, one in sheets}
    return {
        "program": "ttx",
        "version": __version__,
        "schema": schema,
        "scenario": data,
    }


def as_json(data: Mapping[str, Any]) -> bytes:
    """The text of such data: UTF-8, indented, ending in a new line."""
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def back(data: Mapping[str, Any]) -> Scenario:
    """The scenario of such data; UsageError where it holds none."""
    inner = data.get("scenario")
    try:
        return made(inner if isinstance(inner, Mapping) else {})
    except (ValueError, KeyError):
        raise UsageError(
            "This JSON holds no scenario of ttx that can be read."
        ) from None
