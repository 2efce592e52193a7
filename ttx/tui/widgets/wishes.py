"""What a part of the screen asks of its screen: messages that go up.

Never answers; the screen holds the seat.
"""

from __future__ import annotations

from textual.content import Content
from textual.message import Message

from ttx.actions import Action
from ttx.live.seat import Control
from ttx.view import Decided


class Wish(Message):
    """Submit this action; `done` is what to say when it is accepted."""

    def __init__(self, action: Action, done: str) -> None:
        super().__init__()
        self.action = action
        self.done = done


class HostWish(Message):
    """Ask the host itself (leader only)."""

    def __init__(self, control: Control) -> None:
        super().__init__()
        self.asked = control


class TakeBack(Message):
    """Take back one of this seat's own drafts."""

    def __init__(self, draft: int, done: str) -> None:
        super().__init__()
        self.draft = draft
        self.done = done


class WhyWanted(Message):
    """Show the chain behind a figure."""

    def __init__(self, gauge: str, title: str) -> None:
        super().__init__()
        self.gauge = gauge
        self.title = title


class ViewWanted(Message):
    """Show what another seat sees (leader only)."""

    def __init__(self, table: str) -> None:
        super().__init__()
        self.table = table


class Trouble(Message):
    """Something cannot be done, in a sentence that stays until dismissed."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


class PageWanted(Message):
    """Show the chosen line in full, on a page that scrolls."""

    def __init__(self, body: Content) -> None:
        super().__init__()
        self.body = body


class ChangeWanted(Message):
    """Change one of this seat's own drafts."""

    def __init__(self, draft: Decided) -> None:
        super().__init__()
        self.draft = draft


class LineLeft(Message):
    """The decision line is left: the cursor goes back to the list."""
