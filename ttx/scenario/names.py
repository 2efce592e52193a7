"""All the names that one scenario knows, and how {instance} and {parameter} unfold.

A name that is not known here is a problem of the author; nothing is looked up twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

from ttx.errors import Problem
from ttx.scenario.frame import Scenario, Show
from ttx.scenario.reading import unknown

Place = tuple[str | int, ...]
Scope = Mapping[str, tuple[str, ...]]
"""What each hole in a name can stand for: {"instance": ("hospital-a", ...)}."""

ALL, CONTROL, RESPONSE = "all", "excon", "response"
DESKS = (CONTROL, RESPONSE)
MOST_NEAR = 200
"""After this many problems the nearest name is no longer looked for: it takes long."""
RESERVED = (
    ALL, CONTROL, RESPONSE, "leader", "evaluator", "observer", "plenary", "clock",
)  # fmt: skip
BESIDE_A_TABLE = ("controller-", "facilitator-", "evaluator-")
"""With these begin the names of seats that the program makes itself."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The names that the world offers; None where it could not be built."""

    gauges: tuple[str, ...] | None
    levers: tuple[str, ...] | None
    models: tuple[str, ...] = ()


@dataclass
class Names:
    """Every name of a scenario by kind, and the problems found with them."""

    scenario: Scenario
    catalogue: Catalogue
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def teams(self) -> dict[str, None]:
        return dict.fromkeys(self.scenario.teams)

    @cached_property
    def seats(self) -> dict[str, None]:
        """All that can be spoken to: teams and their tables."""
        tables = (table.id for table in self.scenario.tables)
        return dict.fromkeys([*self.scenario.teams, *tables])

    @cached_property
    def instances(self) -> tuple[str, ...]:
        teams = self.scenario.teams.values()
        return tuple(name for team in teams for name in team.instances)

    @cached_property
    def tasks(self) -> dict[str, None]:
        objectives = self.scenario.objectives
        return dict.fromkeys(task.id for one in objectives for task in one.tasks)

    @cached_property
    def objectives(self) -> dict[str, None]:
        return dict.fromkeys(one.id for one in self.scenario.objectives)

    @cached_property
    def moves(self) -> dict[str, None]:
        return dict.fromkeys(one.id for one in self.scenario.moves)

    @cached_property
    def injects(self) -> dict[str, None]:
        return dict.fromkeys(one.id for one in self.scenario.msel)

    @cached_property
    def gauges(self) -> dict[str, None] | None:
        """Gauges of the models and those that the scenario derives from them."""
        if self.catalogue.gauges is None:
            return None
        shows = self.scenario.gauges.items()
        made = [one for name, show in shows if parts(show) for one in self.each(name)]
        return dict.fromkeys([*self.catalogue.gauges, *made])

    @cached_property
    def levers(self) -> dict[str, None] | None:
        if self.catalogue.levers is None:
            return None
        return dict.fromkeys(self.catalogue.levers)

    def each(self, name: str) -> Iterator[str]:
        """A name for every instance of the scenario, or the name itself."""
        if "{instance}" not in name:
            yield name
            return
        yield from (name.replace("{instance}", one) for one in self.instances)

    def of_teams(self, names: Iterable[str]) -> tuple[str, ...]:
        """The instances of these teams and tables."""
        found: list[str] = []
        for name in names:
            team = self.scenario.teams.get(name)
            found += (
                team.instances if team else [name] if name in self.instances else []
            )
        return tuple(found)

    # --- what can be wrong -----------------------------------------------------

    def wrong(self, place: Place, code: str, english: str, **params: object) -> None:
        """Note one problem."""
        self.problems.append(Problem(code, english, params, place))

    def one_of(self, what: str, name: str, known: Iterable[str], place: Place) -> bool:
        """Note an unknown name, with the nearest that is known."""
        known = known if isinstance(known, dict) else dict.fromkeys(known)
        if name in known:
            return True
        near = known if len(self.problems) < MOST_NEAR else ()
        self.problems.append(unknown(what, name, near, place))
        return False

    def unfold(self, name: str, scope: Scope, place: Place) -> list[str]:
        """All that a name with holes can become; an unknown hole is a problem."""
        if "{" not in name:
            return [name]
        holes = list(_holes(name))
        for hole in holes:
            if hole == "instance" and not scope.get("instance"):
                english = "'{{instance}}' can only stand where a team has instances"
                self.wrong(place, "no-instances", english, name=name)
                return []
            if hole not in scope:
                english = "'{{{hole}}}' in '{name}' is no parameter here"
                self.wrong(place, "unknown-parameter", english, hole=hole, name=name)
                return []
        made = []
        for values in product(*(scope[hole] for hole in holes)):
            one = name
            for hole, value in zip(holes, values, strict=True):
                one = one.replace("{" + hole + "}", value)
            made.append(one)
        return made

    def gauge(self, name: str, scope: Scope, place: Place) -> None:
        """A gauge must exist, for every instance and choice that it names."""
        for one in self.unfold(name, scope, place):
            if self.gauges is not None and not self.one_of(
                "gauge", one, self.gauges, place
            ):
                return

    def lever(self, name: str, scope: Scope, place: Place) -> None:
        """A lever must exist, for every instance and choice that it names."""
        for one in self.unfold(name, scope, place):
            if self.levers is not None and not self.one_of(
                "lever", one, self.levers, place
            ):
                return

    def carrier(self, name: str, scope: Scope, place: Place) -> None:
        """What carries a channel or a report: a gauge, or a node by its own name."""
        for one in self.unfold(name, scope, place):
            if (
                self.gauges is None
                or one in self.gauges
                or f"{one}.level" in self.gauges
            ):
                continue
            nodes = [g.removesuffix(".level") for g in self.gauges]
            self.problems.append(unknown("gauge", one, dict.fromkeys(nodes), place))
            return


def parts(show: Show) -> tuple[str, ...]:
    """The gauges that a derived gauge is made of; empty for any other."""
    return show.sum or show.mean or show.most or show.least


def _holes(name: str) -> Iterator[str]:
    for piece in name.split("{")[1:]:
        yield piece.partition("}")[0]
