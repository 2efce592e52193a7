"""The sides of one area that are played in detail, as far as the scenario names them.

It puts parts beside each other; none of them knows another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from ttx.figures import Figure
from ttx.models.model import Ground
from ttx.models.population.carbon import CarbonMonoxide
from ttx.models.population.care_homes import CareHomes, Warmth
from ttx.models.population.home_care import Clients, HomeCare
from ttx.models.population.homes import Building, HomesInDetail, Moves
from ttx.models.population.part import Part, drawn
from ttx.models.population.points import Points
from ttx.models.population.public import Public
from ttx.models.population.rumour import Rumour
from ttx.models.population.staffing import Staffing
from ttx.models.population.supplies import Supplies
from ttx.models.population.vulnerable import Dependents


def chosen(
    values: Mapping[str, Any], tables: Mapping[str, Any], area: str, side: str,
    ground: Ground,
) -> Any:  # fmt: skip
    """What the area's side is described by in its table; None if it is not named."""
    name = values.get(side, "")
    if name and name not in tables[side]:
        ground.wrong(("areas", area, side), "unknown-name",
                     "there is no '{name}' under '{side}'", name=name, side=side)  # fmt: skip
    return tables[side].get(name)


class Place(Protocol):
    """What a part may see of its area."""

    cold: float
    dark: float
    dark_hours: float
    telecom: float
    house: Warmth
    public: Public


class Parts:
    """All parts that an area has; a part that it has not is None."""

    def __init__(
        self, area: str, values: Mapping[str, Any], tables: Mapping[str, Any],
        households: int, trust: float, ground: Ground,
    ) -> None:  # fmt: skip
        self._area, self._ground = area, ground
        self._trust = trust
        self.named: dict[str, Part] = {}

        def part(form: str, make: Callable[..., Any], *more: Any) -> Any:
            one = chosen(values, tables, area, form, ground)
            if one is None:
                return None
            figures = {k: v for k, v in one.items() if isinstance(v, Figure)}
            self.named[form] = made = make(
                figures, drawn(figures, form, area, ground), *more
            )
            return made

        self.supplies: Supplies | None = part("supplies", Supplies, households)
        self.care: HomeCare | None = part("home_care", HomeCare)
        self._building: Building | None = part("building", Building)
        self._moves: Moves | None = part("moves", Moves)
        self.points: Points | None = part("points", Points, area, ground)
        self.rumour: Rumour | None = part("rumour", Rumour)
        self.staffing: Staffing | None = part("staffing", Staffing)
        self.carbon: CarbonMonoxide | None = part(
            "carbon_monoxide", CarbonMonoxide, area, ground
        )
        self.any = bool(self.named)

    def clients(
        self, values: Mapping[str, Any], drawn: Mapping[str, float]
    ) -> Dependents:
        """The people on devices, in the detail that the scenario asks for."""
        if self.care is None:
            return Dependents(self._area, values, drawn, self._ground)
        return Clients(self._area, values, drawn, self._ground, self.care)

    def care_homes(
        self, values: Mapping[str, Any], drawn: Mapping[str, float]
    ) -> CareHomes:
        """The care homes, in the detail that the scenario asks for."""
        if self._building is None and self._moves is None:
            return CareHomes(self._area, values, drawn, self._ground)
        return HomesInDetail(
            self._area, values, drawn, self._ground, self._building, self._moves
        )

    def look(self, area: Place, now: int, span: int, heard: float) -> None:
        """Let each part follow the area (those that others lean on come first)."""
        need = 0.0
        if self.supplies is not None:
            ready = area.public.prepared(heard)
            self.supplies.look(area.dark_hours, area.dark, ready)
            need = self.supplies.share
        if self.care is not None:
            self.care.telecom = area.telecom
        if self.rumour is not None and span:
            self.rumour.look(span, area.telecom)
        if self.staffing is not None:
            cold = area.house.at(now) < area.cold
            self.staffing.look(area.dark_hours, area.dark, cold, need)

    def compliance(self, trust: float) -> float:
        """How far people do as they are told, against what they would at the start."""
        if self.rumour is None:
            return 1.0
        rests = self.rumour.drawn["obeys"]
        return 1.0 - rests + rests * min(1.0, trust / max(0.01, self._trust))

    def crowd(self, trust: float) -> float:
        """How many more come to a point: for what goes round, and for lack of trust."""
        return self._stirred(trust, "crowds", "distrust_crowds")

    def alarm(self, trust: float) -> float:
        """How many more call: for what goes round, and for lack of trust."""
        return self._stirred(trust, "calls", "distrust_calls")

    def _stirred(self, trust: float, believed: str, distrusted: str) -> float:
        if self.rumour is None:
            return 1.0
        drawn = self.rumour.drawn
        lost = max(0.0, self._trust - trust) / max(0.01, self._trust)
        return (1.0 + drawn[believed] * self.rumour.spreading) * (
            1.0 + drawn[distrusted] * lost
        )
