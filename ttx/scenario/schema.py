"""The JSON Schema of a scenario: what an editor completes and checks while typing.

Made from the same types and forms that read a scenario; never written by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ttx.figures import TAGS, TIME
from ttx.forms import REQUIRED, Field, Form
from ttx.scenario.cards import Theme
from ttx.scenario.frame import Scenario
from ttx.scenario.meaning import explain
from ttx.scenario.parts import FIGURE_SCHEMA
from ttx.scenario.play import Inject

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ABOUT = {
    "source": {"type": "string", "description": "where the figures below come from"},
    "tag": {"enum": list(TAGS)},
    "note": {"type": "string"},
}


def schema(forms: Mapping[str, Form]) -> dict[str, Any]:
    """The schema of a scenario file, with the form of every model of the world."""
    made = Scenario.model_json_schema(by_alias=True)
    defs = made["$defs"]
    defs["figure"] = FIGURE_SCHEMA
    made["properties"]["world"] = {
        "type": "object",
        "description": "the models of the world and what they are told",
        "properties": {name: _mapping(form) for name, form in forms.items()},
        "additionalProperties": False,
    }
    _cards(defs)
    return {"$schema": DIALECT, **_explained(made, "Scenario")}


def card_schema() -> dict[str, Any]:
    """The schema of a file of inject cards."""
    made = Theme.model_json_schema(by_alias=True)
    return {"$schema": DIALECT, **_explained(made, "Theme")}


def _explained(made: dict[str, Any], whole: str) -> dict[str, Any]:
    explain(whole, made)
    for name, part in made["$defs"].items():
        explain(name, part)
    return made


def _cards(defs: dict[str, Any]) -> None:
    """A line of the draaiboek may use a card; then the card may bring its id."""
    line = defs[Inject.__name__]
    line["properties"]["use"] = {
        "type": "string",
        "description": "an inject card: theme/card",
    }
    line["properties"]["with"] = {
        "type": "object",
        "description": "the card's parameters",
    }
    required = line.pop("required", [])
    line["anyOf"] = [{"required": required}, {"required": ["use"]}]


def _mapping(form: Form) -> dict[str, Any]:
    if set(form) == {"*"}:
        return _value(form["*"])
    needed = [name for name, one in form.items() if one.default is REQUIRED]
    made: dict[str, Any] = {
        "type": "object",
        "properties": {name: _value(one) for name, one in form.items()} | _ABOUT,
        "additionalProperties": False,
    }
    return made | ({"required": needed} if needed else {})


def _value(one: Field) -> dict[str, Any]:
    return {"description": _says(one), **_kind(one)}


def _says(one: Field) -> str:
    unit = "30m, 12h, 2d" if one.unit == TIME else one.unit
    return f"{one.says} ({unit})" if unit else one.says


def _kind(one: Field) -> dict[str, Any]:
    if one.kind == "form":
        return _mapping(one.form or {})
    if one.kind in ("forms", "figures"):
        inner = _mapping(one.form or {}) if one.kind == "forms" else _figure()
        return {"type": "object", "properties": _ABOUT, "additionalProperties": inner}
    return {
        "figure": _figure(),
        "row": {"anyOf": [{"type": "array", "items": _figure()}, _figure()]},
        "text": {"type": "string"},
        "flag": {"type": "boolean"},
        "names": {"type": "array", "items": {"type": "string"}},
        "choice": {"enum": list(one.choices)},
    }[one.kind]


def _figure() -> dict[str, Any]:
    return {"$ref": "#/$defs/figure"}
