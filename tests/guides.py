"""The pages of docs/ as something to run: their YAML, their commands, their order.

How a page says what to do with a block:

- ```` ```yaml title="my-exercise/world.yaml" ````: the file is written; with `, at the end`
  after the name the block goes at its end; with ``, below `line` `` right under that line.
- `<!-- base: tutorial -->` before a block: a fragment, put into the exercise that the
  tutorial ends with (or into the scenario named) and then checked; `itself`: a whole
  scenario; `cards`: a file of inject cards.
- ```` ```console ````: each `$ ttx ..` is run, in the page's order, in one folder; what is
  shown under it must be what it tells, `...` for anything. `> ` lines are typed.
- ```` ```text title="report.md" ````: lines of a file that a command has made.
- `<!-- status: 1 -->` before it: the exit status that its last command must have.
- `<!-- slow -->`: only in the slow tests.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any
from unittest.mock import patch

from ttx.cli import main
from ttx.scenario.yaml import read

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
TUTORIAL = DOCS / "write" / "tutorial.md"
_FENCE = re.compile(
    r"((?:^[ ]*<!-- [^\n]*-->\n)*)^([ ]*)```+[ ]*(\w*)([^\n]*)\n(.*?)^\2```+[ ]*$",
    re.M | re.S,
)
_SAID = re.compile(r"<!-- (\w+)(?:: (.*?))? -->")
_TITLE = re.compile(r'title="([^"]+)"')
_ANYTHING = "ttxanythingttx"


@dataclass(frozen=True)
class Block:
    """One fenced block of a page."""

    page: str
    line: int
    kind: str
    text: str
    title: str = ""
    told: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def pages() -> list[Path]:
    """Every page of the documentation."""
    return sorted(DOCS.rglob("*.md"))


def blocks(page: Path) -> Iterator[Block]:
    """The blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    for found in _FENCE.finditer(text):
        before, indent, kind, more, inside = found.groups()
        line = text.count("\n", 0, found.start(5))
        lines = [one.removeprefix(indent) for one in inside.splitlines(keepends=True)]
        title = _TITLE.search(more)
        yield Block(
            str(page.relative_to(DOCS)), line, kind, "".join(lines),
            title[1] if title else "",
            {key: value or "" for key, value in _SAID.findall(before)},
        )  # fmt: skip


# --- files ------------------------------------------------------------------------


def write(block: Block, folder: Path) -> Path:
    """Do with a file what the block's title says; the file."""
    name, _, how = block.title.partition(", ")
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if not how:
        path.write_text(block.text, encoding="utf-8")
        return path
    before = path.read_text(encoding="utf-8")
    if how == "at the end":
        path.write_text(before + block.text, encoding="utf-8")
        return path
    under = how.removeprefix("below `").removesuffix("`")
    head, line, tail = before.partition(under + "\n")
    assert line and under not in tail, f"{block}: one line '{under}' in {name}"
    path.write_text(head + line + block.text + tail, encoding="utf-8")
    return path


def exercise(folder: Path) -> Path:
    """The tutorial's exercise as it ends, written into a folder."""
    for block in blocks(TUTORIAL):
        if block.kind == "yaml" and block.title:
            write(block, folder)
    return folder / "my-exercise"


def data_of(path: Path) -> Any:
    """What stands in a scenario file or folder, as plain data."""
    files = [path] if path.is_file() else sorted(path.iterdir())
    whole: Any = {}
    for one in files:
        source = read(one.read_bytes(), str(one))
        assert not source.problems, source.problems
        whole = put(whole, source.data)
    return whole


def put(into: Any, more: Any) -> Any:
    """A fragment in its place: keys meet, lists grow, and the rest is replaced."""
    if isinstance(into, dict) and isinstance(more, dict):
        return into | {k: put(into[k], v) if k in into else v for k, v in more.items()}
    if isinstance(into, list) and isinstance(more, list) and not _numbers(into):
        return _joined(into, more)
    return more


def _numbers(row: list[Any]) -> bool:
    return any(str(one)[:1].isdigit() for one in row)


def _joined(into: list[Any], more: list[Any]) -> list[Any]:
    """A list with more lines; a line that is there already (by its id) is changed."""
    named = {one["id"]: one for one in more if isinstance(one, dict) and "id" in one}
    known = [one["id"] for one in into if isinstance(one, dict) and "id" in one]
    changed = [
        put(one, named[one["id"]])
        if isinstance(one, dict) and one.get("id") in named
        else one
        for one in into
    ]
    new = [
        one for one in more if not (isinstance(one, dict) and one.get("id") in known)
    ]
    return [*changed, *new]


def with_fragment(block: Block, base: Any, folder: Path) -> Path:
    """A scenario file: the base with the block put into it."""
    source = read(block.text.encode(), str(block))
    assert not source.problems, [one.sentence("en") for one in source.problems]
    path = folder / "scenario.yaml"
    path.write_text(json.dumps(put(base, source.data)), encoding="utf-8")
    return path


# --- commands ---------------------------------------------------------------------


@dataclass
class Command:
    """One line at the prompt: what is typed into it, and what it is to tell."""

    line: str
    typed: list[str] = field(default_factory=list)
    tells: list[str] = field(default_factory=list)


def commands(block: Block) -> list[Command]:
    """The commands of a console block."""
    found: list[Command] = []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            found.append(Command(line[2:]))
        elif line.startswith("> "):
            found[-1].typed.append(line[2:])
        else:
            found[-1].tells.append(line)
    return found


def run(command: Command, folder: Path, lang: str = "en") -> tuple[int, str]:
    """Run one command line in a folder: its exit status, and all that it told."""
    words = shlex.split(command.line)
    where = None
    if ">" in words:
        words, where = words[:-2], folder / words[-1]
    if words[0] == "mkdir":
        (folder / words[1]).mkdir(parents=True)
        return 0, ""
    assert words[0] == "ttx", f"only ttx and mkdir are run: {command.line}"
    status, told = called(words[1:], command.typed, folder, lang)
    if where:
        where.write_text(told, encoding="utf-8")
    return status, "" if where else told


def called(
    words: list[str], typed: list[str], folder: Path, lang: str
) -> tuple[int, str]:
    """One command as the program itself runs it: its exit status and all that it told."""
    here, told = os.getcwd(), TextIOWrapper(BytesIO(), "utf-8", write_through=True)
    room = {"TTX_LANG": lang, "COLUMNS": "100", "NO_COLOR": "1",
            "XDG_DATA_HOME": str(folder / ".data")}  # fmt: skip
    lines = StringIO("".join(one + "\n" for one in typed))
    with (
        patch.dict(os.environ, room), patch.object(sys, "stdin", lines),
        redirect_stdout(told), redirect_stderr(told),
    ):  # fmt: skip
        os.chdir(folder)
        try:
            status = main(words)
        except SystemExit as wrong:
            status = int(wrong.code or 0)
        finally:
            os.chdir(here)
    told.seek(0)
    return status, told.read()


def fits(shown: list[str], told: str) -> bool:
    """Whether what a page shows is what was told; `...` stands for anything, also
    for no line at all.
    """
    wanted = "\n".join(shown).strip().replace("...", _ANYTHING)
    pattern = re.escape(wanted).replace("\\\n", "\n")
    between, after = f"\n{_ANYTHING}\n", f"\n{_ANYTHING}"
    pattern = pattern.replace(between, "\n(?:.*\n)?")
    if pattern.endswith(after):
        pattern = pattern.removesuffix(after) + "(?:\n.*)?"
    pattern = pattern.replace(_ANYTHING, ".*")
    return re.fullmatch(pattern, told.strip(), re.S) is not None
