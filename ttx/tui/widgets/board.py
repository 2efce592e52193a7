"""The table's own board: what it knows, assumes and does not know; decisions, actions.

Never judges: a draft is shown as a draft, a refusal with its sentence.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual import work
from textual.binding import Binding
from textual.content import Content

from ttx.actions import Note, Rescind
from ttx.text import clean, say
from ttx.tui.screens.form import Field, Form
from ttx.tui.widgets.panel import Column, ListPanel, Row
from ttx.tui.widgets.wishes import ChangeWanted, TakeBack
from ttx.tui.words import moment, plain
from ttx.view import Decided, Picture

COLUMNS = {
    "know": "We know",
    "assume": "We assume",
    "unknown": "We do not know",
    "meaning": "Meaning and options",
    "action": "Actions",
}


class Board(ListPanel):
    """Five headings with the lines that the table wrote, and its decisions."""

    BINDINGS = [
        Binding("n", "note", "Add line", id="board.note"),
        Binding("e", "change", "Change", id="board.change"),
        Binding("u", "undo", "Take back", id="board.undo"),
    ]
    COLUMNS = (Column("Our board"), Column("Time", 5), Column("State", 13))

    def rows(self, picture: Picture) -> Iterable[Row]:
        for name in ("know", "assume", "unknown", "meaning"):
            yield from self._lines(picture, name)
        yield Row("h-decided", (self.word("Decisions"), "", ""), head=True)
        for one in picture.decided:
            yield Row(f"d{one.state}{one.entry}", self._decision(picture, one))
        yield from self._lines(picture, "action")

    def _lines(self, picture: Picture, name: str) -> Iterable[Row]:
        yield Row(f"h-{name}", (self.word(COLUMNS[name]), "", ""), head=True)
        for line in picture.board:
            if line.column == name:
                clock = f"{picture.calendar.clock(line.at):%H:%M}"
                text = plain_line(line.text)
                yield Row(f"n{line.entry}", (f"- {text}", clock, ""))

    def _decision(self, picture: Picture, one: Decided) -> tuple[str, ...]:
        clock = f"{picture.calendar.clock(one.at):%H:%M}"
        return (f"- {decision_words(one, self.lang)}", clock, self.word(one.state))

    def detail(self, picture: Picture, key: str) -> Content:
        if key.startswith("n"):
            text = [one.text for one in picture.board if f"n{one.entry}" == key]
            return Content(plain_line(text[0]) if text else "")
        one = self._decided()
        return describe(one, picture, self.lang) if one else Content("")

    def _decided(self) -> Decided | None:
        decided = self.picture.decided if self.picture else ()
        return next((d for d in decided if f"d{d.state}{d.entry}" == self.key), None)

    @work
    async def action_note(self) -> None:
        """One line under one of the headings."""
        columns = tuple((name, self.word(title)) for name, title in COLUMNS.items())
        form = Form(
            self.lang,
            self.word("A line on our board"),
            [
                Field("column", self.word("Under (arrows change it)"), "choice",
                      self._heading(), columns),
                Field("text", self.word("Text"), needed=True),
            ],
            self.word("No patient data, no names, nothing classified."),
        )  # fmt: skip
        filled = await self.app.push_screen_wait(form)
        if filled is not None:
            self.wish(
                Note(str(filled["column"]), str(filled["text"])),
                self.word("On the board."),
            )

    def _heading(self) -> str:
        board = self.picture.board if self.picture else ()
        return next((w.column for w in board if f"n{w.entry}" == self.key), "know")

    def action_change(self) -> None:
        one = self._decided()
        if one is not None and one.state == "draft":
            self.post_message(ChangeWanted(one))

    @work
    async def action_undo(self) -> None:
        """A draft is erased; a standing or lasting decision is rescinded."""
        one = self._decided()
        if one is None:
            return
        if one.state == "draft":
            self.post_message(TakeBack(one.entry, self.word("Draft taken back.")))
            return
        form = Form(
            self.lang,
            self.word("Take back: {title}", title=decision_words(one, self.lang)),
            [Field("why", self.word("Why"))],
            self.word("What it has already done stays done."),
        )
        filled = await self.app.push_screen_wait(form)
        if filled is not None:
            self.wish(Rescind(one.entry, str(filled["why"])), self.word("Taken back."))


def plain_line(text: str) -> str:
    """What people typed, on one line and without control characters."""
    return " ".join(clean(text).split())


def decision_words(one: Decided, lang: str) -> str:
    """A decision in the table's words, with the option that it means."""
    title, text = plain(one.title, lang), plain_line(one.text)
    same = text.casefold() == title.casefold()
    both = f"{text} ({title})" if text and title and not same else text or title
    words = both or one.option
    return f"{say(lang, 'Standing order')}: {words}" if one.standing else words


def describe(one: Decided, picture: Picture, lang: str) -> Content:
    """A decision with all that was noted beside it."""
    lines = [
        f"{say(lang, one.state)} · {moment(picture, one.at, lang)}",
        say(lang, "in effect from {when}", when=moment(picture, one.takes_effect, lang))
        if one.takes_effect is not None
        else "",
        say(lang, "works from {when}", when=moment(picture, one.works_at, lang))
        if one.works_at is not None
        else "",
        say(lang, "agreed with: {who}", who=plain_line(one.agreed))
        if one.agreed
        else "",
        say(lang, "why: {why}", why=plain_line(one.why)) if one.why else "",
        say(lang, "a standing order: holds until taken back") if one.standing else "",
        say(lang, "exercise control: {text}", text=plain(one.answer, lang))
        if one.answer
        else "",
        *_told(one, picture, lang),
    ]
    body = "\n".join(filter(None, lines))
    return Content.assemble((decision_words(one, lang), "bold"), f"\n{body}")


def _told(one: Decided, picture: Picture, lang: str) -> list[str]:
    """Who must still hear of it: a decision is told to somebody, or it is none."""
    found = (c for c in picture.choices if c.option == one.option)
    choice = next(found, None)
    who = ", ".join(plain(name, lang) for name in choice.inform) if choice else ""
    return [say(lang, "To be told: {who}", who=who)] if who else []
