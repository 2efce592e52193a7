"""What exercise control sees beside a picture: the desk and the cell.

A reading like any other: it changes nothing.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from ttx.actions import Handle as HandleIt
from ttx.actions import from_plain
from ttx.exercise import Exercise
from ttx.exercise_commit import contested
from ttx.exercise_deciding import joined
from ttx.exercise_requests import asked_for
from ttx.exercise_slips import behind, is_slip, slips
from ttx.happenings import happening, told
from ttx.journal import Draft, Entry
from ttx.msel_line import Running
from ttx.picture_decisions import drafted, entered_by, offered
from ttx.picture_letters import letter, letters, text_of
from ttx.picture_sight import NO_POST, Sight, figure, readings, said, show_of
from ttx.scenario import Scenario, Show
from ttx.text import Text
from ttx.view import (
    Cell,
    Contest,
    Desk,
    Disputed,
    Handle,
    Line,
    Phone,
    Preview,
    Slip,
    TableState,
    Turn,
)

__all__ = ["cell_of", "contests", "desk_of"]


def desk_of(sight: Sight) -> Desk:
    """The world desk and the draaiboek, for the leader."""
    ex, scenario, book = sight.exercise, sight.exercise.scenario, sight.book
    entered = entered_by(sight, "")
    return Desk(
        lines=tuple(_line(sight, one) for one in ex.msel.lines.values()),
        tables=tuple(_table(sight, t.id, t.title) for t in scenario.tables),
        free=tuple(one for one in entered if one.state == "waiting"),
        contests=contests(sight), preview=_preview(sight),
        disputes=sight.once(("disputes",), len(book.disputes), lambda: tuple(
            Disputed(e.seq, e.at, e.body["by"], e.body["action"]["about"],
                     e.body["action"]["text"]) for e in book.disputes
        )),
        levers=_levers(sight),
        policies=tuple((key, one.title) for key, one in scenario.policies.items()),
        cards=sight.cards, briefing=scenario.leader_briefing,
        decided=entered + tuple(
            drafted(sight, one) for one in ex.journal.drafts() if not is_slip(one)
        ),
        slips=tuple(_slip(ex, one) for one in slips(ex)),
        model_off=ex.course.model_off,
        options=sight.once(("options",), 0, lambda: tuple(
            offered(sight, n, o) for n, o in scenario.options.items()
        )),
        turns=sight.once(("turns",), len(book.turned), lambda: tuple(
            _turn(scenario, one) for one in book.turned
        )),
    )  # fmt: skip


def _slip(ex: Exercise, draft: Draft) -> Slip:
    action: Any = from_plain(draft.action)
    at = getattr(action, "on_paper", None)
    text = getattr(action, "text", "") or getattr(action, "about", "")
    to = getattr(action, "to", ()) or (getattr(action, "with_whom", ""),)
    asked = asked_for(ex, action.entry) if isinstance(action, HandleIt) else None
    if asked is not None:
        text = asked.body["action"].get("text") or asked.body["action"]["about"]
    return Slip(
        draft.number, draft.by, draft.action["kind"], at, tuple(to),
        getattr(action, "inject", ""), text or getattr(action, "why", ""),
        getattr(action, "channel", "") or getattr(action, "how", ""),
        bool(getattr(action, "request", False)), getattr(action, "state", ""),
        getattr(action, "outcome", "") or getattr(action, "owner", ""), behind(action),
    )  # fmt: skip


def _levers(sight: Sight) -> tuple[Handle, ...]:
    stacks = sight.exercise.world.levers
    stand = [one.value for one in stacks.values()]
    return sight.once(("levers",), stand, lambda: tuple(
        Handle(name, s.lever.says, s.lever.unit, s.value, s.lever.low, s.lever.high)
        for name, s in stacks.items()
    ))  # fmt: skip


def _turn(scenario: Scenario, entry: Entry) -> Turn:
    """A step of exercise control, from what it asked."""
    action = entry.body["action"]
    titles = {move.id: move.title for move in scenario.moves}
    title = titles.get(action.get("move", ""), Text())
    return Turn(entry.seq, entry.at, title, action.get("state", action["kind"].lower()))


def _line(sight: Sight, one: Running) -> Line:
    state, progress = "held" if one.held else one.state, _progress(sight, one)
    if one.entry is not None and state == "delivered":
        readers = sight.book.read_by.get(one.entry, [])
        state = "answered" if one.answered else "acknowledged" if readers else state
    stands = state, one.entry, one.to, one.due, progress
    return sight.once(
        ("line", one.key), stands, lambda: _drawn(sight, one, state, progress)
    )


def _drawn(sight: Sight, one: Running, state: str, progress: Text) -> Line:
    ex, inject = sight.exercise, one.inject
    entry = ex.journal.entry(one.entry) if one.entry else None
    text = text_of(entry.body["text"]) if entry else inject.text
    expects = inject.expects
    hoped = expects.text if expects else Text()
    if expects and expects.any:
        titles = [
            ex.scenario.options[o].title
            for o in expects.any
            if o in ex.scenario.options
        ]
        hoped = joined([hoped, *titles]) if hoped else joined(titles)
    if expects and expects.tests:
        aims = [one.title for one in ex.scenario.objectives if one.id in expects.tests]
        hoped = joined([hoped, *aims]) if hoped else joined(aims)
    return Line(
        one.key, inject.number, inject.title, ex.msel.sender(inject.sender), one.to,
        inject.by, inject.kind, state, one.due, text, progress, hoped,
        inject.stops, len(inject.text.nl.split()), one.entry, inject.controller,
        inject.dilemma,
    )  # fmt: skip


def _progress(sight: Sight, one: Running) -> Text:
    bound = one.watch.bound() if one.watch and one.state == "armed" else None
    if bound is None or bound[0] not in sight.exercise.world.gauges:
        return Text()
    gauge, limit, how = bound
    show = show_of(sight, gauge)
    now = said(sight, gauge, sight.exercise.course.shown(gauge), show)
    stands = gauge, now, limit, how
    return sight.once(
        ("progress", one.key), stands, lambda: _towards(show, now, limit, how)
    )


def _towards(show: Show, now: Text, limit: float, how: str) -> Text:
    edge = figure(limit, show)
    under = how in ("below", "at_most")
    return Text(
        f"{show.title.of('nl')}: nu {now.nl}, bij {'minder' if under else 'meer'} dan {edge.nl}",
        f"{show.title.of('en')}: now {now.en}, at {'less' if under else 'more'} than {edge.en}",
    )


def _table(sight: Sight, table: str, title: Text) -> TableState:
    ex, book = sight.exercise, sight.book
    unread, words, requests = sight.once(
        ("reading", table), book.newest_but(*NO_POST), lambda: _waiting(sight, table)
    )
    last = book.last_by.get(table)
    stands = (
        ex.policies.get(table, ""), ex.committed.get(table, False), unread,
        sum(not is_slip(one) for one in ex.journal.drafts(table)), requests,
        last.at if last else None, words,
        ex.clear(table), ex.shared.cut.get(table, False),
    )  # fmt: skip
    return sight.once(
        ("table", table), stands, lambda: TableState(table, title, *stands)
    )


def _waiting(sight: Sight, table: str) -> tuple[int, int, int]:
    """What a table has not read, in messages and words, and requests not answered."""
    book = sight.book
    got = [e for e in book.delivered if table in e.body["to"]]
    unread = [e for e in got if table not in book.read_by.get(e.seq, [])]
    requests = [
        e
        for e in got
        if e.body["kind"] == "request" and not book.steps.get(book.cause.get(e.seq, 0))
    ]
    words = sum(len(e.body["text"]["nl"].split()) for e in unread)
    return len(unread), words, len(requests)


def contests(sight: Sight) -> tuple[Contest, ...]:
    """The stocks that drafts of several tables claim more of than there is."""
    ex = sight.exercise
    made = []
    for one in contested(ex):
        gauge = ex.world.gauges[f"{one.stock}.amount"]
        show = ex.msel.show(gauge.name)
        granted = tuple(ex.decisions.settled.get(one.stock, {}).items())
        made.append(Contest(one.stock, show.title if show else gauge.says, one.available,
                            gauge.unit, one.claims, one.rule, granted))  # fmt: skip
    return tuple(made)


def _preview(sight: Sight) -> Preview | None:
    ex = sight.exercise
    if ex.state not in ("run", "preview"):
        return None
    since, until = ex.run_from
    found = readings(sight, None, ex.now, len(ex.journal))
    changes, at_once = [], _moved_at_once(sight)
    for one in found:
        past = [v for at, v in sight.book.course.get(one.gauge, []) if at <= since]
        past = past[: len(past) - at_once[one.gauge]] or past
        was = _shown(sight, one.gauge, past[-1]) if past else one.shown
        if one.value is not None and one.shown != was:
            changes.append((one, was))
    sent = [e for e in sight.book.delivered if e.seq > until]
    return Preview(
        since, ex.now, tuple(changes),
        tuple(
            (e.at, happening(e, ex.scenario))
            for e in sight.book.happened if e.seq > until and told(e)
        ),
        tuple(letter(sight, e, "leader") for e in sent),
        tuple(one for one in found if one.odd),
    )  # fmt: skip


def _moved_at_once(sight: Sight) -> Counter[str]:
    """How often each figure was read in this run before any time passed: what a decision
    does on the spot belongs to the preview, not to what was there before it.
    """
    since, until = sight.exercise.run_from
    moved: Counter[str] = Counter()
    for entry in sight.exercise.journal.since(until):
        if entry.at > since:
            break
        if entry.kind == "reading":
            moved.update(entry.body["values"].keys())
    return moved


def _shown(sight: Sight, gauge: str, value: float) -> Text:
    show = sight.exercise.msel.show(gauge)
    return figure(value, show) if show else Text(str(value), str(value))


# --- response cell -------------------------------------------------------------------


def cell_of(sight: Sight) -> Cell:
    """Whom the response cell speaks for, whom it calls, and what was asked of it."""
    ex, scenario = sight.exercise, sight.exercise.scenario
    people = tuple(
        (k, p.title, p.brief, p.answers) for k, p in scenario.personas.items()
    )
    calls = [
        _phone(sight, one) for one in ex.msel.lines.values()
        if one.inject.by == "phone" and one.state in ("delivered", "waiting", "planned", "armed")
    ]  # fmt: skip
    calls.sort(key=lambda one: (one.due is None, one.due or 0))
    asked = tuple(
        one for one in letters(sight, "response", len(ex.journal)) if not one.mine
    )
    return Cell(people, tuple(calls), asked)


def _phone(sight: Sight, one: Running) -> Phone:
    ex, call = sight.exercise, sight.book.calls.get(one.key)
    entry = ex.journal.entry(one.entry) if one.entry else None
    script = text_of(entry.body["text"]) if entry else one.inject.text
    state = call.body["action"]["state"] if call else "due" if entry else "later"
    return Phone(one.key, one.entry, ex.msel.sender(one.inject.sender), one.to, script,
                 one.inject.note or one.inject.controller, one.due, state)  # fmt: skip
