"""Where a request stands, for messages and contacts alike: its steps, and a next one.

Never takes a step that nobody chose.
"""

from __future__ import annotations

from collections.abc import Sequence

from ttx.actions import REQUEST_STATES, Handle
from ttx.text import clean, say
from ttx.tui.screens.ask import Choose, Item
from ttx.tui.screens.form import Field, Form
from ttx.tui.widgets.panel import Part
from ttx.tui.words import title_of
from ttx.view import Picture, Step


def steps_told(picture: Picture, steps: Sequence[Step], lang: str) -> str:
    """`10:45 owned, Home care: head of beds. Remark`, a line for each step."""
    lines = []
    for one in steps:
        clock = f"{picture.calendar.clock(one.at):%H:%M}"
        line = f"{clock} {say(lang, one.state)}, {title_of(one.by, picture, lang)}"
        more = ". ".join(filter(None, (clean(one.owner), clean(one.text))))
        lines.append(f"{line}: {more}" if more else line)
    return "\n".join(lines)


async def follow_up(part: Part, entry: int, title: str, owner: str) -> None:
    """Ask for the next step of a request, and wish for it."""
    items = [Item(state, part.word(state)) for state in REQUEST_STATES]
    asked = part.word("Where does this request stand?")
    state = await part.app.push_screen_wait(Choose(part.lang, asked, items))
    if state is None:
        return
    fields = [
        Field("owner", part.word("Who takes it (a role)"), value=owner),
        Field("text", part.word("Remark")),
    ]
    form = Form(part.lang, f"{title}: {part.word(state)}", fields)
    filled = await part.app.push_screen_wait(form)
    if filled is not None:
        action = Handle(entry, state, str(filled["owner"]), str(filled["text"]))
        part.wish(action, part.word("Request: {state}.", state=part.word(state)))
