"""Questions that stand before the screen: yes or no, one of a list, a page to read.

Never acts: each hands back an answer and is gone.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ttx.text import say


class Confirm(ModalScreen[bool]):
    """Names what will happen and asks; only an explicit yes does it."""

    BINDINGS = [
        Binding("y,j", "answer(True)", "Yes"),
        Binding("n,escape", "answer(False)", "No"),
    ]

    def __init__(self, lang: str, question: str, consequence: str = "") -> None:
        super().__init__()
        self.lang = lang
        self.question = question
        self.consequence = consequence

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
            yield Static(
                say(self.lang, "y: yes · n or Esc: no · arrows and Enter also work"),
                classes="dialog-keys",
                markup=False,
            )

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option_index == 1)

    def action_answer(self, yes: bool) -> None:
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

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(self.head, classes="dialog-title", markup=False)
            if self.items:
                yield OptionList(
                    *map(self._option, range(len(self.items))), compact=True
                )
            else:
                yield Static(
                    say(self.lang, "There is nothing to choose here now."),
                    classes="dialog-note",
                    markup=False,
                )
            yield Static(
                say(self.lang, "Arrows and Enter, or a digit · Esc: back"),
                classes="dialog-keys",
                markup=False,
            )

    def _option(self, index: int) -> Option:
        item = self.items[index]
        digit = f"{index + 1} " if index < 9 else "  "
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
        self.dismiss(self.items[event.option_index].value)

    def action_take(self, index: int) -> None:
        if index < len(self.items) and not self.items[index].blocked:
            self.dismiss(self.items[index].value)

    def action_leave(self) -> None:
        self.dismiss(None)


class Page(ModalScreen[None]):
    """Something to read, with Esc to go back: help, a why, a whole message."""

    BINDINGS = [Binding("escape,q,enter,question_mark", "leave", "Back")]

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
                say(self.lang, "Arrows scroll · Esc: back"),
                classes="dialog-keys",
                markup=False,
            )

    def on_mount(self) -> None:
        self.query_one("#page-body").focus()

    def action_leave(self) -> None:
        self.dismiss(None)
