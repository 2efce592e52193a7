"""What an author can say of the infrastructure, and the house's own figures for it.

Every default names its source and its tag; nothing here is drawn or decided.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ttx.figures import TIME, Figure, fixed
from ttx.forms import Field, Form
from ttx.models.infrastructure.services import BUFFERS, NO_BUFFER, SERVICES, triangular
from ttx.moment import DAY, HOUR, MINUTE, SECOND

__all__ = ["BUFFERS", "KINDS", "NODE", "NO_BUFFER", "SERVICES"]

KINDS = ("physical", "cyber", "geographic", "logical")
"""After Rinaldi, Peerenboom and Kelly 2001; a buffer stands in for physical ones."""
_AS_WRITTEN = "no value given: as good as can be"
_EXPERT = "assumption, wants an expert"

EDGE: Form = {
    "kind": Field("how it depends on it", "choice", default="physical", choices=KINDS),
    "share": Field(
        "share of its function that is lost when this is lost",
        default=fixed(1.0, "", "D", "a whole dependence"), high=1.0,
    ),
}  # fmt: skip
STAGE: Form = {
    "after": Field("from failure to this stage", unit=TIME),
    "share": Field("share of the whole that comes back then", high=1.0),
}
ENERGISING: Form = {
    "drops": Field(
        "chance that what was energised drops out again (none: it holds)",
        default=None, high=1.0,
    ),
    "within": Field(
        "from energising to dropping out", unit=TIME,
        default=triangular(0.2, 1, 4, _EXPERT, "E"),
    ),
    "again": Field(
        "from dropping out to the next attempt", unit=TIME,
        default=triangular(1, 3, 8, _EXPERT, "E"),
    ),
}  # fmt: skip
SITES: Form = {
    "count": Field(
        "number of sites that it stands for (none: it is one thing)",
        default=None, low=1.0, high=100_000.0,
    ),
    "with_generator": Field(
        "share of sites with a generator of their own",
        default=fixed(0.0, "", "D", "none stated"), high=1.0,
    ),
    "generator_lasts": Field(
        "how long these run on their tank", unit=TIME,
        default=triangular(24, 48, 72, "engineering assumption", "E"),
    ),
}  # fmt: skip
SABOTAGE: Form = {
    "rate": Field(
        "hazard of sabotage, unguarded (none: nobody does)",
        unit="/d", default=None, high=100.0,
    ),
    "per_guard": Field(
        "what is left of the hazard for each guard unit",
        default=fixed(0.3, "", "E", _EXPERT), high=1.0,
    ),
    "sealed": Field(
        "how long the scene stays sealed before repair", unit=TIME,
        default=triangular(4, 10, 24, _EXPERT, "E"),
    ),
    "repair": Field(
        "repair once the scene is free", unit=TIME,
        default=triangular(12, 48, 120, "Berlin 2026 took 21 to 127 h; " + _EXPERT, "E"),
    ),
}  # fmt: skip
NODE: Form = {
    "title": Field("how it is called in Dutch", "text", default=""),
    "title_en": Field("how it is called in English", "text", default=""),
    "service": Field("what it gives", "choice", default="site", choices=SERVICES),
    "needs": Field("what it cannot do without", "names", default=()),
    "any_of": Field("what it needs at least one of", "names", default=()),
    "depends": Field(
        "what it depends on, typed, by name", "forms", form=EDGE, default={}
    ),
    "place": Field("where it stands; a hazard hits all of a place", "text", default=""),
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
    "buffer": Field(
        "how long it runs on without supports (none: as its service does)",
        unit=TIME, default=None,
    ),
    "recharge": Field(
        "time to fill an empty buffer", unit=TIME,
        default=fixed(8.0 * HOUR, TIME, "E", "engineering assumption"),
    ),
    "reboot": Field(
        "time from support back to function", unit=TIME,
        default=fixed(0.0, TIME, "D", _AS_WRITTEN),
    ),
    "sites": Field(
        "the many sites that it stands for, each with a buffer of its own",
        "form", form=SITES, default=None,
    ),
    "fails": Field("when it fails, after STARTEX", unit=TIME, default=None),
    "restored": Field("how long a fault lasts, from failure", unit=TIME, default=None),
    "steps": Field(
        "in how many equal steps it comes back",
        default=fixed(1.0, "", "D", "all at once"), low=1.0, high=100.0,
    ),
    "stages": Field(
        "stages of restoration by name, in place of equal steps",
        "forms", form=STAGE, default={},
    ),
    "energising": Field(
        "what was energised may drop out again", "form", form=ENERGISING, default=None
    ),
    "switch": Field(
        "it has a switch of its own: once off the grid it goes back by decision",
        "flag", default=False,
    ),
    "switch_after": Field(
        "goes back by itself after so long on steady supply (none: by decision alone)",
        unit=TIME, default=None,
    ),
    "rota_group": Field(
        "its group in the plan for disconnection", default=None, low=1.0, high=99.0
    ),
    "block": Field(
        "of a rota: hours that a group is off (4 or 8)", unit="h", default=None,
        low=0.5, high=24.0,
    ),
    "units": Field("of a pool of guards: how many units", default=None, high=10_000.0),
    "sabotage": Field(
        "it may be sabotaged, and guarded", "form", form=SABOTAGE, default=None
    ),
    "emergency_water": Field(
        "of water: what each person without it is brought in a day (none: 3 l, F)",
        unit="l/d", default=None, high=1000.0,
    ),
    "households": Field("households connected", default=None),
    "people": Field("people connected", default=None),
    "inflow": Field("of sewage: what comes in", unit="m3/h", default=None),
    "slowed": Field(
        "factor on the time that work takes without these data (none: 1.3 to 2, E)",
        default=None, low=1.0, high=100.0,
    ),
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
    "dormant": Field(
        "part of failed starts that a test run of the last month would have found"
        " (none: 0.5, E)", default=None, high=1.0,
    ),
    "test_run": Field(
        "how long a test run off load lasts (none: an hour, K)", unit=TIME, default=None
    ),
    "test_tells": Field(
        "time after which a test run tells nothing any more (none: 30 days, E)",
        unit=TIME, default=None,
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
    "tank": Field("the stock that it burns from or uses up", "text", default=""),
}  # fmt: skip

SLOWED = Figure("uniform", (1.3, 2.0), "", "ransomware on records; " + _EXPERT, "E")
DORMANT = fixed(0.5, "", "E", _EXPERT)
TEST_RUN = fixed(float(HOUR), TIME, "K", "an hour each month: trade knowledge")
TEST_TELLS = fixed(
    30.0 * DAY, TIME, "E", "as often as sets are tested as a rule; " + _EXPERT
)
BLOCK = fixed(4.0, "h", "K", "blocks of four or eight hours are spoken of")

_OPTIONAL = {"sites": "count", "energising": "drops", "sabotage": "rate"}


def left_out(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a node, with None for each form whose main figure is not given."""
    kept = dict(values)
    for name, key in _OPTIONAL.items():
        if kept[name] is not None and kept[name][key] is None:
            kept[name] = None
    return kept
