"""Regular care: who lies there at the start, who comes every hour, what is planned.

It never invents a rate: arrivals follow from stated occupancy and length of stay, so
that without a shock every ward stays as full as stated, day by day (the stated
occupancy is the mean of a day: fewest at 08:00, most in the evening).

Little's law, per site. Ward: beds x occupied = acute x (mean stay + share who need care
after x its arranging) + planned x (mean planned stay); with the planned share that gives
both rates. Intensive care: beds x occupied / mean stay = its admissions, split between
the two; medium care alike, all of it acute. Emergency visits that go home are patients of
their own (emergency.py), who yield to those admitted. The model knows no weekends.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import floor

from ttx.models.hospitals.casualties import Hospital
from ttx.models.hospitals.chain import Chain
from ttx.models.hospitals.site import CLASSES
from ttx.models.model import Stream
from ttx.models.patient import IMMEDIATE, LATER, REGULAR, SOON, URGENT, Patient, Stay
from ttx.models.station import Station, moments, wake
from ttx.moment import DAY, HOUR


class Regular:
    """The regular patients of one hospital."""

    __slots__ = (
        "_after", "_come", "_ed", "_enter", "_from", "_icu", "_luck_acute",
        "_luck_again", "_luck_early", "_luck_moments", "_luck_plan", "_medium",
        "_needs", "_operated", "_operation", "_over", "_planned_operation",
        "_planned_ward", "_settles", "_until", "_ward", "acute", "chain", "env",
        "icu_acute", "icu_planned", "mc_acute", "planned", "site", "surgical",
    )  # fmt: skip

    def __init__(self, site: Hospital, chain: Chain) -> None:
        self.site, self.chain, self.env = site, chain, chain.env
        stream = chain.ground.stream
        self._luck_moments = stream(f"hospitals/{site.name}/arrivals")
        self._luck_acute = stream(f"hospitals/{site.name}/acute")
        self._luck_plan = {
            one: stream(f"hospitals/{site.name}/planned-{one}") for one in CLASSES
        }
        self._luck_again = {
            one: stream(f"hospitals/{site.name}/again-{one}") for one in CLASSES
        }
        self._luck_early = stream(f"hospitals/{site.name}/early")
        self._come = (self._came,)
        self._enter = (self._entered,)
        self._over = dict.fromkeys(CLASSES, 0.0)
        self._ed, self._ward = chain.stays["ed"].of, chain.stays["ward"].of
        self._icu, self._after = chain.stays["icu"].of, chain.stays["arranging"].of
        self._operation = chain.stays["operation"].of
        self._planned_ward = chain.stays["planned"].of
        self._planned_operation = chain.stays["planned_operation"].of
        self._medium = chain.stays["mc"].of
        self._operated = chain.shares["operated"]
        self._needs = chain.shares["outflow"]
        at = chain.shifts
        self._settles = {0, at["staff"], at["plan"], at["evening"], at["night"]}
        self._from, self._until = at["plan"], max(at["plan"] + 1, at["put_off"])
        self._rates()

    def _rates(self) -> None:
        """Admissions in a day, derived from what is stated (Little's law)."""
        site, stays, shares = self.site, self.chain.stays, self.chain.shares
        values = site.values
        planned = values["planned"].mean or shares["planned"]
        after = shares["outflow"] * stays["arranging"].mean
        mean = (1 - planned) * (stays["ward"].mean + after) + planned * stays[
            "planned"
        ].mean
        total = site.ward_base * values["ward_occupied"].mean / mean * DAY
        self.acute, self.planned = total * (1 - planned), total * planned
        most = shares["most_critical"]
        icu = site.icu_base * values["icu_occupied"].mean / stays["icu"].mean * DAY
        self.icu_acute = min(
            most, icu * (1 - shares["icu_from_plan"]) / max(self.acute, 1e-9)
        )
        self.icu_planned = min(
            most, icu * shares["icu_from_plan"] / max(self.planned, 1e-9)
        )
        medium = site.mc_base * values["mc_occupied"].mean / stays["mc"].mean * DAY
        self.mc_acute = min(most, medium / max(self.acute, 1e-9))
        teams, operation = site.number("or_teams"), stays["operation"].mean
        used = self.acute * shares["operated"] * operation * shares["acute_by_day"]
        day = (self._until - self._from) * HOUR
        room = max(0.0, teams * day * shares["theatre_use"] - used)
        need = self.planned * stays["planned_operation"].mean
        self.surgical = min(1.0, room / need) if need else 0.0
        usual = self.acute * shares["outflow"]
        site.out_base = (
            values["outflow"].mean or usual * (1 + shares["outflow_slack"]) + 1
        )

    # ---- warm

    def fill(self) -> None:
        """Fill beds with stays found under way, in equilibrium, at the start."""
        site, stays, shares = self.site, self.chain.stays, self.chain.shares
        if site.buffer:
            return
        ground = self.chain.ground
        luck = ground.stream(f"hospitals/{site.name}/warm")
        occupied = site.values["icu_occupied"].mean
        self._lying(site.icu, site.icu_base * occupied, stays["icu"], luck)
        acute = self.acute / DAY
        self._lying(site.ward, acute * stays["ward"].mean, stays["ward"], luck)
        self._in_phase(luck)
        after = acute * shares["outflow"] * stays["arranging"].mean
        self._lying(site.out, after, stays["arranging"], luck)
        rate = acute * self.chain.by_hour[(self.chain.hour - 1) % 24]
        self._lying(site.ed, rate * stays["ed"].mean, stays["ed"], luck)
        if site.mc_base:
            more = ground.stream(f"hospitals/{site.name}/warm-mc")
            occupied = site.mc_base * site.values["mc_occupied"].mean
            self._lying(site.mc, occupied, stays["mc"], more)
        site.emergency.fill(ground.stream(f"hospitals/{site.name}/warm-visits"))

    def _lying(self, where: Station, number: float, stay: Stay, luck: Stream) -> None:
        where.fill(self._found(where, floor(number + 0.5), stay, luck))

    def _found(
        self, where: Station, number: int, stay: Stay, luck: Stream
    ) -> Iterator[tuple[Patient, int]]:
        """So many who lie in this station at the start, with what is left of their stay."""
        site, needs = self.site, self._needs
        goes_on = where is site.icu or where is site.ed or where is site.mc
        critical = self.icu_acute if where is site.ed else 0.0
        for row in luck.rows(number, 6):
            patient = Patient(REGULAR, URGENT)
            patient.place = site
            if goes_on:
                patient.ward = self._ward(row[2])
            if row[4] < critical:
                patient.icu = self._icu(row[3])
            if where is site.out:
                site.ward.hold()
                patient.out, patient.ward = self._after(row[2]), self._ward(row[3])
            elif row[5] < needs:
                patient.out = self._after(row[5] / needs)
            yield patient, stay.left(row[0], row[1])

    def _in_phase(self, luck: Stream) -> None:
        """Planned patients of the days before: fewest at eight, most in the evening."""
        site, stay = self.site, self.chain.stays["planned"]
        ages = self.chain.ground.told(f"{site.name}/in-phase", self._ages)
        there = [Patient(REGULAR, LATER) for _ in ages]
        for patient in there:
            patient.place = site
        rows = luck.rows(len(ages), 6)
        left = [stay.rest(age, row[0]) for age, row in zip(ages, rows, strict=True)]
        site.ward.fill(zip(there, left, strict=True))
        if self._from < self.chain.hour < self._until:
            hours = (self._until - self._from) * HOUR
            self._plan((self._until * HOUR - self._time_of_day) / hours)

    @property
    def _time_of_day(self) -> int:
        return (int(self.env.now) + self.chain.clock) % DAY

    def _ages(self) -> list[int]:
        """How long ago the planned patients who still lie there came: luck apart."""
        begin, hours = self._from * HOUR, self._until - self._from
        stay, clock, carried = self.chain.stays["planned"], self._time_of_day, 0.0
        ages: list[int] = []
        day, some = 0, True
        while some:
            some = day == 0
            for part in range(hours):
                age = day * DAY + clock - (begin + part * HOUR + HOUR // 2)
                share = stay.beyond(age) if age > 0 else 0.0
                carried += self.planned / hours * share
                some = some or self.planned * share >= 0.5
                while carried >= 1:
                    carried -= 1
                    ages.append(age)
            day += 1
        return ages

    # ---- every hour

    def hour(self, span: int) -> None:
        """What an hour (or what is left of one) brings."""
        site, hour = self.site, self.chain.hour
        if not site.buffer:
            rate = self.acute / 24 * self.chain.by_hour[hour]
            for after in moments(self._luck_moments, rate, span):
                wake(self.env, self._acute(self._luck_acute.row(10)), after, self._come)
            site.emergency.hour(span)
        site.staffing.tire()
        site.theatres.hour()
        if hour in self._settles:
            site.settle()
        if hour == self._from and not site.buffer:
            self._plan()
        if hour == self._until:
            for patient in site.withdraw_plan():
                self._put_off(patient)

    def _acute(self, row: tuple[float, ...]) -> Patient:
        patient = Patient(REGULAR, URGENT)
        patient.ed = self._ed(row[1])
        if row[2] < self._operated:
            patient.op = self._operation(row[3])
        if row[4] < self.icu_acute:
            patient.icu, patient.rank = self._icu(row[5]), IMMEDIATE
        patient.ward = self._ward(row[6])
        if row[9] < self.mc_acute:
            patient.mc = self._medium(row[9] / self.mc_acute)
        if row[7] < self._needs:
            patient.out = self._after(row[8])
        patient.place = row[0]
        return patient

    def _came(self, patient: Patient) -> None:
        site = self.site
        stop = site.settings["ed_stop"] * self.chain.shares["diverted"]
        if patient.place < stop or not site.is_open:
            other = site.neighbour()
            if other is not None:
                site.diverted += 1
                other.admit(patient)
                return
        site.admit(patient)

    # ---- the plan of the day

    def _plan(self, part: float = 1.0) -> None:
        """Today's patients by class: put off by decision or for want of a bed."""
        site, shares = self.site, self.chain.shares
        later = max(0.0, 1 - shares["urgent"] - shares["soon"])
        parts = {"urgent": shares["urgent"], "soon": shares["soon"], "later": later}
        ward = site.ward.free - site.coming_ward + self.planned
        icu = site.icu.free - site.coming_icu + self.planned * self.icu_planned
        for one in CLASSES:
            self._over[one] += self.planned * parts[one] * part
            today = int(self._over[one])
            self._over[one] -= today
            goes_on = site.plan(one) if site.is_open else 0.0
            for turn in range(today + self._caught_up(one, goes_on)):
                first = turn < today
                row = (self._luck_plan if first else self._luck_again)[one].row(9)
                patient = self._planned(one, row)
                if row[0] >= goes_on or ward < 1 or (patient.icu and icu < 1):
                    if first:
                        self._put_off(patient)
                    continue
                site.backlog[one] -= not first
                ward, icu = ward - 1, icu - bool(patient.icu)
                self._admit(patient, row)

    def _caught_up(self, one: str, goes_on: float) -> int:
        """Those of the backlog who are offered a place today, once all goes on again."""
        share = self.chain.shares["catch_up"]
        return int(self.site.backlog[one] * share) if share and goes_on >= 1 else 0

    def _planned(self, one: str, row: tuple[float, ...]) -> Patient:
        patient = Patient(REGULAR, SOON if one == "urgent" else LATER)
        patient.place = (one, row)
        if row[1] < self.surgical:
            patient.op = self._planned_operation(row[2])
        if row[3] < self.icu_planned:
            patient.icu = self._icu(row[4])
        patient.ward = self._planned_ward(row[5])
        return patient

    def _admit(self, patient: Patient, row: tuple[float, ...]) -> None:
        if patient.op:
            self.site.theatre.join(patient, patient.op, patient.rank)
        else:
            left = self._until * HOUR - self._time_of_day
            wake(self.env, patient, round(row[6] * left), self._enter)

    def _entered(self, patient: Patient) -> None:
        self.site.done_planned += 1
        self.site.to_bed(patient, None)

    def _put_off(self, patient: Patient) -> None:
        """The price: counted by class; some urgent ones come back as acute."""
        one, row = patient.place
        self.site.put_off[one] += 1
        self.chain.put_offs.count += 1
        self.site.backlog[one] += 1
        if one == "urgent" and row[7] < self.chain.shares["returns"]:
            back = self._acute(
                (1.0, row[2], 0.0, row[3], row[4], row[4], row[5], 1.0, 0.0, 1.0)
            )
            self.site.backlog[one] -= 1
            wake(self.env, back, self._back("urgent", row[8]), self._come)

    def _back(self, what: str, luck: float) -> int:
        """How long it takes until somebody comes back."""
        return round(self.chain.back[what].quantile(luck))

    # ---- out before time

    def discharge_early(self, amount: float) -> None:
        """So many ward patients go home now: first those who would go soonest."""
        site = self.site
        lying = [p for p in site.out.present() + site.ward.present() if p.case is None]
        most = min(round(amount), round(len(lying) * self.chain.shares["early"]))
        for patient in lying[:most]:
            patient.gone = True
            site.ward.leave()
            row = self._luck_early.row(10)
            if row[9] < self.chain.shares["early_returns"]:
                back = self._acute((1.0, *row[1:]))
                wake(self.env, back, self._back("early", row[0]), self._come)
