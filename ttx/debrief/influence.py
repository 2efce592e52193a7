"""The influence of decisions, as facts for the report: gains and prices together.

It lays what was tried (`variant_tried`) beside the log: what each decision moved, how
sure that is, what its table knew then, and what was held still. It never says that a
decision was good or bad, and what cannot be told apart is told as such.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ttx.debrief import influence_words as words
from ttx.debrief.classes import NONE, STRENGTHS, Judged, Lucks, judged
from ttx.debrief.decisions import KnownFact, known, numbers
from ttx.debrief.figures import assumptions
from ttx.debrief.influence_words import MovedFact
from ttx.evaluation_log import Log, title_of, title_of_table
from ttx.evaluation_words import moment
from ttx.figures import Figure
from ttx.text import Text
from ttx.variant import ADDED, Outcome
from ttx.variant_tried import Run, Tried, Try
from ttx.world_assumed import Assumed

MAIN = 8
"""Options not taken that are told in full: the main ones, which a reader can hold."""


@dataclass(frozen=True, slots=True)
class InfluenceFact:
    """One decision played otherwise, with all headline outcomes together.

    number: of the decision in the report (None: it was not taken). `sentence` is a
    proposal that an evaluator accepts, edits or strikes, by its `key`. unmoved: titles of
    outcomes on which nothing can be told apart. impossible: later decisions that could
    then not be taken. helpful: the gains outweigh the prices beside chance's own spread.
    """

    key: str
    kind: str
    number: int | None
    seat: str
    option: str
    team: Text
    title: Text
    at: int
    moment: Text
    strength: str
    word: Text
    gains: tuple[MovedFact, ...]
    prices: tuple[MovedFact, ...]
    unmoved: tuple[Text, ...]
    sentence: Text
    hangs: tuple[Text, ...]
    impossible: tuple[Text, ...]
    routine: Text
    yardstick: Text
    known: tuple[KnownFact, ...]
    helpful: bool
    size: float
    timings: tuple[InfluenceFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Influence:
    """What each decision moved. taken and open: firm or indicative, helpful ones first;
    same and open_same: those that cannot be told apart; open_less: options with less
    influence than the `MAIN` that `open` tells. method: how it was computed."""

    taken: tuple[InfluenceFact, ...]
    same: tuple[InfluenceFact, ...]
    open: tuple[InfluenceFact, ...]
    open_less: tuple[InfluenceFact, ...]
    open_same: tuple[InfluenceFact, ...]
    method: tuple[Text, ...]
    runs: int
    wanted: int


def influence(
    log: Log, made: Tried, figures: Sequence[Figure], annex: bool = True
) -> Influence:
    """All rows; `figures` are the world's own, for the assumptions.

    `annex`: an assumption is called by its number in the report's annex, not its place.
    """
    desk = _Desk(log, made, figures, assumptions(figures) if annex else {})
    rows = {one.key: desk.row(one) for one in made.tries}
    whole = {one.entry for one in made.tries if one.kind == "without"}
    first = [one for one in made.tries
             if one.kind in ("without", "not-taken") or one.entry not in whole]  # fmt: skip
    facts = [_with_timings(rows, one, made.tries) for one in first]
    taken = [one for one in facts if one.kind != "not-taken"]
    chances = [one for one in facts if one.kind == "not-taken"]
    told, same = _parted(chances)
    main = sorted(told, key=lambda one: -one.size)[:MAIN]
    return Influence(
        *_parted(taken), open=tuple(one for one in told if one in main),
        open_less=tuple(one for one in told if one not in main), open_same=same,
        method=tuple(words.method(log, made)), runs=len(made.runs), wanted=made.wanted,
    )  # fmt: skip


def _with_timings(
    rows: Mapping[str, InfluenceFact], one: Try, tries: Sequence[Try]
) -> InfluenceFact:
    if one.kind != "without":
        return rows[one.key]
    others = (rows[t.key] for t in tries
              if t.entry == one.entry and t.kind in ("earlier", "later"))  # fmt: skip
    return replace(rows[one.key], timings=tuple(others))


def _parted(
    facts: Sequence[InfluenceFact],
) -> tuple[tuple[InfluenceFact, ...], tuple[InfluenceFact, ...]]:
    """Those with an influence (firm first, helpful first, largest first), and the rest."""
    told = sorted((one for one in facts if one.strength != NONE),
                  key=lambda one: (STRENGTHS.index(one.strength), not one.helpful,
                                   -one.size, one.at))  # fmt: skip
    return tuple(told), tuple(one for one in facts if one.strength == NONE)


class _Desk:
    """Everything that a row is made from."""

    def __init__(self, log: Log, made: Tried, figures: Sequence[Figure],
                 number: Mapping[str, int]) -> None:  # fmt: skip
        self.log, self.made = log, made
        self.assumption = number
        self.number = numbers(log)
        self.headlines = log.scenario.headlines
        self._assumed = {f.place: f for f in figures if f.assumed and f.place}
        self._drawn = {run.number: self._places(run) for run in made.runs}
        self._lucks: dict[tuple[int, ...], Lucks] = {}

    def _places(self, run: Run) -> list[float]:
        """Where every assumption lies in its range; draw 0 is as written."""
        draw = Assumed(run.draw)
        return [draw.place(one, place) if run.draw else 0.5
                for place, one in self._assumed.items()]  # fmt: skip

    def lucks(self, runs: tuple[int, ...]) -> Lucks:
        """The assumptions in these runs; made once for each set of runs."""
        if runs not in self._lucks:
            drawn = [self._drawn[number] for number in runs]
            self._lucks[runs] = Lucks(tuple(self._assumed), drawn)
        return self._lucks[runs]

    def row(self, one: Try) -> InfluenceFact:
        found = {gauge: self._judged(one, gauge) for gauge in self.headlines}
        moved = {g: j for g, j in found.items()
                 if j.strength != NONE and not self._unable(one)}  # fmt: skip
        facts = [self._moved(one, g, j) for g, j in moved.items()]
        gains = tuple(f for f in facts if f.gain)
        prices = tuple(f for f in facts if not f.gain)
        strength = min((j.strength for j in moved.values()), key=STRENGTHS.index,
                       default=NONE)  # fmt: skip
        option = self.log.scenario.options.get(one.option)
        return InfluenceFact(
            key=f"influence/{one.key}", kind=one.kind,
            number=self.number.get(one.entry),
            seat=one.table, option=one.option, team=title_of_table(self.log.scenario, one.table),
            title=option.title if option else self._own_words(one),
            at=one.at, moment=moment(self.log.scenario, one.at),
            strength=strength, word=words.strength(strength),
            gains=gains, prices=prices,
            unmoved=tuple(title_of(self.log.scenario, g) for g in found if g not in moved),
            sentence=words.sentence(self.log, one, strength, gains, prices),
            hangs=words.hangs(moved.values(), self.assumption),
            impossible=tuple(self._impossible(one)),
            routine=words.beside([j.agrees for j in moved.values()]),
            yardstick=words.yardstick(self.log.scenario, one.policy),
            known=known(self.log, one.table, one.was if one.entry else one.at),
            helpful=self._weight(moved, one, True) > self._weight(moved, one, False),
            size=max((j.size for j in moved.values()), default=0.0),
        )  # fmt: skip

    def _own_words(self, one: Try) -> Text:
        entry = self.log.entry(one.entry)
        text = str(entry.body["action"].get("text", "")) if entry else one.option
        return Text(text, text)

    def _judged(self, one: Try, gauge: str) -> Judged:
        pairs = list(self._pairs(one, gauge))
        lucks = self.lucks(tuple(run.number for run, _, _ in pairs))
        show = self.log.scenario.gauges.get(gauge)
        return judged(
            [after - before for _, before, after in pairs],
            [run.base.figures[gauge] for run, _, _ in pairs],
            words.grain(show), lucks, list(self._by_routine(one, gauge)),
        )  # fmt: skip

    def _pairs(self, one: Try, gauge: str) -> Iterator[tuple[Run, float, float]]:
        """(run, without what is asked about, with it): the difference is its influence.

        For a decision that was taken that is the real course; for a change it is the
        changed one.
        """
        for run in self.made.runs:
            if one.key not in run.outcomes:
                continue
            real, other = run.base.figures[gauge], run.outcomes[one.key].figures[gauge]
            yield (run, other, real) if one.kind == "without" else (run, real, other)

    def _by_routine(self, one: Try, gauge: str) -> Iterator[float]:
        with_key, key = one.by_routine
        for run in self.made.runs:
            if key in run.outcomes and with_key in run.outcomes:
                yield _difference(run.outcomes[with_key], run.outcomes[key], gauge)

    def _moved(self, one: Try, gauge: str, found: Judged) -> MovedFact:
        show = self.log.scenario.gauges.get(gauge)
        title = title_of(self.log.scenario, gauge)
        return MovedFact(gauge, title, found.strength, words.moved(title, show, found),
                         words.gains(show, found.direction))  # fmt: skip

    def _weight(self, moved: Mapping[str, Judged], one: Try, gain: bool) -> float:
        return sum(j.size for g, j in moved.items()
                   if words.gains(self.log.scenario.gauges.get(g), j.direction) is gain)  # fmt: skip

    def _unable(self, one: Try) -> bool:
        """Whether the decision could mostly not be taken at that other moment: what then
        comes out is the course without it, and says nothing of the moment."""
        runs = [run for run in self.made.runs if one.key in run.outcomes]
        own = sum({one.entry, ADDED} & set(run.outcomes[one.key].impossible) != set()
                  for run in runs)  # fmt: skip
        return own * 2 >= len(runs) > 0

    def _impossible(self, one: Try) -> Iterator[Text]:
        runs = [run for run in self.made.runs if one.key in run.outcomes]
        count: dict[int, int] = {}
        for run in runs:
            before = run.base.impossible
            for seq in run.outcomes[one.key].impossible:
                if seq not in before:
                    count[seq] = count.get(seq, 0) + 1
        for seq, many in sorted(count.items()):
            number = self.number.get(seq)
            if many * 10 >= len(runs):
                own = seq in (one.entry, ADDED)
                yield words.impossible(number, many / len(runs), own)


def _difference(having: Outcome, lacking: Outcome, gauge: str) -> float:
    return having.figures[gauge] - lacking.figures[gauge]
