"""T3SF: a list of rows (JSON or xlsx) with clock times, players and scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ttx.exchange.loss import LEFT, NEAR, Ledger, where
from ttx.exchange.neighbours.foreign import (
    Foreign,
    ForeignInject,
    ForeignOption,
    ForeignTeam,
)
from ttx.exchange.neighbours.moments import settle
from ttx.exchange.neighbours.sheets import ALL
from ttx.exchange.neighbours.timing import read_times, told_times
from ttx.exchange.plain import line, objects, text, title

COLUMNS = ("real time", "script", "player", "subject")
"""Three of these name a list of rows as this format."""
KNOWN = ("#", "real time", "date", "subject", "from", "player", "script", "photo", "picture name",
         "profile", "poll")  # fmt: skip
Row = Mapping[str, Any]


def looks_like(data: Any) -> bool:
    """Whether this JSON is a list of rows of this format."""
    rows = [one for _, one in objects(data)[:5]] if isinstance(data, list) else []
    return any(is_header(tuple(row)) for row in rows)


def is_header(names: Sequence[Any]) -> bool:
    """Whether these column names are those of this format."""
    known = {str(one).strip().lower() for one in names}
    return sum(one in known for one in COLUMNS) >= 3


def read(data: Any, ledger: Ledger) -> Foreign:
    """The exercise in these rows."""
    rows = [(n, {str(key).strip().lower(): value for key, value in one.items()})
            for n, one in objects(data)]  # fmt: skip
    return from_rows([(where("rows", n, title(row.get("subject"))), row) for n, row in rows],
                     ledger)  # fmt: skip


def from_rows(rows: Sequence[tuple[str, Row]], ledger: Ledger) -> Foreign:
    """The same from rows with lower-case column names, each with its place."""
    rows = [(at, row) for at, row in rows if any(text(value) for value in row.values())]
    times = settle(read_times([row.get("real time") for _, row in rows], ledger))
    told_times(times, [(at, row.get("real time")) for at, row in rows], ledger)
    players: dict[str, ForeignTeam] = {}
    injects: list[ForeignInject] = []
    options: list[ForeignOption] = []
    taken: dict[str, None] = {}
    for (at, row), offset in zip(rows, times.offsets, strict=True):
        for player in _players(row):
            players.setdefault(player, ForeignTeam(player, player, place=where("players", None, player)))  # fmt: skip
        key = line(text(row.get("#")), 40) or f"row-{len(injects) + 1}"
        if key in taken:
            ledger.tell(
                NEAR, "number {number} is used twice; both came over", at, number=key
            )
            key = f"{key}/{len(injects)}"
        taken[key] = None
        mine = _poll(key, row, at, ledger)
        options += mine
        injects.append(_inject(key, row, offset, mine, at, ledger))
    return Foreign("t3sf", startex=times.startex, teams=tuple(players.values()),
                   injects=tuple(injects), options=tuple(options))  # fmt: skip


def _players(row: Row) -> tuple[str, ...]:
    one = title(row.get("player"))
    return () if not one or one.lower() in ALL else (one,)


def _inject(
    key: str,
    row: Row,
    offset: int | None,
    options: list[ForeignOption],
    at: str,
    ledger: Ledger,
) -> ForeignInject:
    ledger.rest(row, KNOWN, at)
    seen = [title(row.get("picture name")), line(text(row.get("photo")), 300)]
    picture = ": ".join(one for one in seen if one)
    if picture:
        ledger.tell(LEFT, "a picture is named in the note and not fetched", at)
    if text(row.get("profile")):
        ledger.tell(LEFT, "the portrait of the sender", at)
    told = text(row.get("date"))
    when: dict[str, Any] = {"cue": True} if offset is None else {"at": offset}
    return ForeignInject(
        key,
        title(row.get("subject")),
        text(row.get("script")),
        number=line(text(row.get("#")), 20),
        sender=title(row.get("from")),
        to=_players(row),
        by="email",
        answers=tuple(one.key for one in options),
        controller=line(told, 120),
        note=picture,
        place=at,
        **when,
    )


def _poll(key: str, row: Row, at: str, ledger: Ledger) -> list[ForeignOption]:
    """The answers of a poll, as options of the table that gets it."""
    answers = [line(one) for one in text(row.get("poll")).split("|") if line(one)][:12]
    if answers:
        ledger.tell(NEAR, "a poll of {count} answers became options, without effects", at,
                    count=len(answers))  # fmt: skip
    teams = _players(row)
    return [ForeignOption(f"{key}?{n}", one, teams=teams or ("*",), place=f"{at} {n + 1}: {one}")
            for n, one in enumerate(answers)]  # fmt: skip
