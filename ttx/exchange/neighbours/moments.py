"""Times as spreadsheets and other programs write them, put on one time line.

Reads day fractions, clock times, dates, `J+1 H+2 M-5` and `T+1:30`; what it cannot read is
None, never a guess.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ttx.exchange.plain import text
from ttx.moment import DAY, HOUR, LIMIT, MINUTE, SECOND

_CLOCK = re.compile(r"(\d{1,2})\s*[:hH.]\s*(\d{2})?(?::(\d{2})(?:\.\d+)?)?\s*(?:([ap])\.?m\.?)?(?: ?uur| ?hrs?)?", re.I)  # fmt: skip
_BARE = re.compile(r"([01]\d|2[0-4])([0-5]\d)\s*(?:[LZ]|hrs?|h|uur)?", re.I)
_AMPM = re.compile(r"(\d{1,2})\s*([ap])\.?m\.?", re.I)
_OFFSET = re.compile(r"(?:STARTEX|START|T)?\s*([+-])\s*(\d{1,6})(?::(\d{2}))?(?::(\d{2}))?\s*"
                     r"(d|days?|dagen|h|hours?|hrs?|uur|m|min|minutes?|minuten)?", re.I)  # fmt: skip
_TOKEN = re.compile(r"([JDHTM])\s*([+-]\s*\d{1,5})?", re.I)
_DAY = re.compile(
    r"(?:(?:day|dag|jour|[JD])\s*([+-]?\s*\d{1,4})?)[,:]?(?:\s+(.*))?", re.I
)
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]+(.*))?")
_EUROPEAN = re.compile(
    r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ ,T]+(?:at |om |à )?(.*))?"
)
_SIZES = {"d": DAY, "h": HOUR, "u": HOUR, "m": MINUTE}
NIGHT = 6 * HOUR
"""A clock time that goes back further than this is one of the next day: rows of an MSEL
stand in order, and one that is a little early is only out of its place."""
MOST = 40
"""Characters of a time that are looked at."""


@dataclass(frozen=True, slots=True)
class When:
    """A time that was read: an offset (ms after STARTEX), a clock time (ms after midnight,
    with the day counted from STARTEX's where it is given), or a date with its time."""

    offset: int | None = None
    clock: int | None = None
    day: int | None = None
    moment: datetime | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """Times on one line: STARTEX, offsets in ms, and what was odd.

    startex: `2027-03-10 09:00`, `09:00` where the file names no date, "" where no clock.

    rolled: places where a clock time went past midnight. back: places where it went back
    and stayed on its day. mixed: dates and offsets both.
    """

    startex: str
    offsets: tuple[int | None, ...]
    rolled: tuple[int, ...] = ()
    mixed: bool = False
    back: tuple[int, ...] = ()


def read_when(raw: object, days_from: int = 0) -> When | None:
    """One time; None where it cannot be read.

    `days_from` is the number of the first day in `Day 1 08:00` (J counts from 0).
    """
    if isinstance(raw, datetime):
        return _moment(raw.replace(tzinfo=None))
    if isinstance(raw, time):
        return When(clock=_since_midnight(raw))
    if isinstance(raw, date):
        return _moment(datetime(raw.year, raw.month, raw.day))
    if isinstance(raw, timedelta):
        return _offset(raw // timedelta(milliseconds=1))
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return _fraction(float(raw))
    words = text(raw, MOST + 1)
    return _words(words, days_from) if 0 < len(words) <= MOST else None


def _moment(at: datetime) -> When | None:
    if at.year in (1899, 1900):  # a clock time, as spreadsheets keep it
        return When(clock=_since_midnight(at.time()))
    return When(moment=at) if 1900 < at.year < 2200 else None


def _since_midnight(at: time) -> int:
    return at.hour * HOUR + at.minute * MINUTE + at.second * SECOND


def _offset(ms: int) -> When | None:
    return When(offset=ms) if abs(ms) <= LIMIT else None


def _fraction(days: float) -> When | None:
    """A spreadsheet's number: below 1 a part of a day, above 20,000 a date, 1 to 3 a clock
    time of a later day, and a whole number such as 930 a clock time without its colon."""
    if not math.isfinite(days) or days < 0 or days > 100_000:
        return None
    ms = round(days * 86_400) * SECOND
    if days < 1:
        return When(clock=ms)
    if 100 <= days <= 2400 and days == int(days):
        clock = _clock(f"{int(days):04d}")
        return None if clock is None else When(clock=clock)
    if days < 4:
        return When(clock=ms % DAY, day=ms // DAY)
    if days < 20_000:
        return _offset(ms)
    return _moment(datetime(1899, 12, 30) + timedelta(milliseconds=ms))


def _words(words: str, days_from: int) -> When | None:
    bare = words.strip().strip("()").strip()
    if re.fullmatch(r"(STARTEX|START)", bare, re.I):
        return When(offset=0)
    if re.fullmatch(r"0?\.\d{1,12}|\d{5}(\.\d{1,12})?", bare):
        return _fraction(float(bare))
    for reads in (_dated, _spoken_offset, _tokens, _counted_day):
        found = reads(bare, days_from)
        if found is not None:
            return found
    clock = _clock(bare)
    return None if clock is None else When(clock=clock)


def _clock(words: str) -> int | None:
    """`09h05`, `07:29 PM`, `9 am`, `14.30 uur`, `0930` as milliseconds after midnight."""
    bare = words.strip()
    short = _AMPM.fullmatch(bare)
    whole = _BARE.fullmatch(bare)
    found = _CLOCK.fullmatch(f"{whole[1]}:{whole[2]}" if whole else bare)
    if not short and not found:
        return None
    if short:
        hour, minute, second, half = int(short[1]), 0, 0, short[2]
    else:
        assert found is not None
        hour, minute, second, half = int(found[1]), int(found[2] or 0), int(found[3] or 0), found[4]  # fmt: skip
    if half and 1 <= hour <= 12:  # in 00:10 AM or 13:10 PM the hour is plain already
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    if hour > 24 or minute > 59 or second > 59:
        return None
    return hour * HOUR + minute * MINUTE + second * SECOND


def _dated(words: str, days_from: int) -> When | None:
    found, order = _DATE.fullmatch(words), (1, 2, 3)
    if not found:
        found, order = _EUROPEAN.fullmatch(words), (3, 2, 1)
    if not found:
        return None
    rest = re.sub(r"(Z|[+-]\d\d:?\d\d)$", "", (found[4] or "").strip())
    clock = _clock(rest) if rest else 0
    if clock is None:
        return None
    try:
        year, month, number = (int(found[n]) for n in order)
        day = datetime(year, month, number)
    except ValueError:
        return None
    return _moment(day + timedelta(milliseconds=clock))


def _spoken_offset(words: str, days_from: int) -> When | None:
    """`T+1:30`, `STARTEX + 30 min`, `+2h`."""
    found = _OFFSET.fullmatch(words)
    if not found:
        return None
    sign, first, second, third, unit = found.groups()
    if unit and not second:
        ms = int(first) * _SIZES[unit[0].lower()]
    elif second or words[:1].upper() in "TS":
        ms = int(first) * HOUR + int(second or 0) * MINUTE + int(third or 0) * SECOND
    else:
        ms = int(first) * MINUTE
    return _offset(-ms if sign == "-" else ms)


def _tokens(words: str, days_from: int) -> When | None:
    """`J+1 H+2 M-5`, `J-60`, `D`: days, hours and minutes from day 0."""
    pieces = _TOKEN.findall(words)
    if not pieces or _TOKEN.sub("", words).strip():
        return None
    sizes = {"J": DAY, "D": DAY, "H": HOUR, "T": HOUR, "M": MINUTE}
    letters = [letter.upper() for letter, _ in pieces]
    if len({sizes[one] for one in letters}) != len(letters):
        return None
    total = sum(sizes[letter.upper()] * int(count.replace(" ", "") or 0)
                for letter, count in pieces)  # fmt: skip
    return _offset(total)


def _counted_day(words: str, days_from: int) -> When | None:
    """`J+3 09h05`, `Day 2 08:00`."""
    found = _DAY.fullmatch(words)
    clock = _clock(found[2]) if found and found[2] else None
    if not found or clock is None:
        return None
    given = (found[1] or "").replace(" ", "")
    day = int(given or 0) - (0 if given[:1] in ("+", "-", "") else days_from)
    return When(clock=clock, day=day) if abs(day) * DAY <= LIMIT else None


def settle(whens: Sequence[When | None], startex: datetime | None = None) -> Settled:
    """All times as offsets from one STARTEX; a clock time that goes back rolls over.

    STARTEX is what the file gives, else its first date, else its first clock time.
    """
    dates = [one.moment for one in whens if one and one.moment]
    loose = any(
        one and (one.offset is not None or one.day is not None) for one in whens
    )
    begin = startex or (min(dates) if dates else None)
    if begin is not None and dates and loose and startex is None:
        begin = datetime.combine(begin.date(), time(9))
    clocks = [one.clock for one in whens if one and one.clock is not None
              and (one.day or 0) == 0]  # fmt: skip
    zero = _since_midnight(begin.time()) if begin else clocks[0] if clocks else 9 * HOUR
    if not begin and any(one and one.day is not None for one in whens):
        zero = min(clocks, default=9 * HOUR)
    offsets, rolled, back = _laid(whens, begin, zero)
    if begin is not None:
        stamp = f"{begin:%Y-%m-%d %H:%M}"
    else:
        stamp = f"{zero // HOUR % 24:02d}:{zero // MINUTE % 60:02d}" if clocks else ""
    return Settled(
        stamp, tuple(offsets), tuple(rolled), bool(dates) and loose, tuple(back)
    )


def _laid(
    whens: Sequence[When | None], begin: datetime | None, zero: int
) -> tuple[list[int | None], list[int], list[int]]:
    offsets: list[int | None] = []
    rolled: list[int] = []
    back: list[int] = []
    days, before = 0, None
    for n, one in enumerate(whens):
        if one is None:
            offsets.append(None)
        elif one.moment is not None and begin is not None:
            offsets.append((one.moment - begin) // timedelta(milliseconds=1))
        elif one.clock is not None and one.day is not None:
            offsets.append(one.day * DAY + one.clock - zero)
        elif one.clock is not None:
            if before is not None and one.clock < before - NIGHT:
                days += 1
                rolled.append(n)
            elif before is not None and one.clock < before:
                back.append(n)
            before = one.clock
            offsets.append(days * DAY + one.clock - zero)
        else:
            offsets.append(one.offset)
    return offsets, rolled, back
