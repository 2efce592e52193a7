"""What stands in a workbook: its sheets and their columns, with headings in both languages.

A table of what is planned; it reads and writes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ttx.text import Text, both

Kind = Literal[
    "string", "words", "sender", "time", "span", "name", "names", "who", "choice",
    "flag", "list", "flow", "derived", "own",
]  # fmt: skip
"""How a value stands in a cell: `own` is the organisation's, `derived` is worked out."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key, where its value stands in a record, and how it is shown.

    `lang` is "1" or "2" for the workbook's first and second language. `known` names what
    may stand in it (teams, channels ..). `front`: it is printed. `also`: other headings.
    """

    key: str
    steps: tuple[str, ...]
    kind: Kind
    head: Text
    width: int = 14
    lang: str = ""
    known: str = ""
    front: bool = False
    also: tuple[str, ...] = ()
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, where its records stand in a scenario, its columns.

    `listed`: a list of records with an `id`, else a mapping by id. `inside`: each record
    of the place holds a list of its own under this key, and those are the rows.
    """

    key: str
    title: Text
    place: str
    listed: bool
    columns: tuple[Column, ...]
    inside: str = ""


KINDS = {"contextual": both("contextual"), "contingency": both("contingency")}
PARTS = {
    "brief": both("briefing"), "talk": both("talk"), "commit": both("commit"),
    "run": both("run"), "preview": both("preview"), "report": both("report"),
}  # fmt: skip
CHOICES: dict[str, Mapping[str, Text]] = {
    "kinds": KINDS,
    "parts": PARTS,
    "layers": {"strategic": both("strategic"), "operational": both("operational")},
    "sides": {"civil": both("civil"), "military": both("military")},
    "status": {"draft": both("draft"), "to-agree": both("to be agreed"), "agreed": both("agreed"),
               "dropped": both("to be dropped")},
    "reversible": {"yes": both("yes"), "hard": both("with effort"), "no": both("no")},
    "offers": {"open": both("on the list"), "on-search": both("found by searching"),
               "excon-only": both("exercise control alone")},
}  # fmt: skip


def _pair(
    key: str,
    english: str,
    width: int,
    *steps: str,
    front: bool = False,
    also: tuple[str, ...] = (),
) -> tuple[Column, Column]:
    """A text in the workbook's first language, and in its second one."""
    path = steps or (key,)
    return (
        Column(key, path, "words", both(english), width, "1", front=front, also=also),
        Column(f"{key}-2", path, "words", both(english), width, "2"),
    )


_TITLE = _pair("title", "Title", 22, front=True,
               also=("event synopsis", "synopsis", "subject", "onderwerp"))  # fmt: skip
_TEXT = _pair("text", "Message", 56, front=True,
              also=("message text", "inject text", "text", "tekst", "bericht", "details", "script"))  # fmt: skip
_ANSWER = _pair("answer", "Expected response", 28, "expects", "text", front=True,
                also=("expected participant response", "expected actions", "expected action"))  # fmt: skip
_CONTROL = _pair("controller", "Delivery instructions", 24, front=True,
                 also=("controller instructions", "aanwijzing oefenleiding"))  # fmt: skip
_NOTE = _pair("note", "Notes", 24, also=("remarks", "opmerking", "notitie", "description"))  # fmt: skip
_BACK = _pair("fallback", "Message without figures", 40)
_FROM = Column("from", ("from",), "sender", both("From"), 15, "1", "senders", True,
               ("sender", "afzender", "from org"))  # fmt: skip

MSEL = Sheet("msel", Text("MSEL", "MSEL"), "msel", True, (
    Column("id", ("id",), "string", both("Id"), 9, front=True, also=("inject id", "uuid", "kenmerk")),
    Column("number", ("number",), "string", both("No."), 7, front=True,
           also=("event number", "control number", "nummer", "number", "#")),
    _TITLE[0],
    Column("move", ("on", "move"), "name", both("Move"), 14, known="moves", front=True),
    Column("part", ("on", "state"), "choice", both("Part of the move"), 10, known="parts", front=True),
    Column("at", ("at",), "time", both("Time"), 8, front=True,
           also=("designated scenario time", "simulated time", "time after startex", "tijd na startex", "scenariotijd")),
    Column("clock", (), "derived", both("Clock time"), 13, front=True, also=("local time",)),
    Column("comes", (), "derived", both("Comes"), 20, front=True),
    _FROM,
    Column("to", ("to",), "names", both("To"), 14, known="receivers", front=True,
           also=("intended player", "ontvanger", "to org", "player", "target")),
    Column("by", ("by",), "name", both("Channel"), 10, known="channels", front=True,
           also=("delivery mode", "inject mode", "delivery method", "middel"), otherwise="email"),
    Column("kind", ("kind",), "choice", both("Type"), 10, known="kinds", front=True,
           also=("event type",), otherwise="contextual"),
    _TEXT[0], _ANSWER[0],
    Column("options", ("expects", "any"), "names", both("Expected decisions"), 22, known="options", front=True),
    Column("objectives", ("objectives",), "names", both("Objectives"), 22, known="objectives", front=True,
           also=("objective", "exercise objective", "doel")),
    Column("tests", ("expects", "tests"), "names", both("Critical tasks"), 22, known="tasks", front=True,
           also=("critical task", "measure of performance")),
    Column("responsible", (), "own", both("Responsible controller"), 17, front=True,
           also=("controller", "assigned to")),
    _CONTROL[0], _NOTE[0],
    Column("status", (), "own", both("Status"), 13, known="status"),
    Column("capability", (), "derived", both("Core capability"), 22),
    Column("target", (), "derived", both("Capability target"), 30),
    Column("actual", (), "own", both("Actual time"), 10),
    Column("happened", (), "own", both("What happened"), 24),
    _TITLE[1], _TEXT[1], _ANSWER[1], _CONTROL[1], _NOTE[1],
    Column("from-2", ("from",), "sender", both("From"), 20, "2", "senders"),
    *_BACK,
    Column("within", ("expects", "within"), "flow", both("Response within"), 16),
    Column("when", ("when",), "flow", both("Condition"), 30),
    Column("after", ("after",), "flow", both("After"), 26),
    Column("unless", ("unless",), "flow", both("Unless"), 26),
    Column("chance", ("chance",), "flow", both("Chance"), 16),
    Column("until", ("until",), "time", both("No later than"), 10),
    Column("repeat", ("repeat",), "span", both("Again every"), 10),
    Column("cue", ("cue",), "flag", both("On cue"), 8),
    Column("stops", ("stops",), "flag", both("Stops the clock"), 8),
    Column("otherwise", ("otherwise",), "name", both("Without the response"), 18, known="injects"),
    Column("instead", ("instead",), "name", both("In its place"), 18, known="injects"),
    Column("does", ("does",), "flow", both("Effects"), 30),
    Column("dilemma", ("dilemma",), "string", both("Dilemma"), 10),
    Column("card", (), "derived", both("Inject card"), 20),
))  # fmt: skip

OBJECTIVES = Sheet("objectives", both("Objectives"), "objectives", True, (
    Column("id", ("id",), "string", both("Id"), 20, front=True),
    *_pair("title", "Title", 36, front=True), *_pair("mission", "Mission area", 24, front=True),
    *_pair("capability", "Core capability", 28, front=True),
    *_pair("target", "Capability target", 50, front=True),
    Column("covers", ("covers",), "list", both("Covers"), 30, front=True),
))  # fmt: skip
TASKS = Sheet("tasks", both("Critical tasks"), "objectives", True, (
    Column("id", ("id",), "string", both("Id"), 20, front=True),
    Column("objective", (), "derived", both("Objective"), 28, front=True),
    *_pair("title", "Title", 36, front=True), *_pair("reference", "Plan or rule", 36, front=True),
    Column("team", ("team",), "name", both("Table"), 20, known="receivers", front=True),
    *_pair("looks_for", "What to look for", 44, front=True),
), "tasks")  # fmt: skip
TEAMS = Sheet("teams", both("Teams"), "teams", False, (
    Column("id", ("id",), "string", both("Id"), 18, front=True),
    *_pair("title", "Title", 32, front=True), *_pair("short", "Short name", 16, front=True),
    Column("layer", ("layer",), "choice", both("Layer"), 12, known="layers", front=True, otherwise="operational"),
    Column("side", ("side",), "choice", both("Side"), 10, known="sides", front=True, otherwise="civil"),
    *_pair("task", "Task", 60, front=True),
    Column("tables", (), "derived", both("Tables"), 30, front=True),
))  # fmt: skip
PERSONAS = Sheet("personas", both("Response cell"), "personas", False, (
    Column("id", ("id",), "string", both("Id"), 18, front=True),
    *_pair("title", "Title", 32, front=True), *_pair("short", "Short name", 16, front=True),
    *_pair("brief", "Who this is", 60, front=True),
))  # fmt: skip
OPTIONS = Sheet("options", both("Options"), "options", False, (
    Column("id", ("id",), "string", both("Id"), 20, front=True),
    *_pair("title", "Title", 32, front=True),
    Column("who", ("teams",), "who", both("Whose decision"), 22, known="receivers", front=True),
    *_pair("text", "What it means", 50, front=True), *_pair("cost", "Price", 36, front=True),
    *_pair("need", "What it needs", 30, front=True),
    Column("agree", ("agree",), "names", both("Agreement of"), 20, known="anybody", front=True),
    Column("inform", ("inform",), "names", both("To be told"), 20, known="anybody", front=True),
    Column("reversible", ("reversible",), "choice", both("Can be turned back"), 12, known="reversible", front=True, otherwise="yes"),
    Column("offer", ("offer",), "choice", both("Offered"), 16, known="offers", otherwise="on-search"),
    Column("lead", ("lead",), "flow", both("Takes"), 24), Column("lasts", ("lasts",), "span", both("Lasts"), 10),
    Column("needs", ("needs",), "flow", both("Only if"), 30),
    Column("chance", ("chance",), "flow", both("Chance"), 16),
    Column("claims", ("claims",), "flow", both("Draws on"), 24),
    Column("does", ("does",), "flow", both("Effects"), 40), Column("fails", ("fails",), "flow", both("Effects if it fails"), 30),
    Column("words", ("words",), "list", both("Search words"), 24),
))  # fmt: skip
SHEETS = (MSEL, OBJECTIVES, TASKS, TEAMS, PERSONAS, OPTIONS)
