"""The PDF: tagged, with title, language, bookmarks and words for every drawing."""

from __future__ import annotations

import re
import subprocess
import zlib
from functools import lru_cache
from pathlib import Path

import pytest

from tests.test_report import TEMPLATES, small
from ttx.report import page, to_pdf

pytest.importorskip("weasyprint")
pytestmark = pytest.mark.slow


@lru_cache(maxsize=2)
def made(lang: str) -> bytes:
    facts = small()
    return to_pdf(page("debrief.html.j2", facts, facts.frame, TEMPLATES, lang))


def objects(document: bytes) -> str:
    """The plain text of all objects of a PDF, also those in packed streams."""
    told = [document.decode("latin-1")]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", document, re.DOTALL):
        try:
            told.append(zlib.decompress(stream).decode("latin-1"))
        except zlib.error:
            continue
    return "\n".join(told)


def info(document: bytes, path: Path) -> str:
    path.write_bytes(document)
    return subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True,
                          check=True).stdout  # fmt: skip


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_it_is_tagged_and_tells_its_title_and_language(lang: str, tmp_path: Path) -> None:  # fmt: skip
    told = info(made(lang), tmp_path / "report.pdf")
    assert re.search(r"Tagged:\s+yes", told)
    assert re.search(r"Title:\s+.*" + ("Evaluatierapport" if lang == "nl" else "After-action report"), told)  # fmt: skip
    plain = objects(made(lang))
    assert re.search(rf"/Lang ?\({lang}\)", plain)
    assert "pdfuaid" in plain


def test_its_bookmarks_are_the_chapters_without_the_status() -> None:
    titles = re.findall(r"/Title ?\(([^)]*)\)", objects(made("en")))
    for one in ("Time line", "Decisions", "Improvement plan"):
        assert one in titles
    assert not [one for one in titles if one.startswith("DRAFT") and "Time" in one]


def test_every_drawing_has_words() -> None:
    plain = objects(made("en"))
    assert len(re.findall(r"/S ?/Figure", plain)) >= 4
    assert len(re.findall(r"/Alt", plain)) >= len(re.findall(r"/S ?/Figure", plain))
    assert "at the start" in plain
