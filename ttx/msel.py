"""The draaiboek in play: when an inject's trigger comes, deliver and apply.

Everything here follows from scenario, seed and inputs. It never reads a clock and
never decides for a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ttx.conditions import Watch, bind
from ttx.msel_effects import Effects
from ttx.msel_line import OVER, Course, Placed, Running, Values, pair, placed
from ttx.msel_waiting import Waiting
from ttx.scenario import Scenario, Show
from ttx.scenario.reading import kept_with
from ttx.text import Text, fill, holes
from ttx.world import World

Record = Callable[[str, dict[str, Any]], Any]


class Msel:
    """The draaiboek of one exercise."""

    def __init__(self, scenario: Scenario, world: World, record: Record) -> None:
        self.scenario = scenario
        self.world = world
        self.course = Course(world)
        self.lines: dict[str, Running] = {}
        self.suspended_until: int | None = None
        self.stopped_at: int | None = None
        self._record = record
        self._luck = world.stream("msel/chance")
        self.effects = Effects(scenario, world, self.course, record, self)
        self._looked_at = Waiting(self.course)
        self._after: dict[tuple[str, str], list[Running]] = {}
        self._answers: dict[str, list[Running]] = {}
        self._turns: dict[tuple[str, str], list[Running]] = {}
        self._by_run: list[Running] = []
        for one in kept_with(scenario, "spread", self._spread):
            line = Running(one.key, one.inject, {**one.values}, one.state, to=one.to,
                           until=one.until)  # fmt: skip
            self.lines[one.key] = line
            self._tie(line, one)
        for line in self.lines.values():
            if line.state != "waiting":
                self._arm(line)
        world.each_look(self._look)

    # --- what exercise control does --------------------------------------------

    def release(self, key: str) -> None:
        """Deliver now, whatever it waits for."""
        line = self.lines[key]
        line.held = False
        self._deliver(line, "released")

    def hold(self, key: str, on: bool) -> None:
        """Keep back, or let go: what came due meanwhile is then delivered."""
        line = self.lines[key]
        line.held = on
        if not on and line.state == "held":
            self._deliver(line, "let go")

    def postpone(self, key: str, by: int) -> None:
        """Later by so much; an inject without a time gets one."""
        line = self.lines[key]
        due = (line.due if line.due is not None else self.world.now) + by
        line.watch = None
        self._looked_at.changed()
        self._at(line, due)

    def drop(self, key: str, state: str, why: str) -> None:
        """Leave out (skipped), cancel or retract."""
        line = self.lines[key]
        line.turn += 1
        line.state, line.watch, line.due = state, None, None
        self._looked_at.changed()
        self._record("dropped", {"inject": key, "state": state, "why": why})

    # --- what happens to it ----------------------------------------------------

    def turned(self, move: str, state: str) -> None:
        """A move came into a state: injects that wait for it are delivered."""
        for line in _waiting(self._turns.get((move, state), ())):
            if self._passes(line):
                self._deliver(line, "move")
        if state == "run":
            for line in self._by_run:
                self._close(line)

    def decided(self, option: str, team: str, table: str, entry: int) -> None:
        """An option was decided: answers, and injects that come after it."""
        self.course.take(option, team, table)
        for line in self._answers.get(option, ()):
            hears = table in line.to or not line.to
            if line.entry and hears and table not in line.answered:
                line.answered.append(table)
                facts = {"inject": line.key, "team": table, "entry": entry}
                self._record("answered", facts)
        self._follow("decision", option)

    def acknowledged(self, key: str) -> None:
        """A table read an inject: what comes after that is on its way."""
        if key in self.lines:
            self._follow("acknowledged", self.lines[key].inject.id)

    def text_of(
        self, text: Text, fallback: Text, values: dict[str, str | float]
    ) -> Text:
        """A text with its live figures; its fallback where they cannot be shown."""
        if self.course.model_off and fallback:
            return fallback
        if "{" not in text.nl and "{" not in text.en:
            return text
        filled = Text(bind(text.nl, values), bind(text.en, values))
        if fallback and self._odd(filled):
            return Text(bind(fallback.nl, values), bind(fallback.en, values))
        shown = self.course.shown
        return Text(fill(filled.nl, "nl", shown), fill(filled.en, "en", shown))

    def odd(self, gauge: str) -> bool:
        """Whether a gauge lies outside its plausible band."""
        show = self.show(gauge)
        return show is not None and show.odd(self.course.shown(gauge))

    def show(self, gauge: str) -> Show | None:
        """How a gauge is shown: its own entry, or that of its instances."""
        shows = self.scenario.gauges
        if gauge in shows:
            return shows[gauge]
        for part in gauge.split("."):
            pattern = gauge.replace(part, "{instance}")
            if pattern in shows:
                return shows[pattern]
        return None

    # --- inside ----------------------------------------------------------------

    def _odd(self, text: Text) -> bool:
        return any(self.odd(name) for name, _ in holes(text.nl) + holes(text.en))

    def _spread(self) -> list[Placed]:
        """All injects of the scenario, each for every instance that it names."""
        found: list[Placed] = []
        teams, tables = self.scenario.teams, self.effects.tables
        for one in self.scenario.msel:
            if not one.names_instance:
                found.append(placed(one.id, one, {}, tables(one.to, "")))
                continue
            names = [n for t in one.to if t in teams for n in teams[t].instances]
            names = names or [t for t in one.to if self.scenario.table(t)]
            found += [
                placed(
                    f"{one.id}@{name}", one, {"instance": name}, tables(one.to, name)
                )
                for name in names
            ]
        return found

    def _arm(self, line: Running) -> None:
        inject = line.inject
        if inject.at is not None:
            self._at(line, inject.at)
        elif inject.when is not None:
            line.watch = Watch(inject.when, self.course, line.values)

    def _at(self, line: Running, due: int) -> None:
        line.turn += 1
        line.due, line.state, turn = due, "planned", line.turn
        if line.watch is not None:
            self._looked_at.changed()

        def come() -> None:
            if line.turn == turn and line.state == "planned" and self._passes(line):
                self._deliver(line, "time")

        self.world.after(due - self.world.now, come)

    def _tie(self, line: Running, one: Placed) -> None:
        """Find an inject by what it comes after, by its turn of a move, by the options
        that answer it, and those that want an answer before a move runs."""
        if one.looked_at:
            self._looked_at.lines.append(line)
        if one.turn is not None:
            self._turns.setdefault(one.turn, []).append(line)
        if one.by_run:
            self._by_run.append(line)
        for option in one.answers:
            self._answers.setdefault(option, []).append(line)
        for key in one.after:
            self._after.setdefault(key, []).append(line)

    def _follow(self, what: str, name: str) -> None:
        for line in _waiting(self._after.get((what, name), ())):
            after = line.inject.after
            if after is None or line.due is not None:
                continue
            if self._passes(line):
                wait = (
                    self.effects.drawn(after.by, f"after/{line.key}") if after.by else 0
                )
                self._at(line, self.world.now + wait) if wait else self._deliver(
                    line, what
                )

    def _look(self) -> None:
        now, blind = self.world.now, self.course.model_off
        if not blind and self._looked_at.still(now):
            return
        self._looked_at.changed()
        for line in self._looked_at.lines:
            watch = line.watch
            if watch is not None and line.state == "armed":
                if now > line.until:
                    line.state, line.watch = "dropped", None
                elif not blind:
                    holds = watch.holds
                    if holds(now) != line.was:
                        self._turn(line, not line.was)
            if line.deadline is not None and now >= line.deadline:
                self._close(line)

    def _turn(self, line: Running, holds: bool) -> None:
        """What an inject waits for has come true, or is so no more."""
        if holds and self._passes(line):
            self._deliver(line, "condition")
        line.was = holds

    def _passes(self, line: Running) -> bool:
        """Whether chance and `unless` let it through; if not, what comes instead."""
        inject = line.inject
        lucky = inject.chance is None or (
            self.world.assumed(inject.chance).quantile(
                self._luck.keyed(f"{line.key}/{line.times}")
            )
            >= 1.0
        )
        if lucky and not (
            inject.unless and self.effects.true(inject.unless, line.values)
        ):
            return True
        self.drop(line.key, "dropped", "unless" if lucky else "chance")
        if inject.instead:
            self.send(inject.instead, line.values)
        return False

    def _deliver(self, line: Running, cause: str) -> None:
        inject = line.inject
        if line.watch is not None:
            self._looked_at.changed()
        if line.held:
            line.state = "held"
            return
        if inject.cue and cause != "released":
            line.state, line.due = "waiting", self.world.now
            return
        line.state, line.turn = "delivered", line.turn + 1
        line.due, line.times = self.world.now, line.times + 1
        self._write(line, cause)
        if inject.stops:
            self.stopped_at = self.world.now
        self.effects.apply(inject.does, line.values, line.key)
        self._expect(line)
        self._follow("inject", inject.id)
        if inject.repeat and (inject.until is None or self.world.now < inject.until):
            self._again(line)

    def _again(self, line: Running) -> None:
        if line.inject.when is not None:
            line.state, line.was = "armed", True
        elif line.inject.at is not None and line.inject.repeat:
            self._at(line, self.world.now + line.inject.repeat)

    def _write(self, line: Running, cause: str) -> None:
        inject = line.inject
        text = self.text_of(inject.text, inject.fallback, line.values)
        title = self.text_of(inject.title, Text(), line.values)
        sender = self.sender(inject.sender)
        entry = self._record("delivered", {
            "inject": line.key, "kind": inject.kind, "to": list(line.to),
            "sender": pair(sender), "channel": inject.by, "title": pair(title),
            "text": pair(text), "cause": cause})  # fmt: skip
        line.entry = entry.seq

    def sender(self, who: str | Text) -> Text:
        """The title of whoever an inject is from."""
        if isinstance(who, Text):
            return who
        persona = self.scenario.personas.get(who)
        table = self.scenario.table(who)
        return persona.title if persona else table.title if table else Text(who, who)

    def _expect(self, line: Running) -> None:
        expects = line.inject.expects
        line.answered, line.closed = [], False
        if expects and expects.within and expects.within.exercise is not None:
            line.deadline = self.world.now + expects.within.exercise
            self._looked_at.changed()

    def _close(self, line: Running) -> None:
        """A deadline has come: whoever did not answer is missed, once."""
        line.deadline = None
        if line.entry is None or line.closed or not line.inject.expects:
            return
        line.closed = True
        if self.suspended_until is not None and self.world.now <= self.suspended_until:
            return
        if not line.inject.expects.any or line.answered:
            return
        for table in line.to:
            self._record("missed", {"inject": line.key, "team": table})
        if line.inject.otherwise:
            self.send(line.inject.otherwise, line.values)

    def overdue(self, key: str) -> None:
        """The table's own minutes are over: as a deadline that has come."""
        self._close(self.lines[key])

    def send(self, inject: str, values: Values) -> None:
        """Deliver an inject, because something else calls for it."""
        for line in self._meant(inject, values):
            self._deliver(line, "effect")
            return

    def cancel(self, inject: str, values: Values, why: str) -> None:
        """Cancel an inject that has not come yet."""
        for line in self._meant(inject, values):
            self.drop(line.key, "cancelled", why)

    def marked(self, milestone: str) -> None:
        """A milestone came true: what comes after it is on its way."""
        self._follow("milestone", milestone)

    def _meant(self, inject: str, values: Values) -> list[Running]:
        names = (inject, f"{inject}@{values.get('instance', '')}")
        lines = [self.lines[name] for name in names if name in self.lines]
        return [line for line in lines if line.state not in OVER]


def _waiting(lines: Iterable[Running]) -> list[Running]:
    return [one for one in lines if one.state in ("planned", "armed")]
