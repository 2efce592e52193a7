"""How word travels between tables: channels, a move's house rules, the shared picture.

What is planned only: what carries a channel, how long it takes, what becomes of a
message when it is down. What truly happens to one is the exercise's to say.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ttx.scenario.parts import NO_TEXT, Name, Part, Text, TimeFigure

_CARRIED = "the gauge (or infrastructure node) that carries it; empty: always works"
_NEEDS = "what the carrier must at least read for it to work"


class Channel(Part):
    """A way that messages travel, what carries it, and what happens when it is down.

    `refuse`: the sender notices at once (no dialling tone). `delay`: a message waits
    and goes out when the channel works again (e-mail). `lose`: it never arrives, and
    the sender is not told (a text message, a pager).
    """

    title: Text
    carried_by: str = Field("", description=_CARRIED)
    needs: float = Field(0.5, description=_NEEDS)
    takes: TimeFigure | None = Field(
        None, description="exercise time from sending to arriving; none: at once"
    )
    when_down: Literal["refuse", "delay", "lose"] = Field(
        "refuse", description="what becomes of a message while it is down"
    )
    who: tuple[str, ...] = Field(
        (),
        description="teams or tables that have it, such as a secure line; empty: all",
    )

    def open_to(self, table: str, team: str) -> bool:
        """Whether a table (of this team) has this way."""
        return not self.who or table in self.who or team in self.who


class Instead(Part):
    """What a move offers in place of a dead channel: `{by: courier, takes: 20m}`."""

    by: str = Field(description="the channel that goes in its place")
    takes: TimeFigure | None = Field(
        None, description="exercise time under way; none: as that channel takes"
    )


class HouseFog(Part):
    """House rules with effect, for one move: what is dead, what replaces it, for whom
    there is no fog at all.
    """

    dead: tuple[str, ...] = Field(
        (), description="channels that count as dead in this move, whatever the world"
    )
    instead: dict[str, Instead] = Field(
        {}, description="what replaces a channel while it is down"
    )
    off: tuple[str, ...] = Field(
        (), description="teams or tables that see all as it is now, and hear at once"
    )


class SharedItem(Part):
    """One item of the shared picture: a subject with the one who keeps it."""

    id: Name
    title: Text
    owner: str = Field(description="the team, table or persona that writes it")


class SharedPicture(Part):
    """The picture that teams keep together (LCMS): items, each with an owner and a time.

    Who cannot reach it sees the last version that it had, and writes nothing.
    """

    title: Text
    says: Text = NO_TEXT
    teams: tuple[str, ...] = Field((), description="who takes part; empty: every team")
    carried_by: str = Field("", description=_CARRIED)
    needs: float = Field(0.5, description=_NEEDS)
    reach: dict[str, str] = Field(
        {}, description="another carrier for some teams; the name may hold {instance}"
    )
    items: tuple[SharedItem, ...] = ()
