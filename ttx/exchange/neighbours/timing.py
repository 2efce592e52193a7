"""What is told of the times of a file: unread, past midnight, dates mixed with offsets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ttx.exchange.loss import NEAR, Ledger, where
from ttx.exchange.neighbours.moments import Settled, When, read_when
from ttx.exchange.plain import line, text

_SLASHED = re.compile(r"\s*(\d{1,2})/(\d{1,2})/(\d{4})\b")


def read_times(
    raws: Sequence[Any], ledger: Ledger, days_from: int = 0
) -> list[When | None]:
    """All times of a list; dates such as 6/26/2027 with the month first, if one shows that.

    Where none shows which of the two is the month, the day is taken to stand first.
    """
    slashed = [
        found for raw in raws if isinstance(raw, str) and (found := _SLASHED.match(raw))
    ]
    month_first = (any(int(one[2]) > 12 for one in slashed)
                   and not any(int(one[1]) > 12 for one in slashed))  # fmt: skip
    if month_first:
        ledger.tell(NEAR, "dates were read with the month first, as {given} must be",
                    where("startex"), given="/".join(max(slashed, key=lambda one: int(one[2])).groups()))  # fmt: skip
        raws = [_SLASHED.sub(r"\2/\1/\3", raw, count=1) if isinstance(raw, str) else raw
                for raw in raws]  # fmt: skip
    elif slashed and not any(int(one[1]) > 12 for one in slashed):
        ledger.tell(NEAR, "dates such as {given} were read with the day first; look at the month",
                    where("startex"), given="/".join(slashed[0].groups()))  # fmt: skip
    return [read_when(raw, days_from) for raw in raws]


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
    for n in times.back:
        ledger.tell(NEAR, "its clock time is before that of the row above; it stays on that day",
                    given[n][0])  # fmt: skip
    if times.mixed:
        ledger.tell(NEAR, "dates and times counted from day 0 stand in one list; day 0 was taken"
                    " to be {day}", where("startex"), day=times.startex)  # fmt: skip


def _words(raw: Any) -> str:
    return text(raw) or ("" if raw is None else str(raw)[:40])
