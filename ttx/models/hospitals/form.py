"""What an author can tell about hospitals, with a default figure for each thing.

It holds no behaviour: every number here has a unit, a source and a tag.
"""

from __future__ import annotations

from ttx.figures import TIME, Figure
from ttx.forms import TITLES, Field, Form
from ttx.models.hospitals.figures import (
    BY_HOUR,
    COUNTS,
    DESTINATIONS,
    GUESS,
    MOST,
    SHARES,
    SHIFTS,
    STAYS,
    TRADE,
    count,
    defaults,
    length,
    share,
)
from ttx.moment import DAY, HOUR, MINUTE

ICU_STEPS = (
    "national ICU steps 2020-2021: telegraaf 12-2020, nhnieuws 06-2021, skipr 11-2021"
)
DE_BOER = (
    "3 % of beds an hour for T1 and T2, de Boer by medicalalgorithms.com; vrt.be 2022"
)
AGREED = "regionally agreed, not public; default by level, assumption"

SITE: Form = {
    **TITLES,
    "region": Field("the region it belongs to", kind="text"),
    "level": Field("1 trauma centre, 2, 3", default=Figure("value", (2.0,), "", "chosen", "X"),
                   low=1.0, high=3.0),
    "specialisms": Field("what it alone can do (burns, neuro)", kind="names", default=()),
    "icu_beds": Field("staffed intensive care beds", unit="beds", high=MOST),
    "icu_occupied": share("of them in use at the start", 0.75, "1,050 beds, about 260 free", "D"),
    "ventilators": count("ventilators; 0: no limit beside the beds", "ventilators", 0),
    "mc_beds": count("staffed medium care beds; 0: medium care is given in the ICU", "beds", 0),
    "mc_occupied": share("of them in use at the start", 0.75, TRADE, "K"),
    "burn_beds": count("beds of a burn centre; 0: burns lie on the ward", "beds", 0),
    "ward_beds": Field("staffed ward beds", unit="beds", high=MOST),
    "ward_occupied": share("of them in use at the start", 0.85, TRADE, "K"),
    "ed_places": count("emergency department places", "places", 20),
    "ed_visits": count("emergency visits that go home", "patients/day", 40),
    "resus_teams": count("resuscitation teams beside regular care; 0: by level",
                         "teams", 0),
    "ct_scanners": count("scanners for the emergency department; 0: by level",
                         "scanners", 0),
    "or_teams": Field("operating teams by day (08:00-17:00)", unit="teams", high=MOST),
    "or_evening": count("operating teams in the evening (17:00-23:00); 0: as by night",
                        "teams", 0),
    "or_night": count("operating teams by night", "teams", 1),
    "sets": count("instrument sets in the cycle; 0: not counted", "sets", 0),
    "sterile_rate": count("sets sterilised in an hour; 0: one for each day team", "sets/h", 0),
    "stop_on_backup": Field("on its own power it starts no new operations (as the protocol "
                            "of ZGT, skipr id33283) unless that is decided", kind="flag",
                            default=False),
    "isolation_rooms": count("single rooms for isolation", "rooms", 10),
    "isolation_occupied": share("of them in use by regular patients", 0.5),
    "reserve": share("of beds kept back when casualties are offered", 0.05),
    "accept_cap": count("casualties accepted in a day", "patients/day", 9999),
    "nurses": count("on duty in a shift; 0: one for each ICU bed, others by ward bed",
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
    "givers": Field("sites (or 'defence') with the share of their staff that it takes",
                    kind="figures", default={}, high=1.0),
    "military_teams": count("operating teams here that are Defence's own", "teams", 0),
    "military_icu": share("of ICU staff here that is Defence's own", 0.0),
    "reservists": share("of all staff that is a reservist", 0.0),
    "distance": length("from a sudden incident; 0: as the travel of its region", "value",
                       (0.0,), GUESS, "E"),
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


def _beds(says: str, value: float) -> Field:
    return count(says, "beds", value, ICU_STEPS, "F")


SURGE: Form = {
    "base": _beds("national ICU beds in usual times", 1050),
    "step_1": _beds("national ICU beds at step 1", 1150),
    "step_2": _beds("national ICU beds at step 2", 1350),
    "step_3": _beds("national ICU beds at step 3; all non-urgent planned care stops", 1750),
    "ramp": count("national ICU beds added in a day", "beds/day", 20, "skipr 11-2021", "F"),
    "ward_beds": count("ward beds that close for the staff of an added ICU bed", "beds", 1.5),
}  # fmt: skip

DEFENCE: Form = {
    "staff": count("care staff of Defence that a buffer site can draw on", "people", 0),
}
FOREIGN: Form = {
    "staff": count("foreign care staff who wait for recognition", "people", 0),
    "supervision": share("of their work that supervising them takes", 0.25),
}


def _an_hour(level: int, triage: str, value: float) -> Field:
    return count(f"{triage} an hour for a hospital of level {level}", "patients/h", value,
                 AGREED, "E")  # fmt: skip


SCENE: Form = {
    "to": Field(
        "time to each hospital; others: their own distance",
        kind="figures",
        unit=TIME,
        default={},
    ),
}
SPREADING: Form = {
    "scenes": Field("incidents, by the name of their stream of casualties", kind="forms",
                    form=SCENE, default={}),
    "on": Field("the casualty-spreading plan is in use", kind="flag", default=True),
    "treated": share("of beds: T1 and T2 that can be treated in an hour", 0.03, DE_BOER, "F"),
    **{f"level_{level}_t{one + 1}": _an_hour(level, f"T{one + 1}", value)
       for level, row in ((1, (2, 4, 10)), (2, (1, 3, 8)), (3, (0, 2, 6)))
       for one, value in enumerate(row)},
}  # fmt: skip

FORM: Form = {
    "clock": Field("the time of day at STARTEX, as 6h40m", unit=TIME,
                   default=Figure("value", (8 * HOUR,), TIME, "chosen", "X"), high=DAY),
    "stays": Field("lengths", kind="form", form=STAYS, default=defaults(STAYS)),
    "shares": Field("shares", kind="form", form=SHARES, default=defaults(SHARES)),
    "counts": Field("numbers of things where a hospital states none, and limits",
                    kind="form", form=COUNTS, default=defaults(COUNTS)),
    "by_hour": BY_HOUR,
    "shifts": Field("hours of work, whole hours", kind="form", form=SHIFTS, default=defaults(SHIFTS)),
    "regions": Field("regions", kind="forms", form=REGION, default={}),
    "regulating": Field("who gets whom", kind="form", form=REGULATING,
                        default=defaults(REGULATING)),
    "spreading": Field("sudden incidents", kind="form", form=SPREADING,
                       default=defaults(SPREADING)),
    "surge": Field("staged ICU surge", kind="form", form=SURGE, default=defaults(SURGE)),
    "destinations": Field("care after hospital", kind="form", form=DESTINATIONS,
                          default=defaults(DESTINATIONS)),
    "defence": Field("Defence's own care staff", kind="form", form=DEFENCE,
                     default=defaults(DEFENCE)),
    "foreign": Field("foreign care staff", kind="form", form=FOREIGN,
                     default=defaults(FOREIGN)),
    "sites": Field("hospitals", kind="forms", form=SITE),
}  # fmt: skip
