"""A whole session, and what of it may not reach a seat.

The flagship is played by policy; the leader turns the moves, tables and evaluators write
things that are only theirs. At every step all fields of all pictures are read, in both
languages, and held against all that the scenario and the journal keep from that seat.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import Any

from tests.test_host import Wall, passes
from ttx import library
from ttx.actions import (
    Decision,
    Dispute,
    Hold,
    Improvise,
    Message,
    Note,
    Observe,
    Rate,
    TurnTo,
)
from ttx.exercise import Exercise
from ttx.journal import Entry, Journal
from ttx.live.host import Host
from ttx.scenario import Inject
from ttx.text import Text
from ttx.view import Picture

LONG = 25
"""A piece of text of so many characters says which text it is from."""


def all_text(picture: Picture) -> str:
    """Every string in every field of a picture, one a line."""
    return "\n".join(strings(picture))


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from strings(one)
    elif isinstance(value, dict):
        yield from strings([*value, *value.values()])
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for item in dataclasses.fields(value):
            yield from strings(getattr(value, item.name))


def pieces(text: Text) -> list[str]:
    """The longest stretch without a hole or a line break of each language's text."""
    made = []
    for words in (text.nl, text.en):
        best = max(re.split(r"\{\{.*?\}\}|\{.*?\}|\n", words), key=len).strip()
        made += [best] if len(best) >= LONG else []
    return made


class Evening:
    """A whole session, with what is only for some written down as it is written."""

    def __init__(self) -> None:
        scenario = library.load("power-outage").scenario
        self.wall = Wall()
        self.tables = [table.id for table in scenario.tables]
        exercise = Exercise(scenario, 7, Journal())
        self.host = Host(exercise, dict.fromkeys(self.tables, "routine"),
                         monotonic=self.wall, wall=self.wall)  # fmt: skip
        self.looked = 0
        self.found: list[str] = []

    @property
    def exercise(self) -> Exercise:
        return self.host.exercise

    def says(self, by: str, *asked: Any) -> None:
        for action in asked:
            assert self.host.submit(action, by).refusal is None, action

    def session(self) -> Iterator[None]:
        """The whole session, step by step, to its last report."""
        self.look()
        yield
        held = "who-may-order"
        assert self.exercise.msel.lines[held].state == "waiting"
        for number, move in enumerate(self.exercise.scenario.moves):
            yield from self.turns(move.id, "brief", "talk")
            self.says(
                "rot",
                Message(
                    ("ghor",), f"Alleen voor u, ronde {number}: wij redden het niet"
                ),
            )
            self.says(
                "rot",
                Note("assume", f"Op ons eigen bord, ronde {number}: dit duurt dagen"),
            )
            self.says("vvt", Dispute("", f"Volgens ons klopt dit niet, ronde {number}"))
            self.says(
                "hospital-a",
                Decision(f"Nog in concept, ronde {number}: wij sluiten de poli"),
            )
            self.says(
                "leader",
                Improvise(
                    ("vvt",), f"Alleen voor deze tafel, ronde {number}: storm op komst"
                ),
            )
            self.says(
                "leader",
                Improvise(
                    ("all",), f"Voor alle tafels, ronde {number}: het sneeuwt buiten"
                ),
            )
            self.says(
                "evaluator",
                Observe(
                    "gap", f"De waarnemer zag, ronde {number}: niemand belt", "rot"
                ),
            )
            self.says(
                "evaluator",
                Rate(
                    "keep-own-centre", "M", f"De waarnemer vond, ronde {number}: traag"
                ),
            )
            self.says("leader", Hold(held, number != 1))
            self.look()
            yield
            yield from self.turns(move.id, "commit", "run")
            while (
                self.exercise.state == "preview"
                and self.exercise.now < self.exercise.target()
            ):
                yield from self.turns(move.id, "report", "run")
            yield from self.turns(move.id, "report")

    def turns(self, move: str, *states: str) -> Iterator[None]:
        for state in states:
            answer = self.host.submit(TurnTo(move, state), "leader")
            if answer.refusal is not None and answer.refusal.key == "rule-first":
                answer = self.host.submit(TurnTo(move, state), "leader")
            assert answer.refusal is None, answer.refusal
            self.look()
            yield
            while self.host.goal is not None:
                passes(self.host, self.wall, 0.5)
                yield
            self.look()
            yield

    # --- what nobody else may read ---------------------------------------------

    def look(self) -> None:
        """Read all pictures, and note what should not be in them."""
        self.looked += 1
        for table in self.tables:
            self.read(table, table, all_text(self.host.picture(table)))
            whole = all_text(self.host.picture(f"facilitator-{table}"))
            self.read(f"facilitator-{table}", table, whole)
        self.read("plenary", "", all_text(self.host.picture("plenary")))

    def read(self, seat: str, table: str, told: str) -> None:
        where = f"{seat} at {self.exercise.now} in {self.exercise.state}"
        for what, piece in self._kept_from(seat, table):
            if piece in told:
                self.found.append(f"{where}: {what}: {piece}")

    def _kept_from(self, seat: str, table: str) -> Iterator[tuple[str, str]]:
        got = [entry for entry in self._told() if self._is_for(entry, table)]
        given = [entry.body["inject"] for entry in got]
        coaches = seat.startswith("facilitator")
        own: list[str] = []
        kept: list[tuple[str, str]] = []
        for key, line in self.exercise.msel.lines.items():
            staff = coaches and table in line.to
            texts = [*pieces(line.inject.text), *pieces(line.inject.fallback)]
            own += pieces(line.inject.controller) if staff else []
            if key in given or (staff and (line.held or line.state == "waiting")):
                own += texts  # another table's copy reads the same
            else:
                kept += [(f"text of {key}", piece) for piece in texts]
            kept += self._of_staff(line.inject, staff)
        yield from ((what, piece) for what, piece in kept if piece not in own)
        yield from self._of_control()
        yield from self._of_others(
            table, "\n".join(strings([e.body["text"] for e in got]))
        )

    def _of_staff(self, inject: Inject, coached: bool) -> Iterator[tuple[str, str]]:
        hoped = inject.expects.text if inject.expects else Text()
        secret = [hoped, inject.note] + ([] if coached else [inject.controller])
        for text in secret:
            yield from ((f"for staff: {inject.id}", piece) for piece in pieces(text))

    def _of_control(self) -> Iterator[tuple[str, str]]:
        """What the scenario says to exercise control alone, and to its role players."""
        scenario = self.exercise.scenario
        said = [*scenario.guide, scenario.leader_briefing]
        here = self.exercise.move
        begun = scenario.moves.index(here) + 1 if here else 0
        for move in scenario.moves[begun:]:
            yield "for exercise control: move", move.title.nl
        said += [one.brief for one in scenario.personas.values()]
        for text in said:
            yield from (("for exercise control", piece) for piece in pieces(text))

    def _of_others(self, table: str, has: str) -> Iterator[tuple[str, str]]:
        for entry in self.exercise.journal:
            if entry.kind == "delivered" and not self._is_for(entry, table):
                for piece in pieces(Text(**entry.body["text"])):
                    if piece not in has:
                        yield f"message {entry.seq}", piece
            if entry.kind == "asked" and entry.body["by"] != table:
                yield from self._asked(entry)
        for draft in self.exercise.journal.drafts():
            if draft.by != table:
                yield f"draft of {draft.by}", draft.action.get("text") or "no text"

    def _asked(self, entry: Entry) -> Iterator[tuple[str, str]]:
        action = entry.body["action"]
        if action["kind"] in (
            "Observe",
            "Rate",
            "Strike",
            "Note",
            "Dispute",
            "Override",
        ):
            yield f"{action['kind']} of {entry.body['by']}", action["text"]

    def _told(self) -> list[Entry]:
        """What the tables have been told: not what a run brings before its report."""
        until = self.host.sight.cut()[1]
        return [
            e for e in self.exercise.journal if e.kind == "delivered" and e.seq <= until
        ]

    def _is_for(self, entry: Entry, table: str) -> bool:
        if not table:  # before everybody: what all tables got from exercise control
            private = entry.body["kind"] in ("message", "request", "reply", "answer")
            return not private and all(one in entry.body["to"] for one in self.tables)
        cause = entry.body["cause"]
        asked = self.exercise.journal.entry(cause) if isinstance(cause, int) else None
        wrote = asked is not None and asked.body.get("by") == table
        return wrote or table in entry.body["to"]
