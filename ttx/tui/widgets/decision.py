"""The line that is always there: `Decision: ...`, and what it could mean.

Never demands more than a sentence; details may follow, or not.
"""

from __future__ import annotations

import asyncio
import textwrap
from collections.abc import Awaitable, Callable
from dataclasses import replace

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from ttx.actions import Decision, Value
from ttx.text import clean, number, say
from ttx.tui.screens.form import Field, Filled, Form, a_moment
from ttx.tui.widgets.board import decision_words
from ttx.tui.widgets.panel import Part
from ttx.tui.widgets.wishes import LineLeft, TakeBack, Trouble, Wish
from ttx.tui.words import plain
from ttx.view import Asked, Choice, Decided, Picture

Propose = Callable[[str], Awaitable[tuple[Choice, ...]]]


class DecisionLine(Part):
    """Drafts of this move, the proposals, and the line to type in."""

    BINDINGS = [Binding("escape", "leave", "Back", show=False)]

    def __init__(self, propose: Propose) -> None:
        super().__init__()
        self.propose = propose
        self.proposed: tuple[Choice, ...] = ()

    def compose(self) -> ComposeResult:
        yield Static("", id="drafts", markup=False)
        yield OptionList(id="proposals", compact=True, markup=False)
        with Horizontal(id="decision-row"):
            yield Static("", id="decision-label", markup=False)
            yield Input(id="decision", compact=True, max_length=400)

    def draw(self, picture: Picture) -> None:
        self.display = not picture.over
        self.query_one("#decision-label", Static).update(self.word("Decision:") + " ")
        self.query_one("#decision", Input).placeholder = self.word(
            "press d and type; no patient data, nothing classified"
        )
        drafts = [one for one in picture.decided if one.state == "draft"]
        line = self.query_one("#drafts", Static)
        words = "; ".join(decision_words(one, self.lang) for one in drafts)
        if picture.committed:
            told = self.word("Confirmed for this move. {drafts}", drafts=words)
        else:
            told = self.word(
                "{count} in draft: {drafts}", count=len(drafts), drafts=words
            )
        line.update(told)
        line.display = bool(drafts) or picture.committed

    def take_focus(self) -> None:
        """Start typing."""
        self.query_one("#decision", Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._think(event.value)

    @work(group="propose", exclusive=True)
    async def _think(self, text: str) -> None:
        await asyncio.sleep(0.25)
        await self._offer(text)

    async def _offer(self, text: str) -> None:
        typed = clean(text).strip()
        found = await self.propose(typed) if len(typed) > 2 else ()
        self.proposed = tuple(sorted(found, key=lambda c: c.blocked is not None))
        listed = self.query_one("#proposals", OptionList)
        listed.display = bool(self.proposed)
        rows = [self._row(choice) for choice in self.proposed]
        as_typed = self.word("Only as typed: exercise control says what it means")
        listed.set_options([*rows, Option(Content(f"  {as_typed}"))])
        listed.highlighted = 0

    def _row(self, choice: Choice) -> Option:
        title = self.word("Means: {title}", title=plain(choice.title, self.lang))
        facts = " · ".join(option_facts(choice, self.lang))
        if choice.blocked:
            facts = f"{self.word('not now')}: {choice.blocked.sentence(self.lang)}"
        room = max(self.size.width - 10, 20)
        most = 2 if len(self.proposed) <= 2 else 1
        lines = textwrap.wrap(facts, room)
        if len(lines) > most:
            lines = [*lines[: most - 1], f"{lines[most - 1]} …"]
        shown = "".join(f"\n      {line}" for line in lines)
        return Option(Content(f"  {title}{shown}"))

    @work(group="propose", exclusive=True)
    async def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if not clean(event.value).strip():
            return
        await self._offer(event.value)
        if self.proposed:
            self.query_one("#proposals", OptionList).focus()
        else:
            self._decide(Decision(self.typed))

    @property
    def typed(self) -> str:
        """What stands in the line and is not noted yet."""
        return clean(self.query_one("#decision", Input).value).strip()

    def on_option_list_option_highlighted(
        self, event: OptionList.OptionHighlighted
    ) -> None:
        event.stop()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_index < len(self.proposed):
            self.take(self.proposed[event.option_index], self.typed)
        else:
            self._decide(Decision(self.typed))

    @work
    async def take(self, choice: Choice, text: str) -> None:
        """Decide for an option; ask for what it needs, if it needs anything."""
        if choice.blocked:
            self.post_message(Trouble(choice.blocked.sentence(self.lang)))
            return
        if not choice.asks and not choice.agree:
            self._decide(Decision(text, choice.option))
            return
        filled = await self.app.push_screen_wait(self.details(choice, None, text))
        if filled is not None:
            self._decide(decision_of(filled, text, choice))

    @work
    async def change(self, draft: Decided) -> None:
        """Fill in details of a draft: it is taken back and entered anew."""
        assert self.picture is not None
        choices = {one.option: one for one in self.picture.choices}
        choice = choices.get(draft.option)
        asked = self.details(choice, draft)
        filled = await self.app.push_screen_wait(asked)
        if filled is None:
            return
        decision = decision_of(filled, str(filled["text"]), choice)
        if choice is None:
            decision = replace(decision, option=draft.option)
        self.post_message(TakeBack(draft.entry, ""))
        self._decide(decision)

    def details(
        self, choice: Choice | None, draft: Decided | None, text: str = ""
    ) -> Form:
        """The parameters of an option, then what is optional for all decisions."""
        text = clean(draft.text) if draft else text
        head = plain(choice.title, self.lang) if choice else text
        asks = [ask_field(ask, self.lang) for ask in choice.asks] if choice else []
        agree = (
            ", ".join(plain(who, self.lang) for who in choice.agree) if choice else ""
        )
        assert self.picture is not None
        calendar = self.picture.calendar
        since = (
            ""
            if draft is None or draft.takes_effect is None
            else f"{calendar.clock(draft.takes_effect):%Y-%m-%d %H:%M}"
        )
        at_once = self.word("at once")
        if self.picture.pace == "moves":
            at_once = self.word("at once, when the move runs")
        fields = [
            *asks,
            Field("text", self.word("In our own words"), value=text),
            Field("takes_effect", self.word("In effect from"), value=since,
                  hint=at_once, read=a_moment(calendar, self.lang)),
            Field("agreed", self.word("Who agreed"), value=clean(draft.agreed) if draft else "",
                  needed=bool(agree), hint=agree),
            Field("why", self.word("Why"), value=clean(draft.why) if draft else ""),
        ]  # fmt: skip
        return Form(
            self.lang,
            head,
            fields,
            "\n".join(option_facts(choice, self.lang)) if choice else "",
        )

    def _decide(self, decision: Decision) -> None:
        noted = self.word("Decision noted.")
        if not decision.option:
            noted = self.word("Noted as typed: exercise control says what it means.")
        self.post_message(Wish(decision, noted))
        line = self.query_one("#decision", Input)
        line.value = ""
        self.query_one("#proposals").display = False
        self.action_leave()

    def action_leave(self) -> None:
        """Out of the line; what was typed stays."""
        self.query_one("#proposals").display = False
        self.post_message(LineLeft())


def option_facts(choice: Choice, lang: str) -> list[str]:
    """What an option costs, who must agree to it and who must be told."""
    agree = ", ".join(plain(who, lang) for who in choice.agree)
    inform = ", ".join(plain(who, lang) for who in choice.inform)
    cost = plain(choice.cost, lang).rstrip(".")
    return [
        *([say(lang, "Price: {cost}", cost=cost)] if cost else []),
        *([say(lang, "Needs the agreement of: {who}", who=agree)] if agree else []),
        *([say(lang, "To be told: {who}", who=inform)] if inform else []),
    ]


def ask_field(ask: Asked, lang: str) -> Field:
    """The form's question for one parameter of an option."""
    title = plain(ask.title, lang)
    if ask.choices:
        choices = tuple((value, plain(text, lang)) for value, text in ask.choices)
        return Field(ask.name, title, "choice", str(ask.default or ""), choices)
    low, high = number(ask.low, lang), number(ask.high, lang)
    bounds = f"{low} - {high} {clean(ask.unit)}".rstrip()
    default = "" if ask.default is None else f"{float(ask.default):g}"

    def read(typed: str) -> Value:
        try:
            value = float(typed.replace(",", "."))
        except ValueError as wrong:
            raise ValueError(
                say(lang, "Write a number: {bounds}.", bounds=bounds)
            ) from wrong
        if not ask.low <= value <= ask.high:
            raise ValueError(say(lang, "It must lie within {bounds}.", bounds=bounds))
        return int(value) if value == int(value) else value

    return Field(ask.name, f"{title} ({bounds})", value=default, needed=True, read=read)


def decision_of(filled: Filled, text: str, choice: Choice | None) -> Decision:
    """The decision that a filled form describes."""
    since = filled["takes_effect"]
    values = (
        tuple(sorted((a.name, filled[a.name]) for a in choice.asks)) if choice else ()
    )
    return Decision(
        text=str(filled["text"]) or text,
        option=choice.option if choice else "",
        values=values,  # type: ignore[arg-type]
        takes_effect=since if isinstance(since, int) else None,
        agreed=str(filled["agreed"]),
        why=str(filled["why"]),
    )
