"""A seat in the host's own process, also the near end of every socket and page.

What a role may do at all is held here, once for all ways in; whether it can be done
now is for the exercise to say.
"""

from __future__ import annotations

import json

from ttx.actions import Action, NoPlay
from ttx.errors import Refusal
from ttx.live.door import WATCHING, Pass
from ttx.live.host import Host
from ttx.live.seat import (
    Answer,
    AskHelp,
    ClockFace,
    ComputeInfluence,
    Control,
    Present,
    WriteDebrief,
)
from ttx.moment import ago
from ttx.picture import TOLD, propose
from ttx.report_parts import cut, readable, without_others
from ttx.text import Text, both, clean, say
from ttx.view import Choice, Picture

ROUNDED = 1e-3
"""Figures are reported rounded to four decimals; less than this is no change."""
HELPED = ("facilitator", "display")
LINE = 300
"""Characters of a call for help."""
STAFF_ROLES = ("director", "board", "controller", "response")


class LocalSeat:
    """A seat in the host's own process."""

    def __init__(self, host: Host, name: str, role: str = "", group: int = 1) -> None:
        self._host = host
        self.name = name
        self.role = role or role_of(name)
        self.group = group

    @property
    def given(self) -> Pass:
        """The pass of this seat."""
        return Pass(self.group, self.role, self.name)

    def picture(self) -> Picture:
        """The newest picture."""
        return self._host.picture(self.name)

    def face(self) -> ClockFace:
        """What the clock shows now."""
        return self._host.face()

    def glance(self) -> ClockFace:
        """What the clock showed at most a tick ago."""
        return self._host.glance()

    async def changed(self, since: int) -> Picture:
        """Wait until there is news."""
        return await self._host.changed(self.name, since)

    async def submit(self, action: Action, command: str = "") -> Answer:
        """Ask the exercise."""
        stops = self.role == "facilitator" and isinstance(action, NoPlay)
        if self.role in WATCHING and not stops:
            return _looks_on()
        return self._host.submit(action, self.name, self._own(command))

    async def erase(self, draft: int, command: str = "") -> Answer:
        """Take back one of this seat's own drafts."""
        if self.role in WATCHING:
            return _looks_on()
        return self._host.erase(draft, self.name, self._own(command))

    async def control(self, wish: Control, command: str = "") -> Text:
        """Ask the host, as the leader; a facilitator may ask for help."""
        if isinstance(wish, AskHelp):
            if self.role not in HELPED:
                return both("Only a facilitator can ask for help this way.")
            return self._host.help(self.given, AskHelp(clean(wish.why)[:LINE]))
        if self.role not in ("director", "board"):
            return both("Only the leader can do this.")
        if isinstance(wish, WriteDebrief):
            return await self._host.write_debrief(wish)
        if isinstance(wish, ComputeInfluence):
            return self._host.compute(wish)
        return self._host.control(wish, command=self._own(command))

    async def why(self, gauge: str) -> tuple[tuple[Text, str], ...]:
        """The chain behind a figure that this seat can see, no newer than what it knows."""
        picture = self.picture()
        one = next((one for one in picture.readings if one.gauge == gauge), None)
        if one is None:
            return ()
        exercise = self._host.exercise
        if picture.kind != "leader" and one.value is not None:
            behind = picture.kind in TOLD and self._host.sight.cut()[0] < exercise.now
            since = 0 if one.at is None else exercise.now - one.at
            moved = abs(exercise.world.read(gauge) - one.value) > ROUNDED
            if behind or (since > 0 and moved):
                return ((both("What lies behind the present figure is not known here: the"
                              " report is {age} old.", age=ago(exercise.now - picture.as_of(one))), ""),)  # fmt: skip
        return exercise.world.why(gauge)

    async def propose(self, text: str) -> tuple[Choice, ...]:
        """What a typed decision could mean."""
        if self.role in WATCHING:
            return ()
        return propose(self._host.sight, self.name, text)

    async def as_seen_by(self, seat: str) -> Picture:
        """View as another seat (director; a controller their table; others their own)."""
        may = self.role in ("director", "board") and seat in self._host.watched()
        own = self.role == "controller" and self.name == f"controller-{seat}"
        return self._host.picture(seat if may or own else self.name)

    async def debrief(self, lang: str, style: str = "html") -> str:
        """The debrief, as far as it is shown to this seat; all of it to who writes it."""
        picture = self.picture()
        if self.role in ("director", "board") or (
            self.role == "evaluator" and picture.over
        ):
            return await self._host.debrief_page(lang, style, exact=True)
        parts = readable(picture.revealed) if picture.over else ()
        if not parts or style == "json":
            return ""
        whole = await self._host.debrief_page(lang, style)
        later = say(lang, "Exercise control shows this part later.")
        page = cut(whole, parts, later if "front" in parts else "")
        seats = self._host.exercise.scenario.tables
        own = self.name.removeprefix("facilitator-")
        adopted = self._host.exercise.status == "adopted"
        return without_others(page, [t.id for t in seats if adopted or t.id == own])

    async def sentences(self) -> tuple[tuple[str, Text], ...]:
        """The computed sentences of the report by their keys, for who may weigh them."""
        if (
            self.role not in ("director", "board", "evaluator")
            or not self.picture().over
        ):
            return ()
        page = await self._host.debrief_facts()
        told = json.loads(page)["sentences"] if page else []
        return tuple((one["key"], Text(**one["sentence"])) for one in told)

    def present(self) -> tuple[Present, ...]:
        """Who is there, for exercise control."""
        return self._host.lobby.present() if self.role in STAFF_ROLES else ()

    def _own(self, command: str) -> str:
        """A command's id as the host keeps it: nobody can use another seat's."""
        return f"{self.role}/{self.name}/{command}" if command else ""


def role_of(seat: str) -> str:
    """The role of who acts at a seat."""
    if seat == "leader":
        return "director"
    for role in ("response", "evaluator", "controller", "facilitator", "plenary"):
        if seat == role or seat.startswith(f"{role}-"):
            return role
    return "table"


def _looks_on() -> Answer:
    return Answer(refusal=Refusal("looks-on"))
