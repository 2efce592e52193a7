"""A small exercise with channels that fail, a house rule and a shared picture.

The mast of the small scenario dies of the power failure within hours; it carries the
e-mail, the mobile phones and the pagers.
"""

from __future__ import annotations

from tests.script import Script, mini
from ttx.picture import Sight, see
from ttx.scenario import (
    Channel,
    HouseFog,
    Instead,
    Scenario,
    SharedItem,
    SharedPicture,
)
from ttx.text import Text
from ttx.view import Letter, Picture, Reading

TWENTY = {"value": "20m", "source": "made for the tests", "tag": "X"}
CHANNELS = {
    "email": Channel(title=Text("e-mail", "e-mail"), carried_by="mast", when_down="delay"),
    "text": Channel(title=Text("sms", "text"), carried_by="mast.level", when_down="lose"),
    "mobile": Channel(title=Text("mobiel", "mobile"), carried_by="mast"),
    "courier": Channel.model_validate({"title": Text("koerier", "courier"), "takes": TWENTY}),
}  # fmt: skip
SHARED = SharedPicture(
    title=Text("Totaalbeeld", "Shared picture"),
    carried_by="mast",
    items=(
        SharedItem(id="power", title=Text("Stroom", "Power"), owner="region"),
        SharedItem(id="beds", title=Text("Bedden", "Beds"), owner="hospital"),
        SharedItem(id="fuel", title=Text("Diesel", "Fuel"), owner="trader"),
    ),
)
HOUSE = HouseFog(
    instead={"mobile": Instead.model_validate({"by": "courier", "takes": TWENTY})}
)


def foggy(pace: str = "running", **changes: object) -> Scenario:
    """The small scenario with channels and a shared picture."""
    more = {"channels": CHANNELS, "shared_picture": SHARED, "pace": pace, **changes}
    return mini(**more)


def ruled(fog: HouseFog, which: int = 1, pace: str = "running") -> Scenario:
    """The same with house rules for one of its moves (the second)."""
    moves = list(mini().moves)
    moves[which] = moves[which].model_copy(update={"fog": fog})
    return foggy(pace, moves=tuple(moves))


class Room(Script):
    """A script that also looks at what each seat sees."""

    def __init__(self, scenario: Scenario | None = None, seed: int = 7) -> None:
        super().__init__(scenario or foggy(), seed)

    def sees(self, seat: str) -> Picture:
        """What a seat sees now."""
        sight = Sight(self.exercise)
        sight.refresh()
        return see(sight, seat)

    def letters(self, seat: str, text: str) -> list[Letter]:
        """The letters of a seat with this text."""
        return [one for one in self.sees(seat).letters if one.text.nl == text]

    def letter(self, seat: str, text: str) -> Letter:
        """The one letter of a seat with this text."""
        (one,) = self.letters(seat, text)
        return one

    def reading(self, seat: str, gauge: str) -> Reading:
        """One figure on a seat's board."""
        return next(one for one in self.sees(seat).readings if one.gauge == gauge)
