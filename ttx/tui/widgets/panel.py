"""A list with the chosen line in full beside or below it: most of what a seat reads.

Never holds anything but what the newest picture said.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ttx.actions import Action
from ttx.text import say
from ttx.tui.widgets.wishes import PageWanted, Wish
from ttx.tui.words import crop
from ttx.view import Picture


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its English title, its width (0: the rest), hidden below `drop`."""

    title: str
    width: int = 0
    drop: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what it is about and its cells; `loud` for what is new."""

    key: str
    cells: tuple[str, ...]
    loud: bool = False
    head: bool = False


class Part(Vertical):
    """A part of a seat's screen: it shows each new picture in the reader's language."""

    picture: Picture | None = None
    lang: str = "nl"

    def show(self, picture: Picture, lang: str) -> None:
        """Take over the newest picture and put it on the screen."""
        self.picture = picture
        self.lang = lang
        if self.is_mounted:
            self.draw(picture)

    def draw(self, picture: Picture) -> None:
        """Put it on the screen."""

    def on_mount(self) -> None:
        if self.picture is not None:
            self.draw(self.picture)

    def word(self, english: str, /, **params: object) -> str:
        """The program's own words in the reader's language."""
        return say(self.lang, english, **params)

    def wish(self, action: Action, done: str) -> None:
        """Ask the screen to submit an action."""
        self.post_message(Wish(action, done))


class ListPanel(Part):
    """Rows above, the chosen one in full below (beside it on a wide screen)."""

    COLUMNS: tuple[Column, ...] = ()
    EMPTY = "Nothing here yet."
    _rows: tuple[Row, ...] = ()
    _drawn: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        with Vertical(classes="list-side"):
            yield Static("", classes="columns", markup=False)
            yield Static("", classes="empty", markup=False)
            yield OptionList(classes="rows", compact=True, markup=False)
        with VerticalScroll(classes="detail-side", can_focus=False):
            yield Static("", classes="detail", markup=False)

    def rows(self, picture: Picture) -> Iterable[Row]:
        """The lines of this picture."""
        raise NotImplementedError

    def detail(self, picture: Picture, key: str) -> Content:
        """The chosen line in full."""
        raise NotImplementedError

    def heads(self, picture: Picture) -> tuple[Column, ...]:
        """The columns; some lists have one more after the exercise."""
        return self.COLUMNS

    def begins(self, picture: Picture) -> bool:
        """Whether the cursor must go to the first line, whatever it stood on."""
        return False

    @property
    def key(self) -> str:
        """What the cursor is on; empty if on nothing."""
        index = self.query_one(".rows", OptionList).highlighted
        if index is None or index >= len(self._rows):
            return ""
        return "" if self._rows[index].head else self._rows[index].key

    def draw(self, picture: Picture) -> None:
        rows = tuple(self.rows(picture))
        width = self.query_one(".list-side").size.width
        state = (rows, self.lang, width)
        if state != self._drawn:
            self._fill(picture, rows, width)
            self._drawn = state
        self._draw_detail()

    def _fill(self, picture: Picture, rows: tuple[Row, ...], width: int) -> None:
        listed = self.query_one(".rows", OptionList)
        kept, at = self.key, listed.highlighted
        self._rows = rows
        widths = self._widths(self.heads(picture), width - 4)
        heads = tuple(self.word(column.title) for column in self.heads(picture))
        self.query_one(".columns", Static).update(_line("", heads, widths))
        self.query_one(".empty", Static).update("" if rows else self.word(self.EMPTY))
        self.query_one(".empty").display = not rows
        listed.display = bool(rows)
        listed.set_options(_option(row, widths) for row in rows)
        keys = [row.key for row in rows]
        first = next((i for i, row in enumerate(rows) if not row.head), 0)
        if rows and self.begins(picture):
            listed.highlighted = first
        elif kept in keys:
            listed.highlighted = keys.index(kept)
        elif rows:
            listed.highlighted = min(at or first, len(rows) - 1)

    def _widths(self, columns: tuple[Column, ...], room: int) -> list[int]:
        widths = [0 if room < c.drop else (c.width or -1) for c in columns]
        used = sum(width + 1 for width in widths if width > 0)
        rest = max(room - used, 8)
        return [rest if width < 0 else width for width in widths]

    @property
    def chosen(self) -> Content:
        """The line that the cursor is on, in full."""
        if self.picture is None or not self.key:
            return Content("")
        return self.detail(self.picture, self.key)

    def _draw_detail(self) -> None:
        self.query_one(".detail", Static).update(self.chosen)

    def on_resize(self, event: events.Resize) -> None:
        if self.picture is not None:
            self.call_after_refresh(self.draw, self.picture)

    def on_option_list_option_highlighted(
        self, event: OptionList.OptionHighlighted
    ) -> None:
        event.stop()
        if all(row.head for row in self._rows[: event.option_index]):
            event.option_list.scroll_home(animate=False)
        self._draw_detail()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self.key:
            self.open(self.key)

    def open(self, key: str) -> None:
        """Enter on a line: the whole text on a page of its own."""
        if self.picture is not None:
            self.post_message(PageWanted(self.detail(self.picture, key)))

    def take_focus(self) -> None:
        """Put the cursor in the list."""
        self.query_one(".rows", OptionList).focus()

    def top(self) -> None:
        """The cursor goes to the first line."""
        self.query_one(".rows", OptionList).action_first()


def _line(mark: str, cells: tuple[str, ...], widths: list[int]) -> str:
    shown = [
        crop(cell, width) for cell, width in zip(cells, widths, strict=True) if width
    ]
    return f"{mark or ' '} " + " ".join(shown)


def _option(row: Row, widths: list[int]) -> Option:
    if row.head:
        room = sum(width + 1 for width in widths if width > 0)
        head = crop(row.cells[0], max(room - 1, 0))
        return Option(Content.styled(f"  {head}", "bold"), disabled=True)
    line = _line("*" if row.loud else "", row.cells, widths)
    return Option(Content.styled(line, "bold") if row.loud else Content(line))


def section(title: str, *lines: str) -> Content:
    """A bold title with lines below it, as plain content."""
    body = "\n".join(line for line in lines if line)
    return Content.assemble((title, "bold"), f"\n{body}\n\n") if body else Content("")
