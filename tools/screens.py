"""The screens shown in the guides: the tutorial's exercise in its first move, as SVG.

Real screens of a real host whose clock stands still. Run it after a change of the
screens; a test says when a picture is behind.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from pathlib import Path

from textual.pilot import Pilot

from ttx import library
from ttx.actions import Decision, Note, Observe, TurnTo
from ttx.exercise import Exercise
from ttx.journal import Journal
from ttx.live.host import Host
from ttx.live.host_seat import LocalSeat
from ttx.tui.app import TtxApp

ROOT = Path(__file__).parent.parent
OUT = {"en": ROOT / "docs" / "assets", "nl": ROOT / "docs" / "nl" / "assets"}
SIZE = (96, 26)
SEATS = {"leader": "leader", "table": "hospital", "evaluator": "evaluator"}
WORDS = {
    "en": ("We order 600 litres now and start no new operations",
           "The reading of the tank is of this morning",
           "The chair asks how many hours of diesel are left"),
    "nl": ("Wij bestellen nu 600 liter en starten geen nieuwe operaties",
           "De peiling van de tank is van vanochtend",
           "De voorzitter vraagt hoeveel uur diesel er nog is"),
}  # fmt: skip
_FACE = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def _host(lang: str, folder: Path) -> Host:
    """The tutorial's exercise, while the tables talk in its first move."""
    sys.path.insert(0, str(ROOT))
    from tests.guides import exercise

    scenario = library.load(str(exercise(folder))).scenario
    host = Host(
        Exercise(scenario, 1, Journal()), {}, monotonic=lambda: 0.0, wall=lambda: 0.0
    )
    decided, known, seen = WORDS[lang]
    host.exercise.advance(scenario.moves[0].at)
    for state in ("brief", "talk"):
        host.submit(TurnTo("first-hour", state), "leader")  # type: ignore[arg-type]
    host.submit(Decision(text=decided), "hospital")
    host.submit(Note("know", known), "hospital")
    host.submit(Observe("strength", seen, team="hospital"), "evaluator")
    return host


async def _shot(seat: str, lang: str, host: Host) -> str:
    app = TtxApp({seat: LocalSeat(host, seat)}, seat, lang)
    async with app.run_test(size=SIZE) as pilot:
        await _settled(pilot)
        return _light(app.export_screenshot(title="ttx"))


async def _settled(pilot: Pilot[int]) -> None:
    for _ in range(3):
        await pilot.pause()
        await pilot.wait_for_animation()


def _light(svg: str) -> str:
    """Without fonts from elsewhere: the reader's own fixed-width one will do."""
    bare = _FACE.sub("", svg)
    return bare.replace(
        "Fira Code, monospace", "ui-monospace, Menlo, Consolas, monospace"
    )


def screens() -> dict[Path, str]:
    """Every picture of the guides by its file."""
    made = {}
    for lang in WORDS:
        for name, seat in SEATS.items():
            with tempfile.TemporaryDirectory() as folder:
                host = _host(lang, Path(folder))
                made[OUT[lang] / f"{name}-{lang}.svg"] = asyncio.run(
                    _shot(seat, lang, host)
                )
    return made


def main() -> None:
    """Write every picture anew."""
    for path, svg in screens().items():
        path.write_text(svg, encoding="utf-8")
        sys.stdout.write(f"{path.name}\n")


if __name__ == "__main__":
    main()
