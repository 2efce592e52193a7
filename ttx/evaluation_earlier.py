"""The open actions of earlier debriefs that an exercise was begun with.

They stand in its first entry, so that replay and debrief know them. They are looked out
for and observed, never rated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ttx.evaluation_log import Log, listed, words
from ttx.text import Text, both

ELEMENTS = {
    "plans": "plans",
    "organisation": "organisation",
    "equipment": "equipment",
    "training": "training",
    "exercises": "exercises",
}
"""What an action changes (HSEEP's POETE), in the program's words."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """One open action: of which exercise, why it was agreed, what, by whom and when.

    `id` ties observations to it, as the id of a critical task does.
    """

    id: str
    of: Text
    issue: str
    action: str
    element: str
    owner: str
    end: str
    above: bool

    @property
    def agreed(self) -> Text:
        """What was agreed about it, on one line."""
        return listed((
            both("element: {element}", element=both(ELEMENTS[self.element]))
            if self.element in ELEMENTS else Text(),
            both("owner: {owner}", owner=self.owner) if self.owner else Text(),
            both("by {date}", date=self.end) if self.end else Text(),
            both("needs a decision above this table") if self.above else Text(),
        ))  # fmt: skip


def earlier(log: Log) -> tuple[Earlier, ...]:
    """The earlier actions of this exercise, in the order in which they were handed on."""
    begun = next(iter(log.out("started")), None)
    return tuple(
        _one(row) for row in (begun.body.get("follow_up") or () if begun else ())
    )


def _one(row: Mapping[str, Any]) -> Earlier:
    return Earlier(
        str(row["id"]), words(row.get("of")), str(row.get("issue", "")),
        str(row["text"]), str(row.get("element", "")), str(row.get("owner", "")),
        str(row.get("end", "")), row.get("above") is True,
    )  # fmt: skip
