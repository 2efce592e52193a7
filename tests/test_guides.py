"""What the documentation shows is what happens: its YAML, its commands, its keys."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.guides import (
    DOCS,
    ROOT,
    TUTORIAL,
    Block,
    blocks,
    commands,
    data_of,
    exercise,
    fits,
    pages,
    run,
    with_fragment,
    write,
)
from ttx import library
from ttx.text import say

ALL = [block for page in pages() for block in blocks(page)]
FRAGMENTS = [one for one in ALL if one.kind == "yaml" and "base" in one.told]
LIVE = sorted({one.page for one in ALL if one.kind == "console"})


def follow(page: str, folder: Path, slow: bool) -> None:
    """Do all that a page says, from top to bottom."""
    if page != str(TUTORIAL.relative_to(DOCS)):
        exercise(folder)
    for block in blocks(DOCS / page):
        if block.kind in ("yaml", "python") and block.title:
            write(block, folder)
        if block.kind == "text" and block.title:
            told = (folder / block.title).read_text(encoding="utf-8").splitlines()
            assert set(block.text.splitlines()) <= set(told), str(block)
        if block.kind != "console" or ("slow" in block.told and not slow):
            continue
        for command in commands(block):
            status, told = run(
                command, folder, "nl" if page.startswith("nl/") else "en"
            )
            assert not command.tells or fits(command.tells, told), (
                f"{block}: $ {command.line}\n{told}"
            )
        assert status == int(block.told.get("status", 0)), f"{block}: {told}"


@pytest.mark.parametrize("page", LIVE)
def test_a_page_can_be_followed_from_top_to_bottom(page: str, tmp_path: Path) -> None:
    follow(page, tmp_path, slow=False)


@pytest.mark.slow
@pytest.mark.parametrize(
    "page", sorted({one.page for one in ALL if "slow" in one.told})
)
def test_a_page_can_be_followed_with_its_long_commands(
    page: str, tmp_path: Path
) -> None:
    follow(page, tmp_path, slow=True)


# --- fragments --------------------------------------------------------------------


@cache
def base_of(name: str) -> Any:
    """The scenario that fragments are put into, as data."""
    if name == "tutorial":
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            return data_of(exercise(Path(folder)))
    return data_of(ROOT / name)


@pytest.mark.parametrize("block", FRAGMENTS, ids=str)
def test_every_fragment_is_in_order_where_it_belongs(
    block: Block, tmp_path: Path
) -> None:
    base = block.told["base"]
    if base in ("itself", "cards"):
        path = tmp_path / "one.yaml"
        path.write_text(block.text, encoding="utf-8")
    else:
        path = with_fragment(block, json.loads(json.dumps(base_of(base))), tmp_path)
    found = library.check([str(path)])
    told = [one.line_of_text("en") for one in found if one.code not in MILD]
    expected = block.told.get("warns")
    assert [one.code for one in found if one.code == expected] or not expected
    assert not [one for one in told if f"[{expected}]" not in one], "\n".join(told)


MILD = ("unused-option", "idle-team", "unmeasured")
"""What a fragment may lack, since the rest of an exercise would have it."""


def test_nothing_that_is_shown_is_left_out() -> None:
    """Each block is a file, a fragment, commands, or a drawing; nothing else."""
    loose = [
        str(one)
        for one in ALL
        if not (
            (one.kind == "python" and one.title)
            or (one.kind == "yaml" and (one.title or "base" in one.told or held(one)))
            or one.kind in ("console", "text")
            or (one.kind == "toml" and one.page == "keys.md")
            or (not one.kind and all(typed(line) for line in one.text.splitlines()))
        )
    ]
    assert loose == []


def test_the_keys_of_your_own_on_the_page_are_keys(tmp_path: Path) -> None:
    import ttx.tui.app  # whose keys they are
    from ttx.tui.keys import own_keys

    assert ttx.tui.app
    (shown,) = [one for one in ALL if one.kind == "toml"]
    (tmp_path / "keys.toml").write_text(shown.text, encoding="utf-8")
    assert own_keys(tmp_path / "keys.toml")["table.decide"] == "f12"


def held(block: Block) -> bool:
    """The worlds of the models' pages are played by test_model_pages."""
    return block.page.startswith("models/")


def typed(line: str) -> bool:
    """A command that this machine cannot run here, but that is at least one."""
    from ttx.cli import parser

    words = shlex.split(line.split("#")[0])
    if words[:1] != ["ttx"]:
        return not words or "ttx" in words[0] or words[0] in ("py", "python3")
    return bool(parser().parse_args(words[1:]).command)


# --- keys -------------------------------------------------------------------------

KEY = re.compile(r"^\| \+\+([a-z0-9+-]+)\+\+ \| ([^|]+?) \|", re.M)
SPELLED = {"question-mark": "question_mark"}
GUIDES = [*(DOCS / "guides").glob("*.md"), *(DOCS / "nl").glob("*.md")]


@pytest.mark.parametrize("page", GUIDES, ids=lambda one: one.stem)
def test_every_key_in_a_guide_does_what_the_guide_says(page: Path) -> None:
    """A row `| ++d++ | Besluit | ..` is a key with the words that stand on the screen."""
    import ttx.tui.app
    from ttx.tui.keys import bindings

    assert ttx.tui.app
    lang = "nl" if page.parent.name == "nl" else "en"
    known = {
        (key, say(lang, str(one.description)))
        for one in bindings()
        for key in one.key.split(",")
    }
    for pressed, says in KEY.findall(page.read_text(encoding="utf-8")):
        shift, letter = pressed.startswith("shift+"), pressed.removeprefix("shift+")
        key = letter.upper() if shift else SPELLED.get(letter, letter)
        assert (key, says) in known, (page.name, pressed, says)


# --- what is made -----------------------------------------------------------------

sys.path.insert(0, str(ROOT / "tools"))


def test_the_reference_is_in_step_with_the_schema_and_the_commands() -> None:
    import reference

    made = reference.pages()
    here = sorted(one.name for one in reference.HERE.glob("*.md"))
    assert here == sorted(name for name in made if "/" not in name)
    behind = [
        name
        for name, text in made.items()
        if (reference.HERE / name).read_text(encoding="utf-8") != text
    ]
    assert not behind, "run: python tools/reference.py"


@pytest.mark.slow
def test_the_pictures_of_screens_are_in_step() -> None:
    """In a process of its own: it opens six programs with screens."""
    done = subprocess.run(
        [sys.executable, "-c", CURRENT], cwd=ROOT, text=True, capture_output=True,
        env=os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tools'}"},
    )  # fmt: skip
    assert done.stdout == "" and done.returncode == 0, (
        f"run: make docs\n{done.stdout}{done.stderr}"
    )


CURRENT = """
import screens
for path, svg in screens.screens().items():
    if path.read_text(encoding="utf-8") != svg:
        print(path.name)
"""


@pytest.mark.slow
def test_the_site_builds_without_a_warning_and_loads_nothing_from_elsewhere(
    tmp_path: Path,
) -> None:
    for config, into in (("mkdocs.yml", "site"), ("mkdocs.nl.yml", "site/nl")):
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet",
             "--config-file", config, "--site-dir", str(tmp_path / into)],
            cwd=ROOT, text=True, capture_output=True,
            env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    pages = list((tmp_path / "site").rglob("*.html"))
    assert len(pages) > 35 and (tmp_path / "site/nl/tafel.html").exists()
    for page in pages:
        text = page.read_text(encoding="utf-8")
        loaded = re.findall(
            r'<(?:script|img|link|iframe)[^>]*?(?:src|href)="?(https?:[^" >]*)', text
        )
        assert loaded == [], page.name
        assert not re.search(
            r"\+\+[a-z0-9+-]+\+\+", re.sub(r"<script.*?</script>", "", text, flags=re.S)
        ), page.name
    for sheet in (tmp_path / "site").rglob("*.css"):
        assert "url(http" not in sheet.read_text(encoding="utf-8"), sheet.name


def test_every_step_of_the_tutorial_leaves_an_exercise_that_can_be_played(
    tmp_path: Path,
) -> None:
    for block in blocks(TUTORIAL):
        if block.kind == "yaml" and block.title:
            write(block, tmp_path)
            found = library.check([str(tmp_path / "my-exercise")])
            errors = [
                one.line_of_text("en") for one in found if one.severity == "error"
            ]
            assert errors == [], f"{block}: {errors}"


# --- where the tutorial's reader trips ---------------------------------------------


def test_a_hospital_called_as_its_region_is_told_once(tmp_path: Path) -> None:
    """Not fifty times, once for each of its gauges and levers."""
    folder = exercise(tmp_path)
    page = folder / "hospital.yaml"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("east", "lindeveld"), encoding="utf-8")
    (told,) = [one for one in library.check([str(folder)]) if one.severity == "error"]
    assert told.sentence("en") == (
        "'lindeveld' is already the name of a region or of a part of this model; choose another"
    )
    assert (Path(told.path).name, told.code) == ("hospital.yaml", "same-name")
