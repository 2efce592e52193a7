"""What a figure of the model is called by people who know the subject.

A figure's place is a path in the scenario; here it becomes a sentence: what it is (as the
model's own form says), of what place, and whose expert would know. Nothing is looked up
in a running world.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ttx.evaluation_figure_places import OF, REGION
from ttx.evaluation_figure_words import CARE
from ttx.evaluation_log import listed
from ttx.figures import Figure
from ttx.forms import EACH, Field, Form
from ttx.models import MODELS
from ttx.scenario import Scenario
from ttx.scenario.own import Sheet
from ttx.text import Text, both

ANY = "*"
"""In a place: whichever name."""
FEW = 3
"""So many places are named; more are counted."""
SHORT = 3
"""A name of so many letters without a title is an abbreviation: MMT, UMC."""
_ASIDE = re.compile(
    r"^(sudden|cox|clock): |\s*\((none|0|explosion)[^)]*\)$|; .*$|, under key '\w+'"
)
"""What a form says for the writer of a scenario alone."""


@dataclass(frozen=True, slots=True)
class Called:
    """name: what it is; of: of which places (empty: of the model); experts: the tables
    whose organisations would know (none: that cannot be told)."""

    name: Text
    of: Text
    experts: tuple[Text, ...]

    @property
    def whole(self) -> Text:
        """On one line: of what, and what."""
        return (
            both("{of}: {name}", of=self.of, name=self.name) if self.of else self.name
        )


def called(scenario: Scenario, figures: Sequence[Figure]) -> Called:
    """What figures that go on one line are called."""
    first = figures[0]
    room = first.place.partition(".")[0]
    if room in ("options", "msel"):
        return _planned(scenario, room, [one.place for one in figures])
    trails = [trail(scenario, one.place) for one in figures]
    steps = trails[0]
    titles = list(dict.fromkeys(t for one in trails if (t := _place(one))))
    asked = [_asked(scenario, one.place) for one in figures]
    experts = [*_experts(scenario, trails), *(one.title for one in asked if one)]
    return Called(name_of(steps), _of(steps, titles, len(figures)),
                  tuple(dict.fromkeys(experts))[:FEW])  # fmt: skip


def _asked(scenario: Scenario, place: str) -> Sheet | None:
    """The part of the form of own figures on which an organisation is asked for it."""
    parts = scenario.own_figures.values()
    return next((one for one in parts if place in one.figures), None)


def named(scenario: Scenario, place: str) -> Text:
    """What a figure is called by its place alone, as a list or the annex writes it
    (`hospitals.sites.*.reserve`); the place itself where there is no such figure."""
    room, _, rest = place.partition(".")
    if room in ("options", "msel"):
        known = scenario.options if room == "options" else [i.id for i in scenario.msel]
        sort = _sort(place)
        if rest.rpartition(".")[0] in known and sort in PLANNED:
            return _planned(scenario, room, [place]).whole
        return Text(place, place)
    model, *left = place.split(".")
    kind = MODELS.get(model)
    meant = (
        next(_meant(kind.FORM, scenario.world.get(model), left), None) if kind else None
    )
    if not meant:
        return Text(place, place)
    steps = trail(scenario, ".".join((model, *meant)))
    titles = [] if ANY in place or not _place(steps) else [_place(steps)]
    return Called(name_of(steps), _of(steps, titles, 1), ()).whole


def _meant(form: Form, raw: Any, left: Sequence[str]) -> Iterator[list[str]]:
    """The ways to figures that a place with stars in it means."""
    raw = raw if isinstance(raw, Mapping) else {}
    if EACH in form:
        yield from _meant_each(form[EACH], raw, left)
        return
    for key, one in form.items():
        if not left or left[0] not in (ANY, key):
            continue
        if one.kind == "forms":
            ways = _meant_each(one, raw.get(key) or {}, left[1:])
        elif one.form is not None:
            ways = _meant(one.form, raw.get(key), left[1:])
        else:
            ways = iter([list(left[1:])] if len(left) < 3 else [])
        yield from ([key, *way] for way in ways)


def _meant_each(one: Field, raw: Mapping[str, Any],
                left: Sequence[str]) -> Iterator[list[str]]:  # fmt: skip
    for name, held in raw.items():
        parts = name.split(".")
        fits = all(a in (ANY, b) for a, b in zip(left, parts, strict=False))
        if fits and one.form is not None and len(parts) < len(left):
            ways = _meant(one.form, held, left[len(parts) :])
            yield from ([*parts, *way] for way in ways)


# --- where it stands -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way to a figure: its key, what the form says of it, and the name
    and title where the scenario gives it one."""

    key: str
    field: Field | None
    named: bool = False
    title: Text = Text()


def trail(scenario: Scenario, place: str) -> tuple[Step, ...]:
    """The steps from a model to a figure: the model itself comes first."""
    steps = place.removeprefix("world.").split(".")
    model = steps[0]
    kind = MODELS.get(model)
    form = kind.FORM if kind else None
    return (Step(model, None), *_steps(form, scenario.world.get(model), steps[1:]))


def _steps(form: Form | None, raw: Any, left: list[str]) -> Iterator[Step]:
    raw = raw if isinstance(raw, Mapping) else {}
    if not left:
        return
    if form is not None and EACH in form:
        yield from _each(form[EACH], raw, left)
        return
    key, rest = left[0], left[1:]
    one = form.get(key) if form is not None else None
    yield Step(key, one)
    if one is not None and one.kind == "forms" and rest:
        yield from _each(one, raw.get(key), rest)
    else:
        inner = one.form if one is not None else None
        yield from _steps(inner, raw.get(key), rest)


def _each(one: Field, raw: Any, left: list[str]) -> Iterator[Step]:
    """A thing by its name, which may have dots in it."""
    raw = raw if isinstance(raw, Mapping) else {}
    many = next((n for n in range(len(left), 0, -1) if ".".join(left[:n]) in raw), 1)
    name = ".".join(left[:many])
    held = raw.get(name)
    yield Step(name, one, True, _title(name, held))
    yield from _steps(one.form, held, left[many:])


def _title(name: str, held: Any) -> Text:
    held = held if isinstance(held, Mapping) else {}
    usual = name.upper() if len(name) <= SHORT else name.replace("-", " ").capitalize()
    dutch = str(held.get("title") or held.get("title_en") or usual)
    return Text(dutch, str(held.get("title_en") or dutch))


# --- in words ------------------------------------------------------------------------


def name_of(steps: Sequence[Step]) -> Text:
    """What the figure at the end of this way is."""
    last = next((one for one in reversed(steps) if one.field and not one.named), None)
    if last is None or last.field is None:
        return Text(steps[-1].key, steps[-1].key)
    known, short = _known(steps), f"{steps[0].key}.{last.key}"
    words = CARE if known in CARE or short in CARE else REGION
    english = words.get(known) or words.get(short) or plain(last.field.says)
    name = both(english)
    if last is not steps[-1] and steps[-1].key.isdecimal():
        return both("{what}, hour {hour}", what=name, hour=steps[-1].key)
    return name


def _known(steps: Sequence[Step]) -> str:
    """The way to a figure without names and numbers."""
    return ".".join(
        one.key for one in steps if not one.named and not one.key.isdecimal()
    )


def plain(says: str) -> str:
    """What a form says of a figure, without what is for the writer alone."""
    return _ASIDE.sub("", _ASIDE.sub("", says))


def _place(steps: Sequence[Step]) -> Text:
    """The titles of the named things on the way, the last one first."""
    named = [one.title for one in steps if one.named]
    return named[-1] if named else Text()


def _of(steps: Sequence[Step], titles: Sequence[Text], many: int) -> Text:
    if not titles:
        known = _known(steps[:-1])
        english = next((OF[key] for key in (known, known.rpartition(".")[0], steps[0].key)
                        if key in OF), "")  # fmt: skip
        return both(english) if english else Text()
    if len(titles) <= FEW:
        return listed(titles)
    return both("{what} ({count} places)", count=len(titles),
                what=both(OF.get(steps[0].key, steps[0].key)))  # fmt: skip


def _planned(scenario: Scenario, room: str, places: Sequence[str]) -> Called:
    titles, experts = [], []
    for place in places:
        name = place.split(".", 2)[1]
        option = scenario.options.get(name) if room == "options" else None
        inject = next((one for one in scenario.msel if one.id == name), None)
        found = option.title if option else inject.title if inject else Text()
        titles.append(found or Text(name, name))
        experts += [scenario.teams[one].title for one in option.who
                    if one in scenario.teams] if option else []  # fmt: skip
    names = list(dict.fromkeys(titles))
    few = [both("'{title}'", title=one) for one in names[:FEW]]
    of = listed(few)
    if len(names) > FEW:
        of = both("{list} and {count} more", list=of, count=len(names) - FEW)
    english = PLANNED[_sort(places[0])]
    asked = tuple(dict.fromkeys(experts))
    return Called(both(english), of, asked if len(asked) <= FEW else ())


PLANNED = {
    "options.lead": "time from the decision until it works",
    "options.chance": "chance that it succeeds",
    "options.after": "time until a later effect of the decision",
    "msel.chance": "chance that this inject comes",
    "msel.after": "time until a later effect of this inject",
    "msel.comes": "time until this inject comes",
}


def _sort(place: str) -> str:
    """Which of these a place is: `options.fire.after-2` is `options.after`."""
    room, _, rest = place.partition(".")
    return f"{room}.{rest.rpartition('.')[2].partition('-')[0]}"


# --- who would know ------------------------------------------------------------------


def _experts(scenario: Scenario, trails: Sequence[Sequence[Step]]) -> list[Text]:
    """The tables whose own place this is, or that are asked for it on the form of own
    figures; none where it cannot be told or there are many."""
    found: list[Text] = []
    for steps in trails:
        names = [one.key for one in steps if one.named]
        found += [table.title for table in scenario.tables
                  if any(_belongs(name, table.id) for name in names)]  # fmt: skip
    each = list(dict.fromkeys(found))
    return each if len(each) <= FEW else []


def _belongs(name: str, table: str) -> bool:
    """Whether a place is a table's own: `generator-hospital-b2` is hospital-b's."""
    at = re.search(rf"(^|[.-]){re.escape(table)}(\d*$|[.-])", name)
    return at is not None
