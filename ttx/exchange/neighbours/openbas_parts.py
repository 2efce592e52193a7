"""What hangs on an inject of OpenBAS and OpenAEV: expectations, files, what it waits for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ttx.exchange.loss import LEFT, NEAR, Ledger
from ttx.exchange.plain import line, many, number, objects, text, title, within
from ttx.moment import SECOND

BY_PROGRAM = (
    "PREVENTION",
    "DETECTION",
    "VULNERABILITY",
    "ARTICLE",
    "CHALLENGE",
    "DOCUMENT",
)


def expected(
    content: dict[str, Any], at: str, ledger: Ledger
) -> tuple[str, int | None]:
    """The expectations in words, and the shortest time given for one (ms)."""
    said, spans = [], []
    for _, one in objects(content.get("expectations")):
        kind = text(one.get("expectation_type")).upper()
        name = line(text(one.get("expectation_name"))) or kind or "?"
        more = line(text(one.get("expectation_description")), 400)
        said.append(f"- {name}: {more}" if more else f"- {name}")
        spans.append(number(one.get("expectation_expiration_time")))
        if kind in BY_PROGRAM:
            ledger.tell(NEAR, "an expectation of kind {kind} was checked by the platform; here"
                        " an evaluator looks", at, kind=kind)  # fmt: skip
        if number(one.get("expectation_score")):
            ledger.tell(
                LEFT, "the points of its expectations: nothing is scored here", at
            )
        if (
            one.get("expectation_expectation_group", one.get("expectation_group"))
            is True
        ):
            ledger.tell(NEAR, "one member of a team was enough for an expectation; a table"
                        " answers as one", at)  # fmt: skip
    known = [round(one * SECOND) for one in spans if one is not None and one > 0]
    return "\n".join(said[:40]), min(known, default=None)


def attached(
    one: dict[str, Any],
    documents: Mapping[str, dict[str, Any]],
    at: str,
    ledger: Ledger,
) -> list[str]:
    """The names of attachments, for the note; the files themselves stay where they are."""
    names = []
    for raw in many(one.get("inject_documents")):
        key = line(text(raw.get("document_id") if isinstance(raw, dict) else raw), 80)
        file = within(documents.get(key))
        name = title(file.get("document_name")) or title(file.get("document_target"))
        names.append(name or key or "?")
        ledger.tell(LEFT, "the attachment '{file}' is named in the note and not taken", at,
                    file=names[-1])  # fmt: skip
    return names


def awaited(
    one: dict[str, Any], starts: Mapping[str, float | None], at: str, ledger: Ledger
) -> dict[str, Any]:
    """When it comes: so long after STARTEX, or after the inject that it waits for."""
    own = number(one.get("inject_depends_duration"))
    links = [_parent(raw) for raw in many(one.get("inject_depends_on"))]
    parents = [pair for pair in links if pair[0]]
    if not parents:
        if own is None:
            ledger.tell(NEAR, "it has no time; exercise control sends it", at)
            return {"cue": True}
        return {"at": round(own * SECOND)}
    if len(parents) > 1:
        ledger.tell(NEAR, "it waits for {count} injects; only the first counts here", at,
                    count=len(parents))  # fmt: skip
    key, conditions = parents[0]
    before = starts.get(key)
    wait = round(((own or 0) - (before or 0)) * SECOND)
    made: dict[str, Any] = {"after": key, "wait": max(0, wait)}
    asked = [line(one, 60) for one in conditions if one.lower() != "execution=true"]
    if asked:
        ledger.tell(NEAR, "it comes only if {what}; exercise control judges that and sends it",
                    at, what=", ".join(asked))  # fmt: skip
        made["cue"] = True
    return made


def _parent(raw: Any) -> tuple[str, list[str]]:
    """The inject that is waited for, and the conditions on it as `key=value`."""
    if not isinstance(raw, dict):
        return line(text(raw), 80), []
    tie = within(raw.get("dependency_relationship"))
    parent = tie.get("inject_parent_id", raw.get("inject_parent_id"))
    parent = parent.get("inject_id") if isinstance(parent, dict) else parent
    condition = within(raw.get("dependency_condition"))
    asked = [f"{text(one.get('key'))}={str(one.get('value')).lower()[:20]}"
             for _, one in objects(condition.get("conditions"))]  # fmt: skip
    return line(text(parent), 80), asked
