"""The inbox of a seat, and what it sent: read, acknowledge, reply, ask, follow up.

Never hides a message: a retracted one stays, marked as such.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual import work
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList

from ttx.actions import Acknowledge, Handle, Message
from ttx.tui.screens.ask import Choose, Item
from ttx.tui.screens.form import Field, Form
from ttx.tui.widgets.panel import Column, ListPanel, Row
from ttx.tui.words import channel, channel_word, moment, plain, title_of
from ttx.view import Letter, Picture

STATES = ("understood", "owned", "refused", "done")


class Messages(ListPanel):
    """Messages by the newest first; unread ones are marked with a star."""

    BINDINGS = [
        Binding("a", "acknowledge", "Read", id="messages.ack"),
        Binding("r", "reply", "Reply", id="messages.reply"),
        Binding("n", "write", "Write", id="messages.write"),
        Binding("h", "handle", "Follow up", show=False, id="messages.handle"),
    ]
    COLUMNS = (
        Column("Time", 5),
        Column("From or to", 22, 40),
        Column("Channel", 10, 66),
        Column("Subject"),
        Column("State", 11, 50),
    )
    EMPTY = "No messages yet."

    def rows(self, picture: Picture) -> Iterable[Row]:
        for one in sorted(picture.letters, key=lambda x: (x.at, x.entry), reverse=True):
            who = self.who(picture, one)
            title = plain(one.title, self.lang) or plain(one.text, self.lang)
            unread = self.fresh(one)
            clock = f"{picture.calendar.clock(one.at):%H:%M}"
            way = channel(one, picture, self.lang)
            cells = (clock, who, way, title, self._state(one))
            yield Row(str(one.entry), cells, loud=unread)

    def who(self, picture: Picture, one: Letter) -> str:
        """Who sent it, or to whom it went."""
        if one.mine:
            return self.word("to {who}", who=self._to(picture, one))
        return plain(one.sender, self.lang)

    def fresh(self, one: Letter) -> bool:
        """Whether somebody here must still read it."""
        return not (one.acknowledged or one.mine or one.retracted)

    def _to(self, picture: Picture, one: Letter) -> str:
        return ", ".join(title_of(name, picture, self.lang) for name in one.to)

    def _state(self, one: Letter) -> str:
        if one.retracted:
            return self.word("retracted")
        if one.state:
            return self.word(one.state)
        return "" if one.mine or one.acknowledged else self.word("unread")

    def detail(self, picture: Picture, key: str) -> Content:
        one = self._letter(key)
        if one is None:
            return Content("")
        who = (
            self.word("To {who}", who=self._to(picture, one))
            if one.mine
            else self.word("From {who}", who=plain(one.sender, self.lang))
        )
        facts = [
            who,
            channel(one, picture, self.lang),
            moment(picture, one.at, self.lang),
        ]
        if one.state:
            facts.append(self.word("request: {state}", state=self.word(one.state)))
        if one.owner:
            facts.append(self.word("owner: {who}", who=one.owner))
        head = plain(one.title, self.lang)
        if one.retracted:
            head = f"{self.word('RETRACTED by exercise control')}: {head}"
        body = plain(one.text, self.lang)
        return Content.assemble(
            (head, "bold"), f"\n{' · '.join(filter(None, facts))}\n\n{body}"
        )

    def _letter(self, key: str) -> Letter | None:
        letters = self.picture.letters if self.picture else ()
        return next((one for one in letters if str(one.entry) == key), None)

    def open(self, key: str) -> None:
        super().open(key)
        self.action_acknowledge()

    def take_focus(self) -> None:
        """The cursor goes to the newest message that nobody has read."""
        super().take_focus()
        here = self._letter(self.key)
        if here is not None and not (here.acknowledged or here.mine):
            return
        unread = [index for index, row in enumerate(self._rows) if row.loud]
        if unread:
            self.query_one(".rows", OptionList).highlighted = unread[0]

    def action_acknowledge(self) -> None:
        one = self._letter(self.key)
        if one is not None and not one.acknowledged and not one.mine:
            self.wish(Acknowledge(one.entry), self.word("Marked as read."))

    @work
    async def action_reply(self) -> None:
        """Answer whoever sent this."""
        one = self._letter(self.key)
        if one is None or self.picture is None:
            return
        form = Form(
            self.lang,
            self.word("Reply: {title}", title=plain(one.title, self.lang)),
            [
                Field("text", self.word("Text"), needed=True),
                self._ways(self.picture, one.channel),
            ],
            self.banner,
        )
        filled = await self.app.push_screen_wait(form)
        if filled is not None:
            to = one.to if one.mine else ()
            self.wish(
                Message(
                    to, str(filled["text"]), str(filled["channel"]), reply_to=one.entry
                ),
                self.word("Reply sent."),
            )

    @work
    async def action_write(self) -> None:
        """A message or a request to other tables."""
        if self.picture is None:
            return
        here = self.picture.seat
        tables = tuple(
            (name, plain(title, self.lang))
            for name, title in self.picture.people
            if name != here
        )
        extra = tuple(
            (name, title_of(name, self.picture, self.lang))
            for name in ("leader", "response")
            if name != here and name not in dict(tables)
        )
        form = Form(
            self.lang,
            self.word("Write to another table"),
            [
                Field("to", self.word("To (space chooses)"), "many",
                      choices=(*tables, *extra), needed=True),
                Field("text", self.word("Text"), needed=True),
                Field("request", self.word("What it is"), "choice", choices=(
                    ("", self.word("a message")),
                    ("yes", self.word("a request: something must be done")))),
                self._ways(self.picture, "email"),
            ],
            self.banner,
        )  # fmt: skip
        filled = await self.app.push_screen_wait(form)
        if filled is not None:
            to = filled["to"]
            assert isinstance(to, tuple)
            self.wish(
                Message(to, str(filled["text"]), str(filled["channel"]),
                        request=bool(filled["request"])),
                self.word("Sent."),
            )  # fmt: skip

    @property
    def banner(self) -> str:
        """What must never be typed."""
        return self.word("No patient data, no names, nothing classified.")

    def _ways(self, picture: Picture, chosen: str) -> Field:
        names = [name for name, _ in picture.channels] or [
            "email",
            "phone",
            "in person",
        ]
        if chosen not in names:
            names = [chosen, *names]
        choices = tuple((n, channel_word(n, picture, self.lang)) for n in names if n)
        return Field("channel", self.word("Channel"), "choice", chosen, choices)

    @work
    async def action_handle(self) -> None:
        """Say where a request to this table stands."""
        one = self._letter(self.key)
        if one is None or one.kind != "request":
            return
        items = [Item(state, self.word(state)) for state in STATES]
        title = self.word("Where does this request stand?")
        state = await self.app.push_screen_wait(Choose(self.lang, title, items))
        if state is None:
            return
        form = Form(
            self.lang,
            f"{plain(one.title, self.lang)}: {self.word(state)}",
            [
                Field("owner", self.word("Who takes it (a role)"), value=one.owner),
                Field("text", self.word("Remark")),
            ],
        )
        filled = await self.app.push_screen_wait(form)
        if filled is not None:
            self.wish(
                Handle(one.entry, state, str(filled["owner"]), str(filled["text"])),
                self.word("Request: {state}.", state=self.word(state)),
            )


class Post(Messages, inherit_bindings=False):
    """All that goes between tables, as exercise control sees it.

    What is meant for exercise control itself is marked until it is read.
    """

    BINDINGS = [
        Binding("a", "acknowledge", "Read", id="messages.ack"),
        Binding("r", "reply", "Reply", id="messages.reply"),
    ]

    def who(self, picture: Picture, one: Letter) -> str:
        sender = plain(one.sender, self.lang) if not one.mine else self.word("we")
        return f"{sender} > {self._to(picture, one)}"

    def fresh(self, one: Letter) -> bool:
        return super().fresh(one) and "leader" in one.to
