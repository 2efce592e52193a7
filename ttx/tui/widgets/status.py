"""What is always in sight: marking, seat, move, exercise time, minutes left, unread.

Never decides; once a second it reads the clock's face again.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from ttx.live.seat import ClockFace
from ttx.moment import MINUTE, offset
from ttx.text import say
from ttx.tui.words import for_control, left, move_name, plain, standing, when
from ttx.view import Picture


class StatusBar(Widget):
    """Two lines at 80 columns, three where it is narrower."""

    def __init__(self, face: Callable[[], ClockFace]) -> None:
        super().__init__()
        self.face = face
        self.picture: Picture | None = None
        self.lang = "nl"
        self.lost = ""

    def on_mount(self) -> None:
        self.set_interval(1, self._tick)

    def _tick(self) -> None:
        self.refresh(layout=True)

    def show(self, picture: Picture, lang: str) -> None:
        """Take over the newest picture."""
        self.picture, self.lang = picture, lang
        self.refresh(layout=True)

    def disconnect(self, why: str) -> None:
        """Say that the host cannot be reached (empty: it can again)."""
        self.lost = why
        self.refresh(layout=True)

    def facts(self) -> list[str]:
        """The pieces after the marking, the most needed first."""
        if self.picture is None:
            return []
        picture, lang, face = self.picture, self.lang, self.face()
        move = picture.move
        inbox = picture.kind != "evaluator"
        pieces = [
            plain(picture.title, lang),
            move_name(move, lang) if move else plain(picture.scenario, lang),
            say(lang, move.state) if move else "",
            when(picture, face.now, lang),
            offset(face.now - face.now % MINUTE),
            picture.calendar.day(face.now),
            left(face, lang),
            standing(face, picture, lang),
            say(lang, "model off") if picture.model_off else "",
            say(lang, "{count} unread", count=_unread(picture)) if inbox else "",
            say(lang, "NO CONNECTION: {why}", why=self.lost) if self.lost else "",
        ]
        return [piece for piece in pieces if piece]

    def lines(self, width: int) -> list[str]:
        """The pieces, as many to a line as fit."""
        lines: list[str] = []
        for piece in self.facts():
            if lines and len(lines[-1]) + 3 + len(piece) <= width:
                lines[-1] += f" · {piece}"
            else:
                lines.append(piece)
        return lines

    def get_content_height(
        self, container: object, viewport: object, width: int
    ) -> int:
        return 1 + len(self.lines(width))

    def render(self) -> RenderResult:
        if self.picture is None:
            return Content("")
        width = max(self.size.width, 20)
        marking = plain(self.picture.marking, self.lang)
        top = f"{marking}".center(width)[:width]
        rest = "\n".join(self.lines(width))
        return Content.assemble((top, "bold reverse"), "\n", rest)


def _unread(picture: Picture) -> int:
    """Exercise control sees all post; only what is meant for it counts here."""
    return picture.unread if picture.kind != "leader" else for_control(picture)
