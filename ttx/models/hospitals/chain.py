"""What all hospitals share: lengths of stay, shares, counts over the whole chain.

It moves nobody; the sites do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ttx.figures import Figure
from ttx.models.model import Ground, Moves
from ttx.models.patient import Patient, Stay
from ttx.models.station import Calendar
from ttx.moment import DAY, HOUR

OVERALL, DEFENCE = "all", "defence"
Settings = dict[str, float]
"""The levers of a site, a region or all together, as they stand."""


def profile(row: Sequence[float]) -> tuple[float, ...]:
    """24 factors with mean 1 from any number of equal parts of a day (none: even)."""
    hours = [row[hour * len(row) // 24] if row else 1.0 for hour in range(24)]
    whole = sum(hours)
    return tuple(one * 24 / whole if whole else 1.0 for one in hours)


class Chain:
    """The hospitals as one chain of care."""

    __slots__ = (
        "_supervised", "_waiting", "allied", "back", "blood", "by_hour", "by_name",
        "clock", "counts", "defence_staff", "deployed", "died", "entered", "env",
        "foreign", "ground", "home", "infected", "move_again", "moved", "on_the_way",
        "outbreak", "outflow", "put_offs", "recognised", "regions", "settings", "shares",
        "shifts", "sites", "specialisms", "stays", "surge", "transfer", "watched",
    )  # fmt: skip

    surge: Any
    """The ladder of intensive care; tied by the model."""
    outflow: Any
    """Care after hospital; tied by the model."""

    def __init__(self, values: Mapping[str, Any], ground: Ground) -> None:
        self.ground = ground
        self.env = Calendar.of(ground.env)
        self.clock: int = round(values["clock"].mean)
        self.stays = {name: Stay(one) for name, one in values["stays"].items()}
        self.shares = {name: one.mean for name, one in values["shares"].items()}
        counts: Mapping[str, Figure] = values["counts"]
        self.counts = {name: one.mean for name, one in counts.items()}
        self.back: dict[str, Figure] = {
            one: values["stays"][f"back_{one}"] for one in ("urgent", "early")
        }
        self.transfer: int = round(self.stays["transfer"].mean)
        self.move_again: int = round(self.stays["move_again"].mean)
        self.by_hour = profile([one.mean for one in values["by_hour"]])
        self.shifts: dict[str, int] = {
            name: round(one.mean / HOUR) for name, one in values["shifts"].items()
        }
        self.settings, self.put_offs = Settings(), Moves()
        self.outbreak = self.blood = self.died = self.moved = self.home = 0
        self.entered = self.on_the_way = self.infected = 0
        self.allied: list[Patient] = []
        self.regions: list[Any] = []
        self.sites: list[Any] = []
        self.watched: list[Any] = []
        self.specialisms: frozenset[str] = frozenset()
        self.by_name: dict[str, Any] = {}
        self.defence_staff: float = values["defence"]["staff"].mean
        self.deployed = 0.0
        self._waiting: float = values["foreign"]["staff"].mean
        self._supervised: float = values["foreign"]["supervision"].mean
        self.recognised = self.foreign = 0.0

    @property
    def hour(self) -> int:
        """The hour of day, 0 to 23."""
        return (self.env._now + self.clock) // HOUR % 24

    @property
    def day(self) -> int:
        """The number of the calendar day, counted from STARTEX's."""
        return int(self.env._now + self.clock) // DAY

    def to_next_hour(self) -> int:
        """Milliseconds until the clock strikes."""
        return HOUR - int(self.env.now + self.clock) % HOUR

    def total(self, what: str) -> int:
        """ICU or ward beds of all hospitals, as they stood at the start."""
        beds: int = sum(one.total(what) for one in self.regions)
        return max(1, beds)

    def usual(self, what: str, level: int) -> int:
        """How many of these a hospital of this level has that states none."""
        return max(1, round(self.counts[f"{what}_{level}"]))

    # ---- staff that belongs to no single hospital

    @property
    def foreign_waiting(self) -> float:
        """Foreign staff not yet recognised."""
        return self._waiting * (1 - self.recognised)

    def recognise(self, value: float) -> None:
        """This share of the foreign staff may work, under supervision."""
        self.recognised = min(1.0, value)
        nurses = sum(site.staffing.nurses for site in self.sites if not site.buffer)
        work = self._waiting * self.recognised * (1 - self._supervised)
        self.foreign = work / max(1.0, nurses)
        for site in self.sites:
            site.settle()

    def draw(self) -> None:
        """Settle what open buffer sites take from whom; nobody is emptied wholly."""
        most = self.shares["most_taken"]
        for site in self.sites:
            site.staffing.taken = 0.0
        for buffer in self.sites:
            for name, share in buffer.draws if buffer.buffer and buffer.is_open else ():
                giver = self.by_name.get(name)
                if giver is not None:
                    giver.staffing.taken = min(most, giver.staffing.taken + share)

    def given(self, buffer: Any) -> float:
        """The share of its staff that a buffer site really gets from its givers."""
        meant = got = 0.0
        for name, figure in buffer.values["givers"].items():
            site = self.by_name.get(name)
            size = site.staffing.nurses if site is not None else self.defence_staff
            there = site.staffing.present() if site is not None else 1 - self.deployed
            meant += figure.mean * size
            got += figure.mean * size * there
        return min(1.0, got / meant) if meant else 1.0
