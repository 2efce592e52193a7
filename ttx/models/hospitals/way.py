"""The way through one hospital: emergency department, theatre, bed, and out.

It moves a patient to the next place; it never decides how many places there are.

Who has no next place keeps the one that he has: emergency patients board, intensive
care is blocked by full wards, wards by care elsewhere that is not arranged. A
resuscitation team or a scanner is not kept: who waits for theatre or bed after it
stands in the emergency department.
"""

from __future__ import annotations

from abc import abstractmethod

from ttx.models.hospitals.emergency import VISIT
from ttx.models.hospitals.site import Site
from ttx.models.hospitals.theatre import Theatres
from ttx.models.patient import LATER, SOON, URGENT, Case, Patient
from ttx.models.station import Station, wake

OPERATION, BURNS = "operation", "burns"


class Way(Site):
    """A hospital through which patients pass."""

    __slots__ = ()

    def _stations(self) -> None:
        env = self.env
        self.ed = Station(env, self.number("ed_places"), self._ed_done)
        self.resus = Station(env, self.resus_base, self._resus_done)
        scanners = self.number("ct_scanners") or self.chain.usual("ct", self.level)
        self.ct = Station(env, scanners, self._ct_done)
        self.theatres = Theatres(self)
        self.theatre = self.theatres.station
        self.icu = Station(env, self.icu_base, self._icu_done)
        self.mc = Station(env, self.mc_base, self._mc_done)
        self.ward = Station(env, self.ward_base, self._ward_done)
        self.burns = Station(env, self.burn_base, self._ward_done)
        self.vents = Station(env, 0, self._ventilated)
        self.out = Station(env, 0, self._out_done)
        self.rooms = Station(env, 0, self._room_done)

    # ---- the way through

    def admit(self, patient: Patient) -> None:
        """Through the emergency department, or straight to a resuscitation team."""
        patient.place = self
        self.emergency.catch_up()
        case = patient.case
        if case is not None and case.resus:
            self.resus.join(patient, case.resus, patient.rank)
        else:
            self.ed.join(patient, patient.ed, patient.rank)

    def _ed_done(self, patient: Patient) -> None:
        self.emergency.catch_up()
        if patient.kind is VISIT:
            self.ed.leave()
        elif patient.case is not None:
            self._seen(patient, self.ed)
        else:
            self._onward(patient, self.ed)

    def _resus_done(self, patient: Patient) -> None:
        self._seen(patient, self.resus)

    def _seen(self, patient: Patient, kept: Station) -> None:
        """A sudden casualty was looked after: to the scanner first, if need be."""
        case = patient.case
        assert case is not None
        if not self.lives(patient):
            kept.leave()
        elif case.ct:
            patient.holds = kept
            scan = self.chain.stays["ct"].of(case.luck[12] * 3.7 % 1.0)
            self.ct.join(patient, scan, patient.rank)
        else:
            self._onward(patient, kept)

    def _ct_done(self, patient: Patient) -> None:
        self._onward(patient, self.ct)

    def _onward(self, patient: Patient, kept: Station) -> None:
        """To theatre or bed; who has to wait stands in the ED meanwhile."""
        if kept is not self.ed and not self._room_for(patient):
            self.stand()
            kept.leave()
            kept = self.ed
        if patient.op:
            patient.holds = kept
            self.theatre.join(patient, patient.op, min(patient.rank, URGENT))
        else:
            self.to_bed(patient, kept)

    def _room_for(self, patient: Patient) -> bool:
        to = self.theatre if patient.op else self.first_bed(patient)
        wants = not patient.op and self._needs_ventilator(patient)
        return to is None or (to.free > 0 and (not wants or self.vents.free > 0))

    def stand(self) -> None:
        """Somebody stands in the emergency department until there is a place."""
        self.emergency.catch_up()
        self.ed.arrived += 1
        self.ed.hold()

    def bed(self, patient: Patient) -> Station:
        """The ward on which this patient lies, or the burn centre."""
        case = patient.case
        if case is not None and case.special == BURNS and self.burn_base:
            return self.burns
        return self.ward

    def critical(self, patient: Patient) -> bool:
        """Whether this patient comes to lie in intensive care here."""
        return bool(patient.icu or (patient.mc and not self.mc_base))

    def first_bed(self, patient: Patient) -> Station | None:
        """Where this patient comes to lie first; None: nowhere, home at once."""
        if self.critical(patient):
            return self.icu
        if patient.mc:
            return self.mc
        return self.bed(patient) if patient.ward else None

    def to_bed(self, patient: Patient, kept: Station | None) -> None:
        """The first bed that is needed; the place so far is kept until then."""
        patient.holds = kept
        if patient.mc and not self.mc_base:
            patient.icu, patient.mc = patient.icu + patient.mc, 0
        if patient.icu:
            self._to_icu(patient)
        elif patient.mc:
            self.mc.join(patient, patient.mc, patient.rank)
        elif patient.ward:
            self._to_ward(patient)
        else:
            patient.holds = None
            if kept is not None:
                kept.leave()
            self.went_home(patient)

    def _to_ward(self, patient: Patient) -> None:
        ward = self.ward if patient.case is None else self.bed(patient)
        ward.join(patient, patient.ward, patient.rank)

    def _needs_ventilator(self, patient: Patient) -> bool:
        case = patient.case
        return bool(self.ventilates and case and case.ventilated and patient.icu)

    def _to_icu(self, patient: Patient) -> None:
        if self.ventilates and self._needs_ventilator(patient):
            if self.vents.free <= 0:
                self.vents.join(patient, 1, patient.rank)
                return
            self.vents.arrived += 1
            self.vents.hold()
            self._ventilate(patient)
        self.icu.join(patient, patient.icu, patient.rank)

    def _ventilate(self, patient: Patient) -> None:
        """The ventilator is needed for its own time, or for the whole stay."""
        case = patient.case
        if case is not None and case.on_ventilator:
            weaned = Patient(patient.kind, URGENT)
            weaned.place = patient
            wake(self.env, weaned, case.on_ventilator, (self._weaned,))

    def _weaned(self, token: Patient) -> None:
        if not token.place.gone:
            self.off_ventilator(token.place)

    def _ventilated(self, patient: Patient) -> None:
        """A ventilator came free for somebody who waited for it."""
        self._ventilate(patient)
        if self.icu.free <= 0:
            self.stand()
            patient.holds = self.ed
        self.icu.join(patient, patient.icu, patient.rank)

    def off_ventilator(self, patient: Patient, moving: bool = False) -> None:
        """The ventilator, if any, is free; one who moves will need another."""
        case = patient.case
        if case is not None and self._needs_ventilator(patient):
            case.ventilated = moving
            self.vents.leave()

    def operated_on(self, patient: Patient) -> None:
        """An operation is done."""
        if patient.kind == OPERATION:
            self.theatre.leave()
            self.operated(patient)
            return
        if patient.case is not None and self.bled(patient, patient.case):
            self.theatre.leave()
            return
        if patient.case is not None:
            self.helped_by_surgery += 1
        elif patient.rank >= SOON:
            self.done_planned += 1
        self.to_bed(patient, self.theatre)

    def _icu_done(self, patient: Patient) -> None:
        if patient.gone:
            return
        if self.ventilates:
            self.off_ventilator(patient)
        self._down(patient, self.icu)

    def _mc_done(self, patient: Patient) -> None:
        if not patient.gone:
            patient.mc = 0
            self._down(patient, self.mc)

    def _down(self, patient: Patient, kept: Station) -> None:
        """From intensive or medium care to a bed with less care."""
        patient.holds = kept
        if patient.mc:
            self.mc.join(patient, patient.mc, patient.rank)
        elif patient.ward:
            self._to_ward(patient)
        else:
            patient.holds = None
            kept.leave()
            self.went_home(patient)

    def _ward_done(self, patient: Patient) -> None:
        if patient.gone:
            return
        if patient.case is not None and self.waits_for_home(patient):
            return
        if patient.out:
            self.out.join(patient, patient.out, patient.rank)
        elif patient.case is None:
            self.ward.leave()
        else:
            self.bed(patient).leave()
            self.went_home(patient)

    def _out_done(self, patient: Patient) -> None:
        self.out.leave()
        if patient.gone:
            return
        if self.region.places:
            patient.holds = self.bed(patient)
            self.chain.outflow.send(patient, self.region)
        else:
            self.bed(patient).leave()
            self.went_home(patient)

    def withdraw_plan(self) -> list[Patient]:
        """Planned patients who are not operated today."""
        return self.theatre.withdraw(SOON) + self.theatre.withdraw(LATER)

    def went_home(self, patient: Patient) -> None:
        """Out of the door, alive."""
        if patient.case is not None:
            self.chain.home += 1
            self.left(patient)

    # ---- casualties: casualties.py says how

    @abstractmethod
    def bled(self, patient: Patient, case: Case) -> bool:
        """Whether a casualty had died of a deep bleeding before the operation."""

    @abstractmethod
    def lives(self, patient: Patient) -> bool:
        """Whether a casualty lives at the start of care."""

    @abstractmethod
    def left(self, patient: Patient) -> None:
        """A patient left the hospital."""

    @abstractmethod
    def operated(self, operation: Patient) -> None:
        """One operation on a casualty in bed is done."""

    @abstractmethod
    def waits_for_home(self, patient: Patient) -> bool:
        """Whether a casualty stays in bed until fetched home."""

    def _room_done(self, token: Patient) -> None:
        if not token.gone:
            token.gone = True
            self.rooms.leave()
