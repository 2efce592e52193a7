"""How old and how wrong each table's picture was, at the moments when it decided.

In moves that is when its decisions were entered, in running time at each decision by
people. From journal and scenario alone; it measures pictures, never the people who
had to work with them, and no table against another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ttx.actions import Decision, Fog, Override, StandingOrder
from ttx.evaluation_log import Log, show_of
from ttx.evaluation_words import moment
from ttx.scenario import Show
from ttx.text import FILTERS, Text, both


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment at which a table decided; `move` is empty in running time."""

    seq: int
    at: int
    move: str
    told: Text


@dataclass(frozen=True, slots=True)
class Beside:
    """One figure at one moment: what a table knew beside what was true.

    `age` is exercise time (ms) since it was true. `off` is known minus true in the
    gauge's own unit; None where no number can be said (no end in sight, not
    recorded). `matters`: the table would have read something else on its screen, or
    only one of the two lies inside the gauge's plausible band.
    """

    seat: str
    moment: Moment
    gauge: str
    age: int
    knew: float
    true: float | None
    off: float | None
    matters: bool


def beside(log: Log, seat: str) -> tuple[Beside, ...]:
    """All figures that a table knew by report, at each moment that it decided.

    A room without fog saw all as it was: those moments hold no such figure.
    """
    found = []
    for one in moments(log, seat):
        if not cleared(log, seat, one.seq):
            found += list(_at(log, seat, one))
    return tuple(found)


def _at(log: Log, seat: str, one: Moment) -> Iterator[Beside]:
    for gauge in log.reports.get(seat, {}):
        known = log.knew(seat, gauge, one.at, one.seq)
        show = show_of(log.scenario, gauge)
        if known is None or (show is not None and show.sensitive):
            continue
        true = truth(log, gauge, one)
        yield Beside(seat, one, gauge, max(0, one.at - known.true_at), known.value, true,
                     distance(show, known.value, true),
                     true is not None and matters(show, known.value, true))  # fmt: skip


# --- when a table decided ------------------------------------------------------------


def moments(log: Log, seat: str) -> tuple[Moment, ...]:
    """When a table's decisions were entered, or (running time) each was taken."""
    if log.scenario.pace == "running":
        return tuple(_taken(log, seat))
    return tuple(_entered(log))


def _taken(log: Log, seat: str) -> Iterator[Moment]:
    for done in log.done:
        decided = isinstance(done.action, Decision | StandingOrder)
        if decided and done.by == seat and done.hand == "person":
            yield Moment(done.seq, done.at, "", moment(log.scenario, done.at))


def _entered(log: Log) -> Iterator[Moment]:
    """Each time that a move ran; the last may have ended before it could."""
    names = [move.id for move in log.scenario.moves]
    talked = ""
    for entry in log.out("ran", "ended"):
        if entry.kind == "ran":
            talked = entry.body["move"]
        ends = entry.kind == "ended" and _open(log, entry.seq)
        if ends or (entry.kind == "ran" and entry.body["state"] == "run"):
            number = names.index(talked) + 1 if talked in names else 0
            told = both("move {number}", number=number)
            yield Moment(entry.seq, entry.at, talked, told)


def _open(log: Log, seq: int) -> bool:
    states = [one.body["state"] for one in log.ran if one.seq < seq]
    return bool(states) and states[-1] in ("talk", "commit")


def cleared(log: Log, seat: str, seq: int) -> bool:
    """Whether there was no fog in a room: by the leader's word, else by house rule."""
    said = [one.on for done, one in log.of(Fog)
            if done.seq < seq and one.table in ("", seat)]  # fmt: skip
    if said:
        return not said[-1]
    ran = [one.body["move"] for one in log.ran if one.seq <= seq]
    move = next((m for m in log.scenario.moves if ran and m.id == ran[-1]), None)
    table = log.scenario.table(seat)
    off = move.fog.off if move is not None and move.fog is not None else ()
    return table is not None and bool({table.id, table.team} & set(off))


# --- how far off --------------------------------------------------------------------


def truth(log: Log, gauge: str, one: Moment) -> float | None:
    """What was true; where exercise control set the figure, that is the truth."""
    said = [a for done, a in log.of(Override)
            if a.gauge == gauge and done.seq < one.seq]  # fmt: skip
    if said and not said[-1].clear:
        return said[-1].value
    return log.value(gauge, one.at)


def distance(show: Show | None, knew: float, true: float | None) -> float | None:
    """Known minus true, in the gauge's own unit; None where that says nothing."""
    if true is None:
        return None
    if show is not None and (show.instead(knew) or show.instead(true)):
        return 0.0 if knew == true else None
    return round(knew - true, 4)


def matters(show: Show | None, knew: float, true: float) -> bool:
    """Whether a table would have read something else: beyond rounding, or the band."""
    if show is None:
        return knew != true
    if show.band is not None:
        low, high = show.band
        if (low <= knew <= high) != (low <= true <= high):
            return True
    return as_read(show, knew) != as_read(show, true)


def as_read(show: Show, value: float) -> str:
    """A figure as it stands on a table's screen, without its unit."""
    words = show.words(value)
    return words.en if words else FILTERS[show.style](value, "en")
