"""The logbook (logboek): the journal's entries, sorted by what people ask of them.

Read entry by entry, once. It holds nothing that the journal does not hold.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ttx.actions import ON_THE_REPORT, Reveal
from ttx.journal import Entry
from ttx.journal_reports import reports


@dataclass(slots=True)
class Known:
    """What one table last heard of a gauge, and before."""

    value: float
    true_at: int
    arrived: int
    sender: dict[str, str]
    by: str
    past: list[float] = field(default_factory=list)
    entry: int = 0


@dataclass(slots=True)
class Parcel:
    """A message between sending and arriving: its `sent` entry, and who got it."""

    sent: Entry
    arrived: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Logbook:
    """All that happened so far, by kind."""

    delivered: list[Entry] = field(default_factory=list)
    decided: list[Entry] = field(default_factory=list)
    contacts: list[Entry] = field(default_factory=list)
    notes: list[Entry] = field(default_factory=list)
    disputes: list[Entry] = field(default_factory=list)
    observed: list[Entry] = field(default_factory=list)
    rated: list[Entry] = field(default_factory=list)
    struck: list[Entry] = field(default_factory=list)
    reflected: list[Entry] = field(default_factory=list)
    happened: list[Entry] = field(default_factory=list)
    claimed: list[Entry] = field(default_factory=list)
    ran: list[Entry] = field(default_factory=list)
    turned: list[Entry] = field(default_factory=list)
    overruled: list[Entry] = field(default_factory=list)
    read_by: dict[int, list[str]] = field(default_factory=dict)
    ruled: dict[int, Entry] = field(default_factory=dict)
    rescinded: dict[int, Entry] = field(default_factory=dict)
    worked: dict[int, Entry] = field(default_factory=dict)
    calls: dict[str, Entry] = field(default_factory=dict)
    answers: dict[str, list[str]] = field(default_factory=dict)
    retracted: list[str] = field(default_factory=list)
    heard: dict[tuple[str, str], list[Known]] = field(default_factory=dict)
    course: dict[str, list[tuple[int, float]]] = field(default_factory=dict)
    last_by: dict[str, Entry] = field(default_factory=dict)
    cause: dict[int, int] = field(default_factory=dict)
    steps: dict[int, list[Entry]] = field(default_factory=dict)
    told: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    parcels: dict[int, Parcel] = field(default_factory=dict)
    posted: dict[int, int] = field(default_factory=dict)
    shared: list[Entry] = field(default_factory=list)
    written: list[Entry] = field(default_factory=list)
    reached: dict[str, list[Entry]] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)
    """The newest entry of each kind; of what was asked, of each kind of action."""
    seen: int = 0

    def take(self, entries: list[Entry]) -> None:
        """Read on: entries that were not read before, in order."""
        for entry in entries:
            self.seen = entry.seq
            asked = entry.body["action"]["kind"] if entry.kind == "asked" else ""
            self.last[asked or entry.kind] = entry.seq
            _TAKEN.get(entry.kind, _ignore)(self, entry)

    def newest(self, *kinds: str) -> int:
        """The newest entry of these kinds; 0 if there is none."""
        return max((self.last.get(one, 0) for one in kinds), default=0)

    def newest_but(self, *kinds: str) -> int:
        """The newest entry of any kind but these; 0 if there is none."""
        return max((n for one, n in self.last.items() if one not in kinds), default=0)

    def knows_of(self, cause: int, seat: str, until: int) -> bool:
        """Whether word of an entry had reached a seat by entry number `until`."""
        return any(
            seq <= until and one == seat for seq, one in self.told.get(cause, ())
        )

    def known(self, table: str, gauge: str, before: int | None = None) -> Known | None:
        """What a table last heard of a gauge (up to entry number `before`)."""
        past = self.heard.get((table, gauge), [])
        if before is None:
            return past[-1] if past else None
        return next((one for one in reversed(past) if one.entry <= before), None)


def _ignore(log: Logbook, entry: Entry) -> None:
    """An entry that no reading asks for."""


def _asked(log: Logbook, entry: Entry) -> None:
    body = entry.body
    action: dict[str, Any] = body["action"]
    kind = action["kind"]
    log.last_by[body["by"]] = entry
    if body["refusal"] is not None:
        if kind == "Decision":
            log.decided.append(entry)
        return
    if kind in _WRITTEN:
        log.written.append(entry)
    elif kind in _LISTS:
        getattr(log, _LISTS[kind]).append(entry)
    elif kind == "Acknowledge":
        log.read_by.setdefault(action["entry"], []).append(body["by"])
    elif kind == "Message" and action.get("reply_to") is not None:
        asked = action["reply_to"]
        log.steps.setdefault(log.cause.get(asked, asked), []).append(entry)
    elif kind in _LAST:
        getattr(log, _LAST[kind])[action["entry"]] = entry
    elif kind == "Handle":
        asked = log.cause.get(action["entry"], action["entry"])
        log.steps.setdefault(asked, []).append(entry)
    elif kind == "Call":
        log.calls[action["inject"]] = entry


_LISTS = {
    "Decision": "decided", "StandingOrder": "decided", "Contact": "contacts",
    "Note": "notes", "Dispute": "disputes", "Observe": "observed", "Rate": "rated",
    "Strike": "struck", "Reflect": "reflected", "Override": "overruled",
    "TurnTo": "turned", "Endex": "turned", "Jump": "turned", "Share": "shared",
}  # fmt: skip
_WRITTEN = [one.__name__ for one in (*ON_THE_REPORT, Reveal)]
_LAST = {"Adjudicate": "ruled", "Rescind": "rescinded"}


def _reported(log: Logbook, entry: Entry) -> None:
    true_at = entry.body["true_at"]
    for one in reports(entry):
        for gauge, value in one["values"].items():
            past = log.heard.setdefault((one["team"], gauge), [])
            trend = [*past[-1].past[-11:], value] if past else [value]
            past.append(
                Known(
                    value, true_at, entry.at, one["sender"], one["by"], trend, entry.seq
                )
            )


def _reading(log: Logbook, entry: Entry) -> None:
    for gauge, value in entry.body["values"].items():
        log.course.setdefault(gauge, []).append((entry.at, value))


def _dropped(log: Logbook, entry: Entry) -> None:
    if entry.body["state"] == "retracted":
        log.retracted.append(entry.body["inject"])


def _delivered(log: Logbook, entry: Entry) -> None:
    log.delivered.append(entry)
    if isinstance(entry.body["cause"], int) and not entry.body["inject"]:
        log.cause[entry.seq] = entry.body["cause"]
        _arrived(log, entry)


def _arrived(log: Logbook, entry: Entry) -> None:
    """Something reached some: what it came from is from now on known to them."""
    reached = [(entry.seq, one) for one in entry.body["to"]]
    log.told.setdefault(entry.body["cause"], []).extend(reached)
    if entry.body.get("sent") in log.parcels:
        log.parcels[entry.body["sent"]].arrived.extend(entry.body["to"])


def _sent(log: Logbook, entry: Entry) -> None:
    log.parcels[entry.seq] = Parcel(entry)
    log.cause[entry.seq] = entry.body["cause"]
    log.posted[entry.body["cause"]] = entry.seq


def _answered(log: Logbook, entry: Entry) -> None:
    log.answers.setdefault(entry.body["inject"], []).append(entry.body["team"])


_TAKEN: dict[str, Callable[[Logbook, Entry], None]] = {
    "asked": _asked,
    "reported": _reported,
    "reading": _reading,
    "dropped": _dropped,
    "answered": _answered,
    "delivered": _delivered,
    "sent": _sent,
    "told": _arrived,
    "reached": lambda log, entry: log.reached.setdefault(entry.body["team"], []).append(
        entry
    ),
    "happened": lambda log, entry: log.happened.append(entry),
    "claimed": lambda log, entry: log.claimed.append(entry),
    "ran": lambda log, entry: log.ran.append(entry),
    "worked": lambda log, entry: log.worked.update({entry.body["entry"]: entry}),
}
