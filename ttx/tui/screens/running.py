"""The leader's keys beside the moves: time, luck, scripted text, reveal, debrief.

Never acts without saying what it will pass or change.
"""

from __future__ import annotations

from textual import work
from textual.binding import Binding
from textual.content import Content

from ttx.actions import STATUSES, Jump, ModelOff, Reveal, Script, Status
from ttx.live.seat import AnotherSeed, ComputeInfluence, Go, Pause, Speed, WriteDebrief
from ttx.moment import offset
from ttx.tui.screens.ask import Choose, Item, Page
from ttx.tui.screens.form import Field, Form, a_moment
from ttx.tui.screens.tabbed import TabbedScreen
from ttx.tui.words import plain

SPEEDS = ("1", "5", "15", "60", "240", "0")
REVEALS = (
    ("hot-wash", "the tables' own accounts"),
    ("truth", "what was true beside what they knew"),
    ("influence", "the influence of decisions"),
    ("sensitive", "counts of deaths and the like"),
    ("debrief", "the debrief (CONCEPT)"),
)


REPORTED = ("release", "status", "influence")
PLAYED = ("pause", "speed", "jump", "reseed", "script", "model_off", "inject", "endex")


class RunningKeys(TabbedScreen):
    """Less frequent keys of exercise control; all stand in the menu."""

    BINDINGS = [
        Binding("space", "pause", "Pause or go on", id="leader.pause", show=False),
        Binding("u", "speed", "Speed", show=False, id="leader.speed"),
        Binding("j", "jump", "Jump to a time", show=False, id="leader.jump"),
        Binding("z", "reseed", "Other luck for this run", show=False, id="leader.seed"),
        Binding("x", "script", "Scripted text instead of the run", show=False,
                id="leader.script"),
        Binding("f7", "model_off", "Model off or on", show=False, id="leader.model"),
        Binding("y", "reveal", "Reveal to the tables", show=False, id="leader.reveal"),
        Binding("R", "release", "Release the report per table", show=False,
                id="leader.release"),
        Binding("S", "status", "Status of the report", show=False, id="leader.status"),
        Binding("I", "influence", "Compute the influence of decisions", show=False,
                id="leader.influence"),
        Binding("f9", "debrief", "Write the debrief", show=False, id="leader.debrief"),
    ]  # fmt: skip

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """After ENDEX nothing is played, and only running time has a speed."""
        if self.picture.over and action in PLAYED:
            return False
        if not self.picture.over and action in REPORTED:
            return False
        if self.picture.pace == "moves" and action in ("pause", "speed"):
            return False
        return super().check_action(action, parameters)

    @work
    async def action_pause(self) -> None:
        """Running time stops with a reason, or goes on."""
        if self.seat.face().state == "paused":
            await self.ask_host(Go())
            return
        form = Form(self.lang, self.word("Pause"), [Field("why", self.word("Why"))])
        filled = await self.app.push_screen_wait(form)
        if filled is not None:
            await self.ask_host(Pause(str(filled["why"])))

    @work
    async def action_speed(self) -> None:
        """How fast running time goes."""
        items = [
            Item(one, f"x{one}" if one != "0" else self.word("as fast as it goes"))
            for one in SPEEDS
        ]
        title = self.word("Exercise seconds per real second")
        chosen = await self.app.push_screen_wait(Choose(self.lang, title, items))
        if chosen is not None:
            await self.ask_host(Speed(float(chosen)))

    @work
    async def action_jump(self) -> None:
        """Leap to a moment, after showing what is passed."""
        read = a_moment(self.picture.calendar, self.lang)
        form = Form(
            self.lang,
            self.word("Jump to a time"),
            [Field("to", self.word("To what time"), needed=True, read=read)],
        )
        filled = await self.app.push_screen_wait(form)
        if filled is None or not isinstance(filled["to"], int):
            return
        to = filled["to"]
        if await self.sure(self.word("Jump to {to}?", to=offset(to)), self._passed(to)):
            await self.submit(Jump(to), self.word("Jumped to {to}.", to=offset(to)))

    def _passed(self, to: int) -> str:
        now = self.seat.face().now
        lines = self.picture.desk.lines if self.picture.desk else ()
        due = [
            f"{offset(one.due)} {plain(one.title, self.lang)}"
            for one in lines
            if one.due is not None and now < one.due <= to and one.entry is None
        ]
        passed = "; ".join(due) or self.word("nothing that is planned")
        return self.word("On the way: {passed}.", passed=passed)

    @work
    async def action_reseed(self) -> None:
        """Play the previewed run again with other luck."""
        sure = await self.sure(
            self.word("Play this run again with other luck?"),
            self.word("A new journal begins before the run; the old one stays whole."),
        )
        if sure:
            await self.ask_host(AnotherSeed())

    @work
    async def action_script(self) -> None:
        """The leader's own text in place of the computed report."""
        desk = self.picture.desk
        tables = tuple(
            (t.table, plain(t.title, self.lang)) for t in (desk.tables if desk else ())
        )
        form = Form(
            self.lang,
            self.word("Scripted text instead of the run"),
            [
                Field("text", self.word("Text"), needed=True),
                Field("to", self.word("To (space chooses)"), "many", choices=tables,
                      value=" ".join(name for name, _ in tables), needed=True),
                Field("why", self.word("Why"), needed=True),
            ],
        )  # fmt: skip
        filled = await self.app.push_screen_wait(form)
        if filled is not None:
            to = filled["to"]
            assert isinstance(to, tuple)
            await self.submit(
                Script(to, str(filled["text"]), str(filled["why"])),
                self.word("The tables get your text."),
            )

    @work
    async def action_model_off(self) -> None:
        """The draaiboek goes on with scripted texts only, or the world is back."""
        on = not self.picture.model_off
        title = self.word("Model off") if on else self.word("Model on again")
        note = self.word("Injects go on with their scripted texts; no figures from it.")
        form = Form(
            self.lang, title, [Field("why", self.word("Why"))], note if on else ""
        )
        filled = await self.app.push_screen_wait(form)
        if filled is not None:
            await self.submit(ModelOff(on, str(filled["why"])), title)

    @work
    async def action_reveal(self) -> None:
        """Show the tables more, in the order of a debrief."""
        shown = self.picture.revealed
        items = [
            Item(
                what, self.word(title), self.word("shown now") if what in shown else ""
            )
            for what, title in REVEALS
        ]
        title = self.word("Show to the tables (again: take away)")
        what = await self.app.push_screen_wait(Choose(self.lang, title, items))
        if what is not None:
            await self.submit(Reveal(what, what not in shown), self.word("Noted."))

    @work
    async def action_release(self) -> None:
        """The debrief to one table, or no longer."""
        work_ = self.picture.work
        if work_ is None:
            return
        items = [
            Item(name, plain(title, self.lang),
                 self.word("released") if name in work_.released else "")
            for name, title in work_.tables
        ]  # fmt: skip
        title = self.word("Release the debrief to (again: take away)")
        table = await self.app.push_screen_wait(Choose(self.lang, title, items))
        if table is not None:
            on = table not in work_.released
            await self.submit(Reveal("debrief", on, (table,)), self.word("Noted."))

    @work
    async def action_status(self) -> None:
        """Where the report stands: it is printed on every page."""
        now = self.picture.work.status if self.picture.work else "concept"
        items = [
            Item(state, self.word(title), self.word("here now") if state == now else "")
            for state, title in STATUSES.items()
        ]
        title = self.word("Status of the report")
        state = await self.app.push_screen_wait(Choose(self.lang, title, items))
        if state is not None and state != now:
            await self.submit(Status(state), self.word("Noted."))

    @work
    async def action_influence(self) -> None:
        """Start computing what each decision moved, or say how far that is."""
        said = await self.ask_host(ComputeInfluence())
        if said:
            title = self.word("Influence of decisions")
            self.app.push_screen(Page(self.lang, title, Content(said)))

    @work
    async def action_debrief(self) -> None:
        """Write the debrief and say where it lies."""
        said = await self.ask_host(WriteDebrief(self.lang))
        if said:
            self.app.push_screen(
                Page(self.lang, self.word("The debrief (CONCEPT)"), Content(said))
            )
