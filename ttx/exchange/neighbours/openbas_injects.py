"""The injects of OpenBAS and OpenAEV: what each kind of contract says, and to whom.

What a program would have done to machines is not done; it becomes a line on cue for
exercise control.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ttx.exchange.loss import LEFT, NEAR, Ledger, where
from ttx.exchange.neighbours.foreign import CONTROL, EVERYONE, ForeignInject
from ttx.exchange.neighbours.openbas_parts import attached, awaited, expected
from ttx.exchange.neighbours.openbas_shelf import Shelf
from ttx.exchange.plain import line, many, number, objects, text, title, within

CONTRACTS = {
    "138ad8f8-32f8-4a22-8114-aaa12322bd09": "mail",
    "2790bd39-37d4-4e39-be7e-53f3ca783f86": "mail",
    "d02e9132-b9d0-4daa-b3b1-4b9871f8472c": "manual",
    "fb5e49a2-6366-4492-b69a-f9b9f39a533e": "media",
    "f8e70b27-a69c-4b9f-a2df-e217c36b3981": "challenge",
    "e9e902bc-b03d-4223-89e1-fca093ac79dd": "sms",
}
"""Kinds of inject by contract; anything else is technical."""
KNOWN = ("id", "title", "description", "country", "city", "enabled", "all_teams", "depends_duration",
         "tags", "teams", "documents", "injector_contract", "contract", "content", "depends_on")  # fmt: skip
CONTENT = (
    "subject",
    "body",
    "message",
    "encrypted",
    "expectations",
    "articles",
    "challenges",
)
CHANNELS = {"mail": "email", "sms": "sms", "manual": "face", "challenge": "face"}


@dataclass(frozen=True, slots=True)
class Said:
    """What an inject tells: subject, text, sender, channel."""

    subject: str = ""
    body: str = ""
    sender: str = ""
    by: str = ""
    controller: str = ""


def injects(
    listed: list[tuple[int, dict[str, Any]]], shelf: Shelf, ledger: Ledger
) -> list[ForeignInject]:
    """Every inject once, in the order of the file."""
    made: dict[str, ForeignInject] = {}
    starts = {
        line(text(one.get("inject_id")), 80): number(one.get("inject_depends_duration"))
        for _, one in listed
    }
    for n, one in listed:
        key = line(text(one.get("inject_id")), 80) or f"inject-{n}"
        at = where("injects", n, shelf.named(one.get("inject_title")))
        if key in made:
            ledger.tell(LEFT, "a second one with the same id; the first counts", at)
            continue
        made[key] = _inject(key, one, starts, shelf, at, ledger)
    return list(made.values())


def _inject(
    key: str,
    one: dict[str, Any],
    starts: Mapping[str, float | None],
    shelf: Shelf,
    at: str,
    ledger: Ledger,
) -> ForeignInject:
    contract = _contract(one)
    kind = CONTRACTS.get(contract, "technical")
    content = within(one.get("inject_content"))
    said = _said(kind, one, content, shelf, at, ledger)
    ledger.rest(one, KNOWN, at, "inject_")
    if kind != "technical":
        ledger.rest(content, CONTENT, at)
    wants, within_ms = expected(content, at, ledger)
    body, aside = _whole(said, one, shelf)
    spot = [shelf.named(one.get(f"inject_{part}")) for part in ("city", "country")]
    files = attached(one, shelf.documents, at, ledger)
    off = one.get("inject_enabled") is False
    if off:
        ledger.tell(NEAR, "it was switched off; exercise control may send it", at)
    when = awaited(one, starts, at, ledger)
    if off or kind == "technical":
        when = {"cue": True}
    return ForeignInject(
        key,
        shelf.named(one.get("inject_title")) or said.subject,
        body,
        sender=said.sender,
        to=_to(kind, one),
        by=said.by or CHANNELS.get(kind, "face"),
        expects=shelf.filled(wants),
        within=within_ms,
        controller="\n\n".join(part for part in (said.controller, aside) if part),
        note="\n".join([*(part for part in spot if part), *files]),
        place=at,
        **when,
    )


def _contract(one: dict[str, Any]) -> str:
    found = one.get("inject_injector_contract", one.get("inject_contract"))
    inner = (
        within(found).get("injector_contract_id")
        if not isinstance(found, str)
        else found
    )
    return text(inner).lower()


def _whole(said: Said, one: dict[str, Any], shelf: Shelf) -> tuple[str, str]:
    """The text for the table (its subject where that is not the title, and its body), and
    what is said of it to exercise control alone."""
    about = shelf.filled(one.get("inject_description"))
    body = said.body or about
    apart = said.subject and said.subject != shelf.named(one.get("inject_title"))
    whole = f"{said.subject}\n\n{body}".strip() if apart else body
    return whole, about if about != body else ""


def _said(
    kind: str,
    one: dict[str, Any],
    content: dict[str, Any],
    shelf: Shelf,
    at: str,
    ledger: Ledger,
) -> Said:
    if kind == "technical":
        ledger.tell(NEAR, "a technical inject that a program would carry out; it became a line"
                    " for exercise control, on cue", at)  # fmt: skip
        return Said(controller=_contract_title(one))
    if kind == "media":
        return _media(content, shelf, at, ledger)
    if kind == "challenge":
        return _challenge(content, shelf, at, ledger)
    body = shelf.filled(content.get("body") or content.get("message"))
    if "${" in text(content.get("body")) or "${" in text(content.get("subject")):
        ledger.tell(NEAR, "variables were filled in; those of a player stand between brackets",
                    at)  # fmt: skip
    if content.get("encrypted") is True:
        ledger.tell(LEFT, "that the e-mail was encrypted", at)
    subject = line(shelf.filled(content.get("subject")))
    return Said(subject, body, shelf.named(shelf.sender) if kind == "mail" else "")


def _contract_title(one: dict[str, Any]) -> str:
    labels = within(
        within(one.get("inject_injector_contract")).get("injector_contract_labels")
    )
    return title(labels.get("en") or next(iter(labels.values()), "")) or _contract(one)


def _media(content: dict[str, Any], shelf: Shelf, at: str, ledger: Ledger) -> Said:
    """The articles of an inject of media pressure, as one text."""
    bodies, sender, by = [], "", "news"
    for raw in many(content.get("articles")):
        key = line(text(raw), 80)
        if key not in shelf.articles:
            ledger.tell(LEFT, "an article that the file does not hold", at)
            continue
        article = shelf.articles[key]
        shelf.used[key] = None
        channel = shelf.channels.get(line(text(article.get("article_channel")), 80), {})
        sender = sender or shelf.named(channel.get("channel_name")) or shelf.named(article.get("article_author"))  # fmt: skip
        by = "social" if "blog" in text(channel.get("channel_type")).lower() else by
        bodies.append(f"{shelf.named(article.get('article_name'))}\n\n{shelf.filled(article.get('article_content'))}")  # fmt: skip
        counts = [
            text(article.get(f"article_{word}"))
            for word in ("likes", "shares", "comments")
        ]
        if any(one not in ("", "0") for one in counts):
            ledger.tell(
                LEFT, "how often an article was liked, shared and commented on", at
            )
    body = "\n\n".join([*bodies, shelf.filled(content.get("body"))]).strip()
    return Said(line(shelf.filled(content.get("subject"))), body, sender, by)


def _challenge(content: dict[str, Any], shelf: Shelf, at: str, ledger: Ledger) -> Said:
    """The challenges of an inject; what counts as an answer goes to exercise control."""
    bodies, answers = [], []
    for raw in many(content.get("challenges")):
        key = line(text(raw), 80)
        if key not in shelf.challenges:
            ledger.tell(LEFT, "a challenge that the file does not hold", at)
            continue
        one = shelf.challenges[key]
        shelf.used[key] = None
        bodies.append(f"{shelf.named(one.get('challenge_name'))}\n\n{shelf.filled(one.get('challenge_content'))}")  # fmt: skip
        answers += [line(text(flag.get("flag_value"))) for _, flag in
                    objects(one.get("challenge_flags"))]  # fmt: skip
        ledger.tell(NEAR, "the answer to a challenge is judged by exercise control; attempts"
                    " and score are left", at)  # fmt: skip
    said = [*bodies, shelf.filled(content.get("body"))]
    return Said(line(shelf.filled(content.get("subject"))), "\n\n".join(said).strip(),
                controller="; ".join(one for one in answers if one))  # fmt: skip


def _to(kind: str, one: dict[str, Any]) -> tuple[str, ...]:
    teams = tuple(line(text(raw), 80) for raw in many(one.get("inject_teams")))
    if kind == "technical" or (
        kind == "manual" and not teams and not one.get("inject_all_teams")
    ):
        return (CONTROL,)
    return (EVERYONE,) if one.get("inject_all_teams") is True or not teams else teams
