"""The questions of exercise control: what a free decision means, who gets how much.

Never rules by itself: each hands back an action, or None when it was left.
"""

from __future__ import annotations

from typing import Any

from textual.app import App

from ttx.actions import Adjudicate, Settle
from ttx.moment import MINUTE
from ttx.text import clean, number, say
from ttx.text_units import counted
from ttx.tui.screens.ask import Choose, Item
from ttx.tui.screens.form import Field, Form, a_number
from ttx.tui.widgets.decision import ask_field
from ttx.tui.words import amount as figure
from ttx.tui.words import plain, title_of
from ttx.view import Choice, Contest, Decided, Desk, Picture


async def adjudicate(
    app: App[Any], picture: Picture, free: Decided, lang: str
) -> Adjudicate | None:
    """Option, lever, an answer in words, or no effect in this model."""
    assert picture.desk is not None
    who = title_of(free.team, picture, lang)
    head = f"{who}: {clean(free.text)}"
    items = [
        Item("option", say(lang, "It means an option of this exercise")),
        Item("lever", say(lang, "Set a lever of the world")),
        Item("answer", say(lang, "Only an answer in words to the table")),
        Item("none", say(lang, "No effect in this model; noted for the report")),
    ]
    ruling = await app.push_screen_wait(Choose(lang, head, items))
    if ruling == "option":
        return await _as_option(app, picture.desk, free, head, lang)
    if ruling == "lever":
        return await _as_lever(app, picture.desk, free, head, lang)
    if ruling in ("answer", "none"):
        needed = ruling == "answer"
        fields = [
            Field("text", say(lang, "What the table hears"), needed=needed),
            Field("why", say(lang, "Why")),
        ]
        filled = await app.push_screen_wait(Form(lang, head, fields))
        if filled is not None:
            return Adjudicate(
                free.entry, ruling, text=str(filled["text"]), why=str(filled["why"])
            )
    return None


async def _as_option(
    app: App[Any], desk: Desk, free: Decided, head: str, lang: str
) -> Adjudicate | None:
    known: dict[str, Choice] = {one.option: one for one in desk.options}
    items = [
        Item(one.option, plain(one.title, lang), plain(one.cost, lang))
        for one in known.values()
    ]
    chosen = await app.push_screen_wait(Choose(lang, head, items))
    if chosen is None:
        return None
    choice = known[chosen]
    fields = [ask_field(ask, lang) for ask in choice.asks]
    fields.append(Field("text", say(lang, "What the table hears")))
    filled = await app.push_screen_wait(Form(lang, plain(choice.title, lang), fields))
    if filled is None:
        return None
    values: Any = tuple(sorted((ask.name, filled[ask.name]) for ask in choice.asks))
    return Adjudicate(
        free.entry, "option", option=chosen, values=values, text=str(filled["text"])
    )


async def _as_lever(
    app: App[Any], desk: Desk, free: Decided, head: str, lang: str
) -> Adjudicate | None:
    known = {one.lever: one for one in desk.levers}
    items = [
        Item(one.lever, plain(one.says, lang), one.lever) for one in known.values()
    ]
    chosen = await app.push_screen_wait(Choose(lang, head, items))
    if chosen is None:
        return None
    handle = known[chosen]
    bounds = f"{figure(handle.low, lang)} - {figure(handle.high, lang)}"
    fields = [
        Field("value", f"{say(lang, 'Value')} ({bounds} {clean(handle.unit)})",
              value=f"{handle.value:g}", needed=True, read=a_number(lang)),
        Field("delay", say(lang, "After how many minutes of exercise time"), value="0",
              read=a_number(lang)),
        Field("text", say(lang, "What the table hears")),
        Field("why", say(lang, "Why"), needed=True),
    ]  # fmt: skip
    filled = await app.push_screen_wait(Form(lang, plain(handle.says, lang), fields))
    if filled is None:
        return None
    value, delay = filled["value"], filled["delay"]
    assert isinstance(value, float) and isinstance(delay, float)
    return Adjudicate(
        free.entry, "lever", lever=chosen, value=value, delay=round(delay * MINUTE),
        text=str(filled["text"]), why=str(filled["why"]),
    )  # fmt: skip


async def settle(
    app: App[Any], picture: Picture, one: Contest, lang: str
) -> Settle | None:
    """Divide a scarce stock; it starts from equal shares of what was asked."""
    asked = sum(amount for _, amount, _ in one.claims)
    part = min(1.0, one.available / asked) if asked else 0.0
    fields = [
        Field(f"n{index}", say(lang, "{who} (asked {amount})",
              who=title_of(team, picture, lang), amount=number(amount, lang)),
              value=str(int(amount * part)), needed=True, read=a_number(lang))
        for index, (team, amount, _) in enumerate(one.claims)
    ]  # fmt: skip
    left = counted(number(one.available, lang), clean(one.unit), lang)
    note = say(lang, "There is {left}. What nobody gets stays in stock.", left=left)
    fields.append(Field("why", say(lang, "Why"), needed=True))
    filled = await app.push_screen_wait(
        Form(lang, plain(one.title, lang), fields, note)
    )
    if filled is None:
        return None
    shares = []
    for index, (team, _, _) in enumerate(one.claims):
        amount = filled[f"n{index}"]
        assert isinstance(amount, float)
        shares.append((team, amount))
    return Settle(one.stock, tuple(shares), str(filled["why"]))
