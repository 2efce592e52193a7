"""What is told of the times of a file: unread, past midnight, dates mixed with offsets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ttx.exchange.loss import NEAR, Ledger, where
from ttx.exchange.moments import Settled
from ttx.exchange.plain import line, text


def told_times(
    times: Settled,
    given: Sequence[tuple[str, Any]],
    ledger: Ledger,
    silent: Sequence[int] = (),
) -> None:
    """Tell of each time that was not read as it stood; `given` holds (place, what stood).

    Of the places in `silent` nothing is told.
    """
    for n, ((at, raw), offset) in enumerate(zip(given, times.offsets, strict=True)):
        if n in silent:
            continue
        words = line(_words(raw), 40)
        if offset is None and words:
            ledger.tell(NEAR, "'{given}' cannot be read as a time; exercise control sends it", at,
                        given=words)  # fmt: skip
        elif offset is None:
            ledger.tell(NEAR, "it has no time; exercise control sends it", at)
    for n in times.rolled:
        ledger.tell(
            NEAR, "its clock time goes back; it was put on the next day", given[n][0]
        )
    if times.mixed:
        ledger.tell(NEAR, "dates and times counted from day 0 stand in one list; day 0 was taken"
                    " to be {day}", where("startex"), day=times.startex)  # fmt: skip


def _words(raw: Any) -> str:
    return text(raw) or ("" if raw is None else str(raw)[:40])
