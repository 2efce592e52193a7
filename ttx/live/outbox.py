"""What an evaluator wrote and the host does not have yet: on this machine's disk.

It outlives the network, the host and this program; what the host has is struck off.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from ttx.actions import BY_EVALUATOR, Contact, Observe, from_plain
from ttx.view import Noted

KEPT = (*BY_EVALUATOR, Contact)
"""What an evaluator asks and must never be lost."""


class Outbox:
    """The frames of one seat of one session that still have to be handed in."""

    def __init__(self, folder: Path, session: str, seat: str) -> None:
        self._path = folder / f"{session}-{seat}.json"
        self._waiting: dict[str, str] = {}
        if self._path.is_file():
            self._waiting = json.loads(self._path.read_text("utf-8"))

    def waiting(self) -> dict[str, str]:
        """What has to be handed in: frames by their id, in the order written."""
        return dict(self._waiting)

    def notes(self, by: str, now: int) -> tuple[Noted, ...]:
        """The observations among what waits, as the evaluator's book shows them."""
        read = (from_plain(json.loads(raw)["action"]) for raw in self._waiting.values())
        return tuple(
            Noted(-number, one.seen_at or now, by, one.sort, one.text, one.team,
                  one.task, one.quote)
            for number, one in enumerate(read, 1) if isinstance(one, Observe)
        )  # fmt: skip

    def add(self, name: str, raw: str) -> None:
        """Keep a frame until the host has it; OSError if it cannot be kept."""
        self._waiting[name] = raw
        self._write()

    def strike(self, name: str) -> None:
        """The host has it."""
        if self._waiting.pop(name, None) is not None:
            self._write()

    def _write(self) -> None:
        if not self._waiting:
            self._path.unlink(missing_ok=True)
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_suffix(".new")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(self._waiting, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path)
