"""The lobby: which places there are, who is at them, and how to get there.

Never part of the exercise; nothing here is in its journal.
"""

from __future__ import annotations

from textual import work
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ttx.live.seat import (
    PLENARY,
    Control,
    NewCode,
    Present,
    PutUp,
    Seat,
    ShowCard,
    TryOut,
)
from ttx.text import say
from ttx.tui.screens.ask import Choose, Confirm, Item, Page
from ttx.tui.words import plain

SHOWS = {
    "briefing": "the briefing",
    "map": "the map",
    "decisions": "decisions of all tables",
    "timeline": "the time line",
    "knew": "what they knew beside what was true",
}
TRIED = {"read": "has read", "written": "has written", "decided": "has decided"}
SECONDS = 90


class Lobby(ModalScreen[None]):
    """All places, with what can be done for each."""

    BINDINGS = [
        Binding("escape,A,f10,q", "dismiss", "Back"),
        Binding("t", "try_out", "Try-out"),
        Binding("c", "card", "Code"),
        Binding("k", "recode", "New code"),
        Binding("p", "plenary", "Plenary screen"),
    ]

    def __init__(self, seat: Seat, lang: str) -> None:
        super().__init__()
        self.seat, self.lang = seat, lang
        self._shown: tuple[Present, ...] = ()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Static("", id="lobby-title", classes="dialog-title", markup=False)
            yield OptionList(id="lobby", compact=True, markup=False)
            keys = say(
                self.lang,
                "t: try-out of 90 seconds · c: code and link · k: new code · p: what the"
                " plenary screen shows · Esc: back",
            )
            yield Static(keys, classes="dialog-keys", markup=False)

    def on_mount(self) -> None:
        self.draw()
        self.set_interval(0.5, self.draw)
        self.query_one(OptionList).focus()

    def draw(self) -> None:
        """Who is there now."""
        present = self.seat.present()
        tables = [one for one in present if one.role == "table"]
        here = sum(one.here > 0 for one in tables)
        title = say(self.lang, "{here} of {of} tables are here", here=here, of=len(tables))  # fmt: skip
        trying = self.seat.face().trying
        if trying is not None:
            left = say(self.lang, "try-out: {seconds} s left", seconds=trying // 1000)
            title = f"{title} · {left}"
        self.query_one("#lobby-title", Static).update(title)
        if present == self._shown:
            return
        self._shown = present
        places = self.query_one(OptionList)
        at = places.highlighted
        places.clear_options()
        places.add_options([Option(Content(self.line(one))) for one in present])
        places.highlighted = at if at is not None else 0

    def line(self, one: Present) -> str:
        """One place in words."""
        there = say(self.lang, "present") if one.here else say(self.lang, "absent")
        if one.here > 1:
            there = say(self.lang, "{count} present", count=one.here)
        told = [f"{there:>10}  {plain(one.title, self.lang)}"]
        told += [say(self.lang, TRIED[what]) for what in one.tried if what in TRIED]
        if one.help:
            told.append(say(self.lang, "ASKS FOR HELP: {why}", why=one.help))
        return " · ".join(told)

    @property
    def chosen(self) -> Present | None:
        """The place under the cursor."""
        at = self.query_one(OptionList).highlighted
        return self._shown[at] if at is not None and at < len(self._shown) else None

    async def ask(self, wish: Control) -> None:
        """Ask the host, and show what it says where that is more than a word."""
        told = plain(await self.seat.control(wish), self.lang)
        if "\n" in told:
            one = self.chosen
            title = plain(one.title, self.lang) if one else ""
            code = Content.styled(told, "white on black")
            self.app.push_screen(Page(self.lang, title, code))
        else:
            self.notify(told, markup=False, timeout=6)
        self.draw()

    @work
    async def action_try_out(self) -> None:
        running = self.seat.face().trying is not None
        await self.ask(TryOut(0 if running else SECONDS))

    @work
    async def action_card(self) -> None:
        if (one := self.chosen) is not None:
            await self.ask(ShowCard(one.role, one.name))

    @work
    async def action_recode(self) -> None:
        one = self.chosen
        if one is None:
            return
        question = say(
            self.lang, "A new code for {who}?", who=plain(one.title, self.lang)
        )
        note = say(self.lang, "Who sits there now has to come in again with it.")
        ask: Confirm = Confirm(self.lang, question, note)
        if self.app.screen is self and await App.push_screen_wait(self.app, ask):
            await self.ask(NewCode(one.role, one.name))

    @work
    async def action_plenary(self) -> None:
        now = self.seat.face().shows
        items = [
            Item(what, say(self.lang, SHOWS[what]),
                 say(self.lang, "shown now") if what == now else "")
            for what in PLENARY
        ]  # fmt: skip
        title = say(self.lang, "On the plenary screen")
        if self.app.screen is not self:
            return
        what = await App.push_screen_wait(self.app, Choose(self.lang, title, items))
        if what:
            await self.ask(PutUp(what))
