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
TEXTS = {"nl": both("Dutch"), "en": both("English"), "both": both("Dutch and English")}
MOST_TABLES, MOST_MOVES = 8, 4
GAP = 8
"""Hours of exercise time from one move to the next."""
FIRST = 30
"""Minutes after STARTEX at which tables first talk: power is gone, generators run."""
TALK = {"90m": 20, "half-day": 25, "day": 45}
"""Real minutes of talk in a move; a half day holds three moves (practice.md, 5.2)."""
MOVES = {"90m": 2, "half-day": 3, "day": 4}
NAME = re.compile(r"[a-z][a-z0-9-]{0,63}")
BURN, PARTNER_BURN = 32.5, 13.0
"""Litres an hour of the generators in the template at a load of 0.75, with a quarter of
full use when idle (the model's own rule)."""

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


def questions() -> tuple[Question, ...]:
    """All questions, in the order in which they are asked."""
    return (
        Question("title", both("Title of the exercise"),
                 lambda a, lang: both("A day without power").of(lang), _title),
        Question("kind", both("Kind of organisation"),
                 lambda a, lang: "hospital", _choice(KINDS, CALLED), KINDS),
        Question("ours", both("What people call it, as in: power in ..."),
                 lambda a, lang: OURS[a["kind"]].of(lang), _name),
        Question("partner", both("A neighbour that needs the same diesel, as in: diesel for ..."),
                 lambda a, lang: PARTNERS[a["kind"]].of(lang), _name),
        Question("tables", both("Tables, with a comma between them: the first decides for your own"
                                " organisation, the second for the neighbour, the last tells people"),
                 lambda a, lang: TABLES[a["kind"]].of(lang), _tables),
        Question("startex", both("Day and hour of STARTEX, as 2027-03-10 07:00"),
                 lambda a, lang: both("2027-03-10 07:00").of(lang), _moment),
        Question("length", both("Length of the session"),
                 lambda a, lang: "half-day", _choice(LENGTHS), LENGTHS),
        Question("moves", both("Number of moves, 1 to 4"),
                 lambda a, lang: str(MOVES[a["length"]]), _moves),
        Question("purpose", both("Purpose"), lambda a, lang: "develop",
                 _choice(PURPOSES), PURPOSES),
        Question("models", both("Besides power and fuel, compute also (more than one:"
                                " with a comma)"),
                 lambda a, lang: {"hospital": "hospitals", "company": "none"}.get(
                     a["kind"], "population"), _models, MODELS),
        Question("texts", both("Language of the texts"), lambda a, lang: lang,
                 _choice(TEXTS), TEXTS),
    )  # fmt: skip


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


# --- what follows ----------------------------------------------------------------


def filled(name: str, a: Answers) -> dict[str, Any]:
    """All that the template needs: the answers, and times and litres that fit them.

    The outage lasts until some hours before ENDEX; the tanks hold about half of it, and
    the trader has too little for both.
    """
    moves, tables = int(a["moves"]), a["tables"]
    hour, minute = (int(one) for one in a["startex"].split()[1].split(":"))
    hours = GAP * moves
    outage = hours - 4 if moves > 1 else 5
    tank, partner = _tens(BURN * outage * 0.5), _tens(PARTNER_BURN * outage * 0.5)
    return {
        **a, "ours": _called(a["ours"], OURS), "partner": _called(a["partner"], PARTNERS),
        "one": tables[0], "two": tables[min(1, len(tables) - 1)], "last": tables[-1], "more": tables[2:],
        "id": name, "moves": _rounds(moves, hour, minute), "hours": hours, "outage": outage,
        "talk": TALK[a["length"]], "tank": tank, "partner_tank": partner,
        "low": min(6, round(outage * 0.3)), "partner_low": min(5, round(outage * 0.25)),
        "trader": max(150, _tens(BURN * outage * 0.55)), "order": _tens(BURN * outage * 0.25),
        "partner_order": _tens(PARTNER_BURN * outage * 0.3),
        "hospitals": "hospitals" in a["models"],
        "population": "population" in a["models"], "clock": f"{hour}h{minute}m", "part": PARTS[hour // 6],
        "cold": int(a["startex"][5:7]) in COLD,
        "languages": ["nl", "en"] if a["texts"] == "both" else [a["texts"]],
    }  # fmt: skip


def _called(given: str, proposed: Mapping[str, Text]) -> tuple[str, str]:
    """A name in Dutch and English: what was proposed is known in both."""
    for one in proposed.values():
        if given in (one.nl, one.en):
            return one.nl, one.en
    return given, given


COLD = (11, 12, 1, 2, 3)
"""Months in which it may freeze on the day of an exercise (judgement)."""
PARTS = (("nacht", "night"), ("ochtend", "morning"), ("middag", "afternoon"),
         ("avond", "evening"))  # fmt: skip
"""The part of the day, by six hours."""


def _tens(litres: float) -> int:
    return round(litres / 10) * 10


ROUNDS = (
    ("first-hours", "De eerste uren", "The first hours",
     "De stroom is net weg. De telefoons doen het nog.",
     "The power has just gone. The phones still work."),
    ("hold-on", "Volhouden", "Holding on",
     "De telefoons doen het niet meer en de eerste tanks raken leeg.",
     "The phones are dead and the first tanks are running low."),
    ("scarce", "Schaarste", "Scarcity",
     "Mensen zijn moe en de handelaar heeft bijna niets meer.",
     "People are tired and the trader has almost nothing left."),
    ("way-back", "De weg terug", "The way back",
     "Herstel is in zicht, maar niet zeker. Wat u eerder besloot, komt nu terug.",
     "Restoration is in sight but not certain. What you decided earlier now comes back."),
)  # fmt: skip


def _rounds(moves: int, hour: int, minute: int) -> list[dict[str, str]]:
    """The moves: the first, the last, and as many between them as are asked for."""
    chosen = ROUNDS[:moves] if moves in (1, MOST_MOVES) else (*ROUNDS[: moves - 1], ROUNDS[-1])  # fmt: skip
    made = []
    for number, (key, nl, en, brief_nl, brief_en) in enumerate(chosen):
        after = FIRST if not number else 60 * GAP * number
        at = 60 * hour + minute + after
        clock = f"{at // 60 % 24:02d}:{at % 60:02d}"
        made.append({"id": key, "nl": nl, "en": en, "at": f"T+{after // 60}:{after % 60:02d}",
                     "brief_nl": f"Het is {clock} uur. {brief_nl}", "brief_en": f"It is {clock}. {brief_en}"})  # fmt: skip
    return made
