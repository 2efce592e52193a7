"""The causes behind the figures of the evacuation, as people would tell them.

It only reads; a wait is told by what is missing, never by who is to blame.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ttx.models.evacuation.entry import Entry
from ttx.models.evacuation.fleet import HELD, READY, UNDER_WAY, Carrier, Fleet
from ttx.models.evacuation.place import Place
from ttx.models.model import Cause
from ttx.text import Text, hours

Why = Callable[[], Cause]


def of_place(what: str, place: Place, fleets: list[Fleet]) -> Why:
    """The cause of one gauge of a staging place."""
    if what in ("under_way", "delivered", "carried", "carried_today"):
        return lambda: _moving(place, fleets)
    if what in ("offered", "offered_today"):
        return lambda: _offered(place)
    return lambda: _waits(place, fleets)


def _offered(place: Place) -> Cause:
    many = place.offered.total
    return Cause(Text(f"Role 3 bood tot nu toe {many} patiënten aan.",
                      f"Role 3 has offered {many} patients so far."))  # fmt: skip


def _moving(place: Place, fleets: list[Fleet]) -> Cause:
    aboard = sum(len(one.aboard) for fleet in fleets for one in fleet.carriers)
    if not fleets:
        return Cause(Text("Er is geen vervoer voor deze plaats.",
                          "There is no carrier for this place."))  # fmt: skip
    if not aboard:
        return Cause(Text("Er is nu niemand onderweg.", "Nobody is under way now."),
                     then=f"evacuation.{fleets[0].name}.ready")  # fmt: skip
    to = place.entry
    return Cause(Text(f"{aboard} patiënten zijn onderweg; het vervoer gaat nu naar {to.title.nl}.",
                      f"{aboard} patients are under way; carriers now leave for {to.title.en}."),
                 then=f"evacuation.{to.name}.next_hours")  # fmt: skip


def _waits(place: Place, fleets: list[Fleet]) -> Cause:
    many = place.line.count
    if not many:
        return Cause(
            Text("Er wacht niemand op vervoer.", "Nobody waits for a carrier.")
        )
    if place.held:
        return Cause(Text("De evacuatie is opgehouden.", "The evacuation is held."))
    if not fleets:
        return Cause(Text("Er is geen vervoer voor deze plaats.",
                          "There is no carrier for this place."))  # fmt: skip
    ready = next((one for one in fleets if one.count(READY)), None)
    if ready is not None:
        return Cause(Text(f"{many} patiënten wachten; {ready.title.nl} vertrekt als genoeg plaatsen gevuld zijn.",
                          f"{many} patients wait; {ready.title.en} leaves when enough places are filled."),
                     "E", f"evacuation.{ready.name}.ready")  # fmt: skip
    return Cause(Text("Er staat geen vervoer klaar.", "No carrier is ready."),
                 then=f"evacuation.{fleets[0].name}.ready")  # fmt: skip


def of_fleet(what: str, fleet: Fleet) -> Why:
    """The cause of one gauge of a kind of carrier."""
    if what == "places":
        return lambda: _fitted(fleet)
    return lambda: _fleet(fleet)


def _fitted(fleet: Fleet) -> Cause:
    critical, lying, walking = fleet.places
    return Cause(Text(
        f"Ingericht voor {critical} IC-patiënten, {lying} liggenden en {walking} lopenden.",
        f"Fitted for {critical} intensive care patients, {lying} lying and {walking} walking."),
        fleet.values["critical"].tag or "E")  # fmt: skip


def _fleet(fleet: Fleet) -> Cause:
    held = fleet.count(HELD)
    way = fleet.values["way"]
    if held or (way and not fleet.open):
        return Cause(Text(f"De verbinding van {fleet.title.nl} is dicht.",
                          f"The way of {fleet.title.en} is closed."), then=way)  # fmt: skip
    if not fleet.carriers:
        return Cause(Text(f"{fleet.title.nl}: er is er geen.",
                          f"{fleet.title.en}: there is none."))  # fmt: skip
    ready, away = fleet.count(READY), fleet.count(UNDER_WAY)
    return Cause(Text(
        f"{fleet.title.nl}: {ready} van {len(fleet.carriers)} klaar, {away} onderweg met patiënten.",
        f"{fleet.title.en}: {ready} of {len(fleet.carriers)} ready, {away} under way with patients."),
        fleet.values["turn"].tag or "E")  # fmt: skip


def of_entry(what: str, entry: Entry, coming: Callable[[], list[Carrier]]) -> Why:
    """The cause of one gauge of a point of entry."""
    if what == "waiting_slot":
        return lambda: _slots(entry)
    if what == "handed_over":
        return lambda: Cause(Text(
            f"{entry.handed} patiënten zijn hier overgedragen.",
            f"{entry.handed} patients were handed over here."))  # fmt: skip
    return lambda: _next(entry, coming())


def _slots(entry: Entry) -> Cause:
    if not entry.open:
        return Cause(
            Text(f"{entry.title.nl} is dicht.", f"{entry.title.en} is closed.")
        )
    if entry.line:
        return Cause(Text(f"Alle {entry.slots} perrons of standplaatsen zijn bezet.",
                          f"All {entry.slots} platforms or stands are taken."), "E")  # fmt: skip
    free = entry.slots - entry.busy
    return Cause(Text(f"{free} van {entry.slots} perrons of standplaatsen zijn vrij.",
                      f"{free} of {entry.slots} platforms or stands are free."))  # fmt: skip


def _next(entry: Entry, coming: list[Carrier]) -> Cause:
    if not coming:
        return Cause(
            Text("Er is niets onderweg hierheen.", "Nothing is on the way here.")
        )
    first: Any = coming[0]
    left = first.hours(int(first.fleet.place.env.now))
    if not first.pace:
        return Cause(Text(f"{first.fleet.title.nl} staat stil.",
                          f"{first.fleet.title.en} stands still."),
                     then=f"evacuation.{first.fleet.name}.held_up")  # fmt: skip
    many = len(first.aboard)
    return Cause(Text(
        f"{first.fleet.title.nl} met {many} op de lijst, over {hours(left, 'nl')} uur.",
        f"{first.fleet.title.en} with {many} on the manifest, in {hours(left, 'en')} h."),
        "E", f"evacuation.{first.fleet.name}.under_way")  # fmt: skip
