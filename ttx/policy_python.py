"""A table played by somebody's own function in Python: its picture goes in, actions come out.

The function is given the picture that the table's own seat has, cut by `picture.py`: what
the table sees at once, what it heard and how old that is, its letters, its options with
why one is closed, what it decided and what was refused. While a move runs it goes on
looking, as tables by rules do. It looks when something reached the table and at its own
cadence; what it asks goes through the one door, and is refused there as anyone's.
"""

from __future__ import annotations

from inspect import isgenerator

from ttx.actions import Action
from ttx.errors import PlayError
from ttx.exercise import Exercise
from ttx.moment import offset
from ttx.picture import Sight, see
from ttx.policy_luck import OwnLuck
from ttx.policy_names import Way
from ttx.policy_player import Player
from ttx.policy_source import line_of, made, told
from ttx.scenario import Table
from ttx.view import Picture

MOST = 100
"""More actions than this at one look are no decisions of a table."""


class AtPost(Sight):
    """The sight of a table whose people stay at their post while a move runs."""

    __slots__ = ()

    def cut(self) -> tuple[int, int]:
        """Nothing is held back for the report of the move."""
        return self.exercise.now, len(self.exercise.journal)


class Written(Player):
    """A table played by a function: one of its own, that no other table shares."""

    def __init__(
        self, exercise: Exercise, table: Table, way: Way, sight: Sight
    ) -> None:
        super().__init__(exercise, table, way.name, looks=True)
        self._file = way.name.rpartition(":")[0]
        self._function, asks_luck, self._every = made(
            way.text, self._file, way.function
        )
        luck = OwnLuck(exercise.seed, table.id, way.name)
        self._luck = (luck.stream(),) if asks_luck else ()
        self._sight = sight

    def watch(self, now: int) -> None:
        """Show it the table's picture, and ask what it decides."""
        self._sight.refresh()
        for action in self._decided(see(self._sight, self.table.id)):
            self._ask(action)
        self.got.clear()
        self.heard = False
        if now >= self.next_look:
            self.next_look = now - now % self._every + self._every

    def act(self, now: int) -> None:
        """Nothing is ever on its way: what it decides, it asks at once."""

    def _decided(self, picture: Picture) -> list[Action]:
        """What the function returns, once it is known to be a list of actions."""
        try:
            given = self._function(picture, *self._luck)
            listed = isgenerator(given) or isinstance(given, list | tuple)
            actions = list(given) if listed else []  # type: ignore[call-overload]
        except Exception as wrong:
            raise self._failed(wrong) from wrong
        strange = [one for one in actions if not isinstance(one, Action)]
        if strange or not (listed or given is None):
            raise PlayError(
                "The policy {policy} must return a list of actions; at {moment}, for table"
                " '{table}', it returned {given}",
                given=repr(strange[0] if listed else given)[:60], **self._here)  # fmt: skip
        if len(actions) > MOST:
            raise PlayError(
                "The policy {policy} returned {count} actions at {moment}, for table"
                " '{table}'; at most {most} can be asked at one look",
                count=len(actions), most=MOST, **self._here)  # fmt: skip
        return actions

    def _ask(self, action: Action) -> None:
        try:
            self.exercise.submit(action, self.table.id, self.hand)
        except ValueError as wrong:
            raise PlayError(
                "The policy {policy} asked for something at {moment}, for table '{table}',"
                " that cannot be read: {why}",
                why=str(wrong),
                **self._here,
            ) from wrong

    def _failed(self, wrong: Exception) -> PlayError:
        line = line_of(wrong, self._file)
        return PlayError(
            "The policy {policy} stopped at {moment}, for table '{table}', in line {line}:"
            " {why}",
            line=line,
            why=told(wrong),
            **self._here,
        )

    @property
    def _here(self) -> dict[str, object]:
        return {"policy": self.hand.removeprefix("policy:"), "table": self.table.id,
                "moment": offset(self.exercise.now)}  # fmt: skip
