"""The emergency department's own people: those who walk in and go home again.

It lets in who came; it never lets a visitor go before somebody who is admitted.

A visit costs one event on the calendar. The moments of an hour are drawn at once, and
those who came in since the last event are let in at the next one, at the moment that
they came: between two events of the department nobody leaves it, so that whether there
was a place is known. The clock strikes every hour, and a visit takes an hour or more;
where an author makes visits shorter, they end at the next event instead.
"""

from __future__ import annotations

from typing import Any

from ttx.models.model import Stream
from ttx.models.patient import LATER, Patient
from ttx.models.station import moments
from ttx.moment import HOUR

VISIT = "visit"


class Emergency:
    """The door of one emergency department."""

    __slots__ = (
        "_luck", "_stay", "_stop", "came", "chain", "due", "ed", "env", "rate", "site",
    )  # fmt: skip

    def __init__(self, site: Any) -> None:
        self.site, self.chain, self.env = site, site.chain, site.env
        self.ed = site.ed
        stream, stay = self.chain.ground.stream, self.chain.stays["walk_in"]
        self._luck = stream(f"hospitals/{site.name}/visits")
        self._stay = stream(f"hospitals/{site.name}/visit-stays").picks(stay.lengths)
        self._stop = stream(f"hospitals/{site.name}/visit-stops")
        self.rate = site.values["ed_visits"].mean / 24
        self.due: list[int] = []
        """When visitors of this hour come or came, the last one first."""
        self.came = 0

    @property
    def pending(self) -> int:
        """Those who have come since the last event."""
        due, now = self.due, self.env._now
        if not due or due[-1] > now:
            return 0
        return sum([at <= now for at in due])

    @property
    def waiting(self) -> int:
        """Patients who wait for a place."""
        pending = self.pending
        waiting: int = self.ed.waiting
        if pending:
            waiting += max(0, pending - max(0, self.ed.free))
        return waiting

    @property
    def used(self) -> int:
        """Places in use."""
        return int(self.ed.busy + min(self.pending, max(0, self.ed.free)))

    @property
    def longest(self) -> float:
        """Hours that the first in line has waited."""
        first = 0.0
        if self.due and self.pending > max(0, self.ed.free):
            first = (self.env._now - self.due[-1]) / HOUR
        return max(first, float(self.ed.longest))

    def fill(self, luck: Stream) -> None:
        """Visitors found half way at the start."""
        stay = self.chain.stays["walk_in"]
        there = (
            self.rate
            * self.chain.by_hour[(self.chain.hour - 1) % 24]
            * stay.mean
            / HOUR
        )
        self.ed.fill(
            (Patient(VISIT, LATER), stay.left(*row))
            for row in luck.rows(round(there), 2)
        )

    def hour(self, span: int) -> None:
        """Who will come in this hour (or in what is left of it)."""
        self.catch_up()
        now = self.env._now
        rate = self.rate * self.chain.by_hour[self.chain.hour]
        self.due = [now + one for one in reversed(moments(self._luck, rate, span))]

    def catch_up(self) -> None:
        """Let in those who came since the last event."""
        due, now = self.due, self.env._now
        if not due or due[-1] > now:
            return
        site = self.site
        stop = site.settings["ed_stop"] * self.chain.shares["diverted"]
        while due and due[-1] <= now:
            at = due.pop()
            if stop or not site.is_open:
                other = site.neighbour()
                turned = not site.is_open or self._stop.next() < stop
                if other is not None and turned:
                    site.diverted += 1
                    other.emergency.catch_up()
                    other.emergency.let_in(at)
                    continue
            self.let_in(at)

    def let_in(self, at: int) -> None:
        """One visitor who came at this moment, not later than now."""
        ed, visit, stay = self.ed, Patient(VISIT, LATER), self._stay.next()
        self.came += 1
        if ed.busy < ed.units:
            left = at + stay - self.env._now
            ed.join(visit, left if left > 1 else 1, LATER)
        else:
            ed.join(visit, stay, LATER)
            visit.since = at
