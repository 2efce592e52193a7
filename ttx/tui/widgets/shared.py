"""The shared picture: its items with text, age and owner; who keeps one writes it.

Never shows a version that this seat has not had.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from ttx.actions import Share
from ttx.moment import ago
from ttx.text import clean, say
from ttx.tui.screens.form import Field, Form
from ttx.tui.widgets.panel import Column, Row, section
from ttx.tui.words import moment, plain
from ttx.view import Item, Picture, Shared

NEW = "s+"
"""The line with which a table begins an item of its own."""
HEADS = (
    Column("Item", 20),
    Column("What it says"),
    Column("Age", 6),
    Column("Owner", 16, 62),
)


def shared_rows(picture: Picture, lang: str) -> Iterable[Row]:
    """A line per item; the first says so where the line is down."""
    shared = picture.shared
    if shared is None:
        return
    yield Row("h-s", (f"{plain(shared.title, lang)}{_cut(shared, picture, lang)}",),
              head=True)  # fmt: skip
    for one in shared.items:
        mark = "* " if one.mine else ""
        text = clean(one.text) if one.at is not None else say(lang, "not written yet")
        age = "" if one.at is None else ago(picture.knows - one.at)
        yield Row(f"s{one.item}", (f"{mark}{plain(one.title, lang)}", text, age,
                                   plain(one.owner, lang)))  # fmt: skip
    if shared.writes:
        yield Row(NEW, (say(lang, "+ a new item"), "", "", ""))


def _cut(shared: Shared, picture: Picture, lang: str) -> str:
    if shared.since is None:
        return ""
    clock = f"{picture.calendar.clock(shared.since):%H:%M}"
    return " - " + say(lang, "not reached since {clock}: the last version", clock=clock)


def item_of(picture: Picture | None, key: str) -> Item | None:
    """The item of a line, if it is one."""
    items = picture.shared.items if picture and picture.shared else ()
    return next((one for one in items if f"s{one.item}" == key), None)


def shared_detail(picture: Picture, key: str, lang: str) -> Content:
    """One item in full: who keeps it, from when it is, what it says."""
    one = item_of(picture, key)
    if one is None:
        says = picture.shared.says if picture.shared else None
        return Content(plain(says, lang) if says else "")
    owner = say(lang, "kept by {who}", who=plain(one.owner, lang))
    if one.mine:
        owner = say(lang, "kept by this table (n writes it)")
    if one.at is None:
        return section(plain(one.title, lang), owner, say(lang, "not written yet"))
    written = say(lang, "{when} · {age} old", when=moment(picture, one.at, lang),
                  age=ago(picture.knows - one.at))  # fmt: skip
    return section(plain(one.title, lang), f"{owner} · {written}", clean(one.text))


def shared_page(picture: Picture, lang: str) -> Content:
    """The whole shared picture on one page."""
    if picture.shared is None:
        return Content(say(lang, "This exercise has no shared picture."))
    cut = [
        plain(one.title, lang) for one in (picture.desk.tables if picture.desk else ())
        if one.cut_off
    ]  # fmt: skip
    page = section(plain(picture.shared.title, lang), plain(picture.shared.says, lang),
                   say(lang, "Not reached by: {who}", who=", ".join(cut)) if cut else "")  # fmt: skip
    for one in picture.shared.items:
        page += shared_detail(picture, f"s{one.item}", lang)
    return page


def share_form(picture: Picture, key: str, lang: str, banner: str) -> Form | None:
    """What to fill in for this line; None where this seat does not keep it."""
    one = item_of(picture, key)
    text = Field("text", say(lang, "What it says now"), needed=True,
                 value=one.text if one else "")  # fmt: skip
    if one is not None:
        return Form(lang, plain(one.title, lang), [text], banner) if one.mine else None
    title = Field("title", say(lang, "What the item is about"), needed=True)
    return Form(
        lang, say(lang, "A new item in the shared picture"), [title, text], banner
    )


def share_of(picture: Picture, key: str, filled: dict[str, object]) -> Share:
    """The item as it was filled in."""
    one = item_of(picture, key)
    name = one.item if one else ""
    return Share(name, str(filled["text"]), str(filled.get("title", "")))
