"""A seat's screen with tabs: digits and arrows open them.

Never decides what stands in a tab.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import ContentSwitcher

from ttx.tui.screens.seat import SeatScreen
from ttx.tui.widgets.panel import ListPanel
from ttx.tui.widgets.tabs import TabLine
from ttx.tui.widgets.wishes import LineLeft
from ttx.view import Picture


class TabbedScreen(SeatScreen):
    """Tabs over one place; below them what the seat always has at hand."""

    BINDINGS = [
        *[Binding(str(n), f"tab({n - 1})", show=False) for n in range(1, 10)],
        Binding("right", "turn(1)", "Next tab", show=False),
        Binding("left", "turn(-1)", "Previous tab", show=False),
    ]
    TABS: tuple[tuple[str, type[ListPanel]], ...] = ()

    def parts(self) -> ComposeResult:
        yield TabLine()
        with ContentSwitcher(initial="tab-0", id="tabs"):
            for index, (_, panel) in enumerate(self.TABS):
                yield panel(id=f"tab-{index}")
        yield from self.below()

    def below(self) -> ComposeResult:
        """What stands under every tab."""
        yield from ()

    def on_mount(self) -> None:
        line = self.query_one(TabLine)
        line.labels = tuple(label for label, _ in self.TABS)
        super().on_mount()
        self.open_tab(self.first_tab(self.picture))

    def first_tab(self, picture: Picture) -> int:
        """Which tab this seat begins with."""
        return 0

    @property
    def tab(self) -> int:
        """The tab that is open."""
        return self.query_one(TabLine).here

    def open_tab(self, index: int) -> None:
        """Show a tab and put the cursor in it."""
        if not 0 <= index < len(self.TABS):
            return
        self.query_one(TabLine).here = index
        self.query_one("#tabs", ContentSwitcher).current = f"tab-{index}"
        panel = self.query_one(f"#tab-{index}", ListPanel)
        panel.take_focus()
        if panel.picture is not None:
            self.call_after_refresh(panel.draw, panel.picture)
        self.refresh_bindings()

    def action_tab(self, index: int) -> None:
        self.open_tab(index)

    def action_turn(self, step: int) -> None:
        self.open_tab((self.tab + step) % len(self.TABS))

    def on_tab_line_taken(self, event: TabLine.Taken) -> None:
        event.stop()
        self.open_tab(event.index)

    def on_line_left(self, event: LineLeft) -> None:
        event.stop()
        self.query_one(f"#tab-{self.tab}", ListPanel).take_focus()

    def action_back(self) -> None:
        super().action_back()
        self.query_one(f"#tab-{self.tab}", ListPanel).take_focus()

    def show(self, picture: Picture) -> None:
        super().show(picture)
        line = self.query_one(TabLine)
        line.lang = self.lang
        line.counts = self.counts(picture)

    def counts(self, picture: Picture) -> dict[int, int]:
        """What is new or open in each tab."""
        return {}
