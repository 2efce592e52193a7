"""The inbox of a seat, and what it sent: read, acknowledge, reply, ask, follow up.

Never hides a message: a retracted one stays, marked as such.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual import work
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList

from ttx.actions import Acknowledge, HandOver, Message
from ttx.tui.screens.form import Field, Form
from ttx.tui.widgets.panel import Column, ListPanel, Row
from ttx.tui.widgets.requests import follow_up, steps_told
from ttx.tui.words import channel, channel_word, moment, plain, title_of
from ttx.view import Letter, Picture

FATES = {"underway": "under way", "waiting": "waits", "lost": "lost"}
"""What became of a message on its way, as exercise control reads it."""


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
        return not (one.acknowledged or one.mine or one.retracted or one.fate)

    def _to(self, picture: Picture, one: Letter) -> str:
        return ", ".join(title_of(name, picture, self.lang) for name in one.to)

    def _state(self, one: Letter) -> str:
        if one.retracted:
            return self.word("retracted")
        if one.fate:
            return self.word(FATES[one.fate])
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
        facts.append(self._way(picture, one))
        if one.state:
            facts.append(self.word("request: {state}", state=self.word(one.state)))
        if one.owner:
            facts.append(self.word("owner: {who}", who=one.owner))
        head = plain(one.title, self.lang)
        if one.retracted:
            head = f"{self.word('RETRACTED by exercise control')}: {head}"
        body = plain(one.text, self.lang)
        told = steps_told(picture, one.steps, self.lang)
        return Content.assemble(
            (head, "bold"),
            f"\n{' · '.join(filter(None, facts))}\n\n{body}",
            f"\n\n{told}" if told else "",
        )

    def _way(self, picture: Picture, one: Letter) -> str:
        """When it was written, where it came later; its fate, where this seat may know."""
        if one.fate == "underway" and one.due is not None:
            clock = f"{picture.calendar.clock(one.due):%H:%M}"
            return self.word("under way until {clock}", clock=clock)
        if one.fate:
            return self.word(FATES[one.fate])
        if one.written is None:
            return ""
        clock = f"{picture.calendar.clock(one.written):%H:%M}"
        return self.word("written {clock}", clock=clock)

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
        await follow_up(self, one.entry, plain(one.title, self.lang), one.owner)


class Post(Messages, inherit_bindings=False):
    """All that goes between tables, as exercise control sees it.

    What is meant for exercise control itself is marked until it is read.
    """

    BINDINGS = [
        Binding("a", "acknowledge", "Read", id="messages.ack"),
        Binding("r", "reply", "Reply", id="messages.reply"),
        Binding("o", "hand_over", "Hand over", id="post.hand_over", show=False),
    ]

    def action_hand_over(self) -> None:
        """A message that is under way or waits: exercise control brings it itself."""
        one = self._letter(self.key)
        if one is not None and one.fate in ("underway", "waiting"):
            self.wish(HandOver(one.entry), self.word("Handed over."))

    def who(self, picture: Picture, one: Letter) -> str:
        sender = plain(one.sender, self.lang) if not one.mine else self.word("we")
        return f"{sender} > {self._to(picture, one)}"

    def fresh(self, one: Letter) -> bool:
        return super().fresh(one) and "leader" in one.to
