"""Reading 1: what one seat may see now, and how old it is.

Made from the exercise and its logbook, whole, each time. It changes nothing, and what
a table has not been told yet is not in it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ttx.errors import TtxError
from ttx.exercise import NEXT, Exercise, kind_of, table_of
from ttx.picture_book import book_of
from ttx.picture_coaching import coaching_of, desk_at, letters_at
from ttx.picture_decisions import choices, decisions_of, propose
from ttx.picture_letters import letters
from ttx.picture_plenary import plenary_of, public
from ttx.picture_requests import contacts
from ttx.picture_shared import shared_of
from ttx.picture_sight import Cards, Sight, figure, readings, spots
from ttx.picture_staff import cell_of, desk_of
from ttx.picture_work import accounts_of, work_of
from ttx.scenario import Table
from ttx.text import Text
from ttx.view import Picture, Reading, Round, Spot, Written

__all__ = ["TOLD", "Cards", "Sight", "figure", "propose", "see"]
TOLD = ("table", "facilitator", "plenary")
"""Kinds of seats that see no more than tables were told."""


def see(sight: Sight, seat: str) -> Picture:
    """The whole picture of one seat, as it is now; TtxError where there is no such seat."""
    ex, scenario = sight.exercise, sight.exercise.scenario
    kind, table = kind_of(scenario, seat), table_of(scenario, seat)
    if kind in ("", "clock"):
        raise TtxError("There is no seat '{seat}' in this exercise.", seat=seat)
    own: dict[str, Any]
    knows, until = sight.cut() if kind in TOLD else (ex.now, len(ex.journal))
    if kind == "plenary":
        own = {"readings": public(sight, knows, until),
               "plenary": plenary_of(sight, knows, until)}  # fmt: skip
    elif kind == "controller" and table is not None:
        own = _at_control(sight, seat, table)
    elif table is not None:
        own = _at_table(sight, table, knows, until)
        if kind == "facilitator":
            own["coaching"] = coaching_of(sight, table, until)
    else:
        own = _at_staff(sight, seat, kind)
    return replace(
        _frame(sight), seat=seat, kind="leader" if kind == "controller" else kind,
        title=ex.title_of(seat), knows=knows,
        model_off=ex.course.model_off and kind not in TOLD, revealed=ex.shown_to(seat),
        work=work_of(sight, seat, kind), accounts=accounts_of(sight, seat, kind),
        spots=_spots(sight, seat, own["readings"]), **own,
    )  # fmt: skip


def _spots(sight: Sight, seat: str, known: tuple[Reading, ...]) -> tuple[Spot, ...]:
    names = [one.gauge for one in known]
    drawn = sight.exercise.scenario.map
    return sight.once(("spots", seat), names, lambda: spots(drawn, known))


def _frame(sight: Sight) -> Picture:
    """What every seat may see: the exercise, its move, who takes part."""
    ex, version = sight.exercise, sight.version
    stands = version, len(ex.journal), ex.now, ex.state, ex.over
    return sight.once(("frame",), stands, lambda: _framed(sight))


def _framed(sight: Sight) -> Picture:
    ex, scenario = sight.exercise, sight.exercise.scenario
    return Picture(
        seat="", kind="", title=Text(), scenario=scenario.title,
        marking=scenario.marking, calendar=scenario.calendar, version=sight.version,
        now=ex.now, knows=ex.now, pace=scenario.pace, stands=stands(ex),
        started=bool(sight.book.ran) or scenario.pace == "running", over=ex.over,
        move=_round(ex),
        ways=scenario.map.ways, legend=scenario.map.legend, talking=talking(ex),
        people=tuple((t.id, t.title) for t in scenario.tables)
        + tuple((key, one.title) for key, one in scenario.personas.items()),
        groups=tuple((k, t.title) for k, t in scenario.teams.items() if t.instances),
        no_play=ex.no_play, briefing=scenario.briefing,
        ground_rules=scenario.ground_rules, artificialities=scenario.artificialities,
        guide=scenario.guide if scenario.pace == "running" else (), hot_wash=scenario.hot_wash if ex.over else (),
        content_note=scenario.content_note,
        channels=tuple((key, one.title) for key, one in scenario.channels.items()),
    )  # fmt: skip


def _at_table(sight: Sight, table: Table, knows: int, until: int) -> dict[str, Any]:
    """What a table sees; its facilitator sees the same, and the prompts."""
    ex, own = sight.exercise, table.id
    team = ex.scenario.teams[table.team]
    return {
        "readings": readings(sight, table, knows, until),
        "letters": letters(sight, own, until), "choices": choices(sight, table),
        "decided": decisions_of(sight, own), "board": _board(sight, own),
        "contacts": contacts(sight, own, until),
        "committed": ex.committed.get(own, False),
        "task": team.task, "roles": team.roles, "layer": team.layer,
        "reflections": _reflections(sight, own), "shared": shared_of(sight, own, until),
        "clear": ex.clear(own),
        "channels": tuple((key, one.title) for key, one in ex.scenario.channels.items()
                          if one.open_to(own, table.team)),
    }  # fmt: skip


def _at_control(sight: Sight, seat: str, table: Table) -> dict[str, Any]:
    """The leader's picture cut to the table of a controller."""
    ex, until = sight.exercise, len(sight.exercise.journal)
    now = ex.now
    whole = readings(sight, None, now, until)
    names = [one.gauge for one in readings(sight, table, now, until)]
    return {
        "readings": tuple(one for one in whole if one.gauge in names),
        "letters": letters_at(sight, table, seat),
        "contacts": contacts(sight, table.id, until), "desk": desk_at(sight, table),
        "shared": shared_of(sight, seat, until), **_ahead(ex),
    }  # fmt: skip


def _at_staff(sight: Sight, seat: str, kind: str) -> dict[str, Any]:
    """Leader, response cell and evaluators: the whole truth, and each its own pages."""
    now, until = sight.exercise.now, len(sight.exercise.journal)
    return {
        "readings": readings(sight, None, now, until),
        "letters": letters(sight, seat, until), "board": _board(sight, seat),
        "contacts": contacts(sight, seat, until), "reflections": _reflections(sight, seat),
        "shared": shared_of(sight, seat, until),
        "desk": desk_of(sight) if kind == "leader" else None,
        **(_ahead(sight.exercise) if kind == "leader" else {}),
        "cell": cell_of(sight) if kind == "response" else None,
        "book": book_of(sight, seat) if kind == "evaluator" else None,
    }  # fmt: skip


def stands(ex: Exercise) -> bool:
    """Whether the world stands still between what people say."""
    return ex.over or (ex.scenario.pace == "moves" and ex.state != "run")


def talking(ex: Exercise) -> tuple[str, ...]:
    """The tables that have not committed yet."""
    if ex.state not in ("talk", "commit"):
        return ()
    return tuple(
        t.id for t in ex.scenario.tables
        if not ex.committed.get(t.id) and not ex.policies.get(t.id)
    )  # fmt: skip


def _round(ex: Exercise) -> Round | None:
    move = ex.move
    if move is None:
        return None
    number = ex.scenario.moves.index(move) + 1
    return Round(move.id, move.title, number, len(ex.scenario.moves), ex.state or "talk", move.at,
                 move.talk, move.brief, move.questions, move.house_rules)  # fmt: skip


def next_turn(ex: Exercise) -> tuple[str, str]:
    """What comes next: a run that stopped early goes back to the tables first."""
    move, coming = ex.move, ex.next_move()
    if move is not None and ex.state != "report":
        return move.id, NEXT[ex.state][0]
    if move is not None and ex.now < ex.target():
        return move.id, "talk"
    return (coming.id, "brief") if coming is not None else ("", "")


def _ahead(ex: Exercise) -> dict[str, Any]:
    """What only exercise control knows: advice, what comes next, the moves to come."""
    return {"next_turn": next_turn(ex), "next_moves": _next_moves(ex),
            "guide": ex.scenario.guide}  # fmt: skip


def _next_moves(ex: Exercise) -> tuple[tuple[str, Text, int], ...]:
    at = ex.move.at if ex.move else None
    return tuple(
        (m.id, m.title, m.at) for m in ex.scenario.moves if at is None or m.at > at
    )


# --- the table's own pages -----------------------------------------------------------


def _board(sight: Sight, seat: str) -> tuple[Written, ...]:
    return sight.once(("board", seat), sight.book.newest("Note"), lambda: tuple(
        Written(e.seq, e.at, e.body["action"]["column"], e.body["action"]["text"])
        for e in sight.book.notes if e.body["by"] == seat
    ))  # fmt: skip


def _reflections(sight: Sight, seat: str) -> tuple[tuple[str, str], ...]:
    return sight.once(("reflected", seat), sight.book.newest("Reflect"), lambda: tuple(
        (e.body["action"]["question"], e.body["action"]["text"])
        for e in sight.book.reflected if e.body["by"] == seat
    ))  # fmt: skip
