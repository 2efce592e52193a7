"""What an author can tell about a stream of casualties, with a default for each thing.

It holds no behaviour: every number here has a unit, a source and a tag.
"""

from __future__ import annotations

from typing import Any

from ttx.figures import TIME, Figure
from ttx.forms import TITLES, Field, Form
from ttx.models.health import INJURIES
from ttx.moment import DAY, HOUR, MINUTE

JACKSON = "Jackson et al. 2014, Injury 45:44 (388 evacuated to Role 4)"
JOHNSTON = "Johnston et al. 2014, Crit Care 18(S1):P57 (570 admissions)"
OIF = "mass-casualty events in Iraq, 26 events (pubmed 19359956)"
HALL = "brigade casualty handling, env_data.json (after Hall 2023)"
FORECAS = "FORECAS (Blood, Zouris & Rotblatt 1998), Falklands type"
TRADE = "trade knowledge, not checked"
GUESS = "assumption, wants an expert"


def share(says: str, value: float, source: str = GUESS, tag: str = "E") -> Field:
    """A share from 0 to 1 with its default."""
    return Field(says, default=Figure("value", (value,), "", source, tag), high=1.0)


def time(says: str, value: float = 0.0) -> Field:
    """A duration that is chosen for an exercise."""
    return Field(
        says, unit=TIME, default=Figure("value", (value,), TIME, "chosen", "X")
    )


def length(
    says: str, shape: str, numbers: tuple[float, ...], source: str, tag: str
) -> Field:
    """A duration of people with its default."""
    return Field(says, unit=TIME, default=Figure(shape, numbers, TIME, source, tag))


def amount(
    says: str, unit: str, shape: str, numbers: tuple[float, ...], source: str, tag: str
) -> Field:
    """So many of something, with its default."""
    return Field(says, unit=unit, default=Figure(shape, numbers, unit, source, tag))


def defaults(form: Form) -> dict[str, Any]:
    """The values of a form of which nothing is said."""
    return {name: one.default for name, one in form.items()}


_MIX = {"blunt": 0.32, "penetrating": 0.15, "multiple": 0.1, "head": 0.1, "thorax": 0.08,
        "abdomen": 0.08, "vascular": 0.04, "burns": 0.05, "ortho-plastic": 0.06,
        "eye": 0.02}  # fmt: skip
"""Defaults of the fields below, which give them source and tag."""
MIX: Form = {
    name: share(f"sudden: {name}, as a part of all parts", _MIX[name])
    for name in INJURIES
}


def score(says: str, low: float, high: float) -> Field:
    """A score of Sacco (0-12); its whole part counts."""
    figure = Figure("uniform", (low, high), "points", GUESS, "E")
    return Field(says, unit="points", default=figure, high=13.0)


_CALENDAR: Form = {
    "profile": Field("how they come", kind="choice", choices=("evacuated", "sudden")),
    "to": Field("the port that takes them", kind="text"),
    "arrivals": Field("how many come: batches as announced, poisson (one by one, 'batch' "
                      "on average in each 'every'), cox (a rate for each batch)",
                      kind="choice", choices=("batches", "poisson", "cox"),
                      default="batches"),
    "announced": Field("whether a batch is known beforehand", kind="flag", default=True),
    "batch": Field("announced for each batch", unit="patients", high=100_000.0),
    "first": Field("the first batch, after STARTEX", unit=TIME),
    "every": time("from one batch to the next; 0: one batch"),
    "last": time("no batch after this time after STARTEX; 0: no end"),
    "spread": time("a batch comes in over this time"),
    "real": Field("those who come for each one announced",
                  default=Figure("value", (1.0,), "", "chosen", "X"), high=100.0),
    "rate": amount("cox: wounded for each 1,000 deployed in a day, drawn for each batch",
                   "per 1,000/day", "lognormal", (0.788, 1.272, 0.0), FORECAS, "F"),
    "strength": amount("cox: troops deployed", "troops", "value", (0.0,), "chosen", "X"),
    "home": share("cox: of the wounded, the share that is evacuated to Role 4", 0.4),
    "lost": share("cox: of the wounded, the share that dies in Roles 1 to 3", 0.043,
                  "died of wounds, Kotwal et al. 2016, JAMA Surg 151:15", "F"),
}  # fmt: skip

_EVACUATED: Form = {
    "icu": share("share in need of intensive care", 0.322, JACKSON, "F"),
    "ventilated": share("of those in intensive care, the share on a ventilator", 0.704,
                        JOHNSTON, "F"),
    "on_ventilator": share("of the time in intensive care, the part on the ventilator",
                           0.82, "7.5 days of 9.2, " + JOHNSTON, "D"),
    "surgery": share("share operated", 0.716, JACKSON, "F"),
    "isolation": share("share to be isolated until cultures are known", 1.0,
                       "Dutch practice for patients from abroad", "K"),
    "germ": share("share that carries a resistant germ", 0.35, TRADE, "K"),
    "burns": share("share with burns", 0.07, "trade knowledge, 5-10 %", "K"),
    "neuro": share("share with brain or spine injury", 0.10),
    "ortho_plastic": share("share whose limbs need surgery by two specialisms", 0.30),
    "eye": share("share with an eye injury", 0.05),
    "specialisms": Field("injuries for which a place of their own is sought (burns, neuro, "
                         "ortho-plastic, eye)", kind="names", default=("burns", "neuro")),
    "severe": share("share that needs a trauma centre", 0.28, "a quarter to a third", "E"),
    "medium": share("share that needs medium care instead of intensive care", 0.0,
                    "off; a split with 22 % is quoted and was not found", "K"),
    "walking": share("share that walks", 0.30),
    "allied": share("share of other nations", 0.15),
    "told_less": share("chance that the manifest leaves out a grave need", 0.25),
    "told_more": share("chance that the manifest adds intensive care", 0.05),
    "infected_late": share("chance of infection if the second look comes too late", 0.15),
}  # fmt: skip

_SUDDEN: Form = {
    "immediate": share("sudden: share in danger of life", 0.2,
                       "Belgian reflex capacity has 10 %; chosen higher", "E"),
    "urgent": share("sudden: share badly hurt; the rest is lightly hurt", 0.3,
                    "Belgian hospital reflex capacity, vrt.be 2022", "F"),
    "overtriage": share("sudden: of those called in danger of life, the share that is not",
                        0.0, "off; up to half is common in the field", "K"),
    "undertriage": share("sudden: of those in danger of life, the share that is missed",
                         0.0, "off; one in twenty to one in ten is common", "K"),
    "health": Field("sudden: who dies while waiting: by the score (Sacco) or by the clock "
                    "of the injury (Remick, Clarke)",
                    kind="choice", choices=("score", "clock"), default="score"),
    "fatal_immediate": share("clock: of those in danger of life, the share that dies within "
                             "hours if nobody treats", 0.45),
    "fatal_urgent": share("clock: the same of those badly hurt", 0.06),
    "despite": share("clock: of those in danger of life, the share that dies despite care",
                     0.15, "critical mortality, London 2005 (Lancet 2006;368:2219)", "F"),
    "before": time("sudden: from the injury to the first arrival; 0: waiting is counted "
                   "from each one's own arrival"),
    "killed": share("sudden: of the batch, the share that is killed", 0.0,
                    "off; 0.28 in brigade planning (informed estimate)", "E"),
    "first_help": time("sudden: from the injury to first help for those dying",
                       60 * MINUTE),
    "icu_immediate": share("sudden: of those in danger of life, the share that needs "
                           "intensive care", 0.5),
    "icu_urgent": share("sudden: the same of those badly hurt", 0.1),
    "icu_light": share("sudden: the same of those lightly hurt", 0.0),
    "operated_immediate": share("sudden: of those in danger of life, the share operated", 0.7),
    "operated_urgent": share("sudden: the same of those badly hurt", 0.4),
    "operated_light": share("sudden: the same of those lightly hurt", 0.05),
    "score_immediate": score("sudden: score (0-12, its whole part) of those in danger of life", 4.0, 9.0),
    "score_urgent": score("sudden: the same of those badly hurt", 8.0, 11.0),
    "score_light": score("sudden: the same of those lightly hurt", 11.0, 13.0),
    "score_dying": score("sudden: the same of those killed unless help comes", 1.0, 4.0),
    "ct": share("sudden: of the badly hurt, the share that needs a CT scan", 0.7),
    "injuries": Field("sudden: injuries", kind="form", form=MIX, default=defaults(MIX)),
    "resus_long": length("sudden: with a resuscitation team, in danger of life",
                         "triangular", (25 * MINUTE, 45 * MINUTE, 70 * MINUTE), HALL, "F"),
    "resus_short": length("sudden: with a resuscitation team, badly hurt",
                          "triangular", (13 * MINUTE, 28 * MINUTE, 55 * MINUTE), HALL, "F"),
}  # fmt: skip

_NEEDS: Form = {
    "transfused": share("share of all who get blood", 0.22, OIF, "F"),
    "massive": share("share of all with massive transfusion (explosion 0.096)", 0.042,
                     OIF, "F"),
    "units": amount("red cells for a transfusion", "units", "value", (5.0,),
                    "1.4 for each casualty, " + OIF, "D"),
    "units_massive": amount("red cells for a massive transfusion", "units", "value",
                            (12.0,), "10 and more by definition", "K"),
    "icu_stay": length("intensive care", "lognormal", (6 * DAY, 0.963, 49 * DAY), JACKSON, "F"),
    "medium_stay": length("medium care", "lognormal", (2 * DAY, 0.7, 14 * DAY), GUESS, "E"),
    "stay": length("the whole stay in hospital", "lognormal",
                   (10.5 * DAY, 1.388, 137 * DAY), JACKSON, "F"),
    "theatre": length("in theatre, all operations together", "quantiles",
                      tuple(x if i % 2 == 0 else x * MINUTE for i, x in enumerate((
                          0.0, 20, 0.25, 90, 0.5, 170, 0.75, 570, 0.88, 800, 0.95, 1200,
                          0.98, 1900, 0.995, 3000, 1.0, 4735))),
                      JACKSON + "; quartiles and maximum, the rest fitted", "F"),
    "burned": amount("burns: part of the skin", "%", "lognormal", (10.0, 0.8, 90.0), GUESS,
                     "E"),
    "burn_stay": length("burns: stay for each percent of the skin", "value", (1.0 * DAY,),
                        TRADE, "K"),
    "least_ward": length("at least on a ward, of those admitted", "value", (6.0 * HOUR,),
                         GUESS, "E"),
    "least_after_icu": length("at least on a ward after intensive care", "value",
                              (12.0 * HOUR,), GUESS, "E"),
    "least_after_icu_sudden": length("the same after a sudden incident", "value",
                                     (1.0 * DAY,), GUESS, "E"),
    "infection_stay": length("how much longer an infection keeps somebody", "triangular",
                             (3 * DAY, 6 * DAY, 14 * DAY), GUESS, "E"),
}  # fmt: skip

STREAM: Form = {**TITLES, **_CALENDAR, **_EVACUATED, **_SUDDEN, **_NEEDS}
SHARES = tuple(name for name, one in STREAM.items() if one.high == 1.0)
