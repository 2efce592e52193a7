"""The public of an area: what they heard, whom they trust, and their calls to 112.

What people heard fades between events; calls are whole calls.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from ttx.models.model import Ground
from ttx.models.population.chance import poissons
from ttx.models.population.rumour import Rumour
from ttx.moment import HOUR

_SLICE = HOUR // 4
"""Calls are made and answered in slices of this length, however long the stretch."""


class Fading:
    """A share that halves in a fixed time: a message, a rumour."""

    __slots__ = ("_half", "_share", "_since")

    def __init__(self, half: float, now: int) -> None:
        self._half, self._share, self._since = half, 0.0, now

    def at(self, now: int) -> float:
        """The share now."""
        if not self._share:
            return 0.0
        share: float = self._share * 0.5 ** ((now - self._since) / self._half)
        return share

    def become(self, share: float, now: int) -> None:
        """Be this share now, and fade from there."""
        self._share, self._since = min(max(share, 0.0), 1.0), now

    def put_right(self, landed: float, now: int) -> None:
        """Be less by this share of it."""
        self.become(self.at(now) * (1.0 - landed), now)


class Public:
    """What an area heard and believes."""

    __slots__ = (
        "_drawn", "_long", "_rests", "_told", "heard", "rumours", "slips", "slips_at",
        "trust",
    )  # fmt: skip

    def __init__(
        self, drawn: Mapping[str, float], now: int, rumour: Rumour | None = None
    ) -> None:
        self._drawn = drawn
        self.heard = Fading(max(1.0, drawn["message_lasts"]), now)
        self.rumours: Fading | Rumour = rumour or Fading(
            max(1.0, drawn["rumour_lasts"]), now
        )
        self.trust = drawn["trust"]
        self._rests = drawn["message_trust"]
        self._long = drawn["prepares_from"] / HOUR
        self.slips = 0
        self._told = 0.0
        self.slips_at = math.inf
        """When people will find that they were told too little (infinite: never)."""

    def reach(self, telecom: float) -> float:
        """The share that a message can reach now: by mobile alert or by radio."""
        mobile = self._drawn["alert_reach"] * telecom
        return 1.0 - (1.0 - mobile) * (1.0 - self._drawn["radio"])

    def message(self, quality: float, telecom: float, now: int) -> None:
        """A warning goes out, as good as it is, to whom it reaches."""
        believed = 1.0 - self._rests + self._rests * self.trust
        landed = quality * self.reach(telecom) * believed
        heard = self.heard.at(now)
        self.heard.become(heard + (1.0 - heard) * landed, now)
        self._believe(self._drawn["informs"] * landed)

    def correct(self, quality: float, telecom: float, now: int) -> None:
        """A rumour is put right, for whom it reaches."""
        landed = quality * self.reach(telecom)
        self._believe(self._drawn["informs"] * landed * self.rumours.at(now))
        self.rumours.put_right(landed, now)

    def rumour(self, size: float, now: int) -> None:
        """A rumour goes round."""
        self.rumours.become(self.rumours.at(now) + size, now)

    def break_promise(self, size: float) -> None:
        """Something that was promised did not come."""
        self._believe(-self._drawn["promise_costs"] * size)

    def tell(self, hours: float, now: int) -> None:
        """People are told how long to plan for (0: nothing is said)."""
        self._told = hours
        self.slips_at = now + round(hours * HOUR) if hours > 0 else math.inf

    @property
    def told(self) -> bool:
        """Whether what people were told to plan for still holds."""
        return self.slips_at < math.inf

    def prepared(self, heard: float) -> float:
        """The share of households that can manage, with those who prepared on advice."""
        share = self._drawn["prepared"]
        if self._told >= self._long:
            share += self._drawn["prepares"] * heard
        return share if share < 1.0 else 1.0

    def look(
        self, now: int, span: int, dark: float, heard: float, rumour: float
    ) -> bool:
        """Let silence and rumour work; True if an estimate has just slipped."""
        if dark or rumour:
            unheard = (1.0 - heard) * span / HOUR
            silence = self._drawn["silence_costs"] * dark
            rumour = self._drawn["rumour_costs"] * rumour
            if silence or rumour:
                self._believe(-(silence + rumour) * unheard)
        if now < self.slips_at:
            return False
        self.slips_at = math.inf
        if dark <= 0:
            return False
        self.slips += 1
        self._believe(-self._drawn["slip_costs"])
        return True

    def _believe(self, change: float) -> None:
        trust = self.trust + change
        self.trust = 0.0 if trust < 0.0 else 1.0 if trust > 1.0 else trust


class Calls:
    """Calls for help of one area: made, answered by 112 or at a post, unanswered.

    With a control room (`room`) phoned calls go into its line; without one they are
    answered as far as its capacity goes.
    """

    __slots__ = (
        "_by_phone", "_calm", "_desk", "_luck", "_more", "_post", "_posts", "_stir",
        "answered", "capacity", "quiet", "rate", "room", "unanswered", "unconnected",
    )  # fmt: skip

    def __init__(self, area: str, drawn: Mapping[str, float], ground: Ground) -> None:
        self._luck = ground.stream(f"population/{area}/calls")
        self.quiet = drawn["calls_base"] * drawn["people"] / 1000
        self.capacity = drawn["answers"] * self.quiet
        self.rate = self.quiet
        self.answered = self.unanswered = self.unconnected = 0
        self.room: Callable[[int], None] | None = None
        self._more = drawn["calls_outage"] - 1.0
        self._stir = drawn["rumour_calls"]
        self._calm = drawn["calm"]
        self._post = drawn["station_answers"]
        self._by_phone = self._desk = self._posts = 0.0

    def look(
        self, span: int, dark: float, heard: float, rumours: float, telecom: float,
        desks: float, stations: float, season: float = 1.0,
    ) -> None:  # fmt: skip
        """Make the calls of the last stretch and answer what can be answered.

        desks: answering capacity as a factor (0: the centre is down). Who cannot
        phone goes to a manned post, if there is one. season: the usual load by hour
        of the day and what else makes people call, as a factor.
        """
        calm = 1.0 - self._calm * heard
        moved = 1.0 + self._more * dark * calm + self._stir * rumours
        self.rate = self.quiet * season * moved
        slices = round(span / _SLICE) or 1
        self._make(slices, span / HOUR / slices, telecom, desks, stations)

    def _make(
        self, slices: int, share: float, telecom: float, desks: float, stations: float
    ) -> None:
        """The calls of so many slices, each this share of an hour."""
        draw, room = self._luck.next, self.room
        more, places = self.capacity * desks * share, stations * self._post * share
        served = lost = unable = 0
        by_phone, desk, posts = self._by_phone, self._desk, self._posts
        for count in poissons(self.rate * share, [draw() for _ in range(slices)]):
            phoned = 0
            if count:
                by_phone += count * telecom
                phoned = int(by_phone)
                by_phone -= phoned
            if room is None:
                desk = desk + more if desk < 1.0 else more + 1.0
                if phoned:  # as far as the desk's capacity goes
                    at_desk = int(desk) if desk < phoned else phoned
                    desk, served = desk - at_desk, served + at_desk
                    lost += phoned - at_desk
            elif phoned:
                room(phoned)
            posts = posts + places if posts < 1.0 else places + 1.0
            if count > phoned:  # who cannot phone goes to a manned post
                away = count - phoned
                at_post = int(posts) if posts < away else away
                posts, served = posts - at_post, served + at_post
                unable += away - at_post
        self._by_phone, self._desk, self._posts = by_phone, desk, posts
        self.answered += served
        self.unconnected += unable
        self.unanswered += lost + unable
