"""Tables that play themselves, and exercise control without people: for rehearsal,
for tables that no one takes, and for playing alone.

A policy sees what its table sees and acts through the same door as people. How each kind
of it decides stands in the parts of this room; here they are driven through time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ttx.actions import Endex, Release, TurnTo
from ttx.exercise import Exercise
from ttx.journal import Entry
from ttx.journal_reports import reports
from ttx.policy_futures import Futures
from ttx.policy_greedy import Greedy, most_futures
from ttx.policy_names import GREEDY, NOISY, PYTHON, Way, named
from ttx.policy_noisy import AS_PEOPLE, Noisy
from ttx.policy_player import Player, Rules
from ttx.policy_python import AtPost, Written
from ttx.scenario import Table

Policies = Mapping[str, str | Way]
"""Who plays which table: by table, what a policy is called or what that stands for."""
STATES = ("brief", "talk", "commit", "run")


class Autoplay:
    """Drives an exercise through time; tables without people play by policy.

    `excon` also plays exercise control: moves turn by themselves, injects that wait
    for a cue go out when their moment comes.
    """

    def __init__(
        self, exercise: Exercise, policies: Policies, excon: bool = False
    ) -> None:
        self.exercise = exercise
        self.excon = excon
        self._read = 0
        lines = exercise.msel.lines.values() if excon else ()
        self._on_cue = [one for one in lines if one.inject.cue]
        self._players: dict[str, Player] = {}
        self._sight: AtPost | None = None
        self._futures: dict[str, Futures] = {}
        self._busy: list[Player] = []
        for table, policy in policies.items():
            self.seat(table, policy)

    def seat(self, table: str, policy: str | Way) -> None:
        """Let a policy play a table; an empty name gives it back to people.

        UsageError for a policy that there is not.
        """
        self._players.pop(table, None)
        found = self.exercise.scenario.table(table)
        if policy and found is not None:
            way = (
                policy
                if isinstance(policy, Way)
                else named(self.exercise.scenario, policy)
            )
            self._players[table] = self._player(found, way)
        order = [one.id for one in self.exercise.scenario.tables]
        self._players = {
            one: self._players[one] for one in order if one in self._players
        }

    def play_to(self, to: int, stop: Callable[[], bool] = lambda: False) -> bool:
        """Play on to a moment; False if `stop` said so before."""
        exercise = self.exercise
        to, now = min(to, exercise.scenario.endex), exercise.now
        self._look_all(now)
        while now < to and not exercise.over:
            exercise.advance(self._next(now, to))
            now = exercise.now
            self._look_all(now)
            if stop():
                return False
        return True

    def from_here(self) -> Mapping[str, Player]:
        """Take what came so far as known to nobody's rules; the players by table."""
        self._read = len(self.exercise.journal)
        return self._players

    # --- inside ----------------------------------------------------------------

    def _player(self, table: Table, way: Way) -> Player:
        if way.kind == PYTHON:
            self._sight = self._sight or AtPost(self.exercise)
            return Written(self.exercise, table, way, self._sight)
        if way.kind == NOISY:
            noise = AS_PEOPLE.times(way.noise)
            return Noisy(self.exercise, table, way.name, way.base, noise)
        if way.kind == GREEDY:
            futures = self._futures.get(way.base)
            if futures is None:
                futures = Futures(self.exercise, way.base, self._playing, play_on)
                self._futures[way.base] = futures
            return Greedy(self.exercise, table, way.name, way.base, futures)
        return Rules(self.exercise, table, way.name, way.base)

    def _playing(self) -> Mapping[str, Player]:
        return self._players

    def _next(self, now: int, to: int) -> int:
        """The next moment at which anyone has to look."""
        look = self.exercise.scenario.look
        moment = now - now % look + look
        for one in self._busy:
            for pending in one.due:
                if pending.due is not None and now < pending.due < moment:
                    moment = pending.due
        return moment if moment < to else to

    def _look_all(self, now: int) -> None:
        self._take_in()
        if self._on_cue:
            self._cue()
        self._busy = busy = []
        for one in self._players.values():
            if one.got or (one.looks and (one.heard or now >= one.next_look)):
                one.watch(now)
            if one.due:
                one.act(now)
                busy.append(one)

    def _take_in(self) -> None:
        """Hand each player what reached its table since the last look."""
        fresh = self.exercise.journal.since(self._read)
        self._read += len(fresh)
        for entry in fresh:
            kind = entry.kind
            if kind == "delivered":
                self._got(entry)
            elif kind == "reported":
                self._heard(entry)

    def _heard(self, entry: Entry) -> None:
        player_of = self._players.get
        for report in reports(entry):
            player = player_of(report["team"])
            if player is not None:
                player.hear(report["values"])

    def _got(self, entry: Entry) -> None:
        for table in entry.body["to"]:
            if table in self._players:
                self._players[table].got.append(entry.body["inject"].partition("@")[0])

    def _cue(self) -> None:
        for line in self._on_cue:
            if line.state == "waiting" and line.due is not None:
                self.exercise.submit(Release(line.key), "clock", "excon")


def play_through(
    exercise: Exercise, policies: Policies, until: int | None = None
) -> None:
    """Play a whole exercise without people, to ENDEX or to a moment."""
    auto = Autoplay(exercise, policies, excon=True)
    end = (
        exercise.scenario.endex
        if until is None
        else min(until, exercise.scenario.endex)
    )
    _through(exercise, auto, end)
    if exercise.now >= exercise.scenario.endex and not exercise.over:
        exercise.submit(Endex(), "clock", "excon")


def play_on(exercise: Exercise, policies: Policies, until: int,
            carry: Callable[[Mapping[str, Player]], None]) -> None:  # fmt: skip
    """Play on without people from where an exercise stands; `carry` tells the tables what
    they have before them."""
    auto = Autoplay(exercise, policies, excon=True)
    carry(auto.from_here())
    if exercise.state in STATES and exercise.move is not None:
        _turn(exercise, auto, STATES[STATES.index(exercise.state) + 1 :])
    _through(exercise, auto, until)


def _through(exercise: Exercise, auto: Autoplay, end: int) -> None:
    if exercise.scenario.pace == "moves":
        _through_moves(exercise, auto, end)
    auto.play_to(end)


def _through_moves(exercise: Exercise, auto: Autoplay, end: int) -> None:
    turn = exercise.submit
    while (move := exercise.next_move()) is not None and move.at < end:
        auto.play_to(move.at)
        if exercise.state == "run" and exercise.move is not None:
            turn(TurnTo(exercise.move.id, "preview"), "clock", "excon")
            turn(TurnTo(exercise.move.id, "report"), "clock", "excon")
        _turn(exercise, auto, STATES, move.id)


def _turn(exercise: Exercise, auto: Autoplay, states: tuple[str, ...], move: str = "") -> None:  # fmt: skip
    """Take a move (the one that is on, if none is named) through these states."""
    one = move or (exercise.move.id if exercise.move else "")
    for state in states:
        exercise.submit(TurnTo(one, state), "clock", "excon")
        auto.play_to(exercise.now)


__all__ = ["GREEDY", "Autoplay", "Policies", "Way", "most_futures", "named", "play_on",
           "play_through"]  # fmt: skip
