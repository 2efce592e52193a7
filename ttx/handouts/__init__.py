"""What goes on paper: cards, sheets and scripts, as facts from one scenario or journal.

Pages are made of them by `report_handout`. What a table gets holds nothing that the
table could not know: no condition, no expected answer, no effect, no word for staff.
"""

from __future__ import annotations

from dataclasses import dataclass

from ttx.text import Text

BLANK = "________"
"""Room on paper for a figure that only play can tell, to be filled in by hand."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a card. `kind`: text, head, item, source and figures of it, or room (blank lines)."""

    kind: str
    text: Text = Text()
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Card:
    """One card that somebody gets in hand.

    `top` says whose it is, `tag` is a short mark for who sorts the cards; `rows` are
    label and value, for the head of the card; an empty value is a line to write on.
    """

    top: Text
    tag: str
    title: Text
    rows: tuple[tuple[Text, Text], ...]
    parts: tuple[Part, ...]
    foot: Text = Text()


@dataclass(frozen=True, slots=True)
class Stack:
    """Cards that belong together and begin on a sheet of their own.

    `mark` stands on each of them, beside its place in the stack; `notes` are for who
    hands them out. `forms` are copies of one empty card: not counted, not sorted. `apart`
    tells a stack from another with the same title.
    """

    title: Text
    cards: tuple[Card, ...]
    mark: Text = Text()
    notes: tuple[Text, ...] = ()
    forms: bool = False
    apart: Text = Text()


@dataclass(frozen=True, slots=True)
class Handout:
    """One thing to print: its facts, and what stands on every page of it.

    `staff` marks what no table may see. `size` is a5 or a6 where it is cards.
    """

    kind: str
    title: Text
    scenario: Text
    marking: Text
    version: str
    staff: bool
    facts: object
    size: str = ""

    @property
    def blank(self) -> bool:
        """Whether there is nothing in it: an exercise without moves has no sheets for them."""
        held = [
            getattr(self.facts, name, ()) for name in ("stacks", "awaited", "personas")
        ]
        return not (any(held) if hasattr(self.facts, "stacks") else self.facts)
