"""Hand-made seats of exercise control, response cell and evaluator."""

from __future__ import annotations

from dataclasses import replace

from seats import BASE, CHOICES, LETTERS, NOW, PEOPLE, READINGS, LocalSeat, table

from ttx.moment import HOUR, MINUTE
from ttx.text import Text
from ttx.view import (
    Book,
    Cell,
    Contest,
    Decided,
    Desk,
    Disputed,
    Handle,
    Line,
    Noted,
    Phone,
    Preview,
    Proof,
    TableState,
    Watched,
)  # fmt: skip

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
            ((READINGS[1], Text("6 bedden", "6 beds")),
             (replace(READINGS[2], odd=True), Text("31 uur", "31 h"))),
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
                    Text("Informatiemanagement", "Information management"), Text("ZiROP 4.2"),
                    "hospital-a", Text("Noemt men de leeftijd van cijfers?",
                                       "Do they name the age of figures?"),
                    (Proof("response:x", Text("Bericht 14 gelezen na 6 min",
                                              "Message 14 read after 6 min")),)),
            Watched("t-diesel", Text("Diesel verdelen", "Divide diesel"),
                    Text("Zorgcontinuïteit", "Continuity of care"), Text(), "region",
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
