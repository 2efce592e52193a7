"""An outbreak where people live close together: brought in, spread, found, held back.

Its price comes days later, and before it is found no table can know of it; a death is
never computed here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from ttx.figures import Figure
from ttx.forms import Form
from ttx.models.model import Cause, Gauge, Ground, Lever, Model
from ttx.models.outbreak.form import KINDS, OUTBREAK, STEP
from ttx.models.outbreak.place import Place
from ttx.models.outbreak.says import GAUGES, HIDDEN, LEVERS, PULSES, READ, why
from ttx.text import Text

_DRAWN_LATER = ("notice_after", "ill_after")


class Outbreak(Model):
    """All places, each with one disease; a step every hour of exercise time."""

    NAME: ClassVar[str] = "outbreak"
    FORM: ClassVar[Form] = OUTBREAK

    def __init__(self, values: Mapping[str, Any], ground: Ground) -> None:
        self._ground = ground
        self._places = [
            place for name, one in values["places"].items()
            if (place := self._made(name, one, values)) is not None
        ]  # fmt: skip
        self._tie(values["places"])
        now = int(ground.env.now)
        self._next = now - now % STEP + STEP
        for place in self._places:
            self._gauges(place)
            self._levers(place)
        self._overall()
        ground.each_look(self._look)

    def start(self) -> None:
        """Nothing runs by itself: the disease goes by the hour, on the grid."""

    def _look(self) -> None:
        now = int(self._ground.env.now)
        while self._next <= now:
            forces = [place.pressure() for place in self._places]
            for place, force in zip(self._places, forces, strict=True):
                place.step(self._next, force)
            self._next += STEP

    # --- building ----------------------------------------------------------------

    def _made(
        self, name: str, one: Mapping[str, Any], values: Mapping[str, Any]
    ) -> Place | None:
        disease = one["disease"]
        kind = next((kind for kind in KINDS if disease in values[kind]), "")
        if not kind:
            self._ground.wrong(
                ("places", name, "disease"), "unknown-disease",
                "disease '{name}' is not described; write it under one of: {kinds}",
                name=disease, kinds=", ".join(KINDS),
            )  # fmt: skip
            return None
        form = values[kind][disease]
        own = {key: figure for key, figure in one.items() if isinstance(figure, Figure)}
        drawn = self._drawn(f"{kind}.{disease}", form)
        drawn |= self._drawn(f"places.{name}", own)
        key = f"r_{one['setting']}"
        title = one["title"] or one["title_en"] or name
        place = Place(
            name, Text(title, one["title_en"] or title), kind, disease,
            {**form, **own}, drawn, drawn[key], self._ground,
        )  # fmt: skip
        place.r_tag = form[key].tag or "D"
        return place

    def _drawn(self, where: str, figures: Mapping[str, Figure]) -> dict[str, float]:
        luck = self._ground.stream("outbreak/figures")
        return {
            key: figure.numbers[0] if figure.shape == "value"
            else figure.quantile(luck.keyed(f"{where}.{key}"))
            for key, figure in figures.items() if key not in _DRAWN_LATER
        }  # fmt: skip

    def _tie(self, values: Mapping[str, Any]) -> None:
        known = {place.name: place for place in self._places}
        for place in self._places:
            one, here = values[place.name], ("places", place.name)
            if one["present"]:
                place.follow(self._ground.foreign(one["present"], (*here, "present")))
            if one["introduced_by"]:
                where = (*here, "introduced_by")
                place.source = self._ground.foreign(one["introduced_by"], where)
            for other, share in one["mixes"].items():
                if other not in known:
                    self._ground.wrong((*here, "mixes", other), "unknown-place",
                                       "unknown place '{name}'", name=other)  # fmt: skip
                elif known[other].disease == place.disease:
                    place.mixes.append((share.mean, known[other]))

    # --- gauges and levers -------------------------------------------------------

    def _gauges(self, place: Place) -> None:
        for what, (unit, nl, en, _) in GAUGES.items():
            says = Text(f"{place.title.nl}: {nl}", f"{place.title.en}: {en}")
            name = f"outbreak.{place.name}.{what}"
            read, tell = _reader(place, what), _teller(place, what)
            self._ground.gauge(Gauge(name, unit, says, read, what in HIDDEN, tell))

    def _overall(self) -> None:
        for what, (unit, nl, en, how) in GAUGES.items():
            says = Text(f"Alle plaatsen: {nl}", f"All places: {en}")
            read, tell = self._gather(what, how), self._worst(what)
            name = f"outbreak.all.{what}"
            self._ground.gauge(Gauge(name, unit, says, read, what in HIDDEN, tell))

    def _gather(self, what: str, how: str) -> Callable[[], float]:
        places, one = self._places, READ[what]
        if how == "staff":
            staff = sum(place.staff.all for place in places) or 1
            return lambda: sum([place.staff.h for place in places]) / staff
        if how == "most":
            return lambda: max([one(place) for place in places], default=0.0)
        return lambda: sum([one(place) for place in places])

    def _worst(self, what: str) -> Callable[[], Cause]:
        def tell() -> Cause:
            if not self._places:
                return Cause(
                    Text("Er is geen plaats beschreven.", "No place is described.")
                )
            return why(max(self._places, key=READ[what]), what)

        return tell

    def _levers(self, place: Place) -> None:
        for what, (unit, nl, en, high) in LEVERS.items():
            says = Text(f"{place.title.nl}: {nl}", f"{place.title.en}: {en}")
            base = place.level[what]
            self._ground.lever(Lever(f"outbreak.{place.name}.{what}", unit, says,
                                     _setter(place, what), base, "level", 0.0, high))  # fmt: skip
        pulses = {"introduce": place.introduce, "vaccinate": place.vaccinate}
        for what, (nl, en) in PULSES.items():
            says = Text(f"{place.title.nl}: {nl}", f"{place.title.en}: {en}")
            self._ground.lever(Lever(f"outbreak.{place.name}.{what}", "", says,
                                     pulses[what], 0.0, "pulse", 0.0, 100_000.0))  # fmt: skip


def _reader(place: Place, what: str) -> Callable[[], float]:
    one = READ[what]
    return lambda: one(place)


def _teller(place: Place, what: str) -> Callable[[], Cause]:
    return lambda: why(place, what)


def _setter(place: Place, what: str) -> Callable[[float], None]:
    def pulled(value: float) -> None:
        place.level[what] = value

    return pulled
