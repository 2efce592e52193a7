"""What each kind of node gives, and how long it runs on without its supports.

Every figure names its source and its tag; nothing here is drawn or decided.
"""

from __future__ import annotations

from ttx.figures import TIME, Figure, fixed
from ttx.moment import HOUR

PLANS = ("rota", "guards")
"""Entries that are no node: a plan for disconnection, a pool of guard units."""
SERVICES = (
    "power", "telecom", "core", "internet", "alert", "c2000", "emergency", "water",
    "pressure", "sewage", "gas", "heat", "boilers", "generator", "ups", "fuel", "road",
    "data", "records", "broadcast", "payments", "fire_station", "care_home", "practice",
    "site", *PLANS,
)  # fmt: skip
INFORMATION = ("data", "records")
"""What can be held to ransom, and slows down who works with it."""


def triangular(low: float, mode: float, high: float, source: str, tag: str) -> Figure:
    """A triangular time, given in hours."""
    numbers = (low * HOUR, mode * HOUR, high * HOUR)
    return Figure("triangular", numbers, TIME, source, tag)


def _none(source: str, tag: str) -> Figure:
    return fixed(0.0, TIME, tag, source)


NO_BUFFER = _none("works on its supports alone", "D")
BUFFERS = {
    "telecom": triangular(0.5, 2, 3, "operators in the press, 2015 and 2023", "F"),
    "core": triangular(
        24, 48, 72, "key nodes have generators; engineering assumption", "E"
    ),
    "internet": _none("router and street cabinet need the grid", "F"),
    "alert": _none("NL-Alert goes as far as the mobile network", "D"),
    "c2000": triangular(
        2, 4, 8, "no public figure; concern of safety regions, 2025", "E"
    ),
    "emergency": triangular(
        24, 72, 96, "generator and fuel; engineering assumption", "E"
    ),
    "sewage": triangular(2, 8, 24, "engineering assumption", "E"),
    "water": fixed(240.0 * HOUR, TIME, "F", "Vitens, November 2025: ten days"),
    "pressure": _none("booster pumps above some five floors", "K"),
    "heat": _none("district heat failed at once, Amsterdam 2017", "F"),
    "boilers": _none("ignition and pump need power", "K"),
    "ups": triangular(0.1, 0.3, 0.5, "engineering assumption", "E"),
    "fuel": _none("pumps of fuel stations need the grid", "F"),
    "data": triangular(24, 48, 72, "engineering assumption", "E"),
    "records": triangular(24, 48, 72, "as a data centre; engineering assumption", "E"),
    "broadcast": triangular(24, 48, 72, "engineering assumption", "E"),
    "payments": _none("tills and cash machines need grid and telecom", "F"),
    "fire_station": _none("four in five without a generator (Trouw, May 2025)", "F"),
    "care_home": triangular(
        0, 2, 12, "few have a generator; engineering assumption", "E"
    ),
    "practice": triangular(0, 2, 8, "surgery or pharmacy; engineering assumption", "E"),
}
"""How long each service runs on without its supports, where nothing is stated."""
EMERGENCY_WATER = fixed(3.0, "l/d", "F", "per person and day; vrbzo.nl")
"""What each person without water is brought, where nothing is stated."""
