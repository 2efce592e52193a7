"""The report as people write it after ENDEX: who may write what, and what was shown.

What is written stands in the journal alone; here is only whether it may be. Nothing
here reaches the world.
"""

from __future__ import annotations

from typing import Any

from ttx.actions import (
    ELEMENTS,
    FINDINGS,
    OPENED_BY,
    PARTS,
    PLANNED,
    SIGNED,
    STATUSES,
    VERDICTS,
    Attendance,
    Comment,
    Finding,
    Improvement,
    Reveal,
    SignOff,
    Status,
    Weigh,
    Withdraw,
)
from ttx.errors import Refusal
from ttx.exercise_state import State
from ttx.journal import Entry
from ttx.scenario.seats import kind_of
from ttx.text import both

REVEALED = ("hot-wash", "truth", "influence", "sensitive", "debrief")
"""All that the leader can show; the first three in this order."""
FIRST = {"truth": "hot-wash", "influence": "truth"}
"""What must have been shown before, once the exercise is over."""
WITHDRAWN = ("Finding", "Improvement", "Comment")
AT_THE_DAY = ("leader", "response", "evaluator", "observer")
"""Who was there beside the tables."""
MOST_PEOPLE = 999
LONGEST_ROLE = 80


def may_reveal(ex: State, action: Reveal, by: str) -> Refusal | None:
    """In the order of a debrief: own account, what was true, and last the influence."""
    if action.what not in REVEALED:
        return _unfit("what", ", ".join(REVEALED), action.what)
    if action.to and action.what != "debrief":
        return Refusal("all-at-once")
    if strange := [one for one in action.to if ex.scenario.table(one) is None]:
        return Refusal("unknown-team", {"team": strange[0]})
    if action.on and action.what in ("debrief", "influence") and not ex.over:
        return Refusal("not-over")
    before = FIRST.get(action.what, "")
    asks = before == "truth" or bool(ex.scenario.hot_wash)
    if action.on and ex.over and before and asks and before not in ex.revealed:
        return Refusal("in-order", {"first": both(_SHOWN[before])})
    return None


_SHOWN = {
    "hot-wash": "the tables' own accounts",
    "truth": "what was true beside what they knew",
}


def reveal(ex: State, action: Reveal) -> None:
    """Show it to all or some tables, or take it away again."""
    everybody = [one.id for one in ex.scenario.tables]
    had = [one for one in everybody if action.what in ex.shown_to(one)]
    named = list(action.to) or everybody
    have = [one for one in everybody
            if (one in had or one in named if action.on else one in had and one not in named)]  # fmt: skip
    ex.revealed = [one for one in ex.revealed if one != action.what]
    for seat in everybody:
        kept = [one for one in ex.revealed_to.get(seat, []) if one != action.what]
        ex.revealed_to[seat] = kept
    if have == everybody:
        ex.revealed = [*ex.revealed, action.what]
    else:
        for seat in have:
            ex.revealed_to[seat].append(action.what)


# --- what is written ------------------------------------------------------------------


def may_find(ex: State, action: Finding, by: str) -> Refusal | None:
    """A finding has words and a sort, and rests on observations that there are."""
    if not action.text.strip():
        return Refusal("empty")
    if action.sort not in FINDINGS:
        return _unfit("sort", ", ".join(FINDINGS), action.sort)
    if action.objective and action.objective not in [o.id for o in ex.scenario.objectives]:  # fmt: skip
        return Refusal("unknown-task", {"task": action.objective})
    if action.team and not kind_of(ex.scenario, action.team):
        return Refusal("unknown-team", {"team": action.team})
    for seen in action.seen:
        if _asked(ex, seen, "Observe") is None:
            return Refusal("unknown-entry", {"entry": str(seen)})
    return _replaces(ex, action, "Finding")


def may_plan(ex: State, action: Improvement, by: str) -> Refusal | None:
    """A row says what will be done; its end is not before its start."""
    if not action.text.strip():
        return Refusal("empty")
    if action.element and action.element not in ELEMENTS:
        return _unfit("element", ", ".join(ELEMENTS), action.element)
    if action.state not in PLANNED:
        return _unfit("state", ", ".join(PLANNED), action.state)
    if action.finding is not None and _asked(ex, action.finding, "Finding") is None:
        return Refusal("unknown-entry", {"entry": str(action.finding)})
    if _is_date(action.start) and _is_date(action.end) and action.end < action.start:
        return Refusal("ends-before")
    return _replaces(ex, action, "Improvement")


def may_weigh(ex: State, action: Weigh, by: str) -> Refusal | None:
    """Edited has other words, struck has a reason."""
    if not action.sentence.strip():
        return Refusal("empty")
    if action.verdict not in VERDICTS:
        return _unfit("verdict", ", ".join(VERDICTS), action.verdict)
    if action.verdict == "edited" and not action.text.strip():
        return Refusal("empty")
    if action.verdict == "struck" and not action.why.strip():
        return Refusal("needs-reason")
    return None


def may_comment(ex: State, action: Comment, by: str) -> Refusal | None:
    """A table writes beside what has been released to it; staff answer comments."""
    if not action.text.strip():
        return Refusal("empty")
    if action.part not in PARTS:
        return _unfit("part", ", ".join(PARTS), action.part)
    if action.reply_to is not None and _asked(ex, action.reply_to, "Comment") is None:
        return Refusal("unknown-entry", {"entry": str(action.reply_to)})
    if ex.scenario.table(by) is None:
        return None
    shown = ex.shown_to(by)
    needs = OPENED_BY.get(action.part, "debrief")
    if "debrief" not in shown or needs not in shown:
        return Refusal("not-released")
    if action.reply_to is not None and not _own_thread(ex, action.reply_to, by):
        return Refusal("unknown-entry", {"entry": str(action.reply_to)})
    return None


def may_withdraw(ex: State, action: Withdraw, by: str) -> Refusal | None:
    """Staff take back findings and rows; a comment is taken back by who wrote it."""
    found = next((e for kind in WITHDRAWN if (e := _asked(ex, action.entry, kind))), None)  # fmt: skip
    if found is None:
        return Refusal("unknown-entry", {"entry": str(action.entry)})
    table = ex.scenario.table(by) is not None
    if (table or _kind(found) == "Comment") and found.body["by"] != by:
        return Refusal("unknown-entry", {"entry": str(action.entry)})
    return None


def may_set_status(ex: State, action: Status, by: str) -> Refusal | None:
    """The report goes from concept by fact check to adopted, or back."""
    if action.state not in STATUSES:
        return _unfit("state", ", ".join(STATUSES), action.state)
    return Refusal("settled") if action.state == ex.status else None


def may_attend(ex: State, action: Attendance, by: str) -> Refusal | None:
    """A table counts its own; roles and numbers, no names."""
    known = action.team in AT_THE_DAY or ex.scenario.table(action.team) is not None
    if not known:
        return Refusal("unknown-team", {"team": action.team})
    if ex.scenario.table(by) is not None and action.team != by:
        return Refusal("not-allowed", {"who": both("the director")})
    for role, number in action.roles:
        if not role.strip() or len(role) > LONGEST_ROLE:
            return Refusal("empty")
        if not 0 < number <= MOST_PEOPLE:
            return _unfit("number", f"1-{MOST_PEOPLE}", str(number))
    return None


def may_sign(ex: State, action: SignOff, by: str) -> Refusal | None:
    """Which assumption, what the expert said, and in which role."""
    if not action.figure.strip() or not action.role.strip():
        return Refusal("empty")
    if action.verdict not in SIGNED:
        return _unfit("verdict", ", ".join(SIGNED), action.verdict)
    return None


# --- looking back in the journal ------------------------------------------------------


def _replaces(ex: State, action: Finding | Improvement, kind: str) -> Refusal | None:
    if action.entry is None or _asked(ex, action.entry, kind) is not None:
        return None
    return Refusal("unknown-entry", {"entry": str(action.entry)})


def _asked(ex: State, seq: int, kind: str) -> Entry | None:
    """The accepted action of this kind with this entry, if there is one."""
    entry = ex.journal.entry(seq)
    if entry is None or entry.kind != "asked" or entry.body["refusal"] is not None:
        return None
    return entry if _kind(entry) == kind else None


def _kind(entry: Entry) -> str:
    return str(entry.body["action"]["kind"])


def _own_thread(ex: State, seq: int, by: str) -> bool:
    """Whether a comment is this table's own, or an answer to one of its own."""
    entry = _asked(ex, seq, "Comment")
    while entry is not None and entry.body["by"] != by:
        before = entry.body["action"].get("reply_to")
        entry = _asked(ex, int(before), "Comment") if before is not None else None
    return entry is not None


def _is_date(text: str) -> bool:
    """Whether a date is written as 2027-09-01."""
    parts = text.split("-")
    return [len(one) for one in parts] == [4, 2, 2] and "".join(parts).isdecimal()


def _unfit(value: str, wanted: str, given: Any) -> Refusal:
    return Refusal("bad-value", {"value": value, "wanted": wanted, "given": str(given)})
