"""Do channels, house rules and the shared picture name what exists?

Says every problem at once; never decides what becomes of a message.
"""

from __future__ import annotations

from ttx.scenario.channels import HouseFog, SharedPicture
from ttx.scenario.frame import CHANNELS
from ttx.scenario.names import ALL, Names, Place


def check_channels(names: Names) -> None:
    """Channels, what moves make of them, and the shared picture."""
    for key, channel in names.scenario.channels.items():
        here: Place = ("channels", key)
        for n, one in enumerate(channel.who):
            names.one_of("team", one, names.seats, (*here, "who", n))
        if channel.carried_by:
            names.carrier(channel.carried_by, {}, (*here, "carried_by"))
        elif channel.when_down != "refuse":
            english = "'when_down' only works with 'carried_by': nothing takes it down"
            if not _ever_dead(names, key):
                names.wrong((*here, "when_down"), "channel", english)
    for n, move in enumerate(names.scenario.moves):
        if move.fog is not None:
            _house(names, move.fog, ("moves", n, "fog"))
    if names.scenario.shared_picture is not None:
        _shared(names, names.scenario.shared_picture, ("shared_picture",))


def check_reach(names: Names, by: str, to: tuple[str, ...], here: Place) -> None:
    """A way that only some have is no way to reach the others."""
    channel = names.scenario.channels.get(by)
    if channel is None:
        return
    for table in names.scenario.tables:
        meant = {table.id, table.team, ALL} & set(to)
        if meant and not channel.open_to(table.id, table.team):
            english = ("'{channel}' does not reach '{table}': add it to 'who' of that channel,"
                       " or choose another way")  # fmt: skip
            names.wrong((*here, "by"), "no-access", english, channel=by, table=table.id)


def _ever_dead(names: Names, channel: str) -> bool:
    return any(one.fog and channel in one.fog.dead for one in names.scenario.moves)


def _house(names: Names, fog: HouseFog, here: Place) -> None:
    known = [*CHANNELS, *names.scenario.channels]
    for n, one in enumerate(fog.dead):
        names.one_of("channel", one, names.scenario.channels, (*here, "dead", n))
    for key, instead in fog.instead.items():
        place = (*here, "instead", key)
        names.one_of("channel", key, names.scenario.channels, place)
        names.one_of("channel", instead.by, known, (*place, "by"))
    for n, one in enumerate(fog.off):
        names.one_of("team", one, names.seats, (*here, "off", n))


def _takes_part(names: Names, shared: SharedPicture, owner: str, place: Place) -> None:
    table = names.scenario.table(owner)
    team = table.team if table else owner
    if shared.teams and team in names.teams and team not in shared.teams:
        english = "'{owner}' keeps an item and takes no part: add it to 'teams'"
        names.wrong(place, "no-part", english, owner=owner)


def _shared(names: Names, shared: SharedPicture, here: Place) -> None:
    for n, one in enumerate(shared.teams):
        names.one_of("team", one, names.teams, (*here, "teams", n))
    if shared.carried_by:
        scope = {"instance": names.of_teams(shared.teams or names.teams)}
        names.carrier(shared.carried_by, scope, (*here, "carried_by"))
    for key, carrier in shared.reach.items():
        place = (*here, "reach", key)
        if names.one_of("team", key, names.teams, place):
            names.carrier(carrier, {"instance": names.of_teams([key])}, place)
    owners = [*names.seats, *names.scenario.personas]
    seen: dict[str, None] = {}
    for n, item in enumerate(shared.items):
        place = (*here, "items", n, "owner")
        if names.one_of("team", item.owner, owners, place):
            _takes_part(names, shared, item.owner, place)
        if item.id in seen:
            english = "there are two items called '{name}'"
            names.wrong((*here, "items", n, "id"), "same-name", english, name=item.id)
        seen[item.id] = None
