"""Why the figures of the hospitals are what they are: one link of the chain for each.

It explains from state alone, also when all is normal; a chain has no circle and, with a
link of the transport before it, six links at most.

Chains run down this way: waiting for a place -> refused -> intensive care -> wards or
ICU beds -> staff, or ready to leave; emergency department -> boarding -> the same;
operations -> teams -> staff; put off -> beds or teams.
"""

from __future__ import annotations

from collections.abc import Callable

from ttx.models.hospitals.why_beds import Sites, Told, count, low_staff
from ttx.models.model import Cause
from ttx.text import Text


def teams(sites: Sites) -> Told:
    """Operating teams: the hour, power, instruments, staff."""
    able = count(sites, lambda s: s.theatres.teams)
    usual = count(sites, lambda s: s.theatres.usual() * s.is_open)
    if any(s.theatres.stopped for s in sites):
        why = (
            "op eigen stroom begint niets nieuws",
            "on own power nothing new is started",
        )
    elif any(s.theatres.counted and s.theatres.clean <= 0 for s in sites):
        why = ("er is ergens geen schone set", "somewhere there is no clean set")
    elif any(s.settings["power"] < 1 for s in sites):
        why = ("er is minder stroom", "there is less power")
    elif any(s.settings["sterile"] < 1 for s in sites):
        why = (
            "er zijn minder steriele instrumenten",
            "there are fewer sterile instruments",
        )
    else:
        why = (f"op dit uur gewoon {usual}", f"usually {usual} at this hour")
    return (f"{able} operatieteams kunnen werken: {why[0]}.",
            f"{able} operating teams can work: {why[1]}.", low_staff(sites))  # fmt: skip


def theatre(sites: Sites) -> Told:
    """The line for theatre."""
    queue = count(sites, lambda s: len(s.theatre.lines[0]) + len(s.theatre.lines[1]))
    busy = count(sites, lambda s: s.theatre.busy)
    return (f"{queue} wachten, {busy} teams opereren.",
            f"{queue} wait, {busy} teams operate.", "or_teams")  # fmt: skip


def operated(sites: Sites) -> Told:
    """Casualties who had their first operation."""
    done = count(sites, lambda s: s.helped_by_surgery)
    line = count(sites, lambda s: len(s.theatre.lines[0]) + len(s.theatre.lines[1]))
    return (f"{done} slachtoffers zijn geopereerd; nu wachten er {line} acute patiënten op een team.",
            f"{done} casualties were operated; {line} acute patients wait for a team now.",
            "or_queue")  # fmt: skip


def late(sites: Sites) -> Told:
    """Second looks that came too late."""
    times = count(sites, lambda s: s.late)
    if not times:
        return ("Elke tweede operatie was binnen 72 uur.",
                "Every second operation was within 72 hours.", "")  # fmt: skip
    return (f"{times} keer was er binnen 72 uur geen team voor de tweede operatie.",
            f"{times} times there was no team for the second operation within 72 hours.",
            "or_queue")  # fmt: skip


def put_off(sites: Sites) -> Told:
    """Planned care put off: by decision, by the surge, or for want of beds and teams."""
    if not count(sites, lambda s: sum(s.put_off.values())):
        return "Er is niets uitgesteld.", "Nothing has been put off.", ""
    if sites[0].chain.surge.stops:
        return ("De hoogste stap van de IC-opschaling stopt alle niet-urgente zorg.",
                "The highest step of the ICU surge stops all non-urgent care.", "")  # fmt: skip
    if min(s.plan(one) for s in sites for one in s.put_off) < 1:
        return ("Er is besloten planbare zorg terug te brengen.",
                "It was decided to cut planned care.", "")  # fmt: skip
    free = count(sites, lambda s: max(0, s.ward.free))
    return ("Er waren te weinig bedden of operatieteams.",
            "There were too few beds or operating teams.",
            "or_teams" if free > len(sites) * 10 else "ward_free")  # fmt: skip


def put_off_part(sites: Sites) -> Told:
    """A class of what was put off, or the backlog."""
    whole = count(sites, lambda s: sum(s.put_off.values()))
    done = count(sites, lambda s: s.done_planned)
    return (f"{done} planbare behandelingen gedaan, {whole} uitgesteld.",
            f"{done} planned treatments done, {whole} put off.", "put_off" if whole else "")  # fmt: skip


def refused(sites: Sites) -> Told:
    """Refusals by kind, and what lies behind the commonest."""
    will = count(sites, lambda s: s.refused_will)
    cap, beds = (
        count(sites, lambda s: s.refused_cap),
        count(sites, lambda s: s.refused_beds),
    )
    if not will + cap + beds:
        return "Geen ziekenhuis heeft geweigerd.", "No hospital has refused.", ""
    return (f"Geweigerd: {beds} keer geen bed of personeel, {cap} keer het dagplafond, {will} keer een besluit.",
            f"Refused: {beds} times no bed or staff, {cap} times the cap of the day, {will} times a decision.",
            "icu_free" if beds >= max(cap, will) else "")  # fmt: skip


def over_norm(sites: Sites) -> Told:
    """Overtime as it is now."""
    some = sum(s.staffing.overtime > 0 for s in sites)
    return (f"In {some} van {len(sites)} ziekenhuizen wordt nu overgewerkt.",
            f"In {some} of {len(sites)} hospitals there is overtime now.", low_staff(sites))  # fmt: skip


def own_power(sites: Sites) -> Told:
    """Hospitals on one source."""
    some = sum(s.settings["backup"] >= 0.5 for s in sites)
    return (f"Nu op één stroombron: {some} van {len(sites)} ziekenhuizen.",
            f"On one power source now: {some} of {len(sites)} hospitals.", "")  # fmt: skip


def stops(sites: Sites) -> Told:
    """Emergency departments that are closed."""
    some = sum(s.settings["ed_stop"] >= 0.5 for s in sites)
    return (f"{some} van {len(sites)} SEH's hebben nu een opnamestop.",
            f"{some} of {len(sites)} emergency departments are closed now.", "")  # fmt: skip


def casualties(sites: Sites) -> Told:
    """Casualties in hospital."""
    critical = count(sites, lambda s: s.coming_icu + s.coming_ward)
    ours = count(sites, lambda s: s.casualties)
    return (f"{ours} slachtoffers liggen er, {critical} zijn onderweg.",
            f"{ours} casualties lie there, {critical} are on their way.", "")  # fmt: skip


def sets(sites: Sites) -> Told:
    """Instrument sets."""
    clean = count(sites, lambda s: s.theatres.clean)
    used = count(sites, lambda s: len(s.theatres.used))
    return (f"{clean} sets zijn schoon, {used} in gebruik of in de sterilisatie.",
            f"{clean} sets are clean, {used} in use or being sterilised.", "")  # fmt: skip


def link(
    told: Callable[[Sites], Told], sites: Sites, subject: str
) -> Callable[[], Cause]:
    """The reader of one gauge's cause."""

    def why() -> Cause:
        nl, en, then = told(sites)
        return Cause(Text(nl, en), then=f"care.{subject}.{then}" if then else "")

    return why
