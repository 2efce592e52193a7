"""What a leader has to look at first: one line for each thing that may spoil the day.

It draws no conclusion of its own: every line repeats what another part found, and says
where that stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ttx.evaluation_log import listed
from ttx.rehearsal.dilemma import Dilemma
from ttx.rehearsal.evidence import EvidenceFacts
from ttx.rehearsal.firing import Firing
from ttx.rehearsal.load import LoadFacts
from ttx.rehearsal.options import OptionsFact
from ttx.text import Text, both

OFTEN = 0.1
"""Share of the runs from which an overload is told up here; a rarer one stands below."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line, and the part of the report (`dilemma`, `firing` ..) in which it stands."""

    part: str
    told: Text


def findings(choice: Dilemma, came: Firing, shown: EvidenceFacts,
             load: LoadFacts, lost: int,
             options: OptionsFact | None = None) -> tuple[Finding, ...]:  # fmt: skip
    """All that needs a look, in the order of the report; empty where nothing does."""
    return (*_lost(lost), *_choice(choice), *_came(came), *_shown(shown), *_load(load),
            *_idle(options))  # fmt: skip


def _lost(lost: int) -> Iterator[Finding]:
    if lost:
        yield Finding(
            "lost", both("Runs that could not be played: {count}", count=lost)
        )


def _choice(choice: Dilemma) -> Iterator[Finding]:
    if not choice.stands:
        yield Finding("dilemma", choice.verdict)
    for under, _, told in choice.beaten:
        if under in choice.wanted:
            yield Finding("dilemma", told)


def _came(came: Firing) -> Iterator[Finding]:
    for one in came.kind("nothing"):
        yield Finding("firing", both("Inject {number} '{title}' came in no run: {why}.",
                                     number=one.number or one.inject, title=one.title,
                                     why=one.why))  # fmt: skip


def _shown(shown: EvidenceFacts) -> Iterator[Finding]:
    for one in shown.of("never"):
        yield Finding("evidence", both("Critical task '{title}': no run shows any evidence.",
                                       title=one.title))  # fmt: skip
    for one in shown.of("always"):
        yield Finding("evidence", both("Critical task '{title}': every run shows the same"
                                       " evidence, whatever is decided.", title=one.title))  # fmt: skip


def _load(load: LoadFacts) -> Iterator[Finding]:
    for one in load.overloads:
        if one.runs >= OFTEN * load.many:
            yield Finding("load", both("{table}, {stretch}: too much at once in {runs} of"
                                       " {many} runs ({worst}).", table=one.title,
                                       stretch=one.stretch, runs=one.runs, many=load.many,
                                       worst=one.worst))  # fmt: skip
    for title, count in load.crowded:
        yield Finding("load", both("{table}: {count} figures on its picture; at most {most}",
                                   table=title, count=count, most=load.most_gauges))  # fmt: skip
    for idle in load.idle:
        yield Finding("load", both("{table}: nothing to do in {stretches}, in {runs} of"
                                   " {many} runs.", table=idle.title,
                                   stretches=listed(idle.stretches), runs=idle.runs,
                                   many=load.many))  # fmt: skip


def _idle(options: OptionsFact | None) -> Iterator[Finding]:
    """Options without effect; one that is written without any is taken to be meant so."""
    for one in options.nothing if options else ():
        if not one.bare:
            yield Finding("options", both("Option '{title}': nothing differs, whether it is"
                                          " taken or not.", title=one.title))  # fmt: skip
