"""Handouts as pages to print: cards laid out on sheets to cut, and A4 pages.

A page refers to nothing outside itself; it is made of a `Handout` and the templates
`handout_*.html.j2`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ttx.report_cards import PAPERS, Paper, Piece, below, pieces, prose, tied
from ttx.report_room import environment, told


@dataclass(frozen=True, slots=True)
class Dealt:
    """Who gets which cards: for who sorts them and hands them out.

    A row for each table has a cell for each title, and in it for each stack of that title
    what sets it apart and its cards. `moves`: each title is a move.
    """

    titles: tuple[Any, ...]
    rows: tuple[tuple[Any, tuple[tuple[tuple[Any, tuple[Any, ...]], ...], ...]], ...]
    notes: tuple[Any, ...]
    moves: bool


def handout(one: Any, templates: Path, lang: str) -> str:
    """A `Handout` as one HTML page."""
    room = environment(templates, lang)
    room.filters["tied"] = tied
    room.filters["prose"] = lambda text: prose(told(text, lang))
    paper = PAPERS.get(one.size)
    stacks = getattr(one.facts, "stacks", one.facts) if paper else ()
    sheets = [*laid(stacks, paper, lang)] if paper else []
    name = "cards" if paper else one.kind
    template = room.get_template(f"handout_{name}.html.j2")
    named = below(paper, told(one.scenario, lang), one.version) if paper else ""
    return template.render(handout=one, facts=one.facts, paper=paper, sheets=sheets,
                           dealt=dealt(stacks, lang), named=named)  # fmt: skip


def laid(stacks: Sequence[Any], paper: Paper, lang: str) -> Iterator[list[Piece]]:
    """Sheets of cards; each stack begins on a sheet of its own."""
    for stack in stacks:
        made = [
            piece
            for number, card in enumerate(stack.cards, 1)
            for piece in pieces(card, paper, lang, place(stack, number, lang))
        ]
        for begin in range(0, len(made), paper.per):
            yield made[begin : begin + paper.per]


def place(stack: Any, number: int, lang: str) -> str:
    """Where a card belongs, to be read below it: `Move 2 · 3/17`; of a form nothing."""
    if stack.forms:
        return ""
    counted = f"{number}/{len(stack.cards)}"
    return f"{told(stack.mark, lang)} · {counted}" if stack.mark else counted


def dealt(stacks: Sequence[Any], lang: str) -> Dealt | None:
    """Which cards lie ready for whom; None where there is nothing to sort."""
    real = [stack for stack in stacks if not stack.forms]
    cards = [card for stack in real for card in stack.cards]
    names = {told(card.top, lang): card.top for card in cards}
    called = {card.tag or told(card.title, lang) for card in cards}
    notes = tuple(dict.fromkeys(note for stack in real for note in stack.notes))
    if not notes and (len(cards) <= len(names) or len(called) < 2):
        return None
    titles = tuple(dict.fromkeys(stack.title for stack in real))
    rows = tuple(
        (top, tuple(
            tuple(_lot(stack, name, lang) for stack in real if stack.title == title)
            for title in titles
        ))
        for name, top in names.items()
    )  # fmt: skip
    moves = len(titles) > 1 or any(stack.mark and not stack.apart for stack in real)
    return Dealt(titles, rows, notes, moves)


def _lot(stack: Any, name: str, lang: str) -> tuple[Any, tuple[Any, ...]]:
    """What sets a stack apart, and the cards of this table in it."""
    cards = [card for card in stack.cards if told(card.top, lang) == name]
    return stack.apart, tuple(card.tag or card.title for card in cards)
