"""The names of a seat's tabs on one line, with the digit that opens each.

Never holds what is in a tab.
"""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from ttx.text import say


class TabLine(Widget):
    """`1 Situation  [2 Messages (3)]  3 Our board`: brackets mark the open one."""

    here: reactive[int] = reactive(0)
    labels: reactive[tuple[str, ...]] = reactive((), layout=True)
    counts: reactive[dict[int, int]] = reactive(dict, layout=True)
    lang: reactive[str] = reactive("nl")

    class Taken(Message):
        """A tab was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def words(self) -> list[str]:
        """Each tab as it is written."""
        told = []
        for index, label in enumerate(self.labels):
            count = self.counts.get(index, 0)
            text = f"{index + 1} {say(self.lang, label)}"
            text += f" ({count})" if count else ""
            told.append(f"[{text}]" if index == self.here else f" {text} ")
        return told

    def _short(self, index: int, longest: int) -> str:
        label = say(self.lang, self.labels[index])
        cut = label if len(label) <= longest else f"{label[: longest - 1]}."
        count = self.counts.get(index, 0)
        return f"{index + 1} {cut}" + (f" ({count})" if count else "")

    def render(self) -> Content:
        words = self.words()
        gap = " "
        if sum(map(len, words)) + len(words) > self.size.width:
            words = [word.strip() for word in words]
        for longest in range(8, 3, -1):
            if sum(map(len, words)) + len(words) - 1 <= self.size.width:
                break
            words = [
                word if index == self.here else self._short(index, longest)
                for index, word in enumerate(words)
            ]
        if sum(map(len, words)) + len(words) - 1 > self.size.width:
            words = [
                word if index == self.here else str(index + 1)
                for index, word in enumerate(words)
            ]
        parts = [
            Content.styled(word, "bold reverse" if index == self.here else "")
            for index, word in enumerate(words)
        ]
        return Content(gap).join(parts)

    def on_click(self, event: events.Click) -> None:
        at = 0
        for index, word in enumerate(self.words()):
            at += len(word) + 1
            if event.x < at:
                self.post_message(self.Taken(index))
                return
