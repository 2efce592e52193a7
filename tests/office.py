"""A spreadsheet edited in LibreOffice Calc without a screen, by a script of its own."""

from __future__ import annotations

import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">{code}</script:module>
"""
FRAME = """
Function Column(sheet, head)
    For at = 0 To 80
        If sheet.getCellByPosition(at, 0).String = head Then
            Column = at
            Exit Function
        End If
    Next
    Column = -1
End Function
Function Row(sheet, id)
    For at = 0 To 400
        If sheet.getCellByPosition(0, at).String = id Then
            Row = at
            Exit Function
        End If
    Next
    Row = -1
End Function
Function Cell(sheet, id, head)
    Cell = sheet.getCellByPosition(Column(sheet, head), Row(sheet, id))
End Function
Sub Main
    Dim hidden(0) As New com.sun.star.beans.PropertyValue
    hidden(0).Name = "Hidden"
    hidden(0).Value = True
    book = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, hidden())
    sheet = book.Sheets.getByName("MSEL")
    {edits}
    Dim how(0) As New com.sun.star.beans.PropertyValue
    how(0).Name = "FilterName"
    how(0).Value = "Calc MS Excel 2007 XML"
    book.storeToURL("{target}", how())
    book.close(True)
    StarDesktop.terminate()
End Sub
"""


def edited_in_calc(path: Path, edits: str, room: Path) -> None:
    """Open this workbook in Calc, run these lines of Basic, save it over itself as .xlsx.

    `sheet` is the draaiboek; `Cell(sheet, id, heading)` one cell of it.
    """
    made = room / "saved.xlsx"
    code = FRAME.replace("{source}", path.resolve().as_uri())
    code = code.replace("{target}", made.resolve().as_uri()).replace("{edits}", edits)
    profile = room / "lo"
    _office(
        profile, "--terminate_after_init"
    )  # makes the profile, with an empty module
    module = profile / "user/basic/Standard/Module1.xba"
    assert module.is_file()
    module.write_text(MODULE.replace("{code}", escape(code)), "utf-8")
    _office(profile, "macro:///Standard.Module1.Main")
    made.replace(path)


def _office(profile: Path, *more: str) -> None:
    where = f"-env:UserInstallation={profile.resolve().as_uri()}"
    subprocess.run(["soffice", "--headless", "--norestore", where, *more],
                   check=True, capture_output=True, timeout=900)  # fmt: skip
