"""The question behind an override: what must the figure show, and why.

Never without a reason: it is printed as a judgement of exercise control.
"""

from __future__ import annotations

from ttx.actions import Override
from ttx.text import say
from ttx.tui.screens.form import Field, Filled, Form, a_number
from ttx.tui.words import plain
from ttx.view import Reading


def override_form(one: Reading, lang: str) -> Form:
    """What the figure must show from now on, and the reason."""
    now = "" if one.value is None else f"{one.value:g}"
    kinds = (
        ("set", say(lang, "set it to this value")),
        ("clear", say(lang, "end the override: show what is computed")),
    )
    return Form(
        lang,
        say(lang, "Override: {title}", title=plain(one.title, lang)),
        [
            Field("value", say(lang, "Value"), value=now, needed=True, read=a_number(lang)),
            Field("what", say(lang, "What to do"), "choice", "set", kinds),
            Field("why", say(lang, "Why"), needed=True),
        ],
        say(lang, "The report calls it a judgement of exercise control; figures computed "
            "after it are marked 'after intervention'."),
    )  # fmt: skip


def override_of(one: Reading, filled: Filled) -> Override:
    """The override that a filled form describes."""
    value = filled["value"]
    assert isinstance(value, float)
    return Override(
        one.gauge, value, str(filled["why"]), clear=filled["what"] == "clear"
    )
