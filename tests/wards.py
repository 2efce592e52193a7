"""Three small hospitals and casualties for them, for tests of the care chain.

It only sets the scene; it claims nothing.
"""

from __future__ import annotations

from typing import Any

from ground import Ground, made

from ttx.models.hospitals import Hospitals
from ttx.models.hospitals.site import Site
from ttx.models.patient import IMMEDIATE, INCIDENT, MILITARY, URGENT, Case, Patient
from ttx.models.station import Station
from ttx.moment import DAY

SITES: dict[str, dict[str, Any]] = {
    "first": {"region": "east", "level": 1, "icu_beds": 40, "ward_beds": 400, "or_teams": 12,
              "or_night": 2, "isolation_rooms": 20, "specialisms": ["neuro"]},
    "second": {"region": "east", "level": 2, "icu_beds": 16, "ward_beds": 300, "or_teams": 8},
    "third": {"region": "west", "level": 3, "icu_beds": 12, "ward_beds": 250, "or_teams": 6},
}  # fmt: skip
ABOUT = {"source": "test", "tag": "X"}
EMPTY = {"icu_occupied": 0, "mc_occupied": 0, "ward_occupied": 0, "ed_visits": 0,
         "isolation_occupied": 0}  # fmt: skip
"""A hospital without regular care."""
COUNTED: dict[str, Any] = {
    "ventilators": 30, "mc_beds": 20, "burn_beds": 6, "sets": 60, "military_teams": 2,
    "military_icu": 0.1, "reservists": 0.04,
}  # fmt: skip
"""Everything that an author may count."""


def stations(site: Site) -> list[Station]:
    """All stations of one hospital."""
    parts = [getattr(site, one) for one in Site.__slots__]
    return [one for one in parts if isinstance(one, Station)]


def hospitals(
    seed: int = 1, sites: dict[str, Any] | None = None, **more: Any
) -> tuple[Ground, Hospitals]:
    ground = Ground(seed)
    model = made(Hospitals, {**ABOUT, "sites": sites or SITES, **more}, ground)
    assert isinstance(model, Hospitals)
    ground.start(model)
    return ground, model


def with_first(**more: Any) -> dict[str, Any]:
    """The three hospitals, with this beside what is known of the first."""
    return {**SITES, "first": {**SITES["first"], **more}}


def everything(seed: int = 1) -> tuple[Ground, Hospitals]:
    """A world in which nothing is left out: for tests that walk all of it."""
    buffer = {
        "region": "east", "level": 2, "icu_beds": 12, "mc_beds": 50, "ward_beds": 138,
        "or_teams": 3, "open": False, "max_stay": "48h", **EMPTY,
        "givers": {"first": 0.1, "defence": 0.5},
    }  # fmt: skip
    sites = {**with_first(**COUNTED), "buffer": buffer}
    more = {"destinations": {"separate": True}, "defence": {"staff": 100}}
    return hospitals(seed, sites=sites, foreign={"staff": 40}, **more)


def casualty(ground: Ground, number: int = 1, **needs: Any) -> Patient:
    luck = ground.stream("test/luck").row(16)
    case = Case("trains", number, "evacuated", int(ground.env.now), luck=luck)
    for name, value in needs.items():
        setattr(case, name, value)
    case.said_icu, case.said_level, case.said_special = (
        case.icu,
        case.level,
        case.special,
    )
    patient = Patient(MILITARY, URGENT)
    patient.case, patient.ward = case, 12 * DAY
    patient.icu = 6 * DAY if case.icu else 0
    return patient


def sudden(ground: Ground, number: int = 1, rank: int = IMMEDIATE, **needs: Any) -> Any:
    """A casualty of a sudden incident, who does not die of the wait."""
    needs = {"rpm": 12, "level": 1 + rank, "dies": 999 * DAY, **needs}
    patient = casualty(ground, number, profile="sudden", **needs)
    patient.kind, patient.rank = INCIDENT, rank
    return patient


def offer(ground: Ground, many: int, **needs: Any) -> list[Patient]:
    people = [casualty(ground, n, **needs) for n in range(many)]
    for patient in people:
        ground.ports["care.regulate"](patient)
    return people
