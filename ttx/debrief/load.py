"""How much each table had to read and decide in each move: counted, never rated.

Reading time is words over a reader's speed; it does not say that anybody read them.
"""

from __future__ import annotations

from dataclasses import dataclass

from ttx.debrief.line import Segment, segments_of
from ttx.evaluation_log import DECIDED, Log, words
from ttx.journal import Entry
from ttx.scenario.budget import MOST_INJECTS, MOST_WORDS, READING_SPEED
from ttx.text import Text


@dataclass(frozen=True, slots=True)
class LoadCell:
    """One table in one move: messages, their words, decisions by people.

    `longest` and `words` are counts of words, `minutes` begun minutes of
    reading: each as (Dutch, English).
    """

    messages: int
    injects: int
    longest: tuple[int, int]
    words: tuple[int, int]
    minutes: tuple[int, int]
    decisions: int


@dataclass(frozen=True, slots=True)
class LoadRow:
    """One table over all moves."""

    seat: str
    title: Text
    cells: tuple[LoadCell, ...]


@dataclass(frozen=True, slots=True)
class Load:
    """All tables over the same stretches of the exercise."""

    stretches: tuple[Text, ...]
    rows: tuple[LoadRow, ...]
    speed: int = READING_SPEED
    most_injects: int = MOST_INJECTS
    most_words: int = MOST_WORDS


def load(log: Log) -> Load:
    """The load of every table, by move; by equal parts where there are no moves."""
    stretches = _stretches(segments_of(log))
    bounds = [(one[0].first, after[0].first if after else None)
              for one, after in zip(stretches, [*stretches[1:], None], strict=True)]  # fmt: skip
    titles = tuple(next((one for one in same if not one.run), same[0]).title
                   for same in stretches)  # fmt: skip
    rows = tuple(
        LoadRow(table.id, table.short,
                tuple(_cell(log, table.id, since, until) for since, until in bounds))
        for table in log.scenario.tables
    )  # fmt: skip
    return Load(titles, rows)


def _stretches(segments: tuple[Segment, ...]) -> list[list[Segment]]:
    """A move with the run behind it counts as one; what came before stands apart."""
    made: list[list[Segment]] = []
    for one in segments:
        if (made and one.run) or (made and made[-1][0].title == one.title):
            made[-1].append(one)
        else:
            made.append([one])
    return made


def _cell(log: Log, seat: str, since: int, until: int | None) -> LoadCell:
    def here(seq: int) -> bool:
        return seq >= since and (until is None or seq < until)

    sent = [e for e in log.out("delivered") if here(e.seq) and seat in e.body["to"]]
    counts = [_words(entry) for entry in sent]
    dutch, english = (sum(one[n] for one in counts) for n in (0, 1))
    longest = tuple(max((one[n] for one in counts), default=0) for n in (0, 1))
    decided = sum(one.by == seat and one.hand == "person" and here(one.seq)
                  and isinstance(one.action, DECIDED) for one in log.done)  # fmt: skip
    return LoadCell(
        len(sent), sum(bool(e.body.get("inject")) for e in sent),
        (longest[0], longest[1]), (dutch, english),
        (-(-dutch // READING_SPEED), -(-english // READING_SPEED)), decided,
    )  # fmt: skip


def _words(entry: Entry) -> tuple[int, int]:
    """The words of a message with its title: (Dutch, English)."""
    title, text = words(entry.body.get("title")), words(entry.body.get("text"))
    dutch, english = (len(f"{title.of(lang)} {text.of(lang)}".split())
                      for lang in ("nl", "en"))  # fmt: skip
    return dutch, english
