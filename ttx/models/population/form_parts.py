"""What an author can say of one side of the people in detail: each form stands alone.

A side that a scenario does not name is played in the plain way and costs nothing.
"""

from __future__ import annotations

from dataclasses import replace

from ttx.figures import TIME, Figure, fixed
from ttx.forms import Field, Form
from ttx.moment import HOUR, MINUTE, SECOND

EXPERT = "assumption, wants an expert"
EXERCISE = "chosen for this exercise"


def number(
    says: str, value: float, unit: str = "", tag: str = "E", source: str = EXPERT,
    doubt: tuple[float, float] = (0.0, 0.0),
) -> Field:  # fmt: skip
    """A figure of an author, with the house's own value, tag and source."""
    default = replace(fixed(value, unit, tag, source), doubt=doubt)
    return Field(says, unit=unit, default=default)


def share(says: str, value: float, tag: str = "E", source: str = EXPERT) -> Field:
    """A figure between 0 and 1."""
    return Field(says, default=fixed(value, "", tag, source), high=1.0)


def span(
    says: str, shape: str, *lengths: float, tag: str = "E", source: str = EXPERT,
    doubt: tuple[float, float] = (0.0, 0.0),
) -> Field:  # fmt: skip
    """A duration, in milliseconds."""
    default = Figure(shape, lengths, TIME, source, tag, doubt=doubt)
    return Field(says, unit=TIME, default=default)


SUPPLIES: Form = {
    "prepared_lasts": span(
        "how long a prepared household manages", "value", 72 * HOUR,
        tag="S", source="government letter: 72 hours"),
    "unprepared_lasts": span(
        "how long another household manages", "uniform", 12 * HOUR, 24 * HOUR,
        source="12 to 24 h if not prepared: assumption, wants an expert"),
}  # fmt: skip

HOME_CARE: Form = {
    "battery_set": span(
        "what one set of a ventilator gives", "value", 8 * HOUR,
        tag="F", source="ResMed: 8 h per set"),
    "second_set": share(
        "ventilated who have a second set", 0.5,
        source="two sets above 16 h a day (MUMC); the share is an assumption"),
    "ventilated_listed": share(
        "ventilated who stand on a list of the centres for home ventilation", 1.0,
        "K", "four centres follow all of them, not checked"),
    "oxygen_listed": share("oxygen users on a supplier's list", 0.95),
    "dialysis_listed": share("dialysis patients on a centre's list", 1.0, "K",
                             "trade knowledge, not checked"),
    "phone_answers": share("answer the phone where it works", 0.8),
    "phone_acts": share("of those phoned, goes for help in time", 0.9),
    "ventilated_fatal": share(
        "dies when the ventilator's battery ends alone", 0.0, "X",
        "off, unless the author turns it on"),
}  # fmt: skip

MOVES: Form = {
    "beds": number("places elsewhere for residents", 60, "", "X", EXERCISE),
    "seated_rides": number("residents per hour that can go seated", 8, "/h"),
    "lying_rides": number("residents per hour that can go lying down", 3, "/h"),
    "lying": share("residents who must travel lying down", 0.4),
    "harm_seated": share("hurt or admitted because of a seated move", 0.01),
    "harm_lying": share("hurt or admitted because of a lying move", 0.04),
}  # fmt: skip

_WALLS = (0.7, 1.4)

BUILDING: Form = {
    "heat_loss": number("heat lost per square metre and degree", 1.5, "W/m2K",
                        doubt=_WALLS),
    "heat_capacity": number("heat held per square metre and degree", 50, "Wh/m2K",
                            doubt=_WALLS),
    "own_heat": number("heat of people and sun per square metre", 4.5, "W/m2"),
    "spread": replace(
        number("how much homes differ (sigma of the time constant)", 0.2), high=3.0),
    "harm_cold": number("residents hurt by cold per 1000 h below 14 degrees", 1.0),
    "blankets_help": share("of that harm taken away by blankets and care", 0.5),
}  # fmt: skip

POINTS: Form = {
    "opens": span(
        "from the decision until a point is open", "triangular",
        2 * HOUR, 4 * HOUR, 6 * HOUR,
        source="2 to 6 h after the decision: assumption, wants an expert"),
    "staff_each": number("people who keep one point open", 6, "people"),
    "staff": number("people for the points at the start", 60, "people", "X",
                    "60 volunteers offered, chosen for this exercise"),
    "generators": number("points with a generator of their own", 9, "", "X",
                         "people and sets for 9 of 40, chosen for this exercise"),
    "dark_serves": share("places that are of use at a point without power", 0.3),
}  # fmt: skip

RUMOUR: Form = {
    "contacts": number("people told per hour by one who spreads it", 0.5, "/h"),
    "believes": share("of those told, spreads it on", 0.5),
    "tires": number("spreaders who stop by themselves per hour", 0.06, "/h"),
    "stifles": number("spreaders who stop per meeting with who knows it", 0.5),
    "mouth": share("of telling that goes without phone or internet", 0.4),
    "calls": number("more calls per calm call when all believe it", 0.3),
    "crowds": number("more people at points when all believe it", 1.0),
    "distrust_calls": number("more calls when all trust is gone", 0.5),
    "distrust_crowds": number("more people at points when all trust is gone", 0.3),
    "obeys": share("of following advice that rests on trust", 0.5),
}  # fmt: skip

STAFFING: Form = {
    "base": share("absent on a common day", 0.06),
    "child_care": share("with children and nobody else to look after them", 0.12),
    "child_care_after": span("dark time until schools stay shut", "value", 8 * HOUR),
    "child_care_helps": share("of them kept at work by child care", 0.7),
    "fuel": share("too far without a car, once its tank is empty", 0.1),
    "fuel_lasts": span("how long a tank lasts", "uniform", 24 * HOUR, 96 * HOUR),
    "rides_help": share("of them kept at work by staff transport", 0.8),
    "home": share("stays at home with a cold house or people in need there", 0.1),
    "shelter_helps": share("of them kept at work by beds near work", 0.6),
}  # fmt: skip

CARBON_MONOXIDE: Form = {
    "improvises": share("cold households that improvise heat", 0.04),
    "full_at": number("degrees below what is cold at which they all do so", 6.0, "C"),
    "hazard": number("cases per 1000 such households per hour", 0.05),
    "serious": share("of the cases, to hospital", 0.4),
    "fatal": share("of the serious cases, dies", 0.0, "X",
                   "off, unless the author turns it on"),
}  # fmt: skip

AMSTERDAM = (
    "Amsterdam 17-01-2017: 2,000 calls, 4 takers, 854 hung up (nu.nl 27-07-2017)"
)

CONTROL_ROOM: Form = {
    "title": Field("how it is called in Dutch", "text", default="Meldkamer"),
    "title_en": Field("how it is called in English", "text", default="Control room"),
    "operators": Field("call takers on duty", high=10_000.0),
    "power": Field("the gauge of what works of it", "text", default=""),
    "handling": span("a call, from answer to free again", "exponential", 150 * SECOND,
                     source="trade guess for a full intake; wants an expert"),
    "patience": span("how long a caller waits", "exponential", 2.7 * MINUTE,
                     tag="D", source=AMSTERDAM),
    "redials": share("of those who hang up, call once more", 0.5),
    "redials_after": span("until they do", "value", 2 * MINUTE),
    "norm": span("an answer within the norm", "value", 10 * SECOND, tag="X",
                 source="chosen norm; 90 % within 10 seconds was the police's"),
    "peak": number("extra calls in the first dark hour, times the outage's", 0.0),
}  # fmt: skip

BY_HOUR = tuple(fixed(one, "", "E", EXPERT) for one in (
    0.75, 0.65, 0.55, 0.5, 0.45, 0.5, 0.65, 0.85, 1.05, 1.1, 1.15, 1.2,
    1.2, 1.2, 1.2, 1.25, 1.3, 1.3, 1.25, 1.2, 1.2, 1.15, 1.05, 0.9,
))  # fmt: skip
"""Calls by hour of the clock, mean close to 1."""
