"""What an author can say of a scene, and what can be read and pulled there.

It holds no behaviour: every number here has a unit, a source and a tag.
"""

from __future__ import annotations

from ttx.figures import TIME, Figure, fixed
from ttx.forms import TITLES, Field, Form
from ttx.moment import MINUTE

GUESS = "assumption, wants an expert"
TEAM = "one trauma team treats about ten T1 and T2 in an hour (de Boer, medicalalgorithms.com)"


def _minutes(
    says: str, *minutes: float, source: str = GUESS, tag: str = "E"
) -> Field:  # fmt: skip
    numbers = tuple(one * MINUTE for one in minutes)
    return Field(
        says, unit=TIME, default=Figure("triangular", numbers, TIME, source, tag)
    )


def _value(says: str, minutes: float) -> Field:
    return Field(
        says, unit=TIME, default=fixed(minutes * MINUTE, TIME, "E", GUESS)
    )  # fmt: skip


SCENE: Form = {
    **TITLES,
    "region": Field("the region that it lies in", "text"),
    "ambulances": Field("ambulances that drive for it, by region", "figures",
                        unit="ambulances"),
    "to": Field("the port that is asked for a place, or that takes them", "text",
                default="care.regulate"),
    "ask": Field("ask for a place before the ride; false: drive to that port at once",
                 "flag", default=True),
    "first": _minutes("from the first casualty until the first ambulance and team",
                      8, 12, 20),
    "gather": _value("until all ambulances have come", 90),
    "teams": Field("teams that treat and make ready for the ride", unit="teams",
                   default=fixed(2.0, "teams", "E", GUESS)),
    "treat": _minutes("one casualty treated and made ready by one team", 4, 6, 8,
                      source=TEAM, tag="F"),
    "load": _minutes("carrying and loading", 5, 10, 15),
    "drive": _minutes("to a hospital, where nothing is stated under travel", 15, 25, 50),
    "travel": Field("to each region of hospitals", "figures", unit=TIME, default={}),
    "handover": _minutes("handing over at the hospital", 10, 20, 30),
    "ready": _minutes("cleaning and making ready for the next ride", 5, 10, 20),
    "buses": Field("buses for those who walk", unit="buses",
                   default=fixed(0.0, "buses", "X", "none unless stated")),
    "seats": Field("seats in a bus", unit="seats", default=fixed(30.0, "seats", "E", GUESS)),
    "bus_after": _value("from the first casualty until the buses have come", 60),
}  # fmt: skip

LEVERS = (
    ("ambulances", "ambulances voor het incident", "ambulances for the incident", 1000.0),
    ("teams", "ploegen ter plaatse", "teams on the scene", 1000.0),
    ("buses", "bussen voor wie kan lopen", "buses for those who walk", 100.0),
    ("mmt", "MMT's ter plaatse", "helicopter teams on the scene", 100.0),
    ("direct", "meteen vervoeren, niet eerst behandelen", "load and go, without treatment", 1.0),
    ("held_walking", "lopende gewonden wachten tot de liggenden weg zijn",
     "walking wounded wait until those who lie are gone", 1.0),
)  # fmt: skip
GAUGES = (
    ("taken", "patients", "slachtoffers gevonden", "casualties found"),
    ("on_scene", "patients", "nog ter plaatse", "still on the scene"),
    ("immediate", "patients", "T1 nog niet in een ziekenhuis", "T1 not in hospital yet"),
    ("waiting", "patients", "wachten op behandeling ter plaatse",
     "waiting for treatment on the scene"),
    ("placing", "patients", "nog zonder plaats", "still without a place"),
    ("ready", "patients", "wachten op vervoer", "waiting for a vehicle"),
    ("riding", "patients", "in een ambulance of bus", "in an ambulance or a bus"),
    ("delivered", "patients", "in een ziekenhuis", "brought to hospital"),
    ("last_hour", "patients", "in het laatste uur in een ziekenhuis gekomen",
     "brought to hospital in the last hour"),
    ("hours_to_hospital", "h", "mediane tijd tot het ziekenhuis",
     "median time to hospital"),
    ("ambulances", "ambulances", "ambulances die heen en weer rijden",
     "ambulances driving to and fro"),
)  # fmt: skip
