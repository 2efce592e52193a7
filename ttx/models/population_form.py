"""What an author can say of the people of an area, and the house's own figures.

Every default names its source and its tag; nothing here is drawn or decided.
"""

from __future__ import annotations

from ttx.figures import TIME, Figure, fixed
from ttx.forms import Field, Form
from ttx.moment import HOUR

GUESS = "engineering assumption"


def _span(shape: str, *hours: float, source: str, tag: str) -> Figure:
    return Figure(shape, tuple(one * HOUR for one in hours), TIME, source, tag)


def _share(says: str, value: float, tag: str = "E", source: str = GUESS) -> Field:
    return Field(says, default=fixed(value, "", tag, source), high=1.0)


def _count(says: str) -> Field:
    return Field(says, default=fixed(0.0, "", "D", "none stated"))


def _time(says: str, default: Figure) -> Field:
    return Field(says, unit=TIME, default=default)


def _number(
    says: str, value: float, unit: str = "", tag: str = "E", source: str = GUESS,
    low: float = 0.0,
) -> Field:  # fmt: skip
    return Field(says, unit=unit, default=fixed(value, unit, tag, source), low=low)


AREA: Form = {
    "title": Field("how it is called in Dutch", "text", default=""),
    "title_en": Field("how it is called in English", "text", default=""),
    "people": Field("people who live there"),
    "households": Field("households"),
    "power": Field("the gauge of the share of homes with power", "text"),
    "telecom": Field("the gauge of the share that can phone", "text", default=""),
    "emergency": Field("the gauge of the 112 centre", "text", default=""),
    "care_home_power": Field("the gauge of power at care homes", "text", default=""),
    "outside_temperature": _number(
        "outside", -4.0, "C", "X", "chosen for this exercise", low=-40.0
    ),
    "prepared": _share(
        "households that can manage 72 h", 0.35, "S", "government letter: 35 %"
    ),
    "prepares": _share("more of those who hear of 24 h or longer prepare", 0.15),
    # people who depend on power at home
    "ventilated": _count("people ventilated at home"),
    "oxygen": _count("people on an oxygen concentrator at home"),
    "dialysis": _count("people who need dialysis"),
    "ventilated_battery": _time("batteries of a ventilator", _span(
        "uniform", 8, 16, source="ResMed and MUMC: 8 h per set, two sets", tag="F")),
    "oxygen_battery": _time("cylinder beside a concentrator", _span(
        "triangular", 2, 6, 12, source=GUESS, tag="E")),
    "dialysis_limit": _time("how long dialysis can be missed", _span(
        "uniform", 48, 72, source="clinical tolerance, not checked", tag="K")),
    "self_help": _share("goes for help in time by himself, of those who heard", 0.75),
    "unheard_help": _share("how much of that remains with who heard nothing", 0.8),
    "outreach": _number("visits per hour without anyone's decision", 2.0),
    "aim": _share("visits that find someone dependent without the list", 0.25),
    # care homes
    "care_homes": _count("care homes"),
    "care_home_residents": _count("their residents"),
    "care_home_generators": Field(
        "chance that a home heats itself", high=1.0,
        default=Figure("chance", (0.2,), "", GUESS, "E")),
    "home_cools": _time(
        "time constant of a dark care home",
        _span("triangular", 20, 33, 60, source="20 to 14 C in 10 h at -6 C", tag="E"),
    ),
    "house_cools": _time(
        "time constant of a dark house",
        _span("triangular", 40, 60, 90, source=GUESS, tag="E"),
    ),
    "gains": _number("degrees above outside that a dark building keeps", 3.0, "C"),
    "warms": _time("time constant of heating up", _span(
        "value", 6, source=GUESS, tag="E")),
    "indoors": _number("indoors at the start", 20.0, "C", low=-40.0),
    "frail": _count("frail people living at home"),
    "move_rate": _number("residents moved per hour", 12.0),
    "fall_moving": _share("falls or hospital transfers per resident moved", 0.02),
    "fall_staying": _number("falls per 1000 residents per dark hour", 0.3),
    # 112
    "calls_base": _number(
        "112 calls per 1000 people per hour", 0.02, "", "K",
        "about 3 million calls a year nationally"),
    "calls_outage": _number(
        "factor in a full outage", 3.0, "", "F", "Amsterdam 17-01-2017, kst-29517-145"),
    "calm": _share("fewer calls among those who heard", 0.25),
    "answers": _number("answering capacity, times the quiet load", 2.5),
    "station_answers": _number("reports per hour that a manned post takes", 4.0),
    # support points
    "point_places": _number("places at a support point", 150.0),
    "mobile_places": _number("places at a mobile point", 40.0),
    "seeks": _share("unprepared people in the dark who come to a point", 0.05),
    # warnings and trust
    "alert_reach": _share(
        "can be reached by mobile alert where masts work", 0.9, "K",
        "control messages of NL-Alert, not checked"),
    "radio": _share("can be reached by battery radio", 0.25),
    "message_lasts": _time("half-life of a message", _span(
        "value", 12, source=GUESS, tag="E")),
    "heeds": _share("of those who heard, do as they were told", 0.6),
    "trust": _share("trust at the start", 0.7),
    "silence_costs": _share("trust lost per dark hour without word", 0.01),
    "rumour_costs": _share("trust lost per hour to a full rumour", 0.02),
    "promise_costs": _share("trust lost by a broken promise", 0.1),
    "slip_costs": _share("trust lost when an estimate slips", 0.1),
    "informs": _share("trust won by a message that reaches all", 0.05),
    "co_rate": _number("CO cases per 1000 dark cold households per hour", 0.002),
    "absence": _share("staff absent in the second night", 0.35),
    "absence_base": _share("staff absent on a common day", 0.06),
    "absence_after": _time("dark time until that absence", _span(
        "value", 24, source=GUESS, tag="E")),
    "child_care_helps": _share("of that absence taken away by child care", 0.4),
}  # fmt: skip
