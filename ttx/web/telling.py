"""What the pages of exercise staff and the plenary screen tell beside a table's.

Never decides anything and never writes HTML.
"""

from __future__ import annotations

from collections.abc import Mapping

from ttx.live.seat import FASTEST
from ttx.text import clean, number
from ttx.text_units import counted
from ttx.view import (
    Contest,
    Decided,
    Letter,
    Line,
    Passed,
    Phone,
    Prompt,
    Reading,
    Spot,
    TableState,
    Watched,
)
from ttx.web.table_words import TableTeller

FEW = 4
TIES = 15
"""So many of the latest messages an observation can be tied to."""


class StaffTeller(TableTeller):
    """Tells one picture in one language, to whoever looks."""

    __slots__ = ()

    # --- evaluators ------------------------------------------------------------

    def seats(self) -> list[tuple[str, str]]:
        """The tables, without the personas."""
        spoken = (
            [name for name, *_ in self.picture.cell.personas]
            if self.picture.cell
            else []
        )
        return [(n, self.plain(t)) for n, t in self.picture.people if n not in spoken]

    def own_table(self) -> str:
        """The table of an evaluator's tasks, where there is only one."""
        tasks = self.picture.book.tasks if self.picture.book else ()
        known = [name for name, _ in self.seats()]
        teams = list(dict.fromkeys(one.team for one in tasks if one.team in known))
        return teams[0] if len(teams) == 1 else ""

    def tasks(self) -> list[tuple[str, str]]:
        """The critical tasks of this evaluator."""
        tasks = self.picture.book.tasks if self.picture.book else ()
        return [(one.task, self.plain(one.title)) for one in tasks]

    def ties(self) -> list[tuple[str, str]]:
        """What an observation can be tied to: the newest message first."""
        latest = self.letters()[:TIES]
        named = [
            (
                str(one.entry),
                f"{self.clock(one.at)} {self.plain(one.title) or self.subject(one)}",
            )
            for one in latest
        ]
        return [*named, ("", self.say("(none)"))]

    def rated(self, one: Watched, words: Mapping[str, str]) -> str:
        """The ratings of a task: letters as they are, the rest in words."""
        given = [rating for _, rating, _ in one.ratings]
        return ", ".join(r if len(r) == 1 else self.say(words[r]) for r in given)

    def scale(self, one: Watched, words: Mapping[str, str]) -> list[tuple[str, str]]:
        """What can be said of a task, with the program's words for it."""
        return [(rating, self.say(words[rating])) for rating in one.scale]

    def struck(self, one: Watched) -> list[tuple[str, str]]:
        """The evidence of a task, by the key that the exercise knows it by."""
        return [(proof.key, self.plain(proof.text)) for proof in one.evidence]

    # --- response cell ---------------------------------------------------------

    def call_state(self, one: Phone) -> str:
        """How far a call is, in a word."""
        names = {"due": self.say("to call"), "later": self.say("later")}
        return names.get(one.state) or self.say(one.state)

    # --- the leader ------------------------------------------------------------

    def headed(self, one: Line | Prompt) -> str:
        """The number and title of an inject, or its first words."""
        words = self.plain(one.title) or self.first(one.text)
        return f"{one.number} {words}".strip()

    def still(self) -> str:
        """The tables that still talk: by name while they are few."""
        talking = self.picture.talking
        if len(talking) > FEW:
            return self.say("{count} tables still talk.", count=len(talking))
        return (
            self.say("Still talking: {who}", who=self.titles(talking))
            if talking
            else ""
        )

    def tried(self, done: tuple[str, ...]) -> str:
        """What a seat did in a try-out."""
        names = {"read": self.say("read"), "written": self.say("written"),
                 "decided": self.say("decided")}  # fmt: skip
        return ", ".join(names.get(one, one) for one in done)

    def next_words(self) -> str:
        """What the big key does now."""
        state = self.picture.next_turn[1]
        if not self.picture.started:
            return self.say("START")
        if state == "brief":
            return self.say("Next move")
        return self.say("To: {state}", state=self.say(state))

    def before(self, state: str) -> str:
        """What the leader has to know before a step that cannot be undone."""
        if state == "report":
            return " ".join([self.say("Accept this run and report it to the tables?"),
                             self.say("After this it cannot be played again with other luck.")])  # fmt: skip
        told = [self.say("The decisions as they stand are entered and cannot change.")]
        if self.picture.talking:
            told.append(
                self.say("{count} tables still talk.", count=len(self.picture.talking))
            )
        desk = self.picture.desk
        waits = (
            len(desk.free) + sum(not one.settled for one in desk.contests)
            if desk
            else 0
        )
        if waits:
            told.append(
                self.say("{count} matters wait at the world desk.", count=waits)
            )
        return " ".join(told)

    def table_state(self, one: TableState) -> str:
        """How a table is doing, in a word."""
        if one.policy:
            return self.say("automatic")
        if one.committed:
            return self.say("confirmed")
        return self.say("talking") if one.table in self.picture.talking else ""

    def players(self) -> list[tuple[str, str]]:
        """Who can play a table: people, or one of the policies."""
        known = self.picture.desk.policies if self.picture.desk else ()
        return [("", self.say("people again")), *self.titled(known)]

    def speed(self, factor: str) -> bool:
        """Whether running time goes at this speed now."""
        return self.face.speed == (float(factor) or FASTEST)

    def desk_tables(self) -> list[tuple[str, str]]:
        """The tables that an inject can go to from here."""
        desk = self.picture.desk
        return (
            [(one.table, self.plain(one.title)) for one in desk.tables] if desk else []
        )

    def desk_names(self) -> list[str]:
        """The same, by name."""
        return [name for name, _ in self.desk_tables()]

    def share(self, one: Contest, asked: float) -> str:
        """A part of what there is, in proportion to what was asked."""
        total = sum(amount for _, amount, _ in one.claims)
        part = min(1.0, one.available / total) if total else 0.0
        return str(int(asked * part))

    def bounds_of(self, value: float, unit: str) -> str:
        """An amount with its unit."""
        return counted(number(value, self.lang), clean(unit), self.lang)

    def gauge(self, name: str) -> str:
        """What a figure is called."""
        for one in self.picture.readings:
            if one.gauge == name:
                return self.plain(one.title)
        return clean(name)

    def fate(self, one: Letter) -> str:
        """What became of a message on its way."""
        if one.fate == "underway" and one.due is not None:
            return self.say("under way until {clock}", clock=self.clock(one.due))
        fates = {"underway": self.say("under way"), "waiting": self.say("waits"),
                 "lost": self.say("lost")}  # fmt: skip
        return fates.get(one.fate, "")

    # --- plenary and map -------------------------------------------------------

    def by_table(self) -> list[tuple[str, str, list[Decided]]]:
        """The decisions of all tables, side by side."""
        found = self.picture.plenary.decided if self.picture.plenary else ()
        return [
            (name, title, [one for one in found if one.team == name])
            for name, title in self.seats() if any(one.team == name for one in found)
        ]  # fmt: skip

    def passed(self, one: Passed) -> str:
        """One line of the time line, in words."""
        title = self.plain(one.title)
        if one.kind == "move":
            return f"{title}: {self.say(one.state)}"
        return title or self.say(one.kind)

    def at_spot(self, spot: Spot) -> list[Reading]:
        """The figures that are known of a place."""
        known = {one.gauge: one for one in self.picture.readings}
        return [known[name] for name in spot.gauges if name in known]

    def linked(self, name: str) -> str:
        """The places that a place is linked with."""
        titles = {one.name: self.plain(one.title) for one in self.picture.spots}
        ends = [b if a == name else a for a, b in self.picture.ways if name in (a, b)]
        return ", ".join(titles[one] for one in ends if one in titles)
