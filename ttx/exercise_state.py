"""The state of an exercise: its world, its draaiboek, and what the moves have come to.

Only the deeds of `exercise_deeds.py` change it, and only through the one door.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from ttx import WORLD, __version__
from ttx.exercise_deciding import Decisions
from ttx.exercise_post import Post
from ttx.exercise_reporting import Reporting
from ttx.exercise_shared import Shared
from ttx.journal import Entry, Journal
from ttx.msel import Msel
from ttx.msel_line import Course, pair
from ttx.scenario import HouseFog, Move, Scenario, Table
from ttx.scenario.reading import plain as scenario_to
from ttx.scenario.seats import STAFF, seat_title, table_of
from ttx.text import Text
from ttx.world import World, begins

NEXT = {
    "": ("brief",),
    "brief": ("talk",),
    "talk": ("commit", "run"),
    "commit": ("run", "talk"),
    "run": ("preview",),
    "preview": ("report",),
    "report": ("brief", "talk", "run"),
}
"""Where a move can go from each state, the usual one first (`brief` after a report:
the next move)."""


class State:
    """All that an exercise is at one moment.

    `follow_up` are the open actions of earlier debriefs that its evaluators look out for;
    `places` where assumptions lie in their range of doubt, where a rehearsal says so.
    """

    def __init__(self, scenario: Scenario, seed: int, journal: Journal,
                 started: dict[str, Any] | None = None, assumptions: int = 0,
                 follow_up: Sequence[dict[str, Any]] = (),
                 places: Mapping[str, float] | None = None) -> None:  # fmt: skip
        self.scenario = scenario
        self.seed = seed
        self.journal = journal
        body = started or {"program": __version__, "world": WORLD, "seed": seed,
                           "assumptions": assumptions,
                           "scenario": scenario_to(scenario), "parent": None,
                           **({"follow_up": [*follow_up]} if follow_up else {}),
                           **({"places": dict(places)} if places else {})}  # fmt: skip
        drawn = int(body.get("assumptions", 0))
        journal.append(begins(scenario), "started", body)
        self._world: World | None = None
        self._world = self.world = World(
            scenario, seed, self.record, drawn, body.get("places")
        )
        self.msel = Msel(scenario, self.world, self.record)
        self.decisions = Decisions(scenario, self.msel, self.record)
        self.reporting = Reporting(scenario, self.msel, self.record)
        self.post = Post(scenario, self.msel, self.record, self.clear)
        self.shared = Shared(scenario, self.msel, self.record)
        self.world.each_look(self._look)
        self.move: Move | None = None
        self.lifted: dict[str, bool] = {}
        self.state = ""
        self.run_from: tuple[int, int] = (self.now, 0)
        self.over = False
        self.no_play = False
        self.committed: dict[str, bool] = {}
        self.policies: dict[str, str] = {}
        self.revealed: list[str] = []
        self.revealed_to: dict[str, list[str]] = {}
        self.status = "concept"
        self.ruled: list[int] = []
        if scenario.pace == "running":
            self._pass_moves()
        journal.keep()

    @property
    def now(self) -> int:
        """Exercise time: milliseconds after STARTEX."""
        return self.world.env._now

    @property
    def course(self) -> Course:
        """The facts beside the world: milestones, decisions, overrides."""
        return self.msel.course

    def target(self) -> int:
        """Where the run of this move leads: the next move, or ENDEX."""
        later = [m.at for m in self.scenario.moves if m.at > self._move_at()]
        return min(later, default=self.scenario.endex)

    def next_move(self) -> Move | None:
        """The move that comes after this one."""
        return next((m for m in self.scenario.moves if m.at > self._move_at()), None)

    def _move_at(self) -> int:
        return self.move.at if self.move else -(10**15)

    def record(self, kind: str, body: dict[str, Any]) -> Entry:
        world = self._world
        now = begins(self.scenario) if world is None else world.env._now
        return self.journal.append(now, kind, body)

    def _pass_moves(self) -> None:
        """In running time moves come by themselves: nobody turns them."""
        for move in self.scenario.moves:
            self.world.after(move.at - self.now, partial(self._come_to, move))

    def _come_to(self, move: Move) -> None:
        if self.move is not None:
            self.msel.turned(self.move.id, "run")
        self.enter_move(move)
        for state in ("brief", "talk"):
            self.record("ran", {"move": move.id, "state": state})
            self.msel.turned(move.id, state)
        self.post.let_through()

    def enter_move(self, move: Move) -> None:
        """A move begins (or goes on): its house rules hold."""
        self.move = move
        self.post.house = move.fog or HouseFog()

    def clear(self, seat: str) -> bool:
        """Whether there is no fog in a table's room: by the leader, or by house rule."""
        table = self.scenario.table(seat)
        if table is None:
            return False
        ruled = bool({table.id, table.team} & set(self.post.house.off))
        return self.lifted.get(seat, ruled)

    def shown_to(self, seat: str) -> tuple[str, ...]:
        """What the leader has shown to all tables, and to this one (also its staff)."""
        table = table_of(self.scenario, seat)
        own = self.revealed_to.get(table.id, []) if table else []
        return (*self.revealed, *own)

    def _look(self) -> None:
        now = self.world.now
        self.decisions.look(now)
        self.reporting.look(now)
        self.post.look()
        self.shared.look()

    def tell(self, to: list[str], sender: Text, text: Text, kind: str, channel: str,
             cause: Any, title: Text = Text()) -> Entry:  # fmt: skip
        """Put a message in the inboxes of tables."""
        body = self.letter(to, sender, text, kind, channel, cause, title)
        return self.record("delivered", body)

    def letter(self, to: list[str], sender: Text, text: Text, kind: str, channel: str,
               cause: Any, title: Text = Text()) -> dict[str, Any]:  # fmt: skip
        """A message as the journal keeps it."""
        return {"inject": "", "kind": kind, "to": to, "sender": pair(sender),
                "channel": channel, "title": pair(title), "text": pair(text),
                "cause": cause}  # fmt: skip

    def tables_of(self, names: tuple[str, ...]) -> list[str]:
        """The seats meant by names of teams, tables, `all` or staff."""
        found = [
            t.id for t in self.scenario.tables if {t.id, t.team, "all"} & set(names)
        ]
        return found + [n for n in names if n in STAFF]

    def title_of(self, seat: str) -> Text:
        """What a seat is called."""
        return seat_title(self.scenario, seat)

    def outcomes(self) -> dict[str, float]:
        """The headline outcomes as they truly are now."""
        return {
            name: round(self.world.read(name), 4) for name in self.scenario.headlines
        }

    def table(self, seat: str) -> Table:
        """The table of a seat that is known to be one."""
        table = self.scenario.table(seat)
        assert table is not None
        return table
