"""What ttx makes of an exercise from elsewhere: a scenario as plain data, with comments.

Says of every item what became of it. Nothing is invented but what a scenario cannot do
without: moves, a date, and then that is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ttx.exchange.loss import CAME, LEFT, NEAR, STATES, Ledger, Told, where
from ttx.exchange.neighbours.becoming_injects import injects, moments
from ttx.exchange.neighbours.becoming_names import Names, Voice
from ttx.exchange.neighbours.foreign import FORMATS, Foreign
from ttx.exchange.neighbours.rounds import Round, Timed, rounds
from ttx.exchange.neighbours.scenario_yaml import Place, written
from ttx.moment import DAY, HOUR, LIMIT, MINUTE, SECOND, offset
from ttx.text import LANGUAGES, both, say

ANY_DAY, ANY_HOUR = "2027-03-10", "09:00"
ZONE = "Europe/Amsterdam"
ROOM = 15 * MINUTE
"""Exercise time that must be left after the last inject for a length to be kept."""
MARGIN = 2 * DAY
"""Exercise time that is kept free of what the calendar can hold, for the ends."""


HEADS = {
    "moves": both("Moves: when the tables sit down to talk. They read what came until then."),
    "objectives": both("Objectives. Give each a task that says what an evaluator looks for."),
    "teams": both("Tables. Say who sits there and what they decide on."),
    "personas": both("Those for whom the response cell speaks."),
    "options": both("What tables can choose, and what that brings about."),
    "msel": both("The draaiboek. What was approximated or left stands above the inject."),
}  # fmt: skip
"""What stands above the parts of the file."""


@dataclass(frozen=True, slots=True)
class Became:
    """A scenario file that is not written yet, and what is told about it."""

    text: str
    told: tuple[Told, ...]


def become(foreign: Foreign, name: str, source: str, lang: str) -> Became:
    """The YAML of scenario `name`, and the whole loss report.

    `source` is what the file was called; comments are in the reader's language.
    """
    ledger = Ledger(list(foreign.told))
    voice = Voice(foreign, ledger)
    names = Names(foreign, voice, ledger)
    comments: dict[Place, list[str]] = {}
    lines = injects(foreign, names, voice, ledger)
    moves = _moves(foreign, names, lines, ledger)
    data = _frame(foreign, name, voice, lines, moves, ledger)
    data["moves"] = [_move(n, one, voice) for n, one in enumerate(moves)]
    data |= names.parts()
    data["msel"] = lines
    data["hot_wash"] = [voice.put(one) for one in foreign.hot_wash] or _questions()
    kept = {key: value for key, value in data.items() if value not in ({}, [], "")}
    _say(foreign, source, name, lang, voice, comments)
    _remarks(foreign, names, kept, ledger, lang, comments)
    return Became(written(kept, comments), tuple(ledger.told))


# --- frame and moves ---------------------------------------------------------------


def _frame(
    foreign: Foreign,
    name: str,
    voice: Voice,
    lines: list[dict[str, Any]],
    moves: list[Round],
    ledger: Ledger,
) -> dict[str, Any]:
    startex, dated = _startex(foreign)
    if not dated:
        ledger.tell(NEAR, "the file names no date; {day} stands in: fill in your own",
                    where("startex"), day=startex)  # fmt: skip
    known = [at for at in moments(lines).values() if at is not None]
    last = max([*known, *(move.at for move in moves), 0])
    early = min([0, *known])
    roomy = bool(foreign.length and foreign.length >= last + ROOM)
    endex = min(foreign.length or 0 if roomy else last + HOUR, LIMIT - HOUR)
    if foreign.length and not roomy:
        ledger.tell(NEAR, "its length leaves no time after the last inject; ENDEX is an hour"
                    " after that", where("endex"))  # fmt: skip
    made: dict[str, Any] = {
        "format": 1,
        "id": name,
        "title": voice.put(foreign.title or name),
        "summary": voice.put(foreign.summary),
        "purpose": "develop",
        "startex": f"{startex} {ZONE}",
        "endex": offset(endex // SECOND * SECOND),
        "languages": [*LANGUAGES],
        "briefing": voice.put(foreign.briefing),
        "leader_briefing": voice.put(foreign.leader),
        "ground_rules": [voice.put(one) for one in foreign.rules],
    }
    if endex - early > 14 * DAY:
        made |= {"look": "1h", "record": "6h"}
    return {key: value for key, value in made.items() if value}


def _startex(foreign: Foreign) -> tuple[str, bool]:
    """Day and hour of STARTEX, and whether the file names the day."""
    given = foreign.startex
    return (given, True) if " " in given else (f"{ANY_DAY} {given or ANY_HOUR}", False)


def _moves(
    foreign: Foreign, names: Names, lines: list[dict[str, Any]], ledger: Ledger
) -> list[Round]:
    """Moves of the file itself, or cut so that tables can read what they get."""
    known = moments(lines)
    label = {names.injects[one.key]: one.move for one in foreign.injects
             if one.key in names.injects}  # fmt: skip
    every = tuple(names.teams.values())
    timed = [
        Timed(at, every if one["to"] == ["all"] else tuple(one["to"]), label[one["id"]])
        for one in lines
        if (at := known[one["id"]]) is not None
        and abs(at) < LIMIT - MARGIN
        and one["to"] != ["excon"]
    ]
    early = [one for one in timed if one.at < 0]
    if early and 2 * len(early) <= len(timed):
        ledger.tell(NEAR, "injects before STARTEX: {count}; tables read them in the first"
                    " move", where("startex"), count=len(early))  # fmt: skip
        timed = [replace(one, at=max(0, one.at)) for one in timed]
    made = rounds(timed)
    if any(one.title for one in made):
        ledger.tell(CAME, "{count} moves", where("moves"), count=len(made))
    else:
        ledger.tell(NEAR, "the file has no moves; {count} were made where the time line allows"
                    " a pause: look at their moments", where("moves"), count=len(made))  # fmt: skip
    return made


def _move(n: int, one: Round, voice: Voice) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": f"move-{n + 1}",
        "title": voice.put(one.title) if one.title and not one.title.isdecimal()
        else both("Move {number}", number=one.title or n + 1),
        "at": offset(one.at // SECOND * SECOND),
        "talk": "25m",
    }  # fmt: skip
    made["questions"] = [
        both("What do you know, what do you assume, and what do you not know?"),
        both("What do you decide, who carries it out, and who must know?"),
    ]
    return made


def _questions() -> list[Any]:
    return [
        both("What did you know when, and what would you have liked to know earlier?"),
        both("What will you do differently tomorrow, in your own organisation?"),
    ]


# --- what is said in comments ------------------------------------------------------


def _say(
    foreign: Foreign,
    source: str,
    name: str,
    lang: str,
    voice: Voice,
    comments: dict[Place, list[str]],
) -> None:
    """What stands above the file and its parts."""
    comments[()] = [
        say(lang, "Brought in from {format}, file {file}. Everything here may be changed; lines"
            " that begin like this one are for you, the program does not read them.",
            format=FORMATS[foreign.format], file=_one_line(source)),
        say(lang, "What to do now: run `ttx check {name}`, which says what is missing; read the"
            " remarks at the injects; fill in the date, the objectives and who sits at the"
            " tables; then `ttx play {name}`.", name=name),
    ]  # fmt: skip
    if not _startex(foreign)[1]:
        comments[("startex",)] = [say(lang, "The file named no date: choose one.")]
    comments[("languages",)] = [
        say(lang, "Texts came in one language ({lang}); the other is missing and check says so."
            " Translate them, or keep only [{lang}] here.", lang=voice.lang)
    ]  # fmt: skip
    for part, sentence in HEADS.items():
        comments[(part,)] = [sentence.of(lang)]


def _remarks(
    foreign: Foreign,
    names: Names,
    data: Mapping[str, Any],
    ledger: Ledger,
    lang: str,
    comments: dict[Place, list[str]],
) -> None:
    """What was approximated or left of an inject, above it in the file."""
    number = {one["id"]: n for n, one in enumerate(data.get("msel", ()))}
    place = {one.place: number[names.injects[one.key]] for one in foreign.injects
             if one.place and names.injects.get(one.key) in number}  # fmt: skip
    for one in ledger.told:
        if one.state in (NEAR, LEFT) and one.place in place:
            above = comments.setdefault(("msel", place[one.place]), [])
            if len(above) < 12:
                above.append(
                    f"{STATES[one.state].of(lang).capitalize()}: {one.words.of(lang)}."
                )


def _one_line(source: str) -> str:
    return "".join(one for one in source if one.isprintable())[-120:]
