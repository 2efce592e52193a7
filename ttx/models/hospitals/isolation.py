"""Isolation until cultures are known, and what a breach costs ten days later.

It gives a room or counts a breach; it never keeps a patient from a bed.
"""

from __future__ import annotations

from ttx.models.hospitals.way import Way
from ttx.models.patient import REGULAR, URGENT, Case, Patient
from ttx.models.station import wake

ROOMS, COHORT, BY_RISK = 0, 1, 2


class Isolating(Way):
    """A hospital that isolates patients from abroad."""

    __slots__ = ()

    def isolate(self, patient: Patient, case: Case) -> None:
        if not case.isolation or case.room is not None or case.moves:
            return
        rule = round(self.most("isolation_rule"))
        seen = self.chain.shares["risk_germ" if case.germ else "risk_seen"]
        risk = case.luck[15] < seen
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
        token = Patient(REGULAR, URGENT)
        token.place = self
        case.room = token
        known = self.chain.stays["cultures"].of(case.luck[10])
        stay = max(known, patient.icu + patient.ward) if case.germ else known
        self.rooms.join(token, stay, URGENT)

    def free_room(self, case: Case) -> None:
        token, case.room = case.room, None
        if token is not None and not token.gone:
            token.gone = True
            token.place.rooms.leave()

    def _leak(self, case: Case, share: float) -> None:
        chance = self.chain.shares["germ_spread"] * share
        luck = case.luck[11] * 7.31 % 1.0
        if case.germ and luck < chance:
            later = Patient(REGULAR, URGENT)
            later.rank = 1 + int(self.chain.counts["infected"] * luck / chance)
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
        stay = round(self.chain.stays["outbreak_room"].mean)
        for _ in range(later.rank):
            if self.rooms.free > 0:
                token = Patient(REGULAR, URGENT)
                self.rooms.join(token, stay, URGENT)
