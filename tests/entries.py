"""A small exercise as a journal tells it: made by hand, for the readers' tests.

Three tables in two moves of a power outage; every kind of entry comes by once.
"""

from __future__ import annotations

from typing import Any

from ttx.actions import (
    Action,
    Adjudicate,
    Contact,
    Decision,
    Dispute,
    Endex,
    Handle,
    Message,
    ModelOff,
    NoPlay,
    Observe,
    Override,
    Rate,
    Reflect,
    Reseed,
    Settle,
    StandingOrder,
    Strike,
    TakeOver,
    to_plain,
)
from ttx.figures import Figure
from ttx.journal import Entry
from ttx.moment import HOUR, MINUTE, Calendar, parse_startex
from ttx.scenario import Scenario

STARTEX = "2027-01-18 06:40 Europe/Amsterdam"


def two(nl: str, en: str) -> dict[str, str]:
    return {"nl": nl, "en": en}


RAW: dict[str, Any] = {
    "format": 1,
    "id": "small-outage",
    "version": "3",
    "title": two("Kleine stroomuitval", "Small power outage"),
    "summary": two("Een regio zonder stroom in de winter.", "A region without power in winter."),
    "purpose": "develop",
    "startex": STARTEX,
    "endex": "T+30",
    "assumptions": [
        two("Buurregio's houden stroom.", "Neighbouring regions keep power."),
    ],
    "moves": [
        {"id": "first-hours", "at": "T+1", "title": two("Eerste uren", "First hours"),
         "questions": [two("Wat kan straks niet meer?", "What will soon be impossible?")]},
        {"id": "second-night", "at": "T+14", "title": two("Tweede nacht", "Second night")},
    ],
    "objectives": [
        {"id": "fuel", "title": two("Schaarse brandstof verdelen", "Share out scarce fuel"),
         "mission": two("Respons", "Response"),
         "capability": two("Logistiek", "Logistics"),
         "target": two("Binnen een ronde verdeeld", "Shared out within one move"),
         "covers": ["energy", "leiding-en-coordinatie"],
         "tasks": [
             {"id": "share-fuel", "team": "rot",
              "title": two("Diesel verdelen naar nood", "Share out diesel by need"),
              "reference": "Regionaal crisisplan 2026, 4.2",
              "looks_for": two("Op welke gegevens wordt gekozen?", "On which data is it chosen?"),
              "evidence": [
                  {"gauge": "diesel.hospital-a.hours_left"},
                  {"response": "six-hours-left", "team": "hospital"},
                  {"decision": "order-diesel", "team": "hospital"},
                  {"messages": ["rot", "defence"]},
                  {"age": "diesel.hospital-a.hours_left", "team": "rot"},
              ]},
             {"id": "ask-defence", "team": "rot",
              "title": two("Bijstand vragen om een effect", "Ask for assistance by effect"),
              "reference": "Wvr art. 51"},
         ]},
        {"id": "care", "title": two("Zorg op gang houden", "Keep care going"),
         "capability": two("Zorgcontinuïteit", "Continuity of care"),
         "covers": ["zorgcontinuiteit", "mass-casualties"],
         "tasks": [
             {"id": "planned-care", "team": "hospital",
              "title": two("Planbare zorg afwegen", "Weigh planned care"),
              "reference": "ZiROP 3.1",
              "evidence": [{"gauge": "care.{instance}.put_off"}]},
         ]},
    ],
    "teams": {
        "rot": {"title": two("Regionaal operationeel team", "Regional operational team"),
                "short": two("ROT", "ROT"),
                "hears": {"diesel.hospital-a.hours_left":
                          {"every": "1h", "delay": "30m",
                           "source": two("GHOR, telefoon", "GHOR, phone")}}},
        "hospital": {"title": two("Crisisbeleidsteam", "Hospital crisis team"),
                     "layer": "strategic",
                     "instances": {
                         "hospital-a": {"title": two("Ziekenhuis De Waard", "De Waard hospital")},
                         "hospital-b": {"title": two("Ziekenhuis Oosterveen", "Oosterveen hospital")}},
                     "sees": ["diesel.{instance}.hours_left"]},
        "defence": {"title": two("Defensie, regionaal adviseur", "Defence, regional adviser"),
                    "short": two("Defensie", "Defence"), "side": "military"},
    },
    "personas": {"trader": {"title": two("Brandstofhandelaar", "Fuel trader")}},
    "gauges": {
        "diesel.hospital-a.hours_left": {
            "title": two("Diesel ziekenhuis De Waard", "Diesel, De Waard hospital"),
            "unit": two("uur", "h"), "style": "hours", "better": "higher"},
        "care.{instance}.put_off": {
            "title": two("Uitgestelde operaties", "Operations put off"), "better": "lower"},
        "people.all.cold_hours": {
            "title": two("Koude-uren zonder opvang", "Cold hours without support"),
            "unit": two("persoonsuren", "person-hours"), "better": "lower"},
        "people.all.heard": {
            "title": two("Heeft het bericht gehoord", "Heard the message"),
            "style": "percent", "better": "higher"},
        "people.all.excess": {
            "title": two("Gemodelleerde extra sterfte", "Modelled excess mortality"),
            "sensitive": True, "better": "lower"},
    },
    "headlines": ["diesel.hospital-a.hours_left", "people.all.cold_hours",
                  "people.all.heard", "people.all.excess"],
    "options": {
        "order-diesel": {
            "team": "hospital", "title": two("Diesel bestellen", "Order diesel"),
            "asks": {"litres": {"title": two("Liters", "Litres"), "number": [1000, 20000],
                                "unit": "l"}},
            "claims": {"stock": "diesel.trader", "amount": "litres"}},
        "stop-planned": {
            "team": "hospital", "once": False,
            "title": two("Planbare zorg stoppen", "Stop planned care")},
    },
    "msel": [
        {"id": "outage", "number": "1", "from": two("Meldkamer", "Control room"),
         "to": ["rot", "hospital"], "by": "phone", "at": "T+0:10",
         "title": two("Stroom uit", "Power out"),
         "text": two("De stroom is uit in de hele regio.", "Power is out in the whole region.")},
        {"id": "six-hours-left", "number": "2", "to": ["hospital"], "by": "phone",
         "from": two("Technische dienst", "Technical service"),
         "title": two("Nog zes uur diesel", "Six hours of diesel left"),
         "text": two("Nog zes uur.", "Six hours left."), "cue": True,
         "expects": {"any": ["order-diesel"], "within": {"table": "12m"}}},
        {"id": "press-call", "number": "3", "to": ["rot"], "by": "phone", "cue": True,
         "from": two("Omroep", "Broadcaster"), "title": two("Vraag van de pers", "Press call"),
         "text": two("Wat gaat u zeggen?", "What will you say?")},
    ],
    "hot_wash": [two("Wat ging goed?", "What went well?")],
}  # fmt: skip

FIGURES = (
    Figure("triangular", (30.0 * HOUR, 44.0 * HOUR, 60.0 * HOUR), "time",
           "Berlijn, januari 2026", "F", "world.infrastructure.substation.restored"),
    Figure("chance", (0.99,), "", "aanname van de auteur", "E",
           "world.infrastructure.generator.starts"),
    Figure("lognormal", (14000.0, 0.4, 0.0), "l", "oefenaanname", "X",
           "world.stocks.diesel.trader.holds"),
    Figure("uniform", (2.0, 4.0), "l/h", "vakkennis", "K",
           "world.infrastructure.generator.burns"),
)  # fmt: skip


def small_scenario(**changed: Any) -> Scenario:
    """The planned exercise; other top-level values may be given."""
    context = {"calendar": Calendar(parse_startex(STARTEX))}
    return Scenario.model_validate({**RAW, **changed}, context=context)


class Teller:
    """Tells a journal entry by entry: exercise time in hours, table time in minutes."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.at, self.table = 0, 0

    def clock(self, hours: float, minutes: float) -> Teller:
        self.at, self.table = round(hours * HOUR), round(minutes * MINUTE)
        return self

    def tell(self, kind: str, /, **body: Any) -> int:
        seq = len(self.entries) + 1
        wall = 1_800_000_000.0 + self.table / 1000
        self.entries.append(Entry(seq, self.at, kind, body, wall, self.table))
        return seq

    def ask(
        self, by: str, action: Action, hand: str = "person", refusal: Any = None
    ) -> int:
        return self.tell(
            "asked", by=by, hand=hand, action=to_plain(action), refusal=refusal
        )

    def send(self, inject: str, title: dict[str, str], *to: str, **more: Any) -> int:
        return self.tell("delivered", inject=inject, kind=more.pop("kind", "inject"),
                         to=list(to), channel="phone", title=title, text=title,
                         sender=more.pop("sender", two("Meldkamer", "Control room")),
                         cause=more.pop("cause", "at"))  # fmt: skip


def small_journal(purpose: str = "develop") -> list[Entry]:
    """What happened in the small exercise, from STARTEX to ENDEX."""
    tell = Teller()
    tell.tell("started", program="0.1.0", world=1, scenario={"id": "small-outage"},
              seed=4711, parent=None)  # fmt: skip
    _first_move(tell)
    _run(tell)
    _second_move(tell, rated=purpose != "orient")
    return tell.entries


def _readings(
    tell: Teller, diesel: float, cold: float, heard: float, off: float
) -> None:
    tell.tell("reading", values={
        "diesel.hospital-a.hours_left": diesel, "people.all.cold_hours": cold,
        "people.all.heard": heard, "care.hospital-a.put_off": off,
        "people.all.excess": cold / 5000})  # fmt: skip


def _first_move(tell: Teller) -> None:
    _readings(tell, 20, 0, 0.1, 0)
    tell.clock(0.17, 0).send("outage", two("Stroom uit", "Power out"), "rot", "hospital-a",
                             "hospital-b")  # fmt: skip
    tell.clock(1, 0)
    tell.tell("ran", move="first-hours", state="talk")
    _readings(tell, 19, 400, 0.3, 4)
    tell.tell("reported", team="rot", true_at=round(0.5 * HOUR),
              values={"diesel.hospital-a.hours_left": 20.0},
              sender=two("GHOR, telefoon", "GHOR, phone"))  # fmt: skip
    tell.clock(1, 4)
    asked = tell.ask(
        "rot", Message(("defence",), "Kunt u twaalf aggregaten leveren?", "phone", True)
    )
    letter = tell.send("", two("", ""), "defence", kind="request", cause=asked,
                       sender=two("ROT", "ROT"))  # fmt: skip
    tell.clock(1, 9).ask("defence", Handle(letter, "understood"))
    tell.ask("defence", Handle(letter, "owned", "stafofficier logistiek"))
    tell.ask("rot", Message(("hospital-a",), "Welke voorraad hebt u?", "email", True))
    tell.clock(1, 12).ask(
        "rot", Contact("hospital-a", "voorraad diesel", "phone", "20 uur")
    )
    tell.clock(1, 14)
    sent = tell.send("six-hours-left", two("Nog zes uur diesel", "Six hours of diesel left"),
                     "hospital-a", "hospital-b",
                     sender=two("Technische dienst", "Technical service"))  # fmt: skip
    tell.clock(1, 21)
    order = tell.ask("hospital-a", Decision("Tienduizend liter bestellen", "order-diesel",
                     (("litres", 10000),), None, "raad van bestuur", "voorraad tot vannacht"))  # fmt: skip
    assert sent < order
    tell.ask("hospital-b", Decision("", "stop-planned"), hand="policy:routine")
    tell.ask(
        "rot", Decision("We vragen het publiek thuis te blijven", why="wegen zijn glad")
    )
    free = len(tell.entries)
    tell.ask("hospital-a", StandingOrder("stop-planned", (), "diesel.hospital-a.hours_left",
                                         "below", 6))  # fmt: skip
    tell.ask(
        "rot",
        Decision("", "order-diesel"),
        refusal={"key": "not-your-option", "params": {}},
    )
    tell.tell("answered", inject="six-hours-left", team="hospital-a", entry=order)
    tell.tell("missed", inject="six-hours-left", team="hospital-b")
    tell.ask("leader", Adjudicate(free, "none", why="heeft in dit model geen gevolg"))


def _run(tell: Teller) -> None:
    tell.clock(1, 25).tell("ran", move="first-hours", state="run")
    tell.tell("claimed", stock="diesel.trader", available=14000, contested=True, shares=[
        {"team": "hospital-a", "entry": 17, "asked": 10000, "granted": 8000},
        {"team": "rot", "entry": 17, "asked": 9000, "granted": 6000}])  # fmt: skip
    tell.ask(
        "leader",
        Settle("diesel.trader", (("hospital-a", 8000), ("rot", 6000)), "naar nood"),
    )
    order = next(e.seq for e in tell.entries if e.body.get("by") == "hospital-a"
                 and e.body["action"].get("option") == "order-diesel")  # fmt: skip
    for hour in range(2, 14):
        tell.clock(hour, 25)
        _readings(tell, 19 - hour if hour < 9 else 27 - hour, 400 + 300 * hour,
                  min(0.9, 0.3 + 0.05 * hour), 4 + hour)  # fmt: skip
        if hour % 3 == 0:
            tell.tell("reported", team="rot", true_at=round((hour - 0.5) * HOUR),
                      values={"diesel.hospital-a.hours_left": 19.5 - hour},
                      sender=two("GHOR, telefoon", "GHOR, phone"))  # fmt: skip
        if hour == 9:
            tell.tell(
                "worked",
                entry=order,
                option="order-diesel",
                by="hospital-a",
                granted=8000,
            )
            tell.tell("milestone", name="diesel-delivered", on=True)
    tell.tell("happened", what="generator-did-not-start", node="generator-b")


def _second_move(tell: Teller, rated: bool) -> None:
    tell.clock(14, 25).tell("ran", move="second-night", state="preview")
    tell.ask(
        "leader",
        Override("people.all.cold_hours", 3000, "opvang was ruimer dan in het model"),
    )
    tell.ask("leader", Reseed(7))
    tell.tell("ran", move="second-night", state="talk")
    _readings(tell, 12, 4600, 0.9, 19)
    tell.clock(14, 30).ask(
        "hospital-b", Dispute("care.hospital-b.put_off", "Wij stoppen nooit alles")
    )
    tell.send("press-call", two("Vraag van de pers", "Press call"), "rot")
    tell.ask("leader", ModelOff(True, "kaart klopt niet"))
    tell.clock(14, 34).ask("leader", ModelOff(False))
    tell.ask("leader", NoPlay(True, "iemand onwel"))
    tell.clock(14, 36).ask("leader", NoPlay(False))
    tell.ask("leader", TakeOver("hospital-b", "routine"))
    tell.clock(14, 40).ask(
        "rot", Decision("Steunpunten open tot morgen", agreed="burgemeester")
    )
    tell.ask("evaluator-1", Observe("strength", "Ging eerst na wat bekend was", "rot",
                                    "share-fuel"))  # fmt: skip
    tell.ask("evaluator-2", Observe("gap", "Wie belt de leverancier?", "rot", "share-fuel",
                                    quote=True))  # fmt: skip
    if rated:
        tell.ask("evaluator-1", Rate("share-fuel", "S", "Verdeling uitgelegd", "rot"))
        tell.ask(
            "evaluator-2", Rate("share-fuel", "M", "Zorglocaties niet gehoord", "rot")
        )
        tell.ask("evaluator-1", Rate("planned-care", "not-observed", "", "hospital"))
    tell.ask(
        "evaluator-1",
        Strike("share-fuel", "messages:rot-defence", "veel is aan tafel gezegd"),
    )
    tell.clock(30, 45).ask("leader", Endex("tijd"))
    _readings(tell, 8, 9800, 0.9, 31)
    tell.tell("ended", why="tijd")
    tell.ask("rot", Reflect("Wat ging goed?", "We hadden vroeg één beeld."))
    tell.ask(
        "hospital-a", Reflect("Wat ging goed?", "Bellen ging sneller dan schrijven.")
    )
