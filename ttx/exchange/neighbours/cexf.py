"""CEXF, the MISP Common Exercise Format, in both dialects: the reference and SkillAegis.

Reads without validating: neither the reference sample nor the other dialect would pass.
"""

from __future__ import annotations

from typing import Any

from ttx.exchange.loss import CAME, LEFT, NEAR, Ledger, where
from ttx.exchange.neighbours.cexf_parts import expected, from_payload
from ttx.exchange.neighbours.foreign import Foreign, ForeignInject, ForeignTeam
from ttx.exchange.plain import line, many, number, objects, text, title, within
from ttx.moment import HOUR, MINUTE, SECOND
from ttx.text import both

HEAD = where("exercise")
TEAM = "participants"
UNSAID = (
    "expanded",
    "name",
    "description",
    "meta",
    "total_duration",
    "version",
    "namespace",
)
NODE = (
    "description",
    "inject_uuid",
    "reporting_callback",
    "requirements",
    "sequence",
    "timing",
)
INJECT = ("uuid", "name", "action", "action_payload_resource_uuid", "target_tool", "description",
          "inject_evaluation")  # fmt: skip


def looks_like(data: Any) -> bool:
    """Whether this JSON is an exercise of this format."""
    return isinstance(data, dict) and ("inject_flow" in data or "inject_payloads" in data
                                       or {"exercise", "injects"} <= set(data))  # fmt: skip


def read(data: dict[str, Any], ledger: Ledger) -> Foreign:
    """The exercise in this object, tolerant of all that both dialects do."""
    head = within(data.get("exercise"))
    length = _length(head, ledger)
    injects = _injects(data, length, ledger)
    ledger.tell(CAME, "title, description and briefing", HEAD)
    _dialect(data, ledger)
    _unsaid(data, head, ledger)
    ledger.tell(NEAR, "the format knows no teams; all players sit at one table",
                where("teams"))  # fmt: skip
    return Foreign(
        "cexf",
        title(head.get("name")) or title(head.get("uuid")),
        text(head.get("description")),
        text(head.get("expanded")),
        _leader(head),
        length=length,
        teams=(ForeignTeam(TEAM, both("Players"), place=where("teams")),),
        injects=tuple(injects),
    )


def _length(head: dict[str, Any], ledger: Ledger) -> int | None:
    given = head.get("total_duration")
    seconds = number(given)
    if given not in (None, "") and (seconds is None or seconds <= 0):
        ledger.tell(NEAR, "'{given}' is no length in seconds; ENDEX follows from the injects",
                    HEAD, given=line(text(given), 40))  # fmt: skip
    return round(seconds * SECOND) if seconds and seconds > 0 else None


def _leader(head: dict[str, Any]) -> str:
    """What only exercise control needs: author, level, version."""
    meta = {k: v for one in many(head.get("meta")) if isinstance(one, dict)
            for k, v in one.items()}  # fmt: skip
    said = {**meta, "version": head.get("version"), "namespace": head.get("namespace")}
    named = (
        (line(str(key), 40) or "?", text(value))
        for key, value in list(said.items())[:20]
    )
    return "\n".join(f"{key}: {line(value)}" for key, value in named if value)


def _unsaid(data: dict[str, Any], head: dict[str, Any], ledger: Ledger) -> None:
    """What the head holds beside what is read, and what is so of the whole flow."""
    for key in head:
        if key not in UNSAID and head[key] not in (None, "", []):
            ledger.tell(LEFT, "there is no place for this in a scenario",
                        where(f"exercise.{line(str(key), 40)}"))  # fmt: skip
    known = ("exercise", "inject_flow", "inject_payloads", "injects")
    ledger.rest(data, known, where("/"))
    orders = [
        within(one.get("sequence")) for _, one in objects(data.get("inject_flow"))
    ]
    if any(many(one.get("completion_trigger")) for one in orders):
        ledger.tell(
            LEFT, "what makes an inject count as done", where("completion_trigger")
        )


def _dialect(data: dict[str, Any], ledger: Ledger) -> None:
    injects = [one for _, one in objects(data.get("injects"))]
    skill = any("evaluation_strategy" in mark or "evaluation_context" in mark
                for one in injects for _, mark in objects(one.get("inject_evaluation")))  # fmt: skip
    words = "SkillAegis" if skill else "MISP"
    ledger.tell(CAME, "read in the dialect of {dialect}", HEAD, dialect=words)


# --- injects ---------------------------------------------------------------------


def _injects(
    data: dict[str, Any], length: int | None, ledger: Ledger
) -> list[ForeignInject]:
    """One inject for each node of the flow, and for each inject outside it."""
    known = _by_id(data, "injects", ledger)
    payloads = _by_id(data, "inject_payloads", ledger)
    nodes = objects(data.get("inject_flow"))
    before = _before(nodes)
    step = round((length or HOUR) / max(1, len(nodes)) / MINUTE) * MINUTE
    made: dict[str, ForeignInject] = {}
    for n, node in nodes:
        key = _key(node.get("inject_uuid")) or f"flow-{n}"
        at = where("inject_flow", n, text(node.get("description"))[:80])
        if key in made:
            ledger.tell(LEFT, "this inject is in the flow twice; the first counts", at)
            continue
        if key not in known:
            ledger.tell(NEAR, "it plays an inject that the file does not hold; only its"
                        " description came over", at)  # fmt: skip
        one = known.get(key, {})
        when = _trigger(node, before.get(key, ""), step, at, ledger)
        made[key] = _inject(key, node, one, payloads, when, at, ledger)
    for key, one in known.items():
        if key not in made:
            at = where("injects", None, title(one.get("name")))
            ledger.tell(
                NEAR, "it is not in the flow; exercise control sends it on cue", at
            )
            made[key] = _inject(key, {}, one, payloads, {"cue": True}, at, ledger)
    _unused(payloads, known, ledger)
    return list(made.values())


def _before(nodes: list[tuple[int, dict[str, Any]]]) -> dict[str, str]:
    """Which inject a node names the next of: the key of the next, and its own."""
    found: dict[str, str] = {}
    for _, node in nodes:
        for one in many(within(node.get("sequence")).get("followed_by")):
            found.setdefault(_key(one), _key(node.get("inject_uuid")))
    return found


def _by_id(
    data: dict[str, Any], name: str, ledger: Ledger
) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for n, one in objects(data.get(name)):
        key = _key(one.get("uuid")) or f"{name}-{n}"
        if key in found:
            ledger.tell(LEFT, "a second one with the same uuid; the first counts",
                        where(name, n, title(one.get("name"))))  # fmt: skip
        found.setdefault(key, one)
    return found


def _key(raw: Any) -> str:
    """An id as it stands, well formed or not."""
    return line(text(raw), 80).lower()


def _inject(
    key: str,
    node: dict[str, Any],
    one: dict[str, Any],
    payloads: dict[str, dict[str, Any]],
    when: dict[str, Any],
    at: str,
    ledger: Ledger,
) -> ForeignInject:
    ledger.rest(node, NODE, at)
    ledger.rest(one, INJECT, at)
    payload = payloads.get(_key(one.get("action_payload_resource_uuid")), {})
    said, action = text(node.get("description")), text(one.get("action"))
    action = "" if action.lower() in ("none", "null") else action
    got = from_payload(payload, at, ledger)
    mail = "mail" in action.lower()
    body = got.body or text(one.get("description")) or said
    if not mail and action:
        ledger.tell(NEAR, "'{action}' was done by a program; exercise control tells at the"
                    " table what happens", at, action=line(action, 40))  # fmt: skip
    about = (said, text(one.get("description")))
    aside = dict.fromkeys(part for part in about if part and part != body)
    return ForeignInject(
        key,
        title(one.get("name")) or got.subject or line(said),
        body,
        sender=got.sender,
        to=(TEAM,),
        by="email" if mail else "face",
        expects=expected(one, at, ledger),
        controller="\n\n".join(aside),
        note="\n".join([*got.notes, *_noted(action, one, node)]),
        place=at,
        **when,
    )


def _noted(action: str, one: dict[str, Any], node: dict[str, Any]) -> list[str]:
    """What a program would have done, with which tool, and where players would report."""
    done = [word for word in (action, text(one.get("target_tool"))) if word]
    reports = [
        line(text(raw), 80) for raw in many(node.get("reporting_callback")) if text(raw)
    ]
    return [words for words in (": ".join(done), ", ".join(reports)) if words]


def _trigger(
    node: dict[str, Any], before: str, step: int, at: str, ledger: Ledger
) -> dict[str, Any]:
    """When it comes: its time, its parent, STARTEX, what it follows, or the leader's cue."""
    timing, needs = within(node.get("timing")), within(node.get("requirements"))
    words = [
        text(one).lower() for one in many(within(node.get("sequence")).get("trigger"))
    ]
    parent = _key(needs.get("inject_uuid"))
    seconds = number(timing.get("triggered_at"))
    if timing.get("periodic_run_every") not in (None, 0, ""):
        ledger.tell(LEFT, "how often the program looks again", at)
    if needs.get("resolution_requirement"):
        ledger.tell(NEAR, "it waits for the result '{result}'; here it comes after that"
                    " inject: exercise control may hold it back", at,
                    result=line(text(needs["resolution_requirement"]), 60))  # fmt: skip
    if seconds is not None:
        if parent:
            ledger.tell(
                NEAR, "it has a time and an inject to wait for; the time counts", at
            )
        return {"at": round(seconds * SECOND)}
    if parent:
        ledger.tell(NEAR, "it has no time; it comes {minutes} minutes after the inject that"
                    " it waits for", at, minutes=step // MINUTE)  # fmt: skip
        return {"after": parent, "wait": step}
    if "startex" in words:
        ledger.tell(CAME, "at STARTEX", at)
        return {"at": 0}
    if "manual" in words:
        ledger.tell(NEAR, "it is sent by hand: exercise control sends it on cue", at)
        return {"cue": True}
    if before:
        ledger.tell(NEAR, "it has no time; it comes {minutes} minutes after the inject that"
                    " it follows", at, minutes=step // MINUTE)  # fmt: skip
        return {"after": before, "wait": step}
    ledger.tell(NEAR, "nothing in the file brings it on; exercise control sends it", at)
    return {"cue": True}


def _unused(
    payloads: dict[str, dict[str, Any]], known: dict[str, Any], ledger: Ledger
) -> None:
    used = {_key(one.get("action_payload_resource_uuid")) for one in known.values()}
    for key, one in payloads.items():
        if key not in used:
            ledger.tell(LEFT, "no inject uses it",
                        where("inject_payloads", None, title(one.get("name"))))  # fmt: skip
