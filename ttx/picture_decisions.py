"""Options and decisions as a seat sees them: open, drafted, entered, ruled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ttx.errors import Refusal
from ttx.exercise import Exercise
from ttx.exercise_slips import is_slip
from ttx.journal import Draft, Entry
from ttx.picture_sight import NO_POST, Sight, figure
from ttx.scenario import Option, Show, Table
from ttx.text import Text
from ttx.view import Asked, Choice, Decided


def choice(option: str, planned: Option, ex: Exercise, table: Table | None) -> Choice:
    """An option as a seat may see it."""
    asks = tuple(
        Asked(name, ask.title, ask.unit, *(ask.number or (0.0, 0.0)),
              tuple(ask.choice.items()), ask.default)
        for name, ask in planned.asks.items()
    )  # fmt: skip
    blocked: Refusal | None = ex.decisions.blocked(option, table) if table else None
    agree = tuple(ex.decisions.title(one) for one in planned.agree)
    inform = tuple(ex.decisions.title(one) for one in planned.inform)
    return Choice(option, planned.title, planned.text, planned.cost, planned.offer, asks,
                  planned.words, agree, inform, blocked)  # fmt: skip


def choices(sight: Sight, table: Table) -> tuple[Choice, ...]:
    """The options of a table, each with why it cannot be taken now."""
    mine = sight.once(("own options", table.id), 0, lambda: _own(sight, table))
    blocked = [sight.exercise.decisions.blocked(one.option, table) for one in mine]
    return sight.once(("choices", table.id), blocked, lambda: tuple(
        replace(one, blocked=why) if why else one
        for one, why in zip(mine, blocked, strict=True)
    ))  # fmt: skip


def _own(sight: Sight, table: Table) -> list[Choice]:
    return [
        offered(sight, name, option)
        for name, option in sight.exercise.scenario.options.items()
        if option.offer != "excon-only" and {table.team, table.id} & set(option.who)
    ]


def offered(sight: Sight, name: str, option: Option) -> Choice:
    """An option as exercise control sees it: made once, it never changes."""
    if name not in sight.options:
        sight.options[name] = choice(name, option, sight.exercise, None)
    return sight.options[name]


def propose(sight: Sight, seat: str, text: str) -> tuple[Choice, ...]:
    """What a typed decision could mean: this seat's options, the likeliest first.

    A word that few of the options bear says more than one that many bear.
    """
    ex, table = sight.exercise, sight.exercise.scenario.table(seat)
    mine = choices(sight, table) if table else tuple(
        offered(sight, name, one) for name, one in ex.scenario.options.items()
    )  # fmt: skip
    typed, spoken = (
        [*_stems(text), *_short(_words(text)), *_parted(text)],
        [[*_stems(_spoken(one)), *_short(one.words)] for one in mine],
    )
    share = Counter(word for words in spoken for word in words)
    scored = [
        (sum(1 / share[word] for word in typed if word in words), one)
        for words, one in zip(spoken, mine, strict=True)
    ]
    found = [(score, one) for score, one in scored if score > 0]
    return tuple(one for _, one in sorted(found, key=lambda pair: -pair[0])[:5])


def _spoken(one: Choice) -> str:
    return " ".join(
        [one.title.nl, one.title.en, *one.words, one.option.replace("-", " ")]
    )


def _words(text: str) -> list[str]:
    """The words of a text in small letters, without marks."""
    return "".join(c.lower() if c.isalnum() else " " for c in text).split()


def _stems(text: str) -> list[str]:
    told = [word[:5] for word in _words(text) if len(word) > 3 and word not in EVERYDAY]
    return list(dict.fromkeys(told))


def _short(words: Iterable[str]) -> list[str]:
    """Words of three letters, `bus`: they count where an option lists them by themselves."""
    told = (word.lower() for word in words)
    return [w for w in dict.fromkeys(told) if len(w) == 3 and w not in PARTICLES]


def _parted(text: str) -> list[str]:
    """Dutch verbs that stand apart, put together: `we zetten de liften uit` has uitzetten."""
    words = _words(text)
    apart = [one for one in words if one in PARTICLES]
    verbs = [one for one in words if len(one) > 2 and one not in PARTICLES]
    return list(dict.fromkeys((front + verb)[:5] for front in apart for verb in verbs))


PARTICLES = frozenset(
    "aan af bij door in mee om op over samen stil terug uit vast weg".split()
)
EVERYDAY = frozenset(
    "voor naar deze door niet maar onze over alle meer alles wordt worden moeten gaan"
    " twee drie vier vijf zeven acht tien dagen uren uur week weken vandaag vannacht"
    " with from that this they them will have more over into your tonight today"
    " three four five seven eight days hours hour week weeks".split()
)
"""Words that say nothing about what a decision means."""


def decisions_of(sight: Sight, seat: str) -> tuple[Decided, ...]:
    """What a seat decided, and its drafts."""
    drafts = sight.exercise.journal.drafts(seat)
    typed = [drafted(sight, one) for one in drafts if not is_slip(one)]
    return (*entered_by(sight, seat), *typed)


def entered_by(sight: Sight, seat: str) -> tuple[Decided, ...]:
    """What a seat (empty: any) decided, and what became of it; refusals too."""
    stands = sight.book.newest_but(*NO_POST), len(sight.exercise.decisions.taken)
    return sight.once(("decided", seat), stands, lambda: tuple(
        decided(sight, one) for one in sight.book.decided
        if not seat or one.body["by"] == seat
    ))  # fmt: skip


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
        _condition(ex, action), action.get("on_paper"),
    )  # fmt: skip


def drafted(sight: Sight, draft: Draft) -> Decided:
    """A draft as its table sees it."""
    action, ex = draft.action, sight.exercise
    option = action.get("option", "")
    text = action.get("text", "") or action.get("why", "")
    return Decided(draft.number, draft.by, ex.now, text, _title(ex, option), option, "draft",
                   action.get("takes_effect"), None, action.get("agreed", ""),
                   action.get("why", ""), Text(), action["kind"] == "StandingOrder",
                   "person", ex.move.id if ex.move else "", _condition(ex, action),
                   action.get("on_paper"), tuple(
                       (str(name), str(value)) for name, value in action.get("values", ())
                   ))  # fmt: skip


def _condition(ex: Exercise, action: dict[str, Any]) -> Text:
    """When a standing order acts, in words: `Diesel under 6 h`."""
    gauge = action.get("gauge", "")
    if not gauge or gauge not in ex.world.gauges:
        return Text()
    show = ex.msel.show(gauge) or Show(title=ex.world.gauges[gauge].says)
    edge = figure(float(action.get("value", 0.0)), show)
    under = action.get("comparison", "below") in ("below", "at_most")
    return Text(
        f"{show.title.of('nl')} {'onder' if under else 'boven'} {edge.nl}",
        f"{show.title.of('en')} {'under' if under else 'over'} {edge.en}",
    )


def _title(ex: Exercise, option: str) -> Text:
    planned = ex.scenario.options.get(option)
    return planned.title if planned else Text()


def _move_at(sight: Sight, seq: int) -> str:
    before = [e.body["move"] for e in sight.book.ran if e.seq <= seq]
    return before[-1] if before else ""
