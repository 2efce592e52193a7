"""The schema that editors use is in step with what the program reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from written import SMALL

from ttx import library
from ttx.models import MODELS
from ttx.scenario import Inject, Scenario
from ttx.scenario.meaning import MEANING
from ttx.scenario.schema import card_schema
from ttx.scenario.yaml import read

HERE = Path(__file__).parent
MINI = (HERE / "mini.yaml").read_text(encoding="utf-8")
SCHEMA = library.json_schema()


def faults(data: Any, schema: dict[str, Any] = SCHEMA) -> list[str]:
    """What an editor would underline, by place."""
    checker = pytest.importorskip("jsonschema").Draft202012Validator(schema)
    return sorted(
        "/".join(map(str, one.absolute_path)) for one in checker.iter_errors(data)
    )


@pytest.mark.parametrize("text", [SMALL, MINI])
def test_a_scenario_in_order_is_in_order_for_an_editor(text: str) -> None:
    data = read(text.encode(), "s").data
    data.get("world", {})
    assert faults(data) == []


def test_an_editor_sees_an_unknown_key_and_a_wrong_choice() -> None:
    data = read(SMALL.replace("sees:", "seess:").encode(), "s").data
    data["purpose"] = "fun"
    assert faults(data) == ["purpose", "teams/hospital"]


def test_an_editor_sees_a_wrong_word_in_the_world() -> None:
    data = read(MINI.replace("service: power", "service: powr").encode(), "s").data
    assert faults(data) == ["world/infrastructure/mains/service"]


def test_a_line_may_use_a_card_instead_of_an_id() -> None:
    data = read(SMALL.encode(), "s").data
    data["msel"].append({"use": "power/dark", "with": {"hours": 3}, "at": "T+1"})
    assert faults(data) == []
    data["msel"].append({"at": "T+1"})
    assert faults(data) == ["msel/5"]


def test_every_key_that_is_read_is_in_the_schema_and_no_other() -> None:
    read_keys = {field.alias or name for name, field in Scenario.model_fields.items()}
    assert set(SCHEMA["properties"]) == read_keys
    line = {field.alias or name for name, field in Inject.model_fields.items()}
    assert set(SCHEMA["$defs"]["Inject"]["properties"]) == line | {"use", "with"}


def test_every_model_and_every_word_of_its_form_is_in_the_schema() -> None:
    world = SCHEMA["properties"]["world"]["properties"]
    assert set(world) == set(MODELS)
    for name, kind in MODELS.items():
        if "*" not in kind.FORM:
            assert set(kind.FORM) <= set(world[name]["properties"])


def test_a_file_of_cards_has_a_schema_too() -> None:
    card = {"title": "a", "text": {"nl": "x", "en": "y"}}
    assert faults({"cards": {"one": card}}, card_schema()) == []
    assert faults({"cards": {"one": {**card, "txt": "z"}}}, card_schema()) == [
        "cards/one"
    ]


def test_the_schema_is_plain_data() -> None:
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


def test_every_key_says_what_it_means() -> None:
    """An editor shows it under the cursor, and the reference prints it."""
    for whole, name in ((SCHEMA, "Scenario"), (card_schema(), "Theme")):
        for part, form in ((name, whole), *whole["$defs"].items()):
            for key, one in (
                form.get("properties", {}).items() if part != "figure" else ()
            ):
                said = one.get("description", "")
                assert said and not said.startswith(
                    ("a text in", "a moment", "a dur")
                ), (
                    part,
                    key,
                )


def test_nothing_is_explained_that_is_not_there() -> None:
    cards = card_schema()
    known = {"Scenario": SCHEMA, "Theme": cards} | SCHEMA["$defs"] | cards["$defs"]
    for part, keys in MEANING.items():
        assert set(keys) <= set(known[part]["properties"]), part
