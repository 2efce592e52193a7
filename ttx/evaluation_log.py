"""The journal read once: actions typed again, readings and reports by moment.

It orders what was written down; it never judges, and never asks the world.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ttx.actions import Action, Decision, StandingOrder, from_plain
from ttx.journal import Entry
from ttx.journal_reports import reports
from ttx.scenario import Scenario, Show
from ttx.text import LANGUAGES, Text, about, both, number, percent, yes
from ttx.text_units import counted

A = TypeVar("A", bound=Action)
DECIDED = (Decision, StandingOrder)


@dataclass(frozen=True, slots=True)
class Done:
    """An accepted action: who asked it, when, and by which hand.

    `at` is exercise time, `table` the real milliseconds at the tables (None in a play
    without people, and for what was entered afterwards from paper): two clocks that are never mixed.
    """

    seq: int
    at: int
    by: str
    hand: str
    action: Action
    table: int | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A figure as a table knew it: heard at `heard_at`, true at `true_at`."""

    gauge: str
    value: float
    heard_at: int
    true_at: int
    sender: Text
    seq: int = 0


@dataclass(slots=True)
class Log:
    """All entries of one journal, laid ready for those who read it.

    `take` reads on where more was written.
    """

    entries: Sequence[Entry]
    scenario: Scenario
    done: list[Done] = field(default_factory=list)
    readings: dict[str, tuple[list[int], list[float]]] = field(default_factory=dict)
    reports: dict[str, dict[str, list[Known]]] = field(default_factory=dict)
    ran: list[Entry] = field(default_factory=list)
    _by_number: dict[int, Entry] = field(default_factory=dict)

    def __post_init__(self) -> None:
        begun, self.entries = self.entries, []
        self.take(begun)

    def take(self, fresh: Sequence[Entry]) -> None:
        """Read on: these entries come after those that it has."""
        self.entries = [*self.entries, *fresh]
        for entry in fresh:
            self._by_number[entry.seq] = entry
            if entry.kind == "asked" and not entry.body.get("refusal"):
                self.done.append(_done(entry))
            elif entry.kind == "ran":
                self.ran.append(entry)
            elif entry.kind == "reading":
                self._read(entry)
            elif entry.kind == "reported":
                self._heard(entry)

    def _read(self, entry: Entry) -> None:
        for gauge, value in entry.body["values"].items():
            times, values = self.readings.setdefault(gauge, ([], []))
            times.append(entry.at)
            values.append(float(value))

    def _heard(self, entry: Entry) -> None:
        true_at = int(entry.body["true_at"])
        for one in reports(entry):
            known = self.reports.setdefault(one["team"], {})
            sender = words(one.get("sender"))
            for gauge, value in one["values"].items():
                known.setdefault(gauge, []).append(
                    Known(gauge, float(value), entry.at, true_at, sender, entry.seq)
                )

    def of(self, kind: type[A]) -> list[tuple[Done, A]]:
        """The accepted actions of one kind, in order."""
        return [(one, one.action) for one in self.done if isinstance(one.action, kind)]

    def out(self, *kinds: str) -> list[Entry]:
        """The entries of these kinds, in order."""
        return [entry for entry in self.entries if entry.kind in kinds]

    def value(self, gauge: str, at: int) -> float | None:
        """What was true of a gauge at a moment, as far as it was recorded."""
        times, values = self.readings.get(gauge, ([], []))
        before = bisect_right(times, at)
        return values[before - 1] if before else None

    def knew(
        self, team: str, gauge: str, at: int, upto: int | None = None
    ) -> Known | None:
        """The newest report of a gauge that a table had at a moment (or entry)."""
        heard = self.reports.get(team, {}).get(gauge, [])
        before = [one for one in heard
                  if one.heard_at <= at and (upto is None or one.seq <= upto)]  # fmt: skip
        return max(before, key=lambda one: one.true_at) if before else None

    def source(self, seq: int) -> int:
        """The entry of the action behind an entry: a delivered message was asked."""
        entry = self.entry(seq)
        passed = entry is not None and entry.kind in ("delivered", "sent")
        cause = entry.body.get("cause") if entry and passed else None
        return cause if isinstance(cause, int) and not isinstance(cause, bool) else seq

    def entry(self, seq: int) -> Entry | None:
        """The entry with this number, if there is one."""
        return self._by_number.get(seq)

    @property
    def ends(self) -> int:
        """The exercise time of the last entry."""
        return max((entry.at for entry in self.entries), default=0)


def _done(entry: Entry) -> Done:
    action = from_plain(entry.body["action"])
    later = getattr(action, "on_paper", None) is not None
    return Done(entry.seq, entry.at, str(entry.body["by"]),
                str(entry.body.get("hand", "person")),
                action, None if later else entry.table)  # fmt: skip


def inject_of(entry: Entry) -> str:
    """The inject that an entry is about; each table's own copy is the same inject."""
    return str(entry.body.get("inject") or "").partition("@")[0]


def words(raw: Any) -> Text:
    """A text as the journal keeps it: {nl, en}, or one string for both."""
    if isinstance(raw, Text):
        return raw
    if isinstance(raw, dict):
        return Text(str(raw.get("nl", "")), str(raw.get("en", "")))
    return Text(str(raw), str(raw)) if raw else Text()


def spell(english: Callable[[str], str]) -> Text:
    """A text made per language by one function."""
    made = [english(lang) for lang in LANGUAGES]
    return Text(*made)


def listed(texts: Iterable[Text]) -> Text:
    """Several texts as one enumeration."""
    kept = [text for text in texts if text]
    return spell(lambda lang: ", ".join(text.of(lang) for text in kept))


def show_of(scenario: Scenario, gauge: str) -> Show | None:
    """How a gauge is shown; one written for {instance} serves every table."""
    if gauge in scenario.gauges:
        return scenario.gauges[gauge]
    for table in scenario.tables:
        if table.instance and table.instance in gauge:
            pattern = gauge.replace(table.instance, "{instance}")
            if pattern in scenario.gauges:
                return scenario.gauges[pattern]
    return None


def title_of(scenario: Scenario, gauge: str) -> Text:
    """What people call a gauge; its own name where the scenario gives none."""
    show = show_of(scenario, gauge)
    if show is None:
        return Text(gauge, gauge)
    if gauge in scenario.gauges:
        return show.title
    place = next((t.short for t in scenario.tables
                  if t.instance and t.instance in gauge), Text())  # fmt: skip
    return both("{title} ({place})", title=show.title, place=place)


def figure_of(scenario: Scenario, gauge: str, value: float | None) -> Text:
    """A value with its unit, at two significant digits at most."""
    if value is None:
        return both("not recorded")
    show = show_of(scenario, gauge)
    if show and (words := show.words(value)):
        return words
    style, unit = (show.style, show.unit) if show else ("about", Text())
    if style == "yes":
        return spell(lambda lang: yes(value, lang))
    if style == "percent":
        return spell(lambda lang: percent(value, lang))
    fine = style in ("one", "hours") or (show is not None and show.decimals > 0)
    return spell(lambda lang: counted(digits(value, lang, fine), unit, lang))


def digits(value: float, lang: str, fine: bool = False) -> str:
    """Two significant digits at most; `fine` allows one decimal below ten."""
    if fine and 0 < abs(value) < 9.95:
        return number(value, lang, 0 if round(value, 1) % 1 == 0 else 1)
    return about(value, lang)


def title_of_table(scenario: Scenario, seat: str) -> Text:
    """What people call a table; exercise control and others by their role."""
    table = scenario.table(seat)
    if table is not None:
        return table.short
    if seat in scenario.teams:
        return scenario.teams[seat].short or scenario.teams[seat].title
    if seat in scenario.personas:
        return scenario.personas[seat].short or scenario.personas[seat].title
    if seat in _ROLES:
        return both(_ROLES[seat])
    return (
        _evaluator(scenario, seat) if _EVALUATOR.fullmatch(seat) else Text(seat, seat)
    )


def _evaluator(scenario: Scenario, seat: str) -> Text:
    """The title that the scenario gives this evaluator, else their number."""
    named = scenario.evaluator(seat)
    number = seat.partition("-")[2]
    return (
        named.title
        if named and named.title
        else both("evaluator {number}", number=number)
    )


_EVALUATOR = re.compile(r"evaluator-[1-9][0-9]*")
_ROLES = {
    "leader": "exercise control",
    "excon": "exercise control",
    "response": "response cell",
    "evaluator": "evaluator",
}


def seats_of(scenario: Scenario, team: str) -> tuple[str, ...]:
    """The tables of a team: itself, or each of its instances."""
    found = tuple(t.id for t in scenario.tables if team in (t.id, t.team))
    return found or (team,)


def seat_named(scenario: Scenario, name: str) -> str:
    """The id of a table or persona that somebody wrote down, else the name itself."""
    plain = name.strip().casefold()
    for table in scenario.tables:
        for known in (table.id, table.title.nl, table.title.en, table.short.nl,
                      table.short.en):  # fmt: skip
            if known.casefold() == plain:
                return table.id
    for key, persona in scenario.personas.items():
        if plain in (key, persona.title.nl.casefold(), persona.title.en.casefold()):
            return key
    return name
