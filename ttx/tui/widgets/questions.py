"""The questions of the move, the briefing and the rules; after ENDEX the hot wash.

Never shows an expected answer.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual import work
from textual.binding import Binding
from textual.content import Content

from ttx.actions import Reflect
from ttx.text import Text, clean
from ttx.tui.screens.form import Field, Form
from ttx.tui.widgets.panel import Column, ListPanel, Row, section
from ttx.tui.words import move_name, plain
from ttx.view import Picture


class Questions(ListPanel):
    """A list of what there is to discuss, with the text in full beside it."""

    BINDINGS = [Binding("n", "answer", "Answer", id="questions.answer")]
    COLUMNS = (Column("To discuss"),)

    ended = False

    def begins(self, picture: Picture) -> bool:
        """At ENDEX the table's own account comes first."""
        ended, self.ended = self.ended, picture.over
        return picture.over and not ended

    def rows(self, picture: Picture) -> Iterable[Row]:
        if picture.over:
            yield from self._hot_wash(picture)
        if picture.move:
            yield Row("move", (move_name(picture.move, self.lang),), head=True)
            if picture.move.brief:
                yield Row("brief", (self.word("Briefing of this move"),))
            for index, question in enumerate(picture.move.questions):
                yield Row(f"q{index}", (f"{index + 1}. {plain(question, self.lang)}",))
            if picture.move.house_rules:
                yield Row("rules", (self.word("What holds in this room"),))
        yield Row("about", (self.word("About this exercise"),), head=True)
        yield Row("briefing", (self.word("Start briefing"),))
        if picture.task or picture.roles:
            yield Row("task", (self.word("Our task and who sits here"),))
        yield Row("ground", (self.word("Ground rules and artificialities"),))

    def _hot_wash(self, picture: Picture) -> Iterable[Row]:
        given = dict(picture.reflections)
        title = self.word("First look back: your own account comes first")
        yield Row("hot", (title,), head=True)
        for index, question in enumerate(picture.hot_wash):
            done = self.word("answered") if self._given(given, question) else ""
            text = f"{index + 1}. {plain(question, self.lang)}"
            yield Row(f"w{index}", (f"{text}  {done}".rstrip(),))
        if picture.accounts:
            yield Row(
                "said", (self.word("What the tables said themselves"),), head=True
            )
        for index, one in enumerate(picture.accounts):
            yield Row(f"s{index}", (f"{index + 1}. {plain(one.question, self.lang)}",))

    def _given(self, given: dict[str, str], question: Text) -> str:
        return given.get(question.nl) or given.get(question.en) or ""

    def detail(self, picture: Picture, key: str) -> Content:
        move = picture.move
        if key.startswith("w"):
            question = picture.hot_wash[int(key[1:])]
            said = clean(self._given(dict(picture.reflections), question))
            told = said or self.word("Enter: write what your table thinks.")
            return section(plain(question, self.lang), told)
        if key.startswith("s"):
            one = picture.accounts[int(key[1:])]
            lines = [
                f"- {plain(who, self.lang)}: {clean(said)}" for who, said in one.said
            ]
            return section(plain(one.question, self.lang), *lines)
        if key.startswith("q") and move:
            number = int(key[1:]) + 1
            head = self.word("Question {number}", number=number)
            return section(head, plain(move.questions[number - 1], self.lang))
        if key == "brief" and move:
            head = self.word("Briefing of this move")
            return section(head, plain(move.brief, self.lang))
        if key == "rules" and move:
            lines = [f"- {plain(one, self.lang)}" for one in move.house_rules]
            return section(self.word("What holds in this room"), *lines)
        if key == "ground":
            return self._ground(picture)
        if key == "task":
            return self._charge(picture)
        head = plain(picture.scenario, self.lang)
        note = plain(picture.content_note, self.lang)
        return section(head, plain(picture.briefing, self.lang)) + section(
            self.word("Good to know beforehand"), note
        )

    def _charge(self, picture: Picture) -> Content:
        layer = self.word(picture.layer) if picture.layer else ""
        roles = [f"- {plain(one, self.lang)}" for one in picture.roles]
        return section(
            plain(picture.title, self.lang),
            plain(picture.task, self.lang),
            self.word("Level: {layer}", layer=layer) if layer else "",
        ) + section(self.word("Who sits here"), *roles)

    def _ground(self, picture: Picture) -> Content:
        rules = [f"- {plain(one, self.lang)}" for one in picture.ground_rules]
        odd = [f"- {plain(one, self.lang)}" for one in picture.artificialities]
        stop = self.word("F8 (NO PLAY) stops the exercise for something real.")
        return section(self.word("Ground rules"), *rules, f"- {stop}") + section(
            self.word("Artificialities"), *odd
        )

    def open(self, key: str) -> None:
        if key.startswith("w"):
            self.action_answer()
        else:
            super().open(key)

    @work
    async def action_answer(self) -> None:
        """Write this table's own answer to a hot-wash question."""
        if not self.key.startswith("w") or self.picture is None:
            return
        question = self.picture.hot_wash[int(self.key[1:])]
        before = self._given(dict(self.picture.reflections), question)
        form = Form(
            self.lang,
            plain(question, self.lang),
            [Field("text", self.word("Our answer"), value=before, needed=True)],
        )
        filled = await self.app.push_screen_wait(form)
        if filled is not None:
            asked = question.nl or question.en
            self.wish(
                Reflect(asked, str(filled["text"])),
                self.word("Answer kept."),
            )
