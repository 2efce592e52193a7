"""Exercises of other programs, as files: those of tests/foreign, packed as they come."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "foreign"
STANDARD = (
    ["Control Number", "Move", "Group", "Delivery Time", "Simulated Time", "Assigned To",
     "Status", "Title", "Description", "From Org", "To Org", "Details", "Expected Actions"],
    ["1", "1", "A", datetime.datetime(2027, 3, 1, 9, 0), "", "x", "ok", "Smoke",
     "There is smoke in the archive.", "Porter", "Crisis team", "It comes from the lift.",
     "The team asks who is inside."],
    ["2", "1", "A", datetime.datetime(2027, 3, 1, 9, 40), "", "", "", "All out?",
     "Two people are missing.", "Fire service", "Crisis team, Communication", "", ""],
    [None] * 13,
    ["3", "2", "A", "1 March, later", "", "", "", "Press", "A reporter rings.", "Reporter",
     "Communication", "", "A line to take."],
    ["3", "2", "A", datetime.datetime(2027, 3, 1, 11, 0), "", "", "", "Twice",
     "The same number again.", "Reporter", "All", "", ""],
)  # fmt: skip
MITRE = (
    ["ID", "Local Time", "Delivery Method", "Target", "Title", "Description", "Assumptions",
     "Notes", "Expected Actions", "Measure of Performance"],
    ["I-1", 0.375, "Email", "SOC", "Odd traffic", "A server talks to an address abroad.",
     "It is seen.", "", "Look at the logs.", "Within 30 minutes"],
    ["I-2", datetime.time(9, 45), "Phone call", "Help desk", "Slow machines",
     "Ten people say that their machine is slow.", "", "x", "", ""],
    ["I-3", "10:30 AM", "Carrier pigeon", "SOC", "A demand",
     "Somebody asks for money. What do you tell the board?", "", "", "", ""],
)  # fmt: skip
HSEEP = (
    ["Exercise Flood 2027"],
    [],
    ["Event Number", "Designated Scenario Time", "Event Type", "Inject Mode", "From", "To",
     "Message", "Expected Participant Response", "Exercise Objective", "Notes"],
    ["", "STARTEX", "", "", "", "", "STARTEX", "", "", ""],
    ["1", "T+0:15", "Contextual inject", "Radio", "Dike watch", "EOC",
     "Water seeps through the dike at the old mill.", "Send somebody.", "Share one picture", ""],
    ["2", "STARTEX + 45 min", "Contingency inject", "Phone", "Mayor", "EOC",
     "Has nobody looked at the mill yet?", "", "Share one picture", "only if needed"],
    ["3", "+1:30", "Expected action event", "", "", "EOC", "The area is cleared.", "",
     "Warn in time; Share one picture", ""],
    ["4", "ENDEX", "", "", "", "", "ENDEX", "", "", ""],
)  # fmt: skip
CHRONOGRAM = (
    [None, "Type", "When", "Team", "Subject", "Message", "Description", "Exp", "Text", "Score"],
    [None, "mail", "J-60", "All", "Invitation", "We hold an exercise in sixty days.", "", "", "", ""],
    [None, "SMS", "J", "Field", "It begins", "Come to the room of the crisis team.", "", "", "", ""],
    [None, "Mail", "J+1 H+2 M-5", "Field, Board", "Second day", "The water is still rising.",
     "for both", "Answer", "Who decides?", 100],
    [None, "Drone", "J+3 09h05", "Board", "A film", "A film of the mill goes round.", "", "", "", ""],
    [None, "mail", "26/06/2024 09h00", "Board", "A date", "A line with a real date.", "", "", "", ""],
    [None, "mail", "in a while", "Board", "No time", "A line without a time.", "", "", "", ""],
)  # fmt: skip
T3SF = (
    ["#", "Real Time", "Date", "Subject", "From", "Player", "Script", "Photo", "Picture Name",
     "Profile", "Poll"],
    [1, 0.9791666666666666, "Monday", "Files are locked", "Night shift", "IT",
     "All files on the server are locked. What do you switch off?", "", "", "", ""],
    [2, "00:10 AM", "Tuesday", "A wrong time", "Board", "IT", "There is no hour 00 AM.", "", "", "", ""],
    [3, "12:20 AM", "Tuesday", "The press", "Reporter", "Board", "Is it so?", "", "", "", "Yes | No"],
)  # fmt: skip
SHEETS = {"blueprint-standard": STANDARD, "blueprint-mitre": MITRE,
          "blueprint-hseep": HSEEP, "chronogram": CHRONOGRAM, "t3sf": T3SF}  # fmt: skip


def every() -> dict[str, bytes]:
    """All sample files by name, as bytes."""
    made = {path.name: path.read_bytes() for path in sorted(HERE.glob("*.json"))}
    made["openbas-scenario.zip"] = openbas_zip()
    made["inject.zip"] = inject_zip()
    made |= {f"{name}.xlsx": workbook(rows) for name, rows in SHEETS.items()}
    return made


def openbas_zip() -> bytes:
    """An export as the platform packs it: the JSON with its comment, and an attachment."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        entry = zipfile.ZipInfo("Storm op de kust.json")
        entry.comment = b"Scenario"
        file.writestr(entry, (HERE / "openbas-scenario.json").read_bytes())
        paper = zipfile.ZipInfo("kaart_target.pdf")
        paper.comment = b"Attachment"
        file.writestr(paper, b"%PDF-1.4 not a real one")
    return out.getvalue()


def inject_zip(top: str = "breach/") -> bytes:
    """A definition as a ZIP with one folder at its top."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted((HERE / "inject").rglob("*")):
            if path.is_file():
                name = path.relative_to(HERE / "inject").as_posix()
                file.writestr(top + name, path.read_bytes())
    return out.getvalue()


def workbook(rows: Any, title: str = "MSEL") -> bytes:
    """A workbook with one sheet of these rows."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
