"""A sign-off list that experts filled in: read with line and column, all faults at once.

What is left empty is not signed. It knows what may be written, not which assumptions a
scenario has: those are given.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ttx.errors import Problem
from ttx.scenario.marks import Source, located
from ttx.scenario.reading import unknown
from ttx.scenario.slips import nearest
from ttx.scenario.yaml import read
from ttx.text import say

FIELDS = ("figure", "verdict", "to", "role", "date", "remark")
LONGEST = {"to": 200, "role": 80, "date": 40, "remark": 400}
"""Letters that each may hold: as much as the same field of the report page."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What one expert said of one assumption; all but `figure` as it was written."""

    figure: str
    verdict: str
    to: str = ""
    role: str = ""
    date: str = ""
    remark: str = ""


@dataclass(slots=True)
class Sheet:
    """A whole list: what was signed, and how many assumptions were left empty."""

    signed: list[Signed] = field(default_factory=list)
    empty: int = 0


def read_sheet(raw: bytes, path: str, scenario: str, verdicts: Collection[str],
               known: Collection[str]) -> tuple[Sheet, list[Problem]]:  # fmt: skip
    """The list in these bytes, and everything that is wrong with it.

    scenario: the exercise that it is for. verdicts: what an expert may say, in English;
    the Dutch words count as well. known: the places of all figures.
    """
    source = read(raw, path)
    sheet, problems = Sheet(), list(source.problems)
    if not problems:
        problems = list(_read(source, sheet, scenario, verdicts, known))
    return sheet, [located(one, source.mark) for one in problems]


def _read(source: Source, sheet: Sheet, scenario: str, verdicts: Collection[str],
          known: Collection[str]) -> Iterator[Problem]:  # fmt: skip
    data = source.data
    rows = data.get("assumptions") if isinstance(data, Mapping) else None
    if not isinstance(data, Mapping) or not isinstance(rows, list):
        yield Problem("sign-off", "this is not a sign-off list: it has no 'assumptions:'; a"
                      " rehearsal writes one (ttx rehearse NAME --screening)")  # fmt: skip
        return
    given = str(data.get("scenario") or scenario)
    if given != scenario:
        yield Problem("sign-off", "this list is of the scenario '{given}', the exercise is"
                      " '{scenario}'", {"given": given, "scenario": scenario}, ("scenario",))  # fmt: skip
        return
    for number, row in enumerate(rows):
        place = ("assumptions", number)
        if not isinstance(row, Mapping):
            yield Problem("mapping", "'{key}' must hold keys and values",
                          {"key": "assumptions"}, place)  # fmt: skip
            continue
        wrong = list(_wrong(row, place, verdicts, known))
        yield from wrong
        if not wrong:
            _take(sheet, row, verdicts)


def _take(sheet: Sheet, row: Mapping[str, Any], verdicts: Collection[str]) -> None:
    said = {name: _text(row.get(name)) for name in FIELDS}
    if not said["verdict"]:
        sheet.empty += 1
        return
    said["verdict"] = meant(said["verdict"], verdicts)
    sheet.signed.append(Signed(**said))


def _wrong(row: Mapping[str, Any], place: tuple[str | int, ...],
           verdicts: Collection[str], known: Collection[str]) -> Iterator[Problem]:  # fmt: skip
    for key in row:
        if key not in FIELDS:
            yield unknown("key", str(key), FIELDS, (*place, key))
    said = {name: _text(row.get(name)) for name in FIELDS}
    for name, value in row.items():
        if name in FIELDS and isinstance(value, (list, Mapping)):
            yield Problem("bad-value", "'{key}' must be text; put it between quotes",
                          {"key": name}, (*place, name))  # fmt: skip
    figure = said["figure"]
    if not figure:
        yield Problem("missing", "'{key}' is missing", {"key": "figure"}, place)
    elif figure not in known:
        near = nearest(figure, known)
        english = "there is no assumption '{name}' in this scenario"
        english += ", did you mean '{near}'?" if near else ""
        yield Problem("unknown-figure", english, {"name": figure, "near": near},
                      (*place, "figure"))  # fmt: skip
    yield from _unsaid(said, place, verdicts)
    for name, most in LONGEST.items():
        if len(said[name]) > most:
            yield Problem("too-long", "'{key}' holds at most {most} letters",
                          {"key": name, "most": most}, (*place, name))  # fmt: skip


def _unsaid(said: Mapping[str, str], place: tuple[str | int, ...],
            verdicts: Collection[str]) -> Iterator[Problem]:  # fmt: skip
    """A verdict that is none, or one without what belongs to it."""
    verdict = said["verdict"]
    if not verdict:
        filled = [name for name in ("to", "role", "date", "remark") if said[name]]
        if filled:
            yield Problem("unsigned", "'{key}' is filled in, but no verdict: write one of:"
                          " {known}", {"key": filled[0], "known": ", ".join(verdicts)},
                          (*place, "verdict"))  # fmt: skip
        return
    word = meant(verdict, verdicts)
    if not word:
        yield _choice(verdict, verdicts, (*place, "verdict"))
    if word == "changed" and not said["to"]:
        yield Problem("missing", "changed, but not to what: fill in 'to'", {},
                      (*place, "to"))  # fmt: skip
    if not said["role"]:
        yield Problem("missing", "who says so: fill in 'role' (a role and organisation, no"
                      " name)", {}, (*place, "role"))  # fmt: skip


def _choice(
    given: str, verdicts: Collection[str], place: tuple[str | int, ...]
) -> Problem:
    near = nearest(given, [*verdicts, *(say("nl", one) for one in verdicts)])
    english = "'{given}' is not one of: {known}"
    english += "; did you mean '{near}'?" if near else ""
    return Problem("bad-choice", english,
                   {"given": given, "known": ", ".join(verdicts), "near": near}, place)  # fmt: skip


def meant(given: str, verdicts: Collection[str]) -> str:
    """The verdict that is meant by a word in either language; empty if it is none."""
    word = given.strip().lower()
    return next((one for one in verdicts if word in (one, say("nl", one).lower())), "")


def _text(value: Any) -> str:
    if value is None or isinstance(value, (list, Mapping)):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value).strip()
