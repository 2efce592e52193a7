"""A seat in this process that holds a hand-made picture and keeps what is asked of it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ttx.actions import Action, Decision, StandingOrder
from ttx.errors import Refusal
from ttx.live.seat import Answer, ClockFace, Control, Present
from ttx.moment import HOUR, MINUTE, Calendar
from ttx.text import Text
from ttx.view import (
    Asked,
    Choice,
    Decided,
    Letter,
    Picture,
    Reading,
    Round,
    Spoken,
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

    async def submit(self, action: Action, command: str = "") -> Answer:
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

    async def erase(self, draft: int, command: str = "") -> Answer:
        kept = tuple(one for one in self._picture.decided if one.entry != draft)
        self.turn(decided=kept)
        return Answer(draft)

    async def control(self, wish: Control, command: str = "") -> Text:
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

    async def debrief(self, lang: str, style: str = "html") -> str:
        return ""

    async def sentences(self) -> tuple[tuple[str, Text], ...]:
        return ()

    def present(self) -> tuple[Present, ...]:
        return ()


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
        "open", (), ("ontruim", "evacuate"), (), (),
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
    next_turn=("m2", "commit"),
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
    seen = replace(made, **changes)  # type: ignore[arg-type]
    return LocalSeat(seen if seen.pace == "running" else replace(seen, guide=()))
