"""What exercise staff at one table see: the facilitator's prompts, a controller's desk.

A reading like any other: it changes nothing.
"""

from __future__ import annotations

from dataclasses import replace

from ttx.msel_line import Running
from ttx.picture_letters import author, author_of, letter, on_the_way, text_of
from ttx.picture_sight import Sight
from ttx.picture_staff import desk_of
from ttx.scenario import Table
from ttx.text import Text
from ttx.view import Coaching, Desk, Letter, Preview, Prompt

__all__ = ["coaching_of", "desk_at", "letters_at"]


def coaching_of(sight: Sight, table: Table, until: int) -> Coaching:
    """Questions of the move, notes on what the table has, and what is held for it.

    `until` is the entry up to which the table has been told.
    """
    ex = sight.exercise
    sent = [
        entry for entry in sight.book.delivered
        if entry.seq <= until and table.id in entry.body["to"] and entry.body["inject"]
    ]  # fmt: skip
    given = tuple(
        _prompt(sight, ex.msel.lines[entry.body["inject"]], "delivered", entry.seq)
        for entry in sent
        if entry.body["cause"] != "resent"
    )
    coming = tuple(
        _prompt(sight, line, "held" if line.held else "waiting")
        for line in ex.msel.lines.values()
        if table.id in line.to and line.state not in ("delivered", *GONE)
        and (line.held or line.state == "waiting")
    )  # fmt: skip
    questions = ex.move.questions if ex.move else ()
    return Coaching(questions, given, coming, ex.move.talk if ex.move else 0)


GONE = ("skipped", "dropped", "cancelled", "retracted", "unfired")


def _prompt(sight: Sight, line: Running, state: str, entry: int | None = None) -> Prompt:  # fmt: skip
    """One inject with its notes: as it was delivered, or as it would read now."""
    msel, inject = sight.exercise.msel, line.inject
    sent = sight.exercise.journal.entry(entry) if entry else None
    if sent is not None:
        title, text = text_of(sent.body["title"]), text_of(sent.body["text"])
    else:
        title = msel.text_of(inject.title, Text(), line.values)
        text = msel.text_of(inject.text, inject.fallback, line.values)
    return Prompt(line.key, inject.number, title, text, state, entry, inject.controller,
                  inject.dilemma)  # fmt: skip


def desk_at(sight: Sight, table: Table) -> Desk:
    """The leader's desk cut to one table: nothing of another table's is in it."""
    desk, own = desk_of(sight), table.id
    seen = sight.exercise.reporting.sees[own]
    heard = [g for one in sight.exercise.reporting.to(own) for g in one.gauges]
    preview = desk.preview and Preview(
        desk.preview.since, desk.preview.until,
        tuple(one for one in desk.preview.changes if one[0].gauge in (*seen, *heard)),
        (), tuple(one for one in desk.preview.letters if own in one.to), (),
    )  # fmt: skip
    return replace(
        desk,
        lines=tuple(one for one in desk.lines if own in one.to),
        tables=tuple(one for one in desk.tables if one.table == own),
        free=tuple(one for one in desk.free if one.team == own),
        decided=tuple(one for one in desk.decided if one.team == own),
        disputes=tuple(one for one in desk.disputes if one.team == own),
        contests=(), levers=(), policies=(), preview=preview,
    )  # fmt: skip


def letters_at(sight: Sight, table: Table, seat: str) -> tuple[Letter, ...]:
    """All that a table received or sent, for its controller; read means by all."""
    until = len(sight.exercise.journal)
    came = [
        letter(sight, entry, "leader", author(sight, entry) == seat)
        for entry in sight.book.delivered
        if table.id in entry.body["to"] or author(sight, entry) in (table.id, seat)
    ]
    away = [
        one for one in on_the_way(sight, "leader", until)
        if table.id in one.to or author_of(sight, one.entry) == table.id
    ]  # fmt: skip
    return tuple(sorted([*came, *away], key=lambda one: one.entry))
