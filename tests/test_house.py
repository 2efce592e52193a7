"""The house stands: floors, locked rooms, no circles, no luck or time of its own."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.house import FLOORS, House, room

ROOT = Path(__file__).parent.parent / "ttx"


def read_house() -> House:
    """All of the package, as it lies on disk."""
    sources = {}
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        sources[name] = path.read_text(encoding="utf-8")
    return House(sources)


def test_imports_only_go_down_and_third_parties_stay_in_their_rooms() -> None:
    house = read_house()
    assert {"moment", "scenario.frame", "live.seat"} <= set(house.trees)
    assert house.faults() == []


def test_no_file_or_function_outgrows_a_readers_glance() -> None:
    assert read_house().long_ones() == []


def test_every_module_says_what_it_is() -> None:
    house = read_house()
    silent = [name for name, tree in house.trees.items() if not ast.get_docstring(tree)]
    assert silent == []


def test_nothing_is_kept_in_globals() -> None:
    kept = [
        name
        for name, tree in read_house().trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Global)
    ]
    assert kept == []


BASE = {"": "", "text": "", "world": "", "exercise": "", "scenario": "", "view": "",
        "models": "", "models.model": "", "models.stocks": "", "live.seat": "",
        "journal": ""}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "source", "fault"),
    [
        ("world", "from ttx.exercise import Exercise", "only go down"),
        ("world", "import ttx.exercise", "only go down"),
        ("world", "def f():\n    from ttx import exercise", "only go down"),
        ("world", "if TYPE_CHECKING:\n    from .exercise import X", "only go down"),
        ("journal", "from ttx.world import World", "only go down"),
        ("models.hospitals", "from ttx.models.stocks import S", "each other"),
        ("models.hospitals", "from ttx.scenario import S", "only go down"),
        ("tui.app", "from ttx.exercise import Exercise", "holds a seat"),
        ("live.server", "from ttx.journal import Journal", "only the host"),
        ("text", "from ttx.view import Picture\n", "circle"),
        ("cellar", "", "on no floor"),
        ("picture", "import numpy as np", "locked"),
        ("journal", "import yaml", "locked"),
        ("world", "import random", "locked"),
        ("world", "import time", "locked"),
        ("msel", "from datetime import datetime\ndatetime.now()", "wall clock"),
        ("models.stocks", "import numpy as np\nnp.random.default_rng(1)", "own luck"),
        ("models.stocks", "from numpy.random import default_rng", "own luck"),
        ("world", "hash('a')", "differs per process"),
        ("world", "x = id(object())", "differs per process"),
        ("world", "for x in {1, 2}: pass", "walks a set"),
        ("world", "a = [*set('ab')]", "walks a set"),
        ("world", "def f():\n    a = set('ab')\n    return [x for x in a]", "walks"),
        ("world", "class A:\n    a: set[str]\n    b = list(set())", "walks a set"),
        ("world", "def f(self):\n    self.a = set()\n    ', '.join(self.a)", "walks"),
    ],
)
def test_a_broken_rule_is_found(name: str, source: str, fault: str) -> None:
    view = {"view": "from ttx.text import Text"} if fault == "circle" else {}
    faults = House({**BASE, **view, name: source}).faults()
    assert [one for one in faults if fault in one], faults


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("world", "import simpy, numpy\nfrom ttx.scenario import Scenario"),
        ("models.stocks", "from ttx.models.model import Model\nimport simpy"),
        ("models.hospitals.beds", "from ttx.models.model import Model"),
        ("live.host", "from ttx.exercise import Exercise\nimport asyncio, time"),
        ("tui.app", "from ttx.live.seat import Seat\nfrom ttx import __version__"),
        ("report_charts", "import matplotlib.pyplot"),
        ("world", "for x in sorted({1, 2}): pass\na = len(set())"),
        ("exercise", "def f(self): return self.env.now"),
    ],
)
def test_what_the_house_allows_is_not_a_fault(name: str, source: str) -> None:
    assert House({**BASE, name: source}).faults() == []


def test_the_drawing_shows_the_rooms_that_there_are() -> None:
    drawn = set(
        re.findall(r"\w+", (ROOT.parent / "ARCHITECTURE.md").read_text("utf-8"))
    )
    rooms = {room(name) for name in read_house().trees if name}
    assert sorted(rooms - drawn) == []
    planned = {one for names in FLOORS.values() for one in names}
    drawing = (ROOT.parent / "ARCHITECTURE.md").read_text("utf-8").split("```")[1]
    shown = set(re.findall(r"[a-z_]+", drawing)) & planned
    assert sorted(shown - rooms) == []
