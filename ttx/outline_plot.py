"""What follows from the answers of a new scenario's writer: times, litres and places that fit
them, for the templates to fill in. Judged answers come in (`outline_new`); nothing is read or
written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ttx.outline_new import MOST_MOVES, OURS, PARTNERS, SHELTER, Answers
from ttx.text import Text

GAP = 8
"""Hours of exercise time from one move to the next."""
FIRST = 30
"""Minutes after STARTEX at which tables first talk: power is gone, generators run."""
TALK = {"90m": 20, "half-day": 25, "day": 45}
"""Real minutes of talk in a move; a half day holds three moves (practice.md, 5.2)."""
BURN, PARTNER_BURN = 32.5, 13.0
"""Litres an hour of the generators in the template at a load of 0.75, with a quarter of
full use when idle (the model's own rule)."""

DRY = 6
"""Hours after STARTEX until water stands on the road, or the attack is at the neighbour's: within
the first move, with time left to decide something about it."""
PLACES = {"people": 60, "partner_people": 40, "seats": 60, "boats": 30, "experts": 16}
"""Of both houses together more must leave than there are places in wheelchair buses, and in boats
after that; and hours of specialists for one of two (all chosen for the exercise)."""


def filled(name: str, a: Answers) -> dict[str, Any]:
    """All that the template needs: the answers, and times and litres that fit them.

    The outage lasts until some hours before ENDEX; the tanks hold about half of it, and
    the trader has too little for both. Road and neighbour hold out for `dry` hours.
    """
    moves, tables = int(a["moves"]), a["tables"]
    hour, minute = (int(one) for one in a["startex"].split()[1].split(":"))
    hours = GAP * moves
    outage = hours - 4 if moves > 1 else 5
    dry = DRY if moves > 1 else DRY - 2
    tank, partner = _tens(BURN * outage * 0.5), _tens(PARTNER_BURN * outage * 0.5)
    return {
        **a, "ours": _called(a["ours"], {**OURS, "shelter": SHELTER}), "partner": _called(a["partner"], PARTNERS),
        "one": tables[0], "two": tables[min(1, len(tables) - 1)], "last": tables[-1], "more": tables[2:],
        "id": name, "moves": _rounds(moves, hour, minute), "hours": hours, "outage": outage,
        "talk": TALK[a["length"]], "tank": tank, "partner_tank": partner,
        "low": min(6, round(outage * 0.3)), "partner_low": min(5, round(outage * 0.25)),
        "trader": max(150, _tens(BURN * outage * 0.55)), "order": _tens(BURN * outage * 0.25),
        "partner_order": _tens(PARTNER_BURN * outage * 0.3),
        "hospitals": "hospitals" in a["models"],
        "population": "population" in a["models"], "clock": f"{hour}h{minute}m", "part": PARTS[hour // 6],
        "dry": dry, "spread": dry, **PLACES, "cold": int(a["startex"][5:7]) in COLD,
        "languages": ["nl", "en"] if a["texts"] == "both" else [a["texts"]],
    }  # fmt: skip


def _called(given: str, proposed: Mapping[str, Text]) -> tuple[str, str]:
    """A name in Dutch and English: what was proposed is known in both."""
    for one in proposed.values():
        if given in (one.nl, one.en):
            return one.nl, one.en
    return given, given


COLD = (11, 12, 1, 2, 3)
"""Months in which it may freeze on the day of an exercise (judgement)."""
PARTS = (("nacht", "night"), ("ochtend", "morning"), ("middag", "afternoon"),
         ("avond", "evening"))  # fmt: skip
"""The part of the day, by six hours."""


def _tens(litres: float) -> int:
    return round(litres / 10) * 10


ROUNDS = ("first-hours", "hold-on", "scarce", "way-back")
"""The names of the moves; what people read of them stands in the template of the plot."""


def _rounds(moves: int, hour: int, minute: int) -> list[dict[str, str]]:
    """The moves: the first, the last, and as many between them as are asked for."""
    chosen = ROUNDS[:moves] if moves in (1, MOST_MOVES) else (*ROUNDS[: moves - 1], ROUNDS[-1])  # fmt: skip
    made = []
    for number, key in enumerate(chosen):
        after = FIRST if not number else 60 * GAP * number
        at = 60 * hour + minute + after
        clock = f"{at // 60 % 24:02d}:{at % 60:02d}"
        made.append({"id": key, "at": f"T+{after // 60}:{after % 60:02d}", "clock": clock})  # fmt: skip
    return made
