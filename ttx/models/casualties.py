"""Casualties on their way here: steady streams, announced batches, single incidents.

A stream knows how many come, when and how badly hurt; it never knows a bed or a vehicle.

Those evacuated to Dutch hospitals have survived Roles 1 to 3: they are stable and ill,
not dying on a platform. Those of a sudden incident get worse while they wait.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Mapping
from typing import Any, ClassVar

from simpy import Environment

from ttx.figures import TIME, Figure
from ttx.forms import EACH, TITLES, Field, Form
from ttx.models.model import Cause, Gauge, Ground, Lever, Model
from ttx.models.model import Stream as Luck
from ttx.models.patient import (
    IMMEDIATE,
    INCIDENT,
    MILITARY,
    SOON,
    URGENT,
    Case,
    Patient,
    Stay,
)
from ttx.models.station import Meter
from ttx.moment import DAY, HOUR, MINUTE
from ttx.text import Text

JACKSON = "Jackson et al. 2014, Injury 45:44 (388 evacuated to Role 4)"
GUESS = "assumption, wants an expert"
NEVER = 240.0
"""The hours that stand for 'none is announced'."""

_WIDTH = 16
_OPERATIONS = (
    (0.35, 1),
    (0.6, 2),
    (0.72, 3),
    (0.82, 4),
    (0.88, 5),
    (0.92, 6),
    (1.0, 8),
)
"""Operations by luck: median 2, upper quarter 4 and more (Jackson 2014; tail fitted)."""
_BLOOD = ((0.042, 12), (0.22, 5))
"""Red cells: 22 % transfused, 4.2 % massively, 1.4 on average (pubmed 19359956)."""


def _share(says: str, value: float, source: str = GUESS, tag: str = "E") -> Field:
    return Field(says, default=Figure("value", (value,), "", source, tag), high=1.0)


def _time(says: str, value: float = 0.0) -> Field:
    return Field(
        says, unit=TIME, default=Figure("value", (value,), TIME, "chosen", "X")
    )


_STREAM: Form = {
    **TITLES,
    "profile": Field("how they come", kind="choice", choices=("evacuated", "sudden")),
    "to": Field("the port that takes them", kind="text"),
    "batch": Field("announced for each batch", unit="patients"),
    "first": Field("the first batch, after STARTEX", unit=TIME),
    "every": _time("from one batch to the next; 0: one batch"),
    "last": _time("no batch after this time after STARTEX; 0: no end"),
    "spread": _time("a batch comes in over this time"),
    "real": Field("those who come for each one announced",
                  default=Figure("value", (1.0,), "", "chosen", "X")),
    "icu": _share("share in need of intensive care", 0.322, JACKSON, "F"),
    "surgery": _share("share operated", 0.716, JACKSON, "F"),
    "isolation": _share("share to be isolated until cultures are known", 1.0,
                        "Dutch practice for patients from abroad", "K"),
    "germ": _share("share that carries a resistant germ", 0.35, "trade knowledge", "K"),
    "burns": _share("share with burns", 0.07, "trade knowledge, 5-10 %", "K"),
    "neuro": _share("share with brain or spine injury", 0.10),
    "severe": _share("share that needs a trauma centre", 0.28, "a quarter to a third", "E"),
    "walking": _share("share that walks", 0.30),
    "allied": _share("share of other nations", 0.15),
    "told_less": _share("chance that the manifest leaves out a grave need", 0.25),
    "told_more": _share("chance that the manifest adds intensive care", 0.05),
    "immediate": _share("sudden: share in danger of life", 0.2,
                        "Belgian reflex capacity has 10 %; chosen higher", "E"),
    "urgent": _share("sudden: share badly hurt; the rest is lightly hurt", 0.3,
                     "Belgian hospital reflex capacity, vrt.be 2022", "F"),
    "icu_stay": Field("intensive care", unit=TIME,
                      default=Figure("lognormal", (6 * DAY, 0.963, 49 * DAY), TIME, JACKSON, "F")),
    "stay": Field("the whole stay in hospital", unit=TIME,
                  default=Figure("lognormal", (10.5 * DAY, 1.388, 137 * DAY), TIME, JACKSON, "F")),
}  # fmt: skip


def _step(table: tuple[tuple[float, int], ...], luck: float) -> int:
    return next((amount for limit, amount in table if luck < limit), 0)


class Stream:
    """One stream: its calendar, its manifest and those who still wait abroad."""

    def __init__(self, name: str, values: Mapping[str, Any], ground: Ground) -> None:
        self.name, self.values, self._ground = name, values, ground
        self.env: Environment = ground.env
        self._give = ground.port(values["to"], (name, "to"))
        self._luck = ground.stream(f"casualties/{name}/batches")
        self._icu_stay, self._stay = Stay(values["icu_stay"]), Stay(values["stay"])
        self.batch = self._usual = float(round(values["batch"].mean))
        self._held, self._cap, self._severity = False, 9999.0, 1.0
        self.abroad: deque[Patient] = deque()
        self._wait = Meter(self.env)
        self.next_at = -1
        self.arrived = self.made = self.pulses = self._today = 0
        self._day = -1
        self.announced_icu = self.arrived_icu = 0
        self._number, self._next_size, self._real = 0, 0.0, 1.0
        self._chances = {n: values[n].mean for n, f in _STREAM.items() if f.high == 1.0}
        self._lever("batch", "patients", "announced for each batch",
                    "aangekondigd per groep", self._set_batch, self.batch)  # fmt: skip
        self._lever("hold", "", "stopped abroad", "opgehouden in het buitenland",
                    self._set_hold, 0.0)  # fmt: skip
        self._lever("cap", "patients/day", "taken in a day; the rest waits abroad",
                    "opname per dag; de rest wacht in het buitenland", self._set_cap,
                    9999.0)  # fmt: skip
        ground.lever(Lever(f"{name}.now", "patients", Text("komen nu", "come now"),
                           self._come_now, kind="pulse"))  # fmt: skip
        self._lever("severity", "", "factor on grave needs", "factor op ernstige noden",
                    self._set_severity, 1.0)  # fmt: skip
        self._gauges(ground)

    def _lever(
        self, what: str, unit: str, en: str, nl: str, act: Any, base: float
    ) -> None:
        self._ground.lever(Lever(f"{self.name}.{what}", unit, Text(nl, en), act, base))

    def _gauges(self, ground: Ground) -> None:
        for what, unit, nl, en, read in (
            ("arrived", "patients", "aangekomen", "arrived", lambda: self.arrived),
            ("next_hours", "h", "uren tot de volgende groep", "hours until the next batch",
             self.next_hours),
            ("announced", "patients", "aangekondigd in de volgende groep",
             "announced in the next batch", self.announced),
            ("waiting_abroad", "patients", "wachten in het buitenland", "waiting abroad",
             lambda: len(self.abroad)),
            ("abroad_hours", "h", "patiënturen gewacht in het buitenland",
             "patient-hours waited abroad", lambda: self._wait.hours),
            ("announced_icu", "patients", "IC volgens de lijst",
             "intensive care by the manifest", lambda: self.announced_icu),
            ("arrived_icu", "patients", "IC in werkelijkheid", "intensive care in fact",
             lambda: self.arrived_icu),
        ):  # fmt: skip
            why = self._why if what == "waiting_abroad" else None
            ground.gauge(
                Gauge(f"{self.name}.{what}", unit, Text(nl, en), read, why=why)
            )

    def _why(self) -> Cause | None:
        if not self.abroad:
            return None
        if self._held:
            return Cause(Text("De aanvoer is opgehouden.", "The intake is held."))
        cap = round(self._cap)
        return Cause(Text(f"Er worden er {cap} per dag opgenomen; de rest wacht.",
                          f"{cap} are taken in a day; the rest waits."))  # fmt: skip

    def next_hours(self) -> float:
        """Hours until the next batch; 240 if none is announced."""
        if self.next_at < self.env.now:
            return NEVER
        return min(NEVER, (self.next_at - self.env.now) / HOUR)

    def announced(self) -> float:
        """The size of the next batch, as the manifest says."""
        return float(self._said()) if self.next_at >= self.env.now else 0.0

    def _said(self) -> int:
        scale = self.batch / self._usual if self._usual else 1.0
        return round(self._next_size * scale)

    # ---- the calendar

    def run(self) -> Generator[Any, Any, None]:
        """Each batch at its time; runs as a process."""
        at, last = round(self.values["first"].mean), round(self.values["last"].mean)
        while not last or at <= last:
            size, real, gap = self._luck.row(3)
            self._next_size = self.values["batch"].quantile(size)
            self._real = self.values["real"].quantile(real)
            self.next_at = max(at, int(self.env.now))
            yield self.env.timeout(max(0, at - int(self.env.now)))
            self._number += 1
            said = self._said()
            self._come(round(said * self._real), f"batch-{self._number}", said)
            every = round(self.values["every"].quantile(gap))
            if not every:
                break
            at += max(every, MINUTE)
        self.next_at = -1

    def _come(self, many: int, what: str, said: int) -> None:
        luck = self._ground.stream(f"casualties/{self.name}/{what}")
        people = [self._patient(luck) for _ in range(many)]
        self.announced_icu += sum(p.case.said_icu for p in people if p.case)
        self.arrived_icu += sum(p.case.icu for p in people if p.case)
        if said >= 10:
            self._ground.happened("batch", stream=self.name, said=said, real=many)
        spread = round(self.values["spread"].mean)
        if spread:
            self.env.process(self._trickle(people, spread))
        else:
            self._arrive(people)

    def _trickle(self, people: list[Patient], spread: int) -> Generator[Any, Any, None]:
        begun = int(self.env.now)
        for place, patient in enumerate(people):
            due = begun + spread * place // len(people)
            if due > self.env.now:
                yield self.env.timeout(due - int(self.env.now))
            self._arrive([patient])

    def _arrive(self, people: list[Patient]) -> None:
        self.abroad.extend(people)
        self._wait.add(len(people))
        self.let_go()

    def let_go(self) -> None:
        """Let in as many as hold and cap allow now."""
        today = int(self.env.now) // DAY
        if today != self._day:
            self._day, self._today = today, 0
        while self.abroad and not self._held and self._today < self._cap:
            self._today += 1
            self._wait.add(-1)
            self._enter(self.abroad.popleft())

    def _enter(self, patient: Patient) -> None:
        self.arrived += 1
        assert patient.case is not None
        patient.case.born = int(self.env.now)
        self._give(patient)

    def _set_batch(self, value: float) -> None:
        self.batch = value

    def _set_hold(self, value: float) -> None:
        self._held = value >= 0.5
        self.let_go()

    def _set_cap(self, value: float) -> None:
        self._cap = value
        self.let_go()

    def _set_severity(self, value: float) -> None:
        self._severity = value

    def _come_now(self, amount: float) -> None:
        self.pulses += 1
        luck = self._ground.stream(f"casualties/{self.name}/now-{self.pulses}")
        for _ in range(round(amount)):
            self._enter(self._patient(luck))

    # ---- one casualty

    def _patient(self, luck: Luck) -> Patient:
        self.made += 1
        sudden = self.values["profile"] == "sudden"
        row = luck.row(_WIDTH)
        case = Case(self.name, self.made, self.values["profile"], int(self.env.now))
        case.luck = row
        patient = Patient(self.env, INCIDENT if sudden else MILITARY, URGENT)
        patient.case = case
        (self._hurt if sudden else self._evacuated)(patient, case, row)
        case.blood = _step(_BLOOD, row[10]) if case.operations or case.icu else 0
        self._told(case, row[9])
        whole = self._stay.of(row[1])
        if case.icu:
            patient.icu = self._icu_stay.of(row[2])
            patient.ward = max(whole - patient.icu, DAY)
        elif not sudden or case.level < 3:
            patient.ward = max(whole, 6 * HOUR)
        return patient

    def _evacuated(self, patient: Patient, case: Case, row: tuple[float, ...]) -> None:
        chance = self._chances
        case.icu = row[0] < chance["icu"] * self._severity
        case.level = (
            1 if row[3] < chance["severe"] * self._severity else 2 if case.icu else 3
        )
        if row[4] < chance["burns"]:
            case.special = "burns"
        elif row[4] > 1 - chance["neuro"]:
            case.special = "neuro"
        if row[5] < chance["surgery"]:
            case.operations = _step(_OPERATIONS, row[5] / chance["surgery"])
        case.isolation = row[6] < chance["isolation"]
        case.germ = row[7] < chance["germ"]
        case.walking = not case.icu and case.level > 1 and row[8] * (1 - chance["icu"]) * (
            1 - chance["severe"]) < chance["walking"]  # fmt: skip
        case.allied = row[11] < chance["allied"]

    def _hurt(self, patient: Patient, case: Case, row: tuple[float, ...]) -> None:
        """A sudden incident: classes T1 to T3, each with its own needs (assumption)."""
        chance = self._chances
        first, second = chance["immediate"], chance["immediate"] + chance["urgent"]
        if row[3] < first:
            patient.rank, case.level, low, span, icu, cut = IMMEDIATE, 1, 4, 5, 0.5, 0.7
        elif row[3] < second:
            patient.rank, case.level, low, span, icu, cut = URGENT, 2, 8, 3, 0.1, 0.4
        else:
            patient.rank, case.level, low, span, icu, cut = SOON, 3, 11, 2, 0.0, 0.05
        case.rpm = low + int(row[4] * span)
        case.icu = row[0] < icu
        case.operations = int(row[5] < cut)
        case.walking = case.level == 3

    def _told(self, case: Case, luck: float) -> None:
        case.said_icu, case.said_level = case.icu, case.level
        case.said_special = case.special
        if case.profile == "sudden":
            return
        if luck < self._chances["told_less"]:
            case.said_icu, case.said_level, case.said_special = False, 3, ""
        elif luck > 1 - self._chances["told_more"]:
            case.said_icu = True


class Casualties(Model):
    """All streams of casualties of the exercise."""

    NAME = "casualties"
    FORM: ClassVar[Form] = {EACH: Field("streams", kind="forms", form=_STREAM)}

    def __init__(self, values: Mapping[str, Any], ground: Ground) -> None:
        self.env = ground.env
        self.streams = [Stream(name, one, ground) for name, one in values.items()]

    def start(self) -> None:
        """Set each stream's calendar going."""
        for stream in self.streams:
            self.env.process(stream.run())
            self.env.process(self._days(stream))

    def _days(self, stream: Stream) -> Generator[Any, Any, None]:
        while True:
            yield self.env.timeout(DAY - int(self.env.now) % DAY)
            stream.let_go()
