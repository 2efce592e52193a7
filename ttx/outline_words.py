"""What makes an inject come, in words: its moment, its condition, its chance.

It reads what is written; whether it will come, only play can tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from ttx.evaluation_log import listed, show_of, spell, title_of_table
from ttx.moment import duration, offset
from ttx.outline_states import state
from ttx.scenario import Condition, Inject, Scenario
from ttx.scenario.names import ALL
from ttx.scenario.reading import kept_with
from ttx.scenario.timing import Timing
from ttx.text import Text, both, percent
from ttx.text_units import counted
from ttx.world import World, begins

STATES = {
    "brief": both("briefing"),
    "talk": both("talk"),
    "commit": both("commit"),
    "run": both("run"),
    "preview": both("preview"),
    "report": both("report"),
}


def name_of(scenario: Scenario, inject: str) -> Text:
    """An inject as people call it: its number and title."""
    one = scenario.injects.get(inject)
    if one is None:
        return Text(inject, inject)
    title = one.title or Text(inject, inject)
    number = f"{one.number} " if one.number else ""
    return spell(lambda lang: number + title.of(lang))


def clocks(scenario: Scenario, at: int) -> Text:
    """A moment on both clocks: exercise time, and the calendar of the exercise."""
    calendar = scenario.calendar
    day = f", {calendar.day(at)}" if calendar.day(at) else ""
    return spell(lambda lang: f"{offset(at)} ({calendar.label(at, lang)}{day})")


def condition(scenario: Scenario, one: Condition) -> Text:
    """A condition in words."""
    if one.gauge:
        return _lasting(one, _gauge(scenario, one))
    if one.milestone:
        title = scenario.milestones.get(one.milestone)
        name = title or Text(one.milestone, one.milestone)
        return both("fact: {title}", title=name)
    if one.decided:
        return both("decided: {title}", title=_option(scenario, one.decided))
    if one.not_:
        return _lasting(one, _not(scenario, one.not_))
    parts = [condition(scenario, inner) for inner in one.all or one.any]
    return _lasting(one, _joined(parts, " and " if one.all else " or "))


def _joined(parts: Iterable[Text], english: str) -> Text:
    words = {" and ": both(" and "), " or ": both(" or ")}[english]
    made = list(parts)
    return spell(lambda lang: words.of(lang).join(one.of(lang) for one in made))


def _not(scenario: Scenario, inner: Condition) -> Text:
    """The opposite; of decisions: that none of them is taken."""
    options = [part.decided for part in (inner.any or (inner,))]
    if all(options):
        titles = _either([_option(scenario, name) for name in options])
        return both("nobody decided {titles}", titles=titles)
    return both("not ({what})", what=condition(scenario, inner))


def _either(titles: list[Text]) -> Text:
    """Titles to choose from: `'one', 'two' or 'three'`."""
    quoted = [
        spell(partial(lambda one, lang: f"'{one.of(lang)}'", one)) for one in titles
    ]
    return _joined([x for x in (listed(quoted[:-1]), quoted[-1]) if x], " or ")


COMPARED = (
    ("below", "{figure} below {value}"),
    ("at_most", "{figure} at most {value}"),
    ("above", "{figure} above {value}"),
    ("at_least", "{figure} at least {value}"),
)


def _gauge(scenario: Scenario, one: Condition) -> Text:
    title, unit, style = _shown(scenario, one.gauge)
    for word, english in COMPARED:
        value = getattr(one, word)
        if value is None:
            continue
        if told := state(title, word, value):
            return told
        if style == "yes":
            on = word in ("above", "at_least")
            return both("{figure}: {value}", figure=title,
                        value=both("yes") if on else both("no"))  # fmt: skip
        return both(
            english, figure=title, value=spell(partial(_value, value, unit, style))
        )
    return title


def _value(value: float, unit: Text, style: str, lang: str) -> str:
    """A bound as it is written: nothing of it is rounded away."""
    if style == "percent":
        value, unit = value * 100, Text("%", "%")
    plain = f"{value:.10g}"
    return counted(plain.replace(".", ",") if lang == "nl" else plain, unit, lang)


def _shown(scenario: Scenario, gauge: str) -> tuple[Text, Text, str]:
    """What people call a figure, its unit and how it is shown; else what its model says."""
    names = [gauge, *(gauge.replace("{instance}", t.instance) for t in scenario.tables if t.instance)]  # fmt: skip
    for name in names:
        if show := show_of(scenario, name):
            title = show.title
            if name != gauge and gauge not in scenario.gauges:
                title = both("{title} (and likewise at each table)", title=title)
            return title, show.unit, show.style
    says = kept_with(scenario, "says", lambda: _says(scenario))
    found = next((says[name] for name in names if name in says), None)
    return (*found, "number") if found else (Text(gauge, gauge), Text(), "number")


def _says(scenario: Scenario) -> dict[str, tuple[Text, Text]]:
    """Every gauge of the world in its model's words, with its unit."""
    gauges = World(scenario, 1).gauges.values()
    return {
        one.name: (one.says, both(one.unit) if one.unit else Text()) for one in gauges
    }


def _lasting(one: Condition, told: Text) -> Text:
    if not one.for_:
        return told
    span = spell(lambda lang: duration(one.for_, lang))
    return both("{what}, for {span}", what=told, span=span)


def receivers(scenario: Scenario, one: Inject) -> tuple[Text, ...]:
    """Who gets an inject, on one line; none where nobody is named."""
    named = [both("all tables") if to == ALL else title_of_table(scenario, to)
             for to in one.to if "{" not in to]  # fmt: skip
    each = [both("each table of its own")] if any("{" in to for to in one.to) else []
    everyone = listed([*named, *each])
    return (both("to {tables}", tables=everyone),) if everyone else ()


# --- what makes an inject come ------------------------------------------------------


def triggers(scenario: Scenario, one: Inject) -> tuple[Text, ...]:
    """All that has to do with its coming, a line for each; the trigger first."""
    return (*_own(scenario, one), *_besides(scenario, one))


def _own(scenario: Scenario, one: Inject) -> Iterator[Text]:
    if one.at is not None:
        yield both("at {moment}", moment=clocks(scenario, one.at))
    if one.on:
        move = next((m.title for m in scenario.moves if m.id == one.on.move), Text())
        at = Timing(scenario).at(one.id)
        when = clocks(scenario, at) if at is not None else Text()
        yield both("move '{move}', {state}: {moment}", move=move,
                   state=STATES[one.on.state], moment=when)  # fmt: skip
    if one.when:
        yield _silence(scenario, one.when) or both(
            "as soon as {condition}", condition=condition(scenario, one.when)
        )
    if one.after:
        yield _after(scenario, one)
    if one.cue:
        yield both("on cue of exercise control")


def _silence(scenario: Scenario, one: Condition) -> Text | None:
    """A decision that stays away for so long, by the moment it is waited for; else None."""
    silent = next((part.not_ for part in (one, *one.all) if part.not_), None)
    facts = [part.milestone for part in one.all if not part.not_]
    options = [part.decided for part in (silent.any or (silent,))] if silent else []
    if not one.for_ or not options or not all(options) or len(facts) > 1:
        return None
    titles = _either([_option(scenario, name) for name in options])
    if not one.all:
        return both("if nobody has decided {titles} by {moment}", titles=titles,
                    moment=clocks(scenario, begins(scenario) + one.for_))  # fmt: skip
    if not facts or not facts[0]:
        return None
    return both("if {span} after the fact '{fact}' nobody has decided {titles}",
                span=spell(partial(duration, one.for_)), titles=titles,
                fact=scenario.milestones.get(facts[0]) or Text(facts[0], facts[0]))  # fmt: skip


def _option(scenario: Scenario, name: str) -> Text:
    found = scenario.options.get(name)
    return found.title if found else Text(name, name)


def _after(scenario: Scenario, one: Inject) -> Text:
    after = one.after
    assert after is not None
    wait = round(after.by.mean) if after.by else 0
    when = spell(lambda lang: duration(wait, lang)) if wait else both("right")
    if after.decision:
        title = _option(scenario, after.decision)
        return both("{when} after the decision '{title}'", when=when, title=title)
    if after.acknowledged:
        title = name_of(scenario, after.acknowledged)
        return both("{when} after '{title}' was read", when=when, title=title)
    if after.milestone:
        title = scenario.milestones.get(after.milestone) or Text(after.milestone)
        return both("{when} after the fact '{title}'", when=when, title=title)
    title = name_of(scenario, after.inject)
    return both("{when} after inject {title}", when=when, title=title)


def _besides(scenario: Scenario, one: Inject) -> Iterator[Text]:
    if one.chance:
        share = one.chance.numbers[0]
        told = spell(lambda lang: percent(share, lang))
        yield both("by chance: {share}", share=told)
    if one.unless and one.unless.not_ and not one.unless.for_:
        needed = condition(scenario, one.unless.not_)
        yield both("provided that {condition}", condition=needed)
    elif one.unless:
        yield both("unless {condition}", condition=condition(scenario, one.unless))
    if one.until is not None:
        yield both("no later than {moment}", moment=clocks(scenario, one.until))
    if one.repeat:
        span = spell(lambda lang: duration(one.repeat or 0, lang))
        yield both("again every {span}", span=span)
