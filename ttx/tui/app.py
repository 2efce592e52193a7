"""The terminal program: one screen per seat on this keyboard, and the menu.

Never holds an exercise; it hands each screen its seat.
"""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from textual import work
from textual.app import App
from textual.binding import Binding
from textual.screen import ModalScreen, Screen
from textual.theme import Theme

from ttx.live.seat import Seat
from ttx.text import say
from ttx.tui.screens.ask import Choose, Confirm, Item
from ttx.tui.screens.evaluator import EvaluatorScreen
from ttx.tui.screens.leader import LeaderScreen
from ttx.tui.screens.response import ResponseScreen
from ttx.tui.screens.seat import SeatScreen
from ttx.tui.screens.table import TableScreen
from ttx.tui.widgets.coach import AWAY, reached
from ttx.tui.words import title_of

CONTRAST = Theme(
    name="ttx-contrast", primary="#ffff00", secondary="#00ffff", accent="#ffffff",
    foreground="#ffffff", background="#000000", surface="#000000", panel="#000000",
    warning="#ffff00", error="#ffffff", success="#00ff00", dark=True,
    variables={"footer-key-foreground": "#ffff00", "footer-background": "#000000",
               "block-cursor-foreground": "#000000",
               "block-cursor-background": "#ffff00",
               "text-muted": "#ffffff", "foreground-muted": "#ffffff"},
)  # fmt: skip
HUNG_UP = 129
THEMES = ("textual-dark", "textual-light", "ttx-contrast")
SCREENS: dict[str, type[SeatScreen]] = {
    "table": TableScreen,
    "leader": LeaderScreen,
    "response": ResponseScreen,
    "evaluator": EvaluatorScreen,
}


class TtxApp(App[int]):
    """The program around the screens."""

    CSS_PATH = "ttx.tcss"
    TITLE = "ttx"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (78, "-normal"), (116, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (22, "-tall")]
    BINDINGS = [
        Binding("question_mark,f1", "screen.help", "Help", key_display="?",
                id="app.help"),
        Binding("f3", "seats", "Other seat", id="app.seats", show=False),
        Binding("f4", "next_seat", "Next seat", id="app.next_seat", show=False),
        Binding("f5", "theme", "Other colours", id="app.theme", show=False),
        Binding("g", "guide", "Next hint", show=False, id="app.guide"),
        Binding("G", "guide(False)", "No more hints", show=False, id="app.no_guide"),
        Binding("q", "leave", "Quit", id="app.quit", show=False),
        Binding("ctrl+q", "leave", "Quit", show=False, priority=True),
        Binding("ctrl+p", "command_palette", "Menu", show=False,
                priority=True, key_display="^p"),
    ]  # fmt: skip

    def __init__(
        self,
        seats: Mapping[str, Seat],
        start: str,
        lang: str,
        keys: Mapping[str, str] | None = None,
        lobby: bool = False,
    ) -> None:
        super().__init__()
        self.opens_lobby = lobby
        self.own_keys = dict(keys or {})
        self.seats = dict(seats)
        self.start = start if start in self.seats else next(iter(self.seats))
        self.first_lang = lang
        self.hint = 0

    def on_mount(self) -> None:
        self.register_theme(CONTRAST)
        self.set_keymap(self.own_keys)
        for name, seat in self.seats.items():
            self.add_mode(name, functools.partial(self._screen, seat))
        self.switch_mode(self.start)
        if sys.__stdin__ is not None and sys.__stdin__.isatty():
            self.set_interval(1, self._leave_a_dead_terminal)

    def _leave_a_dead_terminal(self) -> None:
        """A window that was closed is not played on for ever; the journal has it all."""
        if sys.__stdin__ is None or not sys.__stdin__.isatty():
            self.exit(HUNG_UP)

    def _screen(self, seat: Seat) -> SeatScreen:
        return SCREENS[seat.picture().kind](seat, self.lang)

    @property
    def lang(self) -> str:
        """The language of the screen that is in front."""
        for screen in reversed(self.screen_stack if self._screen_stacks else []):
            if isinstance(screen, SeatScreen):
                return screen.lang
        return self.first_lang

    def word(self, english: str, /, **params: object) -> str:
        """The program's own words in the language of the screen in front."""
        return say(self.lang, english, **params)

    def names(self) -> list[tuple[str, str]]:
        """Each seat on this keyboard and what it is called."""
        return [
            (name, title_of(name, seat.picture(), self.lang))
            for name, seat in self.seats.items()
        ]

    @work
    async def action_seats(self) -> None:
        """Choose whose screen is in front."""
        items = [Item(name, title) for name, title in self.names()]
        chosen = await self.push_screen_wait(
            Choose(self.lang, self.word("Whose screen?"), items)
        )
        if chosen:
            self.sit(chosen)

    def action_next_seat(self) -> None:
        if len(self.screen_stack) > 1:
            return
        names = list(self.seats)
        here = names.index(self.current_mode) if self.current_mode in names else 0
        self.sit(names[(here + 1) % len(names)])

    def sit(self, name: str) -> None:
        """Put a seat's screen in front, in the language that is in use."""
        self.first_lang = self.lang
        self.switch_mode(name)

    def action_guide(self, more: bool = True) -> None:
        """The next hint, or no more of them."""
        for screen in self.screen_stack:
            if isinstance(screen, SeatScreen):
                here = reached(self.hint, screen.seat.face(), screen.picture)
                self.hint = here + 1 if more else AWAY
                screen.draw_coach()
                return

    def action_theme(self) -> None:
        here = THEMES.index(self.theme) if self.theme in THEMES else 0
        self.theme = THEMES[(here + 1) % len(THEMES)]

    async def push_screen_wait(  # type: ignore[override]
        self, screen: Screen[Any]
    ) -> Any:
        """Ask one thing at a time: what is asked over an open question is not asked.

        Keys typed in haste would otherwise lay question over question.
        """
        if isinstance(self.screen, ModalScreen):
            return None
        return await super().push_screen_wait(screen)

    @work
    async def action_leave(self) -> None:
        """Quit, after asking: the journal stays, nothing is lost."""
        if isinstance(self.screen, Confirm):
            return
        sure = await super().push_screen_wait(
            Confirm(
                self.lang,
                self.word("Stop the program?"),
                self.word("The journal keeps all that was entered; you can resume it."),
            )
        )
        if sure:
            self.exit(0)

    def action_command_palette(self) -> None:
        """All that can be done here, found by typing."""
        if len(self.screen_stack) == 1:
            self.menu()

    @work
    async def menu(self) -> None:
        """Ask which of all that can be done here, and do it."""
        commands = dict(self.commands(self.screen))
        items = [Item(title, title) for title in commands]
        title = await self.push_screen_wait(Choose(self.lang, self.word("Menu"), items))
        if title:
            done = commands[title]()
            if inspect.isawaitable(done):
                await done

    def commands(
        self, screen: Screen[object]
    ) -> Iterator[tuple[str, Callable[[], Any]]]:
        """All that a key can do here, then the seats: its words and what does it."""
        for active in screen.active_bindings.values():
            binding = active.binding
            if isinstance(screen, SeatScreen) and binding.id and binding.description:
                yield (
                    f"{binding.description} · {self.get_key_display(binding)}",
                    functools.partial(self.run_action, binding.action, active.node),
                )
        for name, title in self.names():
            sit = self.word("Sit at: {title}", title=title)
            yield sit, functools.partial(self.sit, name)
