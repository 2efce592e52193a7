"""Casualties in a hospital: operations in series, isolation, wrong beds, going home.

A casualty in the wrong bed is helped and then moved on; it is never turned away.
"""

from __future__ import annotations

from collections.abc import Callable

from ttx.models.hospitals_site import OPERATION, Site
from ttx.models.patient import REGULAR, URGENT, Case, Patient
from ttx.models.station import wake
from ttx.moment import DAY, HOUR

LATE = 72 * HOUR
"""A second look belongs within 24 to 72 hours of the operation before (trade)."""
ROOMS, COHORT, BY_RISK = 0, 1, 2
_SEEN_RISK = (0.2, 0.7)
"""Chance to count as a risk: without and with the germ (assumption)."""
MOVE = 2 * HOUR
"""A transfer between hospitals, door to door (assumption)."""
_TRIES = 6


class Hospital(Site):
    """A hospital that takes casualties beside its own patients."""

    wanted = False
    find: Callable[[Patient, Site], Site | None]
    """A place elsewhere for a casualty of this site; tied by the model."""

    def fits(self, case: Case) -> bool:
        """Whether this is where the casualty belongs."""
        special = case.special
        known = special in self.chain.specialisms
        able = special in self.special if known else not special or self.level == 1
        return self.level <= case.level and able and not self.buffer

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
            patient.op = self.chain.stays["operation"].of(case.luck[13])
        self._second_thoughts(patient, case)
        self.admit(patient)

    def promise(self, patient: Patient, sign: int) -> None:
        """Keep a bed for somebody on the way (or stop keeping it)."""
        if patient.icu:
            self.coming_icu += sign
        else:
            self.coming_ward += sign

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
        self._isolate(patient, case)
        bed = self.icu if patient.icu else self.ward
        if bed.free <= 0:
            self.ed.hold()
        self.to_bed(patient, self.ed if bed.free <= 0 else None)
        if case.operations and not case.operated and case.first_done < 0:
            case.first_done = 0
            self._join_theatre(self._operation(patient, case))
        self._second_thoughts(patient, case)

    def _enters(self, patient: Patient, case: Case) -> None:
        patient.place = case.where = self
        self.casualties += 1

    def left(self, patient: Patient) -> None:
        """Out of the door, or out of this hospital."""
        case = patient.case
        if case is not None and case.where is self:
            self.casualties -= 1
            case.where = None
            self._free_room(case)

    def lives(self, patient: Patient) -> bool:
        """A sudden casualty lives or not by the score at the start of care."""
        case = patient.case
        assert case is not None
        waited = int(self.env.now) - case.born - patient.ed
        if not case.alive(max(0, waited)):
            self.chain.died += 1
            self.left(patient)
            return False
        self.chain.blood += case.blood
        return True

    # ---- operations in series, beside the stay in bed

    def _operation(self, patient: Patient, case: Case) -> Patient:
        one = Patient(self.env, OPERATION, URGENT)
        one.case = case
        return one

    def _join_theatre(self, one: Patient) -> None:
        assert one.case is not None
        luck = (one.case.luck[13] + 0.618 * one.case.operated) % 1.0
        one.op = self.chain.stays["operation"].of(luck)
        one.place = self
        self.theatre.join(one, one.op, URGENT)

    def operated(self, operation: Patient) -> None:
        """One operation is done; the next one, if any, is planned."""
        case, now = operation.case, int(self.env.now)
        assert case is not None
        case.operated += 1
        if case.operated == 1:
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
                limit = Patient(self.env, OPERATION, URGENT)
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

    # ---- isolation

    def _isolate(self, patient: Patient, case: Case) -> None:
        if not case.isolation or case.room is not None or case.moves:
            return
        rule = round(self.most("isolation_rule"))
        risk = case.luck[15] < _SEEN_RISK[case.germ]
        if rule == ROOMS or (rule == BY_RISK and risk):
            if self.rooms.free > 0:
                self._room(patient, case)
                return
            self.breaches += 1
            self._leak(case, 1.0)
        else:
            self._leak(
                case, self.chain.shares["cohort_leak"] if rule == COHORT else 1.0
            )

    def _room(self, patient: Patient, case: Case) -> None:
        token = Patient(self.env, REGULAR, URGENT)
        token.place = self
        case.room = token
        known = self.chain.stays["cultures"].of(case.luck[10])
        stay = max(known, patient.icu + patient.ward) if case.germ else known
        self.rooms.join(token, stay, URGENT)

    def _free_room(self, case: Case) -> None:
        token, case.room = case.room, None
        if token is not None and not token.gone:
            token.gone = True
            token.place.rooms.leave()

    def _leak(self, case: Case, share: float) -> None:
        chance = self.chain.shares["germ_spread"] * share
        luck = case.luck[11] * 7.31 % 1.0
        if case.germ and luck < chance:
            later = Patient(self.env, REGULAR, URGENT)
            later.rank = 1 + int(3 * luck / chance)
            wake(
                self.env,
                later,
                self.chain.stays["outbreak"].of(case.luck[10]),
                (self._outbreak,),
            )

    def _outbreak(self, later: Patient) -> None:
        """Others turn out to carry the germ; each takes a single room, if there is one."""
        self.chain.outbreak += later.rank
        self.chain.ground.happened("outbreak", site=self.name, patients=later.rank)
        for _ in range(later.rank):
            if self.rooms.free > 0:
                token = Patient(self.env, REGULAR, URGENT)
                self.rooms.join(token, 10 * DAY, URGENT)

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
        mover = Patient(self.env, REGULAR, URGENT)
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
        elif self.buffer or mover.rank < _TRIES:
            wake(self.env, mover, 6 * HOUR, (self._move_on,))

    def _in_bed(self, patient: Patient) -> bool:
        return any(s.serves(patient) for s in (self.icu, self.ward, self.out))

    def relocate(self, patient: Patient, to: Site) -> None:
        """To another hospital, with what is left of the stay."""
        left = max(HOUR, patient.until - int(self.env.now))
        other = Patient(self.env, patient.kind, patient.rank)
        other.case, other.out = patient.case, patient.out
        if self.icu.serves(patient):
            other.icu, other.ward = left, patient.ward
            self.icu.leave()
        else:
            other.ward = left
            self.ward.leave()
        patient.gone = True
        self.left(patient)
        if other.case is not None:
            other.case.where = to
        self.chain.moved += 1
        to.promise(other, 1)  # type: ignore[attr-defined]
        other.place = to
        wake(self.env, other, MOVE, (self._moved,))

    def _moved(self, patient: Patient) -> None:
        to = patient.place
        if patient.case is not None:
            patient.case.moves += 1
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

    def _fetched(self, patient: Patient) -> None:
        if not patient.gone:
            self.fetch(patient)

    def fetch(self, patient: Patient) -> None:
        """An allied patient goes home now."""
        patient.gone = True
        self.chain.allied.remove(patient)
        self.ward.leave()
        self.left(patient)
