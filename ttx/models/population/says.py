"""The gauges and levers of the people, in words; nothing here reads or moves one."""

from __future__ import annotations

GAUGES: dict[str, tuple[str, str, str, str]] = {
    "ventilated_left": ("", "thuisbeademden zonder stroom, nog niet bereikt",
                        "ventilated at home without power, not yet reached", "sum"),
    "ventilated_reached": ("", "thuisbeademden bereikt", "ventilated reached", "sum"),
    "ventilated_missed": ("", "thuisbeademden: accu op voor iemand er was",
                          "ventilated: battery ended before anyone came", "sum"),
    "oxygen_left": ("", "zuurstof thuis, nog niet bereikt",
                    "oxygen at home, not yet reached", "sum"),
    "oxygen_reached": ("", "zuurstof thuis bereikt", "oxygen at home reached", "sum"),
    "oxygen_missed": ("", "zuurstof thuis: fles leeg voor iemand er was",
                      "oxygen: cylinder empty before anyone came", "sum"),
    "dialysis_left": ("", "dialysepatiënten zonder stroom, nog niet geholpen",
                      "dialysis patients without power, not yet helped", "sum"),
    "dialysis_reached": ("", "dialysepatiënten geholpen", "dialysis patients helped", "sum"),
    "dialysis_missed": ("", "dialyse te lang gemist", "dialysis missed too long", "sum"),
    "to_hospital": ("", "zelf naar een ziekenhuis gekomen", "came to a hospital", "sum"),
    "home_temperature": ("C", "koudste zorglocatie", "coldest care home", "least"),
    "house_temperature": ("C", "temperatuur in donkere woningen",
                          "temperature in dark houses", "least"),
    "cold_hours": ("h", "persoonsuren onder 16 graden zonder opvang",
                   "person-hours below 16 degrees without support", "sum"),
    "moved": ("", "verplaatste bewoners", "residents moved", "sum"),
    "moving": ("", "nog te verplaatsen bewoners", "residents still to be moved", "sum"),
    "rides": ("/h", "ritten per uur voor verplaatsing", "rides per hour for moving", "sum"),
    "falls": ("", "vallen en spoedopnames van bewoners",
              "falls and hospital transfers of residents", "sum"),
    "calls": ("/h", "112-oproepen per uur", "112 calls per hour", "sum"),
    "calls_unanswered": ("", "hulpvragen niet beantwoord",
                         "calls for help unanswered", "sum"),
    "calls_answered": ("", "hulpvragen beantwoord", "calls for help answered", "sum"),
    "heard": ("", "deel dat de boodschap kent", "share that knows the message", "mean"),
    "trust": ("", "vertrouwen", "trust", "mean"),
    "rumours": ("", "omvang van geruchten", "size of rumours", "mean"),
    "co": ("", "koolmonoxidevergiftigingen", "carbon monoxide cases", "sum"),
    "supported": ("", "mensen in een noodsteunpunt", "people at a support point", "sum"),
    "crowding": ("", "drukte (gevraagd ten opzichte van plaatsen)",
                 "crowding (asked against places)", "most"),
    "unreached": ("", "zoeken opvang en vinden geen plaats",
                  "seek support and find no place", "sum"),
    "dark": ("", "mensen zonder stroom", "people without power", "sum"),
    "dark_hours": ("h", "uren zonder stroom", "hours without power", "mean"),
    "absent": ("", "deel van het personeel afwezig", "share of staff absent", "mean"),
}  # fmt: skip
"""Gauge: unit, Dutch, English, and how areas make one figure for all."""

SENSITIVE = ("ventilated_missed", "oxygen_missed", "dialysis_missed")

RUNNING = (
    "home_temperature", "house_temperature", "heard", "rumours", "calls",
    "calls_unanswered", "calls_answered",
)  # fmt: skip
"""Gauges that run on by themselves, or that a control room moves."""

_MANY = 10_000.0
"""A lever of numbers reaches no further."""
LEVERS: dict[str, tuple[str, str, str, float, float]] = {
    "outreach": ("/h", "huisbezoeken per uur", "visits per hour", 0.0, _MANY),
    "list_shared": ("", "lijst gedeeld", "list shared", 0.0, 1.0),
    "message": ("", "boodschap, naar kwaliteit", "message, by quality", 0.0, 1.0),
    "support_points": ("", "noodsteunpunten", "support points", 0.0, _MANY),
    "mobile_points": ("", "mobiele steunpunten", "mobile points", 0.0, _MANY),
    "call_takers": ("", "centralisten (1 is gewoon)", "call takers (1 is usual)", 0.0, 10.0),
    "stations": ("", "bemande meldpunten", "manned posts", 0.0, _MANY),
    "move_homes": ("", "bewoners te verplaatsen", "residents to move", 0.0, 100_000.0),
    "heat_homes": ("", "deel van zorglocaties met noodverwarming",
                   "share of care homes with outside heat", 0.0, 1.0),
    "rumour": ("", "gerucht, naar omvang", "rumour, by size", 0.0, 1.0),
    "correct": ("", "rechtzetting, naar kwaliteit", "correction, by quality", 0.0, 1.0),
    "promise_broken": ("", "gebroken toezegging", "broken promise", 0.0, 10.0),
    "child_care": ("", "kinderopvang voor personeel", "child care for staff", 0.0, 1.0),
    "notice": ("h", "uren waarop mensen moeten rekenen",
               "hours that people are told to plan for", 0.0, 1000.0),
    "temperature": ("C", "buitentemperatuur", "outside temperature", -40.0, 45.0),
}  # fmt: skip
"""Lever: unit, Dutch, English, lowest and highest."""
