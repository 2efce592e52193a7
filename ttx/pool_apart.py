"""A piece of work done in a copy of this process, which ends with it.

The copy has all that this process has, so a world that stands at one moment can be played
on from there in many ways. What it came to is told as data; nothing else of it remains.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable
from typing import Any

Work = Callable[[], dict[str, Any]]
"""What can be told as JSON: plain data, floats as they are."""


def can_copy() -> bool:
    """Whether this process can be copied: where the system does so, and no other thread
    of it holds what the copy would wait for."""
    return hasattr(os, "fork") and threading.active_count() == 1


def apart(work: Work) -> dict[str, Any]:
    """What the work came to in a copy of this process; RuntimeError where it failed."""
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        _do(work, writes)
    os.close(writes)
    with os.fdopen(reads, "rb") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    made: dict[str, Any] = (
        json.loads(told) if told else {"why": "a copy of the process was stopped"}
    )
    if "why" in made:
        raise RuntimeError(made["why"])
    made_of: dict[str, Any] = made["made"]
    return made_of


def _do(work: Work, writes: int) -> None:
    """In the copy: work, tell, and be gone without any farewell."""
    try:
        try:
            told: dict[str, Any] = {"made": work()}
        except Exception as wrong:
            told = {"why": repr(wrong)}
        with os.fdopen(writes, "wb") as pipe:
            pipe.write(json.dumps(told).encode())
    finally:
        os._exit(0)
