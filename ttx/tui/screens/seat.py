"""What the screens of all seats share: follow the picture, submit, complain, help.

Never knows where a seat's exercise runs: here or on another machine.
"""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Input, Static

from ttx.actions import Action, NoPlay
from ttx.errors import TtxError
from ttx.live.seat import Answer, Control, Go, Pause, Seat
from ttx.text import clean, say
from ttx.tui.keys import keys_file
from ttx.tui.screens.ask import Confirm, Page
from ttx.tui.screens.form import Field, Form
from ttx.tui.widgets.coach import Coach
from ttx.tui.widgets.panel import ListPanel, Part
from ttx.tui.widgets.status import StatusBar
from ttx.tui.widgets.wishes import (
    HostWish,
    PageWanted,
    TakeBack,
    Trouble,
    ViewWanted,
    WhyWanted,
    Wish,
)  # fmt: skip
from ttx.tui.words import plain, waits_to_start
from ttx.view import Picture

if TYPE_CHECKING:
    from textual.binding import ActiveBinding


class SeatScreen(Screen[None]):
    """A seat at the exercise: status on top, its own parts, keys at the bottom."""

    BINDINGS = [
        Binding("l,f2", "language", "Nederlands", key_display="l", show=False,
                id="seat.language"),
        Binding("f6", "copy", "Copy", show=False, id="seat.copy"),
        Binding("f8", "no_play", "NO PLAY", show=False, id="seat.no_play"),
        Binding("space", "clock", "Start or pause", id="seat.clock"),
        Binding("escape", "back", "Back", show=False, id="seat.back"),
    ]  # fmt: skip
    HELP = ""

    def __init__(self, seat: Seat, lang: str) -> None:
        super().__init__()
        self.seat = seat
        self.lang = lang
        self.picture = seat.picture()
        self._trouble = ""

    def compose(self) -> ComposeResult:
        yield StatusBar(self.seat.face)
        yield Coach("", id="coach", markup=False)
        yield from self.parts()
        yield Static("", id="trouble", markup=False)
        yield Footer(compact=True)

    def parts(self) -> ComposeResult:
        """What this kind of seat has between status and keys."""
        yield from ()

    def on_mount(self) -> None:
        self.show(self.picture)
        self.follow()

    @work(group="follow", exclusive=True)
    async def follow(self) -> None:
        """Show each new picture; a lost connection is said, and tried again."""
        while True:
            try:
                newer = await self.seat.changed(self.picture.version)
            except OSError as lost:
                self.query_one(StatusBar).disconnect(clean(str(lost)))
                await asyncio.sleep(1)
                continue
            self.query_one(StatusBar).disconnect("")
            if newer.version > self.picture.version:
                self.announce(self.picture, newer)
                self.show(newer)

    def show(self, picture: Picture) -> None:
        """Put a picture on the screen."""
        self.picture = picture
        self.query_one(StatusBar).show(picture, self.lang)
        for part in self.query(Part):
            part.show(picture, self.lang)
        self.draw_coach()
        self.refresh_bindings()

    def announce(self, old: Picture, new: Picture) -> None:
        """Say what came in; it also stays in the inbox as unread."""
        known = {letter.entry for letter in old.letters}
        fresh = [x for x in new.letters if x.entry not in known and not x.mine]
        if not fresh or not self.in_front:
            return
        self.app.bell()
        if len(fresh) > 1:
            self.toast(self.word("{count} new messages", count=len(fresh)))
            return
        title = plain(fresh[0].title, self.lang) or plain(fresh[0].text, self.lang)
        sender = plain(fresh[0].sender, self.lang)
        self.toast(
            self.word("New: {title} (from {sender})", title=title, sender=sender)
        )

    @property
    def in_front(self) -> bool:
        """Whether this seat's screen is the one that is looked at."""
        return self in self.app.screen_stack

    def word(self, english: str, /, **params: object) -> str:
        """The program's own words in the language of this screen."""
        return say(self.lang, english, **params)

    def toast(self, text: str) -> None:
        """A short word that something was accepted; never anything that matters."""
        if text and self.in_front:
            self.notify(clean(text), markup=False, timeout=3)

    def trouble(self, sentence: str) -> None:
        """A sentence that stays until Esc."""
        self._trouble = clean(sentence)
        self._draw_trouble()

    def _draw_trouble(self) -> None:
        bar = self.query_one("#trouble", Static)
        shut = self.word("Esc closes this.")
        bar.update(f"! {self._trouble} {shut}" if self._trouble else "")
        bar.display = bool(self._trouble)

    def draw_coach(self) -> None:
        hint = int(getattr(self.app, "hint", 0))
        self.query_one(Coach).tell(self.picture, self.seat.face(), hint, self.lang)

    async def submit(self, action: Action, done: str) -> Answer:
        """Ask the exercise; say that it is accepted, or why not."""
        try:
            answer = await self.seat.submit(action)
        except (TtxError, OSError) as wrong:
            self.trouble(self._told(wrong))
            return Answer()
        if answer.refusal is not None:
            self.trouble(answer.refusal.sentence(self.lang))
        else:
            self.toast(done)
        self.show(self.seat.picture())
        return answer

    def _told(self, wrong: Exception) -> str:
        if isinstance(wrong, TtxError):
            return wrong.sentence(self.lang)
        return self.word("The host does not answer: {why}. Try again.", why=str(wrong))

    @work
    async def on_wish(self, event: Wish) -> None:
        event.stop()
        await self.submit(event.action, event.done)

    @work
    async def on_take_back(self, event: TakeBack) -> None:
        event.stop()
        answer = await self.seat.erase(event.draft)
        if answer.refusal is not None:
            self.trouble(answer.refusal.sentence(self.lang))
        else:
            self.toast(event.done)
        self.show(self.seat.picture())

    def on_trouble(self, event: Trouble) -> None:
        event.stop()
        self.trouble(event.sentence)

    @work
    async def on_host_wish(self, event: HostWish) -> None:
        event.stop()
        await self.ask_host(event.asked)

    async def ask_host(self, control: Control) -> str:
        """Ask the host itself; what it answers is shown and returned."""
        try:
            answer = await self.seat.control(control)
        except (TtxError, OSError) as wrong:
            self.trouble(self._told(wrong))
            return ""
        said = plain(answer, self.lang)
        self.toast(said)
        self.show(self.seat.picture())
        return said

    @work
    async def on_why_wanted(self, event: WhyWanted) -> None:
        event.stop()
        chain = await self.seat.why(event.gauge)
        lines = [
            f"{index}. {plain(text, self.lang)}" + (f"  [{tag}]" if tag else "")
            for index, (text, tag) in enumerate(chain, 1)
        ] or [self.word("Nothing is known behind this figure.")]
        lines.append("")
        lines.append(self.word("Not right? Press x on the figure to dispute it."))
        title = self.word("Why: {title}", title=event.title)
        self.app.push_screen(Page(self.lang, title, Content("\n".join(lines))))

    def on_page_wanted(self, event: PageWanted) -> None:
        event.stop()
        if event.body.plain.strip():
            name = plain(self.picture.title, self.lang)
            self.app.push_screen(Page(self.lang, name, event.body))

    @work
    async def on_view_wanted(self, event: ViewWanted) -> None:
        event.stop()
        await self.view_as(event.table)

    async def view_as(self, table: str) -> None:
        """Look at another seat's picture; only the leader's screen can."""

    def action_help(self) -> None:
        keys: dict[str, str] = {}
        for active in self.active_bindings.values():
            binding = active.binding
            if binding.description and binding.id:
                name = self.app.get_key_display(binding)
                keys.setdefault(binding.description, name)
        width = max(map(len, keys.values()), default=1)
        lines = [f"{key:<{width}}  {what}" for what, key in keys.items()]
        intro = self.word(self.HELP) + "\n\n" if self.HELP else ""
        tail = self.word(
            "To copy the chosen line: F6. To copy other text: select it with the mouse "
            "(hold Shift in most terminals). Your own keys: {path}",
            path=keys_file(),
        )
        body = Content(f"{intro}" + "\n".join(lines) + f"\n\n{tail}")
        self.app.push_screen(Page(self.lang, self.word("Help"), body))

    def action_copy(self) -> None:
        """The chosen line in full, for another program on this machine."""
        here = self.focused
        panels = here.ancestors_with_self if here is not None else ()
        panel = next((one for one in panels if isinstance(one, ListPanel)), None)
        text = panel.chosen.plain.strip() if panel is not None else ""
        if text:
            self.app.copy_to_clipboard(text)
            self.toast(self.word("Copied, if this terminal lets programs copy."))

    @property
    def helm(self) -> Seat | None:
        """The leader's seat, where it is on this keyboard and time may run."""
        seats: Mapping[str, Seat] = getattr(self.app, "seats", {})
        running = self.picture.pace == "running" and not self.picture.over
        return seats.get("leader") if running else None

    @work
    async def action_clock(self) -> None:
        """Who plays alone starts, pauses and resumes time from any seat."""
        if self.helm is not None:
            still = self.seat.face().state == "paused"
            self.toast(
                plain(await self.helm.control(Go() if still else Pause()), self.lang)
            )
            self.show(self.seat.picture())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Time is steered here only by who plays alone."""
        if action == "clock":
            return self.helm is not None
        return super().check_action(action, parameters)

    def action_language(self) -> None:
        self.lang = "en" if self.lang == "nl" else "nl"
        self.show(self.picture)
        self._draw_trouble()

    def action_back(self) -> None:
        self._trouble = ""
        self._draw_trouble()

    @work
    async def action_no_play(self) -> None:
        """GEEN OEFENING: something real is going on, or it is over."""
        on = not self.picture.no_play
        if not on:
            await self.submit(NoPlay(False), self.word("The exercise goes on."))
            return
        form = Form(
            self.lang,
            self.word("NO PLAY"),
            [Field("why", self.word("What is really going on?"), needed=True)],
            self.word("The exercise stops at once for everyone, at every table."),
        )
        filled = await self.app.push_screen_wait(form)
        if filled is not None:
            seen = self.word("NO PLAY: all tables see it.")
            await self.submit(NoPlay(True, str(filled["why"])), seen)

    async def sure(self, question: str, consequence: str, grave: bool = False) -> bool:
        """Ask before something that cannot be taken back."""
        asked: Screen[Any] = Confirm(self.lang, question, consequence, grave)
        agreed = bool(await self.app.push_screen_wait(asked))
        self.toast("" if agreed else self.word("Not done."))
        return agreed

    @property
    def typing(self) -> bool:
        """Whether letters go into a text field now."""
        return isinstance(self.focused, Input)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now, each described in this screen's language."""
        return {
            key: active._replace(
                binding=dataclasses.replace(
                    active.binding,
                    description=self.describe(active.binding),
                    key_display=self.key_name(active.binding),
                )
            )
            for key, active in super().active_bindings.items()
        }

    def describe(self, binding: Binding) -> str:
        """What a key does; the leader's big key names the next state."""
        if binding.action == "language":
            return "English" if self.lang == "nl" else "Nederlands"
        if binding.action == "clock":
            face = self.seat.face()
            if waits_to_start(face, self.picture):
                return self.word("Start")
            return self.word("Go on" if face.state == "paused" else "Pause")
        return say(self.lang, binding.description) if binding.description else ""

    def key_name(self, binding: Binding) -> str | None:
        """How a key is written, in this screen's language."""
        return self.word("space") if binding.key == "space" else binding.key_display
