"""The report without names of organisations: tables called by a letter, and by role.

It changes names in what the scenario and the program say. What people typed is kept as
they wrote it, and the report says so.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ttx.debrief.facts import Debrief
from ttx.report import Frame
from ttx.scenario import Scenario, Table
from ttx.text import LANGUAGES, Text, both

WORD = re.compile(r"\w{3,}")
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CODES = ("seat", "seats", "gauge", "place", "group", "key", "ways")
"""Fields that hold the program's own names of tables and places, not people's words."""


def anonymous(facts: Debrief, scenario: Scenario, digest: str) -> Debrief:
    """The same facts with letters for tables, in an order that the digest shuffles."""
    called = letters(scenario, digest)
    names = {lang: _names(scenario, called, lang) for lang in LANGUAGES}
    codes = {one: f"table-{_letter(place).lower()}"
             for place, one in enumerate(called)}  # fmt: skip
    made: Debrief = _changed(facts, names, codes)
    frame = replace(
        facts.frame,
        name=f"{_replaced(facts.frame.name, codes)}-anonymous",
        subtitle=both("After-action report, tables without names"),
    )
    notice = both("Tables are called by a letter. What people typed stands as they wrote"
                  " it and may name people or organisations: read it before this report"
                  " goes out.")  # fmt: skip
    return replace(made, frame=frame, notice=notice)


def letters(scenario: Scenario, digest: str) -> dict[str, Text]:
    """What each table is called: a letter, and its role where several share one."""
    order = sorted(scenario.tables, key=lambda one: hashlib.sha256(
        f"{digest}/{one.id}".encode()).digest())  # fmt: skip
    return {one.id: _called(scenario, one, place) for place, one in enumerate(order)}


def _called(scenario: Scenario, table: Table, place: int) -> Text:
    letter = _letter(place)
    team = scenario.teams[table.team]
    if len(team.instances) > 1:
        role = team.short or team.title
        return both("Table {letter} ({role})", letter=letter, role=role)
    return both("Table {letter}", letter=letter)


def _letter(place: int) -> str:
    return ALPHABET[place % 26] * (1 + place // 26)


def _names(scenario: Scenario, called: Mapping[str, Text], lang: str) -> dict[str, str]:
    """Every name by which a table goes, longest first, with its letter."""
    made: dict[str, str] = {}
    for table in scenario.tables:
        spot = scenario.map.places.get(table.instance or table.id)
        titles = [table.title, table.short, *([spot.title] if spot else [])]
        for title in titles:
            if title.of(lang):
                made[title.of(lang)] = called[table.id].of(lang)
        for word in _own_words(scenario, table, lang):
            made.setdefault(word, called[table.id].of(lang))
    return dict(sorted(made.items(), key=lambda one: -len(one[0])))


def _own_words(scenario: Scenario, table: Table, lang: str) -> list[str]:
    """The proper names in a table's title: capitalised, and in no other table's."""
    others = " ".join(one.title.of(lang) for one in scenario.tables if one != table)
    return [word for word in WORD.findall(table.title.of(lang))
            if word[0].isupper() and word not in WORD.findall(others)]  # fmt: skip


def _changed(value: Any, names: Mapping[str, Mapping[str, str]],
             codes: Mapping[str, str]) -> Any:  # fmt: skip
    """The same shape with names changed in what is bilingual; typed words are kept."""
    if isinstance(value, Text):
        if value.nl == value.en and not _is_name(value.nl, names):
            return value  # a person's own words, or a figure
        return Text(_replaced(value.nl, names["nl"]), _replaced(value.en, names["en"]))
    if isinstance(value, Frame):
        return value
    if isinstance(value, tuple):
        return tuple(_changed(one, names, codes) for one in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{
            item.name: _coded(_changed(getattr(value, item.name), names, codes),
                              codes if item.name in CODES else {})
            for item in dataclasses.fields(value) if item.init
        })  # fmt: skip
    return value


def _coded(value: Any, codes: Mapping[str, str]) -> Any:
    if isinstance(value, tuple):
        return tuple(_coded(one, codes) for one in value)
    return _replaced(value, codes) if isinstance(value, str) and codes else value


def _is_name(text: str, names: Mapping[str, Mapping[str, str]]) -> bool:
    return any(text in of or text.partition(", ")[0] in of for of in names.values())


def _replaced(text: str, names: Mapping[str, str]) -> str:
    if not text or not names:
        return text
    found = re.compile("|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in names))
    return found.sub(lambda hit: names[hit[0]], text)
