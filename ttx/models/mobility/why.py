"""The causes behind the figures of ways and convoys, as people would tell them.

It only reads; a sentence names what is, never what somebody should have done.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from ttx.models.mobility.convoy import Convoy, Traffic
from ttx.models.mobility.repair import CAUSES, NO_END, Repair
from ttx.models.mobility.way import Way
from ttx.models.model import Cause
from ttx.text import Text, hours, number, percent


class Ways(Protocol):
    """What a sentence may ask of the model."""

    ways: dict[str, Way]
    repair: Repair
    traffic: Traffic

    def hours(self, way: Way) -> float:
        """Hours until a way is open."""

    def gnss_times(self) -> float:
        """How many times as long navigation takes."""


class Why:
    """Every answer to 'why' that mobility gives."""

    def __init__(self, all_: Ways) -> None:
        self._all = all_

    def of_way(self, what: str, way: Way) -> Callable[[], Cause]:
        """The cause of one gauge of one way."""
        kinds = {
            "open": self._closed,
            "hours_until_open": self._closed,
            "speed": self._speed,
            "delay_hours": self._delay,
            "convoys": self._convoys,
            "convoys_waiting": self._waiting,
        }
        return lambda: kinds[what](way)

    def _closed(self, way: Way) -> Cause:
        nl, en = way.title.nl, way.title.en
        if way.shut:
            return Cause(Text(f"{nl} is afgesloten door het bevoegd gezag.",
                              f"{en} is closed by the authority."))  # fmt: skip
        found = self._all.repair.of(way.name)
        if not found:
            return Cause(
                Text(f"{nl} is open voor verkeer.", f"{en} is open to traffic.")
            )
        one = found[0]
        cause, left = CAUSES[one.cause], self._all.hours(way)
        if not one.worked:
            return Cause(Text(f"{nl} is dicht door {cause.nl}; er is nog geen herstelploeg.",
                              f"{en} is closed by {cause.en}; no repair crew is there yet."))  # fmt: skip
        if left >= NO_END:
            return Cause(Text(f"{nl} is dicht door {cause.nl}; wanneer het open gaat is niet bekend.",
                              f"{en} is closed by {cause.en}; nobody knows until when."))  # fmt: skip
        return Cause(Text(
            f"{nl} is dicht door {cause.nl}, nog ongeveer {hours(left, 'nl')} uur.",
            f"{en} is closed by {cause.en}, for about {hours(left, 'en')} h more."), "E")  # fmt: skip

    def _speed(self, way: Way) -> Cause:
        nl, en = way.title.nl, way.title.en
        if not way.open:
            return Cause(Text(f"Verkeer op {nl} moet omrijden of staat stil.",
                              f"Traffic on {en} goes round or stands still."),
                         "E", f"mobility.{way.name}.open")  # fmt: skip
        if way.taken > 0:
            share = percent(way.taken, "nl")
            return Cause(Text(f"Colonnes nemen {share} van {nl} in.",
                              f"Convoys take {share} of {en}."),
                         "E", f"mobility.{way.name}.convoys")  # fmt: skip
        if way.part < 1:
            return Cause(Text(f"De capaciteit van {nl} is {percent(way.part, 'nl')} van gewoon.",
                              f"The capacity of {en} is {percent(way.part, 'en')} of the usual."))  # fmt: skip
        return Cause(Text(f"Het verkeer op {nl} rijdt zoals gewoon op dit uur.",
                          f"Traffic on {en} runs as usual at this hour."))  # fmt: skip

    def _delay(self, way: Way) -> Cause:
        if way.speed < 1:
            return Cause(Text(f"Het verkeer op {way.title.nl} loopt nu vertraging op.",
                              f"Traffic on {way.title.en} is being delayed now."),
                         then=f"mobility.{way.name}.speed")  # fmt: skip
        return Cause(Text("Er komt nu geen vertraging bij.", "No delay is being added now."),
                     then=f"mobility.{way.name}.speed")  # fmt: skip

    def _convoys(self, way: Way) -> Cause:
        names = [one.convoy.title for one in self._all.traffic.moving if one.on is way]
        if not names:
            return Cause(
                Text("Er is geen colonne onderweg.", "No convoy is under way.")
            )
        return Cause(Text("Onderweg: " + ", ".join(one.nl for one in names[:3]) + ".",
                          "Under way: " + ", ".join(one.en for one in names[:3]) + "."))  # fmt: skip

    def _waiting(self, way: Way) -> Cause:
        first = next((one.convoy for one in self._all.traffic.waiting
                      if self._all.traffic.path(one.convoy) is way), None)  # fmt: skip
        if first is None:
            return Cause(Text("Er wacht geen colonne.", "No convoy is waiting."))
        return self._held(first, way)

    def _held(self, convoy: Convoy, way: Way) -> Cause:
        nl, en = convoy.title.nl, convoy.title.en
        if not way.open:
            return Cause(Text(f"{nl} wacht: {way.title.nl} is dicht.",
                              f"{en} waits: {way.title.en} is closed."),
                         then=f"mobility.{way.name}.open")  # fmt: skip
        if not convoy.admitted or not self._all.traffic.admits[way.name]:
            return Cause(Text(f"{nl} is niet toegelaten.", f"{en} is not admitted."))
        return Cause(Text(f"{nl} wacht op een andere colonne.",
                          f"{en} waits for another convoy."),
                     then=f"mobility.{way.name}.convoys")  # fmt: skip

    def of_convoy(self, convoy: Convoy) -> Callable[[], Cause]:
        """The cause of the figures of one convoy."""

        def told() -> Cause:
            traffic = self._all.traffic
            if any(one.convoy is convoy for one in traffic.waiting):
                return self._held(convoy, traffic.path(convoy))
            if any(one.convoy is convoy for one in traffic.moving):
                return Cause(Text(f"{convoy.title.nl} is onderweg.",
                                  f"{convoy.title.en} is under way."))  # fmt: skip
            return Cause(Text(f"{convoy.title.nl} wacht nergens op.",
                              f"{convoy.title.en} waits for nothing."))  # fmt: skip

        return told

    def overall(self, what: str) -> Callable[[], Cause]:
        """The cause of one gauge of all ways together."""
        kinds = {
            "closed": lambda: self._worst(lambda way: not way.open, "open"),
            "delay_hours": lambda: self._worst(lambda way: way.speed < 1, "speed"),
            "gnss_times": self._gnss,
        }
        return kinds.get(what, self._any_waiting)

    def _worst(self, bad: Callable[[Way], bool], what: str) -> Cause:
        found = [way for way in self._all.ways.values() if bad(way)]
        if not found:
            return Cause(Text("Alle verbindingen lopen zoals gewoon.",
                              "All ways run as usual."))  # fmt: skip
        return Cause(Text(
            f"{len(found)} van {len(self._all.ways)} verbindingen zijn dicht of vertraagd, "
            f"waaronder {found[0].title.nl}.",
            f"{len(found)} of {len(self._all.ways)} ways are closed or slow, "
            f"{found[0].title.en} among them."), then=f"mobility.{found[0].name}.{what}")  # fmt: skip

    def _any_waiting(self) -> Cause:
        traffic = self._all.traffic
        if traffic.waiting:
            first = traffic.waiting[0].convoy
            return self._held(first, traffic.path(first))
        done = number(traffic.through, "nl")
        return Cause(Text(f"{done} colonnes zijn aangekomen en er wacht er geen.",
                          f"{done} convoys have arrived and none is waiting."))  # fmt: skip

    def _gnss(self) -> Cause:
        times = self._all.gnss_times()
        if times <= 1:
            return Cause(
                Text("Satellietnavigatie werkt.", "Satellite navigation works.")
            )
        return Cause(Text("Satellietnavigatie is verstoord: rijden op kaart en portofoon.",
                          "Satellite navigation is disturbed: driving by map and radio."), "E")  # fmt: skip
