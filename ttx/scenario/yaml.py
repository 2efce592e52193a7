"""YAML as authors mean it: `12:30` is text, `no` is text, `010` is ten.

Builds plain data from libyaml's event stream and remembers where each word stood.
Never resolves an alias, a tag or a second document, and never trusts a size.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from ttx.errors import Problem
from ttx.scenario.marks import Mark, Source
from ttx.scenario.slips import open_quote

MOST_BYTES = 16 * 1024 * 1024
DEEPEST = 40
MOST_NODES = 1_000_000
MOST_PROBLEMS = 200

_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)
_INT = re.compile(r"[-+]?[0-9]+")
_OTHER_INT = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{2}0")
_TIGHT = re.compile(r"[ -]*([A-Za-z][\w.-]*):[^\s:]")
_NO_NUMBER = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_CONSTANTS: dict[str, Any] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_NUMERIC = frozenset("-+.0123456789")

OPEN = "a text that is opened here with a quote is never closed"
SYNTAX: tuple[tuple[str, str], ...] = (
    ("mapping values are not allowed", "a ':' stands where no key can be; mend the indentation or put the text between quotes"),
    ("did not find expected key", "this does not fit the lines above it; mend the indentation or the quotes"),
    ("could not find expected ':'", "a ':' is missing after this word; if it belongs to the text above it, move the line to the right"),
    ("found unexpected end of stream", OPEN),
    ("did not find expected ','", "a list or mapping that is opened here with a bracket is never closed, or a comma is missing; a text with ': ' in it goes between quotes"),
    ("did not find expected '-'", "this list has a line that does not start with '-'; mend the indentation"),
    ("did not find expected node", "a value is missing here"),
    ("block sequence entries are not allowed", "a list cannot start on this line; put the '-' on the next one"),
    ("found unknown escape", "a backslash in double quotes starts an escape; use single quotes or two backslashes"),
    ("found undefined tag", "tags (!) are not allowed"),
)  # fmt: skip
UNREADABLE = "this cannot be read as YAML; look at the indentation, quotes and colons here and just above"


class Broken(Exception):
    """The file cannot be read any further; carries the one problem that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def read(raw: bytes, path: str) -> Source:
    """Data, positions and problems of one file; data is None if it is unreadable."""
    try:
        text = _text(raw, path)
        return _Builder(path).build(text)
    except Broken as broken:
        return Source(None, (path, 1, 1, 1, 1, None), [broken.problem])


def too_big(path: str, size: int) -> Problem:
    """The file is larger than any scenario; said before it is read."""
    return Problem(
        "too-big", "the file is {size} MB; a scenario is at most {most} MB",
        {"size": size // 2**20, "most": MOST_BYTES // 2**20}, (), path, 1, 1,
    )  # fmt: skip


def _text(raw: bytes, path: str) -> str:
    if len(raw) > MOST_BYTES:
        raise Broken(too_big(path, len(raw)))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        before = raw[: wrong.start]
        line = before.count(b"\n") + 1
        col = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        english = "this is not text in UTF-8; save the file as UTF-8"
        raise Broken(Problem("encoding", english, {}, (), path, line, col)) from None
    if found := _CONTROL.search(text):
        before_it = text[: found.start()]
        line = before_it.count("\n") + 1
        col = found.start() - (before_it.rfind("\n") + 1) + 1
        english = "a control character (number {number}) is not allowed in a text"
        shown = {"number": ord(found[0])}
        raise Broken(Problem("control", english, shown, (), path, line, col))
    return text


class _Builder:
    """Turns one event stream into data and marks, without recursion."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.nodes = 0

    def build(self, text: str) -> Source:
        loader = yaml.CSafeLoader(text)
        try:
            value, mark = self._document(loader)
        except yaml.MarkedYAMLError as wrong:
            raise Broken(self._syntax(wrong, text)) from None
        except yaml.YAMLError:
            raise Broken(self._problem("syntax", UNREADABLE, 1, 1)) from None
        finally:
            loader.dispose()
        return Source(value, mark, self.problems)

    def _document(self, loader: Any) -> tuple[Any, Mark]:
        nothing: Mark = (self.path, 1, 1, 1, 1, None)
        top: list[Any] = []
        marks: list[Mark] = []
        next_event = loader.get_event
        documents = 0
        while True:
            event = next_event()
            kind = type(event)
            if kind is yaml.StreamEndEvent:
                return (top[0], marks[0]) if top else (None, nothing)
            if kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    where = event.start_mark
                    english = "a second document starts here; a file holds only one"
                    raise Broken(
                        self._problem(
                            "syntax", english, where.line + 1, where.column + 1
                        )
                    )
                self._root(loader, top, marks)

    def _root(self, loader: Any, top: list[Any], marks: list[Mark]) -> None:
        """Reads one document; `around` holds the containers around the open one."""
        path, next_event = self.path, loader.get_event
        around: list[tuple[Any, Any]] = []
        here: Any = top
        inside: Any = marks
        key: Any = None
        key_at = (0, 0)
        while True:
            event = next_event()
            kind = type(event)
            if kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                here, inside = around.pop()
                key = None
            else:
                where = event.start_mark
                line, col = where.line + 1, where.column + 1
                self._guard(event, kind, line, col, len(around))
                if type(here) is dict and key is None:
                    key = self._key(event, kind, here, inside, line, col)
                    key_at = (line, col)
                    continue
                value, children = self._value(event, kind, line, col)
                if type(here) is dict:
                    here[key] = value
                    inside[key] = (path, *key_at, line, col, children)
                else:
                    here.append(value)
                    inside.append((path, line, col, line, col, children))
                key = None
                if children is not None:
                    around.append((here, inside))
                    here, inside = value, children
            if not around:
                return

    def _value(self, event: Any, kind: Any, line: int, col: int) -> tuple[Any, Any]:
        """The value that an event starts, and the place for the marks inside it."""
        if kind is yaml.ScalarEvent:
            return self._scalar(event, line, col), None
        if kind is yaml.MappingStartEvent:
            return {}, {}
        return ([], []) if kind is yaml.SequenceStartEvent else (None, None)

    def _guard(self, event: Any, kind: Any, line: int, col: int, depth: int) -> None:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            english = "the file holds more than {most} words; split the exercise"
            raise Broken(self._problem("too-big", english, line, col, most=MOST_NODES))
        if depth > DEEPEST:
            english = "this is nested more than {most} deep"
            raise Broken(self._problem("too-deep", english, line, col, most=DEEPEST))
        if kind is yaml.AliasEvent:
            english = "aliases (*{name}) are not allowed; write it out"
            self._note("alias", english, line, col, name=event.anchor)
            return
        if event.anchor is not None:
            english = "anchors (&{name}) are not allowed; write it out"
            self._note("alias", english, line, col, name=event.anchor)
        if event.tag is not None:
            self._note("tag", "tags (!) are not allowed", line, col)

    def _key(
        self, event: Any, kind: Any, here: Any, inside: Any, line: int, col: int
    ) -> str:
        if kind is not yaml.ScalarEvent:
            english = "a key must be one word or text, not a list or mapping"
            raise Broken(self._problem("key", english, line, col))
        key = str(event.value)
        self._escaped(event, line, col)
        if key in here:
            english = "'{key}' is written twice; the first is on line {first}"
            self._note(
                "duplicate-key", english, line, col, key=key, first=inside[key][1]
            )
        return key

    def _scalar(self, event: Any, line: int, col: int) -> Any:
        text = event.value
        if event.style:
            self._escaped(event, line, col)
            return text
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        return self._number(text, line, col) if text[0] in _NUMERIC else text

    def _number(self, text: str, line: int, col: int) -> Any:
        made: int | float
        if _NO_NUMBER.fullmatch(text):
            made = float("inf")
        elif _INT.fullmatch(text):
            made = int(text) if len(text) < 17 else float("inf")
        elif _OTHER_INT.fullmatch(text):
            made = int(text, 0) if len(text) < 17 else float("inf")
        elif _FLOAT.fullmatch(text):
            made = float(text)
            if _THOUSANDS.fullmatch(text):
                self._thousands(text, made, line, col)
        else:
            return text
        if abs(made) > 1e15:
            english = "'{given}' is not a number that an exercise can use"
            self._note("number", english, line, col, given=text[:40])
            return 0
        return made

    def _thousands(self, text: str, made: float, line: int, col: int) -> None:
        """`1.500` is one and a half here, where Dutch writes fifteen hundred so."""
        english = "'{given}' is read as {read}; for {meant}, write it without the point"
        shown = {"given": text, "read": f"{made:g}", "meant": text.replace(".", "")}
        self.problems.append(Problem("thousands", english, shown, (), self.path, line,
                                     col, severity="warning"))  # fmt: skip

    def _escaped(self, event: Any, line: int, col: int) -> None:
        if event.style == '"' and (found := _CONTROL.search(event.value)):
            english = "a control character (number {number}) is not allowed in a text"
            self._note("control", english, line, col, number=ord(found[0]))

    def _note(self, code: str, english: str, line: int, col: int, **p: object) -> None:
        self.problems.append(self._problem(code, english, line, col, **p))
        if len(self.problems) > MOST_PROBLEMS:
            raise Broken(self._problem("too-many", "too many problems; mend these first",
                                       line, col))  # fmt: skip

    def _problem(
        self, code: str, english: str, line: int, col: int, **p: object
    ) -> Problem:
        return Problem(code, english, p, (), self.path, line, col)

    def _syntax(self, wrong: yaml.MarkedYAMLError, text: str) -> Problem:
        where = wrong.problem_mark or wrong.context_mark
        line, col = (where.line, where.column) if where else (0, 0)
        lines = text.splitlines() or [""]
        at = lines[line] if line < len(lines) else ""
        char = at[col : col + 1]
        said = str(wrong.problem)
        opened = wrong.context_mark
        if quote := open_quote(lines, line):
            return self._problem("syntax", OPEN, *quote)
        if "could not find expected ':'" in said and opened:
            line, col, at = opened.line, opened.column, lines[opened.line]
        key = _TIGHT.match(at)
        if key and ("mapping values" in said or "expected ':'" in said):
            english = "a space is missing after '{key}:'"
            return self._problem(
                "syntax", english, line + 1, key.end(1) + 1, key=key[1]
            )
        unclosed = "expected ','" in said and opened and opened.line < line
        if opened and (unclosed or "found unexpected end of stream" in said):
            line, col = opened.line, opened.column
        if "cannot start any token" in said:
            english = (
                "a tab cannot be used to indent; use spaces"
                if char == "\t" or "\t" in at[:col]
                else "a text cannot start with '{char}'; put it between quotes"
            )
            return self._problem("syntax", english, line + 1, col + 1, char=char)
        found = (mine for theirs, mine in SYNTAX if theirs in said)
        return self._problem("syntax", next(found, UNREADABLE), line + 1, col + 1)
