"""Names and texts for what came from elsewhere: teams, personas, objectives, options.

Every foreign key gets one name of ttx's kind; what cannot have one is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from ttx.exchange.loss import CAME, LEFT, NEAR, Ledger, where
from ttx.exchange.neighbours.foreign import (
    CONTROL,
    EVERYONE,
    Foreign,
    ForeignOption,
    Needs,
)
from ttx.exchange.plain import language, line, name
from ttx.scenario.frame import CHANNELS
from ttx.scenario.names import BESIDE_A_TABLE, RESERVED
from ttx.text import Text, both

T = TypeVar("T")
MOST_TEAMS = 40
MOST_PERSONAS = 60
MOST_DEEP = 12
"""Conditions inside conditions that are taken over."""
_BRACE = re.compile(r"([{}])(?=[{}])")
SOUNDS = (
    ("social", r"social|sociaal|soci[aé]|twitter|tweet|facebook|instagram|mastodon|blog"),
    ("sms", r"\bsms\b|text message|whats ?app|chat|slack|discord|teams message"),
    ("email", r"e-?mail|\bmail\b|courriel"),
    ("phone", r"phone|telef|\bcall\b|\bbel(len|t)?\b|appel|\btel\b"),
    ("radio", r"\bradio\b|porto(foon)?|walkie"),
    ("sitrep", r"sit ?rep|situati(e|on)"),
    ("news", r"news|nieuws|press|pers\b|media|televi|\btv\b|article|krant|journal"),
    ("nl-alert", r"alert"),
    ("letter", r"letter|\bbrief\b|courrier|\bfax\b|document"),
    ("face", r"face|verbal|mondeling|\btafel|\btable|in person|oral|controller|manual"),
)  # fmt: skip
"""Channels by the words for them; the first that sounds right."""


def _first(keyed: Iterable[tuple[str, T]]) -> list[T]:
    """Of each key the first, in the order of the file."""
    found: dict[str, T] = {}
    for key, one in keyed:
        found.setdefault(key, one)
    return list(found.values())


def safe(words: str) -> str:
    """A text in which nothing reads as a live figure or as a table's own name."""
    return _BRACE.sub(r"\1 ", words).replace("{instance}", "(instance)")


class Voice:
    """Puts foreign texts into the one language that they are in."""

    def __init__(self, foreign: Foreign, ledger: Ledger) -> None:
        words = [foreign.title, foreign.summary, foreign.briefing]
        words += [one.text for one in foreign.injects if isinstance(one.text, str)]
        words += [one.title for one in foreign.injects if isinstance(one.title, str)]
        found = language(words)
        self.lang = found or "en"
        self._ledger = ledger
        if found:
            ledger.tell(NEAR, "texts are in one language ({lang}); the other is missing",
                        where("languages"), lang=found)  # fmt: skip
        else:
            ledger.tell(NEAR, "the language of the texts could not be told; they stand under"
                        " 'en'", where("languages"))  # fmt: skip

    def put(self, words: str | Text) -> Text:
        """A text under its language; the program's own words stand in both."""
        if isinstance(words, Text):
            return words
        said = safe(words)
        return Text(said, "") if self.lang == "nl" else Text("", said)


class Names:
    """The names that a foreign exercise gets, and the parts of a scenario they head."""

    def __init__(self, foreign: Foreign, voice: Voice, ledger: Ledger) -> None:
        self._foreign, self._voice, self._ledger = foreign, voice, ledger
        self.teams: dict[str, str] = {}
        self._titles: dict[str, Text] = {}
        self._says: dict[str, str] = {}
        self.injects = self._of([one.key for one in foreign.injects],
                                [one.title for one in foreign.injects], "inject")  # fmt: skip
        self.objectives = self._of([one.key for one in foreign.objectives],
                                   [one.title for one in foreign.objectives], "objective")  # fmt: skip
        self.options = self._of([one.key for one in foreign.options],
                                [one.title for one in foreign.options], "option")  # fmt: skip
        self.facts = self._of([key for key, _ in foreign.facts],
                              [key for key, _ in foreign.facts], "fact")  # fmt: skip
        self.personas: dict[str, tuple[str, str]] = {}
        self._channels: dict[str, str] = {}
        self._seat_all()

    @staticmethod
    def _of(
        keys: list[str], titles: Sequence[str | Text], other: str
    ) -> dict[str, str]:
        taken: dict[str, str] = {}
        made: dict[str, str] = {}
        for key, title in zip(keys, titles, strict=True):
            if key not in made:
                shown = title.en if isinstance(title, Text) else title
                made[key] = name(shown or key, taken, other)
                taken[made[key]] = key
        return made

    def _seat_all(self) -> None:
        taken = dict.fromkeys(RESERVED, "")
        for one in self._foreign.teams:
            if one.key in self.teams:
                continue
            if len(taken) - len(RESERVED) >= MOST_TEAMS:
                self._ledger.tell(LEFT, "an exercise holds at most {most} tables", one.place,
                                  most=MOST_TEAMS)  # fmt: skip
                continue
            title = self._voice.put(one.title or one.key)
            made = name(title.en or title.nl, taken, "table")
            made = f"table-{made}" if made.startswith(BESIDE_A_TABLE) else made
            taken[made] = one.key
            self.teams[one.key] = made
            self._titles[made] = title
            self._says[made] = one.says
            self._ledger.tell(CAME, "became table '{name}'", one.place, name=made)
        if not self.teams:
            self.teams[EVERYONE] = "players"
            self._titles["players"], self._says["players"] = both("Players"), ""
            self._ledger.tell(NEAR, "the file names no team; one table was made",
                              where("teams"))  # fmt: skip

    def to(self, keys: tuple[str, ...], place: str) -> list[str]:
        """The tables that these keys mean; all of them where none is known."""
        if CONTROL in keys:
            return ["excon"]
        found = [
            self.teams[key] for key in keys if key in self.teams and key != EVERYONE
        ]
        missing = [key for key in keys if key not in self.teams and key != EVERYONE]
        if missing:
            self._ledger.tell(NEAR, "it is for '{teams}', of whom the file says no more; it goes"
                              " to the others that it names, or to all", place,
                              teams=line(", ".join(missing), 80))  # fmt: skip
        return list(dict.fromkeys(found)) or ["all"]

    def sender(self, words: str) -> str | Text:
        """A table, a persona (made where need be), or plain words."""
        title = line(words)
        same = [made for made, shown in self._titles.items()
                if title.casefold() in (shown.nl.casefold(), shown.en.casefold())]  # fmt: skip
        if same:
            return same[0]
        known = self.personas.get(title.casefold())
        if known:
            return known[0]
        if len(self.personas) >= MOST_PERSONAS:
            return self._voice.put(title)
        taken = {made: "" for made, _ in self.personas.values()}
        taken |= dict.fromkeys([*self._titles, *RESERVED], "")
        made = name(title, taken, "sender")
        self.personas[title.casefold()] = (made, title)
        return made

    def channel(self, words: str, place: str) -> str:
        """ttx's channel for foreign words; e-mail where nothing fits, and that is said."""
        given = line(words.lower(), 80)
        if given in CHANNELS:
            return given
        for made, sounds in SOUNDS:
            if re.search(sounds, given):
                if made == "sms":
                    self._channels["sms"] = "SMS"
                return made
        if not given:
            self._ledger.tell(
                NEAR, "where the file names no channel it is e-mail", where("channels")
            )
        else:
            self._ledger.tell(NEAR, "the channel '{channel}' is not known; it comes by e-mail",
                              place, channel=given)  # fmt: skip
        return "email"

    def condition(
        self, needs: Needs, place: str, deep: int = 0
    ) -> dict[str, Any] | None:
        """A foreign condition as ttx writes it; None where it names what is not there."""
        kind, inner = needs[0], needs[1:]
        if kind == "fact":
            key = str(inner[0])
            return {"milestone": self.facts[key]} if key in self.facts else None
        parts = [self.condition(one, place, deep + 1) for one in inner
                 if isinstance(one, tuple) and deep < MOST_DEEP]  # fmt: skip
        known = [one for one in parts if one is not None]
        if len(known) != len(inner) or not known:
            return None
        return {"not": known[0]} if kind == "not" else {str(kind): known}

    def effects(
        self, facts: tuple[str, ...], untrue: tuple[str, ...]
    ) -> list[dict[str, Any]]:
        """Milestones that become true or false."""
        made: list[dict[str, Any]] = [
            {"milestone": self.facts[one]} for one in facts if one in self.facts
        ]
        return made + [{"milestone": self.facts[one], "to": "false"} for one in untrue
                       if one in self.facts]  # fmt: skip

    # --- parts of the scenario -----------------------------------------------------

    def parts(self) -> dict[str, Any]:
        """Objectives, teams, personas, channels, milestones and options, in that order."""
        put, foreign = self._voice.put, self._foreign
        return {
            "objectives": self._objectives(),
            "teams": {made: {"title": title} | ({"task": put(self._says[made])}
                      if self._says[made] else {}) for made, title in self._titles.items()},
            "personas": {made: {"title": put(title)} for made, title in self.personas.values()},
            "channels": {made: {"title": Text(title, title)}
                         for made, title in self._channels.items()},
            "milestones": {self.facts[key]: put(title or key)
                           for key, title in _first((key, (key, title))
                                                    for key, title in foreign.facts)},
            "options": {self.options[one.key]: self._option(one)
                        for one in _first((one.key, one) for one in foreign.options)},
        }  # fmt: skip

    def _objectives(self) -> list[dict[str, Any]]:
        made: list[dict[str, Any]] = []
        tasks: dict[str, str] = {}
        for one in self._foreign.objectives:
            made_id = self.objectives[one.key]
            if any(known["id"] == made_id for known in made):
                continue
            self._ledger.tell(
                CAME, "became objective '{name}'", one.place, name=made_id
            )
            line_: dict[str, Any] = {
                "id": made_id,
                "title": self._voice.put(one.title or one.key),
            }
            if one.capability:
                line_["capability"] = self._voice.put(one.capability)
            if one.says:
                line_["target"] = self._voice.put(one.says)
            if one.tasks:
                line_["tasks"] = [
                    self._task(title, says, tasks) for title, says in one.tasks
                ]
            made.append(line_)
        return made

    def _task(self, title: str, says: str, taken: dict[str, str]) -> dict[str, Any]:
        made = name(title, taken, "task")
        taken[made] = title
        task: dict[str, Any] = {"id": made, "title": self._voice.put(title)}
        return task | ({"looks_for": self._voice.put(says)} if says else {})

    def _option(self, one: ForeignOption) -> dict[str, Any]:
        self._ledger.tell(
            CAME, "became option '{name}'", one.place, name=self.options[one.key]
        )
        teams = self.to(one.teams, one.place)
        made: dict[str, Any] = {
            "title": self._voice.put(one.title or one.key),
            "text": self._voice.put(one.says),
            "teams": [*self.teams.values()] if teams in (["all"], ["excon"]) else teams,
            "offer": "open" if one.open else "on-search",
        }
        if one.needs and (needs := self.condition(one.needs, one.place)):
            made["needs"] = needs
        made["does"] = [*self.effects(one.facts, one.untrue),
                        *({"send": self.injects[key]} for key in one.sends
                          if key in self.injects)]  # fmt: skip
        if one.needs and "needs" not in made:
            self._ledger.tell(
                LEFT, "its condition names what the file does not hold", one.place
            )
        return {key: value for key, value in made.items() if value not in ([], Text())}
