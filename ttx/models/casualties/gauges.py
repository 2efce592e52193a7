"""What a stream of casualties has come to: its counts, its gauges and why they are so.

It counts who was made, announced and let in; reading changes nothing.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from ttx.models.casualties.arrivals import Plan
from ttx.models.casualties.people import People
from ttx.models.model import Cause, Gauge, Ground
from ttx.models.patient import IMMEDIATE, Case, Patient
from ttx.models.station import Meter
from ttx.moment import HOUR, MINUTE
from ttx.text import Text, number, percent

NEVER = 240.0
"""The hours that stand for 'none is announced'."""

_Row = tuple[str, str, str, str, Callable[[], float], Callable[[], Cause]]
_COUNTED = {
    "evacuated": ("icu", "ventilated", "urgent", "special"),
    "sudden": ("icu", "ventilated"),
}
_SAYS = {
    "icu": ("IC", "intensive care"),
    "ventilated": ("beademing", "ventilator"),
    "urgent": ("evacuatieprioriteit 1", "evacuation priority 1"),
    "special": ("brandwonden, neurochirurgie of ander specialisme",
                "burns, neurosurgery or another specialism"),
}  # fmt: skip


def _of(many: int, one: str, several: str) -> str:
    return f"{many} {one if many == 1 else several}"


class Course:
    """The counts of one stream, and what of it can be read."""

    def __init__(self, name: str, values: Mapping[str, Any], ground: Ground) -> None:
        self.name, self.values, self.ground, self.env = name, values, ground, ground.env
        self.sudden = values["profile"] == "sudden"
        self.people, self.plan = People(name, values, ground.env), Plan(values)
        self.said: Counter[str] = Counter()
        self.real: Counter[str] = Counter()
        self.held, self.cap = False, 9999.0
        self.abroad: deque[Patient] = deque()
        self.wait = Meter(self.env)
        self.next_at = -1
        self.arrived = self.batches = self.killed = self.dead_on_scene = 0
        self.first_help = round(values["first_help"].mean)

    def note(self, people: Sequence[Patient]) -> None:
        """Count a batch: as announced, and as it is."""
        for patient in people:
            case = patient.case
            assert case is not None
            self._count(case, patient.rank)

    def _count(self, case: Case, rank: int) -> None:
        said, real = self.said, self.real
        real["icu"] += case.icu
        real["ventilated"] += case.ventilated
        said["icu"] += case.said_icu
        said["ventilated"] += case.ventilated and case.said_icu
        if self.sudden:
            called, is_so = rank == IMMEDIATE, case.urgency == IMMEDIATE
            real["called_worse"] += called and not is_so
            real["missed"] += is_so and not called
        else:
            said["urgent"] += case.priority == 1
            real["urgent"] += case.icu
            said["special"] += case.said_special != ""
            real["special"] += case.special != ""

    def next_hours(self) -> float:
        """Hours until the next batch; 240 if none is announced."""
        if self.next_at < self.env.now or not self.plan.announced:
            return NEVER
        return min(NEVER, (self.next_at - self.env.now) / HOUR)

    def expected(self) -> float:
        """The size of the next batch, as the manifest says."""
        known = self.next_at >= self.env.now and self.plan.announced
        return float(self.plan.said()) if known else 0.0

    # ---- the gauges

    def show(self) -> None:
        """Register every gauge of this stream."""
        for rows in (self._flow(), self._counted(), self._scene()):
            for what, unit, nl, en, read, why in rows:
                self.ground.gauge(
                    Gauge(f"{self.name}.{what}", unit, Text(nl, en), read,
                          sensitive=what == "dead_on_scene", why=why)
                )  # fmt: skip

    def _flow(self) -> Iterator[_Row]:
        yield ("arrived", "patients", "aangekomen", "arrived",
               lambda: self.arrived, self._why_arrived)  # fmt: skip
        yield ("next_hours", "h", "uren tot de volgende groep", "hours until the next batch",
               self.next_hours, self._why_next)  # fmt: skip
        yield ("announced", "patients", "aangekondigd in de volgende groep",
               "announced in the next batch", self.expected, self._why_announced)  # fmt: skip
        yield ("waiting_abroad", "patients", "wachten in het buitenland", "waiting abroad",
               lambda: len(self.abroad), self._why_abroad)  # fmt: skip
        yield ("abroad_hours", "h", "patiënturen gewacht in het buitenland",
               "patient-hours waited abroad", lambda: self.wait.hours,
               self._why_hours)  # fmt: skip

    def _counted(self) -> Iterator[_Row]:
        for what in _COUNTED[self.values["profile"]]:
            nl, en = _SAYS[what]
            yield (f"announced_{what}", "patients", f"{nl} volgens de lijst",
                   f"{en} by the manifest", partial(self.said.__getitem__, what),
                   partial(self._why_said, what))  # fmt: skip
            yield (f"arrived_{what}", "patients", f"{nl} in werkelijkheid",
                   f"{en} in fact", partial(self.real.__getitem__, what),
                   partial(self._why_real, what))  # fmt: skip

    def _scene(self) -> Iterator[_Row]:
        if not self.sudden:
            return
        yield ("called_worse", "patients", "als T1 aangemerkt zonder levensgevaar",
               "called T1 and not in danger of life", lambda: self.real["called_worse"],
               self._why_worse)  # fmt: skip
        yield ("missed", "patients", "in levensgevaar en niet als T1 herkend",
               "in danger of life and not called T1", lambda: self.real["missed"],
               self._why_missed)  # fmt: skip
        yield ("dead_on_scene", "patients", "ter plaatse overleden",
               "died on the spot", lambda: self.dead_on_scene, self._why_dead)  # fmt: skip

    # ---- why

    def _tag(self, what: str) -> str:
        return str(self.values[what].tag) or "D"

    def _why_arrived(self) -> Cause:
        if not self.batches and not self.arrived:
            return Cause(Text("De eerste groep is er nog niet.",
                              "The first batch is not here yet."))  # fmt: skip
        many, groups = self.arrived, self.batches
        text = Text(
            f"Aangekomen: {number(many, 'nl')}, uit {_of(groups, 'groep', 'groepen')}.",
            f"Arrived: {number(many, 'en')}, of {_of(groups, 'batch', 'batches')}.",
        )
        return Cause(text, "D", f"{self.name}.waiting_abroad" if self.abroad else "")

    def _why_next(self) -> Cause:
        if self.next_hours() >= NEVER:
            return Cause(Text("Er is geen volgende groep aangekondigd.",
                              "No further batch is announced."))  # fmt: skip
        return Cause(Text("Zo staat het vervoer gepland door wie de groep stuurt.",
                          "So those who send the batch have planned the transport."),
                     self._tag("every"))  # fmt: skip

    def _why_announced(self) -> Cause:
        if not self.expected():
            return self._why_next()
        if self.plan.scale != 1:
            share = self.plan.scale
            text = Text(
                f"De opgave is bijgesteld tot {percent(share, 'nl')} van het eerdere plan.",
                f"The plan was changed to {percent(share, 'en')} of what it was.",
            )
            return Cause(text, "D", f"{self.name}.next_hours")
        return Cause(Text("Dit is de opgave vooraf; wie aankomt kan daarvan afwijken.",
                          "This is what is said beforehand; who comes may differ."),
                     self._tag("batch"), f"{self.name}.next_hours")  # fmt: skip

    def _why_abroad(self) -> Cause:
        if not self.abroad:
            return Cause(Text("Niemand wacht: iedereen is binnengelaten.",
                              "Nobody waits: everyone has been let in."))  # fmt: skip
        if self.held:
            return Cause(Text("De aanvoer is opgehouden.", "The intake is held."))
        cap = round(self.cap)
        return Cause(Text(f"Er worden er {cap} per dag opgenomen; de rest wacht.",
                          f"{cap} are taken in a day; the rest waits."))  # fmt: skip

    def _why_hours(self) -> Cause:
        if not self.wait.hours:
            return Cause(Text("Sinds STARTEX heeft niemand hoeven wachten.",
                              "Nobody has had to wait since STARTEX."))  # fmt: skip
        text = Text("Opgeteld over iedereen die sinds STARTEX heeft gewacht.",
                    "Added up over everyone who has waited since STARTEX.")  # fmt: skip
        return Cause(text, "D", f"{self.name}.waiting_abroad")

    def _why_said(self, what: str) -> Cause:
        if self.sudden:
            return Cause(Text("Zo meldt de triage ter plaatse het.",
                              "So triage on the spot reports it."), self._tag("undertriage"),
                         f"{self.name}.arrived_{what}")  # fmt: skip
        less = self.people.chance["told_less"]
        text = Text(
            f"De lijst mist bij ongeveer {percent(less, 'nl')} een zware zorgvraag.",
            f"For about {percent(less, 'en')} the list leaves out a grave need.",
        )
        return Cause(text, self._tag("told_less"), f"{self.name}.arrived_{what}")

    def _why_real(self, what: str) -> Cause:
        chance, severity = self.people.chance, self.people.severity
        if what == "special":
            share, tag = chance["burns"] + chance["neuro"], self._tag("burns")
        elif self.sudden:
            share, tag = chance["immediate"], self._tag("immediate")
        else:
            share, tag = min(1.0, chance["icu"] * severity), self._tag("icu")
        if self.sudden:
            text = Text(f"{percent(share, 'nl')} van de slachtoffers verkeert in levensgevaar.",
                        f"{percent(share, 'en')} of the casualties are in danger of life.")  # fmt: skip
        else:
            text = Text(f"Van deze groep heeft gemiddeld {percent(share, 'nl')} dit nodig.",
                        f"Of such a batch {percent(share, 'en')} need this on average.")  # fmt: skip
        if what == "ventilated":
            part = chance["ventilated"]
            text = Text(f"Van wie op de IC ligt, wordt {percent(part, 'nl')} beademd.",
                        f"Of those in intensive care {percent(part, 'en')} are ventilated.")  # fmt: skip
            return Cause(text, self._tag("ventilated"), f"{self.name}.arrived_icu")
        return Cause(text, tag)

    def _why_worse(self) -> Cause:
        if not self.real["called_worse"]:
            return Cause(Text("Ieder die als T1 is aangemerkt, verkeert in levensgevaar.",
                              "Everyone called T1 is in danger of life."))  # fmt: skip
        share = self.people.chance["overtriage"]
        text = Text(f"Van de als T1 aangemerkten is {percent(share, 'nl')} dat niet.",
                    f"Of those called T1, {percent(share, 'en')} are not.")  # fmt: skip
        return Cause(text, self._tag("overtriage"))

    def _why_missed(self) -> Cause:
        if not self.real["missed"]:
            return Cause(Text("Ieder die in levensgevaar verkeert, is als T1 herkend.",
                              "Everyone in danger of life was called T1."))  # fmt: skip
        share = self.people.chance["undertriage"]
        text = Text(f"Van de T1-slachtoffers is {percent(share, 'nl')} niet herkend.",
                    f"Of the T1 casualties {percent(share, 'en')} were not recognised.")  # fmt: skip
        return Cause(text, self._tag("undertriage"))

    def _why_dead(self) -> Cause:
        if not self.killed:
            return Cause(Text("Er zijn geen doden ter plaatse voorzien in dit incident.",
                              "No deaths on the spot are part of this incident."))  # fmt: skip
        late = self.first_help // MINUTE
        text = Text(f"Zij stierven voor de eerste hulp, {late} minuten na het letsel.",
                    f"They died before first help, {late} minutes after the injury.")  # fmt: skip
        return Cause(text, self._tag("killed"))
