"""What a table can take in during one move: the budgets of a half day, in table minutes.

After practice in the field (8 to 15 tables, moves of 45 minutes of which 25 of talk).
They warn; they never stop an exercise.
"""

from __future__ import annotations

from ttx.moment import MINUTE

MOST_INJECTS, MOST_WORDS, MOST_GAUGES = 4, 120, 12
"""Injects per table and move, words per inject, figures on a table's picture."""
READING_SPEED = 150
"""Words a minute, reading aloud and in silence alike."""
FREE_SHARE = 0.6
"""The part of a move that must stay free for talk."""


def reading(words: float) -> float:
    """Milliseconds of table time that it takes to read so many words."""
    return words / READING_SPEED * MINUTE


def no_time_to_talk(words: float, talk: float) -> bool:
    """Whether reading takes more of a move than may be taken from its talk (ms)."""
    return talk > 0 and reading(words) > (1 - FREE_SHARE) * talk
