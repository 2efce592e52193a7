"""Pages and their named parts, made from a seat's picture, once for all who look on.

What a part needs of the picture says when it has to be made anew; 50 browsers of one
table cost one making. Never decides what a seat may see: that is in its picture.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ttx.actions import REQUEST_STATES
from ttx.live.door import Pass
from ttx.live.seat import PLENARY, Seat
from ttx.moment import MINUTE, MONTHS, WEEKDAYS
from ttx.text import LANGUAGES, Text, say
from ttx.web.deeds_board import SPEEDS
from ttx.web.report_words import ReportTeller
from ttx.web.words import Teller

HERE = Path(__file__).parent
COLUMNS = {
    "know": "We know",
    "assume": "We assume",
    "unknown": "We do not know",
    "meaning": "Meaning and options",
    "action": "Actions",
}
WAYS = ("in person", "by phone", "by radio", "by courier")
ASKED = {
    "ours": "a request of ours to them",
    "theirs": "a request of theirs to us",
}
SORTS = ("strength", "gap", "risk", "idea")
RATINGS = {
    "P": "P: performed without challenges",
    "S": "S: performed with some challenges",
    "M": "M: performed with major challenges",
    "U": "U: unable to be performed",
    "in-time": "complete and in time",
    "partly": "partly or later",
    "not-done": "not done",
    "not-observed": "not observed",
}
REVEALS = {
    "hot-wash": "the tables' own accounts",
    "truth": "what was true beside what they knew",
    "influence": "the influence of decisions",
    "sensitive": "counts of deaths and the like",
    "debrief": "the debrief (CONCEPT)",
}
SHOWN = {
    "briefing": "the briefing of the move",
    "map": "the map",
    "decisions": "the decisions of all tables",
    "timeline": "the time line",
    "knew": "what was known beside what was true",
}
Needs = Callable[[Teller], object]


def _now(t: Teller) -> object:
    return t.picture.version, t.face


def _figures(t: Teller) -> object:
    p = t.picture
    return p.readings, p.knows // MINUTE, p.revealed, p.over


def _shared(t: Teller) -> object:
    return t.picture.shared, t.picture.knows // MINUTE, t.picture.over


def _post(t: Teller) -> object:
    return t.picture.letters, t.picture.over, t.picture.people


def _asked(t: Teller) -> object:
    p = t.picture
    return p.move, p.over, p.started, p.reflections, p.work and p.work.attendance


def _board(t: Teller) -> object:
    return t.picture.board, t.picture.decided, t.picture.over


def _contacts(t: Teller) -> object:
    return t.picture.contacts, t.picture.over, t.picture.people


def _decided(t: Teller) -> object:
    p = t.picture
    state = p.move.state if p.move else ""
    return p.decided, p.committed, p.over, p.choices, state, p.pace, p.started


def _book(t: Teller) -> object:
    return t.picture.book, t.picture.over


def _cell(t: Teller) -> object:
    return t.picture.cell, t.picture.over


def _desk(t: Teller) -> object:
    desk = t.picture.desk
    waits = desk and (desk.free, desk.contests, desk.preview, desk.disputes)
    return waits, t.picture.over


def _tables(t: Teller) -> object:
    return t.picture.desk and t.picture.desk.tables, t.picture.talking, t.picture.over


def _lines(t: Teller) -> object:
    return t.picture.desk and t.picture.desk.lines, t.picture.over


def _ties(t: Teller) -> object:
    return t.picture.letters, t.picture.book and [
        one.task for one in t.picture.book.tasks
    ]


def _plenary(t: Teller) -> object:
    p = t.picture
    return (p.plenary, t.face.shows, p.move, p.readings, p.knows // MINUTE, p.over, p.accounts)  # fmt: skip


def _steer(t: Teller) -> object:
    p, face = t.picture, t.face
    state = p.move.state if p.move else ""
    return p.over, p.pace, p.started, state, p.model_off, face.state, face.speed


def _hand(t: Teller) -> object:
    p = t.picture
    return p.over, [one for one in p.readings if one.overruled]


def _cards(t: Teller) -> object:
    return t.picture.over, t.picture.desk and t.picture.desk.cards


PARTS: dict[str, Needs] = {
    "status": _now, "alerts": _now, "situation": _figures, "messages": _post,
    "questions": _asked, "board": _board, "contacts": _contacts, "decide": _decided,
    "shared": _shared, "newest": _post, "gauges": _figures, "decided": _decided, "observe": _ties, "tasks": _book,
    "noted": _book, "calls": _cell, "personas": _cell, "coach": lambda t: t.picture.coaching,
    "plenary": _plenary, "keys": _now, "tables": _tables, "desk": _desk, "msel": _lines,
    "inject": _cards, "lobby": _now, "show": _now, "post": _post, "steer": _steer, "hand": _hand,
}  # fmt: skip
"""Every part, and what it is made of."""
PAGES: dict[str, tuple[str, ...]] = {
    "table": (
        "situation",
        "shared",
        "messages",
        "questions",
        "board",
        "contacts",
        "decide",
    ),
    "display": ("newest", "gauges", "questions", "decided"),
    "evaluator": ("observe", "tasks", "noted", "contacts"),
    "response": ("calls", "messages", "personas"),
    "facilitator": ("coach", "questions", "gauges", "decided"),
    "plenary": ("plenary",),
    "board": (
        "keys",
        "steer",
        "tables",
        "desk",
        "hand",
        "inject",
        "msel",
        "lobby",
        "show",
        "post",
    ),
    "controller": ("tables", "desk", "inject", "msel"),
}
"""Every page with its parts, beside the status and what is wrong."""
ALWAYS = ("status", "alerts")
LIKE = {"director": "board", "observer": "plenary"}
"""Roles that see another role's page."""
FILES = {"controller": "board"}
"""Pages that are laid out as another: the same, with fewer parts."""


@dataclass(slots=True)
class _Made:
    """The parts of one seat in one language, with what each was made of."""

    version: int = -1
    face: object = None
    parts: dict[str, str] = field(default_factory=dict)
    needs: dict[str, object] = field(default_factory=dict)


class Pages:
    """The templates, and what was made of them."""

    def __init__(self, title: Text, marking: Text, groups: int) -> None:
        self._title, self._marking, self._groups = title, marking, groups
        self._made: dict[tuple[Pass, str], _Made] = {}
        self.blank = f"@{secrets.token_hex(12)}@"
        self.static = {
            path.name: path.read_bytes() for path in (HERE / "static").iterdir()
        }
        whole = b"".join(self.static[name] for name in sorted(self.static))
        self.stamp = hashlib.sha256(whole).hexdigest()[:12]
        self._jinja = Environment(
            loader=FileSystemLoader(HERE / "pages"), autoescape=True,
            undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip

    # --- parts -----------------------------------------------------------------

    def page_of(self, role: str) -> str:
        """The page that a role looks at."""
        return LIKE.get(role, role)

    def parts(self, given: Pass, seat: Seat, lang: str) -> dict[str, str]:
        """All parts of a seat's page as they are now; made anew where they changed."""
        picture, face = seat.picture(), seat.face()
        made = self._made.setdefault((given, lang), _Made())
        if (made.version, made.face) == (picture.version, face):
            return made.parts
        teller = ReportTeller(picture, face, lang)
        parts = dict(made.parts)
        for name in (*ALWAYS, *PAGES[self.page_of(given.role)]):
            needs = PARTS[name](teller)
            if name not in parts or made.needs.get(name) != needs:
                parts[name] = self.part(name, teller, given, seat)
                made.needs[name] = needs
        made.version, made.face, made.parts = picture.version, face, parts
        return parts

    def part(self, name: str, teller: Teller, given: Pass, seat: Seat) -> str:
        """One part, made now."""
        about = self._about(teller.lang) | self._held(teller, given)
        template = self._jinja.get_template(f"parts/{name}.html")
        return template.render(about, present=seat.present())

    def _held(self, teller: Teller, given: Pass) -> dict[str, Any]:
        return {
            "t": teller, "p": teller.picture, "face": teller.face, "role": given.role,
            "group": given.group, "page": self.page_of(given.role),
        }  # fmt: skip

    # --- pages -----------------------------------------------------------------

    def whole(self, given: Pass, seat: Seat, lang: str, name: Text,
              notice: tuple[str, str, str] = ("", "", ""), ask: str = "") -> str:  # fmt: skip
        """A seat's whole page.

        `notice` is (what became of it: done or refused, a sentence, what was typed);
        `ask` is the page of a question that comes first.
        """
        page = self.page_of(given.role)
        parts = {n: Markup(one) for n, one in self.parts(given, seat, lang).items()}
        teller = ReportTeller(seat.picture(), seat.face(), lang)
        about = self._about(lang) | self._held(teller, given)
        html = self._jinja.get_template(f"{FILES.get(page, page)}.html").render(
            about, parts=parts, page=page, name=name.of(lang), notice=notice, ask=Markup(ask),
            anchor=json.dumps(anchor(teller)), script_words=json.dumps(script_words(lang)),
            seat_key=f"{given.group}/{given.role}/{given.seat}",
        )  # fmt: skip
        return html.replace(self.blank, secrets.token_hex(8))

    def plain(self, template: str, lang: str, **more: object) -> str:
        """A page or piece that belongs to no part."""
        html = self._jinja.get_template(template).render(self._about(lang), **more)
        return html.replace(self.blank, secrets.token_hex(8))

    def piece(self, template: str, teller: Teller, given: Pass, **more: object) -> str:
        """A piece of a seat's page that is asked for by itself."""
        about = self._about(teller.lang) | self._held(teller, given)
        return self._jinja.get_template(template).render(about, **more)

    def filled(self, html: str) -> str:
        """A page with an id for its forms: the same form sent twice is done once."""
        return html.replace(self.blank, secrets.token_hex(8))

    def _about(self, lang: str) -> dict[str, Any]:
        def words(english: str, **params: object) -> str:
            return say(lang, english, **params)

        return {
            "_": words, "lang": lang, "languages": LANGUAGES, "command": self.blank,
            "exercise": self._title.of(lang), "marking": self._marking.of(lang),
            "groups": self._groups, "stamp": self.stamp, "board_columns": COLUMNS, "ways": WAYS,
            "states": REQUEST_STATES, "asked": ASKED, "sorts": SORTS, "ratings": RATINGS, "reveals": REVEALS,
            "shown": SHOWN, "plenary_kinds": PLENARY, "speeds": SPEEDS,
        }  # fmt: skip


def script_words(lang: str) -> dict[str, object]:
    """What the script says by itself, in the reader's language."""
    return {
        "days": WEEKDAYS[lang], "months": MONTHS[lang],
        "left": say(lang, "{count} min left", count="#"),
        "last": say(lang, "{clock} min left", clock="#"),
        "over": say(lang, "{count} min over time", count="#"),
        "seconds": say(lang, "{count} s left", count="#"),
        "lost": say(lang, "NO CONNECTION with the host. What you type stays here."),
        "back": say(lang, "Connected again."),
        "failed": say(lang, "Not sent: the host cannot be reached. Send it again when it can."),
        "close": say(lang, "Close"),
        "waits": say(lang, "{count} notes wait for the connection", count="#"),
        "wait": say(lang, "1 note waits for the connection"),
        "handed": say(lang, "All notes are handed in."),
        "kept": say(lang, "Kept on this device; it is handed in by itself."),
        "again": say(lang, "Hand in again"), "drop": say(lang, "Remove this note"),
        "full": say(lang, "This browser cannot keep notes; write on paper until it is back."),
    }  # fmt: skip


def anchor(teller: Teller) -> dict[str, object]:
    """What a script needs to let the clock tick until the next news.

    `now` and `left` are milliseconds; `zero` is the exercise's own wall clock at `now`,
    as milliseconds of a day without a zone.
    """
    face, picture = teller.face, teller.picture
    here = picture.calendar.clock(face.now)
    runs = face.state == "runs"
    talking = face.left is not None and not picture.no_play
    return {
        "now": face.now, "speed": face.speed if runs else 0,
        "day": [here.weekday(), here.day, here.month],
        "clock": (here.hour * 60 + here.minute) * 60 + here.second,
        "left": face.left, "ticks": talking, "trying": face.trying,
        "fast": runs and face.speed == 0,
    }  # fmt: skip
