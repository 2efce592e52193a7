"""A moment or a duration as people type it in a cell, read as milliseconds after STARTEX.

Takes real times, fractions of a day, `0:35`, `T+1:30`, `D+1 06:00`, `07:29 PM`, dates with a
clock time and `J+1 H+2 M-5`; anything else is not understood, never guessed.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from ttx.moment import DAY, HOUR, LIMIT, MINUTE, SECOND, Calendar, offset

_AFTER = re.compile(r"([+-]?)\s*(\d{1,5}):([0-5]\d)(?::([0-5]\d))?")
_HALF = re.compile(r"(\d{1,2}):([0-5]\d)(?::([0-5]\d))?\s*([ap])\.?m\.?", re.I)
_TOKENS = re.compile(r"(?:[JD]\s*([+-]\s*\d+)?)?\s*(?:[HTU]\s*([+-]\s*\d+))?\s*(?:M\s*([+-]\s*\d+))?", re.I)  # fmt: skip
_DAY_CLOCK = re.compile(r"[JD]\s*([+-]\s*\d+)?\s+(\d{1,2})[:hu.]([0-5]\d)", re.I)
_DATED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})\s+(\d{1,2})[:hu.]([0-5]\d)", re.I)  # fmt: skip


def read_moment(cell: object, calendar: Calendar) -> int:
    """Milliseconds after STARTEX; ValueError for what is no moment.

    A bare clock time or duration (`0:35`, 14:00, 0.25 of a day) is time after STARTEX.
    """
    at = _of(cell, calendar)
    if abs(at) > LIMIT:
        raise ValueError(str(cell))
    return at


def _of(cell: object, calendar: Calendar) -> int:
    if isinstance(cell, bool):
        raise ValueError(str(cell))
    if isinstance(cell, timedelta):
        return _whole(cell / timedelta(milliseconds=1))
    if isinstance(cell, datetime):
        if cell.year < 1905:
            return _whole((cell - datetime(1899, 12, 30)) / timedelta(milliseconds=1))
        return calendar.parse(f"{cell:%Y-%m-%d %H:%M}") + cell.second * SECOND
    if isinstance(cell, time):
        return (cell.hour * 60 + cell.minute) * MINUTE + cell.second * SECOND
    if isinstance(cell, int | float):
        return _whole(cell * DAY)
    return _text(str(cell).strip(), calendar)


def _whole(ms: float) -> int:
    """Rounded to a second: a fraction of a day is never exact."""
    if abs(ms) > LIMIT * 10:
        raise ValueError(str(ms))
    return round(ms / SECOND) * SECOND


def _text(text: str, calendar: Calendar) -> int:
    if len(text) > 40 or not text:
        raise ValueError(text)
    if found := _AFTER.fullmatch(text):
        sign, hours, minutes, seconds = found.groups()
        at = int(hours) * HOUR + int(minutes) * MINUTE + int(seconds or 0) * SECOND
        return -at if sign == "-" else at
    if found := _HALF.fullmatch(text):
        hour = int(found[1]) % 12 + (12 if found[4].lower() == "p" else 0)
        return calendar.parse(f"{hour:02d}:{found[2]}")
    try:
        return calendar.parse(text)
    except ValueError:
        return _tokens(text, calendar)


def _tokens(text: str, calendar: Calendar) -> int:
    """`J-60`, `J+3 09h05`, `J+1 H+2 M-5` and `26/06/2024 09h00`, as chronograms have them."""
    day0 = calendar.day_d or calendar.startex.date()
    if found := _DAY_CLOCK.fullmatch(text):
        return _clock(day0 + _days(found[1]), int(found[2]), int(found[3]), calendar)
    if found := _DATED.fullmatch(text):
        day = date(int(found[3]), int(found[2]), int(found[1]))
        return _clock(day, int(found[4]), int(found[5]), calendar)
    found = _TOKENS.fullmatch(text)
    if not found or not any(found.groups()):
        raise ValueError(text)
    days, hours, minutes = (
        int(re.sub(r"\s", "", one or "0")) for one in found.groups()
    )
    away = (day0 - calendar.startex.date()).days if found[1] else 0
    return (days + away) * DAY + hours * HOUR + minutes * MINUTE


def _days(raw: str | None) -> timedelta:
    return timedelta(days=int(re.sub(r"\s", "", raw or "0")))


def _clock(day: date, hour: int, minute: int, calendar: Calendar) -> int:
    return calendar.parse(f"{day:%Y-%m-%d} {hour:02d}:{minute:02d}")


def spelled(at: int, old: str, calendar: Calendar) -> str:
    """A moment in the way that the old one was written: `T+0:35`, `D+1 06:00`, a date."""
    when = calendar.clock(at)
    if at % MINUTE == 0:
        if old.startswith("D") and calendar.day_d:
            count = (when.date() - calendar.day_d).days
            return f"D{count:+d} {when:%H:%M}"
        if re.match(r"\d{4}-", old):
            return f"{when:%Y-%m-%d %H:%M}"
    return offset(at)


def span_of(ms: int) -> str:
    """A duration as authors write it: `1h30m`, `2d`, `45s`."""
    pieces = []
    for letter, unit in (
        ("d", DAY),
        ("h", HOUR),
        ("m", MINUTE),
        ("s", SECOND),
        ("ms", 1),
    ):
        if letter == "d" and ms % DAY:
            continue
        count, ms = divmod(ms, unit)
        pieces += [f"{count}{letter}"] if count else []
    return "".join(pieces) or "0"
