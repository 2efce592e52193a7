"""The screen of a table: talk first, one line for a decision, five tabs to read.

Never shows what the table could not know, and never an expected answer.
"""

from __future__ import annotations

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding

from ttx.actions import Commit, StandingOrder
from ttx.tui.screens.ask import Choose, Item
from ttx.tui.screens.contacting import CONTACT_KEYS, ContactKeys
from ttx.tui.screens.form import Field, Form, a_number
from ttx.tui.screens.reading import READING_KEYS, ReadingKeys
from ttx.tui.widgets.board import Board
from ttx.tui.widgets.contacts import Contacts
from ttx.tui.widgets.decision import DecisionLine, ask_field, option_facts
from ttx.tui.widgets.messages import Messages
from ttx.tui.widgets.questions import Questions
from ttx.tui.widgets.situation import Situation
from ttx.tui.widgets.wishes import ChangeWanted
from ttx.tui.words import plain
from ttx.view import Choice, Picture

SITUATION, MESSAGES, BOARD, CONTACTS, QUESTIONS = range(5)


class TableScreen(ReadingKeys, ContactKeys):
    """One keyboard per table; it never sets the pace."""

    BINDINGS = [
        Binding("d", "decide", "Decide", id="table.decide"),
        Binding("c", "commit", "Confirm", id="table.commit"),
        Binding("o", "options", "Options", id="table.options", show=False),
        Binding("s", "standing", "Standing order", id="table.standing", show=False),
        *CONTACT_KEYS,
        *READING_KEYS,
    ]
    HELP = (
        "Talk first. Press d, type the decision in your own words and press Enter "
        "twice: that is all. Whoever types nothing stays in play."
    )
    TABS = (
        ("Situation", Situation),
        ("Messages", Messages),
        ("Our board", Board),
        ("Contacts", Contacts),
        ("Questions", Questions),
    )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In running time a decision counts at once: there is nothing to confirm; after
        ENDEX nothing is decided.
        """
        if self.picture.over and action in ("decide", "commit", "options", "standing"):
            return False
        if action == "commit" and self.picture.pace == "running":
            return False
        return super().check_action(action, parameters)

    def describe(self, binding: Binding) -> str:
        if binding.action == "commit" and self.picture.committed:
            return self.word("Reopen")
        return super().describe(binding)

    def below(self) -> ComposeResult:
        yield DecisionLine(self.seat.propose)

    def first_tab(self, picture: Picture) -> int:
        brief = picture.move is not None and picture.move.state == "brief"
        return QUESTIONS if brief or not picture.started or picture.over else SITUATION

    def counts(self, picture: Picture) -> dict[int, int]:
        return {MESSAGES: picture.unread}

    def announce(self, old: Picture, new: Picture) -> None:
        super().announce(old, new)
        if new.over and not old.over:
            self.toast(self.word("The exercise has ended: first your own account."))
            self.open_tab(QUESTIONS)
        elif new.move and (old.move is None or old.move.state != new.move.state):
            self.toast(self.word("Now: {state}", state=self.word(new.move.state)))

    def action_decide(self) -> None:
        self.query_one(DecisionLine).take_focus()

    def on_change_wanted(self, event: ChangeWanted) -> None:
        event.stop()
        self.query_one(DecisionLine).change(event.draft)

    @work
    async def action_commit(self) -> None:
        """Confirm this move's decisions, or open them again."""
        if self.picture.committed:
            sure = await self.sure(
                self.word("Open the decisions of this table again?"),
                self.word("Exercise control sees that you are not ready yet."),
            )
            if sure:
                await self.submit(Commit(False), self.word("Open again."))
            return
        drafts = sum(one.state == "draft" for one in self.picture.decided)
        typed = self.query_one(DecisionLine).typed
        left = self.word("Not noted yet, still in the line: {text}", text=typed)
        sure = await self.sure(
            self.word("Confirm the decisions of this move ({count})?", count=drafts),
            self.word(
                "They take effect when exercise control lets the move run; after that "
                "they cannot be changed. Standing orders stay as they are."
            )
            + (f"\n{left}" if typed else ""),
        )
        if sure:
            await self.submit(Commit(), self.word("Confirmed."))

    @work
    async def action_options(self) -> None:
        """What this table may decide, as far as it is listed."""
        if not any(one.offer == "open" for one in self.picture.choices):
            self.trouble(
                self.word(
                    "This exercise shows no list. Press d and type what you decide; the "
                    "program proposes what it could mean."
                )
            )
            return
        choice = await self._choose(self.word("What this table may decide"))
        if choice is not None:
            self.query_one(DecisionLine).take(choice, "")

    async def _choose(self, title: str) -> Choice | None:
        listed = {
            one.option: one
            for one in sorted(self.picture.choices, key=lambda c: c.blocked is not None)
            if one.offer == "open"
        }
        items = [self._item(one) for one in listed.values()]
        option = await self.app.push_screen_wait(Choose(self.lang, title, items))
        return listed.get(option or "")

    async def _typed(self, title: str) -> Choice | None:
        """Where nothing is listed: type it, and choose what it could mean."""
        form = Form(self.lang, title,
                    [Field("text", self.word("In our own words"), needed=True)])  # fmt: skip
        filled = await self.app.push_screen_wait(form)
        if filled is None:
            return None
        found = {
            one.option: one for one in await self.seat.propose(str(filled["text"]))
        }
        if not found:
            self.trouble(
                self.word(
                    "This is not known as something that can be done by itself. Note it "
                    "as a decision (d); exercise control says what it means."
                )
            )
            return None
        items = [self._item(one) for one in found.values()]
        option = await self.app.push_screen_wait(Choose(self.lang, title, items))
        return found.get(option or "")

    def _item(self, one: Choice) -> Item:
        told = "\n".join(
            filter(None, (plain(one.text, self.lang), *option_facts(one, self.lang)))
        )
        blocked = one.blocked.sentence(self.lang) if one.blocked else ""
        return Item(one.option, plain(one.title, self.lang), told, blocked)

    @work
    async def action_standing(self) -> None:
        """What holds while nobody is at the keyboard."""
        title = self.word("Standing order: what to do")
        if any(one.offer == "open" for one in self.picture.choices):
            choice = await self._choose(title)
        else:
            choice = await self._typed(title)
        if choice is None:
            return
        filled = await self.app.push_screen_wait(self._standing_form(choice))
        if filled is None:
            return
        values = tuple(sorted((ask.name, filled[ask.name]) for ask in choice.asks))
        value = filled["value"]
        order = StandingOrder(
            choice.option,
            values,  # type: ignore[arg-type]
            str(filled["gauge"]),
            str(filled["comparison"]),
            value if isinstance(value, float) else 0.0,
            str(filled["text"]),
        )
        await self.submit(order, self.word("Standing order noted."))

    def _standing_form(self, choice: Choice) -> Form:
        """What to do, and below or above which figure."""
        gauges = tuple(
            (r.gauge, plain(r.title, self.lang)) for r in self.picture.readings
        )
        asks = [ask_field(ask, self.lang) for ask in choice.asks]
        return Form(
            self.lang,
            self.word("Standing order: {title}", title=plain(choice.title, self.lang)),
            [
                *asks,
                Field("gauge", self.word("When this figure"), "choice",
                      choices=gauges),
                Field("comparison", self.word("is"), "choice", choices=(
                    ("below", self.word("below")), ("above", self.word("above")))),
                Field("value", self.word("this value"), value="0", read=a_number(self.lang)),
                Field("text", self.word("In our own words")),
            ],
            self.word("It holds until the table takes it back (u on our board)."),
        )  # fmt: skip
