"""Who sits where: the seats of an exercise beside its tables, and what they are called.

A seat is a name. `leader` directs; `controller-<table>` controls one table;
`facilitator-<table>` sits with it; `response` speaks for everybody outside;
`evaluator`, `evaluator-2`, .. observe; `plenary` is the screen before everybody;
`clock` is the program itself.
"""

from __future__ import annotations

from ttx.scenario.frame import Scenario, Table
from ttx.text import Text

STAFF = ("leader", "response", "evaluator", "clock")
TITLES = {
    "leader": Text("Oefenleiding", "Exercise control"),
    "response": Text("Tegenspel", "Response cell"),
    "evaluator": Text("Waarnemer", "Evaluator"),
    "clock": Text("Klok", "Clock"),
    "plenary": Text("Plenair scherm", "Plenary screen"),
}
OF_A_TABLE = {
    "controller": Text("Oefenstaf bij", "Controller of"),
    "facilitator": Text("Begeleider", "Facilitator of"),
}
"""Seats of exercise staff at one table: `controller-hospital-a`."""


def kind_of(scenario: Scenario, seat: str) -> str:
    """table, leader, controller, response, evaluator, facilitator, plenary or clock.

    Empty for a name that is no seat of this exercise.
    """
    if scenario.table(seat) is not None:
        return "table"
    kind, dash, rest = seat.partition("-")
    if kind in OF_A_TABLE:
        return kind if dash and scenario.table(rest) else ""
    if kind == "evaluator":
        return kind if not dash or (rest.isdecimal() and int(rest) > 0) else ""
    return seat if seat in TITLES else ""


def table_of(scenario: Scenario, seat: str) -> Table | None:
    """The table itself, or the one that a controller or facilitator is for."""
    kind, _, rest = seat.partition("-")
    return scenario.table(seat) or (
        scenario.table(rest) if kind in OF_A_TABLE else None
    )


def evaluator_seats(scenario: Scenario) -> tuple[tuple[str, Text], ...]:
    """All evaluators of a scenario: (seat, title); one where it names none."""
    many = range(1, max(1, len(scenario.evaluators)) + 1)
    seats = ["evaluator" if number == 1 else f"evaluator-{number}" for number in many]
    return tuple((seat, seat_title(scenario, seat)) for seat in seats)


def seat_title(scenario: Scenario, seat: str) -> Text:
    """What a seat is called."""
    kind, table = kind_of(scenario, seat), table_of(scenario, seat)
    if table is not None and kind in OF_A_TABLE:
        post = OF_A_TABLE[kind]
        at = table.title
        return Text(f"{post.nl} {at.of('nl')}", f"{post.en} {at.of('en')}")
    if table is not None:
        return table.title
    if kind != "evaluator":
        return TITLES.get(kind, Text(seat, seat))
    named = scenario.evaluator(seat)
    if named is not None and named.title:
        return named.title
    _, _, number = seat.partition("-")
    post = TITLES["evaluator"]
    return Text(f"{post.nl} {number}".strip(), f"{post.en} {number}".strip())


def staff(seat: str) -> bool:
    """Whether a seat is of exercise control, its response cell or its evaluators."""
    kind, dash, _ = seat.partition("-")
    return seat in STAFF or (bool(dash) and kind in ("evaluator", *OF_A_TABLE))
