"""What goes out to the sockets of one seat, encoded once however many there are.

A connection says which version it has; it gets what changed since then, or the whole
picture if that is too long ago. That time went on is no change: the clock tells it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

from ttx.live.patch import Patch, difference
from ttx.live.wire import plain_picture, text_frame
from ttx.view import Picture

KEPT = 16


class Mail:
    """The frames of one seat's pictures; its versions count only what changed."""

    def __init__(self, picture: Callable[[], Picture]) -> None:
        self._picture = picture
        self._plain: dict[str, Any] = {}
        self._looked: Picture | None = None
        self._sent: Picture | None = None
        self._whole = ""
        self._patches: deque[tuple[int, str]] = deque(maxlen=KEPT)
        self.version = 0

    def frames(self, since: int) -> tuple[int, list[str]]:
        """The version that there is now, and what a connection that has version `since`
        needs for it (0: it has nothing yet). While it is being sent there may be a newer
        one: the connection then has the version that is given here."""
        self._look()
        if since == self.version:
            return since, []
        first = self.version - len(self._patches)
        if 0 < first <= since < self.version:
            return self.version, [
                text for before, text in self._patches if before >= since
            ]
        if not self._whole:
            self._whole = text_frame(
                "picture", version=self.version, picture=self._plain
            )
        return self.version, [self._whole]

    def _look(self) -> None:
        picture = self._picture()
        if picture is self._looked:
            return
        self._looked = picture
        plain = plain_picture(picture, self._sent, self._plain)
        patch = difference(self._plain, plain)
        if self._sent is not None and _only_time(patch, self._sent, picture):
            return
        if self.version:
            text = text_frame(
                "patch", since=self.version, version=self.version + 1, patch=patch
            )
            self._patches.append((self.version, text))
        self.version += 1
        self._sent, self._plain, self._whole = picture, plain, ""


def _only_time(patch: Patch, before: Picture, now: Picture) -> bool:
    """Whether nothing differs but the time, or nothing at all."""
    if any(key != "set" for key in patch):
        return False
    if any(name not in ("now", "knows") for name in patch.get("set", ())):
        return False
    told = [None if one.knows == one.now else one.knows for one in (before, now)]
    return told[0] == told[1]
