"""One area of people in an outage: homes, care homes, support points, calls, trust.

It looks at power and telecom on the grid; it must never decide for anyone. Between
events it is brought up to date when figures are written down, once an hour at least.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ttx.figures import Figure
from ttx.models.model import Foreign, Ground, Moves
from ttx.models.population.care_homes import COLD, CareHomes, Warmth
from ttx.models.population.chance import poisson
from ttx.models.population.public import Calls, Public
from ttx.models.population.sides import Parts
from ttx.models.population.vulnerable import Dependents
from ttx.models.station import Calendar
from ttx.moment import HOUR
from ttx.text import Text

_PERSONAL = ("ventilated_battery", "oxygen_battery", "dialysis_limit", "home_cools")
"""Figures that are drawn for each person or home, not once for the area."""


@dataclass(slots=True)
class Measures:
    """What is being done for an area (or, of one kind, for all areas)."""

    outreach: float = 0.0
    list_shared: float = 0.0
    support_points: float = 0.0
    mobile_points: float = 0.0
    call_takers: float = 1.0
    stations: float = 0.0
    heat_homes: float = 0.0
    child_care: float = 0.0
    temperature: float = 0.0


class Area:
    """The people of one area and how they fare.

    `values` are the area's own, `tables` the whole form: what a side is described by.
    `moves` counts what may have changed its figures (those of calls and of what fades or
    cools by itself apart), `absences` what may have changed who comes to work.
    """

    __slots__ = (
        "_absences", "_absent", "_aim", "_around", "_arranged", "_co_luck", "_cold", "_env",
        "_gains", "_ground", "_indoors", "_lasts", "_late", "_listed", "_moves", "_next", "_since",
        "_size", "_small", "_step", "_stirred", "_ties", "_visiting", "_walls", "_went",
        "asking", "calls", "co", "cold", "dark", "dark_hours", "dependents", "drawn", "emergency", "figures",
        "home_power", "homes", "house", "households", "measures", "name", "parts", "people",
        "places", "points_power", "power", "public", "season", "telecom", "title",
    )  # fmt: skip

    def __init__(
        self, name: str, values: Mapping[str, Any], tables: Mapping[str, Any],
        ground: Ground, moves: Moves, absences: Moves,
    ) -> None:  # fmt: skip
        self.name, self._ground, self._env = name, ground, Calendar.of(ground.env)
        dutch = values["title"] or values["title_en"] or name
        self.title = Text(dutch, values["title_en"] or dutch)
        self.figures = {k: v for k, v in values.items() if isinstance(v, Figure)}
        self.drawn = drawn = self._draw()
        self.people = round(drawn["people"])
        self.households = round(drawn["households"])
        self.parts = Parts(
            name, values, tables, self.households, drawn["trust"], ground
        )
        self._moves, self._absences = moves, absences
        self._step = min(HOUR, ground.record)
        self._since = self._went = now = int(ground.env.now)
        self._next, self._stirred = float(now), True
        self.dependents: Dependents = self.parts.clients(values, drawn)
        self.homes: CareHomes = self.parts.care_homes(values, drawn)
        self.public = Public(drawn, now, self.parts.rumour)
        self.calls = Calls(name, drawn, ground)
        self._indoors, self._gains = drawn["indoors"], drawn["gains"]
        self._size, self._small = drawn["point_places"], drawn["mobile_places"]
        self.cold, self._absent = drawn["cold"], -1.0
        self._lasts = drawn["prepared_lasts"] / HOUR
        self._late = max(0.01, drawn["seeks_after"] / HOUR)
        self._aim = drawn["aim"] if self.parts.care is None else 1.0
        self.house = Warmth(self._indoors, drawn["house_cools"], drawn["warms"], now)
        self.measures, self._listed, self._arranged = Measures(), False, True
        self.power = self.telecom = self.emergency = 1.0
        self.home_power = self.points_power = 1.0
        self._ties: dict[str, tuple[Foreign, list[str]]] = {}
        self._around: tuple[float, bool] | None = None
        self._walls = self._visiting = 0.0
        self.season: Callable[[int], float] | None = None
        self.dark = self.dark_hours = self._cold = 0.0
        self.co = self.asking = self.places = 0
        self._co_luck = ground.stream(f"population/{name}/co")

    def _draw(self) -> dict[str, float]:
        stream = self._ground.stream("population/figures")
        return {
            key: figure.numbers[0] if figure.shape == "value"
            else figure.quantile(stream.keyed(f"{self.name}:{key}"))
            for key, figure in self.figures.items()
            if key not in _PERSONAL and key != "care_home_generators"
        }  # fmt: skip

    def supported(self) -> int:
        """People who are at a support point."""
        asked = self.asking + self.dependents.at_points
        return asked if asked < self.places else self.places

    def unreached(self) -> int:
        """People who would come to a support point and find no place."""
        lacking = self.asking + self.dependents.at_points - self.places
        return lacking if lacking > 0 else 0

    def crowding(self) -> float:
        """Asked places to places that there are; 0 where there is no point."""
        asked = self.asking + self.dependents.at_points
        return asked / self.places if self.places else 0.0

    def cold_hours(self) -> float:
        """Person-hours below 16 degrees without support."""
        return float(round(self._cold + self.homes.cold))

    def absent(self) -> float:
        """Share of staff who cannot come to work."""
        if self.parts.staffing is not None:
            return self.parts.staffing.absent()
        if self._absent < 0:
            self._absent = self._stay_home()
        return self._absent

    def _stay_or_come(self) -> None:
        """Something that decides who comes to work has changed."""
        self._absent = -1.0
        self._absences.count += 1

    def _stay_home(self) -> float:
        """That share as the length of the outage and what is done about it make it."""
        drawn, base = self.drawn, self.drawn["absence_base"]
        after, extra = drawn["absence_after"], drawn["absence"] - base
        late = self.dark_hours * HOUR / (after if after > 1.0 else 1.0)
        spread = self.dark * drawn["absence_spreads"]
        helped = 1.0 - drawn["child_care_helps"] * self.measures.child_care
        if extra < 0.0:
            extra = 0.0
        extra *= late if late < 1.0 else 1.0
        extra *= spread if spread < 1.0 else 1.0
        share = base + extra * helped
        return share if share < 1.0 else 1.0

    def obeys(self, heard: float) -> float:
        """Share of people who do as they were told, if so many heard it."""
        told = self.drawn["heeds"] * heard
        if self.parts.rumour is None:
            return told
        return told * self.parts.compliance(self.public.trust)

    def look(self, moved: bool) -> None:
        """Follow what happens to the area; `moved`: power or telecom may have."""
        now = self._env._now
        changed = moved and self._differs()
        if changed or self._stirred or now >= self._next:
            self._bring(now, changed)
            self._plan(now)
        elif self.dark and self.dependents.waits(
            now, self._visiting * (now - self._went) / HOUR
        ):
            before = self.dependents.moved
            self._see(now, self.public.heard.at(now))
            self._moves.count += self.dependents.moved - before

    def catch_up(self) -> None:
        """Bring it up to date before something is done for it, and look at it next."""
        now = self._env._now
        if now > self._since:
            self._bring(now, False)
        self._moves.count += 1
        self._stirred = True

    def _plan(self, now: int) -> None:
        """When it must be brought up to date again, if nothing happens before."""
        self._stirred = bool(
            self.parts.any or self.homes.moving or self.calls.room is not None
        )
        step, house = now - now % self._step + self._step, self.house
        self._next = min(step, self.public.slips_at, self.homes.turns_at,
                         house.crosses(COLD, now), house.crosses(self.cold, now))  # fmt: skip

    def _differs(self) -> bool:
        """Whether a share that it follows has become another one."""
        for foreign, whats in self._ties.values():
            share, known = foreign.read(), getattr(self, whats[0])
            if share != known and min(max(share, 0.0), 1.0) != known:
                return True
        return False

    def _bring(self, now: int, moved: bool) -> None:
        """Let the last stretch have its effects."""
        self._moves.count += 1
        span, self._since = now - self._since, now
        was_dark, luck = self.dark, self._co_luck.next()
        heard = self.public.heard.at(now)
        if was_dark and span:
            self._cool(now, span, was_dark, heard, luck)
            self.dark_hours += was_dark * span / HOUR
            self._stay_or_come()
        if moved:
            self._follow()
        self._warm(now, span)
        if self.parts.any:
            self._detail(now, span, heard)
        self._points(now, heard)
        self._talk(now, span, was_dark, heard)
        self._see(now, heard)

    def _see(self, now: int, heard: float) -> None:
        """People on devices: batteries that end, and visits since the last time."""
        visits, self._went = self._visiting * (now - self._went) / HOUR, now
        self.dependents.look(now, self.power, visits, self._listed, heard, self._room)

    def measure(self, made: Mapping[str, float]) -> None:
        """Something else is done for the area from now on."""
        self.catch_up()
        for what, much in made.items():
            setattr(self.measures, what, much)
        self._listed = self.measures.list_shared >= 0.5
        # visits an hour that find somebody on a device: with home care in detail all of
        # them, for there each one's list decides who is found
        self._visiting = self.measures.outreach * (1.0 if self._listed else self._aim)
        self._arranged = True
        self._stay_or_come()

    def tie(self, what: str, gauge: str, foreign: Foreign) -> None:
        """Let this share of the area (`power`, `telecom`) follow a gauge."""
        self._ties.setdefault(gauge, (foreign, []))[1].append(what)

    def _follow(self) -> None:
        """Take what the gauges that it follows have become."""
        self._stay_or_come()
        for foreign, whats in self._ties.values():
            share = min(max(foreign.read(), 0.0), 1.0)
            for what in whats:
                setattr(self, what, share)
        self.dark = 1.0 - self.power

    def _cool(
        self, now: int, span: int, dark: float, heard: float, luck: float
    ) -> None:
        degrees = self.house.at(now)
        if degrees < COLD:
            frail = self.drawn["frail"] * dark * (1.0 - self._manage(heard))
            self._cold += max(0.0, frail - self.supported()) * span / HOUR
        if degrees >= self.cold:
            return
        obeys, carbon = self.obeys(heard), self.parts.carbon
        if carbon is not None:
            carbon.look(span, self.households * dark, self.cold - degrees, obeys, luck)
            self.co = carbon.count
            return
        mean = self.drawn["co_rate"] * self.households / 1000 * dark * (1.0 - obeys)
        for _ in range(poisson(mean * span / HOUR, luck)):
            self.co += 1
            self._ground.happened("co-case", area=self.name, number=self.co)

    def _manage(self, heard: float) -> float:
        """Share of households that still manage by themselves in the dark."""
        if self.parts.supplies is not None:
            return 1.0 - self.parts.supplies.share
        return self.public.prepared(heard) if self.dark_hours < self._lasts else 0.0

    def _warm(self, now: int, span: int) -> None:
        """Let houses and care homes warm up or cool down from now on."""
        made = self.measures
        around = (made.temperature, self.dark <= 0)
        if around != self._around:
            self._around, (degrees, heated) = around, around
            outside = min(degrees + self._gains, self._indoors)
            self.house.draw_to(self._indoors if heated else outside, heated, now)
            self._walls = self.homes.outside(degrees, outside)
        self.homes.look(now, span, self.home_power, made.heat_homes, self._walls)

    def _detail(self, now: int, span: int, heard: float) -> None:
        """Tell the parts what is done for the area, and let them follow it."""
        parts = self.parts
        if parts.staffing is not None:
            parts.staffing.child_care = self.measures.child_care
        if parts.points is not None:
            parts.points.power = self.points_power
        warm = not self.dark or self.house.at(now) >= self.cold
        if parts.carbon is not None and warm:
            parts.carbon.rest()
        parts.look(self, now, span, heard)

    def _points(self, now: int, heard: float) -> None:
        made, points = self.measures, self.parts.points
        if points is not None:
            points.look(now, int(made.support_points + 1e-9), self._size, self.dark)
            self.places = points.places + int(made.mobile_points * self._small)
        elif self._arranged:
            self.places = int(made.support_points * self._size)
            self.places += int(made.mobile_points * self._small)
            self._arranged = False
        if self.dark:
            self.asking = self._ask(now, heard)
        else:
            self.asking = self.dependents.at_points = 0
        if points is not None:
            points.turn_away(self.unreached())

    def _ask(self, now: int, heard: float) -> int:
        """How many people in the dark look for a support point."""
        without, late = self._without(heard)
        drawn = self.drawn
        cold = 1.0 if self.house.at(now) < self.cold else drawn["seeks_warm"]
        knows = drawn["seeks_unheard"] + (1.0 - drawn["seeks_unheard"]) * heard
        share = drawn["seeks"] * late * cold * knows * without
        if self.parts.rumour is not None:
            share = min(1.0, share * self.parts.crowd(self.public.trust))
        return int(self.people * self.dark * share)

    def _without(self, heard: float) -> tuple[float, float]:
        """Share of households without supplies, and how far they feel it by now."""
        if self.parts.supplies is not None:
            return self.parts.supplies.share, 1.0
        felt = self.dark_hours / self._late
        return 1.0 - self.public.prepared(heard), felt if felt < 1.0 else 1.0

    def _talk(self, now: int, span: int, dark: float, heard: float) -> None:
        public, made = self.public, self.measures
        rumours = public.rumours.at(now)
        quiet = not (dark or rumours or public.told)
        if not quiet and public.look(now, span, dark, heard, rumours):
            self._ground.happened("estimate-slipped", area=self.name)
        if not span:
            return
        season = 1.0 if self.season is None else self.season(now - span)
        if self.parts.rumour is not None:
            # What goes round is in the alarm, by its own figure: not once more.
            season, rumours = season * self.parts.alarm(public.trust), 0.0
        self.calls.look(
            span, dark, heard, rumours, self.telecom,
            made.call_takers * self.emergency, made.stations, season,
        )  # fmt: skip

    def _room(self) -> bool:
        return self.dependents.at_points < self.places
