"""The drawings of a report as pictures in Word, each with words for who cannot see it.

A picture is made when a template asks for it, and never refers to a file outside.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import quoteattr

from markupsafe import Markup

from ttx.report_drawn import Drawn, png
from ttx.report_room import Frame
from ttx.text import say

MILLIMETRE = 36000
"""English Metric Units in a millimetre (ECMA-376, part 1, 20.1.2.1)."""
WIDE = 180
"""The width of the text on an upright A4, in mm."""
NAMED = re.compile(r'<wp:docPr id="(\d+)" name="[^"]*"/>')


def pictures(document: Any, facts: Any, frame: Frame, lang: str) -> dict[str, Callable[..., Any]]:  # fmt: skip
    """The names by which a template asks for each drawing."""
    from ttx import report_charts, report_scenes
    from ttx.report_lanes import lanes

    def curve(course: Any, wide: int = WIDE) -> Any:
        if report_charts.stayed_zero(course):
            return say(lang, "Stayed 0.")
        line = facts.line
        return picture(document, report_charts.drawn(
            course, frame.calendar, lang, line.since, line.until), wide)  # fmt: skip

    def line(wide: int = WIDE) -> Any:
        placed = lanes(facts.line, frame.calendar, lang)
        return picture(document, report_scenes.line(placed, lang), wide)

    def scheme(wide: int = WIDE) -> Any:
        return picture(document, report_scenes.scheme(facts.scenes.scheme, lang), wide)

    def flow(wide: int = WIDE) -> Any:
        return picture(document, report_scenes.flow(facts.scenes.flow, lang), wide)

    return {"curve": curve, "lanes": line, "scheme": scheme, "flow": flow}


def picture(document: Any, drawn: Drawn, wide: int) -> Markup:
    """A drawing `wide` mm across, where a template put one text, with its words."""
    part = document.current_rendering_part
    made = part.new_pic_inline(io.BytesIO(png(drawn)), wide * MILLIMETRE, None).xml
    words = quoteattr(f"{drawn.title}. {drawn.told}", {"\n": " "})
    name = quoteattr(drawn.title)
    made = NAMED.sub(lambda m: f'<wp:docPr id="{m[1]}" name={name} descr={words}/>', made)  # fmt: skip
    return Markup(
        "</w:t></w:r><w:r><w:drawing>{}</w:drawing></w:r>"
        '<w:r><w:t xml:space="preserve">'
    ).format(Markup(made))
