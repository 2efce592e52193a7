"""The keys with which a seat notes what was said away from the keyboard.

Never asks for more than a line, and never for a name of a person.
"""

from __future__ import annotations

from textual import work
from textual.binding import Binding

from ttx.tui.screens.tabbed import TabbedScreen
from ttx.tui.widgets.contacts import contact_form, contact_of


class ContactKeys(TabbedScreen):
    """A contact, or a request that was spoken: one key each."""

    BINDINGS = [
        Binding("k", "contact", "Contact", id="table.contact"),
        Binding("v", "spoken", "Spoken request", id="table.spoken", show=False),
    ]

    @work
    async def action_contact(self) -> None:
        """Note in a few seconds who spoke with whom."""
        filled = await self.app.push_screen_wait(
            contact_form(self.lang, self.picture, "")
        )
        if filled is not None:
            await self.submit(contact_of(filled), self.word("Contact noted."))

    @work
    async def action_spoken(self) -> None:
        """A request that was spoken: both sides see it, and where it stands."""
        filled = await self.app.push_screen_wait(
            contact_form(self.lang, self.picture, "ours")
        )
        if filled is not None:
            await self.submit(contact_of(filled), self.word("Request noted."))
