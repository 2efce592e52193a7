"""IcebergTTX: a graph of injects with options that lead on, as JSON (schema 1.0)."""

from __future__ import annotations

from typing import Any

from ttx.exchange.loss import CAME, LEFT, NEAR, Ledger, where
from ttx.exchange.neighbours.foreign import (
    EVERYONE,
    Foreign,
    ForeignInject,
    ForeignOption,
    ForeignTeam,
)
from ttx.exchange.plain import line, many, number, objects, text, title, within
from ttx.moment import MINUTE, SECOND

TOP = ("schema_version", "title", "description", "tags", "metadata", "participant_teams",
       "start_inject_id", "debrief_notes", "injects")  # fmt: skip
INJECT = ("id", "title", "content", "target_teams", "sequence_order", "release_at_minutes",
          "free_text_response", "options", "expected_actions", "triggers_communications")  # fmt: skip
MESSAGE = (
    "external_entity",
    "direction",
    "subject",
    "body",
    "delay_after_release_seconds",
)


def looks_like(data: Any) -> bool:
    """Whether this JSON is an exercise of this format."""
    return isinstance(data, dict) and (
        "start_inject_id" in data or {"participant_teams", "injects"} <= set(data)
    )


def read(data: dict[str, Any], ledger: Ledger) -> Foreign:
    """The exercise in this object."""
    version = text(data.get("schema_version"))
    if version not in ("", "1.0", "1"):
        ledger.tell(NEAR, "schema version {version} is not 1.0, which is read here: look"
                    " closer", where("schema_version"), version=line(version, 20))  # fmt: skip
    meta = within(data.get("metadata"))
    ledger.rest(data, TOP, where("/"))
    ledger.rest(meta, ("author", "estimated_duration_minutes"), where("metadata"))
    if tags := many(data.get("tags")):
        ledger.tell(LEFT, "there is no place for this in a scenario ({count})", where("tags"),
                    count=len(tags))  # fmt: skip
    minutes = number(meta.get("estimated_duration_minutes"))
    debrief = text(data.get("debrief_notes"))
    injects, options = _graph(data, ledger)
    leader = [f"author: {line(said)}" for said in [text(meta.get("author"))] if said]
    if debrief:
        ledger.tell(NEAR, "notes for the debrief stand in the leader's briefing",
                    where("debrief_notes"))  # fmt: skip
    ledger.tell(CAME, "title and description", where("title"))
    return Foreign(
        "icebergttx",
        title(data.get("title")),
        text(data.get("description")),
        leader="\n\n".join([*leader, *([debrief] if debrief else [])]),
        length=round(minutes * MINUTE) if minutes and minutes > 0 else None,
        teams=tuple(_teams(data, ledger)),
        injects=tuple(injects),
        options=tuple(options),
    )


def _teams(data: dict[str, Any], ledger: Ledger) -> list[ForeignTeam]:
    made: dict[str, ForeignTeam] = {}
    for n, raw in enumerate(many(data.get("participant_teams"))):
        one = raw if isinstance(raw, dict) else {"id": raw}
        key = line(text(one.get("id")), 80) or f"team-{n}"
        at = where("participant_teams", n, title(one.get("label")) or key)
        if key in made:
            ledger.tell(LEFT, "a second one with the same id; the first counts", at)
        ledger.rest(one, ("id", "label"), at)
        made.setdefault(key, ForeignTeam(key, title(one.get("label")) or key, place=at))
    return list(made.values())


def _graph(
    data: dict[str, Any], ledger: Ledger
) -> tuple[list[ForeignInject], list[ForeignOption]]:
    """Injects, and the options that send the next; messages that go with an inject."""
    injects: dict[str, ForeignInject] = {}
    options: list[ForeignOption] = []
    listed = sorted(objects(data.get("injects")), key=lambda pair: _order(pair[1]))
    first = line(text(data.get("start_inject_id")), 80)
    keys = {line(text(one.get("id")), 80) for _, one in listed}
    led = {line(text(o.get("next_inject_id")), 80) for _, one in listed
           for _, o in objects(one.get("options"))}  # fmt: skip
    for n, one in listed:
        key = line(text(one.get("id")), 80) or f"inject-{n}"
        at = where("injects", n, title(one.get("title")))
        if key in injects:
            ledger.tell(LEFT, "a second one with the same id; the first counts", at)
            continue
        mine = _options(key, one, keys, at, ledger)
        options += mine
        begins = key == first or (not first and not injects)
        injects[key] = _inject(key, one, begins, key in led, mine, at, ledger)
        for extra in _messages(key, one, at, ledger):
            injects.setdefault(extra.key, extra)
    if first and first not in keys:
        ledger.tell(NEAR, "the first inject is not in the file; injects come at their own time",
                    where("start_inject_id"))  # fmt: skip
    return list(injects.values()), options


def _order(one: dict[str, Any]) -> float:
    found = number(one.get("sequence_order"))
    return found if found is not None else 1e9


def _inject(
    key: str,
    one: dict[str, Any],
    begins: bool,
    led_to: bool,
    options: list[ForeignOption],
    at: str,
    ledger: Ledger,
) -> ForeignInject:
    ledger.rest(one, INJECT, at)
    when = _released(one, begins, led_to, at, ledger)
    wants = [f"- {line(text(said), 300)}" for said in many(one.get("expected_actions")) if text(said)]  # fmt: skip
    if one.get("free_text_response") is True:
        ledger.tell(
            CAME, "an answer in own words, which every table may always give", at
        )
    return ForeignInject(
        key,
        title(one.get("title")),
        text(one.get("content")),
        to=tuple(line(text(to), 80) for to in many(one.get("target_teams")))
        or (EVERYONE,),
        by="face",
        expects="\n".join(wants),
        answers=tuple(option.key for option in options),
        place=at,
        **when,
    )


def _released(
    one: dict[str, Any], begins: bool, led_to: bool, at: str, ledger: Ledger
) -> dict[str, Any]:
    """When it comes: at its time, at STARTEX, or where an option or the leader sends it."""
    minutes = number(one.get("release_at_minutes"))
    when: dict[str, Any] = {"cue": True}
    if minutes is not None:
        when = {"at": round(minutes * MINUTE)}
        if led_to and not begins:
            when = {"cue": True}
            ledger.tell(NEAR, "options lead to it and it has a time; the option sends it, or"
                        " exercise control at {minutes} minutes", at, minutes=f"{minutes:g}")  # fmt: skip
    elif begins:
        when = {"at": 0}
    elif not led_to:
        ledger.tell(
            NEAR,
            "it has no time and nothing leads to it; exercise control sends it",
            at,
        )
    return when


def _options(
    key: str, one: dict[str, Any], known: set[str], at: str, ledger: Ledger
) -> list[ForeignOption]:
    teams = tuple(line(text(to), 80) for to in many(one.get("target_teams"))) or (
        EVERYONE,
    )
    made = []
    for n, option in objects(one.get("options"))[:40]:
        to = line(text(option.get("next_inject_id")), 80)
        label = title(option.get("label")) or f"{key} {n + 1}"
        place = where(f"{at} options", n, label)
        ledger.rest(option, ("id", "label", "next_inject_id"), place)
        if to and to not in known:
            ledger.tell(
                NEAR, "it leads to an inject that the file does not hold", place
            )
        made.append(ForeignOption(f"{key}/{line(text(option.get('id')), 80) or n}", label,
                                  teams=teams, sends=(to,) if to in known else (), place=place))  # fmt: skip
    return made


def _messages(
    key: str, one: dict[str, Any], at: str, ledger: Ledger
) -> list[ForeignInject]:
    """Messages from outside that follow an inject; what tables send is expected of them."""
    made = []
    for n, said in objects(one.get("triggers_communications"))[:20]:
        outside, subject = (
            title(said.get("external_entity")),
            title(said.get("subject")),
        )
        place = where(f"{at} triggers_communications", n, subject)
        ledger.rest(said, MESSAGE, place)
        seconds = number(said.get("delay_after_release_seconds")) or 0
        if text(said.get("direction")).lower() == "outbound":
            ledger.tell(NEAR, "a message of the players to {who}; exercise control sees it as"
                        " something to expect", place, who=outside or "?")  # fmt: skip
        outbound = text(said.get("direction")).lower() == "outbound"
        made.append(ForeignInject(
            f"{key}#{n}", subject or outside, text(said.get("body")),
            sender="" if outbound else outside,
            to=("!",) if outbound else tuple(
                line(text(to), 80) for to in many(one.get("target_teams"))) or (EVERYONE,),
            by="email", after=key, wait=round(max(0.0, seconds) * SECOND), place=place,
        ))  # fmt: skip
    return made
