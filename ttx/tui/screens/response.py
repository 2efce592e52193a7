"""The response cell's screen: calls in order, personas, and what tables ask of it.

Never shows the world; it plays those who are not in the room.
"""

from __future__ import annotations

from ttx.tui.screens.contacting import ContactKeys
from ttx.tui.widgets.calls import Calls, Personas
from ttx.tui.widgets.contacts import Contacts
from ttx.tui.widgets.messages import Messages
from ttx.tui.widgets.questions import Questions
from ttx.view import Picture


class ResponseScreen(ContactKeys):
    """Whoever speaks for the world outside the tables."""

    HELP = (
        "Say EXERCISE three times before and after each call. Tick c when you called, "
        "a when they answered, s when it is said; p keeps a promise with its time."
    )
    TABS = (
        ("Calls", Calls),
        ("Personas", Personas),
        ("Messages", Messages),
        ("Contacts", Contacts),
        ("Questions", Questions),
    )

    def counts(self, picture: Picture) -> dict[int, int]:
        calls = picture.cell.calls if picture.cell else ()
        todo = sum(one.state != "said" for one in calls)
        return {0: todo, 2: picture.unread}
