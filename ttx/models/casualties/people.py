"""One casualty of a stream: what is wrong, what is needed, and what was announced.

It turns luck into needs; it never draws, and never knows a bed, a vehicle or a calendar.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from typing import Any

from simpy import Environment

from ttx.models.casualties.form import SHARES
from ttx.models.health import BLEEDING, death_untreated, operations, stay_rank
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

Row = tuple[float, ...]
WIDTH, MORE = 16, 8
"""Numbers of luck for one casualty: a first row, and a second one beside it."""

_STAYS = ("icu_stay", "medium_stay", "stay", "theatre", "resus_long", "resus_short",
          "infection_stay")  # fmt: skip
_CLASSES = ((IMMEDIATE, 1), (URGENT, 2), (SOON, 3))
"""Rank and level of those in danger of life, badly and lightly hurt: T1, T2 and T3."""
_NAMES = ("immediate", "urgent", "light")
_BEST = 12
"""The highest score of Sacco."""
_DEEP = ("thorax", "abdomen", "vascular", "head", "multiple")


class People:
    """Makes the casualties of one stream, each from its own luck."""

    def __init__(self, name: str, values: Mapping[str, Any], env: Environment) -> None:
        self.name, self.values, self.env = name, values, env
        self.profile = values["profile"]
        self.made = 0
        self.severity = 1.0
        self.chance: dict[str, float] = {name: values[name].mean for name in SHARES}
        chance = self.chance
        self._needs = [
            (chance[f"icu_{one}"], chance[f"operated_{one}"]) for one in _NAMES
        ]
        self._scores = [values[f"score_{one}"] for one in (*_NAMES, "dying")]
        self._least = round(values["least_ward"].mean)
        self._after_icu = round(values["least_after_icu"].mean)
        self._after_icu_sudden = round(values["least_after_icu_sudden"].mean)
        self.stays = {name: Stay(values[name]) for name in _STAYS}
        self.clock = values["health"] == "clock"
        self.before = round(values["before"].mean)
        self.sought = values["specialisms"]
        self._burn_day = values["burn_stay"].mean
        self._mix = self._parts(values["injuries"])
        self._bleeders = self._share_treated()

    @staticmethod
    def _parts(mix: Mapping[str, Any]) -> list[tuple[float, str]]:
        """Running shares of the injuries, the last of them 1."""
        parts = [max(0.0, one.mean) for one in mix.values()]
        whole = sum(parts) or 1.0
        upto = [part / whole for part in accumulate(parts)]
        return list(zip([*upto[:-1], 1.0], mix, strict=True))

    def _share_treated(self) -> float:
        """The share of all who are operated or in intensive care: they may need blood."""
        chance = self.chance
        if self.profile != "sudden":
            return 1 - (1 - chance["surgery"]) * (1 - chance["icu"])
        shares = (chance["immediate"], chance["urgent"])
        parts = zip((*shares, max(0.0, 1 - sum(shares))), self._needs, strict=True)
        return sum(part * (1 - (1 - icu) * (1 - cut)) for part, (icu, cut) in parts)

    def one(self, row: Row, more: Row) -> Patient:
        """A casualty with this luck (two rows of WIDTH and MORE numbers)."""
        self.made += 1
        case = Case(self.name, self.made, self.profile, int(self.env.now))
        case.luck = row
        sudden = self.profile == "sudden"
        patient = Patient(INCIDENT if sudden else MILITARY, URGENT)
        patient.case = case
        if sudden:
            self._hurt(patient, case, row, more)
        else:
            self._evacuated(patient, case, row, more)
        if case.operations or case.icu:
            self._blood(case, row[10] * self._bleeders)
        return patient

    def dying(self, row: Row, more: Row, dies: int, helped: int) -> Patient:
        """One who would have been killed, had help not come `helped` after the injury."""
        patient = self.one((*row[:3], 0.0, *row[4:]), more)
        case = patient.case
        assert case is not None
        case.rpm = self._score(-1, row[4])
        case.dies, case.before = dies, max(self.before, helped)
        return patient

    def _score(self, one: int, luck: float) -> int:
        return min(_BEST, int(self._scores[one].quantile(luck)))

    def _blood(self, case: Case, luck: float) -> None:
        chance = self.chance
        if luck < chance["massive"]:
            units = self.values["units_massive"].quantile(luck / chance["massive"])
        elif luck < chance["transfused"]:
            units = self.values["units"].quantile(luck / chance["transfused"])
        else:
            return
        case.blood = round(units)

    # ---- days old, stable: the evacuated

    def _evacuated(self, patient: Patient, case: Case, row: Row, more: Row) -> None:
        chance = self.chance
        share = min(1.0, chance["icu"] * self.severity)
        case.icu = row[0] < share
        case.level = (
            1 if row[3] < chance["severe"] * self.severity else 2 if case.icu else 3
        )
        self._injury(case, row[4])
        if row[5] < chance["surgery"]:
            rank = row[5] / chance["surgery"]
            case.operations = operations(rank)
            case.theatre = self.stays["theatre"].of(rank)
            if more[2] < chance["infected_late"]:
                rank = more[2] / chance["infected_late"]
                case.late_infection = self.stays["infection_stay"].of(rank)
        case.isolation = row[6] < chance["isolation"]
        case.germ = row[7] < chance["germ"]
        case.walking = not case.icu and case.level > 1 and row[8] * (1 - chance["icu"]) * (
            1 - chance["severe"]) < chance["walking"]  # fmt: skip
        case.allied = row[11] < chance["allied"]
        self._told(case, row[9])
        self._lies(patient, case, share, row, more)

    def _injury(self, case: Case, luck: float) -> None:
        """What is hurt, and whether a place for that is sought by its name."""
        chance = self.chance
        ortho = chance["burns"] + chance["ortho_plastic"]
        if luck < chance["burns"]:
            case.injury = special = "burns"
            case.burned = max(
                1, round(self.values["burned"].quantile(luck / chance["burns"]))
            )
        elif luck > 1 - chance["neuro"]:
            case.injury, special = "head", "neuro"
        elif luck < ortho:
            case.injury = special = "ortho-plastic"
        elif luck < ortho + chance["eye"]:
            case.injury = special = "eye"
        else:
            case.injury = "multiple" if case.level == 1 else "penetrating"
            return
        if special in self.sought:
            case.special = special

    def _lies(
        self, patient: Patient, case: Case, share: float, row: Row, more: Row
    ) -> None:
        """How long in which bed."""
        if case.burned:
            whole = round(case.burned * self._burn_day)
        else:
            rank = stay_rank(case.icu, share, row[2] if case.icu else row[1])
            whole = self.stays["stay"].of(rank)
        if case.icu:
            patient.icu = self.stays["icu_stay"].of(row[2])
            patient.ward = max(whole - patient.icu, self._after_icu)
            self._ventilate(patient, case, more[1])
            return
        patient.ward = max(whole, self._least)
        if more[4] * (1 - share) < self.chance["medium"]:
            patient.mc = min(self.stays["medium_stay"].of(more[5]), patient.ward)
            patient.ward = max(patient.ward - patient.mc, self._least)

    def _ventilate(self, patient: Patient, case: Case, luck: float) -> None:
        case.ventilated = luck < self.chance["ventilated"]
        if case.ventilated:
            case.on_ventilator = round(patient.icu * self.chance["on_ventilator"])

    def _told(self, case: Case, luck: float) -> None:
        """What the manifest says; it is known to be wrong at times."""
        case.said_icu, case.said_level = case.icu, case.level
        case.said_special = case.special
        if luck < self.chance["told_less"]:
            case.said_icu, case.said_level, case.said_special = False, 3, ""
        elif luck > 1 - self.chance["told_more"]:
            case.said_icu = True

    # ---- minutes old: a sudden incident

    def _hurt(self, patient: Patient, case: Case, row: Row, more: Row) -> None:
        """Classes T1 to T3, each with its own needs (assumption)."""
        chance = self.chance
        second = chance["immediate"] + chance["urgent"]
        one = 0 if row[3] < chance["immediate"] else 1 if row[3] < second else 2
        (case.urgency, case.level), (icu, cut) = _CLASSES[one], self._needs[one]
        case.rpm = self._score(one, row[4])
        case.icu = row[0] < icu
        case.operations = int(row[5] < cut)
        case.walking = one == 2
        case.injury = next(name for upto, name in self._mix if more[0] < upto)
        case.before = self.before
        if one == 2:
            if case.injury in _DEEP:
                case.injury = "blunt"
        else:
            case.ct = more[3] < chance["ct"]
            case.resus = self.stays["resus_short" if one else "resus_long"].of(more[5])
        self._triaged(patient, case, row[9])
        if self.clock:
            self._fate(case, one, row[-1])
        whole = self.stays["stay"].of(row[1])
        if case.icu:
            patient.icu = self.stays["icu_stay"].of(row[2])
            patient.ward = max(whole - patient.icu, self._after_icu_sudden)
            self._ventilate(patient, case, more[1])
        elif one < 2:
            patient.ward = max(whole, self._least)

    def _fate(self, case: Case, one: int, luck: float) -> None:
        """When death comes if nobody treats; a bleeder in danger of life needs theatre."""
        chance = self.chance
        if one == 0 and case.injury in BLEEDING:
            case.operations = 1
        fatal = (chance["fatal_immediate"], chance["fatal_urgent"], 0.0)[one]
        despite = chance["despite"] if one == 0 else 0.0
        case.dies = death_untreated(case.injury, one == 0, despite, fatal, luck)

    def _triaged(self, patient: Patient, case: Case, luck: float) -> None:
        """Over- and undertriage on the spot; another look in hospital puts it right."""
        patient.rank = case.urgency
        case.said_icu, case.said_level = case.icu, case.level
        if case.urgency == IMMEDIATE:
            if luck < self.chance["undertriage"]:
                patient.rank, case.said_level, case.said_icu = URGENT, 2, False
        elif self.chance["overtriage"] and luck < self._called_worse():
            patient.rank, case.said_level = IMMEDIATE, 1

    def _called_worse(self) -> float:
        """The chance that somebody not in danger of life is called so.

        Of those called T1 the share `overtriage` is not: with real T1 share p, found
        for 1 - u, a share o of wrong ones means p (1-u) o / ((1-o) (1-p)) of the rest.
        """
        chance = self.chance
        real, wrong = chance["immediate"], min(chance["overtriage"], 0.99)
        found = real * (1 - chance["undertriage"])
        return found * wrong / ((1 - wrong) * max(1e-9, 1 - real))
