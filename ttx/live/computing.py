"""The influence of decisions, computed in a process of its own while the host goes on.

The host never waits for it: who asks again is told how far it is. What it computes lies
beside the journal, where the next debrief finds it.
"""

from __future__ import annotations

import asyncio
import re
import signal
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from ttx.text import Text, both

STOP = signal.SIGTERM if sys.platform == "win32" else signal.SIGINT
_SO_FAR = re.compile(r"(\d+) of (\d+) runs, (\d+:\d\d) left")


@dataclass
class Computing:
    """One computation at a time, for one journal. `done` is called when it is in."""

    path: Path
    done: Callable[[], None]
    _task: asyncio.Task[None] | None = None
    _process: asyncio.subprocess.Process | None = None
    _told: list[str] = field(default_factory=list)
    _ended: Text = Text()

    def ask(self, runs: int) -> Text:
        """Start it, or say how far it is."""
        if self._task is None or self._task.done():
            ended, self._ended = self._ended, Text()
            if ended:
                return ended
            self._told.clear()
            self._process = None
            self._task = asyncio.create_task(self._run(runs))
            return both("The influence of decisions is being computed, in {runs} runs beside"
                        " the host; ask again to see how far it is.", runs=runs)  # fmt: skip
        found = _SO_FAR.search("\n".join(reversed(self._told)))
        if found is None:
            return both("The computation is getting ready.")
        return both("{done} of {wanted} runs, {left} left", done=found[1], wanted=found[2],
                    left=found[3])  # fmt: skip

    async def stop(self) -> None:
        """End it; what is finished is kept, and a next one goes on from there."""
        if self._task is None or self._task.done():
            return
        if self._process is None:
            self._task.cancel()  # asked for just now: there is nothing to keep
        elif self._process.returncode is None:
            self._process.send_signal(
                STOP
            )  # it keeps what is finished, and its workers end
        await asyncio.wait([self._task])
        if not self._task.cancelled():
            self._task.result()

    async def _run(self, runs: int) -> None:
        """In a folder that goes: only what it computed is wanted."""
        with tempfile.TemporaryDirectory() as folder:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "ttx", "debrief", str(self.path), "--influence",
                str(runs), "--to", "json", "--lang", "en", "--out", folder,
                stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.PIPE,
            )  # fmt: skip
            assert self._process.stderr is not None
            async for line in self._process.stderr:
                self._told.append(line.decode(errors="replace").strip())
            status = await self._process.wait()
        self.done()
        self._ended = (
            both("The influence of decisions is computed; the debrief tells it.")
            if status == 0
            else both("The computation has stopped: {why}", why=self._told[-1] if self._told else status)
        )  # fmt: skip
