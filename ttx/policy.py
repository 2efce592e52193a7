"""A team that plays itself, and exercise control without people: for rehearsal,
for tables that no one takes, and for playing alone.

A policy sees what its table sees and acts through the same door as people. It draws
no luck and never looks at the truth behind a report.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ttx.actions import Decision, Endex, Release, TurnTo
from ttx.conditions import Watch, bind
from ttx.exercise import Exercise, values_of
from ttx.journal import Entry
from ttx.journal_reports import reports
from ttx.scenario import Policy, Rule, Scenario, Table

MINUTE = 60_000
NAN = float("nan")


class Knowledge:
    """The facts as one table knows them: seen at once, heard late, or not at all."""

    def __init__(self, exercise: Exercise, table: Table) -> None:
        self._exercise = exercise
        self._table = table.id
        self._sees = frozenset(exercise.reporting.sees[table.id])
        self._heard: dict[str, float] = {}
        for line in exercise.reporting.to(table.id):
            self._heard.update(dict.fromkeys(line.gauges, NAN))

    def hear(self, values: Mapping[str, float]) -> None:
        """A report came in."""
        self._heard.update(values)

    def shown(self, gauge: str) -> float:
        """What this table knows of a gauge; not a number if it knows nothing."""
        granted = self._exercise.course.granted.get(gauge, ())
        if gauge in self._sees or self._table in granted:
            return self._exercise.course.shown(gauge)
        return self._heard.get(gauge, NAN)

    def reader(self, gauge: str) -> Callable[[], float]:
        """How this table reads a gauge, again and again."""
        course, heard, table = self._exercise.course, self._heard, self._table
        if gauge in self._sees:
            return course.reader(gauge)
        granted = course.granted

        def known() -> float:
            if gauge in granted and table in granted[gauge]:
                return course.shown(gauge)
            return heard.get(gauge, NAN)

        return known

    @property
    def changes(self) -> int:
        """How often those have changed."""
        return self._exercise.course.changes

    def milestone(self, name: str) -> bool:
        """Milestones are known facts."""
        return self._exercise.course.milestone(name)

    def decided(self, option: str, by: str) -> bool:
        """What was decided is known to all tables."""
        return self._exercise.course.decided(option, by)


@dataclass(slots=True, eq=False)
class Pending:
    """One rule of one table: watched, and on its way once its picture came."""

    rule: Rule
    decision: Decision
    watch: Watch | None
    due: int | None = None
    done: bool = False


@dataclass(slots=True)
class Player:
    """One table played by a policy."""

    table: Table
    name: str
    policy: Policy
    knows: Knowledge
    rules: list[Pending]
    always: list[Pending]
    next_look: int
    due: list[Pending] = field(default_factory=list)
    got: list[str] = field(default_factory=list)
    heard: bool = False

    def called(self) -> list[Pending]:
        """The rules that may call now: those on what it got, and those on no inject."""
        return [p for p in self.rules if not p.rule.on or p.rule.on in self.got]


class Autoplay:
    """Drives an exercise through time; tables without people play by policy.

    `excon` also plays exercise control: moves turn by themselves, injects that wait
    for a cue go out when their moment comes.
    """

    def __init__(
        self, exercise: Exercise, policies: Mapping[str, str], excon: bool = False
    ) -> None:
        self.exercise = exercise
        self.excon = excon
        self._read = 0
        lines = exercise.msel.lines.values() if excon else ()
        self._on_cue = [one for one in lines if one.inject.cue]
        self._players: dict[str, Player] = {}
        for table, policy in policies.items():
            self.seat(table, policy)

    def seat(self, table: str, policy: str) -> None:
        """Let a policy play a table; an empty name gives it back to people."""
        self._players.pop(table, None)
        found = self.exercise.scenario.table(table)
        if policy and found is not None:
            self._players[table] = player(self.exercise, found, policy)
        order = [one.id for one in self.exercise.scenario.tables]
        self._players = {
            one: self._players[one] for one in order if one in self._players
        }

    def play_to(self, to: int, stop: Callable[[], bool] = lambda: False) -> bool:
        """Play on to a moment; False if `stop` said so before."""
        exercise = self.exercise
        to, now = min(to, exercise.scenario.endex), exercise.now
        self._look_all(now)
        while now < to and not exercise.over:
            exercise.advance(self._next(now, to))
            now = exercise.now
            self._look_all(now)
            if stop():
                return False
        return True

    # --- inside ----------------------------------------------------------------

    def _next(self, now: int, to: int) -> int:
        """The next moment at which anyone has to look."""
        look = self.exercise.scenario.look
        moment = now - now % look + look
        for one in self._players.values():
            for pending in one.due:
                if pending.due is not None and now < pending.due < moment:
                    moment = pending.due
        return min(moment, to)

    def _look_all(self, now: int) -> None:
        self._take_in()
        if self._on_cue:
            self._cue()
        for one in self._players.values():
            if one.got or (one.always and (one.heard or now >= one.next_look)):
                self._watch(one, now)
            if one.due:
                self._act(one, now)

    def _take_in(self) -> None:
        """Hand each player what reached its table since the last look."""
        fresh = self.exercise.journal.since(self._read)
        self._read += len(fresh)
        for entry in fresh:
            if entry.kind == "delivered":
                self._got(entry)
            elif entry.kind == "reported":
                self._heard(entry)

    def _heard(self, entry: Entry) -> None:
        players = self._players
        for report in reports(entry):
            team = report["team"]
            if team in players:
                one = players[team]
                one.knows.hear(report["values"])
                one.heard = bool(one.always)

    def _got(self, entry: Entry) -> None:
        for table in entry.body["to"]:
            if table in self._players:
                self._players[table].got.append(entry.body["inject"].partition("@")[0])

    def _watch(self, one: Player, now: int) -> None:
        for pending in one.called() if one.got else one.always:
            if pending.done or pending.due is not None:
                continue
            if self._calls(pending, now):
                pending.due = now + pending.rule.after
                one.due.append(pending)
        one.got.clear()
        one.heard = False
        if now >= one.next_look:
            one.next_look = now - now % one.policy.every + one.policy.every

    def _calls(self, pending: Pending, now: int) -> bool:
        rule = pending.rule
        if rule.at is not None and now < rule.at:
            return False
        return pending.watch is None or pending.watch.holds(now)

    def _act(self, one: Player, now: int) -> None:
        ripe = [p for p in one.due if p.due is not None and p.due <= now]
        if not ripe:
            return
        one.due = [p for p in one.due if p not in ripe]
        if len(ripe) > 1:
            ripe = [p for p in one.rules if p in ripe]
        exercise, table = self.exercise, one.table.id
        for pending in ripe:
            pending.due = None
            if exercise.decisions.spent(pending.decision.option, table):
                continue
            if exercise.refuses(pending.decision, table) is None:
                exercise.submit(pending.decision, table, f"policy:{one.name}")
                pending.done = pending.rule.once

    def _cue(self) -> None:
        for line in self._on_cue:
            if line.state == "waiting" and line.due is not None:
                self.exercise.submit(Release(line.key), "clock", "excon")


def decide(rule: Rule, table: Table) -> Decision:
    """The decision that a rule takes for a table."""
    where = {"instance": table.instance or table.id}
    values = {
        k: bind(v, where) if isinstance(v, str) else v for k, v in rule.values.items()
    }
    return Decision(option=bind(rule.option, where), values=values_of(values))


def rules_of(scenario: Scenario, name: str) -> tuple[Rule, ...]:
    """The rules of a policy, with those of the policy that it builds on."""
    policy = scenario.policies[name]
    base = rules_of(scenario, policy.base) if policy.base else ()
    return policy.rules + base


def player(exercise: Exercise, table: Table, name: str) -> Player:
    """A table played by a policy from this moment on."""
    knows = Knowledge(exercise, table)
    for (seat, gauge), past in _heard_so_far(exercise).items():
        if seat == table.id:
            knows.hear({gauge: past})
    where: dict[str, str | float] = {"instance": table.instance or table.id}
    rules = [
        Pending(
            rule,
            decide(rule, table),
            Watch(rule.when, knows, where) if rule.when else None,
        )
        for rule in rules_of(exercise.scenario, name)
        if rule.team in (table.team, table.id)
    ]
    policy = exercise.scenario.policies[name]
    always = [one for one in rules if not one.rule.on]
    return Player(table, name, policy, knows, rules, always, exercise.now)


def _heard_so_far(exercise: Exercise) -> dict[tuple[str, str], float]:
    return {
        (report["team"], gauge): value
        for entry in exercise.journal
        if entry.kind == "reported"
        for report in reports(entry)
        for gauge, value in report["values"].items()
    }


def play_through(
    exercise: Exercise, policies: Mapping[str, str], until: int | None = None
) -> None:
    """Play a whole exercise without people, to ENDEX or to a moment."""
    auto = Autoplay(exercise, policies, excon=True)
    end = (
        exercise.scenario.endex
        if until is None
        else min(until, exercise.scenario.endex)
    )
    if exercise.scenario.pace == "moves":
        _through_moves(exercise, auto, end)
    auto.play_to(end)
    if exercise.now >= exercise.scenario.endex and not exercise.over:
        exercise.submit(Endex(), "clock", "excon")


def _through_moves(exercise: Exercise, auto: Autoplay, end: int) -> None:
    turn = exercise.submit
    while (move := exercise.next_move()) is not None and move.at < end:
        auto.play_to(move.at)
        if exercise.state == "run" and exercise.move is not None:
            turn(TurnTo(exercise.move.id, "preview"), "clock", "excon")
            turn(TurnTo(exercise.move.id, "report"), "clock", "excon")
        for state in ("brief", "talk", "commit", "run"):
            turn(TurnTo(move.id, state), "clock", "excon")
            auto.play_to(exercise.now)
    auto.play_to(end)
