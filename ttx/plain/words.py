"""How line mode says what a seat sees: one plain sentence per line.

Never decides anything.
"""

from __future__ import annotations

from collections.abc import Sequence

from ttx.live.seat import ClockFace
from ttx.moment import ago, offset
from ttx.text import Text, clean, number, say
from ttx.view import Choice, Decided, Letter, Picture, Reading, Step


def plain(text: Text, lang: str) -> str:
    """What a scenario or a player wrote, without control characters."""
    return clean(text.of(lang))


def title_of(seat: str, picture: Picture, lang: str) -> str:
    """The name of a table or seat as people say it."""
    names = dict((*picture.people, *picture.groups))
    if seat in names:
        return plain(names[seat], lang)
    known = {
        "leader": "exercise control",
        "response": "response cell",
        "evaluator": "the evaluator",
    }
    return say(lang, known[seat]) if seat in known else clean(seat)


def standing(face: ClockFace, picture: Picture, lang: str) -> str:
    """Whether the clock stands or how fast it runs, in words."""
    if picture.no_play:
        return say(lang, "NO PLAY")
    if picture.over or face.state == "over":
        return say(lang, "The exercise has ended")
    unmoved = picture.pace == "running" and face.state == "paused" and face.now <= 0
    if not picture.started or (unmoved and not face.reason):
        return say(lang, "The exercise has not started")
    if face.state == "paused":
        return say(lang, "Paused {why}", why=clean(face.reason)).rstrip()
    if face.state == "computing":
        return say(lang, "Computing, {share} percent", share=round(face.progress * 100))
    if face.state == "runs" and face.waits:
        return say(lang, "The clock runs slowly: a message asks for an answer")
    if face.state == "runs":
        return say(
            lang, "The clock runs, {speed} times", speed=number(face.speed, lang)
        )
    return say(lang, "The clock stands")


def reading_line(one: Reading, picture: Picture, lang: str) -> str:
    """`Free ICU beds: 2, 0:20 ago, from head of ICU, falling.`"""
    title = plain(one.title, lang)
    if one.value is None:
        return say(lang, "{title}: not reported.", title=title)
    parts = [
        f"{title}: {plain(one.shown, lang)}",
        say(lang, "{age} ago", age=ago(picture.knows - picture.as_of(one))),
        plain(one.heard, lang) or say(lang, "seen here"),
    ]
    if len(one.trend) > 1 and one.trend[-1] != one.trend[-2]:
        rising = one.trend[-1] > one.trend[-2]
        parts.append(say(lang, "rising") if rising else say(lang, "falling"))
    if one.overruled:
        parts.append(say(lang, "after intervention"))
    if one.odd:
        parts.append(say(lang, "outside band"))
    if one.truth is not None and "truth" in picture.revealed:
        parts.append(say(lang, "in truth {value}", value=number(one.truth, lang)))
    return ", ".join(parts) + "."


def letter_line(one: Letter, picture: Picture, lang: str) -> str:
    """`10:30, from Home care: Room for six? Unread.`"""
    clock = f"{picture.calendar.clock(one.at):%H:%M}"
    if one.mine:
        to = ", ".join(title_of(name, picture, lang) for name in one.to)
        who = say(lang, "to {who}", who=to)
    else:
        who = say(lang, "from {who}", who=plain(one.sender, lang))
    title = plain(one.title, lang) or plain(one.text, lang)
    head = f"{clock}, {who}: {title}"
    parts: list[str] = []
    if one.written is not None:
        written = f"{picture.calendar.clock(one.written):%H:%M}"
        parts.append(say(lang, "Written {clock}", clock=written))
    if one.fate:
        parts.append(_fate(one, picture, lang))
    if one.retracted:
        parts.append(say(lang, "Retracted by exercise control"))
    elif one.state:
        parts.append(say(lang, "Request: {state}", state=say(lang, one.state)))
    elif not (one.mine or one.acknowledged):
        parts.append(say(lang, "Unread"))
    ended = head if head.endswith((".", "?", "!")) else f"{head}."
    return " ".join((ended, *(f"{part}." for part in parts)))


def _fate(one: Letter, picture: Picture, lang: str) -> str:
    """What became of a message on its way: for exercise control alone."""
    if one.fate == "underway" and one.due is not None:
        clock = f"{picture.calendar.clock(one.due):%H:%M}"
        return say(lang, "Under way until {clock}", clock=clock)
    return say(lang, "Lost" if one.fate == "lost" else "Waits for its channel")


def steps_of(steps: Sequence[Step], picture: Picture, lang: str) -> list[str]:
    """`10:45, owned, Home care: head of beds.`, a line for each step of a request."""
    lines = []
    for one in steps:
        clock = f"{picture.calendar.clock(one.at):%H:%M}"
        who = title_of(one.by, picture, lang)
        more = ". ".join(filter(None, (clean(one.owner), clean(one.text))))
        line = f"{clock}, {say(lang, one.state)}, {who}"
        lines.append(f"{line}: {more}." if more else f"{line}.")
    return lines


def decision_line(one: Decided, picture: Picture, lang: str) -> str:
    """`07:40, scale up (Crisis team meets): entered.`"""
    title, text = plain(one.title, lang), clean(one.text)
    words = f"{text} ({title})" if text and title and text != title else text or title
    clock = f"{picture.calendar.clock(one.at):%H:%M}"
    told = f"{clock}, {words or one.option}: {say(lang, one.state)}."
    if one.takes_effect is not None:
        since = picture.calendar.label(one.takes_effect, lang)
        told += " " + say(lang, "In effect from {when}.", when=since)
    if one.on_paper is not None:
        when = picture.calendar.label(one.on_paper, lang)
        told += " " + say(lang, "From paper, decided {when}.", when=when)
    if one.answer:
        told += " " + say(
            lang, "Exercise control: {text}", text=plain(one.answer, lang)
        )
    return told


def choice_line(one: Choice, lang: str) -> str:
    """`Order diesel (order-diesel litres=5000). Price: ...`"""
    asks = "".join(f" {ask.name}={_default(ask.default)}" for ask in one.asks)
    told = f"{plain(one.title, lang)} ({one.option}{asks})."
    if one.cost:
        cost = plain(one.cost, lang).rstrip(".")
        told += " " + say(lang, "Price: {cost}.", cost=cost)
    if one.agree:
        who = ", ".join(plain(name, lang) for name in one.agree)
        told += " " + say(lang, "Needs the agreement of: {who}.", who=who)
    if one.inform:
        who = ", ".join(plain(name, lang) for name in one.inform)
        told += " " + say(lang, "To be told: {who}.", who=who)
    if one.blocked:
        told += " " + say(lang, "Not now: {why}", why=one.blocked.sentence(lang))
    return told


def _default(value: float | str | None) -> str:
    return f"{value:g}" if isinstance(value, float | int) else value or "..."


def moment(picture: Picture, at: int, lang: str) -> str:
    """Exercise date and time, and T+."""
    return f"{picture.calendar.label(at, lang)}, {offset(at)}"
