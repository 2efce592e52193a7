"""One place where people live close together: who can catch it, has it, had it.

People are whole persons and nobody is lost: entered - left = S + E + I + K + R + H.
It never says whose fault an infection was.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Mapping

from ttx.figures import Figure
from ttx.models.model import Ground
from ttx.models.outbreak.chance import binomial
from ttx.models.outbreak.form import STEP
from ttx.moment import DAY
from ttx.text import Text

WIDTH = 36
"""Numbers of luck for each step of a place."""


class Group:
    """Guests or staff of a place, counted by what the disease does to them.

    s: can catch it; e: caught it, not infectious; i: infectious, nobody knows; k:
    infectious and known; r: no longer; h: staff who stay at home with it.
    """

    __slots__ = ("e", "h", "i", "k", "r", "s")

    def __init__(self, count: int, immune: int) -> None:
        self.s, self.r = count - immune, immune
        self.e = self.i = self.k = self.h = 0

    @property
    def all(self) -> int:
        """Everybody."""
        return self.s + self.e + self.i + self.k + self.r + self.h

    @property
    def infected(self) -> int:
        """Who has it now, known or not."""
        return self.e + self.i + self.k + self.h


class Place:
    """A ward, a hospital site, a shelter, a care home, with one disease.

    Per step of dt: each susceptible is infected with chance 1 - exp(-F), with
    F = R (1 - exp(-dt/D)) m J / N; J counts the infectious that others meet, D is the
    infectious time, m what hygiene leaves. E -> I with 1 - exp(-dt/L), I -> R with
    1 - exp(-dt/D): the SEIR model (Kermack and McKendrick 1927; Anderson and May 1991)
    as a chain of binomials, so that one case infects R others on average.
    """

    def __init__(
        self, name: str, title: Text, kind: str, disease: str,
        figures: Mapping[str, Figure],
        drawn: Mapping[str, float], r: float, ground: Ground,
    ) -> None:  # fmt: skip
        self.name, self.title = name, title
        self.kind, self.disease = kind, disease
        self.figures, self.drawn, self.r = figures, drawn, r
        self.r_tag = "D"
        self._ground = ground
        self._luck = ground.stream(f"outbreak/{name}/steps")
        self.places = round(drawn["people"])
        self.guests = Group(self.places, round(self.places * drawn["immune"]))
        staff = round(drawn["staff"])
        self.staff = Group(staff, round(staff * drawn["immune"]))
        self.level = {"rooms": drawn["isolation_rooms"], "cohort": 0.0, "hygiene": 0.0,
                      "screening": 0.0, "closed": 0.0}  # fmt: skip
        self.entered, self.left = self.places + staff, 0
        self.introduced = self.ever = self.known = self.ill = self.vaccinated = 0
        self.pending = 0
        self.found_at: int | None = None
        self.present: Callable[[], float] | None = None
        self.source: Callable[[], float] | None = None
        self.mixes: list[tuple[float, Place]] = []
        self._seen = 0.0
        self._notices: list[tuple[int, int, int, bool]] = []
        self._falls: list[tuple[int, int]] = []
        self._to_enter = self._still = 0
        self._ends = 1.0 - math.exp(-STEP / max(1.0, drawn["infectious"]))
        self._turns = 1.0 - math.exp(-STEP / max(1.0, drawn["latent"]))
        self._back = 1.0 - math.exp(
            -STEP / max(1.0, drawn["infectious"] + drawn["away"])
        )
        stay = drawn["stay"]
        self._goes = 1.0 - math.exp(-STEP / stay) if stay > 0 else 0.0

    # --- what others ask ---------------------------------------------------------

    @property
    def found(self) -> bool:
        """Whether people know that there is an outbreak."""
        return self.found_at is not None

    @property
    def infected(self) -> int:
        """People here who have it now, known or not, staff at home too."""
        return self.guests.infected + self.staff.infected

    @property
    def absent(self) -> float:
        """Share of staff who are at home because of it."""
        return self.staff.h / self.staff.all if self.staff.all else 0.0

    @property
    def empty(self) -> int:
        """Places that nobody may be put in because of a stop on intake."""
        if self.present is not None or not self._goes:
            return 0
        return max(0, self.places - self.guests.all)

    @property
    def short(self) -> int:
        """Known cases for whom there is no single room."""
        return max(0, self.guests.k - int(self.level["rooms"]))

    def met(self) -> float:
        """Infectious people whom others meet, as a share of all who are here."""
        guests, staff = self.guests, self.staff
        there = guests.all + staff.all - staff.h
        if there <= 0:
            return 0.0
        alone = min(guests.k, int(self.level["rooms"]))
        kept = alone * (1.0 - self.drawn["isolation_effect"])
        rest = guests.k - alone
        kept += rest * (1.0 - self.drawn["cohort_effect"] * self.level["cohort"])
        return (guests.i + staff.i + kept) / there

    def now_r(self) -> float:
        """How many one undetected case infects now, with who can still catch it."""
        everyone = self.guests.all + self.staff.all
        open_ = (self.guests.s + self.staff.s) / everyone if everyone else 0.0
        return self.r * open_ * self._kept()

    def _kept(self) -> float:
        return 1.0 - self.drawn["hygiene_effect"] * self.level["hygiene"]

    def follow(self, present: Callable[[], float]) -> None:
        """Have as many guests as this reader says."""
        self.present = present

    # --- pulses ------------------------------------------------------------------

    def introduce(self, count: float) -> None:
        """So many of the people here turn out to have brought it along."""
        self._to_enter += round(count)

    def vaccinate(self, count: float) -> None:
        """Protect so many people, guests first; who has caught it is not helped."""
        left = round(count)
        for group in (self.guests, self.staff):
            who = min(left, group.s)
            group.s -= who
            group.r += who
            left -= who
            self.vaccinated += who

    # --- a step ------------------------------------------------------------------

    def pressure(self) -> float:
        """The force F of this step, own contacts and those of other places."""
        own = 1.0 - sum([share for share, _ in self.mixes])
        met = max(0.0, own) * self.met()
        for share, other in self.mixes:
            met += share * other.met()
        return self.r * self._ends * self._kept() * met

    def step(self, now: int, force: float) -> None:
        """One hour: infections, courses, who is found, who comes and goes."""
        luck = self._luck.row(WIDTH)
        caught = 1.0 - math.exp(-force) if force > 0 else 0.0
        if self.infected or caught:
            self._course(self.guests, caught, now, luck[0:11], 0.0)
            home = self.drawn["staff_home"]
            self._course(self.staff, caught, now, luck[11:22], home)
        self._come_and_go(now, luck[22:30])
        self._bring(now, luck[30:36])
        self._find(now)
        while self._falls and self._falls[0][0] <= now:
            self.ill += heapq.heappop(self._falls)[1]

    def _course(
        self, group: Group, caught: float, now: int, luck: tuple[float, ...],
        home: float,
    ) -> None:  # fmt: skip
        ended = binomial(group.i, self._ends, luck[0])
        well = binomial(group.k, self._ends, luck[1])
        back = binomial(group.h, self._back, luck[2])
        turned = binomial(group.e, self._turns, luck[3])
        new = binomial(group.s, caught, luck[4])
        stays = binomial(turned, home, luck[5])
        group.s -= new
        group.e += new - turned
        group.h += stays - back
        group.i += turned - stays - ended
        group.k -= well
        group.r += ended + well + back
        self.ever += new
        if turned:
            self._turn(turned, now, luck[6:11], group is self.staff)

    def _turn(self, count: int, now: int, luck: tuple[float, ...], staff: bool) -> None:
        """So many became infectious: some will be found, some fall seriously ill."""
        share = self.drawn["noticed"]
        if self.found:
            share = max(share, self.drawn["aware"])
        share = max(share, self.drawn["screened"] * self.level["screening"])
        noticed = binomial(count, share, luck[0])
        if noticed:
            after = int(self.figures["notice_after"].quantile(luck[1]))
            lasts = math.exp(-after / max(1.0, self.drawn["infectious"]))
            still = binomial(noticed, lasts, luck[2])
            heapq.heappush(self._notices, (now + after, noticed, still, staff))
        ill = binomial(count, self.drawn["ill"], luck[3])
        if ill:
            after = int(self.figures["ill_after"].quantile(luck[4]))
            heapq.heappush(self._falls, (now + after, ill))

    def _find(self, now: int) -> None:
        while self._notices and self._notices[0][0] <= now:
            _, count, still, staff = heapq.heappop(self._notices)
            self.pending += count
            group = self.staff if staff else self.guests
            if self.found:
                self._know(group, min(group.i, still))
            elif not staff:
                self._still += still
        if self.found:
            self.known += self.pending
            self.pending = 0
        elif self.pending >= max(1.0, self.drawn["outbreak_at"]):
            self.found_at = now
            self._know(self.guests, min(self.guests.i, self._still))
            self.known, self.pending = self.pending, 0
            self._ground.happened("outbreak-known", place=self.name, kind=self.kind)

    def _know(self, group: Group, count: int) -> None:
        """Infectious people become known: guests are nursed apart, staff go home."""
        group.i -= count
        if group is self.staff:
            group.h += count
        else:
            group.k += count

    def _bring(self, now: int, luck: tuple[float, ...]) -> None:
        """Those who brought it along, by a pull or by the gauge of who entered."""
        new = self._to_enter
        self._to_enter = 0
        if self.source is not None:
            seen = self.source()
            more = int(seen) - int(self._seen)
            self._seen = max(self._seen, seen)
            if more > 0:
                new += binomial(more, self.drawn["carriers"], luck[0])
        who = min(new, self.guests.s)
        self.guests.s -= who
        self.guests.i += who
        self.introduced += who
        self.ever += who
        if who:
            self._turn(who, now, luck[1:6], False)

    def _come_and_go(self, now: int, luck: tuple[float, ...]) -> None:
        group = self.guests
        if self.present is not None:
            wanted = max(0, round(self.present()))
            self._leave(group.all - wanted, luck)
        elif self._goes:
            wanted = self.places
            self._leave(binomial(group.all, self._goes, luck[0]), luck)
        else:
            return
        if self.level["closed"] < 0.5:
            self._enter(now, wanted - group.all, luck)

    def _leave(self, count: int, luck: tuple[float, ...]) -> None:
        """So many leave, from each state as many as its share (whole persons)."""
        if count <= 0:
            return
        group, left, rest = self.guests, count, self.guests.all
        for at, state in enumerate(("s", "e", "i", "k", "r")):
            here = getattr(group, state)
            rest -= here
            who = binomial(left, here / (here + rest), luck[1 + at]) if here else 0
            who = min(here, max(who, left - rest))
            setattr(group, state, here - who)
            left -= who
        self.left += count

    def _enter(self, now: int, count: int, luck: tuple[float, ...]) -> None:
        if count <= 0:
            return
        ill = binomial(count, self.drawn["newcomers"], luck[6])
        immune = binomial(count - ill, self.drawn["immune"], luck[7])
        self.guests.i += ill
        self.guests.r += immune
        self.guests.s += count - ill - immune
        self.entered += count
        if ill:
            self.introduced += ill
            self.ever += ill
            self._turn(ill, now, luck[1:6], False)

    @property
    def days_known(self) -> float:
        """Days since people know of it."""
        if self.found_at is None:
            return 0.0
        return (int(self._ground.env.now) - self.found_at) / DAY
