"""The commit of a move: what all tables typed, entered together in a fixed order.

Contested claims are settled first; then team by team as the scenario names them.
Who typed first, or faster, decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from ttx.actions import Settle, from_plain
from ttx.errors import Refusal
from ttx.exercise import Exercise
from ttx.exercise_slips import enter_once, enter_slips, is_slip
from ttx.journal import Draft, canonical
from ttx.msel_line import worth


@dataclass(frozen=True, slots=True)
class Contested:
    """A stock of which more is claimed than there is: (table, amount, draft)."""

    stock: str
    available: float
    claims: tuple[tuple[str, float, int], ...]
    rule: str


def ordered(exercise: Exercise) -> list[Draft]:
    """All drafts in the order in which they are entered."""
    tables = [one.id for one in exercise.scenario.tables]
    options = list(exercise.scenario.options)

    def place(draft: Draft) -> tuple[int, int, str]:
        option = str(draft.action.get("option", ""))
        rank = options.index(option) if option in options else len(options)
        return tables.index(draft.by), rank, canonical(draft.action)

    drafts = [one for one in exercise.journal.drafts() if not is_slip(one)]
    return sorted(drafts, key=place)


def contested(exercise: Exercise) -> list[Contested]:
    """The stocks that drafts claim more of than there is, in order of first claim."""
    claims: dict[str, list[tuple[str, float, int]]] = {}
    rules: dict[str, str] = {}
    for draft in ordered(exercise):
        option = exercise.scenario.options.get(str(draft.action.get("option", "")))
        table = exercise.scenario.table(draft.by)
        if (
            draft.action["kind"] != "Decision"
            or not option
            or not option.claims
            or not table
        ):
            continue
        given = tuple((str(k), v) for k, v in draft.action.get("values", ()))
        values = exercise.decisions.values(option, given, table)
        stock = option.claims.stock.replace("{instance}", str(values["instance"]))
        amount = worth(option.claims.amount, values)
        claims.setdefault(stock, []).append((draft.by, amount, draft.number))
        rules[stock] = option.claims.rule
    made = []
    for stock, asked in claims.items():
        there = exercise.world.read(f"{stock}.amount")
        if len(asked) > 1 and sum(amount for _, amount, _ in asked) > there:
            made.append(Contested(stock, there, tuple(asked), rules[stock]))
    return made


def open_claim(exercise: Exercise) -> Refusal | None:
    """A claim that exercise control has to settle before the world can run."""
    for one in contested(exercise):
        if one.rule == "excon" and not exercise.decisions.settled.get(one.stock):
            return Refusal("claims-open", {"stock": one.stock})
    return None


def enter(exercise: Exercise) -> None:
    """Enter all drafts; what is refused is kept with its reason.

    What was typed from paper of the talk itself comes first: it was before the decisions.
    Each draft is entered once, also where the program was killed while it did so.
    """
    enter_slips(exercise)
    for one in contested(exercise):
        if one.rule == "proportional" and not exercise.decisions.settled.get(one.stock):
            total = sum(amount for _, amount, _ in one.claims)
            shares = tuple(
                (table, round(one.available * amount / total, 4))
                for table, amount, _ in one.claims
            )
            exercise.submit(Settle(one.stock, shares, "proportional"), "clock", "excon")
    for draft in ordered(exercise):
        enter_once(exercise, draft, from_plain(draft.action))
