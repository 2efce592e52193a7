"""The gauges and levers of an outbreak in words, and the cause behind each gauge.

What nobody knows yet stays in figures for exercise control; no cause names a culprit.
"""

from __future__ import annotations

from collections.abc import Callable

from ttx.models.model import Cause
from ttx.models.outbreak.place import Place
from ttx.text import Text, hours, number, percent

GAUGES: dict[str, tuple[str, str, str, str]] = {
    "known": ("", "bekende gevallen (opgeteld)", "known cases (added up)", "sum"),
    "known_now": ("", "bekende gevallen nu besmettelijk",
                  "known cases infectious now", "sum"),
    "found": ("", "uitbraak onderkend", "outbreak recognised", "sum"),
    "isolation_needed": ("rooms", "bekende gevallen die isolatie nodig hebben",
                         "known cases who need isolation", "sum"),
    "isolation_short": ("rooms", "bekende gevallen zonder eenpersoonskamer",
                        "known cases without a single room", "sum"),
    "staff_absent": ("", "deel van het personeel ziek thuis",
                     "share of staff ill at home", "staff"),
    "empty": ("", "plaatsen leeg door opnamestop", "places empty by a stop on intake",
              "sum"),
    "ill": ("", "ernstig ziek geworden", "fallen seriously ill", "sum"),
    "infected": ("", "werkelijk besmet nu (oefenleiding)",
                 "truly infected now (exercise control)", "sum"),
    "infected_ever": ("", "werkelijk besmet geweest (oefenleiding)",
                      "truly infected so far (exercise control)", "sum"),
    "r_now": ("", "besmettingen per onbekend geval (oefenleiding)",
              "infected by one unknown case (exercise control)", "most"),
}  # fmt: skip
"""Gauge: unit, Dutch, English, and how places make one figure for all."""
HIDDEN = ("infected", "infected_ever", "r_now")
"""Not for tables: nobody in the world of the exercise can know them."""

LEVERS: dict[str, tuple[str, str, str, float]] = {
    "rooms": ("rooms", "eenpersoonskamers voor isolatie", "single rooms for isolation",
              10_000.0),
    "cohort": ("", "cohortverpleging van bekende gevallen",
               "known cases nursed in a cohort", 1.0),
    "hygiene": ("", "extra hygiëne en beschermende middelen",
                "extra hygiene and protective equipment", 1.0),
    "screening": ("", "screening van mensen zonder klachten",
                  "screening of people without complaints", 1.0),
    "closed": ("", "opnamestop", "stop on intake", 1.0),
}  # fmt: skip
"""Lever: unit, Dutch, English and highest."""
PULSES: dict[str, tuple[str, str]] = {
    "introduce": ("mensen die het meebrengen", "people who bring it along"),
    "vaccinate": ("mensen gevaccineerd of beschermd", "people vaccinated or protected"),
}

KIND = {
    "resistant": Text("een resistente bacterie", "a resistant germ"),
    "gastro": Text("buikgriep", "gastro-enteritis"),
    "measles": Text("mazelen", "measles"),
    "influenza": Text("griep", "influenza"),
}
Tell = Callable[[Place, str], Cause]


def why(place: Place, what: str) -> Cause:
    """The cause behind a gauge of this place; it always has an answer."""
    return _TELLS[what](place, f"outbreak.{place.name}.")


def _tag(place: Place, figure: str) -> str:
    return place.figures[figure].tag or "D"


def _known(place: Place, own: str) -> Cause:
    name = KIND[place.kind]
    if not place.found:
        return Cause(Text(f"Er is geen uitbraak van {name.nl} onderkend.",
                          f"No outbreak of {name.en} has been recognised."),
                     _tag(place, "noticed"))  # fmt: skip
    days = place.days_known * 24
    return Cause(Text(
        f"De uitbraak van {name.nl} is {hours(days, 'nl')} uur bekend; {place.known} "
        "gevallen gevonden.",
        f"The outbreak of {name.en} has been known for {hours(days, 'en')} h; "
        f"{place.known} cases found.",
    ), _tag(place, "notice_after"))  # fmt: skip


def _rooms(place: Place, own: str) -> Cause:
    rooms, cases = int(place.level["rooms"]), place.guests.k
    cohort = place.level["cohort"]
    return Cause(Text(
        f"{cases} bekende gevallen, {rooms} eenpersoonskamers; cohortverpleging voor "
        f"{percent(cohort, 'nl')} ingericht.",
        f"{cases} known cases, {rooms} single rooms; cohort set up for "
        f"{percent(cohort, 'en')}.",
    ), _tag(place, "isolation_effect"), f"{own}known")  # fmt: skip


def _staff(place: Place, own: str) -> Cause:
    home, staff = place.staff.h, place.staff.all
    return Cause(Text(f"{home} van {staff} medewerkers zijn besmet en blijven thuis.",
                      f"{home} of {staff} staff are infected and stay at home."),
                 _tag(place, "staff_home"), f"{own}known")  # fmt: skip


def _empty(place: Place, own: str) -> Cause:
    if place.level["closed"] < 0.5:
        return Cause(Text("Er is geen opnamestop.", "There is no stop on intake."))
    return Cause(Text("Er is een opnamestop: voor wie vertrekt komt niemand in de plaats.",
                      "There is a stop on intake: who leaves is not replaced."),
                 "D", f"{own}known")  # fmt: skip


def _ill(place: Place, own: str) -> Cause:
    share = place.drawn["ill"]
    return Cause(Text(
        f"Van de besmetten wordt ongeveer {percent(share, 'nl')} na dagen ernstig ziek.",
        f"Of those infected about {percent(share, 'en')} fall seriously ill after days.",
    ), _tag(place, "ill"), f"{own}known")  # fmt: skip


def _infected(place: Place, own: str) -> Cause:
    name = KIND[place.kind]
    if not place.introduced:
        return Cause(Text(f"Niemand heeft {name.nl} binnengebracht.",
                          f"Nobody has brought in {name.en}."))  # fmt: skip
    spread, brought = place.ever - place.introduced, place.introduced
    return Cause(Text(
        f"{brought} mensen brachten {name.nl} mee; {spread} werden hier besmet.",
        f"{brought} people brought in {name.en}; {spread} were infected here.",
    ), _tag(place, "carriers"), f"{own}r_now")  # fmt: skip


def _r_now(place: Place, own: str) -> Cause:
    r, now = place.r, place.now_r()
    return Cause(Text(
        f"Zonder maatregelen en zonder afweer besmet een geval er gemiddeld {number(r, 'nl', 1)}; "
        f"nu nog {number(now, 'nl', 1)}.",
        f"Without measures and immunity a case infects on average {number(r, 'en', 1)}; now "
        f"{number(now, 'en', 1)}.",
    ), place.r_tag)  # fmt: skip


_TELLS: dict[str, Tell] = {
    "known": _known, "known_now": _known, "found": _known, "isolation_needed": _rooms,
    "isolation_short": _rooms, "staff_absent": _staff, "empty": _empty, "ill": _ill,
    "infected": _infected, "infected_ever": _infected, "r_now": _r_now,
}  # fmt: skip
READ: dict[str, Callable[[Place], float]] = {
    "known": lambda place: float(place.known),
    "known_now": lambda place: float(place.guests.k),
    "found": lambda place: float(place.found),
    "isolation_needed": lambda place: float(place.guests.k),
    "isolation_short": lambda place: float(place.short),
    "staff_absent": lambda place: place.absent,
    "empty": lambda place: float(place.empty),
    "ill": lambda place: float(place.ill),
    "infected": lambda place: float(place.infected),
    "infected_ever": lambda place: float(place.ever),
    "r_now": lambda place: place.now_r(),
}
