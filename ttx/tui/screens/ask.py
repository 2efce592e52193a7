"""Questions that stand before the screen: yes or no, one of a list, a page to read.

Never acts: each hands back an answer and is gone.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from ttx.text import say

LONG = 12
"""Longer lists are searched by typing."""


class Confirm(ModalScreen[bool]):
    """Names what will happen and asks; only an explicit yes does it.

    What can never be undone (`grave`) takes the arrows and Enter: no letter says yes,
    for letters may have been meant for a line of text.
    """

    BINDINGS = [
        Binding("y,j", "answer(True)", "Yes"),
        Binding("n,escape", "answer(False)", "No"),
    ]

    def __init__(
        self, lang: str, question: str, consequence: str = "", grave: bool = False
    ) -> None:
        super().__init__()
        self.lang = lang
        self.question = question
        self.consequence = consequence
        self.grave = grave

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(self.question, classes="dialog-title", markup=False)
            if self.consequence:
                yield Static(self.consequence, classes="dialog-note", markup=False)
            yield OptionList(
                say(self.lang, "No, go back"),
                say(self.lang, "Yes, do it"),
                id="confirm",
                compact=True,
                markup=False,
            )
            keys = "y: yes · n or Esc: no · arrows and Enter also work"
            if self.grave:
                keys = "Arrows and Enter choose · n or Esc: no"
            yield Static(
                say(self.lang, keys),
                classes="dialog-keys",
                markup=False,
            )

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option_index == 1)

    def action_answer(self, yes: bool) -> None:
        if not (yes and self.grave):
            self.dismiss(yes)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to choose: its value, a title, what to know of it, why not now."""

    value: str
    title: str
    detail: str = ""
    blocked: str = ""


class Choose(ModalScreen[str | None]):
    """One of a list; digits 1-9 take the first nine at once."""

    BINDINGS = [
        Binding("escape", "leave", "Back"),
        *[Binding(str(n), f"take({n - 1})", show=False) for n in range(1, 10)],
    ]

    def __init__(self, lang: str, title: str, items: list[Item]) -> None:
        super().__init__()
        self.lang = lang
        self.head = title
        self.items = items
        self.shown: list[int] = []

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(self.head, classes="dialog-title", markup=False)
            if self.items:
                if self.long:
                    yield Input(
                        placeholder=say(self.lang, "type to find"), compact=True
                    )
                yield OptionList(compact=True, markup=False)
            else:
                yield Static(
                    say(self.lang, "There is nothing to choose here now."),
                    classes="dialog-note",
                    markup=False,
                )
            yield Static(
                say(self.lang, "Type to find · arrows and Enter · Esc: back")
                if self.long
                else say(self.lang, "Arrows and Enter, or a digit · Esc: back"),
                classes="dialog-keys",
                markup=False,
            )

    @property
    def long(self) -> bool:
        """Too many to number: then letters find."""
        return len(self.items) > LONG

    def on_mount(self) -> None:
        self._list("")

    def _list(self, wanted: str) -> None:
        parts = wanted.casefold().split()
        self.shown = [
            index
            for index, item in enumerate(self.items)
            if all(part in f"{item.title} {item.detail}".casefold() for part in parts)
        ]
        for listed in self.query(OptionList):
            listed.set_options(map(self._option, self.shown))
            listed.highlighted = 0 if self.shown else None

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._list(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.query_one(OptionList).action_select()

    def on_key(self, event: events.Key) -> None:
        """Arrows move in the list while letters go into the line."""
        if self.long and event.key in ("up", "down", "pageup", "pagedown"):
            event.stop()
            listed = self.query_one(OptionList)
            if listed is not self.focused:
                listed.focus()
                if event.key != "down":
                    return
                listed.action_cursor_down()

    def _option(self, index: int) -> Option:
        item = self.items[index]
        digit = f"{index + 1} " if index < 9 and not self.long else "  "
        parts: list[Content] = [Content(f"{digit}{item.title}")]
        told = list(filter(None, item.detail.split("\n")))
        if item.blocked:
            told.append(f"{say(self.lang, 'Not now')}: {item.blocked}")
        room = max(min(self.app.size.width * 9 // 10, 96) - 10, 24)
        for line in told:
            body = textwrap.fill(line, room, initial_indent="\n    ",
                                 subsequent_indent="    ")  # fmt: skip
            parts.append(Content(body.replace("\n    \n", "\n")))
        return Option(Content("").join(parts), disabled=bool(item.blocked))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self.items[self.shown[event.option_index]].value)

    def action_take(self, index: int) -> None:
        known = index < len(self.items) and not self.long
        if known and not self.items[index].blocked:
            self.dismiss(self.items[index].value)

    def action_leave(self) -> None:
        self.dismiss(None)


class Page(ModalScreen[None]):
    """Something to read, with Esc to go back: help, a why, a whole message."""

    BINDINGS = [
        Binding("escape,q,enter,question_mark", "leave", "Back"),
        Binding("f6", "copy", "Copy", id="page.copy"),
    ]

    def __init__(self, lang: str, title: str, body: Content | str) -> None:
        super().__init__()
        self.lang = lang
        self.head = title
        self.body = body

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog page"):
            yield Static(self.head, classes="dialog-title", markup=False)
            with VerticalScroll(classes="dialog-body", id="page-body"):
                yield Static(self.body, markup=False)
            yield Static(
                say(self.lang, "Arrows scroll · F6: copy · Esc: back"),
                classes="dialog-keys",
                markup=False,
            )

    def on_mount(self) -> None:
        self.query_one("#page-body").focus()

    def action_copy(self) -> None:
        """The whole page, for another program on this machine."""
        body = self.body if isinstance(self.body, str) else self.body.plain
        self.app.copy_to_clipboard(body)
        said = say(self.lang, "Copied, if this terminal lets programs copy.")
        self.notify(said, markup=False, timeout=4)

    def action_leave(self) -> None:
        self.dismiss(None)
