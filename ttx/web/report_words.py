"""How the pages put the report into words: days, rows, who was there.

Never decides anything and never writes HTML.
"""

from __future__ import annotations

from dataclasses import dataclass

from ttx.text import clean
from ttx.view import Work
from ttx.web.telling import StaffTeller

EMPTY_ROWS = 3
MOST_ROWS = 12
"""Rows of one form of participants; `deeds_report` reads as many."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The participants of one seat, as a form shows them: (role, number or 0)."""

    seat: str
    title: str
    roles: bool
    summary: str
    rows: list[tuple[str, int]]


class ReportTeller(StaffTeller):
    """Tells one picture in one language, to who works on the report."""

    __slots__ = ()

    def found(self, work: Work) -> list[tuple[str, str]]:
        """The areas for improvement that a row of the plan can answer."""
        return [
            (str(one.entry), f"{self.say('A{number}', number=one.number)} {short(one.text)}")
            for one in work.found("improve")
        ]  # fmt: skip

    def span_of(self, start: str, end: str) -> str:
        """`1 mrt 2027 - 1 sep 2027`."""
        days = [self.day_words(one) for one in (start, end) if one]
        return " - ".join(days)

    def joined(self, parts: tuple[str, ...]) -> str:
        """What there is of several things, on one line."""
        return " · ".join(one for one in parts if one)

    def counted(self, work: Work) -> list[Counted]:
        """Every table, then who was there beside them."""
        told = {one.seat: one for one in work.attendance}
        titles = {seat: self.plain(one.title) for seat, one in told.items()}
        beside = {"leader": self.say("exercise control"), "response": self.say("response cell"),
                  "evaluator": self.say("evaluators"), "observer": self.say("observers")}  # fmt: skip
        made = []
        for seat, title in {**beside, **titles, **beside}.items():
            roles = told[seat].roles if seat in told else ()
            summary = ", ".join(f"{number} {clean(role)}" for role, number in roles)
            made.append(Counted(seat, title, bool(roles), summary, self.rows(roles)))
        return sorted(made, key=lambda one: one.seat in beside)

    def rows(self, roles: tuple[tuple[str, int], ...]) -> list[tuple[str, int]]:
        """The rows of a form: what was counted, then the roles of the table, then empty."""
        rows = [(clean(role), number) for role, number in roles]
        return [*rows, *[("", 0)] * EMPTY_ROWS][:MOST_ROWS]

    def own_rows(self) -> list[tuple[str, int]]:
        """The same for this table, with the roles that the scenario names for it."""
        work = self.picture.work
        told = [one.roles for one in work.attendance if one.roles] if work else []
        if told:
            return self.rows(told[0])
        planned = [(self.plain(one)[:80], 0) for one in self.picture.roles]
        return [*planned[: MOST_ROWS - EMPTY_ROWS], *[("", 0)] * EMPTY_ROWS]


def short(text: str, most: int = 60) -> str:
    """The first words of a text."""
    flat = " ".join(clean(text).split())
    return flat if len(flat) <= most else f"{flat[:most].rstrip()} …"
