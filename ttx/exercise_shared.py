"""The shared picture in play: who reaches it, who keeps which item.

What was written stands in the journal; here is only who may write, and when a table's
line to it fell or came back. It never changes the world.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ttx.actions import Share
from ttx.conditions import bind
from ttx.errors import Refusal
from ttx.exercise_post import carrier_gauge
from ttx.msel import Msel
from ttx.scenario import Scenario, SharedPicture, Table
from ttx.text import Text

Record = Callable[[str, dict[str, Any]], Any]


class Shared:
    """The shared picture of one exercise; without one, nobody takes part."""

    def __init__(self, scenario: Scenario, msel: Msel, record: Record) -> None:
        self.planned: SharedPicture | None = scenario.shared_picture
        self.members = tuple(
            one for one in scenario.tables
            if self.planned and (not self.planned.teams or one.team in self.planned.teams)
        )  # fmt: skip
        items = self.planned.items if self.planned else ()
        self.owners = {one.id: one.owner for one in items}
        self.titles = {one.id: one.title for one in items}
        self.cut: dict[str, bool] = {}
        self._scenario = scenario
        self._msel = msel
        self._record = record
        reached = {one.id: self._carrier(one) for one in self.members}
        self._reached = {table: name for table, name in reached.items() if name}
        gauges = msel.world.gauges
        self._carriers = {
            one: msel.course.reader(carrier_gauge(gauges, one))
            for one in self._reached.values()
        }
        self._works: dict[str, bool] = {}

    def look(self) -> None:
        """Note at which tables the line fell or came back since the last look."""
        if self.planned is None:
            return
        needs = self.planned.needs
        works = {one: read() >= needs for one, read in self._carriers.items()}
        if works == self._works:
            return
        self._works = works
        for table, carrier in self._reached.items():
            cut = not works[carrier]
            if cut != self.cut.get(table, False):
                self.cut[table] = cut
                self._record("reached", {"team": table, "on": not cut})

    def _carrier(self, table: Table) -> str:
        """What carries the shared picture to a table; empty if nothing has to."""
        assert self.planned is not None
        carrier = self.planned.reach.get(table.team, self.planned.carried_by)
        return bind(carrier, {"instance": table.id}) if carrier else ""

    def refusal(self, action: Share, by: str, clear: bool) -> Refusal | None:
        """Why this seat cannot write this item now; None if it can."""
        member = next((one for one in self.members if one.id == by), None)
        if self.planned is None or (member is None and by != "response"):
            return Refusal("no-shared-picture")
        if not action.text.strip() or not (action.item or action.title.strip()):
            return Refusal("empty")
        if action.item and action.item not in self.owners:
            return Refusal("unknown-item", {"item": action.item})
        if action.item and not self.keeps(by, action.item):
            title = self.titles[action.item]
            owner = self.title_of(self.owners[action.item])
            return Refusal("not-your-item", {"title": title, "owner": owner})
        if member is not None and self.cut.get(by) and not clear:
            return Refusal("shared-down", {"title": self.planned.title})
        return None

    def keeps(self, seat: str, item: str) -> bool:
        """Whether a seat owns an item; the response cell owns those of personas."""
        owner = self.owners.get(item, "")
        table = self._scenario.table(seat)
        if table is None:
            personas = self._scenario.personas
            return seat == "response" and (owner == seat or owner in personas)
        return owner in (table.id, table.team)

    def title_of(self, owner: str) -> Text:
        """What the owner of an item is called."""
        one = self._scenario
        found = one.teams.get(owner) or one.table(owner) or one.personas.get(owner)
        short = getattr(found, "short", None)
        if short:
            return Text(short.nl, short.en)
        return found.title if found else Text("tegenspel", "response cell")

    def write(self, action: Share, by: str, entry: int) -> None:
        """A new item belongs to whoever wrote it first."""
        if not action.item:
            name = f"item-{entry}"
            self.owners[name] = by
            self.titles[name] = Text(action.title, action.title)
