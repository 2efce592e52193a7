"""How an influence is told: a class in words first, then one significant digit, as a
range, in natural numbers. Nothing here speaks of mistakes or of what people should have
done; a price is told beside every gain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import floor, log10

from ttx.debrief.classes import FIRM, INDICATIVE, NONE, Judged
from ttx.evaluation_log import Log, listed, spell
from ttx.evaluation_words import moment
from ttx.scenario import Scenario, Show
from ttx.text import Text, both, number
from ttx.text_units import counted
from ttx.variant_tried import Tried, Try

FEW = 5
"""Under this many one says `a few`."""
_STRENGTH = {FIRM: "firm", INDICATIVE: "indicative", NONE: "not distinguishable"}
_HOURS = {"h": Text("uren", "hours")}


@dataclass(frozen=True, slots=True)
class MovedFact:
    """One outcome that a change moved: how sure, how much, in how many of the runs."""

    gauge: str
    title: Text
    strength: str
    told: Text
    gain: bool


def strength(name: str) -> Text:
    """A class in words."""
    return both(_STRENGTH[name])


def grain(show: Show | None) -> float:
    """The smallest difference that counts: one of a thing, or one percentage point."""
    return 0.01 if show is not None and show.style == "percent" else 1.0


def gains(show: Show | None, direction: int) -> bool:
    """Whether more (1) or less (-1) of an outcome is to the good."""
    better = show.better if show else None
    return (direction > 0) == (better == "higher")


def one_digit(value: float) -> float:
    """A positive number at one significant digit."""
    if value <= 0:
        return 0.0
    step = 10.0 ** floor(log10(value))
    return round(value / step) * step


def moved(title: Text, show: Show | None, found: Judged) -> Text:
    """`112 calls unanswered: 200 to 400 fewer, in 9 of 10 runs`."""
    return both("{title}: {amount} {direction}, {share}", title=title,
                amount=amount(show, found), direction=direction_of(show, found.direction),
                share=share_of(found.share))  # fmt: skip


def amount(show: Show | None, found: Judged) -> Text:
    """How much: a range from the 10th to the 90th percentile of the runs."""
    low, high = sorted((found.low * found.direction, found.high * found.direction))
    return band(show, low, high)


def band(show: Show | None, low: float, high: float) -> Text:
    """A range in the unit of an outcome, each end at one significant digit."""
    share = show is not None and show.style == "percent"
    scale = 100.0 if share else 1.0
    least, most = one_digit(low * scale), one_digit(high * scale)
    unit = both("percentage points") if share else show.unit if show else Text()
    if most < FEW:
        return _few(unit)
    if least < 1:
        return both("up to {high}", high=_with(most, unit))
    if least == most:
        return both("on the order of {high}", high=_with(most, unit))
    return both("{low} to {high}", low=_with(least, Text()), high=_with(most, unit))


def _few(unit: Text) -> Text:
    more = _HOURS.get(unit.en, unit)
    return both("a few {unit}", unit=more) if more else both("a few")


def _with(value: float, unit: Text) -> Text:
    return spell(lambda lang: counted(number(value, lang), unit, lang))


def direction_of(show: Show | None, direction: int) -> Text:
    """Whether there is more or less of it, in the word that its unit takes."""
    if show is not None and show.style == "percent":
        return both("higher" if direction > 0 else "lower")
    if show is not None and show.unit.en in _HOURS:
        return both("more" if direction > 0 else "less")
    return both("more" if direction > 0 else "fewer")


def share_of(share: float) -> Text:
    """In natural numbers, never rounded up to all."""
    if share >= 1:
        return both("in all runs")
    return both("in {count} of 10 runs", count=floor(share * 10))


def sentence(log: Log, one: Try, name: str, gains: Sequence[MovedFact],
             prices: Sequence[MovedFact]) -> Text:  # fmt: skip
    """The proposal for the report: class, what it is held beside, gains, prices."""
    beside = _compared(log.scenario, one)
    if name == NONE:
        return both("Computed ({strength}), {compared}. No headline outcome can be told"
                    " apart from chance and doubt.", strength=strength(name),
                    compared=beside)  # fmt: skip
    told = [_told("gain", gains, name), _told("price", prices, name)]
    both_sides = spell(lambda lang: " ".join(t.of(lang) for t in told if t))
    return both("Computed ({strength}), {compared}. {told} Held still: all other"
                " decisions.", strength=strength(name), compared=beside, told=both_sides)  # fmt: skip


def _told(what: str, facts: Sequence[MovedFact], name: str) -> Text:
    if not facts:
        return Text()
    each = [one.told if one.strength == name else
            both("{told} ({strength})", told=one.told, strength=strength(one.strength))
            for one in facts]  # fmt: skip
    return both("Gain: {list}." if what == "gain" else "Price: {list}.",
                list=spell(lambda lang: "; ".join(t.of(lang) for t in each)))  # fmt: skip


def _compared(scenario: Scenario, one: Try) -> Text:
    at, was = moment(scenario, one.at), moment(scenario, one.was)
    if one.kind == "without":
        return both("beside the same course without this decision")
    if one.kind == "not-taken":
        return both("with this decision at {at}, beside the course as it was", at=at)
    return both("taken at {at} instead of {was}", at=at, was=was)


def hangs(found: Iterable[Judged], number: Mapping[str, int],
          called: Mapping[str, Text] | None = None) -> tuple[Text, ...]:  # fmt: skip
    """The assumptions on which a row hangs, strongest first, each once; `number` is
    their place in the annex, `called` what they are called where there is none."""
    each = sorted((h for one in found for h in one.hangs),
                  key=lambda one: -abs(one.correlation))  # fmt: skip
    turns: dict[str, str] = {}
    for one in each:
        turns[one.place] = turns.get(one.place) or one.turns
    return tuple(_hang(place, number.get(place, 0), turn, (called or {}).get(place))
                 for place, turn in list(turns.items())[:3])  # fmt: skip


def _hang(place: str, number: int, turn: str, called: Text | None) -> Text:
    name = called or (both("assumption {number} in the annex of the whole report", number=number) if number else
            both("assumption {place}", place=place.removeprefix("world.")))  # fmt: skip
    if not turn:
        return name
    return both("{name} (the direction turns round where it is low)" if turn == "low"
                else "{name} (the direction turns round where it is high)", name=name)  # fmt: skip


def beside(agrees: Sequence[bool | None]) -> Text:
    """What the variant with the other tables by routine says of it."""
    known = [one for one in agrees if one is not None]
    if not known:
        return Text()
    if all(known):
        return both("With the other tables by routine from there on the direction is the"
                    " same.")  # fmt: skip
    if not any(known):
        return both("With the other tables by routine from there on this cannot be seen:"
                    " it hangs on what they did.")  # fmt: skip
    return both("With the other tables by routine from there on {same} of {count} outcomes"
                " keep their direction.", same=sum(known), count=len(known))  # fmt: skip


def yardstick(scenario: Scenario, policy: str) -> Text:
    """The way of deciding that a moment or an option was taken from."""
    if not policy or policy not in scenario.policies:
        return Text()
    return both("Yardstick: the way of deciding '{policy}', which goes only by what this"
                " table could see.", policy=scenario.policies[policy].title)  # fmt: skip


def impossible(decision: int | None, share: float, own: bool) -> Text:
    """A decision that could then not be taken, in how many of the runs; `own` is the
    one that the change is about."""
    name = both("the decision itself") if own else both("decision D{number}", number=decision) if decision else both(
        "a decision of a policy")  # fmt: skip
    return both("{name} ({share})", name=name, share=share_of(share))


def method(log: Log, made: Tried) -> Iterator[Text]:
    """How it was computed, sentence by sentence."""
    seeds = [run.seed for run in made.runs] or [0]
    yield both("Runs: {count}. One has the luck and the assumptions of the exercise itself;"
               " every other has its own seed and its own draw of all assumptions within"
               " their doubt (seeds {first} to {last}).", count=len(made.runs),
               first=min(seeds), last=max(seeds))  # fmt: skip
    if len(made.runs) < made.wanted:
        yield both("The computation was stopped: {count} of {wanted} runs are in.",
                   count=len(made.runs), wanted=made.wanted)  # fmt: skip
    yield both("Held still: what people decided and wrote, and what exercise control did, at"
               " the moments at which they did it. Tables held by a policy decided again."
               " People would have adapted; a computation does not.")  # fmt: skip
    yield both("Firm: the same direction in at least 9 of 10 runs, also where an assumption"
               " on which it hangs lies low or high. Indicative: a direction in at least two"
               " of three runs, or one that hangs on an assumption or on what other tables"
               " did. Not distinguishable: the rest, and all under one per cent of the"
               " outcome.")  # fmt: skip
    yield both("Ranges run from the 10th to the 90th percentile of the runs, at one"
               " significant digit. Timings, and the variant in which the other tables go on"
               " by routine, were played in a quarter of the runs.")  # fmt: skip
    named = [one.title for one in log.scenario.policies.values() if one.yardstick]
    if named and any(one.policy for one in made.tries):
        yield both("Options that were not taken, and earlier moments, come from ways of"
                   " deciding that could have been followed with what the table knew:"
                   " {policies}.", policies=listed(named))  # fmt: skip
