"""What an author can say of the people of an area, and the house's own figures.

Every default names its source and its tag; nothing here is drawn or decided.
"""

from __future__ import annotations

from ttx.figures import TIME, Figure, fixed
from ttx.forms import Field, Form
from ttx.models.population.form_parts import (
    BUILDING,
    BY_HOUR,
    CARBON_MONOXIDE,
    CONTROL_ROOM,
    HOME_CARE,
    MOVES,
    POINTS,
    RUMOUR,
    STAFFING,
    SUPPLIES,
)  # fmt: skip
from ttx.moment import HOUR, MINUTE

GUESS = "engineering assumption"


def _span(shape: str, *hours: float, source: str, tag: str) -> Figure:
    return Figure(shape, tuple(one * HOUR for one in hours), TIME, source, tag)


def _share(says: str, value: float, tag: str = "E", source: str = GUESS) -> Field:
    return Field(says, default=fixed(value, "", tag, source), high=1.0)


def _count(says: str) -> Field:
    return Field(says, default=fixed(0.0, "", "D", "none stated"), high=100_000.0)


def _time(says: str, default: Figure, low: float = 0.0) -> Field:
    return Field(says, unit=TIME, default=default, low=low)


def _constant(says: str, default: Figure) -> Field:
    """A time constant: nothing cools or warms within a minute."""
    return _time(says, default, low=MINUTE)


def _number(
    says: str, value: float, unit: str = "", tag: str = "E", source: str = GUESS,
    low: float = 0.0,
) -> Field:  # fmt: skip
    return Field(says, unit=unit, default=fixed(value, unit, tag, source), low=low)


def _side(says: str) -> Field:
    return Field(f"{says}: a name of the table above the areas", "text", default="")


def _table(says: str, form: Form) -> Field:
    return Field(f"{says}, by name", "forms", default={}, form=form)


AREA: Form = {
    "title": Field("how it is called in Dutch", "text", default=""),
    "title_en": Field("how it is called in English", "text", default=""),
    "people": Field("people who live there"),
    "households": Field("households"),
    "power": Field("the gauge of the share of homes with power", "text"),
    "telecom": Field("the gauge of the share that can phone", "text", default=""),
    "emergency": Field("the gauge of the 112 centre", "text", default=""),
    "care_home_power": Field("the gauge of power at care homes", "text", default=""),
    "points_power": Field("the gauge of sets at support points", "text", default=""),
    "outside_temperature": _number(
        "outside", -4.0, "C", "X", "chosen for this exercise", low=-40.0
    ),
    "prepared": _share(
        "households that can manage 72 h", 0.35, "S", "government letter: 35 %"
    ),
    "prepared_lasts": _time("how long they manage", _span(
        "value", 72, source="government letter: 72 hours", tag="S")),
    "prepares": _share("more of those who are told to plan for long prepare", 0.15),
    "prepares_from": _time("told to plan for this long or longer, they do", _span(
        "value", 24, source=GUESS, tag="E")),
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
    "asks_at": _share("of the battery that is left when they do", 0.5),
    "outreach": _number("visits per hour without anyone's decision", 2.0),
    "aim": _share("visits that find someone dependent without the list", 0.25),
    # care homes
    "care_homes": _count("care homes"),
    "care_home_residents": _count("their residents"),
    "care_home_generators": Field(
        "chance that a home heats itself", high=1.0,
        default=Figure("chance", (0.2,), "", GUESS, "E")),
    "home_cools": _constant(
        "time constant of a dark care home",
        _span("triangular", 20, 33, 60, source="20 to 14 C in 10 h at -6 C", tag="E"),
    ),
    "house_cools": _constant(
        "time constant of a dark house",
        _span("triangular", 40, 60, 90, source=GUESS, tag="E"),
    ),
    "gains": _number("degrees above outside that a dark building keeps", 3.0, "C"),
    "warms": _constant("time constant of heating up", _span(
        "value", 6, source=GUESS, tag="E")),
    "cold": Field("degrees indoors below which people look for warmth, or make it",
                  unit="C", low=-40.0,
                  default=Figure("value", (16.0,), "C", GUESS, "E", "", (0.9, 1.1))),
    "indoors": Field("indoors at the start", unit="C", low=-40.0,
                     default=Figure("value", (20.0,), "C", GUESS, "E", "", (0.9, 1.1))),
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
    "rumour_calls": _number("more calls per calm call when all believe a rumour", 0.3),
    "calm": _share("fewer calls among those who heard", 0.25),
    "answers": _number("answering capacity, times the quiet load", 2.5),
    "station_answers": _number("reports per hour that a manned post takes", 4.0),
    # support points
    "point_places": _number("places at a support point", 150.0),
    "mobile_places": _number("places at a mobile point", 40.0),
    "seeks": _share("unprepared people in the dark who come to a point", 0.05),
    "seeks_after": _time("dark time until all of these come", _span(
        "value", 24, source=GUESS, tag="E")),
    "seeks_warm": _share("of them, come while their house is not cold", 0.5),
    "seeks_unheard": _share("of them, come without having heard of it", 0.5),
    # warnings and trust
    "alert_reach": _share(
        "can be reached by mobile alert where masts work", 0.9, "K",
        "control messages of NL-Alert, not checked"),
    "radio": _share("can be reached by battery radio", 0.25),
    "message_lasts": _time("half-life of a message", _span(
        "value", 12, source=GUESS, tag="E")),
    "rumour_lasts": _time("half-life of a rumour", _span(
        "value", 24, source=GUESS, tag="E")),
    "message_trust": _share("of what a message does, rests on trust", 0.5),
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
    "absence_spreads": _number(
        "how fast absence grows with the share of homes in the dark (until all of it)",
        1.25),
    "child_care_helps": _share("of that absence taken away by child care", 0.4),
    # sides that can be played in detail; one that is not named is played as above
    "supplies": _side("what households have in the house"),
    "home_care": _side("sets, lists, phone and rides of home care"),
    "building": _side("walls and warmth of the care homes"),
    "moves": _side("places and rides for residents"),
    "points": _side("opening, people and sets of support points"),
    "rumour": _side("how a rumour goes round"),
    "staffing": _side("why staff stay away"),
    "carbon_monoxide": _side("who improvises heat"),
    "control_room": _side("the control room that takes its calls"),
}  # fmt: skip

PEOPLE: Form = {
    "areas": Field("the areas by name", "forms", form=AREA),
    "clock": Field("time of day at STARTEX, as in 6h40m: calls then follow the day",
                   unit=TIME, default=None),
    "calls_by_hour": Field("calls by hour of the clock, from midnight, against the mean",
                           "row", default=BY_HOUR),
    "supplies": _table("what households have in the house", SUPPLIES),
    "home_care": _table("sets, lists, phone and rides of home care", HOME_CARE),
    "building": _table("walls and warmth of care homes", BUILDING),
    "moves": _table("places and rides for residents", MOVES),
    "points": _table("opening, people and sets of support points", POINTS),
    "rumour": _table("how a rumour goes round", RUMOUR),
    "staffing": _table("why staff stay away", STAFFING),
    "carbon_monoxide": _table("who improvises heat", CARBON_MONOXIDE),
    "control_room": _table("lines for 112", CONTROL_ROOM),
}  # fmt: skip
