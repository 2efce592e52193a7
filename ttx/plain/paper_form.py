"""A line of paper, question by question: back, dropped, or several answers at once.

It knows how people type and what a time on paper looks like; never what a line means.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any

from ttx.errors import TtxError
from ttx.moment import HOUR, MINUTE
from ttx.plain.session import Misread, Session
from ttx.view import Picture

Answers = dict[str, Any]
Question = tuple[str, Callable[[Answers], Awaitable[Any]]]
"""The name of what is asked, and how it is asked; it may look at earlier answers."""
BACK, DROP, AHEAD, NOTHING = "<", "x", "|", "-"
YES = ("y", "yes", "j", "ja")
WIDTH = 78
"""Characters of a line of a list, on a terminal of 80."""
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.uh]?([0-5]\d)")


class Back(Exception):
    """One question back."""


class Dropped(Exception):
    """The line that is being typed is dropped."""


class Unasked(Exception):
    """This question has no meaning after the earlier answers."""


class Again(Exception):
    """An answer that was given earlier does not do: its question, and why."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(sentence)
        self.name = name


class Desk(Session):
    """The leader's desk with the sheets: news is not told, the tables had it on paper.

    `ahead` are answers typed before they were asked; `before` what was typed for a
    question when it was asked before, `typed` what is typed for it now.
    """

    ahead: list[str]
    before: list[str]
    typed: list[str]
    way: str = ""
    """By which way the last message went: the next one is likely to go so too."""

    def news(self) -> None:
        """Keep up with the picture, without a word."""
        self._told[self.here] = self.picture

    def begin(self) -> Desk:
        """Nothing is typed ahead yet, nothing asked before."""
        self.ahead, self.before, self.typed = [], [], []
        return self

    def list(self, lines: Sequence[str]) -> None:
        """A list on as few lines of the screen as it takes; untold to who answered ahead."""
        if self.ahead:
            return
        whole = " · ".join(line.replace(" ", "\xa0", 1) for line in lines)
        for line in textwrap.wrap(whole, WIDTH, break_on_hyphens=False):
            self.tell(line.replace("\xa0", " "))


async def asked(session: Desk, question: str) -> str:
    """One answer; Back or Dropped where that is typed. Enter keeps what was typed before."""
    before = session.before.pop(0) if session.before else ""
    if session.ahead:
        given = session.ahead.pop(0)
    else:
        told = f"{question} [{before}]" if before else question
        given, *session.ahead = (await session.ask(told)).split(AHEAD)
    given = given.strip()
    if given == BACK:
        session.ahead.clear()
        raise Back
    if given.lower() == DROP:
        session.ahead.clear()
        raise Dropped
    given = given or before
    session.typed.append(given)
    return given


async def words(session: Desk, question: str) -> str:
    """An answer in words; a dash is nothing, where something was typed before."""
    given = await asked(session, question)
    return "" if given == NOTHING else given


async def confirmed(session: Desk, told: str) -> None:
    """The whole line to be read over; Enter alone keeps it."""
    session.tell(told)
    given = await asked(
        session, session.word("Enter keeps it; < one question back; x drops it.")
    )
    if given:
        raise Misread(session.word("'{given}' is not one of these.", given=given))


class NoneLeft(Exception):
    """Nothing more stands on this paper."""


async def line_of(session: Desk, questions: Sequence[Question]) -> bool:
    """One line of a paper; False where there is none left, Back before it."""
    try:
        await filled(session, questions)
    except NoneLeft:
        return False
    return True


async def filled(session: Desk, questions: Sequence[Question]) -> Answers | None:
    """All answers of one line; None if it is dropped, Back before its first question."""
    answers: Answers = {}
    typed: dict[str, list[str]] = {}
    at, step = 0, 1
    names = [name for name, _ in questions]
    while at < len(questions):
        name, ask = questions[at]
        session.before, session.typed = list(typed.get(name, ())), []
        try:
            answers[name] = await ask(answers)
            typed[name] = session.typed
            step = 1 if session.typed else step  # what asked nothing is passed by
        except Unasked:
            answers.pop(name, None)
        except Back:
            step = -1
        except Dropped:
            session.tell(session.word("Not done."))
            return None
        except (Again, Misread, TtxError) as wrong:
            _say(session, wrong)
            at = names.index(wrong.name) if isinstance(wrong, Again) else at
            typed.pop(names[at], None)
            continue
        at += step
        if at < 0:
            raise Back
    return answers


def _say(session: Desk, wrong: Exception) -> None:
    """Why an answer does not do; what was typed ahead is not for what is asked now."""
    session.ahead.clear()
    told = wrong.sentence(session.lang) if isinstance(wrong, TtxError) else str(wrong)
    session.tell(told)


# --- times ----------------------------------------------------------------------------


def when_of(session: Session, typed: str, later: bool = False) -> int:
    """A time on paper, in ms after STARTEX: `12` is minute 12 of this move.

    A clock time (`07:12`, `7.12`, `0712`) is the nearest one, or (`later`) the first one
    that is not long past; Misread for what is no time.
    """
    picture, plain = session.picture, typed.strip()
    if not plain:
        return picture.now
    if re.fullmatch(r"\+?\d{1,2}", plain):
        return picture.now + int(plain) * MINUTE
    try:
        if found := _CLOCK.fullmatch(plain.lower()):
            clock = f"{int(found[1]):02d}:{found[2]}"
            return _clock(picture, clock, later)
        return picture.calendar.parse(plain[:1].upper() + plain[1:])
    except ValueError:
        raise Misread(session.word(
            "'{given}' is not a time. Write 12 (minute 12 of this move), 07:12 or T+0:32.",
            given=typed)) from None  # fmt: skip


def _clock(picture: Picture, clock: str, later: bool) -> int:
    calendar, here = picture.calendar, picture.calendar.clock(picture.now).date()
    days = (here + timedelta(days=n) for n in (-1, 0, 1))
    times = [calendar.parse(f"{day:%Y-%m-%d} {clock}") for day in days]
    if later:
        return next(one for one in times if one >= picture.now - HOUR)
    return min(times, key=lambda one: abs(one - picture.now))


def clock_of(picture: Picture, at: int) -> str:
    """`07:12`, with its day where that is another one than now."""
    calendar = picture.calendar
    same = calendar.clock(at).date() == calendar.clock(picture.now).date()
    return f"{calendar.clock(at):{'%H:%M' if same else '%d-%m %H:%M'}}"


async def time(session: Desk, question: str, later: bool = False) -> int | None:
    """A time; None where nothing stands on the paper."""
    given = await words(session, question)
    return when_of(session, given, later) if given else None
