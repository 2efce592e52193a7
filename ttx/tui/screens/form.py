"""A small form: one question per line, all answered from the keyboard.

Never acts: it hands back what was filled in, or None when it was left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from ttx.moment import Calendar
from ttx.text import clean, say
from ttx.tui.widgets.pick import Pick, Taken, Ticks

Filled = dict[str, object]


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form.

    kind: text, number, choice (with `choices`), many (some of `choices`). `read`
    turns what was typed into a value and raises ValueError with the sentence to show.
    """

    name: str
    label: str
    kind: str = "text"
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    needed: bool = False
    hint: str = ""
    read: Callable[[str], object] | None = None


def a_number(lang: str) -> Callable[[str], float]:
    """Reads a number as typed (comma or point); empty is 0."""

    def read(typed: str) -> float:
        try:
            value = float((typed or "0").replace(",", "."))
            if value != value:
                raise ValueError(typed)
            return value
        except ValueError as wrong:
            raise ValueError(say(lang, "Write a number.")) from wrong

    return read


def a_moment(calendar: Calendar, lang: str) -> Callable[[str], int | None]:
    """Reads a moment of the exercise as typed; empty is no moment."""

    def read(typed: str) -> int | None:
        if not typed:
            return None
        try:
            return calendar.parse(typed)
        except ValueError as wrong:
            hint = say(lang, "Write a time as 14:00, T+6:30 or 2027-01-19 08:00.")
            raise ValueError(hint) from wrong

    return read


class Form(ModalScreen[Filled | None]):
    """Asks several things at once; Enter goes on, Esc leaves."""

    BINDINGS = [
        Binding("escape", "leave", "Back", id="form.back"),
        Binding("f10", "done", "Ready", id="form.done", priority=True),
    ]

    def __init__(
        self, lang: str, title: str, fields: list[Field], note: str = ""
    ) -> None:
        super().__init__()
        self.lang = lang
        self.head = title
        self.fields = fields
        self.note = note

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(self.head, classes="dialog-title", markup=False)
            with VerticalScroll(classes="dialog-body", can_focus=False):
                if self.note:
                    yield Static(self.note, classes="dialog-note", markup=False)
                for field in self.fields:
                    yield Static(self._label(field), classes="label", markup=False)
                    yield self._widget(field)
            yield Static("", id="form-error", markup=False)
            yield Static(
                say(self.lang, "Enter: next, then done · F10: done · Esc: back"),
                classes="dialog-keys",
                markup=False,
            )

    def _label(self, field: Field) -> str:
        optional = "" if field.needed else f" {say(self.lang, '(may stay empty)')}"
        if field.kind in ("choice", "many"):
            optional = ""
        return f"{field.label}{optional}"

    def _widget(self, field: Field) -> Widget:
        if field.kind == "choice":
            return Pick(field.choices, field.value, id=f"f-{field.name}")
        if field.kind == "many":
            return Ticks(field.choices, field.value.split(), id=f"f-{field.name}")
        return Input(
            field.value, placeholder=field.hint, compact=True, id=f"f-{field.name}"
        )

    def on_mount(self) -> None:
        if self.fields:
            self.query_one(f"#f-{self.fields[0].name}").focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._onward(str(event.input.id))

    def on_taken(self, event: Taken) -> None:
        event.stop()
        self._onward(event.field)

    def _onward(self, here: str) -> None:
        if here == f"f-{self.fields[-1].name}":
            self.action_done()
        else:
            self.focus_next()

    def action_leave(self) -> None:
        self.dismiss(None)

    def action_done(self) -> None:
        filled: Filled = {}
        for field in self.fields:
            try:
                filled[field.name] = self._value(field)
            except ValueError as wrong:
                self._complain(field, str(wrong))
                return
        self.dismiss(filled)

    def _value(self, field: Field) -> object:
        widget = self.query_one(f"#f-{field.name}")
        if isinstance(widget, Pick):
            return widget.value
        if isinstance(widget, Ticks):
            picked = widget.ticked
            if field.needed and not picked:
                raise ValueError(say(self.lang, "Choose at least one (space)."))
            return picked
        assert isinstance(widget, Input)
        typed = clean(widget.value).strip()
        if field.needed and not typed:
            raise ValueError(say(self.lang, "This cannot stay empty."))
        return field.read(typed) if field.read else typed

    def _complain(self, field: Field, sentence: str) -> None:
        self.query_one("#form-error", Static).update(f"! {field.label}: {sentence}")
        self.query_one(f"#f-{field.name}").focus()
