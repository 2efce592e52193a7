"""One of several values on one line, or several of them with a tick each.

Never opens a list over other text, so it reads the same on any terminal.
"""

from __future__ import annotations

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import OptionList

from ttx.text import clean


class Taken(Message):
    """Enter was pressed: the form may go on from this field."""

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field


class Pick(Widget, can_focus=True):
    """`< in person >  1/4`: left and right change it, Enter takes it."""

    BINDINGS = [
        Binding("left,up", "turn(-1)", "Previous", show=False),
        Binding("right,down,space", "turn(1)", "Next one", show=False),
        Binding("enter", "take", "Take", show=False),
    ]
    index: reactive[int] = reactive(0)

    def __init__(
        self, choices: tuple[tuple[str, str], ...], value: str = "", *, id: str
    ) -> None:
        super().__init__(id=id)
        self.choices = choices or (("", ""),)
        values = [one for one, _ in self.choices]
        self.set_reactive(Pick.index, values.index(value) if value in values else 0)

    @property
    def value(self) -> str:
        """The value that is chosen now."""
        return self.choices[self.index][0]

    def render(self) -> Content:
        label = clean(self.choices[self.index][1])
        count = f"  {self.index + 1}/{len(self.choices)}"
        mark = "> " if self.has_focus else "  "
        room = max(self.size.width - len(count) - 8, 8)
        shown = Content(label).truncate(room, ellipsis=True)
        return Content.assemble(mark, "< ", shown, " >", (count, "dim"))

    def action_turn(self, step: int) -> None:
        self.index = (self.index + step) % len(self.choices)

    def action_take(self) -> None:
        self.post_message(Taken(str(self.id)))

    def on_click(self) -> None:
        self.action_turn(1)


class Ticks(OptionList):
    """`[x] Hospital`: space ticks the line, Enter goes on."""

    BINDINGS = [
        Binding("space", "tick", "Tick", show=False),
        Binding("enter", "take", "Take", show=False),
    ]

    def __init__(
        self, choices: tuple[tuple[str, str], ...], ticked: list[str], *, id: str
    ) -> None:
        super().__init__(id=id, compact=True, markup=False)
        self.choices = choices
        self._on = set(ticked)
        self.add_options(self._line(index) for index in range(len(choices)))

    def _line(self, index: int) -> Content:
        value, label = self.choices[index]
        return Content(f"[{'x' if value in self._on else ' '}] {clean(label)}")

    @property
    def ticked(self) -> tuple[str, ...]:
        """What is ticked, in the order of the list."""
        return tuple(value for value, _ in self.choices if value in self._on)

    def action_tick(self) -> None:
        self._toggle(self.highlighted)

    def _toggle(self, index: int | None) -> None:
        if index is not None:
            self._on ^= {self.choices[index][0]}
            self.replace_option_prompt_at_index(index, self._line(index))

    def action_take(self) -> None:
        self.post_message(Taken(str(self.id)))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._toggle(event.option_index)

    def on_focus(self) -> None:
        if self.highlighted is None:
            self.highlighted = 0
