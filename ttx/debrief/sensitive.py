"""Modelled mortality: an annex of its own, in bands, and only where it was asked for.

A figure of one run is no finding; a band over many runs and draws of the assumptions says
what this model gives. It is a property of the model and credited to nobody.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ttx.actions import Reveal
from ttx.debrief.classes import ENOUGH
from ttx.debrief.course import titled, touched_at
from ttx.debrief.decisions import is_sensitive
from ttx.debrief.influence_words import band
from ttx.evaluation_log import Log, show_of
from ttx.text import Text, both
from ttx.variant_tried import Tried


@dataclass(frozen=True, slots=True)
class SensitiveFact:
    """A sensitive outcome at the end, as a band; `after` as for any other outcome."""

    gauge: str
    title: Text
    told: Text
    after: int | None


def annex(log: Log, tried: Tried | None, asked: bool) -> tuple[SensitiveFact, ...]:
    """The sensitive outcomes; none unless asked for, or switched on by the leader."""
    if not (asked or _shown(log)):
        return ()
    names = [*log.scenario.headlines, *log.scenario.gauges, *log.readings]
    return tuple(
        SensitiveFact(
            one, titled(log.scenario, one), _told(log, tried, one), touched_at(log)
        )
        for one in dict.fromkeys(names)
        if is_sensitive(log.scenario, one) and one in log.readings
    )


def _shown(log: Log) -> bool:
    turned = [one.on for _, one in log.of(Reveal) if one.what == "sensitive"]
    return bool(turned) and turned[-1]


def _told(log: Log, tried: Tried | None, gauge: str) -> Text:
    values = [run.base.figures[gauge] for run in tried.runs
              if gauge in run.base.figures] if tried else []  # fmt: skip
    if len(values) < ENOUGH:
        return both("No band: that takes {count} runs or more (ttx debrief FILE --influence)",
                    count=ENOUGH)  # fmt: skip
    low, high = (float(one) for one in np.quantile(values, (0.1, 0.9)))
    return both("{band} at the end, in 8 of 10 of {count} runs",
                band=band(show_of(log.scenario, gauge), low, high), count=len(values))  # fmt: skip
