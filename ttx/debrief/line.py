"""The time line: what reached each table and what it decided, by move and by run.

Facts in the order of the journal; exercise time and table time stand side by side
and are never added up.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ttx.debrief.decisions import DecisionFact
from ttx.evaluation_log import Log, inject_of, title_of_table, words
from ttx.evaluation_words import moment
from ttx.journal import Entry
from ttx.scenario import Move
from ttx.text import Text, both

OPENS = ("brief", "talk", "commit", "run")
CONTROLLED = ("inject", "script", "contextual", "contingency", "improvised")
PIECES = 6
"""Into how many parts an exercise without moves is cut, to fit a page."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the exercise: a move at the tables, or a run of the world."""

    title: Text
    when: Text
    at: int
    run: bool
    first: int


@dataclass(frozen=True, slots=True)
class Item:
    """One mark on a lane. kind: inject, decision, policy (no person took it)."""

    entry: int
    at: int
    kind: str
    label: str
    text: Text
    times: int = 1


@dataclass(frozen=True, slots=True)
class Lane:
    """One table: its items, and the same by segment."""

    seat: str
    title: Text
    items: tuple[Item, ...]
    cells: tuple[tuple[Item, ...], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """All lanes over the same segments, from the first to the last moment."""

    segments: tuple[Segment, ...]
    lanes: tuple[Lane, ...]
    since: int
    until: int
    moves: tuple[tuple[int, Text], ...]


@dataclass(frozen=True, slots=True)
class InjectFact:
    """One inject at one moment, of the draaiboek or of exercise control (`improvised`).

    `deliveries` counts the times that it was sent then: to each table its own copy.
    """

    entry: int
    at: int
    table: int | None
    inject: str
    number: str
    title: Text
    sender: Text
    to: tuple[Text, ...]
    channel: Text
    contingency: bool
    improvised: bool
    deliveries: int = 1


def line(log: Log, decisions: Sequence[DecisionFact]) -> Line:
    """The time line of a whole exercise."""
    segments = segments_of(log)
    starts = [one.first for one in segments]
    lanes = []
    for table in log.scenario.tables:
        items = sorted([*_injects(log, table.id), *_decided(decisions, table.id)],
                       key=lambda one: one.entry)  # fmt: skip
        cells: list[list[Item]] = [[] for _ in segments]
        for item in items:
            cells[max(0, bisect_right(starts, item.entry) - 1)].append(item)
        lanes.append(
            Lane(
                table.id,
                table.short,
                tuple(items),
                tuple(tuple(_merged(cell)) for cell in cells),
            )
        )
    moves = tuple((one.at, one.title) for one in log.scenario.moves)
    return Line(segments, tuple(lanes), *span(log), moves)


def span(log: Log) -> tuple[int, int]:
    """The first and last moment at which anything was written down."""
    times = [entry.at for entry in log.entries if entry.kind != "started"]
    return (min([0, *times]), max([1, *times]))


def segments_of(log: Log) -> tuple[Segment, ...]:
    """The stretches of an exercise: as its moves ran, else equal parts of its time."""
    moves = {one.id: (number, one) for number, one in enumerate(log.scenario.moves, 1)}
    made: list[Segment] = []
    phase: tuple[str, bool] | None = None
    for entry in log.out("ran"):
        known = moves.get(str(entry.body["move"]))
        here = (str(entry.body["move"]), entry.body["state"] == "run")
        if known is None or here == phase or entry.body["state"] not in OPENS:
            continue
        made.append(_segment(log, entry, *known, here[1]))
        phase = here
    if not made:
        return _pieces(log)
    if made[0].first > 2 and any(_shown(e) for e in log.entries[: made[0].first - 1]):
        start = min(made[0].at, 0)
        made.insert(0, Segment(both("Before the first move"), moment(log.scenario, start),
                               start, True, 0))  # fmt: skip
    return tuple(made)


def _shown(entry: Entry) -> bool:
    return entry.kind == "delivered" or (
        entry.kind == "asked" and entry.body["action"]["kind"] == "Decision"
    )


def _segment(log: Log, entry: Entry, number: int, move: Move, run: bool) -> Segment:
    named = both("Move {number}: {title}", number=number, title=move.title)
    if move.title.nl.startswith("Ronde") or move.title.en.startswith("Move"):
        named = move.title
    title = both("The world plays on") if run else named
    return Segment(title, moment(log.scenario, entry.at), entry.at, run, entry.seq)


def _pieces(log: Log) -> tuple[Segment, ...]:
    since, until = span(log)
    made = []
    for piece in range(PIECES):
        at = since + (until - since) * piece // PIECES
        first = next((e.seq for e in log.entries if e.at >= at), 0)
        when = moment(log.scenario, at)
        made.append(
            Segment(both("From {moment}", moment=when), Text(), at, False, first)
        )
    return tuple(made)


def _merged(cell: Sequence[Item]) -> list[Item]:
    """A cell in which one routine decision, taken again and again, stands once."""
    made: dict[object, Item] = {}
    times: dict[object, int] = {}
    for item in cell:
        key = (item.kind, item.text) if item.kind == "policy" else item.entry
        made.setdefault(key, item)
        times[key] = times.get(key, 0) + 1
    return [item if times[key] == 1 else replace(item, times=times[key])
            for key, item in made.items()]  # fmt: skip


def _injects(log: Log, seat: str) -> list[Item]:
    """What exercise control sent to a table: planned injects, and ad hoc (`+`)."""
    made = []
    for entry in log.out("delivered"):
        inject = inject_of(entry)
        sent = inject or entry.body.get("kind") in CONTROLLED
        if sent and seat in entry.body["to"]:
            planned = log.scenario.injects.get(inject)
            label = planned.number if planned else "+"
            made.append(
                Item(entry.seq, entry.at, "inject", label, title_of_letter(entry))
            )
    return made


def _decided(decisions: Sequence[DecisionFact], seat: str) -> list[Item]:
    return [
        Item(one.entry, one.at, "policy" if one.hand else "decision", str(one.number),
             Text(one.text, one.text) if one.text else one.title)
        for one in decisions if one.seat == seat
    ]  # fmt: skip


def title_of_letter(entry: Entry) -> Text:
    """What a delivery is called: its title, else the start of its text."""
    title = words(entry.body.get("title"))
    if title:
        return title
    text = words(entry.body.get("text"))
    return Text(_start(text.nl), _start(text.en))


def _start(text: str) -> str:
    return text if len(text) <= 70 else text[:69].rstrip() + "…"


def injects(log: Log) -> tuple[InjectFact, ...]:
    """All that the draaiboek and exercise control sent, in order; copies together."""
    found = [e for e in log.out("delivered")
             if e.body.get("inject") or e.body.get("kind") in ("inject", "script")]  # fmt: skip
    made: dict[object, InjectFact] = {}
    for entry in found:
        one = _inject(log, entry)
        key = (one.inject, one.at) if one.inject else one.entry
        if known := made.get(key):
            to = tuple(dict.fromkeys([*known.to, *one.to]))
            one = replace(known, to=to, deliveries=known.deliveries + 1)
        made[key] = one
    return tuple(made.values())


def _inject(log: Log, entry: Entry) -> InjectFact:
    planned = log.scenario.injects.get(inject_of(entry))
    channel = str(entry.body.get("channel") or "")
    named = log.scenario.channels.get(channel)
    return InjectFact(
        entry=entry.seq,
        at=entry.at,
        table=entry.table,
        inject=inject_of(entry),
        number=planned.number if planned else "",
        title=title_of_letter(entry),
        sender=words(entry.body.get("sender")),
        to=tuple(title_of_table(log.scenario, str(one)) for one in entry.body["to"]),
        channel=named.title if named else both(CHANNELS.get(channel, channel)),
        contingency=planned is not None and planned.kind == "contingency",
        improvised=planned is None,
    )


CHANNELS = {
    "email": "e-mail",
    "phone": "phone",
    "radio": "radio",
    "sitrep": "situation report",
    "news": "news",
    "social": "social media",
    "nl-alert": "NL-Alert",
    "letter": "letter",
    "face": "face to face",
    "in person": "in person",
    "in-person": "in person",
    "video": "video call",
    "courier": "courier",
}
"""The ways in which messages travel, where a scenario does not name its own."""
