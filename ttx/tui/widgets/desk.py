"""The world desk: what waits for a ruling, and what a run brought before tables see it.

Never rules by itself.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual import work
from textual.binding import Binding
from textual.content import Content

from ttx.actions import Action, Improvise
from ttx.moment import duration
from ttx.text import clean, number
from ttx.text_units import counted
from ttx.tui.screens.ask import Choose, Item
from ttx.tui.screens.form import Field, Form
from ttx.tui.screens.override import override_form, override_of
from ttx.tui.screens.ruling import adjudicate, settle
from ttx.tui.widgets.board import decision_words
from ttx.tui.widgets.board import describe as describe_decision
from ttx.tui.widgets.panel import Column, ListPanel, Row, section
from ttx.tui.widgets.situation import describe
from ttx.tui.widgets.wishes import WhyWanted
from ttx.tui.words import moment, plain, title_of
from ttx.view import Desk, Picture, Preview, Reading


class WorldDesk(ListPanel):
    """One list of all that exercise control has to do with the world."""

    BINDINGS = [
        Binding("enter", "handle", "Handle", id="desk.handle"),
        Binding("v", "override", "Override", id="desk.override"),
        Binding("w", "why", "Why", id="desk.why"),
    ]
    COLUMNS = (Column("World desk"), Column("Table or figure", 20), Column("State", 13))
    EMPTY = "Nothing waits for a ruling."

    def rows(self, picture: Picture) -> Iterable[Row]:
        desk = picture.desk
        if desk is None:
            return
        yield from self._waiting(picture, desk)
        if desk.preview is not None:
            yield from self._preview(picture, desk.preview)
        if desk.disputes:
            yield Row("h-d", (self.word("Disputed by tables"),), head=True)
        for one in desk.disputes:
            who = title_of(one.team, picture, self.lang)
            yield Row(f"disp:{one.entry}", (f"- {clean(one.text)}", who, ""))

    def _waiting(self, picture: Picture, desk: Desk) -> Iterable[Row]:
        if desk.free:
            head = self.word("Decisions in free text: what do they mean?")
            yield Row("h-f", (head,), head=True)
        for free in desk.free:
            who = title_of(free.team, picture, self.lang)
            words = f"- {decision_words(free, self.lang)}"
            open_ = free.state != "ruled"
            yield Row(
                f"free:{free.entry}", (words, who, self.word(free.state)), loud=open_
            )
        if desk.contests:
            yield Row("h-c", (self.word("Claimed by several tables"),), head=True)
        for one in desk.contests:
            left = counted(number(one.available, self.lang), clean(one.unit), self.lang)
            words = f"- {plain(one.title, self.lang)}: {left}"
            state = self.word("settled") if one.settled else self.word("open")
            yield Row(f"cont:{one.stock}", (words, "", state), loud=not one.settled)

    def _preview(self, picture: Picture, seen: Preview) -> Iterable[Row]:
        span = duration(seen.until - seen.since, self.lang)
        head = self.word("Preview of {span}: no table has seen this yet", span=span)
        yield Row("h-p", (head,), head=True)
        odd = {one.gauge for one in seen.odd}
        for reading, before in seen.changes:
            title = plain(reading.title, self.lang)
            was, will = plain(before, self.lang), plain(reading.shown, self.lang)
            strange = reading.gauge in odd or reading.odd
            told = self.word("outside band") if strange else ""
            cells = (f"- {title}", f"{was} → {will}", told)
            yield Row(f"gauge:{reading.gauge}", cells, loud=strange)
        for index, (at, text) in enumerate(seen.events):
            clock = f"{picture.calendar.clock(at):%H:%M}"
            cells = (f"- {clock} {plain(text, self.lang)}", "", self.word("happened"))
            yield Row(f"event:{index}", cells)
        for letter in seen.letters:
            to = ", ".join(title_of(name, picture, self.lang) for name in letter.to)
            cells = (
                f"- {plain(letter.title, self.lang)}",
                to,
                self.word("will arrive"),
            )
            yield Row(f"letter:{letter.entry}", cells)

    def detail(self, picture: Picture, key: str) -> Content:
        desk = picture.desk
        kind, _, what = key.partition(":")
        if desk is None:
            return Content("")
        if kind == "free":
            free = next((one for one in desk.free if str(one.entry) == what), None)
            return describe_decision(free, picture, self.lang) if free else Content("")
        if kind == "cont":
            return self._contest(picture, desk, what)
        if kind == "gauge" and (reading := self._reading()):
            return describe(reading, picture, self.lang)
        return self._other(picture, desk, kind, what)

    def _other(self, picture: Picture, desk: Desk, kind: str, what: str) -> Content:
        if kind == "letter" and desk.preview:
            letter = next(
                (x for x in desk.preview.letters if str(x.entry) == what), None
            )
            if letter:
                head = plain(letter.title, self.lang)
                return section(head, plain(letter.text, self.lang))
        if kind == "event" and desk.preview:
            at, text = desk.preview.events[int(what)]
            return section(moment(picture, at, self.lang), plain(text, self.lang))
        if kind == "disp":
            one = next((x for x in desk.disputes if str(x.entry) == what), None)
            if one:
                return section(
                    clean(one.text), self.word("about: {what}", what=one.about)
                )
        return Content("")

    def _contest(self, picture: Picture, desk: Desk, stock: str) -> Content:
        one = next((x for x in desk.contests if x.stock == stock), None)
        if one is None:
            return Content("")
        granted = dict(one.granted)
        lines = []
        for team, asked, _ in one.claims:
            who, amount = title_of(team, picture, self.lang), number(asked, self.lang)
            line = self.word("- {who} asked {amount}", who=who, amount=amount)
            if team in granted:
                line += self.word(
                    ", gets {amount}", amount=number(granted[team], self.lang)
                )
            lines.append(line)
        asked_in_all = self.word(
            "asked in all: {total}; there is {there}",
            total=number(sum(asked for _, asked, _ in one.claims), self.lang),
            there=counted(number(one.available, self.lang), clean(one.unit), self.lang),
        )
        return section(plain(one.title, self.lang), *lines, asked_in_all)

    def _reading(self) -> Reading | None:
        kind, _, gauge = self.key.partition(":")
        desk = self.picture.desk if self.picture else None
        if kind == "disp" and desk:
            gauge = next((d.about for d in desk.disputes if str(d.entry) == gauge), "")
        readings = [r for r, _ in desk.preview.changes] if desk and desk.preview else []
        readings += self.picture.readings if self.picture else ()
        return next((one for one in readings if one.gauge == gauge), None)

    def open(self, key: str) -> None:
        self.action_handle()

    @work
    async def action_handle(self) -> None:
        """Rule on what is under the cursor."""
        picture = self.picture
        if picture is None or picture.desk is None:
            return
        kind, _, what = self.key.partition(":")
        if kind == "free":
            free = next(one for one in picture.desk.free if str(one.entry) == what)
            action: Action | None = await adjudicate(self.app, picture, free, self.lang)
        elif kind == "cont":
            contest = next(one for one in picture.desk.contests if one.stock == what)
            action = await settle(self.app, picture, contest, self.lang)
        elif kind == "disp":
            await self._disputed(picture, what)
            return
        else:
            await self._override()
            return
        if action is not None:
            self.wish(action, self.word("Ruled."))

    async def _disputed(self, picture: Picture, what: str) -> None:
        assert picture.desk is not None
        one = next(d for d in picture.desk.disputes if str(d.entry) == what)
        items = [
            Item("answer", self.word("Answer the table in words")),
            Item("override", self.word("Override the figure, with a reason")),
        ]
        title = self.word("Disputed: {text}", text=clean(one.text))
        chosen = await self.app.push_screen_wait(Choose(self.lang, title, items))
        if chosen == "override":
            await self._override()
        elif chosen == "answer":
            form = Form(
                self.lang, title, [Field("text", self.word("Text"), needed=True)]
            )
            filled = await self.app.push_screen_wait(form)
            if filled is not None:
                sent = Improvise((one.team,), str(filled["text"]), channel="in person")
                self.wish(sent, self.word("Sent."))

    @work
    async def action_override(self) -> None:
        """Set what a figure shows, with a reason."""
        await self._override()

    async def _override(self) -> None:
        if one := self._reading():
            filled = await self.app.push_screen_wait(override_form(one, self.lang))
            if filled is not None:
                self.wish(override_of(one, filled), self.word("Overridden."))

    def action_why(self) -> None:
        if one := self._reading():
            self.post_message(WhyWanted(one.gauge, plain(one.title, self.lang)))
