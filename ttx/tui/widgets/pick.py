"""One line that holds one of several values, changed with the arrow keys.

Never opens a list over other text, so it reads the same on any terminal.
"""

from __future__ import annotations

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from ttx.text import clean


class Pick(Widget, can_focus=True):
    """`< in person >  1/4`: left and right change it, Enter takes it."""

    BINDINGS = [
        Binding("left,up", "turn(-1)", "Previous", show=False),
        Binding("right,down,space", "turn(1)", "Next one", show=False),
        Binding("enter", "take", "Take", show=False),
    ]
    index: reactive[int] = reactive(0)

    class Taken(Message):
        """Enter was pressed on a value."""

        def __init__(self, pick: Pick) -> None:
            super().__init__()
            self.pick = pick

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
        self.post_message(self.Taken(self))

    def on_click(self) -> None:
        self.action_turn(1)
