"""The public of an area: what they heard, whom they trust, and their calls to 112.

What people heard fades between events; calls are whole calls.
"""

from __future__ import annotations

from collections.abc import Mapping

from ttx.models.chance import poisson
from ttx.models.model import Ground
from ttx.moment import HOUR

_RUMOUR_FADES = 24 * HOUR


class Fading:
    """A share that halves in a fixed time: a message, a rumour."""

    __slots__ = ("_half", "_share", "_since")

    def __init__(self, half: float, now: int) -> None:
        self._half, self._share, self._since = half, 0.0, now

    def at(self, now: int) -> float:
        """The share now."""
        if not self._share:
            return 0.0
        return float(self._share * 0.5 ** ((now - self._since) / self._half))

    def become(self, share: float, now: int) -> None:
        """Be this share now, and fade from there."""
        self._share, self._since = min(max(share, 0.0), 1.0), now


class Public:
    """What an area heard and believes."""

    def __init__(self, drawn: Mapping[str, float], now: int) -> None:
        self._drawn = drawn
        self.heard = Fading(max(1.0, drawn["message_lasts"]), now)
        self.rumours = Fading(_RUMOUR_FADES, now)
        self.trust = drawn["trust"]
        self.slips = 0
        self._told = 0.0
        self._told_until: int | None = None

    def reach(self, telecom: float) -> float:
        """The share that a message can reach now: by mobile alert or by radio."""
        mobile = self._drawn["alert_reach"] * telecom
        return 1.0 - (1.0 - mobile) * (1.0 - self._drawn["radio"])

    def message(self, quality: float, telecom: float, now: int) -> None:
        """A warning goes out, as good as it is, to whom it reaches."""
        landed = quality * self.reach(telecom) * (0.5 + 0.5 * self.trust)
        heard = self.heard.at(now)
        self.heard.become(heard + (1.0 - heard) * landed, now)
        self._believe(self._drawn["informs"] * landed)

    def correct(self, quality: float, telecom: float, now: int) -> None:
        """A rumour is put right, for whom it reaches."""
        landed = quality * self.reach(telecom)
        self._believe(self._drawn["informs"] * landed * self.rumours.at(now))
        self.rumours.become(self.rumours.at(now) * (1.0 - landed), now)

    def rumour(self, size: float, now: int) -> None:
        """A rumour goes round."""
        self.rumours.become(self.rumours.at(now) + size, now)

    def break_promise(self, size: float) -> None:
        """Something that was promised did not come."""
        self._believe(-self._drawn["promise_costs"] * size)

    def tell(self, hours: float, now: int) -> None:
        """People are told how long to plan for (0: nothing is said)."""
        self._told = hours
        self._told_until = now + round(hours * HOUR) if hours > 0 else None

    def prepared(self, now: int) -> float:
        """The share of households that can manage, with those who prepared on advice."""
        more = self._drawn["prepares"] * self.heard.at(now) if self._told >= 24 else 0.0
        return min(1.0, self._drawn["prepared"] + more)

    def look(self, now: int, span: int, dark: float) -> bool:
        """Let silence and rumour work; True if an estimate has just slipped."""
        unheard = (1.0 - self.heard.at(now)) * span / HOUR
        silence = self._drawn["silence_costs"] * dark
        rumour = self._drawn["rumour_costs"] * self.rumours.at(now)
        if silence or rumour:
            self._believe(-(silence + rumour) * unheard)
        if self._told_until is None or now < self._told_until:
            return False
        self._told_until = None
        if dark <= 0:
            return False
        self.slips += 1
        self._believe(-self._drawn["slip_costs"])
        return True

    def _believe(self, change: float) -> None:
        self.trust = min(max(self.trust + change, 0.0), 1.0)


class Calls:
    """Calls for help of one area: made, answered by 112 or at a post, unanswered."""

    def __init__(self, area: str, drawn: Mapping[str, float], ground: Ground) -> None:
        self._drawn = drawn
        self._luck = ground.stream(f"population/{area}/calls")
        self.quiet = drawn["calls_base"] * drawn["people"] / 1000
        self.capacity = drawn["answers"] * self.quiet
        self.rate = self.quiet
        self.answered = self.unanswered = 0
        self._by_phone = self._desk = self._posts = 0.0

    def look(
        self, span: int, dark: float, heard: float, rumours: float, telecom: float,
        desks: float, stations: float,
    ) -> None:  # fmt: skip
        """Make the calls of the last stretch and answer what can be answered.

        desks: answering capacity as a factor (0: the centre is down). Who cannot
        phone goes to a manned post, if there is one.
        """
        more = (self._drawn["calls_outage"] - 1.0) * dark
        calm = 1.0 - self._drawn["calm"] * heard
        self.rate = self.quiet * (1.0 + more * calm + 0.3 * rumours)
        share = span / HOUR
        count = poisson(self.rate * share, self._luck.next())
        self._by_phone += count * telecom
        phoned = int(self._by_phone)
        self._by_phone -= phoned
        room = self.capacity * desks * share
        self._desk = min(self._desk + room, room + 1.0)
        at_desk = min(phoned, int(self._desk))
        self._desk -= at_desk
        places = stations * self._drawn["station_answers"] * share
        self._posts = min(self._posts + places, places + 1.0)
        at_post = min(max(count - phoned, 0), int(self._posts))
        self._posts -= at_post
        self.answered += at_desk + at_post
        self.unanswered += max(count, phoned) - at_desk - at_post
