"""Operating theatres: teams by shift, power, and instrument sets that go round.

It says how many teams may start; it never stops an operation that runs.

Sets go round: each operation takes a clean one, which comes back after its time in the
central sterilisation, and not faster than that works. Without a clean set nothing new
is started. Where sets are not counted, the share of sterile instruments scales teams.
"""

from __future__ import annotations

from collections import deque
from typing import Any

from ttx.models.patient import Patient
from ttx.models.station import Station


class Theatres:
    """The theatres of one hospital."""

    __slots__ = (
        "_by_day", "_by_evening", "_carried", "_cycle", "_least", "_own_sets", "_rate",
        "chain", "clean", "counted", "day", "evening", "night", "sets", "site",
        "station", "teams", "used",
    )  # fmt: skip

    def __init__(self, site: Any) -> None:
        self.site, self.chain = site, site.chain
        self.day: int = site.number("or_teams")
        self.night: int = site.number("or_night")
        self.evening: int = site.number("or_evening") or self.night
        self.counted = site.number("sets") > 0
        self.clean = self.sets = self._own_sets = site.number("sets")
        self.used: deque[int] = deque()
        self._rate = site.values["sterile_rate"].mean or float(self.day)
        self._cycle = round(self.chain.stays["sterilising"].mean)
        self._carried = 0.0
        self._least = self.chain.shares["least_means"]
        at = self.chain.shifts
        self._by_day = range(at["plan"], at["evening"])
        self._by_evening = range(at["evening"], at["night"])
        self.teams = 0
        self.station = Station(
            site.env, 0, site.operated_on, self._started if self.counted else None
        )

    def usual(self) -> int:
        """Teams at this hour of the day in usual times."""
        hour = self.chain.hour
        if hour in self._by_day:
            return self.day
        return self.evening if hour in self._by_evening else self.night

    @property
    def stopped(self) -> bool:
        """On its own power, and nothing new is started there."""
        settings: dict[str, float] = self.site.settings
        return settings["backup"] >= 0.5 > settings["own_power_plan"]

    def settle(self, staff: float, added: float) -> None:
        """Teams as the hour, staff, power and instruments allow."""
        settings, here = self.site.settings, float(self.site.is_open)
        gone = self.site.staffing.gone(self.site.staffing.team_share)
        means = settings["power"] * (1.0 if self.counted else settings["sterile"])
        teams = self.usual() * (1 - gone) + added
        least = int(means >= self._least and here > 0 and teams >= 1)
        able = int(teams * means * staff * here + 0.5)
        if able < least:
            able = least
        if settings["backup"] >= 0.5:
            plan = settings["own_power_plan"]
            able = 0 if plan < 0.5 else min(able, self.night) if plan < 1.5 else able
        self.teams = able
        if self.counted:
            more = self._own_sets + round(settings.get("sets", 0.0)) - self.sets
            self.sets, self.clean = self.sets + more, self.clean + more
        self._open()

    def _open(self) -> None:
        short = self.counted and self.clean <= 0
        self.station.resize(0 if short else self.teams)

    # ---- the cycle of sets

    def _started(self, patient: Patient) -> None:
        self.clean -= 1
        self.used.append(int(self.chain.env.now))
        if self.clean <= 0:
            self.station.units = 0

    def hour(self) -> None:
        """What the central sterilisation gives back in an hour."""
        if not self.counted:
            return
        settings = self.site.settings
        self._carried += self._rate * settings["power"] * settings["sterile"]
        back, due = 0, self.chain.env.now - self._cycle
        while self.used and self.used[0] <= due and self._carried >= 1:
            self.used.popleft()
            self._carried -= 1
            back += 1
        self._carried = min(self._carried, self._rate)
        if back:
            self.clean += back
            self._open()
