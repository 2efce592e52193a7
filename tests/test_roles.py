"""Who may ask what: one row for each action, one letter for each kind of seat.

`y` is let in, `n` is refused for the role. A new action without a row fails here.
"""

from __future__ import annotations

import pytest

from tests.script import Script, mini
from ttx import actions
from ttx.actions import (
    KINDS,
    Adjudicate,
    Call,
    Decision,
    Endex,
    Hold,
    Improvise,
    Message,
    MoreTime,
    NoPlay,
    Observe,
    Postpone,
    Release,
    Resend,
    Retract,
    Skip,
    TurnTo,
)
from ttx.errors import Refusal

SEATS = (
    "leader", "controller-region", "response", "evaluator", "evaluator-2", "region",
    "facilitator-region", "plenary", "clock",
)  # fmt: skip
ROWS = {
    # leader, controller, response, evaluator, evaluator-2, table, facilitator, plenary, clock
    "Decision":      "nnnnnynnn",
    "StandingOrder": "nnnnnynnn",
    "Rescind":       "nnnnnynnn",
    "Commit":        "nnnnnynnn",
    "Note":          "nnnnnynnn",
    "Dispute":       "nnnnnynnn",
    "Message":       "ynynnynnn",
    "Handle":        "ynynnynnn",
    "Acknowledge":   "ynynnynnn",
    "Contact":       "ynyyyynnn",
    "Reflect":       "ynyyyynnn",
    "TurnTo":        "ynnnnnnny",
    "Release":       "yynnnnnny",
    "Hold":          "yynnnnnnn",
    "Postpone":      "yynnnnnnn",
    "Skip":          "yynnnnnnn",
    "Resend":        "yynnnnnnn",
    "Retract":       "yynnnnnnn",
    "Improvise":     "yyynnnnnn",
    "Adjudicate":    "yynnnnnnn",
    "Settle":        "ynnnnnnny",
    "Override":      "ynnnnnnnn",
    "Script":        "ynnnnnnnn",
    "ModelOff":      "ynnnnnnnn",
    "Reseed":        "ynnnnnnnn",
    "Pull":          "ynnnnnnnn",
    "TakeOver":      "ynnnnnnny",
    "Jump":          "ynnnnnnnn",
    "Overdue":       "ynnnnnnny",
    "MoreTime":      "ynnnnnnnn",
    "NoPlay":        "yyyyyyynn",
    "Reveal":        "ynnnnnnnn",
    "Endex":         "ynnnnnnny",
    "Call":          "yyynnnnnn",
    "Share":         "nnynnynnn",
    "Fog":           "ynnnnnnnn",
    "HandOver":      "ynnnnnnny",
    "HandOut":       "ynnnnnnnn",
    "Observe":       "nnnyynnnn",
    "Rate":          "nnnyynnnn",
    "Strike":        "nnnyynnnn",
    "Finding":       "ynnyynnnn",
    "Improvement":   "ynnyynnnn",
    "Weigh":         "nnnyynnnn",
    "Comment":       "ynnyyynnn",
    "Withdraw":      "ynnyyynnn",
    "Status":        "ynnnnnnnn",
    "Attendance":    "ynnnnynnn",
    "Particulars":   "ynnnnnnnn",
    "SignOff":       "ynnnnnnnn",
}  # fmt: skip
ASKED = {
    "Decision": {"text": "wij schalen op"},
    "StandingOrder": {"option": "call-help", "gauge": "mains.level"},
    "Rescind": {"entry": 1}, "Commit": {}, "Note": {"column": "know", "text": "donker"},
    "Dispute": {"about": "mains.level", "text": "klopt niet"},
    "Message": {"to": ["hospital-a"], "text": "hoe staat het?"},
    "Handle": {"entry": 1, "state": "owned"}, "Acknowledge": {"entry": 1},
    "Contact": {"with_whom": "hospital-a", "about": "diesel"},
    "Reflect": {"question": "Wat ging goed?", "text": "het beeld"},
    "TurnTo": {"move": "one", "state": "brief"}, "Release": {"inject": "wait"},
    "Hold": {"inject": "wait"}, "Postpone": {"inject": "wait", "by": 60_000},
    "Skip": {"inject": "wait"}, "Resend": {"inject": "first"},
    "Retract": {"inject": "first"}, "Improvise": {"to": ["region"], "text": "Storm."},
    "Adjudicate": {"entry": 1, "ruling": "none"},
    "Settle": {"stock": "diesel.trader", "shares": []},
    "Override": {"gauge": "mains.level", "why": "stand"},
    "Script": {"to": ["region"], "text": "Alles staat stil."}, "ModelOff": {},
    "Reseed": {"salt": 3}, "Pull": {"lever": "mains.broken", "value": 1.0},
    "TakeOver": {"team": "region", "policy": "routine"}, "Jump": {"to": 3_600_000},
    "Overdue": {"inject": "first"}, "MoreTime": {}, "NoPlay": {},
    "Share": {"item": "power", "text": "donker"}, "Fog": {}, "HandOver": {"entry": 1},
    "HandOut": {"inject": "first", "on_paper": 1_500_000},
    "Reveal": {"what": "truth"}, "Endex": {}, "Call": {"inject": "first", "state": "said"},
    "Observe": {"sort": "gap", "text": "niemand belt"},
    "Rate": {"task": "order-in-time", "rating": "S"},
    "Strike": {"task": "order-in-time", "evidence": "1", "why": "oefenfout"},
    "Finding": {"sort": "strength", "text": "vroeg één beeld"},
    "Improvement": {"text": "plan bijwerken"},
    "Weigh": {"sentence": "course/mains.level", "verdict": "accepted"},
    "Comment": {"part": "knew", "text": "wij wisten het eerder"},
    "Withdraw": {"entry": 1}, "Status": {"state": "fact-check"},
    "Attendance": {"team": "region", "roles": [["voorzitter", 1]]},
    "Particulars": {"place": "Utrecht"},
    "SignOff": {"figure": "assumption/1", "verdict": "agreed", "role": "hoofd techniek"},
}  # fmt: skip
FOR_THE_ROLE = ("not-allowed", "other-table", "unknown-team")


def test_every_action_has_its_row_and_every_row_its_action() -> None:
    assert sorted(ROWS) == sorted(KINDS) == sorted(ASKED)
    assert {len(row) for row in ROWS.values()} == {len(SEATS)}


@pytest.mark.parametrize("kind", list(ROWS))
def test_each_kind_of_seat_may_what_its_row_says(kind: str) -> None:
    for seat, letter in zip(SEATS, ROWS[kind], strict=True):
        script = Script().until("T+0:10")
        own = script.ask("region", Decision(text="wij bellen")).seq
        asked = dict(ASKED[kind])
        if kind == "Adjudicate":
            asked["entry"] = own
        raw = script.ask(seat, actions.from_plain({"kind": kind, **asked})).body[
            "refusal"
        ]
        refused = bool(raw) and raw["key"] in FOR_THE_ROLE
        assert refused == (letter == "n"), (kind, seat, raw)
        for lang in ("nl", "en") if refused else ():
            assert "{" not in Refusal.from_plain(raw).sentence(lang)


@pytest.mark.parametrize(
    "seat", ["hospital-z", "controller-hospital", "controller-", "evaluator-", "evaluator-0",
             "evaluator-x", "facilitator", "display", "observer", "Leader", ""],
)  # fmt: skip
def test_a_name_that_is_no_seat_can_ask_nothing(seat: str) -> None:
    script = Script().until("T+0:10")
    assert script.refused(seat, NoPlay()) == "unknown-team"


def test_a_controller_has_the_leaders_hand_on_one_table_only() -> None:
    script = Script().until("T+0:20").move("one", "brief", "talk")
    mine = script.ask("region", Decision(text="wij bellen de minister")).seq
    other = script.ask("hospital-a", Decision(text="wij sluiten de poort")).seq
    own, far = "controller-region", "controller-hospital-a"
    assert script.refused(own, Hold("wait")) == ""
    assert script.refused(own, Hold("wait", False)) == ""
    assert script.refused(far, Release("wait")) == "other-table"
    assert script.refused(far, Release("low@hospital-b")) == "other-table"
    assert script.refused(far, Postpone("low@hospital-a", 60_000)) == ""
    assert script.refused(own, Release("no-such-thing")) == "unknown-inject"
    assert script.refused(own, Resend("first")) == ""
    assert script.refused(far, Retract("first")) == "other-table"
    assert script.refused(far, Skip("halt")) == "other-table"
    assert script.refused(far, Call("first", "said")) == "other-table"
    assert script.refused(own, Adjudicate(mine, "answer", text="Zij neemt op.")) == ""
    assert script.refused(own, Adjudicate(other, "none")) == "other-table"
    assert script.refused(own, Improvise(("region",), "De burgemeester belt.")) == ""
    for to in (("region", "hospital-a"), ("all",), ("leader",), ("trader",)):
        assert script.refused(own, Improvise(to, "Storm op zee.")) == "other-table", to
    script.ask(own, Release("wait"))
    assert "wait" in script.delivered()


def test_a_controller_is_told_who_may_do_it() -> None:
    script = Script(mini()).until("T+0:20")
    for action in (TurnTo("one", "brief"), MoreTime(), Endex()):
        raw = script.ask("controller-region", action).body["refusal"]
        refusal = Refusal.from_plain(raw)
        assert refusal.sentence("en") == "Only the director can do this."
        assert refusal.sentence("nl") == "Dit kan alleen de oefenleider."
    raw = script.ask("controller-region", Message(("region",), "hallo")).body["refusal"]
    assert Refusal.from_plain(raw).sentence("nl") == "Dit kan alleen wie meespeelt."


def test_an_observation_is_of_a_moment_that_has_been() -> None:
    script = Script().until("T+1")
    hour = 3_600_000
    assert script.refused("evaluator", Observe("gap", "stil", seen_at=0)) == ""
    assert script.refused("evaluator", Observe("gap", "stil", seen_at=hour)) == ""
    assert (
        script.refused("evaluator", Observe("gap", "stil", seen_at=hour + 1))
        == "no-moment"
    )
    assert (
        script.refused("evaluator", Observe("gap", "stil", seen_at=-(10**30)))
        == "no-moment"
    )
    assert script.refused("evaluator", Observe("gap", "  ")) == "empty"
    assert script.refused("evaluator", Observe("verdict", "stil")) == "bad-value"
