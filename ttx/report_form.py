"""The form of own figures as a page to print and fill in with a pen.

One landscape A4 for up to thirty figures; refers to nothing outside itself.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ttx.report_room import environment


def printed(form: Any, templates: Path, lang: str) -> str:
    """The form (an `OwnForm`) as HTML, from `form.html.j2` in the folder `templates`."""
    room = environment(templates, lang)
    return str(room.get_template("form.html.j2").render(form=form))
