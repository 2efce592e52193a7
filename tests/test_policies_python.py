"""A policy in Python: it gets its table's picture, and asks through the one door."""

from __future__ import annotations

import json
import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.automatic import asked, decided, played
from tests.script import MINI, Script, mini
from ttx import library
from ttx.actions import TakeOver
from ttx.cli import main
from ttx.errors import PlayError, Refusal, UsageError
from ttx.journal_reports import reports
from ttx.policy import Way, named
from ttx.pool import Pool

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "docs" / "examples" / "own_policy.py"
HEAD = "from ttx.actions import Decision, Message, Note, Release\n"


def written(tmp_path: Path, text: str, function: str = "decide") -> Way:
    """A policy in a file of its own."""
    path = tmp_path / "own.py"
    path.write_text(HEAD + text, encoding="utf-8")
    return named(mini(), f"{path}:{function}")


# --- what it sees -------------------------------------------------------------------

LISTS = """
def decide(picture):
    assert picture.kind == "table" and picture.desk is None and picture.book is None
    assert all(one.truth is None for one in picture.readings)
    known = {one.gauge: (one.value, one.at) for one in picture.readings}
    return [Note("know", f"{picture.now}|{picture.seat}|{known}")]
decide.every = "1h"
"""


def notes(exercise: object) -> list[tuple[int, str, dict[str, tuple[float | None, int | None]]]]:  # fmt: skip
    """(ms, table, what it knew of each figure) of every look."""
    made = []
    for entry in asked(exercise):  # type: ignore[arg-type]
        at, seat, known = entry.body["action"]["text"].split("|")
        assert int(at) == entry.at and seat == entry.body["by"]
        made.append((int(at), seat, eval(known)))
    return made


def test_it_sees_what_its_table_was_told_and_how_old_that_is(tmp_path: Path) -> None:
    exercise = played(written(tmp_path, LISTS))
    looks = notes(exercise)
    figures = {seat: set(known) for _, seat, known in looks}
    assert all("hospital-b" not in one for one in figures["hospital-a"])
    assert "mains.level" in figures["hospital-a"]
    assert "mains.level" not in figures["region"]
    told: dict[tuple[str, str], tuple[float | None, int]] = {}
    compared = 0
    looked = iter(looks)
    for entry in exercise.journal:
        if entry.kind == "reported":
            for one in reports(entry):
                for gauge, value in one["values"].items():
                    told[one["team"], gauge] = value, entry.body["true_at"]
        elif entry.body.get("hand", "").startswith("policy:"):
            _, seat, known = next(looked)
            for gauge, (value, at) in known.items():
                if at is not None:  # heard, not seen at once
                    assert (value, at) == told.get((seat, gauge), (None, 0))
                    compared += 1
    assert compared > 60 and ("region", "diesel.hospital-a.hours_left") in told


def test_it_looks_at_its_cadence_and_when_something_came(tmp_path: Path) -> None:
    moments = [at for at, seat, _ in notes(played(written(tmp_path, LISTS)))
               if seat == "region"]  # fmt: skip
    on_the_hour = [at for at in moments if at % 3_600_000 == 0]
    assert len(on_the_hour) >= 24 and len(moments) > len(on_the_hour)
    silent = LISTS.replace('decide.every = "1h"', "")
    more = [at for at, seat, _ in notes(played(written(tmp_path, silent)))
            if seat == "region"]  # fmt: skip
    assert set(range(0, 24 * 3_600_000, 1_800_000)) <= {*more}


def test_a_refusal_stands_in_its_next_picture(tmp_path: Path) -> None:
    way = written(tmp_path, """
def decide(picture):
    if picture.seat != "region" or picture.now < 0:
        return None
    if not picture.decided:
        return [Decision(option="call-help")]
    if not picture.board:
        why = next(one.blocked for one in picture.choices if one.option == "call-help")
        return [Note("know", f"{picture.decided[0].state}: {why.key}")]
    return []
""")  # fmt: skip
    asked_of = [e.body for e in asked(played(way), "region")]
    assert Refusal.from_plain(asked_of[0]["refusal"]).key == "needs-not-met"
    assert asked_of[1]["action"]["text"] == "refused: needs-not-met"
    assert len(asked_of) == 2


def test_what_no_table_may_do_is_refused_at_the_door(tmp_path: Path) -> None:
    way = written(tmp_path, "def decide(picture):\n    return [Release('wait')]\n")
    exercise = played(way)
    assert {Refusal.from_plain(e.body["refusal"]).key for e in asked(exercise)} == {"not-allowed"}  # fmt: skip


# --- its luck and its memory ----------------------------------------------------------

DICE = """
seen = []
def decide(picture, luck):
    seen.append(picture.seat)
    return [Note("know", f"{len(seen)} {luck.random():.6f}")]
decide.every = "6h"
"""


def test_its_luck_is_its_own_and_the_same_for_the_same_seed(tmp_path: Path) -> None:
    way = written(tmp_path, DICE)
    one, again, other = played(way, 1), played(way, 1), played(way, 2)
    assert one.journal.digest == again.journal.digest
    texts = {e.body["by"]: e.body["action"]["text"] for e in reversed(asked(one))}
    assert len(set(texts.values())) == 3
    assert texts != {e.body["by"]: e.body["action"]["text"] for e in reversed(asked(other))}  # fmt: skip
    assert all(text.startswith("1 ") for text in texts.values())  # nothing is shared


def test_its_text_travels_without_its_file(tmp_path: Path) -> None:
    way = pickle.loads(pickle.dumps(written(tmp_path, DICE)))
    here = digest_of(way, 5)
    (tmp_path / "own.py").unlink()
    assert dict(Pool(digest_of, way, 1).each([5])) == {0: here}


def digest_of(way: Way, seed: int) -> str:
    """The digest of an exercise played in a worker."""
    return played(way, seed).journal.digest


# --- what cannot be played --------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "function", "english", "dutch"),
    [
        ("def decide(picture:\n", "decide", "line 2: this is not Python", "regel 2: dit is geen Python"),
        ("def decided(p):\n    pass\n", "decide", "did you mean 'decided'?", "bedoelt u 'decided'?"),
        ("x = 1 / 0\n", "decide", "line 2: it cannot be read as a policy: ZeroDivisionError", "regel 2: dit is niet als beleidslijn te lezen"),
        ("def decide():\n    pass\n", "decide", "must take a picture", "moet een beeld krijgen"),
        ("import random\ndef decide(p):\n    pass\n", "decide", "line 2: a policy may not import 'random'", "regel 2: een beleidslijn mag 'random' niet"),
        ("def decide(p):\n    from ttx import world\n", "decide", "line 3: a policy may not import 'ttx.world'", "mag 'ttx.world' niet"),
        ("from . import x\ndef decide(p):\n    pass\n", "decide", "may not import '.'", "mag '.' niet"),
        ("def decide(p):\n    pass\ndecide.every = 'soon'\n", "decide", "'every' must be a duration", "'every' moet een duur zijn"),
    ],
)  # fmt: skip
def test_a_text_that_is_no_policy_is_said_before_the_start(
    tmp_path: Path, text: str, function: str, english: str, dutch: str
) -> None:
    with pytest.raises(UsageError) as no:
        written(tmp_path, text, function)
    assert english in no.value.sentence("en") and dutch in no.value.sentence("nl")


@pytest.mark.parametrize(
    ("text", "english", "dutch"),
    [
        ("def decide(p):\n    return {}['x']\n", "stopped at T+0:00, for table 'hospital-a', in line 3: KeyError: 'x'", "in regel 3"),
        ("def decide(p):\n    return 'order-diesel'\n", "it returned 'order-diesel'", "gaf zij 'order-diesel'"),
        ("def decide(p):\n    return ['order-diesel']\n", "it returned 'order-diesel'", "gaf zij 'order-diesel'"),
        ("def decide(p):\n    return Decision(option='x')\n", "it returned Decision(", "gaf zij Decision("),
        ("def decide(p):\n    return [Note('know', 'x')] * 101\n", "returned 101 actions", "101 acties"),
        ("def decide(p):\n    return [Decision(option=3)]\n", "cannot be read", "niet te lezen"),
        ("def decide(p):\n    yield Note('know', 'x')\n    1 / 0\n", "in line 4: ZeroDivisionError", "in regel 4"),
    ],
)  # fmt: skip
def test_one_that_goes_wrong_in_play_says_where_and_when(
    tmp_path: Path, text: str, english: str, dutch: str
) -> None:
    way = written(tmp_path, text)
    with pytest.raises(PlayError) as no:
        played(way)
    assert english in no.value.sentence("en") and dutch in no.value.sentence("nl")
    again = pickle.loads(pickle.dumps(no.value))
    assert again.sentence("en") == no.value.sentence("en")


def test_it_holds_no_table_beside_people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    way = written(tmp_path, "def decide(picture):\n    return []\n")
    assert (
        Script().refused("leader", TakeOver("hospital-a", way.name)) == "unknown-policy"
    )
    words = ["play", str(MINI), "--plain", "--team", "hospital-a", "--lang", "en"]
    assert main([*words, "--policy", str(tmp_path / "own.py")]) == 2
    assert "only where no people play" in capsys.readouterr().err


# --- the example --------------------------------------------------------------------------


def test_the_example_plays_as_its_docstring_says(tmp_path: Path) -> None:
    words = ["play", "first-exercise", "--headless", "--policy",
             "docs/examples/own_policy.py:decide", "--seed", "7", "--json"]  # fmt: skip
    done = subprocess.run([sys.executable, "-m", "ttx", *words, "--journal", tmp_path / "a.ttx"],
                          capture_output=True, text=True, cwd=ROOT)  # fmt: skip
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout)
    assert made["policy"] == "own_policy.py:decide"
    shutil.copy(EXAMPLE, tmp_path)
    first = library.load("first-exercise").scenario
    exercise = played(named(first, str(tmp_path / "own_policy.py")), 7, first)
    assert exercise.journal.digest == made["digest"]
    options = [option for _, option, _ in decided(exercise, "hospital")]
    assert sorted(options) == ["order-diesel", "save-power"]
    assert "ttx play first-exercise" in EXAMPLE.read_text("utf-8")
    assert " ".join(words[:5]) in EXAMPLE.read_text("utf-8")
