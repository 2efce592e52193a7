"""What an author can say of an outbreak: the kinds of disease and the places.

Every default names its source and its tag; nothing here is drawn or decided.
"""

from __future__ import annotations

from dataclasses import replace

from ttx.figures import TIME, Figure, fixed
from ttx.forms import TITLES, Field, Form
from ttx.moment import DAY, HOUR

EXPERT = "assumption, wants an expert"
SETTINGS = ("ward", "site", "shelter", "care-home", "community")
KINDS = ("resistant", "gastro", "measles", "influenza")

_NOROVIRUS = "norovirus, 7,094 US outbreaks: median R0 2.75 (EID 2020;26(8):1818)"
_CARE = "norovirus in long-term care: R0 3.35 (EID 2020;26(8):1818)"
_JAMBOREE = "scouting jamboree NL 2004: R down by 84.8 % (EID 2009;15(1):24)"
_LCI = "RIVM LCI-richtlijn mazelen, 2025"
_FLU = "seasonal influenza, median R 1.28 (Biggerstaff, BMC Infect Dis 2014;14:480)"
_FRANKFURT = "17 of 103 patients from Ukraine (Euro Surveill 2023;28(1):2200850)"
_TRADE = "trade knowledge, not checked"

Known = tuple[float, str, str]
"""A value with its tag and its source."""


def _e(value: float) -> Known:
    return value, "E", EXPERT


def _share(says: str, known: Known, doubt: tuple[float, float] = (0.0, 0.0)) -> Field:
    value, tag, source = known
    default = replace(fixed(value, "", tag, source), doubt=doubt)
    return Field(says, default=default, high=1.0)


def _time(says: str, figure: Figure) -> Field:
    return Field(says, unit=TIME, default=figure)


def _about(*days: float, tag: str = "E", source: str = EXPERT) -> Figure:
    shape = {1: "value", 2: "uniform", 3: "triangular"}[len(days)]
    return Figure(shape, tuple(one * DAY for one in days), TIME, source, tag)


def _r(says: str, known: Known) -> Field:
    value, tag, source = known
    return Field(says, default=fixed(value, "", tag, source))


def _kind(
    latent: Figure, infectious: Figure, notice: Figure, away: Figure, ill_after: Figure,
    r: dict[str, Known], **share: Known,
) -> Form:  # fmt: skip
    """The form of one kind of disease; `r` by setting, shares by name."""
    outbreak_at = share.pop("outbreak_at")
    return {
        "latent": _time("from infection until infectious (mean)", latent),
        "infectious": _time("how long infectious (mean)", infectious),
        "notice_after": _time("from infectious until it is known", notice),
        "away": _time("staff stay away after they are no longer infectious", away),
        "ill_after": _time("until a serious illness needs a bed", ill_after),
        "outbreak_at": _r("cases found before it is called an outbreak", outbreak_at),
        **{f"r_{key}": _r(f"infected by one case, nobody immune: {key}", one)
           for key, one in r.items()},
        "immune": _share("immune at the start", share["immune"], (0.9, 1.1)),
        "noticed": _share("cases found without looking for them", share["noticed"]),
        "screened": _share("cases found by full screening", share["screened"]),
        "aware": _share("cases found once an outbreak is known", share["aware"]),
        "isolation_effect": _share("spread taken away by a single room",
                                   share["isolation"]),
        "cohort_effect": _share("spread taken away by nursing in a cohort",
                                share["cohort"]),
        "hygiene_effect": _share("spread taken away by hygiene in full",
                                 share["hygiene"]),
        "staff_home": _share("infected staff who stay at home", share["staff_home"]),
        "carriers": _share("of those who enter without isolation, brings it",
                           share["carriers"]),
        "newcomers": _share("of other people who come in, brings it",
                            share["newcomers"]),
        "ill": _share("infected people who fall seriously ill", share["ill"]),
    }  # fmt: skip


RESISTANT: Form = _kind(
    _about(1.0), _about(14.0),
    _about(2, 2.5, 3, tag="K", source="cultures take 48 to 72 h: trade knowledge"),
    _about(0.0), _about(5, 10, 20),
    {"ward": _e(1.2), "site": _e(0.7), "shelter": _e(0.4), "care-home": _e(0.6),
     "community": _e(0.2)},
    immune=_e(0.0), noticed=_e(0.1), screened=_e(0.9), aware=_e(0.6),
    isolation=_e(0.85), cohort=_e(0.6), hygiene=_e(0.4), staff_home=_e(0.0),
    carriers=(0.165, "F", _FRANKFURT), newcomers=_e(0.002), ill=_e(0.1),
    outbreak_at=(2, "K", "two linked carriers, " + _TRADE),
)  # fmt: skip
GASTRO: Form = _kind(
    _about(0.5, 1.25, 2, tag="K", source="incubation 12 to 48 h, " + _TRADE),
    _about(2, 3, 4, tag="K", source="ill for 1 to 3 days, then some, " + _TRADE),
    _about(0.25, 0.5, 1.0),
    _about(2.0, tag="K", source="back 48 h after the last complaint, " + _TRADE),
    _about(1, 2, 3),
    {"ward": (2.75, "F", _NOROVIRUS), "site": _e(1.5), "shelter": (2.75, "F", _NOROVIRUS),
     "care-home": (3.35, "F", _CARE), "community": _e(1.5)},
    immune=_e(0.2), noticed=_e(0.7), screened=_e(0.9), aware=_e(0.9),
    isolation=_e(0.7), cohort=_e(0.5), hygiene=(0.848, "F", _JAMBOREE),
    staff_home=_e(0.8), carriers=_e(0.05), newcomers=_e(0.002), ill=_e(0.01),
    outbreak_at=(2, "K", "two or more linked cases, " + _TRADE),
)  # fmt: skip
MEASLES: Form = _kind(
    _about(10.0, tag="F", source=_LCI + ": 10 days to the first complaints"),
    _about(8.0, tag="F", source=_LCI + ": 4 days before to 4 days after the rash"),
    _about(4, 5, 7, tag="D", source="rash on day 4, then the laboratory"),
    _about(0.0), _about(4, 6, 10),
    {"ward": _e(8.0), "site": _e(6.0), "shelter": (15.0, "K", "R0 12-18, " + _TRADE),
     "care-home": _e(6.0), "community": (15.0, "K", "R0 12-18, " + _TRADE)},
    immune=(0.9, "K", "vaccination of children about 90 %, " + _TRADE),
    noticed=_e(0.9), screened=_e(0.95), aware=_e(0.95),
    isolation=_e(0.9), cohort=_e(0.5), hygiene=_e(0.2), staff_home=_e(0.9),
    carriers=_e(0.02), newcomers=_e(0.0002), ill=_e(0.15),
    outbreak_at=(1, "K", "one case is notified at once, " + _TRADE),
)  # fmt: skip
INFLUENZA: Form = _kind(
    _about(1.0, 1.6, 2.5, tag="K", source=_TRADE),
    _about(3, 4, 5, tag="K", source=_TRADE),
    _about(0.5, 1.0, 2.0), _about(1.0), _about(2, 4, 7),
    {"ward": _e(1.5), "site": (1.28, "F", _FLU), "shelter": _e(2.0),
     "care-home": _e(2.0), "community": (1.28, "F", _FLU)},
    immune=_e(0.3), noticed=_e(0.4), screened=_e(0.85), aware=_e(0.7),
    isolation=_e(0.7), cohort=_e(0.5), hygiene=_e(0.4), staff_home=_e(0.7),
    carriers=_e(0.05), newcomers=_e(0.003), ill=_e(0.03),
    outbreak_at=(3, "K", "three cases in 72 h in care, " + _TRADE),
)  # fmt: skip

PLACE: Form = {
    **TITLES,
    "disease": Field("what goes round here: a name of one of the tables", "text"),
    "setting": Field("how people live here", "choice", choices=SETTINGS),
    "people": Field("patients, residents or guests at the start"),
    "staff": Field("staff who work here", default=fixed(0.0, "", "D", "none stated")),
    "present": Field("the gauge of how many people are here", "text", default=""),
    "introduced_by": Field(
        "the gauge that counts those who entered without isolation", "text", default=""),
    "stay": _time("how long people stay here (0: nobody comes or goes)",
                  _about(0.0, tag="D", source="none stated")),
    "isolation_rooms": Field("single rooms for known cases",
                             default=fixed(0.0, "", "D", "none stated")),
    "mixes": Field("share of contacts with people of another place", "figures",
                   default={}, high=1.0),
}  # fmt: skip


def _table(says: str, form: Form) -> Field:
    return Field(f"{says}, by name; `{{}}` takes the house's figures", "forms",
                 default={}, form=form)  # fmt: skip


OUTBREAK: Form = {
    "resistant": _table("resistant germs, brought along from abroad", RESISTANT),
    "gastro": _table("kinds of gastro-enteritis", GASTRO),
    "measles": _table("measles", MEASLES),
    "influenza": _table("kinds of influenza", INFLUENZA),
    "places": Field("where people live close together", "forms", form=PLACE),
}
STEP = HOUR
"""The step of the compartments, in milliseconds."""
