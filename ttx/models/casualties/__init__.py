"""Casualties on their way here: steady streams, announced batches, single incidents.

A stream knows how many come, when and how badly hurt; it never knows a bed or a vehicle.

Those evacuated to Dutch hospitals have survived Roles 1 to 3: they are stable and ill,
not dying on a platform. Those of a sudden incident get worse while they wait.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from typing import Any, ClassVar

from ttx.forms import EACH, Field, Form
from ttx.models.casualties.form import STREAM
from ttx.models.casualties.gauges import Course
from ttx.models.casualties.people import MORE, WIDTH
from ttx.models.health import killed_at
from ttx.models.model import Ground, Lever, Model
from ttx.models.patient import Patient
from ttx.moment import DAY, MINUTE
from ttx.text import Text

_SOUGHT = ("burns", "neuro", "ortho-plastic", "eye")


class Stream(Course):
    """One stream: its calendar, its manifest and those who still wait abroad."""

    def __init__(self, name: str, values: Mapping[str, Any], ground: Ground) -> None:
        super().__init__(name, values, ground)
        self._give = ground.port(values["to"], (name, "to"))
        self._luck = ground.stream(f"casualties/{name}/batches")
        self.pulses = self._today = 0
        self._day = -1
        self._check(ground)
        self._levers(ground)
        self.show()

    def _check(self, ground: Ground) -> None:
        missing = {"cox": "strength", "poisson": "every"}.get(self.plan.kind, "")
        if missing and not self.values[missing].mean:
            ground.wrong((self.name,), "missing", "'{key}' is missing: {says}",
                         key=missing, says=STREAM[missing].says)  # fmt: skip
        if strange := [one for one in self.people.sought if one not in _SOUGHT]:
            ground.wrong((self.name, "specialisms"), "bad-value",
                         "'{key}' must be one of: {known}", key=strange[0],
                         known=", ".join(_SOUGHT))  # fmt: skip

    def _levers(self, ground: Ground) -> None:
        def lever(
            what: str, unit: str, nl: str, en: str, act: Any, base: float
        ) -> None:
            high = 1.0 if what.endswith("triage") else float("inf")
            ground.lever(Lever(f"{self.name}.{what}", unit, Text(nl, en), act, base,
                               high=high))  # fmt: skip

        lever("batch", "patients", "aangekondigd per groep", "announced for each batch",
              self._set_batch, self.plan.batch)  # fmt: skip
        lever("hold", "", "opgehouden in het buitenland", "stopped abroad",
              self._set_hold, 0.0)  # fmt: skip
        lever("cap", "patients/day", "opname per dag; de rest wacht in het buitenland",
              "taken in a day; the rest waits abroad", self._set_cap, 9999.0)  # fmt: skip
        ground.lever(Lever(f"{self.name}.now", "patients", Text("komen nu", "come now"),
                           self._come_now, kind="pulse"))  # fmt: skip
        lever("severity", "", "factor op ernstige noden", "factor on grave needs",
              self._set_severity, 1.0)  # fmt: skip
        if not self.sudden:
            return
        chance = self.people.chance
        lever("overtriage", "", "deel van de als T1 aangemerkten dat geen T1 is",
              "share of those called T1 who are not", self._set_over, chance["overtriage"])  # fmt: skip
        lever("undertriage", "", "deel van de T1-slachtoffers dat niet als T1 is herkend",
              "share of T1 casualties who are not recognised", self._set_under,
              chance["undertriage"])  # fmt: skip
        lever("first_help", "min", "minuten van letsel tot eerste hulp ter plaatse",
              "minutes from injury to first help on the spot", self._set_help,
              self.first_help / MINUTE)  # fmt: skip

    # ---- the calendar

    def run(self) -> Generator[Any, Any, None]:
        """Each batch at its time; runs as a process."""
        plan, last = self.plan, round(self.values["last"].mean)
        at = plan.first(self._luck)
        while not last or at <= last:
            gap = plan.draw(*self._luck.row(3))
            self.next_at = max(at, int(self.env.now))
            yield self.env.timeout(max(0, at - int(self.env.now)))
            self.batches += 1
            self._batch(f"batch-{self.batches}")
            if not gap:
                break
            at += max(gap, MINUTE)
        self.next_at = -1

    def _batch(self, what: str) -> None:
        said, plan = self.plan.said(), self.plan
        name = f"casualties/{self.name}/{what}"
        dues = plan.dues(lambda: self.ground.stream(f"{name}/moments"))
        people = self._made(name, len(dues))
        self.note(people)
        if said >= 10 and plan.kind != "poisson":
            if not plan.announced:
                said = len(dues)
            self.ground.happened("batch", stream=self.name, said=said, real=len(dues))
        if any(dues[: len(people)]):
            self.env.process(self._trickle(people, dues))
        else:
            self._arrive(people)

    def _made(self, name: str, many: int) -> list[Patient]:
        """The casualties of a batch; those killed are taken off, those reached stay."""
        killed = round(many * self.people.chance["killed"]) if self.sudden else 0
        row, more = self._rows(name)
        reached = self._killed(name, killed) if killed else []
        one = self.people.one
        return reached + [one(row(WIDTH), more(MORE)) for _ in range(many - killed)]

    def _rows(self, name: str) -> tuple[Any, Any]:
        stream = self.ground.stream
        return stream(name).row, stream(f"{name}/more").row

    def _killed(self, name: str, many: int) -> list[Patient]:
        """Of those who would be killed, the ones whom help reaches alive."""
        reached = []
        row, more = self._rows(f"{name}/killed")
        for _ in range(many):
            luck, beside = row(WIDTH), more(MORE)
            dies = killed_at(beside[-1])
            if dies > self.first_help:
                dying = self.people.dying(luck, beside, dies, self.first_help)
                reached.append(dying)
        self.killed += many
        self.dead_on_scene += many - len(reached)
        return reached

    def _trickle(
        self, people: list[Patient], dues: Sequence[int]
    ) -> Generator[Any, Any, None]:
        begun, clock = int(self.env.now), self.people.before
        for patient, due in zip(people, dues, strict=False):
            if begun + due > self.env.now:
                yield self.env.timeout(begun + due - int(self.env.now))
            if clock and patient.case:
                patient.case.before += due
            self._arrive([patient])

    def _arrive(self, people: list[Patient]) -> None:
        self.abroad.extend(people)
        self.wait.add(len(people))
        self.let_go()

    def let_go(self) -> None:
        """Let in as many as hold and cap allow now."""
        today = int(self.env.now) // DAY
        if today != self._day:
            self._day, self._today = today, 0
        while self.abroad and not self.held and self._today < self.cap:
            self._today += 1
            self.wait.add(-1)
            self._enter(self.abroad.popleft())

    def _enter(self, patient: Patient) -> None:
        self.arrived += 1
        assert patient.case is not None
        patient.case.born = int(self.env.now)
        self._give(patient)

    # ---- levers

    def _set_batch(self, value: float) -> None:
        self.plan.batch = value

    def _set_hold(self, value: float) -> None:
        self.held = value >= 0.5
        self.let_go()

    def _set_cap(self, value: float) -> None:
        self.cap = value
        self.let_go()

    def _set_severity(self, value: float) -> None:
        self.people.severity = value

    def _set_over(self, value: float) -> None:
        self.people.chance["overtriage"] = min(1.0, max(0.0, value))

    def _set_under(self, value: float) -> None:
        self.people.chance["undertriage"] = min(1.0, max(0.0, value))

    def _set_help(self, value: float) -> None:
        self.first_help = round(max(0.0, value) * MINUTE)

    def _come_now(self, amount: float) -> None:
        self.pulses += 1
        row, more = self._rows(f"casualties/{self.name}/now-{self.pulses}")
        for _ in range(round(amount)):
            self._enter(self.people.one(row(WIDTH), more(MORE)))


class Casualties(Model):
    """All streams of casualties of the exercise."""

    NAME = "casualties"
    FORM: ClassVar[Form] = {EACH: Field("streams", kind="forms", form=STREAM)}

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
