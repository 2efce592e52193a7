"""A draaiboek as CEXF, for MISP's exercise tools: what can be told of it there, and what not.

The format knows no world, teams or decisions; messages go as e-mail files.
"""

from __future__ import annotations

import base64
import uuid
from email.message import EmailMessage
from typing import Any

from ttx.exchange.loss import CAME, LEFT, NEAR, Ledger, Told, where
from ttx.exchange.plain import line
from ttx.moment import SECOND
from ttx.scenario import Inject, Scenario
from ttx.scenario.frame import CHANNELS
from ttx.scenario.timing import Timing
from ttx.text import Text

SPACE = uuid.UUID("6f6c1b1e-0f0b-5c5a-9d51-74747865786d")
"""From this and a name follow the same ids every time."""


def cexf(scenario: Scenario, lang: str) -> tuple[dict[str, Any], tuple[Told, ...]]:
    """The exercise as one CEXF object in this language, and what is lost with it."""
    ledger = Ledger()
    timing = Timing(scenario)
    made = [
        _inject(scenario, n, one, lang, ledger) for n, one in enumerate(scenario.msel)
    ]
    _lost(scenario, ledger)
    data = {
        "exercise": _exercise(scenario, lang),
        "inject_flow": [_flow(scenario, one, timing, lang) for one in scenario.msel],
        "inject_payloads": [payload for payload, _ in made],
        "injects": [inject for _, inject in made],
    }
    return data, tuple(ledger.told)


def _id(scenario: Scenario, *names: str) -> str:
    return str(uuid.uuid5(SPACE, "/".join([scenario.id, *names])))


def _exercise(scenario: Scenario, lang: str) -> dict[str, Any]:
    rules = "\n".join(f"- {one.of(lang)}" for one in scenario.ground_rules)
    briefing = "\n\n".join(part for part in (scenario.briefing.of(lang), rules) if part)
    return {
        "uuid": _id(scenario),
        "name": scenario.title.of(lang),
        "description": line(scenario.summary.of(lang), 400) or scenario.title.of(lang),
        "expanded": briefing,
        "namespace": scenario.id,
        "tags": [],
        "total_duration": str(scenario.endex // SECOND),
        "version": f"{scenario.calendar.clock(0):%Y%m%d}",
        "meta": {"author": "ttx", "level": "advanced", "priority": 0},
    }


def _flow(scenario: Scenario, one: Inject, timing: Timing, lang: str) -> dict[str, Any]:
    """When it comes: STARTEX, a time, after another, or by hand."""
    at = timing.at(one.id)
    after = one.after.inject if one.after else ""
    seconds = None if at is None or one.cue else max(0, at) / SECOND
    trigger = "manual" if seconds is None else "triggered_at" if seconds else "startex"
    follows = [_id(scenario, other.id) for other in scenario.msel
               if other.after and other.after.inject == one.id]  # fmt: skip
    return {
        "description": line(_bare(one.title.of(lang) or one.text.of(lang)), 200),
        "inject_uuid": _id(scenario, one.id),
        "reporting_callback": [],
        "requirements": {"inject_uuid": _id(scenario, after)} if after else {},
        "sequence": {
            "trigger": [trigger],
            "completion_trigger": ["time_expiration", "completion"],
            "followed_by": follows,
        },
        "timing": {"triggered_at": None if seconds is None else round(seconds)},
    }


def _inject(
    scenario: Scenario, n: int, one: Inject, lang: str, ledger: Ledger
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The e-mail that carries an inject, and the inject itself."""
    at = where("msel", n, _bare(one.title.of(lang)))
    title = line(_bare(one.title.of(lang)) or one.id)
    body = _text(one, lang, at, ledger)
    payload = {
        "uuid": _id(scenario, one.id, "mail"),
        "name": title,
        "type": "file",
        "parameters": {
            "filename": f"{one.id}.eml",
            "content": base64.b64encode(
                _mail(scenario, one, title, body, lang)
            ).decode(),
            "content-type": "base64",
        },
    }
    inject = {
        "uuid": _id(scenario, one.id),
        "name": title,
        "action": "email_to_participants",
        "action_payload_resource_uuid": payload["uuid"],
        "target_tool": "webhook",
        "description": body,
        "inject_evaluation": _evaluations(scenario, one, lang),
    }
    _told(one, at, ledger)
    return payload, inject


def _text(one: Inject, lang: str, at: str, ledger: Ledger) -> str:
    """The text without live figures: its fallback, or the names of the figures."""
    words = one.text.of(lang) or one.title.of(lang)
    if "{{" not in words:
        return words
    if one.fallback and "{{" not in one.fallback.of(lang):
        ledger.tell(NEAR, "its live figures are gone: the fallback stands in", at)
        return one.fallback.of(lang)
    ledger.tell(NEAR, "its live figures are gone: fill in numbers where '…' stands", at)
    return _bare(words)


def _bare(words: str) -> str:
    """A text with '…' where its live figures stood."""
    first, *rest = words.split("{{")
    return first + "".join(f"…{part.partition('}}')[2]}" for part in rest)


def _mail(scenario: Scenario, one: Inject, title: str, body: str, lang: str) -> bytes:
    mail = EmailMessage()
    mail["Subject"] = title
    mail["From"] = f"{_ascii(_sender(scenario, one, lang))} <exercise@example.invalid>"
    mail["To"] = "players@example.invalid"
    channel = scenario.channels[one.by].title if one.by in scenario.channels else CHANNELS.get(one.by)  # fmt: skip
    how = channel.of("en") if channel else one.by
    mail["X-Channel"] = _ascii(how)
    mail.set_content(body or title)
    return mail.as_bytes()


def _ascii(words: str) -> str:
    """Words that may stand bare in the header of an e-mail."""
    return "".join(one for one in line(words) if one.isascii() and (one.isalnum() or one in " -")) or "exercise"  # fmt: skip


def _sender(scenario: Scenario, one: Inject, lang: str) -> str:
    if isinstance(one.sender, Text):
        return one.sender.of(lang)
    persona, table = scenario.personas.get(one.sender), scenario.table(one.sender)
    known = persona or table
    return known.title.of(lang) if known else one.sender


def _evaluations(scenario: Scenario, one: Inject, lang: str) -> list[dict[str, Any]]:
    """What is expected, as outcomes without points: an evaluator judges."""
    if one.expects is None:
        return []
    options = [scenario.options[key].title.of(lang) for key in one.expects.any
               if key in scenario.options]  # fmt: skip
    said = [one.expects.text.of(lang), *options]
    return [
        {"result": line(words, 400), "score_range": [0, 0], "parameters": []}
        for words in said if words
    ]  # fmt: skip


def _told(one: Inject, at: str, ledger: Ledger) -> None:
    ledger.tell(CAME, "title, text, moment and expected response", at)
    if one.when or one.unless or one.chance:
        ledger.tell(NEAR, "it depends on the world or on chance; there it is sent by hand or at"
                    " its time", at)  # fmt: skip
    if one.does:
        ledger.tell(LEFT, "what it does to the world and to the draaiboek", at)
    if one.by != "email":
        ledger.tell(NEAR, "its channel ({channel}) stands in a header; it goes as e-mail", at,
                    channel=one.by)  # fmt: skip


def _lost(scenario: Scenario, ledger: Ledger) -> None:
    """What the format has no place for."""
    for part in (
        "teams",
        "objectives",
        "options",
        "policies",
        "world",
        "moves",
        "personas",
    ):
        held = getattr(scenario, part)
        if held:
            ledger.tell(LEFT, "the format has no place for this ({count})", where(part),
                        count=len(held))  # fmt: skip
