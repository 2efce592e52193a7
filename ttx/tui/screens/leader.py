"""The exercise leader's screen: moves, draaiboek, world desk, truth, log, levers.

Never steers by itself: each step is a key, and what cannot be undone is asked.
"""

from __future__ import annotations

from textual import work
from textual.binding import Binding

from ttx.actions import Endex, Improvise, MoreTime, TurnTo
from ttx.live.seat import Go, Seat
from ttx.tui.screens.ask import Choose, Item
from ttx.tui.screens.form import Field, Form
from ttx.tui.screens.lobby import Lobby
from ttx.tui.screens.running import RunningKeys
from ttx.tui.screens.watched import Looking, WatchedTable
from ttx.tui.widgets.desk import WorldDesk
from ttx.tui.widgets.draaiboek import Draaiboek
from ttx.tui.widgets.levers import Levers
from ttx.tui.widgets.log import Log
from ttx.tui.widgets.messages import Post
from ttx.tui.widgets.rounds import Rounds
from ttx.tui.widgets.truth import Truth
from ttx.tui.words import channel_word, due, for_control, plain, title_of
from ttx.view import Picture

ROUNDS, MSEL, DESK, TRUTH, LOG, POST, LEVERS = range(7)
AFTER = {
    "brief": "talk",
    "talk": "commit",
    "commit": "run",
    "run": "preview",
    "preview": "report",
}


class LeaderScreen(RunningKeys):
    """Exercise control at one keyboard."""

    BINDINGS = [
        Binding("n", "next", "Next", id="leader.next"),
        Binding("m", "more", "+5 min", id="leader.more"),
        Binding("i", "inject", "Inject", id="leader.inject"),
        Binding("b", "back_to_talk", "Back to the tables", show=False,
                id="leader.talk"),
        Binding("N", "next_all", "Next, all groups", show=False,
                id="leader.next_all"),
        Binding("A,f10", "lobby", "Who is there", show=False, id="leader.lobby"),
        Binding("e", "endex", "End of exercise (ENDEX)", show=False, id="leader.endex"),
    ]  # fmt: skip
    HELP = (
        "n takes the move to its next state. Digits open the tabs. What waits for you "
        "is counted in the tab line. Everything else is in the menu (Ctrl+P)."
    )
    TABS = (
        ("Moves", Rounds),
        ("MSEL", Draaiboek),
        ("World", WorldDesk),
        ("Truth", Truth),
        ("Log", Log),
        ("Post", Post),
        ("Levers", Levers),
    )

    def on_mount(self) -> None:
        super().on_mount()
        if getattr(self.app, "opens_lobby", False) and not self.picture.started:
            self.action_lobby()

    def show(self, picture: Picture) -> None:
        ready = _previewing(picture) and not _previewing(self.picture)
        super().show(picture)
        if self.tab == TRUTH:
            self.look_around()
        if ready:  # also where its own step brought it: no news is announced then
            self.toast(self.word("The run is ready: look at it before tables do."))
            self.open_tab(DESK)
            self.query_one(WorldDesk).top()

    def open_tab(self, index: int) -> None:
        super().open_tab(index)
        if index == TRUTH:
            self.look_around()

    @work(group="look", exclusive=True)
    async def look_around(self) -> None:
        """Fetch what each table believes now."""
        desk = self.picture.desk
        panel = self.query_one(Truth)
        for one in desk.tables if desk else ():
            panel.seen[one.table] = await self.seat.as_seen_by(one.table)
        panel.show(self.picture, self.lang)

    def counts(self, picture: Picture) -> dict[int, int]:
        desk = picture.desk
        if desk is None:
            return {}
        waiting = sum(one.state in ("waiting", "held") for one in desk.lines)
        rulings = sum(one.state != "ruled" for one in desk.free)
        rulings += sum(not one.settled for one in desk.contests) + len(desk.disputes)
        return {
            ROUNDS: len(picture.talking),
            MSEL: waiting,
            DESK: rulings,
            POST: for_control(picture),
        }

    def next_step(self) -> tuple[str, str]:
        """The (move, state) that `n` goes to; empty when only ENDEX is left."""
        return self.picture.next_turn

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Minutes of talk belong to moves, and to an exercise that goes on."""
        talks = self.picture.pace == "moves" and not self.picture.over
        if action in ("more", "back_to_talk") and not talks:
            return False
        if action == "next_all" and not self._groups():
            return False
        return super().check_action(action, parameters)

    def describe(self, binding: Binding) -> str:
        if binding.action == "next":
            return self._next_words()
        return super().describe(binding)

    def _next_words(self) -> str:
        if self.picture.over:
            return self.word("Write the debrief")
        if self.picture.pace == "running":
            return (
                self.word("START") if not self.picture.started else self.word("Go on")
            )
        move, state = self.next_step()
        if not self.picture.started:
            return self.word("START")
        if not move:
            return self.word("ENDEX")
        if state == "brief":
            return self.word("Next move")
        return self.word("To: {state}", state=self.word(state))

    @work
    async def action_next(self) -> None:
        """The big key: what comes next."""
        if self.picture.over:
            self.action_debrief()
            return
        if self.picture.pace == "running":
            await self.ask_host(Go())
            return
        move, state = self.next_step()
        if not move:
            await self._endex()
            return
        if not await self._agreed(state):
            return
        now = self.word("Now: {state}", state=self.word(state))
        await self.submit(TurnTo(move, state), now)

    @work
    async def action_next_all(self) -> None:
        """The big key for all groups: each goes to what comes next for it."""
        leaders = self._groups()
        if not await self.sure(
            self.word("Take all {count} groups one step on?", count=len(leaders)),
            self._steps(leaders),
        ):
            return
        for name, seat in leaders.items():
            move, state = seat.picture().next_turn
            if not move or seat.picture().pace == "running":
                continue
            answer = await seat.submit(TurnTo(move, state))
            if answer.refusal is not None:
                who = title_of(name, seat.picture(), self.lang)
                self.trouble(f"{who}: {answer.refusal.sentence(self.lang)}")

    def _groups(self) -> dict[str, Seat]:
        """The leader's seat of each group on this keyboard."""
        seats: dict[str, Seat] = getattr(self.app, "seats", {})
        return {name: one for name, one in seats.items() if name.endswith(":leader")}

    def _steps(self, leaders: dict[str, Seat]) -> str:
        told = []
        for name, seat in leaders.items():
            move, state = seat.picture().next_turn
            step = self.word(state) if move else self.word("nothing more")
            told.append(f"{title_of(name, seat.picture(), self.lang)}: {step}")
        return "; ".join(told)

    async def _agreed(self, state: str) -> bool:
        if state == "run":
            return await self.sure(self.word("Let the move run?"), self._before_run())
        if state == "report":
            return await self.sure(
                self.word("Accept this run and report it to the tables?"),
                self.word("After this it cannot be played again with other luck."),
            )
        return True

    def _before_run(self) -> str:
        told = [self.word("The decisions as they stand are entered and cannot change.")]
        if self.picture.talking:
            count = len(self.picture.talking)
            told.append(self.word("{count} tables still talk.", count=count))
        if waiting := self.counts(self.picture).get(DESK, 0):
            told.append(
                self.word("{count} matters wait at the world desk.", count=waiting)
            )
        if self.picture.next_moves:
            _, title, at = self.picture.next_moves[0]
            told.append(
                self.word(
                    "The clock goes to {moment}: {title}.",
                    moment=due(self.picture, at),
                    title=plain(title, self.lang),
                )
            )
        return " ".join(told)

    async def action_more(self) -> None:
        await self.submit(MoreTime(), self.word("Five more minutes for all tables."))

    async def action_back_to_talk(self) -> None:
        if self.picture.move is not None:
            await self.submit(
                TurnTo(self.picture.move.id, "talk"), self.word("Back to the tables.")
            )

    @work
    async def action_endex(self) -> None:
        """The end, after asking."""
        await self._endex()

    async def _endex(self) -> None:
        sure = await self.sure(
            self.word("End the exercise (ENDEX)?"),
            self.word(
                "Nothing can be decided after this; every table goes to the first look "
                "back. It cannot be undone, only forked."
            ),
            grave=True,
        )
        if sure:
            await self.submit(Endex(), self.word("ENDEX. Now the first look back."))

    def action_lobby(self) -> None:
        """Who is there, codes, try-out and the plenary screen."""
        self.app.push_screen(Lobby(self.seat, self.lang))

    @work
    async def action_inject(self) -> None:
        """An ad-hoc inject: a card or free text, to whom, and it is there."""
        desk = self.picture.desk
        cards = desk.cards if desk else ()
        items = [Item("", self.word("Free text"))] + [
            Item(name, plain(title, self.lang), plain(text, self.lang))
            for name, title, text in cards
        ]
        title = self.word("Ad-hoc inject")
        card = await self.app.push_screen_wait(Choose(self.lang, title, items))
        if card is None:
            return
        text = next((plain(t, self.lang) for name, _, t in cards if name == card), "")
        filled = await self.app.push_screen_wait(self._inject_form(title, text))
        if filled is not None:
            to = filled["to"]
            assert isinstance(to, tuple)
            await self.submit(
                Improvise(to, str(filled["text"]), str(filled["sender"]),
                          str(filled["channel"]), card),
                self.word("Inject sent."),
            )  # fmt: skip

    def _inject_form(self, title: str, text: str) -> Form:
        desk = self.picture.desk
        tables = tuple(
            (t.table, plain(t.title, self.lang)) for t in (desk.tables if desk else ())
        )
        names = [name for name, _ in self.picture.channels] or ["phone", "email"]
        ways = tuple((n, channel_word(n, self.picture, self.lang)) for n in names)
        fields = [
            Field("text", self.word("Text"), value=text, needed=True),
            Field("to", self.word("To (space chooses)"), "many", choices=tables,
                  value=" ".join(name for name, _ in tables), needed=True),
            Field("sender", self.word("From whom")),
            Field("channel", self.word("Channel"), "choice", "phone", ways),
        ]  # fmt: skip
        return Form(self.lang, title, fields)

    async def view_as(self, table: str) -> None:
        first = await self.seat.as_seen_by(table)
        looking = Looking(self.seat, table, first)
        self.app.push_screen(WatchedTable(looking, self.lang))


def _previewing(picture: Picture) -> bool:
    """Whether exercise control looks at a run that no table has seen."""
    return picture.move is not None and picture.move.state == "preview"
