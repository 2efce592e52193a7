"""A number and its unit as words: `12 patients`, and one of them `1 patient`.

Scenarios and models write a unit as it is read behind most numbers. What it is called
where there is one of it stands here; a unit that is not here stays as it is written
(`h`, `l`, `%`, `uur`, `keer`).
"""

from __future__ import annotations

from collections.abc import Mapping

from ttx.text import Text

ONE: Mapping[str, Mapping[str, str]] = {
    "en": {
        "ambulances": "ambulance", "beds": "bed",
        "bridges": "bridge", "buses": "bus", "calls": "call",
        "cases": "case", "casualties": "casualty",
        "crews": "crew", "days": "day", "doses": "dose",
        "helicopters": "helicopter", "hours": "hour", "households": "household",
        "litres": "litre", "lorries": "lorry", "minutes": "minute", "nurses": "nurse",
        "operations": "operation", "patients": "patient", "people": "person",
        "percentage points": "percentage point", "places": "place",
        "points": "point",
        "requests": "request", "residents": "resident", "rides": "ride",
        "rooms": "room", "scanners": "scanner", "seats": "seat", "sets": "set",
        "teams": "team", "times": "time", "trains": "train", "units": "unit",
        "vehicles": "vehicle", "ventilators": "ventilator",
    },
    "nl": {
        "aanvragen": "aanvraag", "ambulances": "ambulance", "auto's": "auto",
        "bedden": "bed",
        "beademingstoestellen": "beademingstoestel", "bewoners": "bewoner", "bussen": "bus", "dagen": "dag",
        "doses": "dosis", "eenheden": "eenheid", "gevallen": "geval",
        "helikopters": "helikopter", "huishoudens": "huishouden", "bruggen": "brug", "kamers": "kamer",
        "liters": "liter", "meldingen": "melding", "mensen": "mens",
        "minuten": "minuut", "operaties": "operatie", "oproepen": "oproep",
        "patiënten": "patiënt", "personen": "persoon", "plaatsen": "plaats",
        "ploegen": "ploeg", "punten": "punt",
        "procentpunten": "procentpunt", "ritten": "rit", "scanners": "scanner",
        "sets": "set", "slachtoffers": "slachtoffer", "teams": "team",
        "treinen": "trein", "verpleegkundigen": "verpleegkundige",
        "verzoeken": "verzoek", "voertuigen": "voertuig", "vrachtwagens": "vrachtwagen",
        "zitplaatsen": "zitplaats",
    },
}  # fmt: skip
"""What a unit is called where there is one of it, by language and its usual word."""
SINGLE = ("1", "-1", "+1", "\N{MINUS SIGN}1")
"""How a number that stands for one of a kind is written; `1.0` is measured, not counted."""


def unit_of(shown: str, unit: str, lang: str) -> str:
    """The unit as it is said behind this number."""
    return ONE.get(lang, {}).get(unit, unit) if shown in SINGLE else unit


def counted(shown: str, unit: str | Text, lang: str) -> str:
    """A number as it is written, with its unit; either may be empty."""
    words = unit.of(lang) if isinstance(unit, Text) else unit
    return f"{shown} {unit_of(shown, words, lang)}".strip()
