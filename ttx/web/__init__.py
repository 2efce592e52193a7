"""The browser's seats: plain pages from the host itself."""

from __future__ import annotations

from starlette.routing import BaseRoute

from ttx.live.door import Door


def routes(door: Door) -> list[BaseRoute]:
    """The pages of a host's seats."""
    return []
