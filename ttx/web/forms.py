"""What a posted form holds, read field by field; a wrong one gets a sentence.

Never trusts a size or a number that came from a browser.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from ttx.actions import Value, Values
from ttx.errors import TtxError
from ttx.moment import LIMIT, Calendar
from ttx.text import clean
from ttx.view import Asked, Choice

LARGEST = 32_768
"""Bytes of one form, at most."""
MOST = 120
"""Fields of one form, at most."""
KEPT = ("text", "about", "outcome", "with_whom", "why", "agreed", "reference", "cause",
        "issue", "owner", "contact", "scope", "sponsor", "place")  # fmt: skip
"""The fields with words that people would not want to type again."""
LONGEST = 2000
"""Characters of one text, at most; the fields say so too."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one form: each name with all its values, in order."""

    all: dict[str, tuple[str, ...]]

    def text(self, name: str, most: int = LONGEST) -> str:
        """A text without control characters; TtxError where it is too long."""
        raw = clean(self.all.get(name, ("",))[0]).strip()
        if len(raw) > most:
            raise TtxError(
                "This is too long: {count} characters, and {most} is the most.",
                count=len(raw), most=most)  # fmt: skip
        return raw

    def needed(self, name: str) -> str:
        """A text that may not be empty."""
        if not (raw := self.text(name)):
            raise TtxError("There is nothing written.")
        return raw

    def many(self, name: str) -> tuple[str, ...]:
        """All boxes of one name that were ticked; at least one."""
        found = tuple(clean(one)[:200] for one in self.all.get(name, ()) if one)
        if not found:
            raise TtxError("Choose at least one to write to.")
        return found

    def yes(self, name: str) -> bool:
        """Whether a box was ticked."""
        return bool(self.text(name, 40))

    def whole(self, name: str) -> int:
        """A whole number that the page itself put there."""
        try:
            return int(self.text(name, 20))
        except ValueError as wrong:
            raise TtxError("This form cannot be read; load the page anew.") from wrong

    def figure(self, name: str) -> float:
        """A number as people write it."""
        raw = self.text(name, 40)
        try:
            value = float(raw.replace(",", "."))
        except ValueError as wrong:
            raise TtxError("Write a number.") from wrong
        if not abs(value) < 1e15:
            raise TtxError("Write a number.")
        return value

    def minutes(self, name: str) -> int:
        """Minutes of exercise time, in milliseconds."""
        span = round(self.figure(name) * 60_000)
        if not 0 <= span <= LIMIT:
            raise TtxError("Write a number.")
        return span

    def moment(self, name: str, calendar: Calendar) -> int | None:
        """A moment of the exercise; None where nothing is written."""
        raw = self.text(name, 60)
        if not raw:
            return None
        try:
            return calendar.parse(raw)
        except ValueError as wrong:
            raise TtxError(
                "Write a time as 14:00, T+6:30 or 2027-01-19 08:00."
            ) from wrong

    def values(self, choice: Choice) -> Values:
        """What an option asks for, each by its own field."""
        asked = ((one.name, self._asked(choice, one)) for one in choice.asks)
        return tuple(sorted(asked))

    def _asked(self, choice: Choice, one: Asked) -> Value:
        name = f"v.{choice.option}.{one.name}"
        if one.choices:
            return self.text(name, 200)
        value = self.figure(name)
        if not one.low <= value <= one.high:
            raise TtxError(
                "{what} must lie within {low} and {high}.", what=one.title.nl or one.title.en,
                low=f"{one.low:g}", high=f"{one.high:g}")  # fmt: skip
        return int(value) if value == int(value) else value

    def command(self, what: str) -> str:
        """The id of what a form asks: the same form with the same words is the same."""
        own = self.text("command", 80) or secrets.token_hex(8)
        said = [(n, v) for n, v in sorted(self.all.items()) if n != "command"]
        return hashlib.sha256(repr((own, what, said)).encode()).hexdigest()[:32]

    def kept(self) -> str:
        """All that was typed, so that a refused form loses nothing."""
        return "\n".join(
            one.strip() for name, found in self.all.items() for one in found
            if name in KEPT and one.strip()
        )  # fmt: skip


async def read(request: Request) -> Fields:
    """The form that came with a request; TtxError where it cannot be read."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise TtxError("This form is too large; write it shorter.")
    try:
        pairs = parse_qsl(body.decode("utf-8"), True, max_num_fields=MOST)
    except (UnicodeDecodeError, ValueError) as wrong:
        raise TtxError("This form cannot be read; load the page anew.") from wrong
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name[:200], []).append(value)
    return Fields({name: tuple(values) for name, values in found.items()})
