"""Reading 1: what one seat may see now, and how old it is.

Made from the exercise and its logbook, whole, each time. It changes nothing, and what
a table has not been told yet is not in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ttx.errors import Refusal
from ttx.exercise import Exercise, staff
from ttx.exercise_reporting import heard_by, seen_by
from ttx.journal import Draft, Entry
from ttx.logbook import Logbook
from ttx.scenario import Option, Show, Table
from ttx.text import FILTERS, Text
from ttx.view import (
    Asked,
    Choice,
    Decided,
    Letter,
    Picture,
    Reading,
    Round,
    Spoken,
    Written,
)

Cards = tuple[tuple[str, Text, Text], ...]
AT_ONCE = Text()


@dataclass(slots=True)
class Sight:
    """An exercise with its logbook: what all pictures are made from."""

    exercise: Exercise
    cards: Cards = ()
    book: Logbook = field(default_factory=Logbook)
    version: int = 0

    def refresh(self) -> None:
        """Read on in the journal; a new version of every picture."""
        self.book.take(self.exercise.journal.since(self.book.seen))
        self.version += 1

    def cut(self) -> tuple[int, int]:
        """(exercise time, entry) up to which the tables have been told."""
        ex = self.exercise
        if ex.scenario.pace == "moves" and ex.state in ("run", "preview"):
            return ex.run_from
        return ex.now, len(ex.journal)


def see(sight: Sight, seat: str) -> Picture:
    """The whole picture of one seat, as it is now."""
    from ttx.picture_staff import book_of, cell_of, desk_of

    ex, table = sight.exercise, sight.exercise.scenario.table(seat)
    kind = "table" if table else "evaluator" if seat.startswith("evaluator") else seat
    told = kind == "table"
    knows, until = sight.cut() if told else (ex.now, len(ex.journal))
    scenario = ex.scenario
    return Picture(
        seat=seat, kind=kind, title=ex.title_of(seat), scenario=scenario.title,
        marking=scenario.marking, calendar=scenario.calendar, version=sight.version,
        now=ex.now, knows=knows, pace=scenario.pace, stands=stands(ex),
        started=bool(sight.book.ran) or scenario.pace == "running", over=ex.over,
        move=_round(ex), next_moves=_next_moves(ex),
        readings=_readings(sight, table, knows, until),
        letters=letters(sight, seat, until),
        choices=_choices(ex, table) if table else (),
        decided=_decided(sight, seat) if table else (),
        board=_board(sight, seat), contacts=_contacts(sight, seat),
        committed=ex.committed.get(seat, False), talking=talking(ex),
        people=tuple((t.id, t.title) for t in scenario.tables)
        + tuple((key, one.title) for key, one in scenario.personas.items()),
        no_play=ex.no_play, model_off=ex.course.model_off and not told,
        revealed=tuple(ex.revealed), briefing=scenario.briefing,
        ground_rules=scenario.ground_rules, artificialities=scenario.artificialities,
        guide=scenario.guide, hot_wash=scenario.hot_wash if ex.over else (),
        reflections=_reflections(sight, seat),
        channels=tuple((key, one.title) for key, one in scenario.channels.items()),
        desk=desk_of(sight) if kind == "leader" else None,
        cell=cell_of(sight) if kind == "response" else None,
        book=book_of(sight) if kind == "evaluator" else None,
    )  # fmt: skip


def stands(ex: Exercise) -> bool:
    """Whether the world stands still between what people say."""
    return ex.over or (ex.scenario.pace == "moves" and ex.state != "run")


def talking(ex: Exercise) -> tuple[str, ...]:
    """The tables that have not committed yet."""
    if ex.state not in ("talk", "commit"):
        return ()
    return tuple(
        t.id for t in ex.scenario.tables
        if not ex.committed.get(t.id) and not ex.policies.get(t.id)
    )  # fmt: skip


def _round(ex: Exercise) -> Round | None:
    move = ex.move
    if move is None:
        return None
    number = ex.scenario.moves.index(move) + 1
    return Round(move.id, move.title, number, len(ex.scenario.moves), ex.state, move.at,
                 move.talk, move.brief, move.questions, move.house_rules)  # fmt: skip


def _next_moves(ex: Exercise) -> tuple[tuple[str, Text, int], ...]:
    at = ex.move.at if ex.move else None
    return tuple(
        (m.id, m.title, m.at) for m in ex.scenario.moves if at is None or m.at > at
    )


# --- figures ---------------------------------------------------------------------


def figure(value: float, show: Show) -> Text:
    """A number with its unit, as each language writes it."""

    def one(lang: str) -> str:
        return f"{FILTERS[show.style](value, lang)} {show.unit.of(lang)}".strip()

    return Text(one("nl"), one("en"))


NOTHING = Text("geen melding", "no report")


def _readings(sight: Sight, table: Table | None, knows: int, until: int) -> tuple[Reading, ...]:
    ex = sight.exercise
    shown = ex.reporting.shown
    if table is None:
        return tuple(_true(sight, gauge) for gauge in shown)
    sees = seen_by(table, ex.scenario, shown)
    granted = [g for g in shown if table.id in ex.course.granted.get(g, ())]
    open_ = "sensitive" in ex.revealed
    made = [_seen(sight, g, knows) for g in dict.fromkeys([*sees, *granted])]
    made += [
        _heard(sight, table, gauge, line.hears.source, until)
        for line in heard_by(table, ex.scenario, shown)
        for gauge in line.gauges
        if gauge not in sees
    ]
    return tuple(one for one in made if open_ or not _sensitive(sight, one.gauge))


def _sensitive(sight: Sight, gauge: str) -> bool:
    show = sight.exercise.msel.show(gauge)
    return sight.exercise.world.gauges[gauge].sensitive or (show is not None and show.sensitive)


def _seen(sight: Sight, gauge: str, knows: int) -> Reading:
    ex = sight.exercise
    course = sight.book.course.get(gauge, [])
    past = [value for at, value in course if at <= knows]
    value = ex.course.shown(gauge) if knows == ex.now else (past[-1] if past else None)
    if gauge in ex.course.overrides:
        value = ex.course.overrides[gauge]
    return _reading(sight, gauge, value, knows, AT_ONCE, tuple(past[-12:]))


def _heard(sight: Sight, table: Table, gauge: str, source: Text, until: int) -> Reading:
    known = sight.book.known(table.id, gauge, until)
    if known is None:
        return _reading(sight, gauge, None, 0, source or NOTHING, ())
    return _reading(sight, gauge, known.value, known.true_at, source or Text("melding", "report"),
                    tuple(known.past))  # fmt: skip


def _true(sight: Sight, gauge: str) -> Reading:
    ex = sight.exercise
    value = ex.course.shown(gauge)
    past = tuple(v for _, v in sight.book.course.get(gauge, [])[-12:])
    made = _reading(sight, gauge, value, ex.now, AT_ONCE, past, True)
    return made


def _reading(sight: Sight, gauge: str, value: float | None, at: int, heard: Text,
             trend: tuple[float, ...], truth: bool = False) -> Reading:  # fmt: skip
    ex = sight.exercise
    show = ex.msel.show(gauge) or Show(title=ex.world.gauges[gauge].says)
    instance = next((t for t in ex.scenario.tables if t.instance and f".{t.instance}." in f".{gauge}."), None)
    title = show.title
    if instance and gauge not in ex.scenario.gauges:
        title = Text(f"{title.nl}, {instance.title.nl}", f"{title.en}, {instance.title.en}")
    return Reading(
        gauge, title, NOTHING if value is None else figure(value, show), value, at, heard,
        trend, show.says or ex.world.gauges[gauge].says, show.better or "",
        gauge in ex.scenario.headlines, truth and gauge in ex.course.overrides,
        ex.world.read(gauge) if truth else None, truth and ex.msel.odd(gauge),
    )  # fmt: skip


# --- messages --------------------------------------------------------------------


def letters(sight: Sight, seat: str, until: int) -> tuple[Letter, ...]:
    """The messages of a seat: received and sent, oldest first."""
    made = []
    for entry in sight.book.delivered:
        if entry.seq > until:
            continue
        mine = _author(sight, entry) == seat
        if mine or seat == "leader" or seat in entry.body["to"]:
            made.append(letter(sight, entry, seat, mine))
    return tuple(made)


def _author(sight: Sight, entry: Entry) -> str:
    cause = entry.body["cause"]
    if entry.body["inject"] or not isinstance(cause, int):
        return ""
    asked = sight.exercise.journal.entry(cause)
    kinds = ("Message", "Improvise", "Script")
    if asked is None or asked.body.get("action", {}).get("kind") not in kinds:
        return ""
    return str(asked.body["by"])


def letter(sight: Sight, entry: Entry, seat: str, mine: bool = False) -> Letter:
    """One delivered entry as a letter of a seat."""
    body, book = entry.body, sight.book
    asked = sight.exercise.journal.entry(body["cause"]) if isinstance(body["cause"], int) else None
    action = asked.body.get("action", {}) if asked else {}
    handled = book.handled.get(entry.seq) or (book.handled.get(asked.seq) if asked else None)
    step = handled.body["action"] if handled else {}
    readers = book.read_by.get(entry.seq, [])
    read = seat in readers if seat != "leader" else set(body["to"]) <= set(readers)
    return Letter(
        entry.seq, entry.at, body["kind"] if body["kind"] in _KINDS else "inject",
        _text(body["sender"]), tuple(body["to"]), body["channel"], _text(body["title"]),
        _text(body["text"]), body["inject"], read, mine, body["inject"] in book.retracted,
        step.get("state", "asked") if body["kind"] == "request" else "",
        step.get("owner", ""), action.get("reply_to"),
    )  # fmt: skip


_KINDS = ("message", "request", "reply", "answer", "script")


def _text(pair: dict[str, str]) -> Text:
    return Text(pair.get("nl", ""), pair.get("en", ""))


# --- options and decisions ---------------------------------------------------------


def choice(option: str, planned: Option, ex: Exercise, table: Table | None) -> Choice:
    """An option as a seat may see it."""
    asks = tuple(
        Asked(name, ask.title, ask.unit, *(ask.number or (0.0, 0.0)),
              tuple(ask.choice.items()), ask.default)
        for name, ask in planned.asks.items()
    )  # fmt: skip
    blocked: Refusal | None = ex.decisions.blocked(option, table) if table else None
    agree = tuple(ex.decisions._title(one) for one in planned.agree)
    return Choice(option, planned.title, planned.text, planned.cost, planned.offer, asks,
                  planned.words, agree, blocked)  # fmt: skip


def _choices(ex: Exercise, table: Table) -> tuple[Choice, ...]:
    return tuple(
        choice(name, option, ex, table)
        for name, option in ex.scenario.options.items()
        if {table.team, table.id} & set(option.who) and option.offer != "excon-only"
    )


def propose(sight: Sight, seat: str, text: str) -> tuple[Choice, ...]:
    """What a typed decision could mean: this seat's options, the likeliest first."""
    ex, table = sight.exercise, sight.exercise.scenario.table(seat)
    mine = _choices(ex, table) if table else tuple(
        choice(name, option, ex, None) for name, option in ex.scenario.options.items()
    )  # fmt: skip
    words = _stems(text)
    scored = [(sum(word in _stems(_spoken(one)) for word in words), one) for one in mine]
    found = [(score, one) for score, one in scored if score > 0]
    return tuple(one for _, one in sorted(found, key=lambda pair: -pair[0])[:5])


def _spoken(one: Choice) -> str:
    return " ".join([one.title.nl, one.title.en, *one.words, one.option.replace("-", " ")])


def _stems(text: str) -> list[str]:
    words = "".join(c.lower() if c.isalnum() else " " for c in text).split()
    return list(dict.fromkeys(word[:5] for word in words if len(word) > 2))


def _decided(sight: Sight, seat: str) -> tuple[Decided, ...]:
    entered = [decided(sight, e) for e in sight.book.decided if e.body["by"] == seat]
    typed = [drafted(sight, one) for one in sight.exercise.journal.drafts(seat)]
    return (*entered, *typed)


def decided(sight: Sight, entry: Entry) -> Decided:
    """An entered decision, and what became of it."""
    action, book, ex = entry.body["action"], sight.book, sight.exercise
    option = action.get("option", "")
    ruling = book.ruled.get(entry.seq)
    refused = entry.body["refusal"] is not None
    state = (
        "refused" if refused
        else "rescinded" if entry.seq in book.rescinded
        else "ruled" if ruling
        else "entered" if option
        else "waiting"
    )  # fmt: skip
    said = ruling.body["action"].get("text", "") if ruling else ""
    works = [one.works_at for one in ex.decisions.taken if one.entry == entry.seq]
    return Decided(
        entry.seq, entry.body["by"], entry.at, action.get("text", ""), _title(ex, option),
        option, state, action.get("takes_effect"), works[-1] if works else None,
        action.get("agreed", ""), action.get("why", ""), Text(said, said),
        action["kind"] == "StandingOrder", entry.body["hand"], _move_at(sight, entry.seq),
    )  # fmt: skip


def drafted(sight: Sight, draft: Draft) -> Decided:
    """A draft as its table sees it."""
    action, ex = draft.action, sight.exercise
    option = action.get("option", "")
    text = action.get("text", "") or action.get("why", "")
    return Decided(draft.number, draft.by, ex.now, text, _title(ex, option), option, "draft",
                   action.get("takes_effect"), None, action.get("agreed", ""),
                   action.get("why", ""), Text(), action["kind"] == "StandingOrder",
                   "person", ex.move.id if ex.move else "")  # fmt: skip


def _title(ex: Exercise, option: str) -> Text:
    planned = ex.scenario.options.get(option)
    return planned.title if planned else Text()


def _move_at(sight: Sight, seq: int) -> str:
    before = [e.body["move"] for e in sight.book.ran if e.seq <= seq]
    return before[-1] if before else ""


# --- the table's own pages -----------------------------------------------------------


def _board(sight: Sight, seat: str) -> tuple[Written, ...]:
    return tuple(
        Written(e.seq, e.at, e.body["action"]["column"], e.body["action"]["text"])
        for e in sight.book.notes if e.body["by"] == seat
    )  # fmt: skip


def _contacts(sight: Sight, seat: str) -> tuple[Spoken, ...]:
    made = []
    for entry in sight.book.contacts:
        if entry.body["by"] == seat or staff(seat):
            a = entry.body["action"]
            made.append(Spoken(entry.seq, entry.at, entry.body["by"], a["with_whom"],
                               a.get("how", "in person"), a["about"], a.get("outcome", "")))  # fmt: skip
    return tuple(made)


def _reflections(sight: Sight, seat: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (e.body["action"]["question"], e.body["action"]["text"])
        for e in sight.book.reflected if e.body["by"] == seat
    )  # fmt: skip
