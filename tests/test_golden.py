"""Golden journals: old exercises play again to the same entries.

They fail when a model behaves differently. If that was meant: raise `WORLD` in
`ttx/__init__.py` and make them anew with `python -m tests.test_golden`.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from ttx import WORLD, library
from ttx.exercise import Exercise
from ttx.journal import Entry, Journal
from ttx.moment import HOUR
from ttx.policy import play_through
from ttx.replay import feed

SHELF = Path(__file__).with_name("golden")
UNTIL = {"first-exercise": 12 * HOUR, "power-outage": 24 * HOUR, "article5": 72 * HOUR}


def golden(name: str) -> list[Entry]:
    """The entries of a golden journal."""
    with gzip.open(SHELF / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [Entry(**json.loads(line)) for line in lines]


@pytest.mark.parametrize("name", list(UNTIL))
def test_an_old_exercise_plays_again_to_the_same_entries(name: str) -> None:
    entries = golden(name)
    assert entries[0].body["world"] == WORLD, "make the golden journals anew"
    exercise = Exercise.again(dict(entries[0].body), Journal())
    feed(exercise, entries[1:])
    exercise.advance(UNTIL[name])
    for again, written in zip(exercise.journal, entries, strict=True):
        assert (again.at, again.kind, again.body) == (
            written.at,
            written.kind,
            written.body,
        )


def make(name: str) -> None:
    """Play an exercise and keep it as the golden one."""
    scenario = library.load(name).scenario
    exercise = Exercise(scenario, 7, Journal())
    play_through(exercise, {t.id: "routine" for t in scenario.tables}, UNTIL[name])
    SHELF.mkdir(exist_ok=True)
    with (
        open(SHELF / f"{name}.jsonl.gz", "wb") as raw,
        gzip.GzipFile("", "wb", 9, raw, 0) as out,
    ):
        for entry in exercise.journal:
            out.write(json.dumps(entry._asdict(), ensure_ascii=False).encode() + b"\n")


if __name__ == "__main__":
    for each in UNTIL:
        make(each)
