"""Casualties in a hospital: operations in series, isolation, wrong beds, going home.

A casualty in the wrong bed is helped and then moved on; it is never turned away.
"""

from __future__ import annotations

from collections.abc import Callable

from ttx.models.health import BLEEDING
from ttx.models.hospitals.isolation import Isolating
from ttx.models.hospitals.site import Site
from ttx.models.hospitals.way import OPERATION
from ttx.models.patient import REGULAR, URGENT, Case, Patient
from ttx.models.station import wake
from ttx.moment import HOUR

LATE = 72 * HOUR
"""The norm of the field: a second look within 24 to 72 hours of the operation before."""


class Hospital(Isolating):
    """A hospital that takes casualties beside its own patients."""

    __slots__ = ("find",)

    find: Callable[[Patient, Site], Site | None]
    """A place elsewhere for a casualty of this site; tied by the model."""

    def fits(self, case: Case) -> bool:
        """Whether this is where the casualty belongs."""
        return self.suits(case.level, case.special)

    def suits(self, level: int, special: str) -> bool:
        """Whether somebody of this level and specialism belongs here."""
        known = special in self.chain.specialisms
        able = special in self.special if known else not special or self.level == 1
        return self.level <= level and able and not self.buffer

    def neighbour(self) -> Hospital | None:
        """The nearest other hospital whose doors are open: the own region first."""
        near: list[Hospital] = [*self.region.sites, *self.chain.sites]  # type: ignore[list-item]
        for other in near:
            takes = other.is_open and not other.buffer
            if other is not self and takes and other.settings["ed_stop"] < 0.5:
                return other
        return None

    # ---- arriving

    def arrive(self, patient: Patient) -> None:
        """Straight here, without a place found first: sudden ones through the ED."""
        case = patient.case
        if case is None or case.profile != "sudden":
            self.deliver(patient, promised=False)
            return
        self._enters(patient, case)
        patient.ed = self.chain.stays["ed"].of(case.luck[12])
        if case.operations:
            patient.op = self._theatre_time(case)
        self._second_thoughts(patient, case)
        self.admit(patient)

    def promise(self, patient: Patient, sign: int) -> None:
        """Keep a bed for somebody on the way (or stop keeping it)."""
        if self.critical(patient):
            self.coming_icu += sign
            self.coming_ventilated += sign * self._needs_ventilator(patient)
        else:
            self.coming_ward += sign
        if self.burn_base and self.bed(patient) is self.burns:
            self.coming_burns += sign

    def deliver(self, patient: Patient, promised: bool = True) -> None:
        """A casualty for whom a bed was found is handed over here."""
        case = patient.case
        assert case is not None
        if promised:
            self.promise(patient, -1)
        if case.profile == "sudden" and case.where is None and not case.moves:
            self.arrive(patient)
            return
        self._enters(patient, case)
        self.isolate(patient, case)
        full = not self._room_for(patient)
        if full:
            self.stand()
        self.to_bed(patient, self.ed if full else None)
        if case.operations and not case.operated and case.first_done < 0:
            case.first_done = 0
            self._join_theatre(self._operation(patient, case))
        self._second_thoughts(patient, case)

    def _enters(self, patient: Patient, case: Case) -> None:
        patient.place = case.where = self
        self.casualties += 1
        if not case.moves:
            self.chain.entered += 1

    def left(self, patient: Patient) -> None:
        """Out of the door, or out of this hospital."""
        case = patient.case
        if case is not None and case.where is self:
            self.casualties -= 1
            case.where = None
            self.free_room(case)

    def lives(self, patient: Patient) -> bool:
        """A sudden casualty lives or not by the score at the start of care."""
        case = patient.case
        assert case is not None
        waited = int(self.env.now) - case.born - (case.resus or patient.ed)
        if not case.alive(max(0, waited)):
            self.chain.died += 1
            self.left(patient)
            return False
        self.chain.blood += case.blood
        return True

    def bled(self, patient: Patient, case: Case) -> bool:
        """Whether somebody with a deep bleeding had died by the start of the operation:
        where the injury's clock runs, a resuscitation team does not stop it."""
        if case.dies < 0 or case.injury not in BLEEDING:
            return False
        begun = int(self.env.now) - patient.op
        if case.alive(max(0, begun - case.born)):
            return False
        self.chain.died += 1
        self.left(patient)
        return True

    # ---- operations in series, beside the stay in bed

    def _operation(self, patient: Patient, case: Case) -> Patient:
        one = Patient(OPERATION, URGENT)
        one.case = case
        return one

    def _theatre_time(self, case: Case) -> int:
        if case.theatre:
            return max(1, case.theatre // max(1, case.operations))
        luck = (case.luck[13] + 0.618 * case.operated) % 1.0
        return self.chain.stays["operation"].of(luck)

    def _join_theatre(self, one: Patient) -> None:
        assert one.case is not None
        one.op = self._theatre_time(one.case)
        one.place = self
        self.theatre.join(one, one.op, URGENT)

    def operated(self, operation: Patient) -> None:
        """One operation is done; the next one, if any, is planned."""
        case, now = operation.case, int(self.env.now)
        assert case is not None
        case.operated += 1
        if case.operated == 1:
            self.helped_by_surgery += 1
            self.chain.blood += case.blood
            case.first_done = now
        elif case.operated == 2:
            operation.gone = True
        if case.operated < case.operations and case.where is not None:
            again = self._operation(operation, case)
            luck = (case.luck[14] + 0.618 * case.operated) % 1.0
            wake(
                self.env, again, self.chain.stays["second_look"].of(luck), (self._due,)
            )
            if case.operated == 1:
                limit = Patient(OPERATION, URGENT)
                limit.case, limit.place = case, again
                wake(self.env, limit, LATE, (self._limit,))

    def _due(self, operation: Patient) -> None:
        where = operation.case.where if operation.case else None
        if where is not None:
            where._join_theatre(operation)

    def _limit(self, limit: Patient) -> None:
        """72 hours after the first operation: is the second one under way?"""
        case, again = limit.case, limit.place
        assert case is not None
        if case.where is None or again.gone or case.operated > 1:
            return
        if not case.where.theatre.serves(again):
            case.where.late += 1
            if case.late_infection > 0:
                case.late_infection = -case.late_infection

    # ---- the wrong bed, and the way on

    def _second_thoughts(self, patient: Patient, case: Case) -> None:
        case.seen = True
        longest = round(self.values["max_stay"].mean)
        if self.buffer and longest:
            after = longest
        elif not self.fits(case):
            after = self.chain.stays["stabilising"].of(case.luck[9])
        else:
            self._landed(patient, case)
            return
        mover = Patient(REGULAR, URGENT)
        mover.place = patient
        wake(self.env, mover, after, (self._move_on,))

    def _landed(self, patient: Patient, case: Case) -> None:
        told, case.landed = case.landed, None
        if told is not None:
            told(patient)

    def _move_on(self, mover: Patient) -> None:
        patient = mover.place
        case = patient.case
        if patient.gone or case.where is not self:
            return
        mover.rank += 1
        to = self.find(patient, self) if self._in_bed(patient) else None
        if to is not None:
            self.relocate(patient, to)
        elif self.buffer or mover.rank < self.chain.counts["move_tries"]:
            wake(self.env, mover, self.chain.move_again, (self._move_on,))

    def _in_bed(self, patient: Patient) -> bool:
        beds = (self.icu, self.mc, self.ward, self.burns, self.out)
        return any(one.serves(patient) for one in beds)

    def relocate(self, patient: Patient, to: Site) -> None:
        """To another hospital, with what is left of the stay."""
        left = max(HOUR, patient.until - int(self.env.now))
        other = Patient(patient.kind, patient.rank)
        other.case, other.out = patient.case, patient.out
        if self.icu.serves(patient):
            other.icu, other.mc, other.ward = left, patient.mc, patient.ward
            self.off_ventilator(patient, moving=True)
            self.icu.leave()
        elif self.mc.serves(patient):
            other.mc, other.ward = left, patient.ward
            self.mc.leave()
        else:
            other.ward = left
            self.bed(patient).leave()
        patient.gone = True
        self.left(patient)
        if other.case is not None:
            other.case.where = to
        self.chain.moved += 1
        self.chain.on_the_way += other.case is not None
        to.promise(other, 1)  # type: ignore[attr-defined]
        other.place = to
        wake(self.env, other, self.chain.transfer, (self._moved,))

    def _moved(self, patient: Patient) -> None:
        to = patient.place
        if patient.case is not None:
            patient.case.moves += 1
            self.chain.on_the_way -= 1
            to.deliver(patient)
        else:
            to.promise(patient, -1)
            to.to_bed(patient, None)

    def transfer_icu(self, amount: float) -> None:
        """Move so many intensive care patients to where beds are free."""
        for patient in self.icu.present()[: round(amount)]:
            others = [
                s
                for s in self.chain.sites
                if s is not self and s.is_open and s.spare(True) > 0
            ]
            if not others:
                break
            self.relocate(patient, max(others, key=lambda s: s.spare(True)))

    def spare(self, icu: bool) -> int:
        """Beds that nobody lies in or is on the way to."""
        return (
            self.icu.free - self.coming_icu
            if icu
            else self.ward.free - self.coming_ward
        )

    # ---- going home

    def waits_for_home(self, patient: Patient) -> bool:
        """Allied patients wait in bed to be fetched; others may need care after."""
        case = patient.case
        assert case is not None
        if case.late_infection < 0:
            self._stays_on(patient, -case.late_infection)
            case.late_infection = 0
            return True
        if case.allied:
            self.chain.allied.append(patient)
            stay = self.chain.stays["repatriation"].of(case.luck[6])
            wake(self.env, patient, stay, (self._fetched,))
            return True
        if (
            case.profile != "sudden"
            and case.luck[14] < self.chain.shares["outflow_evacuee"]
        ):
            patient.out = self.chain.stays["arranging"].of(case.luck[6])
        return False

    def _stays_on(self, patient: Patient, longer: int) -> None:
        """An infection after a late second look: the bed is kept so much longer."""
        patient.until = int(self.env.now) + longer
        self.chain.infected += 1
        wake(self.env, patient, longer, self.bed(patient)._done)

    def _fetched(self, patient: Patient) -> None:
        if not patient.gone:
            self.fetch(patient)

    def fetch(self, patient: Patient) -> None:
        """An allied patient goes home now."""
        patient.gone = True
        self.chain.allied.remove(patient)
        self.bed(patient).leave()
        self.went_home(patient)
