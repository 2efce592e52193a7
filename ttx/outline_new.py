"""What a new scenario is made of: the questions to its writer, and what follows from them.

An answer is judged here and nowhere else; nothing here reads a keyboard or writes a file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ttx.errors import UsageError
from ttx.text import LANGUAGES, Text, both

PLOTS = {
    "power": both("the power fails, and there is too little diesel"),
    "flood": both("high water: the road goes under, and not everybody can leave"),
    "digital": both("the computer systems are down, by an attack"),
}
KINDS = {
    "hospital": both("a hospital"),
    "care-home": both("a care home"),
    "municipality": both("a municipality or safety region"),
    "company": both("a company or other organisation"),
}
TABLES = {
    "hospital": both("Crisis team, Care home next door, Communication"),
    "care-home": both("Crisis team, House next door, Communication"),
    "municipality": both("Operational team, Care sector, Communication"),
    "company": both("Crisis team, Neighbour company, Communication"),
}
CALLED_PLOTS = {
    "power": {"stroom", "stroomstoring", "outage", "power failure"},
    "flood": {"water", "hoogwater", "overstroming", "high water", "flooding"},
    "digital": {"cyber", "ict", "it", "hack", "ransomware", "storing"},
}
"""Other words that people type for a plot."""
CALLED = {
    "hospital": {"ziekenhuis", "umc", "kliniek", "clinic"},
    "care-home": {
        "verpleeghuis",
        "verzorgingshuis",
        "vvt",
        "zorginstelling",
        "nursing home",
    },
    "municipality": {"gemeente", "veiligheidsregio", "ghor", "safety region", "town"},
    "company": {"bedrijf", "organisatie", "overig", "organisation", "other"},
}
"""Other words that people type for a kind."""
OURS = {
    "hospital": both("the hospital"),
    "care-home": both("the care home"),
    "municipality": both("the crisis centre"),
    "company": both("the company"),
}
SHELTER = both("the shelter in the sports hall")
"""What floods where a municipality decides: people whom it took in."""
PARTNERS = {
    "hospital": both("the care home next door"),
    "care-home": both("the house next door"),
    "municipality": both("the care home in the village"),
    "company": both("the company next door"),
}
LENGTHS = {"90m": both("90 minutes"), "half-day": both("half a day"), "day": both("a day")}  # fmt: skip
PURPOSES = {
    "orient": both("get to know; nothing is rated"),
    "develop": both("learn"),
    "test": both("test"),
}
MODELS = {
    "hospitals": both("beds, theatres and emergency department"),
    "population": both("the people at home"),
    "none": both("no further models"),
}
TITLES = {
    "power": both("A day without power"),
    "flood": both("Water over the dike road"),
    "digital": both("A day without systems"),
}
TEXTS = {"nl": both("Dutch"), "en": both("English"), "both": both("Dutch and English")}
MOST_TABLES, MOST_MOVES = 8, 4
MOVES = {"90m": 2, "half-day": 3, "day": 4}
NAME = re.compile(r"[a-z][a-z0-9-]{0,63}")
Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """One question: what is asked, what is proposed, and how an answer is read.

    `read` gives the value, or raises UsageError with a sentence for the writer.
    """

    key: str
    asks: Text
    proposal: Callable[[Answers, str], str]
    read: Callable[[str], Any]
    choices: Mapping[str, Text] | None = None
    plot: str = ""
    """Asked for this plot alone; else the answer is `read("none")`."""


def questions() -> tuple[Question, ...]:
    """All questions, in the order in which they are asked."""
    return (
        Question("plot", both("What goes wrong"), lambda a, lang: "power",
                 _choice(PLOTS, CALLED_PLOTS), PLOTS),
        Question("title", both("Title of the exercise"),
                 lambda a, lang: TITLES[a["plot"]].of(lang), _title),
        Question("kind", both("Kind of organisation"),
                 lambda a, lang: "hospital", _choice(KINDS, CALLED), KINDS),
        Question("ours", both("What people call it, as in: the people in ..."),
                 lambda a, lang: _ours(a).of(lang), _name),
        Question("partner", both("A neighbour that needs the same help, as in: help for ..."),
                 lambda a, lang: PARTNERS[a["kind"]].of(lang), _name),
        Question("tables", both("Tables, with a comma between them: the first decides for your own"
                                " organisation, the second for the neighbour, the last tells people"),
                 lambda a, lang: TABLES[a["kind"]].of(lang), _tables),
        Question("startex", both("Day and hour at which the story begins (STARTEX), as 2027-03-10 07:00"),
                 lambda a, lang: both("2027-03-10 07:00").of(lang), _moment),
        Question("length", both("Length of the session"),
                 lambda a, lang: "half-day", _choice(LENGTHS), LENGTHS),
        Question("moves", both("Number of moves (rounds of talk), 1 to 4"),
                 lambda a, lang: str(MOVES[a["length"]]), _moves),
        Question("purpose", both("Purpose"), lambda a, lang: "develop",
                 _choice(PURPOSES), PURPOSES),
        Question("models", both("Besides power and fuel, compute also (more than one:"
                                " with a comma)"),
                 lambda a, lang: {"hospital": "hospitals", "company": "none"}.get(
                     a["kind"], "population"), _models, MODELS, "power"),
        Question("texts", both("Language of the texts"), lambda a, lang: lang,
                 _choice(TEXTS), TEXTS),
    )  # fmt: skip


def _ours(a: Answers) -> Text:
    """What the organisation is called unless its writer says otherwise."""
    sheltered = a["plot"] == "flood" and a["kind"] == "municipality"
    return SHELTER if sheltered else OURS[a["kind"]]


def named(name: str) -> str:
    """The name of a scenario; UsageError if it cannot be one."""
    if NAME.fullmatch(name):
        return name
    english = (
        "'{name}' cannot be the name of a scenario: use small letters, digits and"
        " hyphens, and start with a letter"
    )
    near = _bare(name)
    english += ", as in {near}" if NAME.fullmatch(near) else ""
    raise UsageError(english, name=name, near=near)


# --- reading an answer -----------------------------------------------------------


def _title(raw: str) -> str:
    if not raw.strip() or len(raw) > 120:
        raise UsageError("A title has 1 to 120 letters.")
    return raw.strip()


def _name(raw: str) -> str:
    if not raw.strip() or len(raw) > 60 or set(raw) & set("{}"):
        raise UsageError("A name has 1 to 60 letters and no braces.")
    return raw.strip()


def _choice(
    known: Mapping[str, Text], called: Mapping[str, set[str]] | None = None
) -> Callable[[str], str]:
    """By its name, its number in the list, or words of it in either language."""

    def read(raw: str) -> str:
        given = raw.strip().lower()
        for number, (key, words) in enumerate(known.items(), 1):
            besides = (called or {}).get(key, ())
            if given in (
                key,
                str(number),
                *(words.of(one) for one in LANGUAGES),
                *besides,
            ):
                return key
        near = [key for key, words in known.items()
                if given and any(given in words.of(one) for one in LANGUAGES)]  # fmt: skip
        if len(near) == 1:
            return near[0]
        raise UsageError("'{given}' is not one of: {known}; the number before it will do too",
                         given=raw.strip()[:40], known=", ".join(known))  # fmt: skip

    return read


def _tables(raw: str) -> list[dict[str, str]]:
    titles = [one.strip() for one in raw.split(",") if one.strip()]
    if not 1 <= len(titles) <= MOST_TABLES:
        raise UsageError("Name 1 to {most} tables, with a comma between them.",
                         most=MOST_TABLES)  # fmt: skip
    made: dict[str, str] = {}
    for title in titles:
        made[_id(title, made)] = title[:80]
    return [{"id": key, "title": title} for key, title in made.items()]


RESERVED = ("all", "excon", "response", "leader", "evaluator", "observer", "plenary", "clock")  # fmt: skip


def _id(title: str, taken: Mapping[str, str]) -> str:
    """A name of its own for a table: `Crisisteam zuid` becomes crisisteam-zuid."""
    name = _bare(title)
    name = name if name[:1].isalpha() and name not in RESERVED else f"table-{name}"
    name, number, base = name.rstrip("-"), 1, name.rstrip("-")
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    return name


def _bare(title: str) -> str:
    """Small letters, digits and hyphens: `Hitte in Zuid` becomes hitte-in-zuid."""
    plain = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore")
    return re.sub(r"[^a-z0-9]+", "-", plain.decode()).strip("-")[:40].strip("-")


def _moment(raw: str) -> str:
    """A day and an hour, the year or (as Dutch writes it) the day first."""
    given = re.sub(r"^\D+", "", " ".join(raw.split())).replace("T", " ")
    given = re.sub(
        r" (\d{1,2})(:\d\d)? ?(uur|u)$",
        lambda hour: f" {hour[1]}{hour[2] or ':00'}",
        given,
    )
    when = None
    for form in ("%Y-%m-%d %H:%M", "%d-%m-%Y %H:%M"):
        with suppress(ValueError):
            when = datetime.strptime(given, form)
    if when is None:
        raise UsageError("'{given}' is not a day and an hour; write it as 2027-03-10 07:00",
                         given=raw.strip()[:40])  # fmt: skip
    if not 1900 <= when.year <= 2200:
        raise UsageError("An exercise lies between 1900 and 2200.")
    return f"{when:%Y-%m-%d %H:%M}"


def _moves(raw: str) -> int:
    given = raw.strip()
    if not given.isdecimal() or not 1 <= int(given) <= MOST_MOVES:
        raise UsageError(
            "An exercise made here has 1 to {most} moves.", most=MOST_MOVES
        )
    return int(given)


def _models(raw: str) -> list[str]:
    read = _choice(MODELS)
    chosen = [read(one) for one in raw.split(",") if one.strip()]
    return [one for one in dict.fromkeys(chosen) if one != "none"]
