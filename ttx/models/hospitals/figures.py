"""Lengths and shares of hospital care, each with a default, a source and a tag.

It holds no behaviour and knows no hospital.
"""

from __future__ import annotations

from typing import Any

from ttx.figures import TIME, Figure
from ttx.forms import Field, Form
from ttx.moment import DAY, HOUR, MINUTE

JACKSON = "Jackson et al. 2014, Injury 45:44 (388 evacuated to Role 4); fit"
HALL = "brigade casualty handling, env_data.json (after Hall 2023)"
TRADE = "trade knowledge, not checked"
GUESS = "assumption, wants an expert"
ROTA = "the usual hours of work, chosen; each hospital agrees its own"
KELEN = "44 % of inpatients need no critical care within 96 h (Kelen, reverse triage)"


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


MOST = 100_000.0
"""No hospital has more of anything that is counted one by one."""


def count(
    says: str, unit: str, value: float, source: str = GUESS, tag: str = "E"
) -> Field:
    """A number of something with its default."""
    default = Figure("value", (value,), unit, source, tag)
    return Field(says, unit=unit, default=default, high=MOST)


def by_hour(unit: str, row: tuple[float, ...]) -> tuple[Figure, ...]:
    """A row by hour of day; its shape is surer than an assumption usually is."""
    return tuple(
        Figure(
            "value", (one,), unit, "the usual shape; " + GUESS, "E", doubt=(0.8, 1.25)
        )
        for one in row
    )


def hour(says: str, value: int) -> Field:
    """An hour of the clock: agreed on, so chosen for an exercise and not in doubt."""
    figure = Figure("value", (value * HOUR,), TIME, ROTA, "X")
    return Field(says, unit=TIME, default=figure, high=DAY)


STAYS: Form = {
    "ed": length("emergency department until decided", "triangular",
                 (1.5 * HOUR, 2.5 * HOUR, 5 * HOUR), GUESS, "E"),
    "walk_in": length("emergency department, sent home after", "triangular",
                      (1 * HOUR, 2 * HOUR, 4 * HOUR), GUESS, "E"),
    "ct": length("one scan, with moving on and off the table", "triangular",
                 (10 * MINUTE, 15 * MINUTE, 25 * MINUTE), GUESS, "E"),
    "icu": length("regular intensive care", "lognormal",
                  (1.5 * DAY, 1.1, 60 * DAY), TRADE, "K"),
    "mc": length("regular medium care", "lognormal", (1.5 * DAY, 0.8, 30 * DAY), TRADE, "K"),
    "ward": length("regular acute ward", "lognormal", (3 * DAY, 0.9, 60 * DAY), TRADE, "K"),
    "planned": length("ward after planned admission", "lognormal",
                      (2 * DAY, 0.7, 40 * DAY), TRADE, "K"),
    "operation": length("one operation on an injured or acute patient, with changeover",
                        "triangular", (41 * MINUTE, 95 * MINUTE, 210 * MINUTE), HALL, "F"),
    "planned_operation": length("one planned operation, with changeover", "triangular",
                                (40 * MINUTE, 90 * MINUTE, 210 * MINUTE), GUESS, "E"),
    "sterilising": length("from a set taken into use until it can be used again, at least",
                          "value", (6 * HOUR,), GUESS, "E"),
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
    "reserve_notice": length("from the call-up until reservists leave their ward", "value",
                             (72 * HOUR,), GUESS, "E"),
    "transfer": length("a transfer between hospitals, door to door (the mean counts)",
                       "value", (2 * HOUR,), GUESS, "E"),
    "move_again": length("until a better bed elsewhere is sought again", "value",
                         (6 * HOUR,), GUESS, "E"),
    "outbreak_room": length("a single room for each one infected in hospital", "value",
                            (10 * DAY,), GUESS, "E"),
    "back_urgent": length("urgent patients put off who come back: until then", "uniform",
                          (1 * DAY, 5 * DAY), GUESS, "E"),
    "back_early": length("those discharged early who come back: until then", "uniform",
                         (2 * DAY, 6 * DAY), GUESS, "E"),
}  # fmt: skip

SHARES: Form = {
    "planned": share("of regular ward admissions that are planned", 0.5, TRADE, "K"),
    "operated": share("of acute admissions that are operated at once", 0.2),
    "icu_from_plan": share("of regular ICU admissions that come from planned surgery", 0.3),
    "ventilated": share("of regular ICU patients who are ventilated", 0.45, TRADE, "K"),
    "theatre_use": share("of day-time theatre hours in use", 0.8),
    "urgent": share("of planned care that cannot wait days", 0.2),
    "soon": share("of planned care that cannot wait weeks (the rest is 'later')", 0.35),
    "returns": share("of urgent planned patients put off who come back as acute", 0.3),
    "catch_up": share("of the backlog offered again each day (0: after the exercise)", 0.0),
    "diverted": share("of emergency arrivals that an ED stop moves elsewhere", 0.7),
    "outflow": share("of acute ward patients who need care elsewhere after", 0.12),
    "outflow_evacuee": share("of evacuated casualties who need care elsewhere after", 0.5),
    "outflow_slack": share("outflow places beyond the usual need", 0.4),
    "cohort_leak": share("of the risk of a breach that remains in a cohort", 0.4),
    "germ_spread": share("chance that a carrier outside isolation infects others", 0.25),
    "early_returns": share("of patients discharged early who come back", 0.1),
    "fatigue": share("of staff lost for each day at full overtime", 0.02),
    "overtime": share("more staff at full overtime", 0.2),
    "rest": share("recovered in a day without it, as a part of a day's fatigue", 0.25),
    "most_tired": share("of staff lost to fatigue at most", 0.3),
    "most_taken": share("of its staff that a hospital gives to buffer sites at most", 0.9),
    "short_staff": share("of the usual staff: with less a hospital keeps more beds back", 0.9),
    "least_means": share("of power and instruments with which one acute team still operates",
                         0.1),
    "most_critical": share("of acute, or of planned, admissions that come to intensive or "
                           "medium care at most", 0.9),
    "early": share("of ward patients who can be discharged early", 0.44, KELEN, "F"),
    "acute_by_day": share("of acute operations that fall within the planned hours", 0.5),
    "risk_seen": share("of patients without the germ who count as a risk", 0.2),
    "risk_germ": share("of patients with the germ who count as a risk", 0.7),
}  # fmt: skip

COUNTS: Form = {
    **{f"resus_{level}": count(f"resuscitation teams of a hospital of level {level}",
                               "teams", value) for level, value in ((1, 4), (2, 2), (3, 1))},
    **{f"ct_{level}": count(f"scanners of a hospital of level {level}", "scanners", value)
       for level, value in ((1, 2), (2, 1), (3, 1))},
    "ward_beds_nurse": Field("ward beds for each nurse on duty", unit="beds", low=1.0,
                             default=Figure("value", (4.0,), "beds", GUESS, "E")),
    "reserve_short": count("times as many beds kept back where staff is short", "", 2),
    "move_tries": count("times that a better bed is sought, where nobody has to leave",
                        "times", 6),
    "infected": count("others infected by one carrier at most", "patients", 3),
}  # fmt: skip

BY_HOUR = Field("emergency arrivals by hour of day (beside each other; any number of equal"
                " parts of a day)", kind="row", default=by_hour("", (
                    0.5, 0.4, 0.4, 0.4, 0.4, 0.5, 0.6, 0.8, 1.1, 1.4, 1.6, 1.6,
                    1.5, 1.5, 1.5, 1.5, 1.5, 1.4, 1.3, 1.2, 1.1, 1.0, 0.8, 0.6)))  # fmt: skip

SHIFTS: Form = {
    "staff": hour("when staff of the day comes on duty", 7),
    "plan": hour("when planned care and the day teams begin", 8),
    "put_off": hour("when planned operations not begun are put off", 16),
    "evening": hour("when the evening teams follow the day teams", 17),
    "night": hour("when the night teams follow the evening teams", 23),
}


def _destination(
    of: str, part: float, days: float, spread: float, slack: float
) -> Field:
    stay = Figure("lognormal", (days * DAY, spread, 180 * DAY), TIME, TRADE, "K")
    form: Form = {
        "share": share(f"of those who need care elsewhere: {of}", part),
        "stay": Field("length of that care", unit=TIME, default=stay),
        "slack": share("places beyond the usual need, beside that need", slack),
    }
    return Field(of, kind="form", form=form, default=defaults(form))


DESTINATIONS: Form = {
    "separate": Field("three destinations, each with places of its own", kind="flag",
                      default=False),
    "nursing": _destination("a nursing home", 0.4, 28, 0.6, 0.04),
    "rehabilitation": _destination("rehabilitation", 0.2, 30, 0.5, 0.05),
    "home_care": _destination("care at home", 0.4, 18, 0.7, 0.08),
}  # fmt: skip
