"""From filled-in rows to actions: what is new, what changed, and what cannot be taken.

Three wordings are held against each other: as the document was printed, as it is filled
in, and as the exercise has it now. Where both changed since, the exercise keeps its own
and the other is told in full.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ttx.actions import (
    ELEMENTS,
    PARTS,
    Action,
    Attendance,
    Comment,
    Finding,
    Improvement,
    Particulars,
)
from ttx.debrief.reading import Reading, Taken, absent, facts, keyed
from ttx.debrief.returned import Returned, Row, flat, named
from ttx.debrief.written import Fact, Written, element, fields_of, plainly, roles, yes
from ttx.evaluation_log import seat_named
from ttx.report_reading import Margin
from ttx.scenario import Scenario
from ttx.text import Text, both
from ttx.view import FindingFact, Work


def taken(scenario: Scenario, then: Work, now: Work, found: Returned,
          margins: Sequence[Margin]) -> Reading:  # fmt: skip
    """What a document asks: `then` is the work as it was printed in it, `now` as it is."""
    reading = Reading(scenario, then, now, notes=list(found.unread))
    rows = keyed(reading, found.rows)
    for kind, take in _TAKES.items():
        for row in (one for one in rows if one.kind == kind):
            take(reading, row)
    for one in margins:
        _margin(reading, one)
    absent(reading)
    return reading


# --- three wordings ---------------------------------------------------------------------


def _merged(reading: Reading, row: Row, then: Mapping[str, str] | None,
            now: Mapping[str, str], fact: Fact | None = None) -> dict[str, str]:  # fmt: skip
    """For each field the wording that holds; a clash is told and leaves what is there."""
    made = dict(now)
    for name in now:
        said = plainly(name, row.get(name), fact)
        before = then.get(name, "") if then is not None else None
        if said is None or _alike(said, now[name]):
            continue
        if before is not None and _alike(said, before):
            continue
        if before is not None and not _alike(now[name], before):
            reading.note("changed in the document and in the exercise since; not taken from"
                         " the document: {words}", row, words=Text(said, said))  # fmt: skip
            continue
        made[name] = said
    return made


def _alike(one: str, other: str) -> bool:
    return " ".join(one.split()) == " ".join(other.split())


def _written(reading: Reading, row: Row) -> tuple[Written | None, Written | None]:
    """The wordings of a row as it was printed and as the exercise has it now."""
    then, now = (fields_of(one) if (one := _fact(work, row)) else None
                 for work in (reading.then, reading.now))  # fmt: skip
    return then, now


def _fact(work: Work, row: Row) -> Fact | None:
    return next((one for one in facts(work, row.kind) if one.entry == row.key), None)


def _take(reading: Reading, row: Row, make: Callable[[Mapping[str, str]], Action],
          empty: Mapping[str, str]) -> None:  # fmt: skip
    then, now = _written(reading, row)
    held = _merged(reading, row, then, now or empty, _fact(reading.now, row))
    if now is not None and all(_alike(held[name], now[name]) for name in now):
        reading.same += 1
        return
    if not held["text"].strip():
        reading.note("without words in the column that tells what it is, so it is not taken: {words}",
                     row, words=_words(row))  # fmt: skip
        return
    sort = "changed" if now is not None else "new"
    reading.taken.append(Taken(make(held), "leader", sort, row.place))


def _words(row: Row) -> Text:
    told = "; ".join(words for _, words in row.fields if words.strip())
    return Text(told, told)


# --- each kind of table -----------------------------------------------------------------


def _finding(reading: Reading, row: Row) -> None:
    fact = next((one for one in reading.now.found(row.kind) if one.entry == row.key), None)  # fmt: skip
    kept = dict(fact.fields) if fact else {}

    def make(held: Mapping[str, str]) -> Action:
        named_one = _objective(reading, held["capability"])
        objective = named_one or kept.get("objective", "")
        if held["capability"].strip() and not named_one:
            reading.note("no objective has the capability '{words}'; the row is taken without it",
                         row, words=held["capability"])  # fmt: skip
        return Finding(row.kind, held["text"], held["reference"], held["cause"], objective,
                       kept.get("team", ""), fact.seen if fact else (), row.key)  # fmt: skip

    _take(reading, row, make, {"text": "", "reference": "", "cause": "", "capability": ""})  # fmt: skip


def _objective(reading: Reading, words: str) -> str:
    for one in reading.scenario.objectives:
        for title in (one.capability, one.title):
            if words.strip() and flat(words) in (flat(title.nl), flat(title.en)):
                return one.id
    return ""


def _planned(reading: Reading, row: Row) -> None:
    fact = next((one for one in reading.now.planned if one.entry == row.key), None)

    def make(held: Mapping[str, str]) -> Action:
        about = _about(reading, held["issue"])
        finding = about.entry if about else fact.finding if fact else None
        return Improvement(
            held["text"], finding, "" if about else held["issue"], _element(reading, row, held["element"]) or (fact.element if fact else ""),
            held["owner"], held["contact"], held["start"], held["end"],
            _above(reading, row, held["above"]), fact.state if fact else "open", row.key,
        )  # fmt: skip

    names = ("issue", "text", "element", "owner", "contact", "start", "end", "above")
    _take(reading, row, make, dict.fromkeys(names, ""))


def _about(reading: Reading, issue: str) -> FindingFact | None:
    """The area for improvement that a row names: by its words, or by its number."""
    number, _, rest = issue.partition(":")
    for one in reading.now.found("improve"):
        if flat(one.text) in (flat(issue), flat(rest)):
            return one
    told = number.strip().casefold()
    return next((one for one in reading.now.found("improve")
                 if told and told in _numbers(one)), None)  # fmt: skip


def _numbers(one: FindingFact) -> tuple[str, ...]:
    title = both("A{number}", number=one.number)
    return title.nl.casefold(), title.en.casefold()


def _element(reading: Reading, row: Row, words: str) -> str:
    found = element(words)
    if words.strip() and not found:
        reading.note("'{words}' is none of: {known}; the row is taken without it", row,
                     words=words, known=_listed())  # fmt: skip
    return found


def _listed() -> Text:
    titles = [both(one) for one in ELEMENTS.values()]
    return Text(
        ", ".join(one.nl for one in titles), ", ".join(one.en for one in titles)
    )


def _above(reading: Reading, row: Row, words: str) -> bool:
    found = yes(words)
    if found is None:
        reading.note("'{words}' is neither yes nor no; taken as yes", row, words=words)
    return found is not False


def _attended(reading: Reading, row: Row) -> None:
    seat = seat_named(reading.scenario, row.get("team") or "")
    fact = next((one for one in reading.now.attendance
                 if one.seat == seat or flat(row.get("team") or "") in (flat(one.title.nl), flat(one.title.en))), None)  # fmt: skip
    counted, strange = roles(row.get("roles") or "")
    if strange:
        reading.note("not read as a number and a role: {words}", row, words=Text(strange, strange))  # fmt: skip
    if fact is None:
        if counted:
            reading.note("there is no table of this name; not taken: {words}", row, words=_words(row))  # fmt: skip
        return
    if counted == fact.roles or not counted:
        reading.same += bool(counted)
        return
    then = next((one.roles for one in reading.then.attendance if one.seat == fact.seat), ())  # fmt: skip
    if counted == then:
        return
    reading.taken.append(Taken(Attendance(fact.seat, counted), "leader", "changed", row.place))  # fmt: skip


def _particulars(reading: Reading, row: Row) -> None:
    def told(one: Particulars) -> dict[str, str]:
        return {name: getattr(one, name) for name in ("date", "place", "sponsor", "contact", "scope")}  # fmt: skip

    now = told(reading.now.particulars)
    held = _merged(reading, row, told(reading.then.particulars), now)
    if held == now:
        reading.same += any(now.values())
        return
    reading.taken.append(Taken(Particulars(**held), "leader", "changed", row.place))


def _commented(reading: Reading, row: Row) -> None:
    known = next((one for one in reading.now.comments if one.entry == row.key), None)
    text = row.get("text") or ""
    if known is not None:
        if not _alike(known.text, text):
            reading.note("a comment keeps its words; not taken, write it as a new one: {words}",
                         row, words=Text(text, text))  # fmt: skip
        return
    seat = _seat(reading, row.get("team") or "")
    part = named(row.get("part") or "", PARTS)
    if not seat or not part:
        reading.note("the table or the part of the report is not known; not taken: {words}",
                     row, words=_words(row))  # fmt: skip
        return
    _comment(reading, seat, part, text, row.place)


def _margin(reading: Reading, one: Margin) -> None:
    place = both("comment in the margin by {who}", who=Text(one.author, one.author))
    seat, part = _seat(reading, one.author), named(one.chapter, PARTS)
    if not seat or not part:
        reading.notes.append(both("{place}: the table or the part of the report is not known; not taken: {words}",
                                  place=place, words=Text(one.text, one.text)))  # fmt: skip
        return
    beside = both("{text} (beside: \"{words}\")", text=Text(one.text, one.text),
                  words=Text(one.beside, one.beside)).nl if one.beside else one.text  # fmt: skip
    _comment(reading, seat, part, beside, place)


def _seat(reading: Reading, name: str) -> str:
    found = seat_named(reading.scenario, name)
    return found if reading.scenario.table(found) else ""


def _comment(reading: Reading, seat: str, part: str, text: str, place: Text) -> None:
    held = [
        one for one in reading.now.comments if one.seat == seat and one.part == part
    ]
    if any(_alike(one.text, text) for one in held):
        reading.same += 1
        return
    reading.taken.append(Taken(Comment(part, text), seat, "new", place))


_TAKES: dict[str, Callable[[Reading, Row], None]] = {
    "particulars": _particulars,
    "attendance": _attended,
    "strength": _finding,
    "improve": _finding,
    "plan": _planned,
    "comment": _commented,
}
"""In this order, so that a row of the plan finds the area that it is about."""
