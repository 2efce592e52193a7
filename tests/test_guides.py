"""What the documentation shows is what happens: its YAML, its commands, its keys."""

from __future__ import annotations

import json
import shutil
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

ALL = [block for page in pages() for block in blocks(page)]
FRAGMENTS = [one for one in ALL if one.kind == "yaml" and "base" in one.told]
LIVE = sorted({one.page for one in ALL if one.kind == "console"})


def follow(page: str, folder: Path, slow: bool) -> None:
    """Do all that a page says, from top to bottom."""
    if page != str(TUTORIAL.relative_to(DOCS)):
        exercise(folder)
    for block in blocks(DOCS / page):
        if block.kind == "yaml" and block.title:
            write(block, folder)
        if block.kind != "console" or ("slow" in block.told and not slow):
            continue
        for command in commands(block):
            status, told = run(command, folder, "nl" if page.startswith("nl/") else "en")
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
