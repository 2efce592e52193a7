"""The inject cards: complete in both languages, short enough to read at a table."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ttx.scenario.cards import Card, read_theme
from ttx.scenario.frame import CHANNELS
from ttx.scenario.yaml import read

SHELF = Path(__file__).parent.parent / "injects"
HOLE = re.compile(r"<<\s*([^<>]+?)\s*>>")


def read_cards() -> dict[str, Card]:
    """Every card on the shelf by `theme/card`, read as a scenario reads them."""
    cards: dict[str, Card] = {}
    for path in sorted(SHELF.glob("*.yaml")):
        source = read(path.read_bytes(), str(path))
        found = read_theme(path.stem, source)
        assert [one.line_of_text("en") for one in source.problems] == []
        cards |= {name: card for name, (card, *_) in found.items()}
    return cards


CARDS = read_cards()
each_card = pytest.mark.parametrize("name", sorted(CARDS))


def test_there_is_a_shelf_of_cards_over_many_themes() -> None:
    assert len(CARDS) >= 40
    assert len({name.split("/")[0] for name in CARDS}) >= 8


@each_card
def test_a_card_speaks_dutch_and_english(name: str) -> None:
    card = CARDS[name]
    sender = card.sender
    assert not isinstance(sender, str)
    for words in (card.title, card.text, card.controller, sender):
        assert words.nl and words.en
    for ask in card.asks.values():
        assert ask.title.nl and ask.title.en
    assert card.text.nl != card.text.en


@each_card
def test_a_card_is_read_in_half_a_minute(name: str) -> None:
    for words in (CARDS[name].text.nl, CARDS[name].text.en):
        assert 25 <= len(words.split()) <= 90


@each_card
def test_both_languages_ask_for_the_same_and_a_default_stands_ready(name: str) -> None:
    card = CARDS[name]
    assert set(HOLE.findall(card.text.nl)) == set(HOLE.findall(card.text.en))
    assert set(HOLE.findall(card.text.nl)) == set(card.asks)
    assert all(ask.default is not None for ask in card.asks.values())


@each_card
def test_a_card_travels_by_a_known_channel(name: str) -> None:
    assert CARDS[name].by in CHANNELS


@each_card
def test_a_card_gives_no_expected_answer_away(name: str) -> None:
    for words in (CARDS[name].text.nl, CARDS[name].text.en):
        assert "OEFENING" not in words and "EXERCISE" not in words
        assert "{{" not in words
