"""The moves with their states, and how each table is doing: who is still talking.

Never shows what a table types before it is entered.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual import work
from textual.binding import Binding
from textual.content import Content

from ttx.actions import Fog, TakeOver
from ttx.tui.screens.ask import Choose, Item
from ttx.tui.widgets.panel import Column, ListPanel, Row, section
from ttx.tui.widgets.wishes import ViewWanted
from ttx.tui.words import due, moment, move_name, plain, title_of
from ttx.view import STATES, Picture, TableState


class Rounds(ListPanel):
    """What the leader keeps an eye on while people talk."""

    BINDINGS = [
        Binding("v", "view", "View as", id="rounds.view"),
        Binding("o", "take_over", "Take over", id="rounds.take_over"),
        Binding("f", "fog", "Fog off or on", id="rounds.fog", show=False),
    ]
    COLUMNS = (
        Column("Tables and moves"),
        Column("State", 12),
        Column("Unread", 9, 60),
        Column("Drafts", 8, 60),
        Column("Not answered", 13, 74),
        Column("Last", 7, 60),
    )

    def rows(self, picture: Picture) -> Iterable[Row]:
        if picture.desk is None:
            return
        yield Row("h-t", (self.word("Tables"),), head=True)
        for one in picture.desk.tables:
            yield Row(f"t{one.table}", self._table(picture, one))
        if picture.move:
            yield Row("h-m", (move_name(picture.move, self.lang),), head=True)
            for state in STATES:
                here = state == picture.move.state
                told = self.word("now") if here else ""
                cells = (f"- {self.word(state)}", told, "", "", "", "")
                yield Row(f"s{state}", cells, loud=here)
        if picture.next_moves:
            yield Row("h-n", (self.word("Moves to come"),), head=True)
        for name, title, at in picture.next_moves:
            cells = (f"- {plain(title, self.lang)}", due(picture, at), "", "", "", "")
            yield Row(f"m{name}", cells)

    def _table(self, picture: Picture, one: TableState) -> tuple[str, ...]:
        talking = one.table in picture.talking
        state = self.word("talking") if talking else ""
        state = self.word("confirmed") if one.committed else state
        if one.policy:
            state = self.word("automatic")
        last = one.last_entry_at
        clock = "" if last is None else f"{picture.calendar.clock(last):%H:%M}"
        return (
            (f"({self.word('no fog')}) " if one.clear else "")
            + plain(one.title, self.lang),
            state,
            str(one.unread),
            str(one.drafts),
            str(one.unanswered),
            clock,
        )

    def detail(self, picture: Picture, key: str) -> Content:
        if picture.desk and key.startswith("t"):
            one = next((t for t in picture.desk.tables if f"t{t.table}" == key), None)
            return self._told(picture, one) if one else Content("")
        if picture.move is None:
            return section(
                plain(picture.scenario, self.lang),
                plain(
                    picture.desk.briefing if picture.desk else picture.briefing,
                    self.lang,
                ),
            )
        questions = [f"- {plain(q, self.lang)}" for q in picture.move.questions]
        return section(
            move_name(picture.move, self.lang), plain(picture.move.brief, self.lang)
        ) + section(self.word("Questions"), *questions)

    def _told(self, picture: Picture, one: TableState) -> Content:
        talking = [title_of(name, picture, self.lang) for name in picture.talking]
        policy = (
            self.word("played by: {policy}", policy=one.policy) if one.policy else ""
        )
        count = self.word("words to read ahead: {count}", count=one.reading_words)
        last = (
            self.word(
                "last entry {when}", when=moment(picture, one.last_entry_at, self.lang)
            )
            if one.last_entry_at is not None
            else self.word("nothing entered yet")
        )
        fog = self.word("no fog: it sees all as it is now") if one.clear else ""
        cut = self.word("does not reach the shared picture") if one.cut_off else ""
        still = self.word("Still talking: {who}", who=", ".join(talking) or "-")
        return section(
            plain(one.title, self.lang), policy, last, count, fog, cut
        ) + Content(still)

    @property
    def table(self) -> str:
        """The table under the cursor."""
        return self.key[1:] if self.key.startswith("t") else ""

    def open(self, key: str) -> None:
        self.action_view()

    def action_view(self) -> None:
        if self.table:
            self.post_message(ViewWanted(self.table))

    @work
    async def action_fog(self) -> None:
        """Fog off or on, for the room under the cursor or for all."""
        if self.picture is None or self.picture.desk is None:
            return
        table = self.table
        who = title_of(table, self.picture, self.lang) if table else ""
        here = [
            Item(f"off {table}", self.word("Fog off for {who}", who=who),
                 self.word("It sees all as it is now; what is under way to it arrives.")),
            Item(f"on {table}", self.word("Fog on again for {who}", who=who)),
        ] if table else []  # fmt: skip
        items = [*here, Item("off ", self.word("Fog off for all tables")),
                 Item("on ", self.word("Fog on again for all tables"))]  # fmt: skip
        title = self.word("Fog off or on")
        chosen = await self.app.push_screen_wait(Choose(self.lang, title, items))
        if chosen is not None:
            how, _, room = chosen.partition(" ")
            self.wish(Fog(room, how == "on"), self.word("Noted."))

    @work
    async def action_take_over(self) -> None:
        """A policy plays this table, or people do again."""
        if not self.table or self.picture is None or self.picture.desk is None:
            return
        table = self.table
        items = [Item("", self.word("people again"))] + [
            Item(name, plain(title, self.lang) or name)
            for name, title in self.picture.desk.policies
        ]
        who = title_of(table, self.picture, self.lang)
        chosen = await self.app.push_screen_wait(
            Choose(self.lang, self.word("Who plays {who} from now on?", who=who), items)
        )
        if chosen is not None:
            self.wish(TakeOver(table, chosen), self.word("Noted."))
