"""A table's screen as exercise control looks at it: all to read, nothing to press.

Never submits anything for the table.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from ttx.actions import Action
from ttx.errors import Refusal
from ttx.live.seat import Answer, ClockFace, Control, Present, Seat
from ttx.text import Text
from ttx.tui.screens.table import TableScreen
from ttx.view import Choice, Picture


class Looking:
    """The leader's seat, looking through a table's eyes."""

    def __init__(self, leader: Seat, table: str, first: Picture) -> None:
        self.leader = leader
        self.table = table
        self._picture = first
        self._since = leader.picture().version

    @property
    def name(self) -> str:
        return self.table

    def picture(self) -> Picture:
        return self._picture

    def face(self) -> ClockFace:
        return self.leader.face()

    async def changed(self, since: int) -> Picture:
        self._since = (await self.leader.changed(self._since)).version
        self._picture = await self.leader.as_seen_by(self.table)
        return self._picture

    async def submit(self, action: Action, command: str = "") -> Answer:
        return self._no()

    async def erase(self, draft: int, command: str = "") -> Answer:
        return self._no()

    def _no(self) -> Answer:
        return Answer(refusal=Refusal("not-allowed", {"who": self.table}))

    async def control(self, wish: Control, command: str = "") -> Text:
        return await self.leader.control(wish, command)

    async def debrief(self, lang: str, style: str = "html") -> str:
        return await self.leader.debrief(lang, style)

    async def sentences(self) -> tuple[tuple[str, Text], ...]:
        return ()

    def present(self) -> tuple[Present, ...]:
        return self.leader.present()

    async def why(self, gauge: str) -> tuple[tuple[Text, str], ...]:
        return await self.leader.why(gauge)

    async def propose(self, text: str) -> tuple[Choice, ...]:
        return ()

    async def as_seen_by(self, seat: str) -> Picture:
        return await self.leader.as_seen_by(seat)


class WatchedTable(TableScreen):
    """Esc or v goes back to the leader's own screen."""

    BINDINGS = [Binding("escape,v,q", "leave", "Back to leader")]

    def below(self) -> ComposeResult:
        """No decision line: who looks on decides nothing."""
        yield from ()

    def draw_coach(self) -> None:
        coach = self.query_one("#coach", Static)
        coach.display = True
        words = self.word("You are looking at what this table sees. Esc: back.")
        coach.update(Content.styled(words, "bold"))

    def action_leave(self) -> None:
        self.dismiss(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What a table may do is not for the onlooker."""
        shut = (
            "decide",
            "commit",
            "options",
            "standing",
            "contact",
            "spoken",
            "no_play",
            "clock",
        )
        return action not in shut
