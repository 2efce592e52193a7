"""Exercise time: T+1:30, D+1 06:00 and 30m, as whole milliseconds after STARTEX.

Nothing else in the house may read or write a moment or a duration as text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

SECOND = 1000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

_UNITS = {"ms": 1, "s": SECOND, "m": MINUTE, "h": HOUR, "d": DAY, "w": 7 * DAY}
_PIECE = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|w)")
_OFFSET = re.compile(r"T([+-])(\d+)(?::([0-5]\d))?(?::([0-5]\d))?")
_DAY = re.compile(r"D([+-]\d+)?(?:\s+([01]?\d|2[0-3]):([0-5]\d))?")
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]([01]\d|2[0-3]):([0-5]\d)")

WEEKDAYS = {
    "nl": ("ma", "di", "wo", "do", "vr", "za", "zo"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
MONTHS = {
    "nl": tuple("jan feb mrt apr mei jun jul aug sep okt nov dec".split()),
    "en": tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()),
}
ROUNDING = 0.03
"""By so much of itself a span may be moved when it is told in days."""
LIMIT = 400 * DAY
"""No exercise reaches further than this from STARTEX, in milliseconds."""


def parse_duration(text: str) -> int:
    """`30m`, `1h30m`, `7.3s`, `2d` as milliseconds; ValueError if it is none."""
    tight = text.strip().lower()
    if tight == "0":
        return 0
    rest = _PIECE.sub("", tight).strip()
    pieces = _PIECE.findall(tight)
    if rest or not pieces:
        raise ValueError(text)
    if len(tight) > 40:
        raise ValueError(text)
    total = sum(round(float(amount) * _UNITS[unit]) for amount, unit in pieces)
    if total > LIMIT:
        raise ValueError(text)
    return total


def parse_offset(text: str) -> int:
    """`T+1:30`, `T-2`, `T+0:20:30` as milliseconds; ValueError if it is none."""
    found = _OFFSET.fullmatch(text.strip())
    if not found:
        raise ValueError(text)
    sign, hours, minutes, seconds = found.groups()
    size = int(hours) * HOUR + int(minutes or 0) * MINUTE + int(seconds or 0) * SECOND
    if size > LIMIT:
        raise ValueError(text)
    return -size if sign == "-" else size


def parse_startex(text: str) -> datetime:
    """`2027-01-18 06:40 Europe/Amsterdam` with its zone; ValueError if it is none."""
    stamp, _, zone = text.strip().rpartition(" ")
    try:
        return datetime.fromisoformat(stamp).replace(tzinfo=ZoneInfo(zone))
    except (ZoneInfoNotFoundError, OSError, KeyError) as wrong:
        raise ValueError(text) from wrong


def offset(at: int) -> str:
    """Milliseconds as `T+1:30` (seconds only where there are any)."""
    sign = "-" if at < 0 else "+"
    seconds, _ = divmod(abs(at), SECOND)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    tail = f":{seconds:02d}" if seconds else ""
    return f"T{sign}{hours}:{minutes:02d}{tail}"


def ago(span: int) -> str:
    """An age as `2:10` hours and minutes, as people read it from a board."""
    minutes = max(0, span) // MINUTE
    return f"{minutes // 60}:{minutes % 60:02d}"


def duration(span: int, lang: str) -> str:
    """A duration in words: `2 uur 10 min`, `3 dagen`, `100 uur`, `45 s`."""
    hour = {"nl": "uur"}.get(lang, "h")
    if abs(span) < MINUTE:
        return f"{span // SECOND} s"
    minutes = round(span / MINUTE)
    if minutes >= 72 * 60:
        return _in_days(minutes, lang) or f"{round(minutes / 60)} {hour}"
    hours, minutes = divmod(minutes, 60)
    parts = [f"{hours} {hour}"] if hours else []
    parts += [f"{minutes} min"] if minutes or not hours else []
    return " ".join(parts)


def _in_days(minutes: int, lang: str) -> str:
    """Days, whole or with a half; empty where that would say another span."""
    for halves in (2 * round(minutes / 1440), round(minutes / 720)):
        if abs(halves * 720 - minutes) <= ROUNDING * minutes:
            half = "\N{VULGAR FRACTION ONE HALF}" if halves % 2 else ""
            return f"{halves // 2}{half} {'dagen' if lang == 'nl' else 'days'}"
    return ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Where STARTEX and day D lie on the calendar of the exercise."""

    startex: datetime
    day_d: date | None = None

    def parse(self, text: str) -> int:
        """Any way to write a moment, as milliseconds after STARTEX.

        Takes `T+1:30`, `D+1 06:00`, `2027-01-19 08:00` and a clock time `14:00`
        (the first one at or after STARTEX); ValueError for anything else.
        """
        tight = text.strip()
        if len(tight) > 40:
            raise ValueError(text)
        try:
            at = self._read(tight)
        except OverflowError as wrong:
            raise ValueError(text) from wrong
        if abs(at) > LIMIT:
            raise ValueError(text)
        return at

    def _read(self, tight: str) -> int:
        if tight.startswith("T"):
            return parse_offset(tight)
        if tight.startswith("D"):
            return self._since(self._on_day(tight))
        if found := _DATED.fullmatch(tight):
            day = date.fromisoformat(found[1])
            return self._since(self._at(day, int(found[2]), int(found[3])))
        if found := _CLOCK.fullmatch(tight):
            here = self._at(self.startex.date(), int(found[1]), int(found[2]))
            at = self._since(here)
            return (
                at
                if at >= 0
                else self._since(
                    self._at(here.date() + timedelta(days=1), here.hour, here.minute)
                )
            )
        raise ValueError(tight)

    def clock(self, at: int) -> datetime:
        """The date and time in the exercise, `at` milliseconds after STARTEX."""
        utc = self.startex.astimezone(UTC) + timedelta(milliseconds=at)
        return utc.astimezone(self.startex.tzinfo)

    def label(self, at: int, lang: str) -> str:
        """`ma 18 jan 07:10`, in the reader's language."""
        when = self.clock(at)
        names = WEEKDAYS.get(lang, WEEKDAYS["en"]), MONTHS.get(lang, MONTHS["en"])
        day, month = names[0][when.weekday()], names[1][when.month - 1]
        return f"{day} {when.day} {month} {when:%H:%M}"

    def day(self, at: int) -> str:
        """`D+1` where a day D is declared, else nothing."""
        if self.day_d is None:
            return ""
        count = (self.clock(at).date() - self.day_d).days
        return f"D{count:+d}" if count else "D0"

    def _on_day(self, text: str) -> datetime:
        found = _DAY.fullmatch(text)
        if not found or self.day_d is None:
            raise ValueError(text)
        day = self.day_d + timedelta(days=int(found[1] or 0))
        return self._at(day, int(found[2] or 0), int(found[3] or 0))

    def _at(self, day: date, hour: int, minute: int) -> datetime:
        zone = self.startex.tzinfo
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)

    def _since(self, when: datetime) -> int:
        span = when.astimezone(UTC) - self.startex.astimezone(UTC)
        return span // timedelta(milliseconds=1)


def dated(day: str, lang: str) -> str:
    """`2027-03-01` as people of this language write it; other words as they stand."""
    parts = day.split("-")
    if [len(one) for one in parts] != [4, 2, 2] or not "".join(parts).isdecimal():
        return day
    year, month, number = (int(one) for one in parts)
    named = MONTHS[lang][month - 1] if 1 <= month <= 12 else ""
    return f"{number} {named} {year}" if named else day
