"""The stream of news to one browser: the parts that changed, and what the clock shows.

It keeps nothing for a slow browser: whoever comes back gets what is true by then.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable

from ttx.live.door import Pass
from ttx.live.seat import Seat
from ttx.web.pages import Pages, anchor
from ttx.web.words import Teller

BEAT = 10.0
"""Real seconds after which a browser hears that nothing changed."""


async def news(
    pages: Pages, given: Pass, seat: Seat, lang: str, admitted: Callable[[], bool]
) -> AsyncIterator[str]:
    """Events `news` (parts that differ, and the clock), `beat` and `gone`."""
    sent: dict[str, str] = {}
    yield "retry: 1500\n\n"
    while admitted():
        version = seat.picture().version
        parts = pages.parts(given, seat, lang)
        changed = {name: html for name, html in parts.items() if sent.get(name) != html}
        sent = dict(parts)
        teller = Teller(seat.picture(), seat.face(), lang)
        kind = "news" if changed else "beat"
        yield event(kind, {"parts": changed, "clock": anchor(teller)})
        try:
            await asyncio.wait_for(seat.changed(version), BEAT)
        except TimeoutError:
            continue
    yield event("gone", {})


def event(kind: str, body: dict[str, object]) -> str:
    """One event as a browser reads it."""
    return f"event: {kind}\ndata: {json.dumps(body, ensure_ascii=False)}\n\n"
