"""Tables that play themselves, for the tests: an exercise played, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.script import MINI, mini
from ttx import library
from ttx.exercise import Exercise
from ttx.journal import Entry, Journal
from ttx.policy import Way, play_through
from ttx.scenario import Scenario

Who = str | Way


def played(who: Who | Mapping[str, Who], seed: int = 7, scenario: Scenario | None = None) -> Exercise:  # fmt: skip
    """A whole exercise without people: one policy at all tables, or each its own."""
    one = scenario or mini()
    exercise = Exercise(one, seed, Journal())
    seats = who if isinstance(who, Mapping) else {t.id: who for t in one.tables}
    play_through(exercise, seats)
    return exercise


def asked(exercise: Exercise, table: str = "") -> list[Entry]:
    """What policies asked, of one table or of all."""
    return [e for e in exercise.journal
            if e.kind == "asked" and e.body["hand"].startswith("policy:")
            and table in ("", e.body["by"])]  # fmt: skip


def decided(exercise: Exercise, table: str = "") -> list[tuple[int, str, Any]]:
    """(exercise minute, option, values) of what policies decided."""
    return [(e.at // 60_000, e.body["action"]["option"], e.body["action"].get("values"))
            for e in asked(exercise, table) if "option" in e.body["action"]]  # fmt: skip


def course(exercise: Exercise) -> list[Any]:
    """All that was written down, but by which policy it was done."""
    return [(e.at, e.kind, {k: v for k, v in e.body.items() if k != "hand"})
            for e in exercise.journal]  # fmt: skip


def tiny(tmp_path: Path, options: str, headlines: str = "[hours.least]") -> Scenario:
    """The small scenario of the tests with more options and its own headlines."""
    text = MINI.read_text("utf-8").replace("msel:\n", f"{options}msel:\n", 1)
    text = text.replace(
        "headlines: [hours.least, mains.level]", f"headlines: {headlines}"
    )
    path = tmp_path / "tiny.yaml"
    path.write_text(text, encoding="utf-8")
    return library.load(path).scenario
