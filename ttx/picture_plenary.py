"""What may stand before everybody: nothing that one table, or none, was told.

A reading like any other: it changes nothing.
"""

from __future__ import annotations

from dataclasses import replace

from ttx.exercise import Exercise
from ttx.journal import Entry
from ttx.picture_decisions import decided
from ttx.picture_letters import text_of
from ttx.picture_sight import NO_POST, Sight, figure, readings
from ttx.scenario import Show
from ttx.text import Text
from ttx.view import Beside, Decided, Passed, Plenary, Reading

__all__ = ["plenary_of", "public"]
TOLD_TO_ALL = ("message", "request", "reply", "answer")
"""Kinds of messages that are between people, even where all tables got them."""


def plenary_of(sight: Sight, knows: int, until: int) -> Plenary:
    """What any page of the plenary screen may need."""
    ex = sight.exercise
    truth = _beside(sight, knows, until) if "truth" in ex.revealed else ()
    came = sight.book.newest_but(*NO_POST), sight.told(until)
    turned = ex.over, ex.state, ex.move.id if ex.move else "", len(ex.decisions.taken)
    return Plenary(
        sight.once(("all decided",), (came, turned), lambda: _decided(sight)),
        sight.once(("line",), came, lambda: _line(sight, until)), truth,
    )  # fmt: skip


def public(sight: Sight, knows: int, until: int) -> tuple[Reading, ...]:
    """The figures that every table has: each as the table that heard longest ago.

    Once the leader has revealed the truth: all that any table had, as it truly was.
    """
    ex = sight.exercise
    each = [
        {one.gauge: one for one in readings(sight, table, knows, until)}
        for table in ex.scenario.tables
    ]
    if "truth" in ex.revealed:
        had = {gauge: one for seen in each for gauge, one in seen.items()}
        return tuple(_truly(sight, one, knows) for one in had.values())
    made = []
    for gauge in each[0] if each else ():
        known = [seen[gauge] for seen in each if gauge in seen]
        if len(known) == len(each) and all(one.value is not None for one in known):
            oldest = min(known, key=lambda one: knows if one.at is None else one.at)
            made.append(_untitled(sight, oldest))
    return tuple(made)


def _untitled(sight: Sight, one: Reading) -> Reading:
    """A figure under its own title, whatever a table calls it."""
    title = _title(sight.exercise, one.gauge)
    return sight.once(("public", one.gauge), (one,), lambda: replace(one, title=title))


def _truly(sight: Sight, one: Reading, knows: int) -> Reading:
    value = _value(sight, one.gauge, knows)
    past = [v for at, v in sight.book.course.get(one.gauge, []) if at <= knows]
    return replace(
        one, title=_title(sight.exercise, one.gauge), value=value, at=None,
        shown=_shown(sight, one.gauge, value), heard=Text(), trend=tuple(past[-12:]),
    )  # fmt: skip


def _title(ex: Exercise, gauge: str) -> Text:
    show = ex.msel.show(gauge)
    return show.title if show else ex.world.gauges[gauge].says


def _decided(sight: Sight) -> tuple[Decided, ...]:
    """Decisions of the moves before, and of this one once it was committed.

    In running time nobody commits: this move's are shown when it is over.
    """
    ex = sight.exercise
    now = ex.move.id if ex.move else ""
    moves = ex.scenario.pace == "moves"
    closed = ex.over or (moves and ex.state in ("run", "preview", "report"))
    made = (decided(sight, entry) for entry in sight.book.decided)
    return tuple(
        replace(one, answer=Text(), works_at=None)
        for one in made
        if one.state != "refused" and (closed or one.move != now)
    )


def _line(sight: Sight, until: int) -> tuple[Passed, ...]:
    """Injects that went to all tables, turns of moves, jumps and ENDEX, in order."""
    ex, book = sight.exercise, sight.book
    moves = {move.id: move.title for move in ex.scenario.moves}
    tables = [table.id for table in ex.scenario.tables]
    made = [
        _inject(entry) for entry in book.delivered
        if entry.seq <= until and entry.body["kind"] not in TOLD_TO_ALL
        and entry.body["inject"] not in book.retracted
        and all(one in entry.body["to"] for one in tables)
    ]  # fmt: skip
    made += [
        Passed(e.seq, e.at, "move", moves.get(e.body["move"], Text()), state=e.body["state"])
        for e in book.ran
    ]  # fmt: skip
    made += [
        Passed(e.seq, e.at, e.body["action"]["kind"].lower(), Text())
        for e in book.turned if e.body["action"]["kind"] in ("Jump", "Endex")
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda one: one.entry))


def _inject(entry: Entry) -> Passed:
    body = entry.body
    return Passed(entry.seq, entry.at, "inject", text_of(body["title"]),
                  text_of(body["text"]), text_of(body["sender"]))  # fmt: skip


def _beside(sight: Sight, knows: int, until: int) -> tuple[Beside, ...]:
    """Each figure that some table had: what it was, and what each table knew."""
    ex = sight.exercise
    known: dict[str, list[tuple[str, Text, int]]] = {}
    for table in ex.scenario.tables:
        for one in readings(sight, table, knows, until):
            at = knows if one.at is None else one.at
            known.setdefault(one.gauge, []).append((table.id, one.shown, at))
    return tuple(
        Beside(gauge, _title(ex, gauge), _shown(sight, gauge, _value(sight, gauge, knows)),
               tuple(told))
        for gauge, told in known.items()
    )  # fmt: skip


def _value(sight: Sight, gauge: str, knows: int) -> float:
    """A figure as it stood at the moment up to which the tables have been told."""
    ex = sight.exercise
    past = [value for at, value in sight.book.course.get(gauge, []) if at <= knows]
    return ex.course.shown(gauge) if knows == ex.now or not past else past[-1]


def _shown(sight: Sight, gauge: str, value: float) -> Text:
    ex = sight.exercise
    return figure(value, ex.msel.show(gauge) or Show(title=ex.world.gauges[gauge].says))
