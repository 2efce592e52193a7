"""What an author can tell about hospitals, with a default figure for each thing.

It holds no behaviour: every number here has a unit, a source and a tag.
"""

from __future__ import annotations

from typing import Any

from ttx.figures import TIME, Figure
from ttx.forms import TITLES, Field, Form
from ttx.moment import DAY, HOUR, MINUTE

JACKSON = "Jackson et al. 2014, Injury 45:44 (388 evacuated to Role 4); fit"
HALL = "brigade casualty handling, env_data.json (after Hall 2023)"
TRADE = "trade knowledge, not checked"
GUESS = "assumption, wants an expert"


def defaults(form: Form) -> dict[str, Any]:
    """The values of a form of which nothing is said."""
    return {name: one.default for name, one in form.items()}


def length(
    says: str, shape: str, numbers: tuple[float, ...], source: str, tag: str
) -> Field:
    """A duration with its default."""
    return Field(says, unit=TIME, default=Figure(shape, numbers, TIME, source, tag))


def share(says: str, value: float, source: str = GUESS, tag: str = "E") -> Field:
    """A share from 0 to 1 with its default."""
    return Field(says, default=Figure("value", (value,), "", source, tag), high=1.0)


def count(
    says: str, unit: str, value: float, source: str = GUESS, tag: str = "E"
) -> Field:
    """A number of something with its default."""
    return Field(says, unit=unit, default=Figure("value", (value,), unit, source, tag))


STAYS: Form = {
    "ed": length("emergency department until decided", "triangular",
                 (1.5 * HOUR, 2.5 * HOUR, 5 * HOUR), GUESS, "E"),
    "walk_in": length("emergency department, sent home after", "triangular",
                      (1 * HOUR, 2 * HOUR, 4 * HOUR), GUESS, "E"),
    "icu": length("regular intensive care", "lognormal",
                  (1.5 * DAY, 1.1, 60 * DAY), TRADE, "K"),
    "ward": length("regular acute ward", "lognormal", (3 * DAY, 0.9, 60 * DAY), TRADE, "K"),
    "planned": length("ward after planned admission", "lognormal",
                      (2 * DAY, 0.7, 40 * DAY), TRADE, "K"),
    "operation": length("one operation on an injured or acute patient, with changeover",
                        "triangular", (41 * MINUTE, 95 * MINUTE, 210 * MINUTE), HALL, "F"),
    "planned_operation": length("one planned operation, with changeover", "triangular",
                                (40 * MINUTE, 90 * MINUTE, 210 * MINUTE), GUESS, "E"),
    "arranging": length("care elsewhere being arranged after a ward stay", "triangular",
                        (12 * HOUR, 24 * HOUR, 60 * HOUR), GUESS, "E"),
    "second_look": length("from one operation of a casualty until the next is due",
                          "uniform", (24 * HOUR, 48 * HOUR), TRADE, "K"),
    "cultures": length("until cultures are known", "uniform", (48 * HOUR, 72 * HOUR), TRADE, "K"),
    "outbreak": length("from a breach until other patients test positive", "triangular",
                       (6 * DAY, 10 * DAY, 16 * DAY), TRADE, "K"),
    "repatriation": length("an allied patient ready to go home still waits", "triangular",
                           (3 * DAY, 10 * DAY, 14 * DAY), GUESS, "E"),
    "stabilising": length("in a bed of the wrong kind before moving on", "triangular",
                          (6 * HOUR, 24 * HOUR, 36 * HOUR), HALL, "F"),
}  # fmt: skip

SHARES: Form = {
    "planned": share("of regular ward admissions that are planned", 0.5, TRADE, "K"),
    "operated": share("of acute admissions that are operated at once", 0.2),
    "icu_from_plan": share("of regular ICU admissions that come from planned surgery", 0.3),
    "theatre_use": share("of day-time theatre hours in use", 0.8),
    "urgent": share("of planned care that cannot wait days", 0.2),
    "soon": share("of planned care that cannot wait weeks (the rest is 'later')", 0.35),
    "returns": share("of urgent planned patients put off who come back as acute", 0.3),
    "diverted": share("of emergency arrivals that an ED stop moves elsewhere", 0.7),
    "outflow": share("of acute ward patients who need care elsewhere after", 0.12),
    "outflow_evacuee": share("of evacuated casualties who need care elsewhere after", 0.5),
    "outflow_slack": share("outflow places beyond the usual need", 0.4),
    "cohort_leak": share("of the risk of a breach that remains in a cohort", 0.4),
    "germ_spread": share("chance that a carrier outside isolation infects others", 0.25),
    "early_returns": share("of patients discharged early who come back", 0.1),
    "fatigue": share("of staff lost for each day at full overtime", 0.02),
    "overtime": share("more staff at full overtime", 0.2),
}  # fmt: skip

SITE: Form = {
    **TITLES,
    "region": Field("the region it belongs to", kind="text"),
    "level": Field("1 trauma centre, 2, 3", default=Figure("value", (2.0,), "", GUESS, "E"),
                   low=1.0, high=3.0),
    "specialisms": Field("what it alone can do (burns, neuro)", kind="names", default=()),
    "icu_beds": Field("staffed intensive care beds", unit="beds"),
    "icu_occupied": share("of them in use at the start", 0.75, "1,050 beds, about 260 free", "D"),
    "ward_beds": Field("staffed ward beds", unit="beds"),
    "ward_occupied": share("of them in use at the start", 0.85, TRADE, "K"),
    "ed_places": count("emergency department places", "places", 20),
    "ed_visits": count("emergency visits that go home", "patients/day", 40),
    "or_teams": Field("operating teams by day (08:00-17:00)", unit="teams"),
    "or_night": count("operating teams by night", "teams", 1),
    "isolation_rooms": count("single rooms for isolation", "rooms", 10),
    "isolation_occupied": share("of them in use by regular patients", 0.5),
    "reserve": share("of beds kept back when casualties are offered", 0.05),
    "accept_cap": count("casualties accepted in a day", "patients/day", 9999),
    "nurses": count("on duty in a shift; 0: one for each ICU bed and four ward beds",
                    "nurses", 0),
    "planned": share("planned share here; 0: as under shares", 0.0),
    "outflow": count("places for care elsewhere; 0: the usual need plus slack",
                     "patients/day", 0),
    "open": Field("open at the start (a buffer site is not)", kind="flag", default=True),
    "opening": length("from the decision to open until the first bed", "value",
                      (30 * MINUTE,), "rd.nl 1091706 (2025)", "F"),
    "max_stay": length("the longest stay here; 0: none", "value", (0.0,), GUESS, "E"),
    "staff_from": Field("the site whose staff it takes while open", kind="text", default=""),
    "staff_takes": share("of the staff of that site that it takes", 0.1),
}  # fmt: skip

REGION: Form = {
    "travel": length("from the point of entry to this region", "triangular",
                     (25 * MINUTE, 50 * MINUTE, 90 * MINUTE), GUESS, "E"),
}  # fmt: skip

REGULATING: Form = {
    "key": Field("how regions are chosen at the start", kind="choice",
                 choices=("proportional", "level", "cap", "nearest"), default="proportional"),
    "cap": count("casualties for each region in a day, under key 'cap'", "patients/day", 40),
    "placing": length("to find a region and a hospital", "triangular",
                      (10 * MINUTE, 25 * MINUTE, 60 * MINUTE), GUESS, "E"),
    "ask_again": length("until those without a place are offered again", "value",
                        (2 * HOUR,), GUESS, "E"),
}  # fmt: skip

FORM: Form = {
    "clock": Field("the time of day at STARTEX, as 6h40m", unit=TIME,
                   default=Figure("value", (8 * HOUR,), TIME, "chosen", "X"), high=DAY),
    "stays": Field("lengths", kind="form", form=STAYS, default=defaults(STAYS)),
    "shares": Field("shares", kind="form", form=SHARES, default=defaults(SHARES)),
    "regions": Field("regions", kind="forms", form=REGION, default={}),
    "regulating": Field("who gets whom", kind="form", form=REGULATING,
                        default=defaults(REGULATING)),
    "sites": Field("hospitals", kind="forms", form=SITE),
}  # fmt: skip
