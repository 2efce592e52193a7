"""Pieces of pictures are kept while nothing that they are made of changed.

So a picture that was followed through a whole session is, at every step, what somebody
sees who opens the exercise just then: nothing stays that should have gone, and nothing
is missed.
"""

from __future__ import annotations

from typing import Any

from tests.evening import Evening
from ttx import library
from ttx.actions import (
    Acknowledge,
    Attendance,
    Contact,
    Decision,
    Endex,
    Fog,
    Handle,
    Improvise,
    Message,
    ModelOff,
    Note,
    Observe,
    Override,
    Pull,
    Reflect,
    Reveal,
    Share,
)
from ttx.exercise import Exercise
from ttx.journal import Journal
from ttx.live.host import Host
from ttx.live.wire import plain_picture
from ttx.moment import HOUR, MINUTE
from ttx.picture import Sight, see
from ttx.policy import Autoplay


def told(sight: Sight, seat: str) -> Any:
    """A picture as it goes over the wire, without numbers finer than what is shown."""
    return _shown(plain_picture(see(sight, seat)))


def _shown(plain: Any) -> Any:
    if isinstance(plain, dict):
        fine = ("value", "truth") if "gauge" in plain else ()
        return {k: _shown(v) for k, v in plain.items() if k not in fine}
    return [_shown(one) for one in plain] if isinstance(plain, list) else plain


def differs(exercise: Exercise, kept: Sight, seats: list[str]) -> list[tuple[str, str]]:
    """The seats and fields where a followed picture is not that of one who comes now."""
    fresh = Sight(exercise)
    fresh.refresh()
    wrong = []
    for seat in seats:
        one, other = told(kept, seat), told(fresh, seat)
        for name in {**one, **other}:
            if one.get(name) != other.get(name):
                wrong.append((seat, name))
    return wrong


def test_a_whole_session_in_moves() -> None:
    evening = Evening()
    host: Host = evening.host
    for step, _ in enumerate(evening.session()):
        seats = host.watched()[step % 3 :: 3]
        assert differs(host.exercise, host.sight, seats) == [], step


def test_running_time_with_everything_that_people_do() -> None:
    scenario = library.load("power-outage").scenario.model_copy(
        update={"pace": "running"}
    )
    ex, seats = Exercise(scenario, 11, Journal()), ["leader", "response", "evaluator", "plenary"]  # fmt: skip
    tables = [one.id for one in scenario.tables]
    seats += [
        *tables,
        *(f"facilitator-{one}" for one in tables),
        f"controller-{tables[0]}",
    ]
    auto = Autoplay(ex, dict.fromkeys(tables[2:], "routine"))
    kept = Sight(ex)
    one, other = tables[:2]
    lever = next(iter(ex.world.levers))
    asked = [
        (one, Message((other,), "Kunt u ons helpen?", request=True)),
        (other, Note("know", "Zij vragen om hulp")),
        (other, Handle(0, "understood")),
        (one, Contact(other, "by phone", "over de generator", request="ours")),
        ("leader", Improvise((one,), "Er staat iemand aan de deur")),
        (one, Decision("Wij sluiten de poli")),
        ("leader", Override(ex.reporting.sees[one][0], 3.0, "voor de oefening")),
        ("leader", Pull(lever, ex.world.levers[lever].lever.low, "zo is het")),
        ("leader", Fog(one, on=False, why="zaal 2")),
        (one, Share("", "Wij draaien op noodstroom", "Stroom")),
        ("leader", ModelOff(True, "even zonder model")),
        ("leader", ModelOff(False, "weer met model")),
        (one, Attendance(one, (("voorzitter", 1),))),
        ("evaluator", Observe("gap", "Niemand belt terug", one)),
        ("leader", Reveal("sensitive")),
        ("leader", Reveal("truth")),
        ("leader", Endex()),
        ("evaluator", Observe("strength", "Zij vroegen door", one)),
        (one, Reflect("Wat ging goed?", "Wij belden op tijd")),
        ("leader", Reveal("hot-wash")),
    ]
    for step in range(72):
        auto.play_to(ex.now + (7 * MINUTE if step < 40 else 2 * HOUR))
        if step % 3 == 1 and asked:
            by, action = asked.pop(0)
            if isinstance(action, Handle):
                asks = [e for e in kept.book.delivered if e.body["kind"] == "request"]
                action = Handle(asks[-1].seq, "understood")
            assert ex.submit(action, by).body["refusal"] is None, action
        unread = [e.seq for e in kept.book.delivered if one in e.body["to"]]
        if step % 5 == 4 and unread:
            ex.submit(Acknowledge(unread[-1]), one)
        kept.refresh()
        assert differs(ex, kept, seats) == [], step
    assert not asked
