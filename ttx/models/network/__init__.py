"""Any queueing network, written in a scenario: stations, sources, routes, lengths.

It is the yardstick of the house: the same stations that carry the care chain are held
against theory and published results with it. It knows nothing of care; what a station
stands for is for the author.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from ttx.figures import Figure
from ttx.forms import Form
from ttx.models.model import Ground, Lever, Model, Picks
from ttx.models.network.form import FORM, OUT
from ttx.models.network.gauges import register
from ttx.models.network.post import ENDLESS, Post, Visitor, Way
from ttx.models.network.source import Source
from ttx.models.network.watched import WatchedPost, release
from ttx.models.patient import Stay
from ttx.models.station import Calendar, wake
from ttx.text import Text

_NO_END = 1e9
_TICKETS = 10_000
"""A chance is drawn to this precision: so many equally likely tickets."""


class Cluster:
    """The members of one station as written, and how one of them is chosen."""

    def __init__(self, name: str, values: Mapping[str, Any], posts: list[Post]) -> None:
        self.name, self.values, self.posts = name, values, posts
        self.group = values["group"]
        self.room: list[int] = [post.units for post in posts]
        self._last = -1

    def way(self, group: str) -> Way:
        """How one enters from a station of this group ('' for a source)."""
        enters = [post.enter for post in self.posts]
        if len(enters) == 1:
            return enters[0]
        if self.group and group == self.group:
            return lambda visitor: enters[visitor.member](visitor)
        return self._chosen(enters)

    def _chosen(self, enters: list[Way]) -> Way:
        rule = self.values["choose"]
        if rule == "in-turn":
            return lambda visitor: self._in_turn(visitor, enters)
        if rule == "shortest":
            return lambda visitor: self._shortest(visitor, enters)
        room = self.room
        for post in self.posts:
            post.room = room

        def most_free(visitor: Visitor) -> None:
            visitor.member = member = room.index(max(room))
            enters[member](visitor)

        return most_free

    def _in_turn(self, visitor: Visitor, enters: list[Way]) -> None:
        self._last = visitor.member = (self._last + 1) % len(enters)
        enters[self._last](visitor)

    def _shortest(self, visitor: Visitor, enters: list[Way]) -> None:
        lengths = [post.busy + post.waiting for post in self.posts]
        visitor.member = lengths.index(min(lengths))
        enters[visitor.member](visitor)


class Network(Model):
    """A network of stations with lines before them."""

    NAME = "network"
    FORM: ClassVar[Form] = FORM

    def __init__(self, values: Mapping[str, Any], ground: Ground) -> None:
        self.values, self._ground = values, ground
        self.env = Calendar.of(ground.env)
        self.scale: float = values["scale"].mean
        self.classes = list(values["classes"]) or ["all"]
        self.ranks = [round(c["rank"].mean) for c in values["classes"].values()] or [1]
        self.left = [0] * len(self.classes)
        self.spent = [0] * len(self.classes)
        self.since = int(self.env.now)
        self._blocks = any(one["blocks"] for one in values["stations"].values())
        self.clusters = {name: self._cluster(name, one)
                         for name, one in values["stations"].items()}  # fmt: skip
        self._lay()
        self.sources = [
            self._source(name, one) for name, one in values["sources"].items()
        ]
        register(ground, self)

    # ---- building

    def _cluster(self, name: str, values: Mapping[str, Any]) -> Cluster:
        servers = [one.mean for one in values["servers"]] or [1.0]
        own = {
            c: values["services"][c] for c in self.classes if c in values["services"]
        }
        self._known(values["services"], (name, "services"))
        common = self._lengths(f"{name}/service", values["service"])
        draw = [self._lengths(f"{name}/service-{c}", own[c]) if c in own else common
                for c in self.classes]  # fmt: skip
        patience = self._patience(name, values["patience"])
        posts = []
        for member in range(round(values["members"].mean)):
            units = servers[member % len(servers)]
            scaled = max(1, round(units * self.scale)) if units else 0
            posts.append(self._post(scaled, member, values, patience))
            posts[-1].draw = draw
        self._ground.lever(Lever(
            f"network.{name}.servers", "units", Text("plaatsen per station", "units of each"),
            lambda units: _resize(posts, units), base=float(posts[0].units)))  # fmt: skip
        return Cluster(name, values, posts)

    def _post(self, units: int, member: int, values: Mapping[str, Any],
              patience: dict[int, Picks]) -> Post:  # fmt: skip
        places = values["places"].mean
        if places >= _NO_END and not patience and not self._blocks:
            return Post(self.env, units, member)
        whole = ENDLESS if places >= _NO_END else round(places)
        return WatchedPost(self.env, units, member, whole, patience, values["blocks"])

    def _patience(self, name: str, given: Mapping[str, Figure]) -> dict[int, Picks]:
        self._known(given, (name, "patience"))
        return {
            number: self._lengths(f"{name}/patience-{c}", given[c])
            for number, c in enumerate(self.classes)
            if c in given
        }

    def _lengths(self, quantity: str, figure: Figure) -> Picks:
        return self._ground.stream(f"network/{quantity}").picks(Stay(figure).lengths)

    def _known(self, given: Any, place: tuple[str, ...]) -> None:
        for name in given:
            if name not in self.classes:
                self._ground.wrong(("stations", *place, name), "unknown-class",
                                   "unknown class '{name}'", name=name)  # fmt: skip

    def _lay(self) -> None:
        """Tie every station to those that come after it."""
        for name, cluster in self.clusters.items():
            values, here = cluster.values, ("stations", name)
            self._known(values["routes"], (name, "routes"))
            ways = [self._after(cluster, kind) for kind in self.classes]
            full = self._one(values["full_to"], cluster.group, (*here, "full_to"))
            gives_up = self._one(
                values["gives_up_to"], cluster.group, (*here, "gives_up_to")
            )
            if self._full_for_ever(name):
                self._ground.wrong((*here, "full_to"), "circle", "who finds it full would be"
                                   " sent round for ever")  # fmt: skip
            for post in cluster.posts:
                post.ways = ways
                if isinstance(post, WatchedPost):
                    post.full_to, post.gives_up_to = full, gives_up

    def _full_for_ever(self, name: str) -> bool:
        """Whether full stations send on to each other in a circle."""
        stations, at, seen = self.values["stations"], name, [name]
        while stations[at]["places"].mean < _NO_END:
            at = stations[at]["full_to"]
            if at in seen:
                return True
            if at not in stations:
                return False
            seen.append(at)
        return False

    def _after(self, cluster: Cluster, kind: str) -> Way:
        values, place = cluster.values, ("stations", cluster.name)
        quantity = f"{cluster.name}/route-{kind}"
        if kind in values["routes"]:
            own = values["routes"][kind]
            return self.way(own, cluster.group, quantity, (*place, "routes", kind))
        common = values["next"] or {OUT: Figure("value", (1.0,))}
        return self.way(common, cluster.group, quantity, (*place, "next"))

    def way(self, chances: Mapping[str, Figure], group: str, quantity: str,
            place: tuple[str, ...]) -> Way:  # fmt: skip
        """The way on: to one station, or to several by chance."""
        ways = [self._one(name, group, (*place, name)) for name in chances]
        shares = [one.mean for one in chances.values()]
        if abs(sum(shares) - 1) > 1e-6 or min(shares, default=0) < 0:
            self._ground.wrong(place, "chances", "the chances add up to {sum}, not to 1",
                               sum=f"{sum(shares):g}")  # fmt: skip
            return self._leaves
        if len(ways) == 1:
            return ways[0]
        picks = self._ground.stream(f"network/{quantity}").picks(tickets(shares))
        return lambda visitor: ways[picks.next()](visitor)

    def _one(self, name: str, group: str, place: tuple[str, ...]) -> Way:
        if name == OUT:
            return self._leaves
        if name not in self.clusters:
            self._ground.wrong(
                place, "unknown-station", "unknown station '{name}'", name=name
            )
            return self._leaves
        return self.clusters[name].way(group)

    def _source(self, name: str, values: Mapping[str, Any]) -> Source:
        place = ("sources", name)
        for one in values["classes"]:
            if one not in self.classes:
                self._ground.wrong((*place, "classes", one), "unknown-class",
                                   "unknown class '{name}'", name=one)  # fmt: skip
        to = self.way(values["next"], "", f"{name}/route", (*place, "next"))
        kinds = [values["classes"][c].mean if c in values["classes"] else 0.0
                 for c in self.classes]  # fmt: skip
        stream = self._ground.stream(f"network/{name}/class")
        picks = stream.picks(tickets(kinds)) if sum(kinds) else None
        return Source(
            name, values, self.env, self._ground, self.scale, self.ranks, picks, to
        )

    # ---- life

    def start(self) -> None:
        """Open the doors."""
        for source in self.sources:
            source.start()
        warmup = round(self.values["warmup"].mean)
        if warmup:
            wake(self.env, Visitor(self.env, 0, 0), warmup, (self._counts,))

    def _counts(self, _: Visitor) -> None:
        self.since = int(self.env.now)
        self.left, self.spent = [0] * len(self.classes), [0] * len(self.classes)
        for cluster in self.clusters.values():
            for post in cluster.posts:
                post.count_from_now()
        for source in self.sources:
            source.count_from_now()

    def _leaves(self, visitor: Visitor) -> None:
        kind = visitor.kind_number
        self.left[kind] += 1
        self.spent[kind] += self.env._now - visitor.born
        if self._blocks:
            release(visitor)

    @property
    def posts(self) -> Iterator[Post]:
        """All stations, member by member."""
        for cluster in self.clusters.values():
            yield from cluster.posts


def _resize(posts: list[Post], units: float) -> None:
    for post in posts:
        post.resize(round(units))


def tickets(shares: list[float]) -> list[int]:
    """A table of equally likely numbers, as many of each as its share says."""
    whole = sum(shares) or 1.0
    table: list[int] = []
    upto = 0.0
    for number, share in enumerate(shares):
        upto += share / whole
        table += [number] * (round(upto * _TICKETS) - len(table))
    return table
