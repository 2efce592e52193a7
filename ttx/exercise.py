"""The one door: all that people do goes through `submit`, all time through `advance`.

An exercise is a function of scenario, seed and inputs. It never waits, opens, prints
or asks the time; who is told what, and when, is for others.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ttx import WORLD, __version__
from ttx.actions import (
    BY_EVALUATOR,
    BY_LEADER,
    BY_TEAM,
    Acknowledge,
    Action,
    Adjudicate,
    Commit,
    Decision,
    Endex,
    Handle,
    Hold,
    Improvise,
    Jump,
    Message,
    ModelOff,
    NoPlay,
    Overdue,
    Override,
    Postpone,
    Pull,
    Rate,
    Reflect,
    Release,
    Rescind,
    Reseed,
    Resend,
    Retract,
    Reveal,
    Script,
    Settle,
    Skip,
    StandingOrder,
    TakeOver,
    TurnTo,
    Values,
    to_plain,
)  # fmt: skip
from ttx.errors import Refusal
from ttx.exercise_deciding import Decisions
from ttx.exercise_reporting import Reporting
from ttx.journal import Entry, Journal
from ttx.moment import offset
from ttx.msel import Msel, pair
from ttx.scenario import Move, Scenario, Table
from ttx.scenario.reading import plain as scenario_to
from ttx.scenario.reading import thaw as scenario_from
from ttx.text import Text, clean
from ttx.world import World, begins

STAFF = ("leader", "response", "evaluator", "clock")
NEXT = {
    "": ("brief",),
    "brief": ("talk",),
    "talk": ("commit", "run"),
    "commit": ("talk", "run"),
    "run": ("preview",),
    "preview": ("report",),
    "report": ("brief", "talk", "run"),
}
"""Where a move can go from each state (`brief` after a report: the next move)."""
AFTERWARDS = (Reflect, Reveal, *BY_EVALUATOR, Handle, Acknowledge)


class Exercise:
    """One exercise, from before STARTEX to ENDEX."""

    def __init__(self, scenario: Scenario, seed: int, journal: Journal,
                 started: dict[str, Any] | None = None) -> None:  # fmt: skip
        self.scenario = scenario
        self.seed = seed
        self.journal = journal
        body = started or {"program": __version__, "world": WORLD, "seed": seed,
                           "scenario": scenario_to(scenario), "parent": None}  # fmt: skip
        journal.append(begins(scenario), "started", body)
        self._world: World | None = None
        self._world = self.world = World(scenario, seed, self._record)
        self.msel = Msel(scenario, self.world, self._record)
        self.decisions = Decisions(scenario, self.msel, self._record)
        self.reporting = Reporting(scenario, self.msel, self._record)
        self.world.each_look(self._look)
        self.move: Move | None = None
        self.state = ""
        self.run_from: tuple[int, int] = (self.now, 0)
        self.over = False
        self.no_play = False
        self.committed: dict[str, bool] = {}
        self.policies: dict[str, str] = {}
        self.revealed: list[str] = []
        journal.keep()

    @classmethod
    def again(cls, body: dict[str, Any], journal: Journal) -> Exercise:
        """The exercise that a journal's first entry tells of, at its beginning."""
        return cls(scenario_from(body["scenario"]), int(body["seed"]), journal, body)

    @property
    def now(self) -> int:
        """Exercise time: milliseconds after STARTEX."""
        return self.world.now

    @property
    def course(self) -> Any:
        """The facts beside the world: milestones, decisions, overrides."""
        return self.msel.course

    # --- the two ways in -------------------------------------------------------

    def advance(self, to: int) -> None:
        """Let the world play on to a moment; what was written is then on disk."""
        if not self.over:
            self.world.advance(min(to, self.scenario.endex))
        self.journal.keep()

    def submit(self, action: Action, by: str, hand: str = "person",
               command: str | None = None) -> Entry:  # fmt: skip
        """Ask something of the exercise; it is in the journal, and on disk, after this.

        The entry's body holds `refusal`: None, or the key and parameters of why not.
        """
        refusal = self.refuses(action, by)
        body = {"by": by, "hand": hand, "action": _cleaned(to_plain(action)),
                "refusal": refusal.plain() if refusal else None}  # fmt: skip
        entry = self.journal.append(self.now, "asked", body, command)
        if refusal is None:
            act = _ACTS.get(type(action))
            if act is not None:
                act(self, action, by, entry)
        self.journal.keep()
        return entry

    def refuses(self, action: Action, by: str) -> Refusal | None:
        """Why this cannot be done now by this seat; None if it can."""
        if not staff(by) and self.scenario.table(by) is None:
            return Refusal("unknown-team", {"team": by})
        if self.over and not isinstance(action, AFTERWARDS):
            return Refusal("exercise-over")
        if who := _not_theirs(action, by):
            return Refusal("not-allowed", {"who": who})
        check = _CHECKS.get(type(action))
        return check(self, action, by) if check else None

    # --- what a driver needs ---------------------------------------------------

    def target(self) -> int:
        """Where the run of this move leads: the next move, or ENDEX."""
        later = [m.at for m in self.scenario.moves if m.at > self._move_at()]
        return min(later, default=self.scenario.endex)

    def next_move(self) -> Move | None:
        """The move that comes after this one."""
        return next((m for m in self.scenario.moves if m.at > self._move_at()), None)

    def stopped(self) -> bool:
        """Whether an inject with `stops` came since the last call."""
        stopped, self.msel.stopped_at = self.msel.stopped_at is not None, None
        return stopped

    def _move_at(self) -> int:
        return self.move.at if self.move else -(10**15)

    def _record(self, kind: str, body: dict[str, Any]) -> Entry:
        now = self._world.now if self._world else begins(self.scenario)
        return self.journal.append(now, kind, body)

    def _look(self) -> None:
        self.decisions.look()
        self.reporting.look()

    def tell(self, to: list[str], sender: Text, text: Text, kind: str, channel: str,
             cause: Any, title: Text = Text()) -> Entry:  # fmt: skip
        """Put a message in the inboxes of tables."""
        return self._record("delivered", {
            "inject": "", "kind": kind, "to": to, "sender": pair(sender),
            "channel": channel, "title": pair(title), "text": pair(text),
            "cause": cause})  # fmt: skip

    def tables_of(self, names: tuple[str, ...]) -> list[str]:
        """The seats meant by names of teams, tables, `all` or staff."""
        found = [
            t.id for t in self.scenario.tables if {t.id, t.team, "all"} & set(names)
        ]
        return found + [n for n in names if n in STAFF]

    def title_of(self, seat: str) -> Text:
        """What a seat is called."""
        table = self.scenario.table(seat)
        return table.title if table else STAFF_TITLES.get(seat, Text(seat, seat))


STAFF_TITLES = {
    "leader": Text("Oefenleiding", "Exercise control"),
    "response": Text("Tegenspel", "Response cell"),
    "evaluator": Text("Waarnemer", "Evaluator"),
    "clock": Text("Klok", "Clock"),
}


def staff(seat: str) -> bool:
    """Whether a seat is of exercise control: leader, response cell or an evaluator."""
    return seat in STAFF or seat.startswith("evaluator-")


def _cleaned(plain: dict[str, Any]) -> dict[str, Any]:
    return {k: clean(v) if isinstance(v, str) else v for k, v in plain.items()}


def _not_theirs(action: Action, by: str) -> str:
    """Who should be doing this instead, or nothing if the seat may."""
    if isinstance(action, BY_LEADER) and by not in ("leader", "clock"):
        helping = by == "response" and isinstance(action, Improvise)
        return "" if helping else "leader"
    if isinstance(action, BY_TEAM) and staff(by):
        return "table"
    if isinstance(action, BY_EVALUATOR) and not by.startswith("evaluator"):
        return "evaluator"
    return ""


# --- may it be done: one small check per action -----------------------------------

Check = Callable[[Exercise, Any, str], Refusal | None]
Act = Callable[[Exercise, Any, str, Entry], None]


def _table(ex: Exercise, by: str) -> Table:
    table = ex.scenario.table(by)
    assert table is not None
    return table


def _may_decide(ex: Exercise, action: Decision, by: str) -> Refusal | None:
    return ex.decisions.refusal(action, _table(ex, by))


def _may_stand(ex: Exercise, action: StandingOrder, by: str) -> Refusal | None:
    if action.option not in ex.scenario.options:
        return Refusal("unknown-option", {"option": action.option})
    if action.gauge not in ex.world.gauges:
        return Refusal("unknown-gauge", {"gauge": action.gauge})
    if action.comparison not in ("below", "above", "at_least", "at_most"):
        wanted = "below, above, at_least, at_most"
        return Refusal("bad-value", {"value": "when", "wanted": wanted,
                                     "given": action.comparison})  # fmt: skip
    return None


def _may_turn(ex: Exercise, action: TurnTo, by: str) -> Refusal | None:
    move = next((m for m in ex.scenario.moves if m.id == action.move), None)
    if move is None:
        return Refusal("unknown-move", {"move": action.move})
    allowed = NEXT[ex.state]
    if action.state not in allowed:
        return Refusal("wrong-order", {"state": ex.state, "next": ", ".join(allowed)})
    expected = ex.next_move() if action.state == "brief" else ex.move
    if move is not expected:
        return Refusal("unknown-move", {"move": action.move})
    if ex.now < move.at:
        more: dict[str, str | Text] = {"moment": offset(move.at), "now": offset(ex.now)}
        return Refusal("not-there-yet", {"move": move.title, **more})
    return None


def _known_inject(ex: Exercise, action: Any, by: str) -> Refusal | None:
    if action.inject not in ex.msel.lines:
        return Refusal("unknown-inject", {"inject": action.inject})
    if isinstance(action, Overdue):
        return None
    delivered = ex.msel.lines[action.inject].state == "delivered"
    if isinstance(action, Release | Hold | Postpone | Skip) and delivered:
        return Refusal("already-delivered", {"inject": action.inject})
    if isinstance(action, Resend | Retract) and not delivered:
        return Refusal("not-delivered", {"inject": action.inject})
    return None


def _may_write(ex: Exercise, action: Any, by: str) -> Refusal | None:
    if not action.text.strip():
        return Refusal("empty")
    known = [*ex.scenario.teams, *(t.id for t in ex.scenario.tables), *STAFF, "all"]
    known += list(ex.scenario.personas)
    strange = [one for one in action.to if one not in known]
    return Refusal("unknown-team", {"team": strange[0]}) if strange else None


def _may_refer(ex: Exercise, action: Any, by: str) -> Refusal | None:
    if ex.journal.entry(action.entry) is None:
        return Refusal("unknown-entry", {"entry": str(action.entry)})
    return None


def _may_rule(ex: Exercise, action: Adjudicate, by: str) -> Refusal | None:
    entry = ex.journal.entry(action.entry)
    asked = entry.body.get("action", {}) if entry and entry.kind == "asked" else {}
    if asked.get("kind") != "Decision" or asked.get("option"):
        return Refusal("unknown-entry", {"entry": str(action.entry)})
    if action.ruling == "option" and action.option not in ex.scenario.options:
        return Refusal("unknown-option", {"option": action.option})
    if action.ruling == "lever" and action.lever not in ex.world.levers:
        return Refusal("unknown-lever", {"lever": action.lever})
    if action.ruling not in ("option", "lever", "answer", "none"):
        return Refusal("bad-value", {"value": "ruling", "given": action.ruling,
                                     "wanted": "option, lever, answer, none"})  # fmt: skip
    return None


def _may_override(ex: Exercise, action: Override, by: str) -> Refusal | None:
    if action.gauge not in ex.world.gauges:
        return Refusal("unknown-gauge", {"gauge": action.gauge})
    return None if action.why.strip() or action.clear else Refusal("needs-reason")


def _may_pull(ex: Exercise, action: Pull, by: str) -> Refusal | None:
    stack = ex.world.levers.get(action.lever)
    if stack is None:
        return Refusal("unknown-lever", {"lever": action.lever})
    low, high = stack.lever.low, stack.lever.high
    if not low <= action.value <= high:
        return Refusal("not-in-band", {"value": f"{action.value:g}", "gauge": action.lever,
                                       "low": f"{low:g}", "high": f"{high:g}"})  # fmt: skip
    return None


def _may_take_over(ex: Exercise, action: TakeOver, by: str) -> Refusal | None:
    if ex.scenario.table(action.team) is None:
        return Refusal("unknown-team", {"team": action.team})
    if action.policy and action.policy not in ex.scenario.policies:
        return Refusal("unknown-policy", {"policy": action.policy})
    return None


def _may_jump(ex: Exercise, action: Jump, by: str) -> Refusal | None:
    if action.to <= ex.now:
        return Refusal("past", {"moment": offset(action.to)})
    return None


def _may_rate(ex: Exercise, action: Rate, by: str) -> Refusal | None:
    if ex.scenario.purpose == "orient":
        return Refusal("no-rating")
    tasks = [task.id for one in ex.scenario.objectives for task in one.tasks]
    if action.task not in tasks:
        return Refusal("unknown-task", {"task": action.task})
    if action.rating not in ("P", "S", "M", "U", "not-observed"):
        return Refusal("bad-value", {"value": "rating", "given": action.rating,
                                     "wanted": "P, S, M, U, not-observed"})  # fmt: skip
    return None


def _may_settle(ex: Exercise, action: Settle, by: str) -> Refusal | None:
    if f"{action.stock}.amount" not in ex.world.gauges:
        return Refusal("no-claim", {"stock": action.stock})
    return None


_CHECKS: dict[type[Action], Check] = {
    Decision: _may_decide, StandingOrder: _may_stand, TurnTo: _may_turn,
    Overdue: _known_inject, Release: _known_inject, Hold: _known_inject, Postpone: _known_inject,
    Skip: _known_inject, Resend: _known_inject, Retract: _known_inject,
    Message: _may_write, Improvise: _may_write, Script: _may_write,
    Acknowledge: _may_refer, Handle: _may_refer, Adjudicate: _may_rule,
    Override: _may_override, Pull: _may_pull, TakeOver: _may_take_over,
    Jump: _may_jump, Rate: _may_rate, Settle: _may_settle,
    Rescind: _may_refer,
}  # fmt: skip


# --- what comes of it: one small deed per action -----------------------------------


def _decide(ex: Exercise, action: Decision, by: str, entry: Entry) -> None:
    ex.decisions.enter(action, _table(ex, by), entry.seq)


def _stand(ex: Exercise, action: StandingOrder, by: str, entry: Entry) -> None:
    ex.decisions.stand(action, _table(ex, by), entry.seq)


def _rescind(ex: Exercise, action: Rescind, by: str, entry: Entry) -> None:
    ex.decisions.rescind(action.entry, by)


def _commit(ex: Exercise, action: Commit, by: str, entry: Entry) -> None:
    ex.committed[by] = action.ready


def _write(ex: Exercise, action: Message, by: str, entry: Entry) -> None:
    kind = "reply" if action.reply_to else "request" if action.request else "message"
    personas = [one for one in action.to if one in ex.scenario.personas]
    to = ex.tables_of(action.to) + (["response"] if personas else [])
    title = Text()
    if personas:
        titles = [ex.scenario.personas[one].title for one in personas]
        title = Text(", ".join(t.of("nl") for t in titles), ", ".join(t.of("en") for t in titles))
    text = Text(clean(action.text), clean(action.text))
    ex.tell(to, ex.title_of(by), text, kind, action.channel, entry.seq, title)


def _acknowledge(ex: Exercise, action: Acknowledge, by: str, entry: Entry) -> None:
    read = ex.journal.entry(action.entry)
    if read is not None and read.kind == "delivered":
        ex.msel.acknowledged(read.body["inject"])


def _turn(ex: Exercise, action: TurnTo, by: str, entry: Entry) -> None:
    ex.move = next(m for m in ex.scenario.moves if m.id == action.move)
    ex.state = action.state
    if action.state == "run":
        ex.run_from = (ex.now, len(ex.journal))
        ex.committed.clear()
    ex._record("ran", {"move": action.move, "state": action.state})
    ex.msel.turned(action.move, action.state)
    if action.state in ("brief", "run", "preview"):
        ex.reporting.read()


def _release(ex: Exercise, action: Release, by: str, entry: Entry) -> None:
    ex.msel.release(action.inject)


def _hold(ex: Exercise, action: Hold, by: str, entry: Entry) -> None:
    ex.msel.hold(action.inject, action.on)


def _postpone(ex: Exercise, action: Postpone, by: str, entry: Entry) -> None:
    ex.msel.postpone(action.inject, action.by)


def _skip(ex: Exercise, action: Skip, by: str, entry: Entry) -> None:
    ex.msel.drop(action.inject, "skipped", action.why)


def _resend(ex: Exercise, action: Resend, by: str, entry: Entry) -> None:
    line = ex.msel.lines[action.inject]
    sent = ex.journal.entry(line.entry or 0)
    if sent is not None:
        ex._record("delivered", {**sent.body, "cause": "resent"})


def _retract(ex: Exercise, action: Retract, by: str, entry: Entry) -> None:
    ex.msel.drop(action.inject, "retracted", action.why)


def _overdue(ex: Exercise, action: Overdue, by: str, entry: Entry) -> None:
    ex.msel.overdue(action.inject)


def _improvise(ex: Exercise, action: Improvise, by: str, entry: Entry) -> None:
    sender = ex.msel.sender(action.sender) if action.sender else ex.title_of(by)
    text = Text(clean(action.text), clean(action.text))
    ex.tell(ex.tables_of(action.to), sender, text, "inject", action.channel, entry.seq)


def _rule(ex: Exercise, action: Adjudicate, by: str, entry: Entry) -> None:
    asked = ex.journal.entry(action.entry)
    assert asked is not None
    table = _table(ex, asked.body["by"])
    if action.ruling == "option":
        ex.decisions.carry_out(action.option, action.values, table, action.entry)
    elif action.ruling == "lever":
        ex.world.after(action.delay, lambda: _set_by_hand(ex, action.lever, action.value, action.entry))
    if action.text.strip():
        said = Text(clean(action.text), clean(action.text))
        ex.tell([table.id], ex.title_of("leader"), said, "answer", "in-person", action.entry)


def _set_by_hand(ex: Exercise, lever: str, value: float, cause: int) -> None:
    ex.world.pull(lever, "set", value)
    ex._record("applied", {"lever": lever, "how": "set", "value": value, "cause": cause})


def _settle(ex: Exercise, action: Settle, by: str, entry: Entry) -> None:
    ex.decisions.settled[action.stock] = dict(action.shares)


def _override(ex: Exercise, action: Override, by: str, entry: Entry) -> None:
    if action.clear:
        ex.course.overrides.pop(action.gauge, None)
    else:
        ex.course.overrides[action.gauge] = action.value


def _script(ex: Exercise, action: Script, by: str, entry: Entry) -> None:
    text = Text(clean(action.text), clean(action.text))
    ex.tell(ex.tables_of(action.to), ex.title_of("leader"), text, "script", "sitrep", entry.seq)


def _model_off(ex: Exercise, action: ModelOff, by: str, entry: Entry) -> None:
    ex.course.model_off = action.on


def _reseed(ex: Exercise, action: Reseed, by: str, entry: Entry) -> None:
    ex.world.reseed(action.salt)


def _pull(ex: Exercise, action: Pull, by: str, entry: Entry) -> None:
    _set_by_hand(ex, action.lever, action.value, entry.seq)


def _take_over(ex: Exercise, action: TakeOver, by: str, entry: Entry) -> None:
    ex.policies[action.team] = action.policy


def _jump(ex: Exercise, action: Jump, by: str, entry: Entry) -> None:
    ex.msel.suspended_until = action.to


def _no_play(ex: Exercise, action: NoPlay, by: str, entry: Entry) -> None:
    ex.no_play = action.on


def _reveal(ex: Exercise, action: Reveal, by: str, entry: Entry) -> None:
    rest = [one for one in ex.revealed if one != action.what]
    ex.revealed = [*rest, action.what] if action.on else rest


def _endex(ex: Exercise, action: Endex, by: str, entry: Entry) -> None:
    ex.reporting.read()
    ex.over, ex.state = True, "report" if ex.move else ""
    ex._record("ended", {"why": action.why})


_ACTS: dict[type[Action], Act] = {
    Decision: _decide, StandingOrder: _stand, Rescind: _rescind, Commit: _commit,
    Message: _write, Acknowledge: _acknowledge, TurnTo: _turn, Release: _release,
    Hold: _hold, Postpone: _postpone, Skip: _skip, Resend: _resend, Retract: _retract,
    Overdue: _overdue, Improvise: _improvise, Adjudicate: _rule, Settle: _settle, Override: _override,
    Script: _script, ModelOff: _model_off, Reseed: _reseed, Pull: _pull,
    TakeOver: _take_over, Jump: _jump, NoPlay: _no_play, Reveal: _reveal, Endex: _endex,
}  # fmt: skip


def values_of(given: dict[str, Any]) -> Values:
    """Parameters as an action holds them: sorted by name."""
    return tuple(sorted(given.items()))
