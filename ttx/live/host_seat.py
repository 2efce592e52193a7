"""A seat in the host's own process."""

from __future__ import annotations

from ttx.actions import Action
from ttx.live.host import Host
from ttx.live.seat import Answer, ClockFace, Control
from ttx.picture import propose
from ttx.text import Text, both
from ttx.view import Choice, Picture


class LocalSeat:
    """A seat in the host's own process."""

    def __init__(self, host: Host, name: str) -> None:
        self._host = host
        self.name = name

    def picture(self) -> Picture:
        """The newest picture."""
        return self._host.picture(self.name)

    def face(self) -> ClockFace:
        """What the clock shows now."""
        return self._host.face()

    async def changed(self, since: int) -> Picture:
        """Wait until there is news."""
        return await self._host.changed(self.name, since)

    async def submit(self, action: Action) -> Answer:
        """Ask the exercise."""
        return self._host.submit(action, self.name)

    async def erase(self, draft: int) -> Answer:
        """Take back one of this seat's own drafts."""
        return self._host.erase(draft, self.name)

    async def control(self, wish: Control) -> Text:
        """Ask the host, as the leader."""
        if self.name != "leader":
            return both("Only the leader can do this.")
        return self._host.control(wish)

    async def why(self, gauge: str) -> tuple[tuple[Text, str], ...]:
        """The chain behind a figure that this seat can see."""
        known = [one.gauge for one in self.picture().readings]
        return self._host.exercise.world.why(gauge) if gauge in known else ()

    async def propose(self, text: str) -> tuple[Choice, ...]:
        """What a typed decision could mean."""
        return propose(self._host.sight, self.name, text)

    async def as_seen_by(self, seat: str) -> Picture:
        """View as another seat (leader only; others see their own)."""
        return self._host.picture(seat if self.name == "leader" else self.name)
