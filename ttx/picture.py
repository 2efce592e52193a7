"""Reading 1: what one seat may see now, and how old it is.

Made from the exercise and its logbook, whole, each time. It changes nothing, and what
a table has not been told yet is not in it.
"""

from __future__ import annotations

from ttx.exercise import NEXT, Exercise
from ttx.picture_decisions import choices, decisions_of, propose
from ttx.picture_letters import letters
from ttx.picture_requests import contacts
from ttx.picture_shared import shared_of
from ttx.picture_sight import Cards, Sight, figure, readings, spots
from ttx.picture_staff import book_of, cell_of, desk_of
from ttx.text import Text
from ttx.view import Picture, Round, Written

__all__ = ["Cards", "Sight", "figure", "propose", "see"]


def see(sight: Sight, seat: str) -> Picture:
    """The whole picture of one seat, as it is now."""
    ex, table = sight.exercise, sight.exercise.scenario.table(seat)
    kind = "table" if table else "evaluator" if seat.startswith("evaluator") else seat
    told = kind == "table"
    knows, until = sight.cut() if told else (ex.now, len(ex.journal))
    scenario = ex.scenario
    team = scenario.teams[table.team] if table else None
    told_of = readings(sight, table, knows, until)
    return Picture(
        seat=seat, kind=kind, title=ex.title_of(seat), scenario=scenario.title,
        marking=scenario.marking, calendar=scenario.calendar, version=sight.version,
        now=ex.now, knows=knows, pace=scenario.pace, stands=stands(ex),
        started=bool(sight.book.ran) or scenario.pace == "running", over=ex.over,
        move=_round(ex), next_turn=next_turn(ex), next_moves=_next_moves(ex),
        readings=told_of, spots=spots(scenario.map, told_of), ways=scenario.map.ways,
        legend=scenario.map.legend,
        letters=letters(sight, seat, until),
        choices=choices(ex, table) if table else (),
        decided=decisions_of(sight, seat) if table else (),
        board=_board(sight, seat), contacts=contacts(sight, seat, until),
        committed=ex.committed.get(seat, False), talking=talking(ex),
        people=tuple((t.id, t.title) for t in scenario.tables)
        + tuple((key, one.title) for key, one in scenario.personas.items()),
        groups=tuple((k, t.title) for k, t in scenario.teams.items() if t.instances),
        no_play=ex.no_play, model_off=ex.course.model_off and not told,
        revealed=tuple(ex.revealed), briefing=scenario.briefing,
        ground_rules=scenario.ground_rules, artificialities=scenario.artificialities,
        guide=scenario.guide, hot_wash=scenario.hot_wash if ex.over else (),
        task=team.task if team else Text(), roles=team.roles if team else (),
        layer=team.layer if team else "", content_note=scenario.content_note,
        reflections=_reflections(sight, seat),
        channels=tuple((key, one.title) for key, one in scenario.channels.items()),
        desk=desk_of(sight) if kind == "leader" else None,
        cell=cell_of(sight) if kind == "response" else None,
        book=book_of(sight) if kind == "evaluator" else None,
        shared=shared_of(sight, seat, until), clear=ex.clear(seat),
    )  # fmt: skip


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


def _next_moves(ex: Exercise) -> tuple[tuple[str, Text, int], ...]:
    at = ex.move.at if ex.move else None
    return tuple(
        (m.id, m.title, m.at) for m in ex.scenario.moves if at is None or m.at > at
    )


# --- the table's own pages -----------------------------------------------------------


def _board(sight: Sight, seat: str) -> tuple[Written, ...]:
    return tuple(
        Written(e.seq, e.at, e.body["action"]["column"], e.body["action"]["text"])
        for e in sight.book.notes if e.body["by"] == seat
    )  # fmt: skip


def _reflections(sight: Sight, seat: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (e.body["action"]["question"], e.body["action"]["text"])
        for e in sight.book.reflected if e.body["by"] == seat
    )  # fmt: skip
