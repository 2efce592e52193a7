"""What the read-me sheet of a workbook says to those who fill it in."""

from __future__ import annotations

from ttx.exchange.workbook.book import Book
from ttx.text import say


def read_me(book: Book) -> list[tuple[str, str]]:
    """Rows of two cells: what it is about, and what to know of it."""
    lang = book.lang
    name = book.path.name if book.path.is_dir() else book.path.stem
    rows = [
        ("Scenario", f"{book.scenario.id} {book.scenario.version}"),
        ("", say(lang, "This workbook is the draaiboek (MSEL) of an exercise. Change what you want, save it, and"
                 " take it in with: ttx import FILE --into {name}. First you get a report of all differences;"
                 " nothing is written before you say so.", name=name)),
        (say(lang, "Id"), say(lang, "Leave it: by this a row is known again, also when it was moved or renumbered."
                              " For a new row leave it empty. A copied row needs an empty id too.")),
        (say(lang, "Time"), say(lang, "Hours and minutes after STARTEX, as in 1:30. A row that belongs to a move or to"
                                " a condition has no time of its own; a row has either a time, a move, a condition,"
                                " or comes after something.")),
        (say(lang, "Grey columns"), say(lang, "They are worked out from the others; what you type there is not taken over.")),
        (say(lang, "Several in one cell"), say(lang, "Tables, decisions, objectives and tasks stand between semicolons.")),
        (say(lang, "Between braces"), say(lang, "Conditions and effects move the world behind the exercise. Change them"
                                          " only if you know the scenario's language; leave them as they are otherwise.")),
        (say(lang, "Double braces"), say(lang, "In a message they hold a figure that is worked out on the day. Leave"
                                         " what stands between them.")),
        (say(lang, "Status"), say(lang, "Draft, to be agreed, agreed or to be dropped: for yourselves. A row that is to be dropped"
                                  " stays in the exercise until you take it out.")),
        (say(lang, "Italic rows"), say(lang, "Contingency injects: given only where they are needed.")),
        (say(lang, "Next round"), say(lang, "Export anew after it was taken in, and go on in that file: what is changed"
                                      " again in this one would be told as conflicting.")),
        (say(lang, "Own columns"), say(lang, "Add what you like to the right, and comments on cells: they are kept beside"
                                       " the scenario and come back at the next export.")),
        (say(lang, "Formulas"), say(lang, "Type values: formulas are not worked out and macros are not run.")),
        (say(lang, "Inject cards"), say(lang, "An inject from a card may be changed here; the card stays as it is, and this"
                                        " exercise gets its own text.")),
    ]  # fmt: skip
    if book.second:
        rows.append((say(lang, "Two languages"), say(lang, "Each text stands in two columns. Who changes one, looks"
                                                     " at the other too.")))  # fmt: skip
    return rows
