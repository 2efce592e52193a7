"""What a queueing network can be told: classes, sources, stations and routes.

Only the form; nothing here moves anybody.
"""

from __future__ import annotations

from ttx.figures import TIME, Figure
from ttx.forms import TITLES, Field, Form

CHOSEN = "chosen for this network"
OUT = "out"
"""The name of the way out of the network."""
CHOICES = ("most-free", "shortest", "in-turn")


def _count(
    says: str, unit: str, value: float, low: float = 0.0, high: float = 1e9
) -> Field:
    default = Figure("value", (value,), unit, CHOSEN, "X")
    return Field(says, unit=unit, default=default, low=low, high=high)


def _time(says: str) -> Field:
    return Field(says, unit=TIME, default=Figure("value", (0.0,), TIME, CHOSEN, "X"))


CLASS: Form = {
    **TITLES,
    "rank": Field("who is helped first: 0 before 1, 2 and 3",
                  default=Figure("value", (1.0,), "", CHOSEN, "X"), high=3.0),
}  # fmt: skip

SOURCE: Form = {
    **TITLES,
    "every": _time("from one arrival to the next"),
    "rates": Field("arrivals an hour, one for each period; the row starts again at its end",
                   kind="row", unit="per h", default=(), high=1e6),
    "period": Field("how long one of the rates holds", unit=TIME, low=60_000.0,
                    default=Figure("value", (3_600_000.0,), TIME, CHOSEN, "X")),
    "at": Field("the moments of arrival, written out", kind="row", unit=TIME, default=()),
    "batch": _count("how many come at once", "patients", 1.0, low=1.0, high=10_000.0),
    "until": _time("nobody comes after this; 0: no end"),
    "classes": Field("the chance of each class", kind="figures", default={}),
    "next": Field("the chance of each station (or 'out')", kind="figures"),
}  # fmt: skip

STATION: Form = {
    **TITLES,
    "servers": Field("units that serve, for each member in turn; 0: without limit",
                     kind="row", unit="units",
                     default=(Figure("value", (1.0,), "units", CHOSEN, "X"),)),
    "members": _count("how many such stations there are", "stations", 1.0, low=1.0, high=1000.0),
    "group": Field("stations of one group stand together: who is at one member goes on to"
                   " the same member of the next", kind="text", default=""),
    "choose": Field("which member takes who comes from outside the group", kind="choice",
                    choices=CHOICES, default="most-free"),
    "service": _time("how long a unit is taken"),
    "services": Field("the same for a class of its own", kind="figures", unit=TIME,
                      default={}),
    "places": _count("places in line; who finds them taken goes to `full_to`", "places", 1e9),
    "full_to": Field("where those go who find no place", kind="text", default=OUT),
    "patience": Field("how long a class waits before it gives up", kind="figures",
                      unit=TIME, default={}),
    "gives_up_to": Field("where those go who gave up", kind="text", default=OUT),
    "blocks": Field("a unit stays taken until the next station has taken the patient",
                    kind="flag", default=False),
    "next": Field("the chance of each next station (or 'out')", kind="figures",
                  default={}),
    "routes": Field("the same for a class of its own", kind="forms", default={},
                    form={"*": Field("the chance of each next station", kind="figures")}),
}  # fmt: skip

FORM: Form = {
    "scale": Field("every number of units and every rate so many times as large",
                   default=Figure("value", (1.0,), "", CHOSEN, "X"), low=0.0001, high=1000.0),
    "warmup": _time("the figures count from then on"),
    "classes": Field("classes of patients", kind="forms", form=CLASS, default={}),
    "sources": Field("where patients come from", kind="forms", form=SOURCE),
    "stations": Field("where they are served", kind="forms", form=STATION),
}  # fmt: skip
