"""Paper as tests read it: the words of a page, and where they stand on a sheet of cards."""

from __future__ import annotations

import re
import subprocess
from functools import lru_cache
from html import unescape
from pathlib import Path

from ttx import library
from ttx.report_cards import Paper
from ttx.scenario import Scenario

FOOT = 12.0
"""How high the foot of a card reaches, in mm from its lower edge (A6; of A5 in proportion)."""


@lru_cache
def shipped(name: str) -> Scenario:
    return library.load(name).scenario


def words_of(html: str) -> str:
    """What stands on a page, as one line of plain words."""
    body = re.sub(r"<style>.*?</style>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def sheets_of(pdf: Path) -> list[str]:
    """Each page of a PDF with its words and where they stand (poppler's pdftotext)."""
    told = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True,
                          text=True, check=True).stdout  # fmt: skip
    return told.split("<page ")[1:]


def written(sheet: str, paper: Paper) -> tuple[list[str], list[str]]:
    """The words above the feet of the cards on a sheet, and those in them.

    AssertionError for a word that stands across the edge of a foot or of a card.
    """
    above: list[str] = []
    below: list[str] = []
    edge = paper.height - FOOT * paper.small / 8.5
    shape = r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)<'
    for found in re.finditer(shape, sheet):
        left, top, right, low = (float(one) * 0.3528 for one in found.groups()[:4])
        text = unescape(found[5])
        assert left // paper.width == right // paper.width, text
        assert top // paper.height == low // paper.height, text
        under = top % paper.height >= edge
        assert under or low % paper.height <= edge + 0.5, text
        (below if under else above).append(text)
    return above, below
