"""What each table knew beside what was true, in words: ages, differences, worst cases.

Medians and the furthest cases of one table's own picture; no table is set against
another, and nothing here says what people should have known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ttx.actions import Share
from ttx.evaluation_log import (
    Log,
    figure_of,
    show_of,
    spell,
    title_of,
    title_of_table,
)
from ttx.evaluation_picture import Beside, beside, cleared, moments
from ttx.evaluation_words import lasting
from ttx.text import Text, both, number

MOST_CASES = 3
"""How many of the furthest cases are told of one table."""


@dataclass(frozen=True, slots=True)
class PictureRow:
    """One figure of one table: how old and how far off, over its moments of decision.

    `age` and `off` are medians, in words; `differed` counts the moments at which the
    table would have read something else, out of `times`.
    """

    gauge: str
    title: Text
    times: int
    age: Text
    off: Text
    differed: int


@dataclass(frozen=True, slots=True)
class PictureFact:
    """One table's picture at its moments of decision; `cases` are the furthest."""

    seat: str
    title: Text
    told: tuple[Text, ...]
    rows: tuple[PictureRow, ...]
    cases: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class SharedFact:
    """One item of the shared picture: its owner and (moment, who, text) each time."""

    title: Text
    owner: Text
    written: tuple[tuple[int, Text, str], ...]


@dataclass(frozen=True, slots=True)
class CutFact:
    """A stretch in which a table did not reach the shared picture (None: to the end)."""

    team: Text
    since: int
    until: int | None


@dataclass(frozen=True, slots=True)
class Known:
    """All that tables knew: by their own reports, and by the shared picture."""

    pictures: tuple[PictureFact, ...]
    shared: tuple[SharedFact, ...]
    cuts: tuple[CutFact, ...]


def known(log: Log) -> Known:
    """What each table knew, and what stood in the shared picture."""
    return Known(pictures(log), shared(log), cuts(log))


def pictures(log: Log) -> tuple[PictureFact, ...]:
    """Every table that decided with reported figures, in the scenario's own order."""
    made = []
    for table in log.scenario.tables:
        found = beside(log, table.id)
        clear = sum(cleared(log, table.id, m.seq) for m in moments(log, table.id))
        if found or clear:
            made.append(PictureFact(
                table.id, table.short, _told(log, found, clear),
                tuple(_rows(log, found)), _cases(log, found)))  # fmt: skip
    return tuple(made)


def _told(log: Log, found: Sequence[Beside], clear: int) -> tuple[Text, ...]:
    told = []
    if found:
        ages = lasting(round(median(one.age for one in found)))
        wrong = sum(one.matters for one in found)
        count = len({one.moment.seq for one in found})
        told.append(both(
            "Moments of decision: {moments}. Reported figures at those moments: {count};"
            " half of them were {age} old or more", moments=count, count=len(found),
            age=ages))  # fmt: skip
        told.append(both(
            "As this table would have read them: as in the model {same}, otherwise {wrong}", same=len(found) - wrong, wrong=wrong))  # fmt: skip
    if clear:
        told.append(both("Moments of decision without fog, by house rule or exercise control: {count};"
                         " there all was seen as it was", count=clear))  # fmt: skip
    return tuple(told)


def _rows(log: Log, found: Sequence[Beside]) -> list[PictureRow]:
    gauges: dict[str, list[Beside]] = {}
    for one in found:
        gauges.setdefault(one.gauge, []).append(one)
    return [
        PictureRow(gauge, title_of(log.scenario, gauge), len(same),
                   lasting(round(median(one.age for one in same))),
                   _off(log, gauge, same), sum(one.matters for one in same))
        for gauge, same in gauges.items()
    ]  # fmt: skip


def _off(log: Log, gauge: str, same: Sequence[Beside]) -> Text:
    sizes = [abs(one.off) for one in same if one.off is not None]
    if not sizes:
        return both("cannot be said in a number")
    return amount(log, gauge, median(sizes))


def amount(log: Log, gauge: str, off: float) -> Text:
    """A difference in the gauge's own unit; shares differ by percentage points."""
    show = show_of(log.scenario, gauge)
    if show is not None and show.style == "percent":
        points = spell(lambda lang: number(off * 100, lang))
        return both("{count} percentage points", count=points)
    if show is not None and show.style == "yes":
        return both("the other way round" if off >= 0.5 else "no difference")
    return figure_of(log.scenario, gauge, off)


def _cases(log: Log, found: Sequence[Beside]) -> tuple[Text, ...]:
    """The furthest from what was true, each figure once; then the oldest."""
    worst: dict[str, Beside] = {}
    for one in found:
        known = worst.get(one.gauge)
        if one.matters and (known is None or _far(log, one) > _far(log, known)):
            worst[one.gauge] = one
    furthest = sorted(worst.values(), key=lambda one: -_far(log, one))[:MOST_CASES]
    told = [_case(log, one) for one in furthest]
    oldest = max(found, key=lambda one: one.age, default=None)
    if oldest is not None and oldest.age and oldest not in furthest:
        told.append(both("Oldest, {moment}: '{title}' was {age} old",
                         moment=oldest.moment.told, title=title_of(log.scenario, oldest.gauge),
                         age=lasting(oldest.age)))  # fmt: skip
    return tuple(told)


def _far(log: Log, one: Beside) -> float:
    """How far off, beside how far that figure went in this exercise: to choose what to
    tell of figures in different units.
    """
    if one.off is None or one.true is None:
        return 1.0
    _, course = log.readings.get(one.gauge, ([], []))
    span = max([*course, one.knew, one.true]) - min([*course, one.knew, one.true])
    return abs(one.off) / span if span else 0.0


def _case(log: Log, one: Beside) -> Text:
    scenario = log.scenario
    return both("Furthest from the model, {moment}: '{title}', known: {knew} ({age} old),"
                " in the model: {true}", moment=one.moment.told,
                title=title_of(scenario, one.gauge),
                knew=figure_of(scenario, one.gauge, one.knew), age=lasting(one.age),
                true=figure_of(scenario, one.gauge, one.true))  # fmt: skip


# --- the shared picture ---------------------------------------------------------------


def shared(log: Log) -> tuple[SharedFact, ...]:
    """Every item of the shared picture with its versions; items that stayed empty too."""
    planned = log.scenario.shared_picture
    if planned is None:
        return ()
    written: dict[str, list[tuple[int, Text, str]]] = {}
    titles = {one.id: one.title for one in planned.items}
    owners = {one.id: title_of_table(log.scenario, one.owner) for one in planned.items}
    for done, one in log.of(Share):
        name, by = one.item or f"item-{done.seq}", title_of_table(log.scenario, done.by)
        titles.setdefault(name, Text(one.title, one.title))
        owners.setdefault(name, by)
        written.setdefault(name, []).append((done.at, by, one.text))
    return tuple(
        SharedFact(title, owners[name], tuple(written.get(name, ())))
        for name, title in titles.items()
    )


def cuts(log: Log) -> tuple[CutFact, ...]:
    """When which table did not reach the shared picture."""
    made: list[CutFact] = []
    since: dict[str, int] = {}
    for entry in log.out("reached"):
        seat = str(entry.body["team"])
        if not entry.body["on"]:
            since[seat] = entry.at
        elif seat in since:
            made.append(
                CutFact(title_of_table(log.scenario, seat), since.pop(seat), entry.at)
            )
    made += [CutFact(title_of_table(log.scenario, seat), at, None)
             for seat, at in since.items()]  # fmt: skip
    return tuple(made)
