"""The gate of a host on a network: codes, visitors, and the way to each group's host.

While a host is being restored there is a gate, and nobody behind it yet.
"""

from __future__ import annotations

import time
from collections.abc import Mapping

from ttx.live.door import Pass
from ttx.live.host import Host
from ttx.live.host_seat import LocalSeat
from ttx.live.mail import Mail
from ttx.live.passes import Passes
from ttx.live.rate import Rate
from ttx.live.seat import ClockFace
from ttx.text import Text

SOCKETS = 8
"""Open sockets of one token: tabs, and some that a network has not let go yet."""
A_SECOND, AT_ONCE = 10.0, 40


class Gate:
    """The Door of one session: one or more groups, each with a host of its own."""

    def __init__(
        self, passes: Passes, places: Mapping[Pass, Text], title: Text, marking: Text
    ) -> None:
        self.passes = passes
        self.places = dict(places)
        self.codes: dict[Pass, str] = {}
        self.hosts: dict[int, Host] = {}
        self.restored = 0.0
        self._title, self._marking = title, marking
        self._sockets: dict[str, int] = {}
        self._rates: dict[str, Rate] = {}
        self._mail: dict[tuple[int, str], Mail] = {}

    @property
    def title(self) -> Text:
        """The title of the exercise."""
        return self._title

    @property
    def marking(self) -> Text:
        """How everything that leaves the host is marked."""
        return self._marking

    @property
    def groups(self) -> int:
        """How many groups play side by side."""
        return max((one.group for one in self.places), default=1)

    # --- codes -----------------------------------------------------------------

    def hand_out(self, anew: bool = False) -> None:
        """Codes for all places that have none in this process (`anew`: for all, and
        the old ones open nothing any more)."""
        for one in self.places:
            if anew:
                self.passes.revoke(one)
            self.codes[one] = self.passes.code(one)

    def recode(self, given: Pass) -> str:
        """A new code for a place; who sat there has to leave. KeyError if no place."""
        if given not in self.places:
            raise KeyError(given)
        self.passes.revoke(given)
        self.codes[given] = self.passes.code(given)
        return self.codes[given]

    def enter(self, code: str, source: str) -> str:
        """The token for a join code."""
        return self.passes.enter(code, source)

    def admit(self, token: str) -> Pass | None:
        """What a token opens; None if it opens nothing (any more)."""
        given = self.passes.admit(token)
        return given if given in self.places else None

    def forget(self, token: str) -> None:
        """Somebody left for good: this token opens nothing any more."""
        self.passes.drop(token)

    # --- sockets ---------------------------------------------------------------

    def connect(self, token: str) -> bool:
        """Whether one more socket may open with this token; `disconnect` gives it back."""
        if self._sockets.get(token, 0) >= SOCKETS:
            return False
        self._sockets[token] = self._sockets.get(token, 0) + 1
        return True

    def disconnect(self, token: str) -> None:
        """A socket of this token closed."""
        self._sockets[token] -= 1
        if not self._sockets[token]:
            del self._sockets[token]
            self._rates.pop(token, None)

    def rate(self, token: str) -> Rate:
        """How often the sockets of a token may ask, together."""
        if token not in self._rates:
            self._rates[token] = Rate(time.monotonic, A_SECOND, AT_ONCE)
        return self._rates[token]

    # --- seats -----------------------------------------------------------------

    def open(self, host: Host) -> None:
        """A group's host is there."""
        host.recode = self.recode
        self.hosts[host.group] = host

    def seat(self, given: Pass, visitor: str) -> LocalSeat:
        """The seat of a pass, for one visitor; KeyError while the host comes back."""
        host = self.hosts[given.group]
        if host.lobby.come(given, visitor):
            host.stale = True
        return LocalSeat(host, given.seat, given.role, given.group)

    def leave(self, given: Pass, visitor: str) -> None:
        """A visitor closed its connection."""
        host = self.hosts.get(given.group)
        if host is not None and host.lobby.go(given, visitor):
            host.stale = True

    def titled(self, given: Pass) -> Text:
        """What the place of a pass is called."""
        return self.places.get(given, Text(given.seat, given.seat))

    def mail(self, given: Pass) -> Mail:
        """The frames of a seat's pictures, shared by all its connections."""
        key = given.group, given.seat
        if key not in self._mail:
            host = self.hosts[given.group]
            self._mail[key] = Mail(lambda: host.picture(given.seat))
        return self._mail[key]

    def restoring(self) -> ClockFace:
        """What the clock shows while the host comes back."""
        return ClockFace(0, "restoring", progress=self.restored)
