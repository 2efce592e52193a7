"""How long 5,000 injects take to load and check: `python tests/bench/injects.py`."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from written import SMALL

from ttx import library

LINE = """\
  - id: inj-{n}
    title: {{nl: Een titel, en: A title}}
    to: [hospital, gov]
    from: {{nl: Dienst, en: Service}}
    by: phone
    when: {{milestone: told, for: 5m}}
    text: {{nl: Nog een bericht van de dienst, en: One more message of the service}}
    expects: {{any: [order, tell], within: {{table: 12m}}, tests: [keep-care]}}
    otherwise: {to}
"""
MANY = 5000


def written() -> str:
    """The mini scenario with a long draaiboek."""
    mini = (Path(__file__).parent.parent / "mini.yaml").read_text(encoding="utf-8")
    head, _, tail = SMALL.partition("msel:\n")
    frame = head.replace("format: 1\n", "format: 1\n" + _world(mini), 1)
    lines = [
        LINE.format(n=n, to=f"inj-{n + 1}" if n < MANY - 1 else "late")
        for n in range(MANY)
    ]
    frame = frame.replace("people.trust", "mains.level")
    return frame + "msel:\n" + "".join(lines) + tail


def _world(mini: str) -> str:
    start = mini.index("world:\n")
    return mini[start : mini.index("gauges:\n")]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "big.yaml"
        path.write_text(written(), encoding="utf-8")
        start = time.process_time()
        found = library.check([str(path)])
        took = time.process_time() - start
    for one in found[:3]:
        print(one.line_of_text("en"))
    print(f"{MANY} injects: {took:.2f} s, {len(found)} problems")
