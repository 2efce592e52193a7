"""The hints of an exercise, one at a time, above the tabs.

Never blocks anything: whoever needs no hints puts them away.
"""

from __future__ import annotations

from textual.widgets import Static

from ttx.live.seat import ClockFace
from ttx.text import say
from ttx.tui.words import plain
from ttx.view import Picture

AWAY = 999


class Coach(Static):
    """One hint. Hints in moves are for the leader; who plays alone gets them all."""

    def tell(self, picture: Picture, face: ClockFace, hint: int, lang: str) -> None:
        """Show a hint of this exercise, if there are any left."""
        alone = picture.pace == "running" or picture.kind == "leader"
        hints = picture.guide
        here = reached(hint, face, picture)
        if picture.over and picture.pace == "running" and here < len(hints):
            here = len(hints) - 1
        waits = picture.kind == "table" and not (alone or picture.started)
        self.display = waits or here < len(hints)
        if waits:
            alone = len(getattr(self.app, "seats", ())) == 1
            words = (
                "The exercise leader starts; wait for it, or try the keys."
                if alone
                else "The exercise leader starts. Also at this keyboard? F3."
            )
            self.update(say(lang, words))
        elif self.display:
            self.update(
                say(
                    lang,
                    "Hint {count}: {text} (g: next, G: away)",
                    count=f"{here + 1}/{len(hints)}",
                    text=plain(hints[here], lang),
                )
            )


def reached(hint: int, face: ClockFace, picture: Picture) -> int:
    """The first hint is for before the start: it is done once the exercise began."""
    moved = face.state == "runs" or (face.state in ("paused", "over") and face.now > 0)
    began = moved if picture.pace == "running" else picture.started
    return 1 if hint == 0 and began else hint
