"""Where scenarios, inject cards and report templates stand, and how they are found.

Looks at folders only; what is in a file, the library reads.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from ttx.errors import UsageError
from ttx.scenario.slips import nearest

SUFFIXES = (".yaml", ".yml")
_HERE = Path(__file__).resolve().parent


def shelves(kind: str) -> list[Path]:
    """The folders that hold scenarios, injects or debriefs: nearest first."""
    data = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    packaged = _HERE / "_data" / kind
    own = packaged if packaged.is_dir() else _HERE.parent / kind
    return [Path(kind), Path(data) / "ttx" / kind, own]


def find(name: str) -> Path:
    """The scenario with this name or at this path; UsageError with the nearest name."""
    given = Path(name)
    if is_scenario(given):
        _whole(given)
        return given
    names = dict(on_shelves())
    if name in names:
        return names[name]
    if other := _misnamed(given):
        raise UsageError("{path} has no scenario.yaml; is that what {other} should be called?",
                         path=name, other=other.name)  # fmt: skip
    if given.exists():
        raise UsageError("{path} is not a scenario: a scenario is a file NAME.yaml or a"
                         " folder with a scenario.yaml", path=name)  # fmt: skip
    near = nearest(name, names)
    if near:
        raise UsageError("there is no scenario '{name}', did you mean '{near}'?",
                         name=name, near=near)  # fmt: skip
    raise UsageError("there is no scenario '{name}'; there are: {known}",
                     name=name, known=", ".join(names))  # fmt: skip


def _whole(given: Path) -> None:
    """UsageError for one file of a folder: it holds a part, and the folder the exercise."""
    head = given.parent / "scenario.yaml"
    if given.is_dir() or given.name == head.name or not head.is_file():
        return
    if "format:" not in given.read_text("utf-8", "replace"):
        raise UsageError("{path} is one file of a scenario; give the name of its folder: {folder}",
                         path=given, folder=given.parent)  # fmt: skip


def _misnamed(folder: Path) -> Path | None:
    """The file of a folder that was probably meant as its scenario.yaml."""
    there = sorted(folder.iterdir()) if folder.is_dir() else []
    return next((one for one in there if one.name.startswith("scenario.")), None)


def is_scenario(path: Path) -> bool:
    return path.is_file() or (path / "scenario.yaml").is_file()


def on_shelves() -> Iterator[tuple[str, Path]]:
    found: dict[str, Path] = {}
    for shelf in shelves("scenarios"):
        for path in sorted(shelf.iterdir()) if shelf.is_dir() else []:
            folder = path.is_dir() and is_scenario(path)
            if folder or path.suffix in SUFFIXES:
                found.setdefault(path.name if folder else path.stem, path)
    yield from sorted(found.items())


def files(path: Path) -> list[Path]:
    """The files that a scenario is made of, the one that heads it first."""
    if not path.is_dir():
        return [path]
    first = path / "scenario.yaml"
    more = [one for one in sorted(path.iterdir()) if one.suffix in SUFFIXES]
    return [first, *(one for one in more if one != first)]


def watched(path: Path) -> list[Path]:
    """The files that a scenario follows from: its own, and those of the inject cards where
    it uses any (all are read then). They need be neither whole nor there."""
    try:
        own = files(path)
        words = " ".join(one.read_text("utf-8", "replace") for one in own)
    except OSError:
        return [path]
    drawers = (
        [one for one in shelves("injects") if one.is_dir()] if "use:" in words else []
    )
    return [*own, *(one for shelf in drawers for one in sorted(shelf.iterdir())
                    if one.suffix in SUFFIXES)]  # fmt: skip
