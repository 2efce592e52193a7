"""What happened, for other programs: the journal as lines, findings as a workbook.

Reads entries and the debrief's facts; it adds no judgement and leaves nothing out.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from ttx import library
from ttx.debrief.facts import Debrief, gather
from ttx.errors import AbsentExtra, JournalError
from ttx.exchange.workbook.writing import A3_PAPER, BLUE, STAMP
from ttx.journal import Entry
from ttx.moment import offset
from ttx.scenario.reading import thaw
from ttx.text import Text, say

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With these a spreadsheet program takes a text for a formula (OWASP, CSV injection)."""


def entries_of(path: str) -> list[Entry]:
    """All entries of a journal; JournalError where it is none."""
    found = library.journal(path)
    try:
        return list(found)
    finally:
        found.close()


def as_lines(entries: Sequence[Entry]) -> bytes:
    """Each entry as one line of JSON, as `ttx journal` prints them."""
    rows = [
        json.dumps(one._asdict(), ensure_ascii=False, sort_keys=True) for one in entries
    ]
    return ("\n".join(rows) + "\n").encode()


def as_csv(entries: Sequence[Entry], lang: str) -> bytes:
    """A row for each entry, with both clocks and who asked it; for a spreadsheet program.

    The scenario itself (in the first entry) is left out; JSON lines hold it.
    """
    scenario = thaw(entries[0].body["scenario"])
    made = io.StringIO(newline="")
    rows = csv.writer(made, delimiter=";" if lang == "nl" else ",")
    heads = (
        "Entry",
        "Exercise time",
        "Clock time",
        "Kind",
        "By",
        "What",
        "Refused",
        "Body",
    )
    rows.writerow([say(lang, head) for head in heads])
    for one in entries:
        body = {key: value for key, value in one.body.items() if key != "scenario"}
        clock = scenario.calendar.clock(one.at)
        action = body.get("action") or {}
        rows.writerow(map(_inert, (
            one.seq, offset(one.at), f"{clock:%Y-%m-%d %H:%M:%S}", one.kind,
            body.get("by", ""), action.get("kind", "") or body.get("inject", ""),
            (body.get("refusal") or {}).get("key", ""),
            json.dumps(body, ensure_ascii=False, sort_keys=True))))  # fmt: skip
    return b"\xef\xbb\xbf" + made.getvalue().encode()


def _inert(value: object) -> object:
    """A text that no spreadsheet program takes for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else value


# --- observations and improvement plan ------------------------------------------------


def as_workbook(entries: Sequence[Entry], lang: str) -> bytes:
    """Observations, findings and improvement plan as an .xlsx; what people wrote, as it is."""
    try:
        import xlsxwriter
    except ImportError as wrong:
        raise AbsentExtra(
            "Spreadsheets need an extra part: pip install 'ttx[excel]'."
        ) from wrong
    try:
        scenario = thaw(entries[0].body["scenario"])
    except ValueError as wrong:
        raise JournalError("The scenario in this journal cannot be read by this version of the"
                           " program: {why}", why=str(wrong).splitlines()[0]) from wrong  # fmt: skip
    facts = gather(entries, scenario)
    made = io.BytesIO()
    work = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False,
                                      "strings_to_urls": False, "strings_to_numbers": False})  # fmt: skip
    work.set_properties({"title": facts.frame.title.of(lang), "created": STAMP})
    for title, heads, rows in (
        _observed(facts, lang),
        _found(facts, lang),
        _planned(facts, lang),
    ):
        _page(work, facts, lang, title, heads, rows)
    work.close()
    return made.getvalue()


Page = tuple[str, list[tuple[str, int]], list[list[Any]]]
"""A sheet's title, its headings with their widths, its rows."""


def _observed(facts: Debrief, lang: str) -> Page:
    heads = [("No.", 8), ("Time", 10), ("Clock time", 18), ("Evaluator", 20), ("Type", 12),
             ("Table", 20), ("Critical task", 30), ("Observation", 70), ("Verbatim", 10)]  # fmt: skip
    titles = {task.id: task.title for one in facts.objectives for task in one.tasks}
    rows = [[one.entry, offset(one.at), facts.frame.calendar.label(one.at, lang), one.by, one.sort,
             one.team, titles.get(one.task, Text(one.task, one.task)), one.text,
             say(lang, "yes") if one.quote else ""] for one in facts.observations]  # fmt: skip
    return say(lang, "Observations"), [(say(lang, h), w) for h, w in heads], rows


def _found(facts: Debrief, lang: str) -> Page:
    heads = [("No.", 8), ("Type", 16), ("Finding", 60), ("Plan or rule", 36), ("Root cause", 36),
             ("Objective", 30), ("Core capability", 28), ("Table", 20), ("By", 20)]  # fmt: skip
    rows = [[one.number, one.titled, one.text, one.reference, one.cause, one.objective,
             one.capability, one.team, one.by] for one in facts.work.findings if one.holds]  # fmt: skip
    return say(lang, "Findings"), [(say(lang, h), w) for h, w in heads], rows


def _planned(facts: Debrief, lang: str) -> Page:
    heads = [("No.", 8), ("Core capability", 28), ("Area for improvement", 44),
             ("Corrective action", 50), ("Capability element", 18), ("Responsible organisation", 24),
             ("Contact", 20), ("Start", 12), ("End", 12), ("Decision above this table", 14),
             ("Status", 14)]  # fmt: skip
    rows = [[one.number, one.capability, one.issue, one.text, one.element_titled, one.owner,
             one.contact, one.start, one.end, say(lang, "yes") if one.above else say(lang, "no"),
             one.state_titled] for one in facts.work.planned]  # fmt: skip
    return say(lang, "Improvement plan"), [(say(lang, h), w) for h, w in heads], rows


def _page(work: Any, facts: Debrief, lang: str, title: str, heads: list[tuple[str, int]],
          rows: list[list[Any]]) -> None:  # fmt: skip
    page = work.add_worksheet(title[:31])
    cell = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#d1d5db"}
    top = work.add_format(
        {**cell, "bold": True, "font_color": "white", "bg_color": BLUE}
    )
    plain = work.add_format({**cell, "num_format": "@"})
    number = work.add_format({**cell, "align": "left"})
    for place, (head, width) in enumerate(heads):
        page.set_column(place, place, width)
        page.write_string(0, place, head, top)
    for line, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            if isinstance(value, int):
                page.write_number(line, place, value, number)
            else:
                text = value.of(lang) if isinstance(value, Text) else value
                page.write_string(line, place, text, plain)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(1, len(rows)), len(heads) - 1)
    page.set_landscape()
    page.set_paper(A3_PAPER)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    frame = facts.frame
    marking, status = (
        one.of(lang).replace("&", "&&") for one in (frame.marking, frame.status)
    )
    page.set_header(f'&L{status}&C&"Calibri,Bold"{marking}')
    page.set_footer(f"&L{frame.title.of(lang).replace('&', '&&')[:120]}&R&P / &N")
