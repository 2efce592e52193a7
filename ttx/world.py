"""What is true: this scenario's models on one SimPy environment.

The world is moved by `advance` and by levers alone. Reading it changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, TypeVar

from simpy.events import URGENT, Event

from ttx.errors import Problem, ScenarioError
from ttx.figures import Figure
from ttx.forms import Filled, fill
from ttx.models import MODELS
from ttx.models.model import Cause, Foreign, Gauge, Lever, Model
from ttx.models.station import Calendar
from ttx.scenario import Scenario
from ttx.scenario.reading import kept_with, unknown
from ttx.text import Text
from ttx.world_assumed import Assumed
from ttx.world_derived import derived, gathered
from ttx.world_levers import Layer, Stack, asked_for, stacked
from ttx.world_links import Links, tied
from ttx.world_luck import Luck
from ttx.world_register import Register
from ttx.world_sweeping import emptied, without_sweeping

T = TypeVar("T")
Record = Callable[[str, dict[str, Any]], Any]
CHAIN = 6
"""A cause that takes more links than this to tell is not shown."""


def _nowhere(kind: str, body: dict[str, Any]) -> None:
    """A world that nobody writes down (a check, a test)."""


class World:
    """All that is true in one exercise, at one moment, under one seed."""

    def __init__(
        self,
        scenario: Scenario,
        seed: int,
        record: Record = _nowhere,
        assumptions: int = 0,
        places: Mapping[str, float] | None = None,
    ) -> None:
        self.scenario, self.seed = scenario, seed
        self.assumed = Assumed(assumptions, places)
        self.env = Calendar(begins(scenario))
        self.look, self.record = scenario.look, scenario.record
        self.gauges: Register[Gauge] = Register()
        self.levers: Register[Stack] = Register()
        self.figures: list[Figure] = []
        self.made_by: dict[str, str] = {}
        self._record, self._salt = record, 0
        self._streams: dict[str, Luck] = {}
        self._ports: dict[str, Callable[[Any], None]] = {}
        self._wanted: list[tuple[str, str, tuple[str, ...], Callable[[Any], None]]] = []
        self._lookers: list[Callable[[], None]] = []
        self._ramps: list[Stack] = []
        self._problems: list[Problem] = []
        self._together: dict[str, Callable[[], None]] | None = None
        self._layers, self._model = 0, ""
        self._models = self._build()
        self._derive()
        self._links = self._tie()
        if self._problems:
            raise ScenarioError(self._problems)
        for model in self._models:
            model.start()
        first = Event(self.env)
        first._ok, first._value = True, None
        first.callbacks = [self._look_again]
        self.env.schedule(first, URGENT)

    # --- for the exercise ------------------------------------------------------

    @property
    def now(self) -> int:
        """Exercise time in milliseconds after STARTEX."""
        return self.env._now

    def advance(self, to: int) -> None:
        """Play on until `to`; what lies exactly at `to` has not happened yet."""
        if to <= self.env._now:
            return
        with without_sweeping():
            self.env.run(until=to)

    def read(self, name: str) -> float:
        """The true value of a gauge now; KeyError if there is none."""
        return self.gauges[name].read()

    def after(self, delay: int, act: Callable[[], None]) -> None:
        """Do this so many milliseconds from now."""
        self.env.later(delay if delay > 0 else 0, act)

    def each_look(self, act: Callable[[], None]) -> None:
        """Call this at every point of the exercise-time grid."""
        self._lookers.append(act)

    def pull(
        self,
        name: str,
        how: str,
        amount: float,
        lasts: int | None = None,
        ramp: int = 0,
    ) -> int:
        """Set, add to or scale a lever, for a while or for good.

        Returns the number of the layer, for `lift` (0 for a pulse).
        """
        stack = self.levers[name]
        if stack.lever.kind == "pulse":
            stack.lever.pulled(amount)
            return 0
        self._layers += 1
        layer = Layer(self._layers, how, amount, self.now, ramp)
        stack.layers.append(layer)
        if ramp:
            self._ramps = [one for one in self.levers.made()
                           if any(layer.ramp for layer in one.layers)]  # fmt: skip
        stack.settle(self.now)
        if lasts is not None:
            self.after(lasts, lambda: self.lift(name, layer.number))
        return layer.number

    def lift(self, name: str, number: int) -> None:
        """Take one layer off a lever; what else lies on it stays."""
        stack = self.levers[name]
        stack.layers = [one for one in stack.layers if one.number != number]
        stack.settle(self.now)

    def let_go(self) -> None:
        """Give back at once all that it took; it must not be used any more."""
        for luck in self._streams.values():
            luck.let_go()
        emptied(self.env, self.gauges, self.levers, *self._models, self)

    def reseed(self, salt: int) -> None:
        """Other luck from here on: what was drawn stays drawn."""
        self._salt = salt
        for luck in self._streams.values():
            luck.reseed(salt)

    def why(self, name: str) -> tuple[tuple[Text, str], ...]:
        """The chain behind a gauge: sentences with their tags, at most six."""
        chain: list[tuple[Text, str]] = []
        while name and len(chain) <= CHAIN:
            gauge = self.gauges.get(name)
            cause: Cause | None = gauge.why() if gauge and gauge.why else None
            if cause is None:
                break
            chain.append((cause.text, cause.tag))
            name = cause.then
        return tuple(chain) if len(chain) <= CHAIN else ()

    # --- for the models (the Ground) -------------------------------------------

    def stream(self, name: str) -> Luck:
        """The stream of this name; made at first use."""
        if name not in self._streams:
            self._streams[name] = Luck(self.seed, name, self._salt)
        return self._streams[name]

    def gauge(self, gauge: Gauge) -> None:
        """Register a gauge of a model."""
        self._new("two gauges are called '{name}'", self.gauges, [gauge.name])
        self.gauges.put(gauge.name, gauge)

    def lever(self, lever: Lever) -> None:
        """Register a lever of a model."""
        self._new("two levers are called '{name}'", self.levers, [lever.name])
        self.levers.put(lever.name, stacked(lever))

    def gauges_of(
        self, subject: str, whats: Iterable[str], make: Callable[[str], Gauge]
    ) -> None:
        """Register the gauges of a subject, each made when somebody asks for it."""
        names = _named(subject, tuple(whats))
        self._new("two gauges are called '{name}'", self.gauges, names)
        self.gauges.promise(names, make, len(subject) + 1)

    def levers_of(
        self, subject: str, whats: Iterable[str], make: Callable[[str], Lever]
    ) -> None:
        """Register the levers of a subject, each made when somebody asks for it."""
        names = _named(subject, tuple(whats))
        self._new("two levers are called '{name}'", self.levers, names)
        self.levers.promise(names, partial(asked_for, make), len(subject) + 1)

    def told(self, what: str, make: Callable[[], T]) -> T:
        """Something that follows from the scenario alone, worked out once for it; for
        each world where figures are drawn within their doubt. What figures it brings are
        noted in every world."""
        if self.assumed.drawn:
            return make()
        kept: dict[str, tuple[T, list[Figure]]] = kept_with(self.scenario, "told", dict)
        key, before = f"{self._model}/{what}", len(self.figures)
        if key in kept:
            self.figures += kept[key][1]
        else:
            kept[key] = make(), self.figures[before:]
        return kept[key][0]

    def figure(self, figure: Figure, place: tuple[str, ...]) -> Figure:
        """A figure that a model brings itself: noted, and given back as it holds."""
        where = ".".join(("world", self._model, *place))
        self.figures.append(figure.at(where))
        return self.assumed(figure, where)

    def foreign(self, name: str, place: tuple[str, ...]) -> Foreign:
        """A reader of another model's gauge, tied when all models stand."""
        one = Foreign()
        self._wanted.append(("gauge", name, ("world", self._model, *place), one.tie))
        return one

    def once(self, key: str, act: Callable[[], None]) -> None:
        """Call this now, or once after all levers that are pulled together."""
        if self._together is None:
            act()
        else:
            self._together[key] = act

    def accepts(self, port: str, take: Callable[[Any], None]) -> None:
        """Offer a port for patients."""
        self._ports[port] = take

    def port(self, name: str, place: tuple[str, ...]) -> Callable[[Any], None]:
        """The way to hand a patient over to a port, tied when all models stand."""
        take: Callable[[Any], None]

        def tie(accept: Callable[[Any], None]) -> None:
            nonlocal take
            take = accept

        self._wanted.append(("port", name, ("world", self._model, *place), tie))
        return lambda patient: take(patient)

    def wrong(self, place: tuple[str, ...], code: str, english: str, **p: Any) -> None:
        """Note a problem of the scenario, below world.<model>."""
        where = ("world", self._model, *place)
        self._problems.append(Problem(code, english, p, where))

    def happened(self, what: str, **facts: Any) -> None:
        """Write down an event of the world."""
        self._record("happened", {"what": what, **facts})

    # --- inside ----------------------------------------------------------------

    def _new(self, english: str, known: Register[Any], names: Sequence[str]) -> None:
        """Note whose names these are; one that is there already is a problem, once told."""
        if taken := known.among(names):
            told = [one.place[2:] for one in self._problems if one.code == "same-name"]
            for name in taken if not any(told) else ():
                self.wrong((), "same-name", english, name=name)
        self.made_by.update(dict.fromkeys(names, self._model))

    def _build(self) -> list[Model]:
        made: list[Model] = []
        for name, kind in MODELS.items():
            if name not in self.scenario.world:
                continue
            self._model = name
            values, problems, figures = self._filled(name, kind)
            self._problems += problems
            self.figures += figures
            if not problems:
                made.append(kind(values, self))
        return made

    def _filled(self, name: str, kind: type[Model]) -> Filled:
        """What a model is told. As written it is read once for each scenario."""
        raw, place = self.scenario.world[name], ("world", name)
        if self.assumed.drawn:
            return fill(kind.FORM, raw, place, self.assumed)
        kept: dict[str, Filled] = kept_with(self.scenario, "filled", dict)
        if name not in kept:
            kept[name] = fill(kind.FORM, raw, place)
        return kept[name]

    def _derive(self) -> None:
        for name, show in self.scenario.gauges.items():
            for one, parts in derived(name, show, self.scenario):
                missing = [part for part in parts if part not in self.gauges]
                if missing:
                    place = ("gauges", name)
                    english = (
                        "'{gauge}' is made of '{part}', and there is no such gauge"
                    )
                    more = {"gauge": name, "part": missing[0]}
                    self._problems.append(
                        Problem("unknown-gauge", english, more, place)
                    )
                    continue
                made_of = [self.gauges[part] for part in parts]
                self.gauges.put(one, gathered(one, show, made_of))

    def _tie(self) -> Links:
        for what, name, place, tie in self._wanted:
            known: Mapping[str, Any] = self._ports if what == "port" else self.gauges
            if name in known:
                tie(known[name])
            else:
                self._problems.append(unknown(what, name, known, place))
        links, problems = tied(self.scenario.links, self.gauges, self.levers)
        self._problems += problems
        return links

    def _look_again(self, event: Event) -> None:
        """One look at the grid; the same event calls for the next."""
        now = self.now
        self._follow_links(now)
        for act in self._lookers:
            act()
        event.callbacks = (self._look_again,)  # type: ignore[assignment]
        self.env.put(now + self.look - now % self.look, event)

    def _follow_links(self, now: int) -> None:
        self._together = {}
        self._links.follow(now)
        settled, self._together = self._together, None
        for act in settled.values():
            act()
        for stack in self._ramps:
            if stack.ramping(now):
                stack.settle(now)


@lru_cache(maxsize=2048)
def _named(subject: str, whats: tuple[str, ...]) -> tuple[str, ...]:
    """The full names of what a subject has: the same in every world."""
    return tuple([f"{subject}.{one}" for one in whats])


def begins(scenario: Scenario) -> int:
    """The first moment of a scenario: STARTEX, or an inject before it."""
    return kept_with(scenario, "begins", lambda: _first_of(scenario))


def _first_of(scenario: Scenario) -> int:
    early = [one.at for one in scenario.msel if one.at is not None]
    return min([0, scenario.begins, *early, *(move.at for move in scenario.moves)])
