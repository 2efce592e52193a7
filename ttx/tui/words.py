"""How the screens put times, ages, trends and people into words.

Never decides anything and never holds a widget.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from textual.content import Content

from ttx.live.seat import ClockFace
from ttx.moment import MINUTE, ago, offset
from ttx.text import FILTERS, Text, clean, number, say
from ttx.view import Letter, Picture, Reading, Round

_BARS = "▁▂▃▄▅▆▇█"


def plain(text: Text, lang: str) -> str:
    """What a scenario or a player wrote, without control characters."""
    return clean(text.of(lang))


def spark(values: tuple[float, ...], width: int = 8) -> str:
    """The latest values as a row of bars, lowest to highest."""
    last = values[-width:]
    if len(last) < 2:
        return ""
    low, high = min(last), max(last)
    if low == high:
        return "─" * len(last)
    top = len(_BARS) - 1
    return "".join(_BARS[round((value - low) / (high - low) * top)] for value in last)


def direction(values: tuple[float, ...], lang: str) -> str:
    """Rising, falling or level, as a word: colour and form are never enough."""
    if len(values) < 2 or values[-1] == values[-2]:
        return say(lang, "level") if len(values) > 1 else ""
    return say(lang, "rising") if values[-1] > values[-2] else say(lang, "falling")


def source(reading: Reading, lang: str) -> str:
    """Who or what said so; "seen" where the table sees it itself."""
    if reading.value is None:
        return say(lang, "not reported")
    told = plain(reading.heard, lang) or say(lang, "seen here")
    return f"{say(lang, '(after intervention)')} {told}" if reading.overruled else told


def age(reading: Reading, picture: Picture) -> str:
    """How old the figure is at this seat, as hours and minutes."""
    return "" if reading.value is None else ago(picture.knows - picture.as_of(reading))


def title_of(seat: str, picture: Picture, lang: str) -> str:
    """The name of a table or seat as people say it; `2:leader` is that of a group."""
    group, _, rest = seat.rpartition(":")
    if group:
        who = title_of(rest, picture, lang)
        return say(lang, "group {number}, {who}", number=group, who=who)
    names = dict((*picture.people, *picture.groups))
    if seat in names:
        return plain(names[seat], lang)
    if seat == "leader":
        return say(lang, "exercise control")
    return {
        "response": say(lang, "response cell"),
        "evaluator": say(lang, "the evaluator"),
    }.get(seat, clean(seat))


def channel(letter: Letter, picture: Picture, lang: str) -> str:
    """The channel by its own title, or by its plain name."""
    return channel_word(letter.channel, picture, lang)


def channel_word(name: str, picture: Picture, lang: str) -> str:
    """The title of a channel of this scenario, or the program's word for it."""
    for known, title in picture.channels:
        if known == name:
            return plain(title, lang)
    return say(lang, name) if name else ""


def move_name(move: Round, lang: str) -> str:
    """`Move 2/3 Fuel`."""
    return say(
        lang,
        "Move {number}/{of} {title}",
        number=move.number,
        of=move.of,
        title=plain(move.title, lang),
    ).rstrip()


def left(face: ClockFace, lang: str) -> str:
    """Real minutes left of the talk, in words."""
    if face.left is None:
        return ""
    minutes, rest = divmod(abs(face.left) // 1000, 60)
    if face.left < 0:
        return say(lang, "{count} min over time", count=minutes)
    if minutes < 5:
        return say(lang, "{clock} min left", clock=f"{minutes}:{rest:02d}")
    return say(lang, "{count} min left", count=minutes)


def standing(face: ClockFace, picture: Picture, lang: str) -> str:
    """STANDS, or how fast the exercise clock runs, always in words."""
    if picture.no_play:
        return say(lang, "NO PLAY")
    if picture.over or face.state == "over":
        return say(lang, "EXERCISE ENDED")
    if not picture.started or waits_to_start(face, picture):
        return say(lang, "NOT STARTED")
    if face.state == "paused":
        why = clean(face.reason)
        return say(lang, "PAUSED: {why}", why=why) if why else say(lang, "PAUSED")
    if face.state == "computing":
        return say(lang, "COMPUTING {share} %", share=round(face.progress * 100))
    if face.state == "runs":
        if face.speed == 0:
            return say(lang, "RUNS AS FAST AS IT GOES")
        if face.waits and picture.kind == "table" and picture.unread:
            return say(lang, "RUNS x1: A MESSAGE WAITS FOR YOU")
        if face.waits:
            return say(lang, "RUNS x1: AN ANSWER IS AWAITED")
        decimals = 0 if face.speed == round(face.speed) else 1
        return say(lang, "RUNS x{speed}", speed=number(face.speed, lang, decimals))
    return say(lang, "CLOCK STANDS")


def waits_to_start(face: ClockFace, picture: Picture) -> bool:
    """Whether running time has never run yet."""
    still = face.state == "paused" and not face.reason
    return picture.pace == "running" and still and face.now <= 0


def due(picture: Picture, at: int) -> str:
    """A planned moment in a few cells: `D+1 10:00` where a day D is declared, else T+."""
    at -= at % MINUTE
    day = picture.calendar.day(at)
    return f"{day} {picture.calendar.clock(at):%H:%M}" if day else offset(at)


def for_control(picture: Picture) -> int:
    """How many letters to exercise control itself nobody has read yet."""
    return sum(
        "leader" in one.to and not (one.acknowledged or one.mine or one.retracted)
        for one in picture.letters
    )


def when(picture: Picture, at: int, lang: str) -> str:
    """A moment as the exercise's own date and time."""
    return picture.calendar.label(at, lang)


def moment(picture: Picture, at: int, lang: str) -> str:
    """Date, time and T+, for where there is room."""
    day = picture.calendar.day(at)
    return " ".join(filter(None, (when(picture, at, lang), since(at), day)))


def amount(value: float, lang: str) -> str:
    """A number with a decimal only where it is small and has one."""
    if math.isinf(value):
        return say(lang, "no limit")
    small = abs(value) < 10 and value != round(value)
    return number(value, lang, 1 if small else 0)


def known(values: Sequence[float], style: str, lang: str) -> str:
    """Values in a row, oldest first: shares and switches as the figure itself is written."""
    write = FILTERS[style] if style in ("percent", "yes") else amount
    return " → ".join(write(value, lang) for value in values)


def since(at: int) -> str:
    """`T+6:30`: whole minutes since STARTEX."""
    return offset(at - at % MINUTE)


def minutes(text: str) -> int:
    """Whole minutes as typed, in milliseconds; ValueError if it is no number."""
    return round(float(text.replace(",", "."))) * MINUTE


def crop(text: str, width: int) -> str:
    """One line of exactly `width` cells, with an ellipsis where it is cut."""
    flat = " ".join(text.split())
    cut = Content(flat).truncate(max(width, 0), ellipsis=True).plain
    return cut + " " * (width - Content(cut).cell_length)
