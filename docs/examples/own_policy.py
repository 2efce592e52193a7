"""A policy in Python for `first-exercise`: it decides from what its table sees, as people
would, and never from what is truly so.

    ttx play first-exercise --headless --policy docs/examples/own_policy.py:decide

`decide` is called with the table's own picture when something reached the table, and
every quarter of an hour of exercise time. It returns a list of actions, or an empty one.
"""

from __future__ import annotations

from ttx.actions import Action, Decision
from ttx.view import Picture

ENOUGH = 9.0
"""Hours of diesel below which the hospital orders more."""


def decide(picture: Picture) -> list[Action]:
    """Order diesel in time; save power once a letter asks for a decision."""
    if picture.seat == "hospital":
        return for_the_hospital(picture)
    return []


decide.every = "15m"  # type: ignore[attr-defined]


def for_the_hospital(picture: Picture) -> list[Action]:
    """What the hospital decides: each option once, and only while it is open."""
    wished: list[Action] = []
    left = value(picture, "diesel.hospital.hours_left")
    if left is not None and left < ENOUGH and is_open(picture, "order-diesel"):
        wished.append(Decision(option="order-diesel", values=(("litres", 1200.0),)))
    if picture.letters and is_open(picture, "save-power"):
        wished.append(Decision(option="save-power"))
    return wished


def value(picture: Picture, gauge: str) -> float | None:
    """What the table knows of a figure; None where it was told nothing."""
    found = [one.value for one in picture.readings if one.gauge == gauge]
    return found[0] if found else None


def is_open(picture: Picture, option: str) -> bool:
    """Whether an option can be taken now, and was not taken before."""
    taken = [one.option for one in picture.decided if one.state != "refused"]
    choice = next((one for one in picture.choices if one.option == option), None)
    return choice is not None and choice.blocked is None and option not in taken
