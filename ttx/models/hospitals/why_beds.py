"""Why beds, rooms and staff of the hospitals are as they are: one link for each figure.

It explains from state alone, also when all is normal.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ttx.models.hospitals.casualties import Hospital

Sites = list[Hospital]
Told = tuple[str, str, str]
"""A Dutch sentence, an English one, and what of the same subject comes next, if any."""


def count(sites: Sites, one: Callable[[Hospital], Any]) -> int:
    return int(sum(map(one, sites)))


def _per_cent(share: float) -> int:
    return round(share * 100)


def low_staff(sites: Sites) -> str:
    """Staff, where it is short: the next link of everything that staff makes."""
    return "staff" if min((s.staff for s in sites), default=1.0) < 0.99 else ""


def staff(sites: Sites) -> Told:
    """What takes staff away, and what adds to it."""
    low = min((s.staff for s in sites), default=1.0)
    nl, en = [], []
    for dutch, english, share in (
        ("niet aanwezig", "not present", 1 - min(s.staffing.present() for s in sites)),
        ("naar een bufferlocatie", "drawn to a buffer site", max(s.staffing.taken for s in sites)),
        ("vermoeid", "worn out", max(s.staffing.tired for s in sites)),
    ):  # fmt: skip
        if share >= 0.005:
            nl.append(f"{_per_cent(share)} % {dutch}")
            en.append(f"{_per_cent(share)} % {english}")
    about = (f": {', '.join(nl)}", f": {', '.join(en)}") if nl else ("", "")
    return (f"Personeel op ten minste {_per_cent(low)} % van gewoon{about[0]}.",
            f"Staff at {_per_cent(low)} % of the usual or more{about[1]}.", "")  # fmt: skip


def ward_beds(sites: Sites) -> Told:
    """Beds with staff, and those closed for intensive care."""
    beds = count(sites, lambda s: s.ward.units)
    usual = count(sites, lambda s: s.ward_base * s.is_open)
    shut = count(sites, lambda s: s.chain.surge.ward(s))
    also = (
        f"; {shut} gesloten voor de IC-opschaling",
        f"; {shut} closed for the ICU surge",
    )
    also = also if shut else ("", "")
    return (f"{beds} verpleegbedden met personeel, gewoon {usual}{also[0]}.",
            f"{beds} staffed ward beds, usually {usual}{also[1]}.", low_staff(sites))  # fmt: skip


def icu_beds(sites: Sites) -> Told:
    """Beds with staff at the ratio as it is now."""
    beds = count(sites, lambda s: s.icu.units)
    usual = count(sites, lambda s: s.icu_base * s.is_open)
    return (f"{beds} IC-bedden met personeel, gewoon {usual}.",
            f"{beds} staffed ICU beds, usually {usual}.", low_staff(sites))  # fmt: skip


def ready(sites: Sites) -> Told:
    """Where those go who wait in a bed for care elsewhere."""
    waiting = count(sites, lambda s: s.ready)
    places = count(sites, lambda s: s.out.units)
    regions = list(dict.fromkeys(s.region.name for s in sites))
    named = {s.region.name: s.region for s in sites}
    after = sum(p.station.waiting for n in regions for p in named[n].places.values())
    if after:
        return (f"Klaar met de behandeling: {waiting}; van hen wachten er {after} op een plaats in de zorg daarna.",
                f"Ready to leave: {waiting}; {after} of them wait for a place in care after.", "")  # fmt: skip
    return (f"Klaar met de behandeling: {waiting}; zorg elders wordt voor {places} tegelijk geregeld.",
            f"Ready to leave: {waiting}; care elsewhere is arranged for {places} at a time.", "")  # fmt: skip


def ward(sites: Sites) -> Told:
    """Wards: in use, by whom, and who cannot leave."""
    used, beds = (
        count(sites, lambda s: s.ward.busy),
        count(sites, lambda s: s.ward.units),
    )
    ours, stuck = count(sites, lambda s: s.casualties), count(sites, lambda s: s.ready)
    if not used:
        return (
            f"Alle {beds} verpleegbedden zijn vrij.",
            f"All {beds} ward beds are free.",
            "",
        )
    then = "ready_to_leave" if stuck * 20 > used else low_staff(sites)
    return (f"{used} van {beds} verpleegbedden bezet; {ours} slachtoffers opgenomen, {stuck} klaar met de behandeling.",
            f"{used} of {beds} ward beds in use; {ours} casualties in hospital, {stuck} ready to leave.",
            then)  # fmt: skip


def icu(sites: Sites) -> Told:
    """Intensive care: in use, and who cannot leave for want of a ward bed."""
    used, beds = count(sites, lambda s: s.icu.busy), count(sites, lambda s: s.icu.units)
    stuck = count(sites, lambda s: s.icu.blocked.count)
    if not used:
        return f"Alle {beds} IC-bedden zijn vrij.", f"All {beds} ICU beds are free.", ""
    also = (
        (
            f"; klaar, maar zonder plek elders: {stuck}",
            f"; ready, with nowhere to go: {stuck}",
        )
        if stuck
        else ("", "")
    )
    return (f"{used} van {beds} IC-bedden bezet{also[0]}.",
            f"{used} of {beds} ICU beds in use{also[1]}.",
            "ward_free" if stuck else "icu_beds")  # fmt: skip


def blocked(sites: Sites) -> Told:
    """Those ready to leave intensive care."""
    stuck = count(sites, lambda s: s.icu.blocked.count)
    if not stuck:
        return ("Wie van de IC af kan, kan naar een verpleegbed.",
                "Whoever can leave the ICU has a ward bed.", "")  # fmt: skip
    return (f"{stuck} patiënten wachten op de IC op een verpleegbed.",
            f"{stuck} patients wait in the ICU for a ward bed.", "ward_free")  # fmt: skip


def boarding(sites: Sites) -> Told:
    """Those who stand in the emergency department without a bed."""
    stuck = count(sites, lambda s: s.ed.blocked.count)
    if not stuck:
        return ("Wie van de SEH komt, vindt nu een bed.",
                "Whoever leaves the ED finds a bed now.", "")  # fmt: skip
    free_icu = count(sites, lambda s: max(0, s.icu.free))
    free_ward = count(sites, lambda s: max(0, s.ward.free))
    if count(sites, lambda s: s.theatre.waiting) and free_icu and free_ward:
        return (f"{stuck} patiënten staan op de SEH, ook voor een operatie.",
                f"{stuck} patients stand in the ED, also for an operation.", "or_queue")  # fmt: skip
    return (f"Voor {stuck} patiënten die van de SEH komen is er geen bed.",
            f"There is no bed for {stuck} patients who leave the ED.",
            "icu_free" if free_icu < free_ward else "ward_free")  # fmt: skip


def emergency(sites: Sites) -> Told:
    """The emergency department: places in use and who boards there."""
    used = count(sites, lambda s: s.emergency.used)
    places = count(sites, lambda s: s.ed.units)
    stuck = count(sites, lambda s: s.ed.blocked.count)
    return (f"{used} van {places} SEH-plekken bezet, {stuck} door wie op een bed of operatie wacht.",
            f"{used} of {places} ED places in use, {stuck} by those who wait for a bed or theatre.",
            "boarding" if stuck else "")  # fmt: skip


def resus(sites: Sites) -> Told:
    """Resuscitation teams."""
    busy, teams = (
        count(sites, lambda s: s.resus.busy),
        count(sites, lambda s: s.resus.units),
    )
    waiting = count(sites, lambda s: s.resus.waiting)
    return (f"{busy} van {teams} traumateams bezig, {waiting} slachtoffers wachten.",
            f"{busy} of {teams} resuscitation teams at work, {waiting} casualties wait.",
            low_staff(sites))  # fmt: skip


def scanners(sites: Sites) -> Told:
    """Scanners."""
    busy, all_ = count(sites, lambda s: s.ct.busy), count(sites, lambda s: s.ct.units)
    return f"{busy} van {all_} CT-scanners bezet.", f"{busy} of {all_} scanners in use.", ""  # fmt: skip


def rooms(sites: Sites) -> Told:
    """Isolation rooms in use until cultures are known."""
    used, all_ = (
        count(sites, lambda s: s.rooms.busy),
        count(sites, lambda s: s.rooms.units),
    )
    return (f"{used} van {all_} vrije isolatiekamers in gebruik tot de kweken bekend zijn.",
            f"{used} of {all_} spare isolation rooms in use until cultures are known.", "")  # fmt: skip


def breaches(sites: Sites) -> Told:
    """Those not isolated."""
    times = count(sites, lambda s: s.breaches)
    if not times:
        return ("Wie geïsoleerd moest worden, is geïsoleerd.",
                "All who had to be isolated were isolated.", "")  # fmt: skip
    return (f"{times} keer was er geen isolatiekamer vrij.",
            f"{times} times no isolation room was free.", "isolation_free")  # fmt: skip


def ratio(sites: Sites) -> Told:
    """Patients per nurse in intensive care."""
    used = count(sites, lambda s: s.icu.busy)
    usual = count(sites, lambda s: s.normal_icu)
    return (f"{used} IC-patiënten op {usual} bedden bij de gewone verhouding.",
            f"{used} ICU patients on {usual} beds at the usual ratio.", "icu_beds")  # fmt: skip


def drawn(sites: Sites) -> Told:
    """Staff drawn to buffer sites."""
    some = sum(s.staffing.taken > 0 for s in sites)
    return (f"{some} van {len(sites)} ziekenhuizen leveren personeel aan een bufferlocatie.",
            f"{some} of {len(sites)} hospitals give staff to a buffer site.", "")  # fmt: skip


def ventilators(sites: Sites) -> Told:
    """Ventilators beside those that regular care uses."""
    used, all_ = (
        count(sites, lambda s: s.vents.busy),
        count(sites, lambda s: s.vents.units),
    )
    return (f"{used} van {all_} toestellen buiten de gewone zorg in gebruik.",
            f"{used} of {all_} ventilators beside regular care in use.", "")  # fmt: skip


def medium(sites: Sites) -> Told:
    """Medium care."""
    used, all_ = count(sites, lambda s: s.mc.busy), count(sites, lambda s: s.mc.units)
    return (f"{used} van {all_} medium-carebedden bezet.",
            f"{used} of {all_} medium care beds in use.", low_staff(sites))  # fmt: skip


def burns(sites: Sites) -> Told:
    """Burn centres."""
    used, all_ = (
        count(sites, lambda s: s.burns.busy),
        count(sites, lambda s: s.burns.units),
    )
    return (f"{used} van {all_} brandwondenbedden bezet.",
            f"{used} of {all_} burn beds in use.", low_staff(sites))  # fmt: skip


def open_sites(sites: Sites) -> Told:
    """Buffer sites that are open."""
    some = sum(s.buffer and s.is_open for s in sites)
    return (f"{some} bufferlocaties zijn open.", f"{some} buffer sites are open.", "")
