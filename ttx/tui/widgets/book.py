"""The evaluator's book: tasks with their evidence, and the observations so far.

Never rates: a person does, and only where the purpose of the exercise allows it.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual import work
from textual.binding import Binding
from textual.content import Content

from ttx.actions import Observe, Rate, Strike
from ttx.text import clean, say
from ttx.tui.screens.ask import Choose, Item
from ttx.tui.screens.form import Field, Form
from ttx.tui.widgets.panel import Column, ListPanel, Row, section
from ttx.tui.widgets.wishes import Trouble
from ttx.tui.words import moment, plain, title_of
from ttx.view import Picture, Proof, Watched

KINDS = ("strength", "gap", "risk", "idea")
RATINGS = {
    "P": "P: performed without challenges",
    "S": "S: performed with some challenges",
    "M": "M: performed with major challenges",
    "U": "U: unable to be performed",
    "in-time": "complete and in time",
    "partly": "partly or later",
    "not-done": "not done",
    "not-observed": "not observed",
}


class Tasks(ListPanel):
    """The critical tasks of this evaluator."""

    BINDINGS = [
        Binding("r", "rate", "Rate", id="book.rate"),
        Binding("x", "strike", "Strike", show=False, id="book.strike"),
    ]
    COLUMNS = (Column("Critical task"), Column("Table", 20), Column("Rated", 12))
    EMPTY = "This exercise has no critical tasks."

    def rows(self, picture: Picture) -> Iterable[Row]:
        for one in picture.book.tasks if picture.book else ():
            who = title_of(one.team, picture, self.lang) if one.team else ""
            given = ", ".join(self._short(rating) for _, rating, _ in one.ratings)
            bare = bool(picture.book and one.task in picture.book.unwatched)
            told = given or (self.word("unwatched") if bare else "")
            yield Row(one.task, (plain(one.title, self.lang), who, told), loud=bare)

    def detail(self, picture: Picture, key: str) -> Content:
        one = self._watched(key)
        if one is None:
            return Content("")
        evidence = [self._proof(picture, proof) for proof in one.evidence]
        noted = [
            f"- {self.word(n.kind)}: {clean(n.text)}"
            for n in (picture.book.noted if picture.book else ())
            if n.task == key
        ]
        book = picture.book
        who = (
            {by: plain(book.author(by), self.lang) for by, _, _ in one.ratings}
            if book
            else {}
        )
        rated = [
            f"- {who.get(by, by)}: {self._short(r)} {clean(t)}"
            for by, r, t in one.ratings
        ]
        return (
            section(plain(one.title, self.lang), plain(one.objective, self.lang),
                    plain(one.reference, self.lang))
            + section(self.word("What to look for"), plain(one.looks_for, self.lang),
                      self.word("Time, for reference: {text}", text=plain(one.limit, self.lang))
                      if one.limit else "")
            + section(self.word("Evidence from the journal (no rating)"), *evidence)
            + section(self.word("Observed"), *noted)
            + section(self.word("Ratings by evaluators"), *rated)
        )  # fmt: skip

    def _short(self, rating: str) -> str:
        """A letter as it is, the rest in words."""
        return rating if len(rating) == 1 else self.word(RATINGS[rating])

    def _proof(self, picture: Picture, proof: Proof) -> str:
        """A line of evidence; struck it stays, with the reason."""
        why = "; ".join(clean(one) for _, one in proof.struck)
        mark = self.word("Not valid because: {text}", text=why) if why else ""
        return f"- {plain(proof.text, self.lang)}" + (f" [{mark}]" if mark else "")

    def _watched(self, key: str) -> Watched | None:
        book = self.picture.book if self.picture else None
        found = (one for one in book.tasks if one.task == key) if book else ()
        return next(iter(found), None)

    @work
    async def action_rate(self) -> None:
        """An evaluator's own judgement, with a written analysis."""
        one = self._watched(self.key)
        if one is None or self.picture is None or self.picture.book is None:
            return
        if not one.scale or not self.picture.book.may_rate:
            sentence = (
                say(self.lang, "Nothing is rated here: the purpose is to orient.")
                if one.scale
                else say(self.lang, "An earlier action is observed, not rated.")
            )
            self.post_message(Trouble(sentence))
            return
        items = [Item(rating, self.word(RATINGS[rating])) for rating in one.scale]
        title = plain(one.title, self.lang)
        rating = await self.app.push_screen_wait(Choose(self.lang, title, items))
        if rating is None:
            return
        label = self.word("Why (analysis)")
        form = Form(self.lang, title, [Field("text", label)])
        filled = await self.app.push_screen_wait(form)
        if filled is not None:
            self.wish(
                Rate(one.task, rating, str(filled["text"]), one.team),
                self.word("Rated."),
            )

    @work
    async def action_strike(self) -> None:
        """The machine's evidence is not valid, because ..."""
        one = self._watched(self.key)
        if one is None:
            return
        items = [
            Item(proof.key, plain(proof.text, self.lang)) for proof in one.evidence
        ]
        title = self.word("Which evidence is not valid?")
        chosen = await self.app.push_screen_wait(Choose(self.lang, title, items))
        if chosen is None:
            return
        form = Form(self.lang, title, [Field("why", self.word("Because"), needed=True)])
        filled = await self.app.push_screen_wait(form)
        if filled is not None:
            self.wish(
                Strike(one.task, chosen, str(filled["why"])), self.word("Struck out.")
            )


class Observations(ListPanel):
    """What was observed, own first, the newest first."""

    COLUMNS = (
        Column("Time", 5),
        Column("Kind", 11),
        Column("Table", 18, 60),
        Column("Observation"),
    )
    EMPTY = "Nothing observed yet. Press s, g, k or i at any moment."

    def rows(self, picture: Picture) -> Iterable[Row]:
        noted = picture.book.noted if picture.book else ()
        own = [one for one in noted if one.by == picture.seat]
        others = [one for one in noted if one.by != picture.seat]
        for one in (*reversed(own), *reversed(others)):
            clock = f"{picture.calendar.clock(one.at):%H:%M}"
            who = title_of(one.team, picture, self.lang) if one.team else ""
            text = f'"{clean(one.text)}"' if one.quote else clean(one.text)
            yield Row(str(one.entry), (clock, self.word(one.kind), who, text))

    def detail(self, picture: Picture, key: str) -> Content:
        book = picture.book
        for one in book.noted if book else ():
            if str(one.entry) == key:
                return section(
                    self.word(one.kind),
                    moment(picture, one.at, self.lang),
                    plain(book.author(one.by), self.lang)
                    if book and one.by != picture.seat
                    else "",
                    clean(one.text),
                )
        return Content("")


def observation_form(picture: Picture, lang: str, kind: str, task: str) -> Form:
    """One line is enough; table, task and quote may be added."""
    tables = tuple((name, plain(title, lang)) for name, title in picture.people)
    tasks = picture.book.tasks if picture.book else ()
    known = {one.task: one for one in tasks}
    team = known[task].team if task in known else ""
    nothing = ("", say(lang, "(none)"))
    return Form(
        lang,
        f"{say(lang, 'Observation')}: {say(lang, kind)}",
        [
            Field("text", say(lang, "What you saw or heard"), needed=True),
            Field("quote", say(lang, "Is it said word for word?"), "choice", "",
                  (("", say(lang, "no, in my words")), ("q", say(lang, "yes, a quote")))),
            Field("team", say(lang, "Table"), "choice", team, (nothing, *tables)),
            Field("task", say(lang, "Critical task"), "choice", task, (
                nothing, *((one.task, plain(one.title, lang)) for one in tasks))),
        ],
        say(lang, "Roles, not names. It is tied to the time and the last entry."),
    )  # fmt: skip


def observation_of(filled: dict[str, object], kind: str, entry: int | None) -> Observe:
    """The observation that a filled form describes."""
    return Observe(
        kind,
        str(filled["text"]),
        str(filled["team"]),
        str(filled["task"]),
        entry,
        bool(filled["quote"]),
    )
