"""What an author can say of the infrastructure, and the house's own figures for it.

Every default names its source and its tag; nothing here is drawn or decided.
"""

from __future__ import annotations

from ttx.figures import TIME, Figure, fixed
from ttx.forms import Field, Form
from ttx.moment import HOUR, MINUTE, SECOND

SERVICES = (
    "power", "telecom", "c2000", "emergency", "water", "sewage", "heat", "generator",
    "fuel", "data", "broadcast", "payments", "site",
)  # fmt: skip
_AS_WRITTEN = "no value given: as good as can be"


def _hours(low: float, mode: float, high: float, source: str, tag: str) -> Figure:
    numbers = (low * HOUR, mode * HOUR, high * HOUR)
    return Figure("triangular", numbers, TIME, source, tag)


NO_BUFFER = fixed(0.0, TIME, "D", "works on its supports alone")
BUFFERS = {
    "telecom": _hours(0.5, 2, 3, "operators in the press, 2015 and 2023", "F"),
    "c2000": _hours(2, 4, 8, "no public figure; concern of safety regions, 2025", "E"),
    "sewage": _hours(2, 8, 24, "engineering assumption", "E"),
    "water": fixed(240.0 * HOUR, TIME, "F", "Vitens, November 2025: ten days"),
    "broadcast": _hours(24, 48, 72, "engineering assumption", "E"),
    "data": _hours(24, 48, 72, "engineering assumption", "E"),
}
"""How long each service runs on without its supports, where nothing is stated."""

NODE: Form = {
    "title": Field("how it is called in Dutch", "text", default=""),
    "title_en": Field("how it is called in English", "text", default=""),
    "service": Field("what it gives", "choice", default="site", choices=SERVICES),
    "needs": Field("what it cannot do without", "names", default=()),
    "any_of": Field("what it needs at least one of", "names", default=()),
    "least": Field(
        "a support below this level counts as none, from it as whole",
        default=fixed(0.0, "", "D", "follows its supports in proportion"),
        high=1.0,
    ),
    "degraded": Field(
        "level while only some of its supports are there",
        default=fixed(0.0, "", "D", "all supports are needed"), high=1.0,
    ),
    "gives": Field(
        "level when all is well", default=fixed(1.0, "", "D", _AS_WRITTEN), high=1.0
    ),
    "buffer": Field("how long it runs on without supports", unit=TIME, default=None),
    "recharge": Field(
        "time to fill an empty buffer", unit=TIME,
        default=fixed(8.0 * HOUR, TIME, "E", "engineering assumption"),
    ),
    "reboot": Field(
        "time from support back to function", unit=TIME,
        default=fixed(0.0, TIME, "D", _AS_WRITTEN),
    ),
    "fails": Field("when it fails, after STARTEX", unit=TIME, default=None),
    "restored": Field("how long a fault lasts, from failure", unit=TIME, default=None),
    "steps": Field(
        "in how many equal steps it comes back",
        default=fixed(1.0, "", "D", "all at once"), low=1.0, high=100.0,
    ),
    "households": Field("households connected", default=None),
    "people": Field("people connected", default=None),
    "load": Field(
        "share of its full load", default=fixed(1.0, "", "D", "full load"), high=1.0
    ),
    "standby_for": Field("the node that it stands by for", "text", default=""),
    "starts": Field(
        "chance that it starts",
        default=Figure(
            "chance", (0.99,), "",
            "failures in Roermond 2014 and Maastricht 2021; 0.5-2 % per demand", "E",
        ),
        high=1.0,
    ),
    "start_time": Field(
        "time from loss to running", unit=TIME,
        default=fixed(10.0 * SECOND, TIME, "E", "near the quoted norm of 7 s"),
    ),
    "stay": Field(
        "how long it runs on after supply is back", unit=TIME,
        default=fixed(10.0 * MINUTE, TIME, "E", "engineering assumption"),
    ),
    "burns": Field(
        "litres per hour at full load", unit="l/h",
        default=fixed(0.0, "l/h", "D", "not counted"),
    ),
    "idle_burn": Field(
        "share of that at no load",
        default=fixed(0.25, "", "K", "rule of thumb for diesel sets"), high=1.0,
    ),
    "tank": Field("the stock that it burns from", "text", default=""),
}  # fmt: skip
