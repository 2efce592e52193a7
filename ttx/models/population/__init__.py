"""The people: who depends on power at home, who is cold, who calls, who trusts.

People are counted as persons; a death is an event with a name, never a share.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from ttx.forms import Form
from ttx.models.model import (
    Cause,
    Followed,
    Gauge,
    Ground,
    Lever,
    Model,
    Moves,
    kept,
)
from ttx.models.population.area import Area, Measures
from ttx.models.population.control_room import ControlRoom
from ttx.models.population.detail import Details, gather
from ttx.models.population.form import PEOPLE
from ttx.models.population.says import GAUGES, LEVERS, RUNNING, SENSITIVE
from ttx.models.population.sides import chosen
from ttx.models.population.vulnerable import KINDS
from ttx.models.population.why import why
from ttx.models.station import Calendar
from ttx.moment import HOUR
from ttx.text import Text

_TIED = {
    "power": "power",
    "telecom": "telecom",
    "emergency": "emergency",
    "care_home_power": "home_power",
    "points_power": "points_power",
}
_SPREAD = ("outreach", "support_points", "mobile_points", "stations")
_SWITCHES = ("list_shared", "heat_homes", "child_care")
_CLIENTS = {
    "to_hospital",
    *(f"{kind}_{what}" for kind in KINDS for what in ("left", "reached", "missed")),
}
"""Counts of people on devices at home: few of all events change any of them."""
_MEASURES = ("call_takers", "temperature", *_SPREAD, *_SWITCHES)


class Population(Model):
    """All areas, and the levers that work on one or on all of them."""

    NAME: ClassVar[str] = "population"
    FORM: ClassVar[Form] = PEOPLE

    def __init__(self, values: Mapping[str, Any], ground: Ground) -> None:
        self._ground, self._env = ground, Calendar.of(ground.env)
        self._moves, self._absences = Moves(), Moves()
        self._areas = [
            Area(name, one, values, ground, self._moves, self._absences)
            for name, one in values["areas"].items()
        ]
        self._clients = Moves()
        for area in self._areas:
            area.dependents.changes = self._clients
        if not self._areas:
            ground.wrong(("areas",), "missing", "there must be at least one area")
        self._people = sum(area.people for area in self._areas) or 1
        self._own = {area.name: _base(area) for area in self._areas}
        self._all = Measures(outreach=sum(o.outreach for o in self._own.values()))
        self._routine = self._all.outreach
        self._ties: dict[str, dict[str, str]] = {}
        self._followed = Followed()
        self._read = {area.name: self._readers(area) for area in self._areas}
        for area in self._areas:
            self._tie(area, values["areas"][area.name])
            area.measure({one: self._combine(area, one) for one in _MEASURES})
            self._gauges(area)
            self._levers(area.name, [area], self._own[area.name])
        self._overall()
        self._levers("all", self._areas, self._all)
        if any(area.parts.any for area in self._areas):
            Details(self._areas, self._ties, self._people, ground)
        self._rooms = self._open_rooms(values)
        ground.each_look(self._look)

    def start(self) -> None:
        """Nothing runs by itself: people follow power and telecom on the grid."""

    def _look(self) -> None:
        moved = self._followed.moved()
        for area in self._areas:
            area.look(moved)
        for room in self._rooms:
            room.look()

    def _open_rooms(self, values: Mapping[str, Any]) -> list[ControlRoom]:
        clock = values["clock"].mean if values["clock"] is not None else None
        by_hour = [one.mean for one in values["calls_by_hour"]] or [1.0]
        rooms: dict[str, ControlRoom] = {}
        for area in self._areas:
            one = values["areas"][area.name]
            form = chosen(one, values, area.name, "control_room", self._ground)
            name, peak = one["control_room"], 0.0
            if form is not None:
                room = rooms.get(name) or ControlRoom(name, form, self._ground)
                rooms[name] = room
                room.line(area.name, area.calls, _works(area, not room.tied))
                peak = room.peak
            if form is not None or clock is not None:
                area.season = _season(area, clock, by_hour, peak)
        return list(rooms.values())

    def _tie(self, area: Area, values: Mapping[str, Any]) -> None:
        names = {key: values[key] for key in _TIED}
        names["care_home_power"] = names["care_home_power"] or names["power"]
        self._ties[area.name] = names
        for key, attribute in _TIED.items():
            if names[key]:
                place = ("areas", area.name, key)
                foreign = self._ground.foreign(names[key], place)
                area.tie(attribute, names[key], foreign)
                self._followed.all.append(foreign)

    def _combine(self, area: Area, what: str) -> float:
        """What is done for this area: its own measure, and its part of that for all."""
        own: float = getattr(self._own[area.name], what)
        every: float = getattr(self._all, what)
        if what == "call_takers":
            return own * every
        if what == "temperature":
            return own + every
        if what in _SWITCHES:
            return max(own, every)
        more = every - (self._routine if what == "outreach" else 0.0)
        return max(0.0, own + more * area.people / self._people)

    # --- gauges ------------------------------------------------------------------

    def _gauges(self, area: Area) -> None:
        def make(what: str) -> Gauge:
            read = self._read[area.name][what]
            unit, nl, en, _ = GAUGES[what]
            name = f"people.{area.name}.{what}"
            says = Text(f"{area.title.nl}: {nl}", f"{area.title.en}: {en}")
            cause = why(area, what, self._ties[area.name], lambda: int(self._env.now))
            moves = self._still(what, [area])
            return Gauge(name, unit, says, read, what in SENSITIVE, cause, moves)

        whats = self._read[area.name]
        self._ground.gauges_of(f"people.{area.name}", whats, make)

    def _still(self, what: str, areas: list[Area]) -> Moves | None:
        """What counts the moves of a figure that stands still between events."""
        if what in RUNNING or any(area.parts.any for area in areas):
            return None
        return self._absences if what == "absent" else self._moves

    def _readers(self, area: Area) -> dict[str, Callable[[], float]]:
        homes, public, calls, dependents, env = (
            area.homes, area.public, area.calls, area.dependents, self._env,
        )  # fmt: skip

        def now() -> int:
            return env._now

        def counted(what: str) -> Callable[[], float]:
            return lambda: float(dependents.count[what])

        counts = {
            f"{kind}_{what}": counted(f"{kind}_{what}")
            for kind in KINDS
            for what in ("left", "reached", "missed")
        }
        return counts | {
            "to_hospital": lambda: float(dependents.to_hospital),
            "home_temperature": lambda: homes.coldest(now()),
            "house_temperature": lambda: area.house.at(now()),
            "cold_hours": area.cold_hours,
            "moved": lambda: float(homes.moved),
            "moving": lambda: float(homes.moving),
            "rides": lambda: homes.rides,
            "falls": lambda: float(homes.falls),
            "calls": lambda: calls.rate,
            "calls_unanswered": lambda: float(calls.unanswered),
            "calls_answered": lambda: float(calls.answered),
            "heard": lambda: public.heard.at(now()),
            "trust": lambda: public.trust,
            "rumours": lambda: public.rumours.at(now()),
            "co": lambda: float(area.co),
            "supported": lambda: float(area.supported()),
            "crowding": area.crowding,
            "unreached": lambda: float(area.unreached()),
            "dark": lambda: float(round(area.people * area.dark)),
            "dark_hours": lambda: area.dark_hours,
            "absent": area.absent,
        }

    def _overall(self) -> None:
        readers = [self._read[area.name] for area in self._areas]
        weights = [area.people / self._people for area in self._areas]

        def make(what: str) -> Gauge:
            unit, nl, en, how = GAUGES[what]
            parts = [one[what] for one in readers]
            read = gather(how, parts, weights)
            says = Text(f"Alle gebieden: {nl}", f"All areas: {en}")
            name = f"people.all.{what}"
            cause = self._worst(what, parts, -1.0 if how == "least" else 1.0)
            moves = self._still(what, self._areas)
            if moves is not None:
                read = kept(read, self._clients if what in _CLIENTS else moves)
            return Gauge(name, unit, says, read, what in SENSITIVE, cause, moves)

        self._ground.gauges_of("people.all", GAUGES, make)

    def _worst(
        self, what: str, parts: list[Callable[[], float]], sign: float
    ) -> Callable[[], Cause | None]:
        """The cause of a figure for all areas: that of the area that stands out."""
        areas, ties = self._areas, self._ties

        def tell() -> Cause | None:
            if not areas:
                return None
            place = max(range(len(parts)), key=lambda one: sign * parts[one]())
            area = areas[place]
            return why(area, what, ties[area.name], lambda: int(self._env.now))()

        return tell

    # --- levers ------------------------------------------------------------------

    def _levers(self, name: str, areas: list[Area], measures: Measures) -> None:
        title = areas[0].title if name != "all" else Text("Alle gebieden", "All areas")
        pulses = self._pulses(areas)
        bases: dict[str, float] = {
            one: getattr(measures, one) for one in Measures.__slots__
        }

        def make(what: str) -> Lever:
            unit, nl, en, low, high = LEVERS[what]
            says = Text(f"{title.nl}: {nl}", f"{title.en}: {en}")
            kind = "pulse" if what in pulses and what != "notice" else "level"
            pulled = pulses.get(what) or self._measure(areas, measures, what)
            base = bases.get(what, 0.0)
            full = f"people.{name}.{what}"
            return Lever(full, unit, says, pulled, base, kind, low, high)

        self._ground.levers_of(f"people.{name}", LEVERS, make)

    def _measure(
        self, areas: list[Area], measures: Measures, what: str
    ) -> Callable[[float], None]:
        def pulled(value: float) -> None:
            setattr(measures, what, value)
            for area in areas:
                area.measure({what: self._combine(area, what)})

        return pulled

    def _pulses(self, areas: list[Area]) -> dict[str, Callable[[float], None]]:
        def each(act: Callable[[Area, float, int], None]) -> Callable[[float], None]:
            def pulled(value: float) -> None:
                for area in areas:
                    area.catch_up()
                    act(area, value, int(self._env.now))

            return pulled

        return {
            "message": each(lambda a, v, now: a.public.message(v, a.telecom, now)),
            "correct": each(lambda a, v, now: a.public.correct(v, a.telecom, now)),
            "rumour": each(lambda a, v, now: a.public.rumour(v, now)),
            "promise_broken": each(lambda a, v, now: a.public.break_promise(v)),
            "notice": each(lambda a, v, now: a.public.tell(v, now)),
            "move_homes": lambda value: _move(areas, round(value)),
        }


def _base(area: Area) -> Measures:
    drawn = area.drawn
    return Measures(
        outreach=drawn["outreach"], temperature=drawn["outside_temperature"]
    )


def _move(areas: list[Area], residents: int) -> None:
    """Move residents, shared out over the areas by those who are still there."""
    left = residents
    there = sum(area.homes.residents - area.homes.moving for area in areas)
    for area in areas:
        here = area.homes.residents - area.homes.moving
        part = round(left * here / there) if there else 0
        area.catch_up()
        area.homes.ask_move(part)
        left, there = left - part, there - here


def _works(area: Area, follows: bool) -> Callable[[], float]:
    """What an area's levers (and its gauge, if the room has none) do for its room."""

    def works() -> float:
        takers = area.measures.call_takers
        return takers * area.emergency if follows else takers

    return works


def _season(
    area: Area, clock: float | None, by_hour: list[float], peak: float
) -> Callable[[int], float]:
    """The usual load of the hour (if there is a clock), and the first dark hour's."""

    def season(now: int) -> float:
        hour = 0 if clock is None else int((clock + now) // HOUR)
        usual = 1.0 if clock is None else by_hour[hour % len(by_hour)]
        first = peak * area.dark if 0.0 < area.dark_hours <= 1.0 else 0.0
        return usual * (1.0 + first)

    return season
