"""Decisions: whether a table may take one now, and what comes of it.

A decision that was let in is carried out here, after its lead time; who may let it
in, and when, is the exercise's to say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ttx.actions import Decision, StandingOrder, Values
from ttx.conditions import Watch, bind
from ttx.errors import Refusal
from ttx.moment import offset
from ttx.msel import Msel
from ttx.msel_line import worth
from ttx.scenario import Ask, Condition, Option, Scenario, Table
from ttx.text import Text

Record = Callable[[str, dict[str, Any]], Any]


@dataclass(slots=True)
class Taken:
    """A decision that was let in: by whom, and whether it still holds."""

    entry: int
    option: str
    table: str
    works_at: int
    holds: bool = True
    worked: bool = False


@dataclass(slots=True)
class Order:
    """A standing order that waits for its figure."""

    entry: int
    table: str
    order: StandingOrder
    watch: Watch
    was: bool = False


@dataclass(slots=True)
class Decisions:
    """All decisions of one exercise, and the orders that stand."""

    scenario: Scenario
    msel: Msel
    record: Record
    taken: list[Taken] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    settled: dict[str, dict[str, float]] = field(default_factory=dict)
    _of: dict[tuple[str, str], list[Taken]] = field(default_factory=dict)
    """What was taken, by option and table."""

    # --- may it ----------------------------------------------------------------

    def refusal(self, decision: Decision, table: Table) -> Refusal | None:
        """Why this table cannot take this decision now; None if it can."""
        now, at = self.msel.world.now, decision.takes_effect
        if at is not None and at < now:
            return Refusal("too-early", {"now": offset(now)})
        latest = max(at or 0, decision.on_paper or 0)
        if latest > self.scenario.endex:
            return Refusal("too-late", {"endex": offset(self.scenario.endex)})
        if not decision.option:
            return None if decision.text.strip() else Refusal("empty")
        option = self.scenario.options.get(decision.option)
        if option is None:
            return Refusal("unknown-option", {"option": decision.option})
        blocked = self.blocked(decision.option, table)
        blocked = blocked or self.wrong_values(option, decision.values)
        enforced = self.scenario.teams[table.team].authority == "enforced"
        if not blocked and enforced and option.agree and not decision.agreed:
            teams = joined([self.title(one) for one in option.agree])
            return Refusal("needs-agreement", {"option": option.title, "teams": teams})
        return blocked

    def blocked(self, name: str, table: Table) -> Refusal | None:
        """Why an option is closed to this table now, whatever its values."""
        option = self.scenario.options[name]
        title = option.title
        if not {table.team, table.id} & set(option.who):
            teams = joined([self.title(one) for one in option.who])
            return Refusal("not-your-option", {"option": title, "teams": teams})
        if option.once and self.holding(name, table.id):
            return Refusal("already-taken", {"option": title})
        if option.needs and not self.msel.effects.true(
            option.needs, {"instance": table.id}
        ):
            need = option.need or _spelled(option.needs)
            return Refusal("needs-not-met", {"option": title, "need": need})
        return None

    def holding(self, option: str, table: str) -> bool:
        """Whether this table's decision for this option still holds."""
        taken = self._of.get((option, table))
        return taken is not None and any(one.holds for one in taken)

    def spent(self, option: str, table: str) -> bool:
        """Whether this can be decided once, and this table's decision still holds."""
        one = self.scenario.options.get(option)
        return one is not None and one.once and self.holding(option, table)

    def wrong_values(self, option: Option, values: Values) -> Refusal | None:
        """What is wrong with the values given for an option; None if they fit."""
        given, title = dict(values), option.title
        for name in given:
            if name not in option.asks:
                return Refusal("unknown-value", {"option": title, "value": name})
        for name, ask in option.asks.items():
            value = given.get(name, ask.default)
            if value is None:
                return Refusal("missing-value", {"option": title, "value": ask.title})
            if wanted := _unfit(ask, value):
                more: dict[str, str | Text] = {"wanted": wanted, "given": str(value)}
                return Refusal("bad-value", {"value": ask.title, **more})
        return None

    def title(self, who: str) -> Text:
        """What a team, a table or a persona is called."""
        one = self.scenario
        found = one.teams.get(who) or one.table(who) or one.personas.get(who)
        return found.title if found else Text(who, who)

    # --- what comes of it ------------------------------------------------------

    def enter(self, decision: Decision, table: Table, entry: int) -> None:
        """Carry out a decision that was let in (a free text waits for its meaning)."""
        if not decision.option:
            return
        self.carry_out(
            decision.option, decision.values, table, entry, decision.takes_effect
        )

    def carry_out(
        self,
        name: str,
        given: Values,
        table: Table,
        entry: int,
        start: int | None = None,
    ) -> None:
        """Let an option work for a table, after its lead time."""
        option = self.scenario.options[name]
        values = self.values(option, given, table)
        now = self.msel.world.now
        if option.claims:
            values["granted"] = self._claim(option, values, table, entry)
        same = self._of.setdefault((name, table.id), [])
        nth = len(same)
        key = f"option/{name}/{table.id}/{nth}"
        lead = self.msel.effects.drawn(option.lead, key) if option.lead else 0
        works_at = max(now, start or now) + lead
        taken = Taken(entry, name, table.id, works_at)
        self.taken.append(taken)
        same.append(taken)
        self.msel.decided(name, table.team, table.id, entry)
        if works_at <= now:
            self._work(option, taken, values, key)
        else:
            self.msel.world.after(
                works_at - now, lambda: self._work(option, taken, values, key)
            )

    def values(
        self, option: Option, given: Values, table: Table
    ) -> dict[str, str | float]:
        """The values of an option: its defaults, what was given, and the table."""
        values: dict[str, str | float] = {"instance": table.instance or table.id}
        for name, ask in option.asks.items():
            if ask.default is not None:
                values[name] = ask.default
        values.update(given)
        return values

    def _work(
        self, option: Option, taken: Taken, values: dict[str, str | float], key: str
    ) -> None:
        if not taken.holds:
            return
        taken.worked = True
        luck = self.msel.world.stream("options/chance").keyed(key)
        chance = option.chance and self.msel.world.assumed(option.chance)
        lucky = chance is None or chance.quantile(luck) >= 1.0
        facts = {"entry": taken.entry, "option": taken.option, "by": taken.table}
        if "granted" in values:
            facts["granted"] = values["granted"]
        if option.chance is not None:
            facts["lucky"] = lucky
        self.record("worked", facts)
        effects = option.does if lucky else option.fails
        self.msel.effects.apply(effects, values, taken.entry, option.lasts)
        if option.lasts is not None:
            self.msel.world.after(option.lasts, lambda: _release(taken))

    def _claim(
        self, option: Option, values: dict[str, str | float], table: Table, entry: int
    ) -> float:
        claims = option.claims
        assert claims is not None
        stock, asked = bind(claims.stock, values), worth(claims.amount, values)
        there = self.msel.world.read(f"{stock}.amount")
        share = self.settled.get(stock, {}).pop(table.id, asked)
        granted = round(max(0.0, min(asked, share, there)), 4)
        self.msel.world.pull(f"{stock}.take", "add", granted)
        mine = {"team": table.id, "entry": entry, "asked": asked, "granted": granted}
        self.record("claimed", {"stock": stock, "available": round(there, 4),
                                "shares": [mine], "contested": granted < asked})  # fmt: skip
        return granted

    def held(self, entry: int, table: str) -> bool:
        """Whether this table's decision or order of that entry still holds."""
        taken = any(
            one.entry == entry and one.table == table and one.holds
            for one in self.taken
        )
        return taken or any(
            one.entry == entry and one.table == table for one in self.orders
        )

    def rescind(self, entry: int) -> None:
        """Take back a decision or an order; what is reversible is undone."""
        self.orders = [one for one in self.orders if one.entry != entry]
        for one in self.taken:
            if one.entry != entry or not one.holds:
                continue
            one.holds = False
            if one.worked and self.scenario.options[one.option].reversible == "yes":
                self.msel.effects.undo(entry)

    # --- standing orders -------------------------------------------------------

    def stand(self, order: StandingOrder, table: Table, entry: int) -> None:
        """Keep a standing order until its figure calls for it."""
        condition = Condition.model_validate(
            {"gauge": order.gauge, order.comparison: order.value}
        )
        self.orders.append(
            Order(entry, table.id, order, Watch(condition, self.msel.course, {}))
        )

    def look(self, now: int) -> None:
        """Carry out the orders whose figure has come."""
        for one in list(self.orders):
            holds = one.watch.holds(now)
            if holds and not one.was:
                self._act(one)
            one.was = holds

    def _act(self, one: Order) -> None:
        table = self.scenario.table(one.table)
        assert table is not None
        blocked = self.blocked(one.order.option, table)
        self.record("ordered", {"entry": one.entry, "option": one.order.option,
                                "by": one.table, "refusal": blocked.plain() if blocked else None})  # fmt: skip
        if blocked is None:
            self.carry_out(one.order.option, one.order.values, table, one.entry)


def joined(texts: list[Text]) -> Text:
    """Several texts as one, with commas."""
    return Text(
        ", ".join(t.of("nl") for t in texts), ", ".join(t.of("en") for t in texts)
    )


def _release(taken: Taken) -> None:
    taken.holds = False


def _unfit(ask: Ask, value: Any) -> str:
    if ask.choice:
        return "" if value in ask.choice else ", ".join(ask.choice)
    assert ask.number is not None
    low, high = ask.number
    fits = isinstance(value, int | float) and not isinstance(value, bool)
    if fits and low <= value <= high:
        return ""
    return f"{low:g} - {high:g} {ask.unit}".strip()


def _spelled(condition: Condition) -> Text:
    parts = [
        one for one in condition.parts() if one.gauge or one.milestone or one.decided
    ]
    names = ", ".join(one.gauge or one.milestone or one.decided for one in parts)
    return Text(names, names)
