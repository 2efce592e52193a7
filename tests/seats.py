"""A seat in this process that holds a hand-made picture and keeps what is asked of it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ttx.actions import Action, Decision, StandingOrder
from ttx.errors import Refusal
from ttx.live.seat import Answer, ClockFace, Control
from ttx.moment import HOUR, MINUTE, Calendar
from ttx.text import Text
from ttx.view import (
    Asked,
    Book,
    Cell,
    Choice,
    Contest,
    Decided,
    Desk,
    Disputed,
    Handle,
    Letter,
    Line,
    Noted,
    Phone,
    Picture,
    Preview,
    Reading,
    Round,
    Spoken,
    TableState,
    Watched,
    Written,
)

CALENDAR = Calendar(
    datetime(2027, 1, 18, 6, 40, tzinfo=ZoneInfo("Europe/Amsterdam")), date(2027, 1, 18)
)
PEOPLE = (
    ("hospital-a", Text("Ziekenhuis Noorderkroon", "Hospital Noorderkroon")),
    ("region", Text("Regionaal operationeel team", "Regional operational team")),
    ("care", Text("Thuiszorg en verpleeghuizen", "Home care and nursing homes")),
)
CHANNELS = (
    ("phone", Text("telefoon", "phone")),
    ("email", Text("e-mail", "e-mail")),
    ("courier", Text("koerier", "courier")),
)
NOW = 4 * HOUR


class LocalSeat:
    """A seat over a picture that the test changes itself."""

    def __init__(
        self, picture: Picture, others: dict[str, Picture] | None = None
    ) -> None:
        self._picture = picture
        self.others = others or {}
        self.asked: list[Action] = []
        self.wishes: list[Control] = []
        self.refusal: Refusal | None = None
        self.lost = ""
        self.clock = ClockFace(picture.now, "stands", left=18 * MINUTE + 5000)
        self._turned = asyncio.Event()

    @property
    def name(self) -> str:
        return self._picture.seat

    def picture(self) -> Picture:
        return self._picture

    def face(self) -> ClockFace:
        return self.clock

    def turn(self, **changes: object) -> None:
        """The exercise goes on: a new picture."""
        version = self._picture.version + 1
        self._picture = replace(self._picture, version=version, **changes)  # type: ignore[arg-type]
        turned, self._turned = self._turned, asyncio.Event()
        turned.set()

    async def changed(self, since: int) -> Picture:
        while self._picture.version <= since:
            if self.lost:
                raise ConnectionError(self.lost)
            await self._turned.wait()
        return self._picture

    async def submit(self, action: Action) -> Answer:
        self.asked.append(action)
        if self.refusal is not None:
            return Answer(refusal=self.refusal)
        entry = 1000 + len(self.asked)
        if isinstance(action, Decision | StandingOrder):
            titles = {one.option: one.title for one in self._picture.choices}
            draft = Decided(
                entry, self.name, self._picture.now, action.text,
                titles.get(action.option, Text()), action.option, "draft",
                standing=isinstance(action, StandingOrder),
            )  # fmt: skip
            self.turn(decided=(*self._picture.decided, draft))
            return Answer(entry, draft=True)
        return Answer(entry)

    async def erase(self, draft: int) -> Answer:
        kept = tuple(one for one in self._picture.decided if one.entry != draft)
        self.turn(decided=kept)
        return Answer(draft)

    async def control(self, wish: Control) -> Text:
        self.wishes.append(wish)
        return Text("Gedaan: rapport.html", "Done: report.html")

    async def why(self, gauge: str) -> tuple[tuple[Text, str], ...]:
        return (
            (Text("het net is uitgevallen", "the grid is down"), "S"),
            (Text("aggregaat 2 sloeg niet aan", "generator 2 did not start"), "K"),
        )

    async def propose(self, text: str) -> tuple[Choice, ...]:
        typed = text.lower()
        return tuple(
            one
            for one in self._picture.choices
            if any(word in typed for word in one.words)
        )

    async def as_seen_by(self, seat: str) -> Picture:
        return self.others[seat]


READINGS = (
    Reading(
        "diesel.hospital-a.hours_left",
        Text("Diesel ziekenhuis, nog", "Hospital diesel, left"),
        Text("9 uur", "9 h"), 9.0, NOW - 2 * HOUR - 10 * MINUTE,
        Text("hoofd techniek, telefoon", "head of engineering, phone"),
        (30.0, 24.0, 17.0, 12.0, 9.0),
        Text("Bij de huidige belasting van de aggregaten.",
             "At the present load of the generators."),
        better="higher", headline=True,
    ),
    Reading(
        "care.hospital-a.icu_free",
        Text("Vrije IC-bedden", "Free ICU beds"), Text("2 bedden", "2 beds"), 2.0,
        NOW - 20 * MINUTE, Text("IC-hoofd, telefoon", "head of ICU, phone"),
        (6.0, 5.0, 5.0, 3.0, 2.0), better="higher", headline=True,
    ),
    Reading(
        "people.all.ventilated_left",
        Text("Thuisbeademden nog niet bereikt", "Home ventilated, not yet reached"),
        Text("31 mensen", "31 people"), 31.0, NOW - 95 * MINUTE,
        Text("thuiszorgorganisaties", "home care organisations"),
        (60.0, 52.0, 40.0, 31.0), better="lower",
    ),
    Reading(
        "power.grid.expected",
        Text("Verwacht herstel van het net", "Expected restoration of the grid"),
        Text(), None, 0, Text(), better="lower",
    ),
    Reading(
        "care.hospital-a.put_off",
        Text("Uitgestelde operaties", "Operations put off"),
        Text("14 patiënten", "14 patients"), 14.0, NOW, Text(), (0.0, 4.0, 14.0, 14.0),
        overruled=True, better="lower",
    ),
)  # fmt: skip

LETTERS = (
    Letter(
        11, NOW - 3 * HOUR, "inject", Text("Netbeheerder", "Grid operator"),
        ("hospital-a",), "phone", Text("Storing in uw regio", "Outage in your region"),
        Text("Door een storing in het hoogspanningsstation is de regio spanningsloos. Wij "
             "weten nog niet hoe lang dit duurt.",
             "A fault in the high-voltage station has left the region without power. We do "
             "not know yet how long this will last."), acknowledged=True,
    ),
    Letter(
        14, NOW - 30 * MINUTE, "inject", Text("Hoofd techniek", "Head of engineering"),
        ("hospital-a",), "phone",
        Text("Aggregaat 2 start niet", "Generator 2 does not start"),
        Text("Het tweede aggregaat slaat niet aan. De monteur is onderweg, maar de wegen "
             "zijn vol. Met één aggregaat draaien spoed, IC en twee operatiekamers.\n"
             "[b]Bel mij terug[/b] vóór 11.00 uur.",
             "The second generator does not start. The mechanic is on the way, but roads "
             "are full. One generator carries emergency, ICU and two theatres.\n"
             "[b]Call me back[/b] before 11.00."),
    ),
    Letter(
        15, NOW - 10 * MINUTE, "request", Text("Thuiszorg", "Home care"), ("hospital-a",),
        "email", Text("Plaats voor 6 thuisbeademden?", "Room for 6 home ventilated?"),
        Text("Kunt u vanmiddag zes thuisbeademde patiënten opvangen?",
             "Can you take six home ventilated patients this afternoon?"), state="asked",
    ),
)  # fmt: skip

CHOICES = (
    Choice(
        "order-diesel", Text("Diesel bestellen", "Order diesel"),
        Text("Bij de eigen leverancier.", "From the usual supplier."),
        Text("duurt 6 tot 12 uur", "takes 6 to 12 hours"), "open",
        (Asked("litres", Text("Hoeveel liter", "How many litres"), "l", 1000, 20000, (),
               5000),),
        ("diesel", "brandstof", "fuel"),
    ),
    Choice(
        "stop-planned", Text("Planbare zorg stoppen", "Stop planned care"), Text(),
        Text("uitgestelde operaties", "operations put off"), "open", (),
        ("planbare", "planned", "operaties"),
    ),
    Choice(
        "evacuate", Text("Ziekenhuis ontruimen", "Evacuate the hospital"), Text(), Text(),
        "open", (), ("ontruim", "evacuate"), (),
        Refusal("not-your-option", {"option": "evacuate", "teams": "ROT"}),
    ),
)  # fmt: skip

MOVE = Round(
    "m2", Text("Brandstof", "Fuel"), 2, 3, "talk", NOW, 25 * MINUTE,
    Text("Het is 10.40 uur. De stroom is vier uur weg. Iedereen vraagt diesel.",
         "It is 10.40. Power has been out for four hours. Everybody asks for diesel."),
    (Text("Wat weet u, en hoe oud is dat?", "What do you know, and how old is it?"),
     Text("Wie krijgt de eerste diesel, en waarom?",
          "Who gets the first diesel, and why?")),
    (Text("Mobiele telefoons doen het niet: koerier, 20 minuten.",
          "Mobile phones are dead: courier, 20 minutes."),),
)  # fmt: skip

BASE = Picture(
    "hospital-a", "table", PEOPLE[0][1], Text("Regio zonder stroom", "Region without power"),
    Text("OEFENING OEFENING OEFENING", "EXERCISE EXERCISE EXERCISE"), CALENDAR, 1, NOW, NOW,
    "moves", True, True, False, MOVE,
    next_moves=(("m3", Text("De tweede nacht", "The second night"), 14 * HOUR),),
    people=PEOPLE, channels=CHANNELS, talking=("hospital-a", "care"),
    briefing=Text("Een stroomstoring van onbekende duur, midden in de winter.",
                  "A power cut of unknown length, in the middle of winter."),
    ground_rules=(Text("Wat u hoort is wat u weet.", "What you hear is what you know."),),
    artificialities=(Text("Tijd springt tussen rondes.", "Time leaps between moves."),),
    hot_wash=(Text("Wat ging goed?", "What went well?"),
              Text("Wat wist u te laat?", "What did you learn too late?")),
)  # fmt: skip


def table(**changes: object) -> LocalSeat:
    """A hospital's table in the second move."""
    made = replace(
        BASE, readings=READINGS, letters=LETTERS, choices=CHOICES,
        decided=(
            Decided(8, "hospital-a", HOUR, "opschalen naar CBT",
                    Text("Crisisteam bijeen", "Crisis team meets"), "cbt", "entered",
                    works_at=HOUR),
        ),
        board=(
            Written(5, HOUR, "know", "Stroom weg sinds 06.40, hele regio"),
            Written(6, HOUR, "assume", "Herstel niet vóór morgenochtend"),
            Written(7, HOUR, "unknown", "Komt de tankwagen erdoor?"),
        ),
        contacts=(
            Spoken(9, 3 * HOUR, "hospital-a", "ROT", "by phone",
                   "wie verdeelt de diesel", "antwoord om 11.30"),
        ),
        guide=(
            Text("Druk op 2 en lees de berichten.", "Press 2 and read the messages."),
            Text("Druk op d en typ een besluit.", "Press d and type a decision."),
        ),
    )  # fmt: skip
    return LocalSeat(replace(made, **changes))  # type: ignore[arg-type]


LINES = (
    Line("i-outage", "2.1", Text("Storing in de regio", "Outage in the region"),
         Text("Netbeheerder", "Grid operator"), ("hospital-a", "region"), "phone", "inject",
         "acknowledged", HOUR, Text("De regio is spanningsloos.", "The region is dark."),
         entry=11, words=62),
    Line("i-generator", "2.2", Text("Aggregaat 2 start niet", "Generator 2 fails"),
         Text("Hoofd techniek", "Head of engineering"), ("hospital-a",), "phone", "inject",
         "delivered", NOW - 30 * MINUTE, Text("Het slaat niet aan.", "It does not start."),
         expects=Text("Belasting verminderen", "Reduce the load"), entry=14, words=48),
    Line("i-tanker", "2.3", Text("Tankwagen staat vast", "Tanker is stuck"),
         Text("Leverancier", "Supplier"), ("region",), "phone", "contingency", "waiting",
         None, Text("De tankwagen komt niet.", "The tanker is not coming."),
         Text("wacht op uw seintje", "waits for your cue"), words=40),
    Line("i-press", "3.1", Text("Pers aan de deur", "Press at the door"),
         Text("Regionale omroep", "Regional broadcaster"), ("hospital-a", "care"), "email",
         "inject", "planned", 14 * HOUR, Text("Wij willen weten …", "We want to know …")),
)  # fmt: skip


def leader(**changes: object) -> LocalSeat:
    """Exercise control in the second move, with something of everything waiting."""
    readings = tuple(
        replace(one, at=NOW, heard=Text()) for one in READINGS if one.shown
    )
    desk = Desk(
        LINES,
        (
            TableState("hospital-a", PEOPLE[0][1], "", False, 2, 1, 1, NOW - 5 * MINUTE, 120),
            TableState("region", PEOPLE[1][1], "", True, 0, 2, 0, NOW - 9 * MINUTE, 80),
            TableState("care", PEOPLE[2][1], "routine", False, 1, 0, 2, None, 60),
        ),
        (Decided(21, "region", NOW, "buurtteams langs alle deuren", Text(), "", "waiting"),),
        (Contest("diesel.depot", Text("Diesel in het depot", "Diesel in the depot"), 10000,
                 "l", (("hospital-a", 8000, 30), ("care", 6000, 31)), "excon"),),
        Preview(
            NOW, 14 * HOUR,
            ((READINGS[1], 2.0, 0.0), (replace(READINGS[2], odd=True), 31.0, 4.0)),
            ((6 * HOUR, Text("aggregaat 1 viel uit", "generator 1 failed")),),
            (replace(LETTERS[2], entry=40),), (READINGS[2],),
        ),
        (Disputed(35, NOW, "hospital-a", "care.hospital-a.icu_free", "Er zijn er nog 4"),),
        (Handle("grid.broken", Text("Net kapot", "Grid broken"), "", 1, 0, 1),
         Handle("care.hospital-a.staff", Text("Personeel", "Staff"), "factor", 1, 0, 2)),
        (("routine", Text("routine", "routine")),),
        (("card-rumour", Text("Gerucht", "Rumour"),
          Text("Op sociale media: het water is vergiftigd.", "Social media: bad water.")),),
        Text("Welkom bij de oefening.", "Welcome to the exercise."),
        (Decided(8, "hospital-a", HOUR, "opschalen naar CBT", Text(), "", "entered"),),
        options=CHOICES,
    )  # fmt: skip
    made = replace(
        BASE, seat="leader", kind="leader", title=Text("Oefenleiding", "Exercise control"),
        readings=readings, desk=desk,
    )  # fmt: skip
    seats = {name: replace(table().picture(), seat=name, title=t) for name, t in PEOPLE}
    return LocalSeat(replace(made, **changes), seats)  # type: ignore[arg-type]


def response(**changes: object) -> LocalSeat:
    """The response cell with two calls to make."""
    cell = Cell(
        (("supplier", Text("Brandstofleverancier", "Fuel supplier"),
          Text("Wil weten wie betaalt", "Wants to know who pays"),
          (Text("Heeft 3 tankwagens", "Has 3 tankers"),)),),
        (
            Phone("i-tanker", None, Text("Leverancier", "Supplier"), ("region",),
                  Text("De tankwagen staat vast bij de afslag.", "The tanker is stuck."),
                  Text("Blijf kalm; u weet niet meer.", "Keep calm."), NOW + HOUR, ""),
            Phone("i-press", 12, Text("Omroep", "Broadcaster"), ("hospital-a",),
                  Text("Wat doet u?", "What do you do?"), Text(), 5 * HOUR, "called"),
        ),
    )  # fmt: skip
    made = replace(
        BASE, seat="response", kind="response", title=Text("Tegenspel", "Response cell"),
        cell=cell, letters=LETTERS[2:],
    )  # fmt: skip
    return LocalSeat(replace(made, **changes))  # type: ignore[arg-type]


def evaluator(may_rate: bool = True, **changes: object) -> LocalSeat:
    """An evaluator with two tasks, one of them unwatched."""
    book = Book(
        (
            Watched("t-share", Text("Beeld delen", "Share the picture"),
                    Text("Informatiemanagement", "Information management"), "ZiROP 4.2",
                    "hospital-a", Text("Noemt men de leeftijd van cijfers?",
                                       "Do they name the age of figures?"),
                    (Text("Bericht 14 gelezen na 6 min", "Message 14 read after 6 min"),)),
            Watched("t-diesel", Text("Diesel verdelen", "Divide diesel"),
                    Text("Zorgcontinuïteit", "Continuity of care"), "", "region",
                    Text("Wie beslist, en op welke grond?", "Who decides, and why?")),
        ),
        (Noted(50, NOW - HOUR, "evaluator", "strength", "leeftijd genoemd", "hospital-a",
               "t-share", True),),
        may_rate, ("t-diesel",),
    )  # fmt: skip
    made = replace(
        BASE, seat="evaluator", kind="evaluator", title=Text("Waarnemer", "Evaluator"),
        book=book,
    )  # fmt: skip
    return LocalSeat(replace(made, **changes))  # type: ignore[arg-type]


def all_seats() -> dict[str, LocalSeat]:
    """One keyboard for everything."""
    return {
        "leader": leader(),
        "hospital-a": table(),
        "response": response(),
        "evaluator": evaluator(),
    }
