"""What an author can say of ways, convoys and repair, with the house's own figures.

Ways are fictitious, always: real routes and bottlenecks have no place in a scenario.
"""

from __future__ import annotations

from ttx.figures import TIME, Figure, fixed
from ttx.forms import TITLES, Field, Form
from ttx.moment import DAY, HOUR

GUESS = "assumption, wants an expert"
NONE = "none unless stated"
BPR = "volume-delay curve of the Bureau of Public Roads, 1964; trade knowledge"
HAZARD = "closure of 12 to 72 hours: engineering assumption"

ROAD, RAIL, WATER, AIR = "road", "rail", "water", "air"
PEAKS = tuple(fixed(one, "", "E", "two peaks: " + GUESS) for one in (
    0.2, 0.1, 0.1, 0.1, 0.2, 0.6, 1.2, 1.9, 1.9, 1.3, 1.1, 1.1,
    1.2, 1.2, 1.3, 1.6, 1.9, 1.9, 1.4, 1.0, 0.8, 0.7, 0.6, 0.4,
))  # fmt: skip
"""Road traffic by hour of day, from midnight; only what the hours are to each other
counts."""


def _detour(says: str, value: float) -> Field:
    return Field(f"speed of civil traffic on the way round a closed {says}; 0: none passes",
                 default=fixed(value, "", "E", GUESS), high=1.0)  # fmt: skip


DETOURS: Form = {
    ROAD: _detour("road", 0.5),
    RAIL: _detour("railway", 0.0),
    WATER: _detour("waterway", 0.0),
    AIR: _detour("air corridor", 0.7),
}


def _hours(
    says: str, shape: str, hours: tuple[float, ...], source: str = GUESS
) -> Field:
    numbers = tuple(one * HOUR for one in hours)
    return Field(says, unit=TIME, default=Figure(shape, numbers, TIME, source, "E"))


CLOSURE: Form = {
    "start": Field("closed from, after STARTEX", unit=TIME),
    "lasts": Field("closed for", unit=TIME),
}
WAY: Form = {
    **TITLES,
    "kind": Field("what it is", "choice", choices=(ROAD, RAIL, WATER, AIR)),
    "capacity": Field(
        "vehicles, trains, ships or flights that pass in an hour at most",
        unit="vehicles/h", low=0.001,
    ),
    "flow": Field("civil traffic, mean over the day", unit="vehicles/h"),
    "length": Field("how long it is", unit="km"),
    "speed": Field("normal speed", unit="km/h", low=1.0),
    "detour": Field(
        "speed of civil traffic while it is closed; as under detours if not stated",
        default=None, high=1.0,
    ),
    "around": Field("the way that convoys can take instead", "text", default=""),
    "maintenance": Field("planned closures", "forms", form=CLOSURE, default={}),
    "bridges": Field("ageing bridges and locks on it", unit="bridges",
                     default=fixed(0.0, "bridges", "X", NONE), high=1000.0),
    "bridge_closures": Field("unplanned closures of each in a year", unit="closures/year",
                             high=1000.0, default=fixed(0.05, "closures/year", "E", GUESS)),
    "bridge_closure": _hours("a bridge found unsafe closes it for", "triangular",
                             (12, 72, 336)),
    "sabotage": Field("sabotage in a day, expected", unit="closures/day",
                      high=1000.0, default=fixed(0.0, "closures/day", "X", NONE)),
    "sabotage_closure": _hours("sabotage closes it for", "uniform", (12, 72), HAZARD),
    "accident_closure": _hours("an accident closes it for", "triangular", (1, 2, 6)),
}  # fmt: skip
CONVOY: Form = {
    **TITLES,
    "way": Field("the way that it takes", "text"),
    "start": Field("its window opens, after STARTEX", unit=TIME),
    "every": Field("from one window to the next; 0: one window", unit=TIME,
                   default=fixed(0.0, TIME, "X", "chosen")),
    "vehicles": Field("vehicles, wagons or ships in it", unit="vehicles"),
    "window": _hours("how long it is on the way", "triangular", (1, 2, 4)),
    "takes": Field("share of the capacity of the way while it is there",
                   default=fixed(0.4, "", "E", GUESS), high=0.95),
    "admitted": Field("admitted at the start", "flag", default=True),
}  # fmt: skip
REPAIR: Form = {
    "crews": Field("unplanned closures that are worked on at once", unit="crews",
                   high=1000.0, default=fixed(2.0, "crews", "E", GUESS)),
}  # fmt: skip
TRAFFIC: Form = {
    "slows": Field("on a road, how much longer a journey is when traffic fills it",
                   default=fixed(0.15, "", "K", BPR), high=10.0),
    "power": Field("the power of flow / capacity by which that grows",
                   default=fixed(4.0, "", "K", BPR), low=1.0, high=12.0),
    "by_hour": Field("traffic on roads by hour of day, from midnight (only shares count)",
                     "row", default=PEAKS),
    "convoys": Field("share of a way that all convoys on it take at most",
                     default=Figure("value", (0.95,), "", GUESS, "E", "", (0.9, 1.05)),
                     high=1.0),
}  # fmt: skip
GNSS: Form = {
    "times": Field(
        "navigation and dispatch take this many times as long while it is disturbed",
        default=Figure("uniform", (1.1, 1.5), "",
                       "dispatch and navigation times 1.1 to 1.5; engineering assumption", "E"),
        low=1.0, high=3.0,
    ),
}  # fmt: skip

FORM: Form = {
    "clock": Field("the time of day at STARTEX, as 6h40m", unit=TIME,
                   default=Figure("value", (8.0 * HOUR,), TIME, "chosen", "X"), high=DAY),
    "ways": Field("ways", "forms", form=WAY),
    "convoys": Field("planned military movements", "forms", form=CONVOY, default={}),
    "detours": Field("round a closed way", "form", form=DETOURS,
                     default={name: one.default for name, one in DETOURS.items()}),
    "traffic": Field("how traffic shares a way", "form", form=TRAFFIC,
                     default={name: one.default for name, one in TRAFFIC.items()}),
    "repair": Field("repair of ways", "form", form=REPAIR,
                    default={name: one.default for name, one in REPAIR.items()}),
    "gnss": Field("satellite navigation", "form", form=GNSS,
                  default={name: one.default for name, one in GNSS.items()}),
}  # fmt: skip
