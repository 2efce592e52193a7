"""The 112 line of a control room: call takers, a line of callers, who hangs up.

First come, first served with exponential handling and patience it is Erlang A (Palm
1957; Garnett, Mandelbaum and Reiman 2002), and Erlang C when nobody hangs up. It never
looks into the kind of help that is asked for.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

from ttx.figures import Figure
from ttx.models.model import Cause, Gauge, Ground, Lever
from ttx.models.population.part import cause
from ttx.models.population.public import Calls
from ttx.moment import HOUR, MINUTE
from ttx.text import Text, number, percent

GAUGES: dict[str, tuple[str, str, str]] = {
    "calls": ("/h", "oproepen het afgelopen uur", "calls in the past hour"),
    "waiting": ("", "bellers in de wacht", "callers waiting"),
    "wait": ("min", "gemiddelde wachttijd van beantwoorde oproepen, afgelopen uur",
             "mean wait of answered calls, past hour"),
    "longest": ("min", "langste wachttijd, afgelopen uur", "longest wait, past hour"),
    "in_norm": ("", "deel beantwoord binnen de norm, afgelopen uur",
                "share answered within the norm, past hour"),
    "answered": ("", "oproepen beantwoord", "calls answered"),
    "abandoned": ("", "bellers die ophingen", "callers who hung up"),
    "unconnected": ("", "hulpvragen zonder verbinding", "calls without a connection"),
    "elsewhere": ("", "oproepen door andere meldkamers aangenomen",
                  "calls taken by other control rooms"),
    "busy": ("", "bezettingsgraad van centralisten, afgelopen uur",
             "share of time that call takers are busy, past hour"),
    "operators": ("", "centralisten die werken", "call takers at work"),
}  # fmt: skip
LEVERS: dict[str, tuple[str, str, float, float]] = {
    "operators": ("centralisten voor 112", "call takers for 112", 0.0, 1000.0),
    "handling": ("duur van een gesprek (1 is gewoon)",
                 "length of a call (1 is usual)", 0.1, 5.0),
    "taken_over": ("deel dat andere meldkamers overnemen",
                   "share taken over by other control rooms", 0.0, 1.0),
}  # fmt: skip
_ROW = 5
"""Numbers of luck for each caller."""
_DONE, _GONE, _LOST = range(3)


class ControlRoom:
    """One line for the areas that name it.

    Each caller's fate is known on arrival: the wait is what the first call taker to be
    free leaves; who has less patience hangs up then, and may call once more.
    """

    def __init__(self, name: str, values: Mapping[str, Any], ground: Ground) -> None:
        self.name, self._ground = name, ground
        self.title = Text(values["title"], values["title_en"] or values["title"])
        self.figures = {k: v for k, v in values.items() if isinstance(v, Figure)}
        self._norm = self.figures["norm"].mean
        self._again = self.figures["redials"].mean
        self._after = int(self.figures["redials_after"].mean)
        self.peak = self.figures["peak"].mean
        self._level = {"operators": self.figures["operators"].mean, "handling": 1.0,
                       "taken_over": 0.0}  # fmt: skip
        self.power: Callable[[], float] | None = None
        self._tie = str(values["power"])
        if self._tie:
            self.power = ground.foreign(self._tie, ("control_room", name, "power"))
        self._calls: list[Calls] = []
        self._works: list[Callable[[], float]] = []
        self._luck: list[Any] = []
        self._redial_luck = ground.stream(f"population/{name}/redials")
        self._coming: list[tuple[int, int, int, tuple[float, ...], bool]] = []
        self._outcomes: list[tuple[int, int, int, int, int]] = []
        self._count = 0
        self._free: list[float] = []
        self._past: deque[tuple[int, int]] = deque()
        self._offered: deque[tuple[int, int]] = deque()
        self._work: deque[tuple[int, float]] = deque()
        self.answered = self.abandoned = self.elsewhere = 0
        self._fresh: list[int] = []
        self._since = int(ground.env.now)
        self._register()

    def line(self, area: str, calls: Calls, works: Callable[[], float]) -> None:
        """Let the calls of an area come here; `works` is what it does for the room."""
        self._works.append(works)
        place = len(self._calls)
        self._calls.append(calls)
        self._luck.append(self._ground.stream(f"population/{area}/callers"))
        self._fresh.append(0)

        def take(phoned: int) -> None:
            self._fresh[place] += phoned

        calls.room = take

    @property
    def tied(self) -> bool:
        """Whether it follows a gauge of its own."""
        return self.power is not None

    @property
    def operators(self) -> int:
        """Call takers who can work now."""
        share = self.power() if self.power is not None else 1.0
        share = min(max(share, 0.0), 1.0)
        if self._works:
            share *= sum([works() for works in self._works]) / len(self._works)
        return int(self._level["operators"] * share + 1e-9)

    def look(self) -> None:
        """Let the calls of the last stretch arrive, be answered or be given up."""
        now = int(self._ground.env.now)
        span, since = now - self._since, self._since
        self._since = now
        if not span:
            return
        for place, phoned in enumerate(self._fresh):
            for _ in range(phoned):
                luck = self._luck[place].row(_ROW)
                self._arrive(since + 1 + int(luck[0] * (span - 1)), place, luck, True)
            self._fresh[place] = 0
        self._man(since)
        while self._coming and self._coming[0][0] <= now:
            self._fate(*heapq.heappop(self._coming))
        while self._outcomes and self._outcomes[0][0] <= now:
            self._settle(*heapq.heappop(self._outcomes))
        self._forget(now - HOUR)

    def _arrive(
        self, at: int, place: int, luck: tuple[float, ...], first: bool
    ) -> None:
        self._count += 1
        heapq.heappush(self._coming, (at, self._count, place, luck, first))

    def _man(self, since: int) -> None:
        """As many call takers as there are now; who goes first finishes a call."""
        there = self.operators
        while len(self._free) > there:
            heapq.heappop(self._free)
        while len(self._free) < there:
            heapq.heappush(self._free, float(since))

    def _fate(
        self, at: int, count: int, place: int, luck: tuple[float, ...], first: bool
    ) -> None:
        _, handles, patient, again, over = luck
        self._offered.append((at, place))
        if over < self._level["taken_over"]:
            self.elsewhere += 1
            heapq.heappush(self._outcomes, (at, count, _DONE, place, at))
            return
        stays = at + self.figures["patience"].quantile(patient)
        start = max(float(at), self._free[0]) if self._free else stays + 1.0
        if start <= stays:
            works = self.figures["handling"].quantile(handles) * self._level["handling"]
            heapq.heapreplace(self._free, start + works)
            self._work.append((int(start), works))
            heapq.heappush(self._outcomes, (int(start), count, _DONE, place, at))
            return
        redial = first and again < self._again
        what = _GONE if redial else _LOST
        heapq.heappush(self._outcomes, (int(stays), count, what, place, at))
        if redial:
            luck = self._redial_luck.row(_ROW)
            self._arrive(int(stays) + self._after, place, luck, False)

    def _settle(self, at: int, count: int, what: int, place: int, arrived: int) -> None:
        calls = self._calls[place]
        if what == _DONE:
            self.answered += 1
            calls.answered += 1
            self._past.append((at, at - arrived))
            return
        self.abandoned += 1
        if what == _LOST:
            calls.unanswered += 1

    def _forget(self, before: int) -> None:
        for kept in (self._past, self._offered):
            while kept and kept[0][0] <= before:
                kept.popleft()
        while self._work and sum(self._work[0]) <= before:
            self._work.popleft()

    # --- gauges and levers -------------------------------------------------------

    def _register(self) -> None:
        readers: dict[str, Callable[[], float]] = {
            "calls": lambda: float(len(self._offered)),
            "waiting": lambda: float(len(self._outcomes)),
            "wait": self._mean,
            "longest": lambda: max([w for _, w in self._past], default=0) / MINUTE,
            "in_norm": self._in_norm,
            "answered": lambda: float(self.answered),
            "abandoned": lambda: float(self.abandoned),
            "unconnected": lambda: float(sum([c.unconnected for c in self._calls])),
            "elsewhere": lambda: float(self.elsewhere),
            "busy": self._busy,
            "operators": lambda: float(len(self._free)),
        }
        for what, (unit, nl, en) in GAUGES.items():
            says = Text(f"{self.title.nl}: {nl}", f"{self.title.en}: {en}")
            name = f"people.{self.name}.{what}"
            self._ground.gauge(
                Gauge(name, unit, says, readers[what], why=self._why(what))
            )
        for what, (nl, en, low, high) in LEVERS.items():
            says = Text(f"{self.title.nl}: {nl}", f"{self.title.en}: {en}")
            name = f"people.{self.name}.{what}"
            self._ground.lever(Lever(name, "", says, self._set(what),
                                     self._level[what], "level", low, high))  # fmt: skip

    def _set(self, what: str) -> Callable[[float], None]:
        def pulled(value: float) -> None:
            self._level[what] = value

        return pulled

    def _mean(self) -> float:
        waits = [wait for _, wait in self._past]
        return sum(waits) / len(waits) / MINUTE if waits else 0.0

    def _in_norm(self) -> float:
        waits = [wait for _, wait in self._past]
        return sum([w <= self._norm for w in waits]) / len(waits) if waits else 1.0

    def _busy(self) -> float:
        """Share of the past hour in which call takers were on the phone."""
        until = self._since
        worked = sum([
            max(0.0, min(start + works, until) - max(start, until - HOUR))
            for start, works in self._work
        ])  # fmt: skip
        return min(1.0, worked / (HOUR * len(self._free))) if self._free else 0.0

    def _why(self, what: str) -> Callable[[], Cause]:
        def unconnected() -> Cause:
            lost = sum([calls.unconnected for calls in self._calls])
            return cause(f"{lost} hulpvragen kwamen niet door: geen telefoonverbinding.",
                         f"{lost} calls did not come through: no connection.", "D",
                         "people.all.calls")  # fmt: skip

        def load() -> Cause:
            there, calls, busy = len(self._free), len(self._offered), self._busy()
            then = self._tie if self.operators < self._level["operators"] else ""
            return cause(
                f"{there} centralisten voor {number(calls, 'nl')} oproepen in een uur: "
                f"{percent(busy, 'nl')} van hun tijd bezet.",
                f"{there} call takers for {number(calls, 'en')} calls in an hour: busy "
                f"{percent(busy, 'en')} of their time.",
                self.figures["handling"].tag or "D", then or "people.all.calls",
            )  # fmt: skip

        return unconnected if what == "unconnected" else load
