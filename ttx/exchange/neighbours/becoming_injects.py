"""The draaiboek out of foreign injects: triggers that hold together, receivers, channels.

What waits for what is not there, or for itself, is left to exercise control, and said.
"""

from __future__ import annotations

from typing import Any

from ttx.exchange.loss import CAME, NEAR, Ledger
from ttx.exchange.neighbours.becoming_names import Names, Voice, safe
from ttx.exchange.neighbours.foreign import CONTROL, Foreign, ForeignInject
from ttx.moment import (
    DAY,
    HOUR,
    LIMIT,
    MINUTE,
    SECOND,
    offset,
    parse_duration,
    parse_offset,
)
from ttx.text import Text, both

LATEST = LIMIT - 3 * DAY


def injects(
    foreign: Foreign, names: Names, voice: Voice, ledger: Ledger
) -> list[dict[str, Any]]:
    """Every inject once, as a line of the draaiboek."""
    made: dict[str, dict[str, Any]] = {}
    first = {one.key: one for one in reversed(foreign.injects)}
    circular = _circular(first)
    sent = {key for option in foreign.options for key in option.sends}
    for number, one in enumerate(first[key] for key in names.injects):
        name = names.injects[one.key]
        if one.key in sent and one.at is None and not one.after:
            when: dict[
                str, Any
            ] = {}  # an option sends it; on cue it would wait for the leader
        else:
            when = _trigger(one, first, names, one.key in circular, ledger)
        made[name] = _line(one, name, str(number + 1), when, names, voice, ledger)
        ledger.tell(CAME, "became inject '{name}'", one.place, name=name)
    return list(made.values())


def _circular(first: dict[str, ForeignInject]) -> dict[str, None]:
    """The injects with which a circle of waiting for each other is cut."""
    cut: dict[str, None] = {}
    done: dict[str, None] = {}
    for start in first:
        path: dict[str, None] = {}
        here = start
        while here in first and here not in done and here not in path:
            path[here] = None
            here = (
                first[here].after if first[here].at is None and here not in cut else ""
            )
        if here in path:
            cut[here] = None
        done |= path
    return cut


def _trigger(
    one: ForeignInject,
    first: dict[str, ForeignInject],
    names: Names,
    circular: bool,
    ledger: Ledger,
) -> dict[str, Any]:
    """What brings it on, in the words of the draaiboek."""
    needs = names.condition(one.needs, one.place) if one.needs else None
    if one.needs and needs is None:
        ledger.tell(NEAR, "its condition could not be taken over; exercise control judges",
                    one.place)  # fmt: skip
    cue = {"cue": True} if one.cue or (one.needs and needs is None) else {}
    unless = {"unless": {"not": needs}} if needs else {}
    if one.at is not None and abs(one.at) > LATEST:
        ledger.tell(NEAR, "its time lies further from STARTEX than an exercise reaches;"
                    " exercise control sends it", one.place)  # fmt: skip
        return {"cue": True}
    if one.at is not None:
        when = {"at": offset(one.at // SECOND * SECOND)}
        return ({"cue": True} if cue else when) | unless
    if one.after:
        if circular or one.after not in first:
            ledger.tell(NEAR, "it waits for an inject that is not there or that waits for it;"
                        " exercise control sends it", one.place)  # fmt: skip
            return {"cue": True} | unless
        after = {"inject": names.injects[one.after]}
        wait = min(max(0, one.wait), LATEST)
        return (
            {"after": after | ({"by": span(wait)} if wait >= SECOND else {})}
            | cue
            | unless
        )
    if needs and not one.cue:
        return {"when": needs}
    return {"cue": True} | unless


def _line(
    one: ForeignInject,
    name: str,
    number: str,
    when: dict[str, Any],
    names: Names,
    voice: Voice,
    ledger: Ledger,
) -> dict[str, Any]:
    missing = both("(This text is missing in the file; fill it in.)")
    if not one.text and not one.title:
        ledger.tell(NEAR, "it has no text; fill it in", one.place)
    made: dict[str, Any] = {"id": name, "number": safe(one.number) or number}
    made["title"] = voice.put(one.title)
    if one.contingency:
        made["kind"] = "contingency"
    if one.sender:
        made["from"] = names.sender(one.sender)
    made["to"] = names.to(one.to, one.place) if CONTROL not in one.to else ["excon"]
    made["by"] = names.channel(one.by, one.place)
    made |= when
    made["text"] = voice.put(one.text or one.title or missing)
    made["objectives"] = list(dict.fromkeys(
        names.objectives[key] for key in one.objectives if key in names.objectives))  # fmt: skip
    made["expects"] = _expects(one, names, voice)
    made["does"] = names.effects(one.facts, one.untrue)
    made["controller"] = voice.put(one.controller)
    made["note"] = voice.put(one.note)
    return {key: value for key, value in made.items() if value not in ([], {}, Text())}


def _expects(one: ForeignInject, names: Names, voice: Voice) -> dict[str, Any]:
    made: dict[str, Any] = {}
    answers = [names.options[key] for key in one.answers if key in names.options]
    if answers:
        made["any"] = list(dict.fromkeys(answers))
    if one.expects:
        made["text"] = voice.put(one.expects)
    if made and one.within and 0 < one.within < LATEST:
        made["within"] = {"exercise": span(max(one.within, MINUTE))}
    return made


def span(ms: int) -> str:
    """A duration as an author writes it: `90m`, `2h`, `45s`."""
    for unit, size in (("h", HOUR), ("m", MINUTE)):
        if ms % size == 0:
            return f"{ms // size}{unit}"
    return f"{ms // SECOND}s"


def moments(lines: list[dict[str, Any]]) -> dict[str, int | None]:
    """When each line comes, in milliseconds after STARTEX, where that is known."""
    by_id = {one["id"]: one for one in lines}
    found: dict[str, int | None] = {}
    for one in lines:
        chain, name = [], one["id"]
        while name not in found and name not in chain:
            chain.append(name)
            name = by_id[name].get("after", {}).get("inject", name)
        for link in reversed(chain):
            found[link] = _own(by_id[link], found)
    return found


def _own(line: dict[str, Any], found: dict[str, int | None]) -> int | None:
    if "at" in line:
        return parse_offset(line["at"])
    after = line.get("after")
    if not after or line.get("cue"):
        return None
    start = found.get(after["inject"])
    return None if start is None else start + parse_duration(after.get("by", "0"))
