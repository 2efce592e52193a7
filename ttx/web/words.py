"""How the pages put times, ages, trends and people into words.

The same words as the terminal's; never decides anything and never writes HTML.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from ttx.live.seat import ClockFace
from ttx.moment import MINUTE, ago, dated, duration, offset
from ttx.text import FILTERS, Text, about, clean, number, say
from ttx.view import Picture, Reading

SPLIT = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells one picture in one language."""

    picture: Picture
    face: ClockFace
    lang: str

    def say(self, english: str, /, **params: object) -> str:
        """The program's own words."""
        return say(self.lang, english, **params)

    def plain(self, text: Text | str) -> str:
        """What a scenario or a player wrote, without control characters."""
        return clean(text if isinstance(text, str) else text.of(self.lang))

    def slug(self, name: object) -> str:
        """A name as part of an id in a page."""
        return SPLIT.sub("-", str(name)).strip("-") or "x"

    # --- people ----------------------------------------------------------------

    def title_of(self, seat: str) -> str:
        """The name of a table or seat as people say it."""
        names = dict((*self.picture.people, *self.picture.groups))
        if seat in names:
            return self.plain(names[seat])
        if seat == "leader":
            return self.say("exercise control")
        if seat == "response":
            return self.say("response cell")
        return self.say("the evaluator") if seat == "evaluator" else clean(seat)

    def titles(self, seats: tuple[str, ...]) -> str:
        """Several names, with commas."""
        return ", ".join(self.title_of(one) for one in seats)

    def tables(self) -> list[tuple[str, str]]:
        """All that can be written to from here, by name and title."""
        here = self.picture.seat
        known = [(n, self.plain(t)) for n, t in self.picture.people if n != here]
        names = [name for name, _ in known]
        extra = [n for n in ("leader", "response") if n != here and n not in names]
        return [*known, *((name, self.title_of(name)) for name in extra)]

    def channel(self, name: str) -> str:
        """The title of a channel of this scenario, or the program's word for it."""
        for known, title in self.picture.channels:
            if known == name:
                return self.plain(title)
        return self.say(name) if name else ""

    def ways(self, chosen: str) -> list[tuple[str, str]]:
        """The channels that a message can take, the chosen one among them."""
        names = [name for name, _ in self.picture.channels]
        names = names or ["email", "phone", "in person"]
        if chosen and chosen not in names:
            names = [chosen, *names]
        return [(name, self.channel(name)) for name in names]

    # --- time ------------------------------------------------------------------

    def moment(self, at: int) -> str:
        """Date, time and T+, for where there is room."""
        calendar = self.picture.calendar
        label, day = calendar.label(at, self.lang), calendar.day(at)
        return " ".join(filter(None, (label, self.since(at), day)))

    def clock(self, at: int) -> str:
        """`14:05` in the exercise."""
        return f"{self.picture.calendar.clock(at):%H:%M}"

    def stamp(self, at: int) -> str:
        """A moment as a machine reads it."""
        return self.picture.calendar.clock(at).isoformat()

    def due(self, at: int) -> str:
        """A planned moment in a few letters."""
        at -= at % MINUTE
        day = self.picture.calendar.day(at)
        return f"{day} {self.clock(at)}" if day else offset(at)

    def since(self, at: int) -> str:
        """`T+6:30`: whole minutes since STARTEX."""
        return offset(at - at % MINUTE)

    def day_words(self, day: str) -> str:
        """`1 mrt 2027` for `2027-03-01`; other words as they stand."""
        return clean(dated(day, self.lang))

    def span(self, length: int) -> str:
        """A duration in words."""
        return duration(length, self.lang)

    def left(self) -> str:
        """Real minutes left of the talk, in words."""
        left = self.face.left
        if left is None:
            return ""
        minutes, rest = divmod(abs(left) // 1000, 60)
        if left < 0:
            return self.say("{count} min over time", count=minutes)
        if minutes < 5:
            return self.say("{clock} min left", clock=f"{minutes}:{rest:02d}")
        return self.say("{count} min left", count=minutes)

    def standing(self) -> str:
        """STANDS, or how fast the exercise clock runs, always in words."""
        picture, face = self.picture, self.face
        if picture.no_play:
            return self.say("NO PLAY")
        if picture.over or face.state == "over":
            return self.say("EXERCISE ENDED")
        still = face.state == "paused" and not face.reason and face.now <= 0
        if not picture.started or (picture.pace == "running" and still):
            return self.say("NOT STARTED")
        if face.state == "paused":
            why = clean(face.reason)
            return self.say("PAUSED: {why}", why=why) if why else self.say("PAUSED")
        if face.state == "computing":
            return self.say("COMPUTING {share} %", share=round(face.progress * 100))
        return self._runs() if face.state == "runs" else self.say("CLOCK STANDS")

    def _runs(self) -> str:
        face, picture = self.face, self.picture
        if face.speed == 0:
            return self.say("RUNS AS FAST AS IT GOES")
        if face.waits and picture.kind == "table" and picture.unread:
            return self.say("RUNS x1: A MESSAGE WAITS FOR YOU")
        if face.waits:
            return self.say("RUNS x1: AN ANSWER IS AWAITED")
        decimals = 0 if face.speed == round(face.speed) else 1
        return self.say("RUNS x{speed}", speed=number(face.speed, self.lang, decimals))

    def move(self) -> str:
        """`Move 2/3 Fuel`, or nothing before the first."""
        move = self.picture.move
        if move is None:
            return ""
        title = self.plain(move.title)
        return self.say("Move {number}/{of} {title}", number=move.number, of=move.of,
                        title=title).rstrip()  # fmt: skip

    # --- figures ---------------------------------------------------------------

    def readings(self) -> list[Reading]:
        """The figures, headlines first."""
        return sorted(self.picture.readings, key=lambda one: not one.headline)

    def way(self, one: Reading) -> str:
        """Rising, falling or level, as a word; nothing where one value is known."""
        values = one.trend
        if len(values) < 2:
            return ""
        if values[-1] == values[-2]:
            return self.say("level")
        return self.say("rising" if values[-1] > values[-2] else "falling")

    def arrow(self, one: Reading) -> str:
        """The same as a sign, beside the word."""
        values = one.trend
        if len(values) < 2:
            return ""
        if values[-1] == values[-2]:
            return "→"
        return "↗" if values[-1] > values[-2] else "↘"

    def age(self, one: Reading) -> str:
        """How old the figure is at this seat, as hours and minutes."""
        return (
            ""
            if one.value is None
            else ago(self.picture.knows - self.picture.as_of(one))
        )

    def source(self, one: Reading) -> str:
        """Who or what said so; "seen" where the table sees it itself."""
        if one.value is None:
            return self.say("not reported")
        told = self.plain(one.heard) or self.say("seen here")
        return f"{self.say('(after intervention)')} {told}" if one.overruled else told

    def known(self, one: Reading) -> str:
        """The latest values that this seat knew, oldest first."""
        styled = FILTERS[one.style] if one.style in ("percent", "yes") else None
        return " → ".join(
            styled(value, self.lang) if styled else self.amount(value)
            for value in one.trend[-6:]
        )

    def amount(self, value: float) -> str:
        """A number with a decimal only where it is small and has one."""
        if math.isinf(value):
            return self.say("no limit")
        small = abs(value) < 10 and value != round(value)
        return number(value, self.lang, 1 if small else 0)

    def truth(self, one: Reading) -> str:
        """The true value where the leader has revealed it."""
        if one.truth is None or "truth" not in self.picture.revealed:
            return ""
        return about(one.truth, self.lang)
