"""What an author can say of staging places, carriers and points of entry.

It holds no behaviour; configurations differ by operator and are assumptions here.
"""

from __future__ import annotations

from ttx.figures import TIME, Figure, fixed
from ttx.forms import TITLES, Field, Form
from ttx.moment import DAY, HOUR

GUESS = "assumption, wants an expert"
TRAIN = "130-150 wounded in a train, magazines.defensie.nl 2024/01; split over places assumed"
AIRCRAFT = "configuration of a strategic AE aircraft is the operator's; assumption"


def _time(says: str, *hours: float) -> Field:
    numbers = tuple(one * HOUR for one in hours)
    return Field(
        says, unit=TIME, default=Figure("triangular", numbers, TIME, GUESS, "E")
    )


def _places(says: str, value: float, source: str) -> Field:
    return Field(
        says, unit="patients", default=fixed(value, "patients", "E", source), low=0.0
    )


def carrier(
    places: tuple[float, float, float], source: str, load: tuple[float, ...],
    travel: tuple[float, ...], turn: tuple[float, ...],
) -> Form:  # fmt: skip
    """The form of one kind of carrier, with its usual configuration and its times."""
    critical, stretcher, walking = places
    return {
        **TITLES,
        "from": Field("the staging place that it serves", "text"),
        "number": Field("how many there are", unit="carriers", high=1000.0),
        "critical": _places("places for intensive care", critical, source),
        "stretcher": _places("places for those who lie", stretcher, source),
        "walking": _places("seats for those who walk", walking, source),
        "swap": Field("stretcher places given up for one more critical place",
                      default=fixed(3.0, "", "E", GUESS)),
        "refit": _time("changing the configuration", 4, 6, 12),
        "load": _time("loading", *load),
        "travel": _time("from the staging place to a point of entry", *travel),
        "turn": _time("from the platform until ready again at the staging place", *turn),
        "least": Field("leaves when this share of its places can be filled",
                       default=fixed(0.7, "", "E", GUESS), high=1.0),
        "patience": Field("or when somebody has waited this long", unit=TIME,
                          default=fixed(12.0 * HOUR, TIME, "E", GUESS)),
        "way": Field("the gauge that tells whether its way is open", "text", default=""),
        "pace": Field("the gauge of the speed on its way (1 is usual)", "text", default=""),
    }  # fmt: skip


TRAINS = carrier((30, 75, 35), TRAIN, (2, 3, 5), (14, 18, 28), (20, 26, 40))
FLIGHTS = carrier((4, 16, 40), AIRCRAFT, (1, 1.5, 3), (2, 2.5, 4), (5, 8, 14))
SHIPS = carrier((10, 140, 100), GUESS, (4, 6, 10), (30, 40, 60), (40, 52, 80))

PLACE: Form = {
    **TITLES,
    "to": Field("points of entry, the usual one first", "names"),
}
ENTRY: Form = {
    **TITLES,
    "port": Field("the port that takes them, as transport.<hub>", "text"),
    "slots": Field("carriers that can unload at once", unit="carriers",
                   default=fixed(1.0, "carriers", "E", GUESS)),
    "slot": _time("a carrier stands at the platform or on the apron", 2, 3, 5),
    "further": Field("travel on top of that of the carrier", unit=TIME,
                     default=fixed(0.0, TIME, "X", "chosen")),
    "open": Field("the gauge that tells whether it is open", "text", default=""),
}  # fmt: skip
FORM: Form = {
    "clock": Field("the time of day at STARTEX, as 6h40m", unit=TIME,
                   default=Figure("value", (8.0 * HOUR,), TIME, "chosen", "X"), high=DAY),
    "places": Field("staging places at a Role 3", "forms", form=PLACE),
    "entries": Field("points of entry", "forms", form=ENTRY),
    "trains": Field("hospital trains", "forms", form=TRAINS, default={}),
    "aircraft": Field("strategic AE aircraft", "forms", form=FLIGHTS, default={}),
    "ships": Field("hospital ships", "forms", form=SHIPS, default={}),
    "divert": Field("sending a carrier that is under way to another point of entry",
                    unit=TIME, default=fixed(2.0 * HOUR, TIME, "E", GUESS)),
}  # fmt: skip
