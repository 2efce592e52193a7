"""Whatever people do, in whatever order: the exercise stands, and its journal verifies."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.fog import foggy
from tests.test_host import Wall
from ttx.actions import (
    Acknowledge,
    Action,
    Adjudicate,
    Commit,
    Contact,
    Decision,
    Dispute,
    Fog,
    Handle,
    HandOver,
    Hold,
    Improvise,
    Jump,
    Message,
    ModelOff,
    MoreTime,
    NoPlay,
    Note,
    Observe,
    Override,
    Postpone,
    Pull,
    Rate,
    Release,
    Rescind,
    Reseed,
    Resend,
    Retract,
    Reveal,
    Script,
    Settle,
    Share,
    Skip,
    StandingOrder,
    TakeOver,
    TurnTo,
    from_plain,
    to_plain,
)  # fmt: skip
from ttx.exercise import NEXT, Exercise
from ttx.journal import Journal
from ttx.live.host import Host
from ttx.replay import feed

SCENARIO = foggy("moves")
SEATS = (
    "leader",
    "response",
    "evaluator",
    "hospital-a",
    "hospital-b",
    "region",
    "nobody",
)
INJECTS = ("first", "nudge", "low@hospital-a", "halt", "wait", "none")
OPTIONS = ("order-diesel", "shed-load", "call-help", "nothing")
GAUGES = ("diesel.hospital-a.hours_left", "mains.level", "none")
LEVERS = ("diesel.hospital-a.use", "mains.broken", "diesel.trader.deliver", "none")
texts = st.text(max_size=12)
numbers = st.integers(-5, 60)
amounts = st.floats(-10, 9000, allow_nan=False)
injects, options = st.sampled_from(INJECTS), st.sampled_from(OPTIONS)
to = st.lists(st.sampled_from((*SEATS, "hospital", "trader", "all")), max_size=3).map(
    tuple
)

ACTIONS: st.SearchStrategy[Action] = st.one_of(
    st.builds(Decision, texts, options, st.just(()), st.none() | numbers),
    st.builds(Decision, texts),
    st.builds(Decision, option=st.just("order-diesel"), values=amounts.map(lambda a: (("litres", a),))),
    st.builds(StandingOrder, options, st.just(()), st.sampled_from(GAUGES), st.sampled_from(("below", "above", "beside")), amounts),
    st.builds(Rescind, numbers), st.builds(Commit, st.booleans()),
    st.builds(Message, to, texts, st.sampled_from(("email", "text", "mobile", "courier")), st.booleans(), st.none() | numbers),
    st.builds(Share, st.sampled_from(("power", "beds", "", "none")), texts, texts), st.builds(HandOver, numbers),
    st.builds(Fog, st.sampled_from((*SEATS, "")), st.booleans()),
    st.builds(Handle, numbers, st.sampled_from(("understood", "owned", "done"))),
    st.builds(Contact, st.sampled_from(SEATS) | texts, texts, request=st.sampled_from(("", "ours", "theirs"))), st.builds(Acknowledge, numbers), st.builds(Note, texts, texts),
    st.builds(Dispute, texts, texts), st.builds(Release, injects), st.builds(Hold, injects, st.booleans()),
    st.builds(Postpone, injects, st.integers(0, 10**7)), st.builds(Skip, injects), st.builds(Resend, injects),
    st.builds(Retract, injects), st.builds(Improvise, to, texts), st.builds(MoreTime),
    st.builds(Adjudicate, numbers, st.sampled_from(("option", "lever", "answer", "none", "x")), options,
              lever=st.sampled_from(LEVERS), value=amounts, text=texts),
    st.builds(Settle, st.sampled_from(("diesel.trader", "none")), st.just((("hospital-a", 5.0),))),
    st.builds(Override, st.sampled_from(GAUGES), amounts, texts), st.builds(Script, to, texts),
    st.builds(ModelOff, st.booleans()), st.builds(Reseed, numbers), st.builds(Pull, st.sampled_from(LEVERS), amounts),
    st.builds(TakeOver, st.sampled_from(SEATS), st.sampled_from(("routine", "early", "", "none"))),
    st.builds(NoPlay, st.booleans()), st.builds(Jump, st.integers(-1, 200 * 3_600_000)), st.builds(Reveal, texts),
    st.builds(Observe, texts, texts), st.builds(Rate, st.just("order-in-time"), st.sampled_from(("P", "X"))),
)  # fmt: skip


class People(RuleBasedStateMachine):
    """A leader, three tables and the others, at their keyboards."""

    def __init__(self) -> None:
        super().__init__()
        self.wall = Wall()
        exercise = Exercise(SCENARIO, 7, Journal())
        self.host = Host(exercise, {}, monotonic=self.wall, wall=self.wall)

    @rule(by=st.sampled_from(SEATS), action=ACTIONS)
    def ask(self, by: str, action: Action) -> None:
        assert from_plain(to_plain(action)) is not None
        answer = self.host.submit(action, by)
        assert answer.refusal is None or answer.refusal.sentence("nl")

    @precondition(lambda self: not self.host.exercise.no_play)
    @rule()
    def turn(self) -> None:
        exercise = self.host.exercise
        coming = exercise.next_move()
        move = coming if exercise.state in ("", "report") else exercise.move
        if move is not None:
            self.host.submit(TurnTo(move.id, NEXT[exercise.state][0]), "leader")

    @rule(seconds=st.floats(0.01, 30))
    def wait(self, seconds: float) -> None:
        for _ in range(4):
            self.wall.seconds += seconds / 4
            self.host.tick()

    @invariant()
    def the_entries_have_no_gaps(self) -> None:
        seqs = [one.seq for one in self.host.exercise.journal]
        assert seqs == list(range(1, len(seqs) + 1))

    @invariant()
    def a_table_never_sees_what_it_was_not_told(self) -> None:
        exercise = self.host.exercise
        for table in ("hospital-a", "region"):
            picture = self.host.picture(table)
            until = (
                exercise.run_from[1]
                if exercise.state in ("run", "preview")
                else len(exercise.journal)
            )
            assert all(letter.entry <= until for letter in picture.letters)
            assert picture.desk is None and picture.book is None
        assert self.host.picture("leader").desk is not None

    def teardown(self) -> None:
        entries = list(self.host.exercise.journal)
        again = Exercise.again(dict(entries[0].body), Journal())
        feed(again, entries[1:])
        again.advance(self.host.exercise.now)
        assert again.journal.digest == self.host.exercise.journal.digest


TestPeople = People.TestCase
TestPeople.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
