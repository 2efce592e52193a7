"""What comes in an INJECT definition: alternatives, questionnaires, tools, confirmations.

Conditions over milestones stay conditions; what a participant clicked becomes an option.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from ttx.exchange.loss import LEFT, NEAR, Ledger, where
from ttx.exchange.neighbours.foreign import (
    EVERYONE,
    ForeignInject,
    ForeignOption,
    Needs,
)
from ttx.exchange.neighbours.inject_files import Definition
from ttx.exchange.plain import line, many, number, objects, text, title, within
from ttx.moment import MINUTE

MOST_OPTIONS = 300
DEEPEST = 12
CONTROL = (
    "milestone_condition",
    "activate_milestone",
    "deactivate_milestone",
    "roles",
    "control",
)
INJECT = (*CONTROL, "name", "display_name", "title", "time", "delay", "auto", "type", "organization",
          "alternatives", "content", "text", "subject", "sender", "confirmation", "overlay",
          "attachments", "files")  # fmt: skip
SHEET = (*CONTROL, "name", "title", "time", "questions", "content", "text")
QUESTION = (*CONTROL, "type", "text", "content", "title", "name", "options")
TOOL = ("name", "display_name", "description", "tooltip", "roles", "control", "responses",
        "default_response", "default")  # fmt: skip
LETTER = (
    *CONTROL,
    "name",
    "display_name",
    "subject",
    "title",
    "content",
    "text",
    "sender",
    "address",
)
ADDRESS = ("organization", "name", "address", "description", "templates")
_WORD = re.compile(r"\s*(\(|\)|[^\s()]+)")
BROKEN: Needs = ("fact", "\x00")
"""A condition that cannot be read: it names nothing that there is."""


@dataclass
class Lines:
    """Injects and options as they are gathered, with the milestones that there are."""

    files: Definition
    ledger: Ledger
    facts: dict[str, str]
    injects: dict[str, ForeignInject] = field(default_factory=dict)
    options: dict[str, ForeignOption] = field(default_factory=dict)

    def add(self, one: ForeignInject) -> None:
        """One more inject; a second one with its name is told and left."""
        if one.key in self.injects:
            self.ledger.tell(
                LEFT, "a second one with the same name; the first counts", one.place
            )
        self.injects.setdefault(one.key, one)

    def choose(self, one: ForeignOption) -> None:
        """One more option, as long as a table can oversee them."""
        if len(self.options) < MOST_OPTIONS:
            self.options.setdefault(one.key, one)
        else:
            self.ledger.tell(LEFT, "more options than a table can oversee ({most})", one.place,
                             most=MOST_OPTIONS)  # fmt: skip

    def control(self, one: dict[str, Any], at: str) -> dict[str, Any]:
        """The control of an object, whether it stands apart or in it; roles are told."""
        made = {**one, **within(one.get("control"))}
        if many(made.get("roles")):
            self.ledger.tell(LEFT, "roles inside a team: a table acts as one", at)
        return made

    def moves(self, control: dict[str, Any]) -> dict[str, Any]:
        """The milestones that become true and false."""
        return {
            "facts": _names(control.get("activate_milestone")),
            "untrue": _names(control.get("deactivate_milestone")),
        }


def _names(raw: Any) -> tuple[str, ...]:
    given = [one for part in many(raw) for one in re.split(r"[,\s]+", text(part, 400))]
    return tuple(dict.fromkeys(one for one in given if one))[:20]


# --- conditions ------------------------------------------------------------------


def needs(raw: Any) -> Needs:
    """`a and not (b or c)` as a condition; BROKEN where it cannot be read, () for none."""
    words = _WORD.findall(text(raw, 2000))
    if not words:
        return ()
    made, rest = _either(words, 0)
    return made if made and not rest else BROKEN


def _either(words: list[str], deep: int) -> tuple[Needs, list[str]]:
    return _joined(words, deep, "or", "any")


def _joined(
    words: list[str], deep: int, word: str, kind: str
) -> tuple[Needs, list[str]]:
    inner = _one if word == "and" else _both
    first, rest = inner(words, deep)
    parts = [first]
    while first and rest and rest[0].lower() == word:
        first, rest = inner(rest[1:], deep)
        parts.append(first)
    if not all(parts):
        return (), rest
    return (parts[0] if len(parts) == 1 else (kind, *parts)), rest


def _both(words: list[str], deep: int) -> tuple[Needs, list[str]]:
    return _joined(words, deep, "and", "all")


def _one(words: list[str], deep: int) -> tuple[Needs, list[str]]:
    if not words or deep > DEEPEST:
        return (), words
    head, rest = words[0], words[1:]
    if head.lower() == "not":
        inner, rest = _one(rest, deep + 1)
        return (("not", inner) if inner else ()), rest
    if head == "(":
        inner, rest = _either(rest, deep + 1)
        return (inner, rest[1:]) if inner and rest and rest[0] == ")" else ((), rest)
    if head == ")" or head.lower() in ("and", "or"):
        return (), words
    return ("fact", head), rest


# --- injects ---------------------------------------------------------------------


def alternatives(lines: Lines) -> None:
    """Every inject category: one inject for each alternative, by its condition."""
    for n, one in enumerate(lines.files.listed("injects")):
        name = (
            title(one.get("display_name"))
            or title(one.get("name"))
            or f"inject {n + 1}"
        )
        at = where("injects", n, name)
        given = [
            alternative for _, alternative in objects(one.get("alternatives"))
        ] or [one]
        controls = [lines.control(alternative, at) for alternative in given]
        wants = [needs(control.get("milestone_condition")) for control in controls]
        if len(given) > 1:
            lines.ledger.tell(NEAR, "{count} alternatives became injects of their own, each with"
                              " its condition", at, count=len(given))  # fmt: skip
        for m, (alternative, control) in enumerate(zip(given, controls, strict=True)):
            want = wants[m] or _otherwise(wants, len(given))
            here = f"{at} alternatives[{m}]" if m else at
            base = _timed(one, lines, here) | {"needs": want, "place": here}
            base |= lines.moves(control)
            key = f"{line(text(one.get('name')), 80) or n}" + (f"/{m + 1}" if m else "")
            lines.add(
                _alternative(
                    key, name, {**one, **alternative}, alternative, base, lines, here
                )
            )


def _otherwise(wants: list[Needs], count: int) -> Needs:
    """An alternative without a condition comes when none of the others does."""
    others = tuple(one for one in wants if one)
    return ("not", ("any", *others)) if count > 1 and others else ()


def _timed(one: dict[str, Any], lines: Lines, at: str) -> dict[str, Any]:
    minutes, delay = number(one.get("time")), number(one.get("delay")) or 0
    if one.get("auto") is False or minutes is None:
        lines.ledger.tell(
            NEAR, "it is sent by hand: exercise control sends it on cue", at
        )
        return {"cue": True}
    return {"at": round((minutes + delay) * MINUTE)}


def _alternative(
    key: str,
    name: str,
    one: dict[str, Any],
    own: dict[str, Any],
    base: dict[str, Any],
    lines: Lines,
    at: str,
) -> ForeignInject:
    lines.ledger.rest(one, INJECT, at)
    for word in ("overlay", "attachments", "files"):
        if one.get(word):
            lines.ledger.tell(LEFT, "'{word}' has no place here", at, word=word)
    _confirmation(key, name, own, lines, at)
    mail = "mail" in text(one.get("type")).lower()
    return ForeignInject(
        key,
        title(one.get("subject")) or name,
        lines.files.said(own, at) or lines.files.said(one, at),
        sender=title(one.get("sender")) or title(one.get("organization")),
        to=(EVERYONE,),
        by="email" if mail else "face",
        **base,
    )


def _confirmation(
    key: str, name: str, one: dict[str, Any], lines: Lines, at: str
) -> None:
    given = within(one.get("confirmation"))
    if given:
        label = title(given.get("text")) or name
        moved = lines.moves(lines.control(given, at))
        lines.choose(
            ForeignOption(f"{key}!ok", label, place=f"{at} confirmation", **moved)
        )


# --- letters, questionnaires and tools ----------------------------------------------------


def letters(lines: Lines) -> None:
    """Answers that exercise control had ready by e-mail: lines that it sends on cue."""
    for n, one in enumerate(lines.files.listed("email")):
        who = title(one.get("organization")) or title(one.get("name"))
        at = where("email", n, who or title(one.get("address")))
        lines.ledger.rest(one, ADDRESS, at)
        ready = [pair for _, pair in objects(one.get("templates"))]
        for m, letter in enumerate(ready):
            place = f"{at} templates[{m}]"
            subject = (
                title(letter.get("subject"))
                or title(letter.get("name"))
                or f"{who} {m + 1}"
            )
            control = lines.control(letter, place)
            lines.ledger.rest(letter, LETTER, place)
            lines.ledger.tell(NEAR, "an answer that was ready as an e-mail; exercise control"
                              " sends it where it fits", place)  # fmt: skip
            lines.add(ForeignInject(
                f"email/{n}/{m}", subject, lines.files.said(letter, place), sender=who,
                to=(EVERYONE,), by="email", cue=True, contingency=True,
                needs=needs(control.get("milestone_condition")), place=place,
                **lines.moves(control),
            ))  # fmt: skip
        if not ready:
            lines.ledger.tell(
                LEFT, "an address: those who send are named at their injects", at
            )


def questionnaires(lines: Lines) -> None:
    """A questionnaire is an inject with its questions; answers that move a milestone are options."""
    for n, one in enumerate(lines.files.listed("questionnaires")):
        name = title(one.get("title")) or title(one.get("name")) or f"{n + 1}"
        at = where("questionnaires", n, name)
        asked = []
        lines.ledger.rest(one, SHEET, at)
        for m, question in objects(one.get("questions")):
            lines.ledger.rest(question, QUESTION, at)
            said = lines.files.said(question, at) or title(question.get("title"))
            labels = _answers(n, m, question, lines, at)
            asked.append(
                "\n".join([f"{m + 1}. {said}", *(f"- {label}" for label in labels)])
            )
        lines.ledger.tell(NEAR, "a questionnaire became an inject with its questions; answers are"
                          " told, not filled in", at)  # fmt: skip
        control = lines.control(one, at)
        minutes = number(one.get("time"))
        when: dict[str, Any] = (
            {"cue": True} if minutes is None else {"at": round(minutes * MINUTE)}
        )
        lines.add(ForeignInject(
            f"questionnaire/{n}", name, "\n".join([lines.files.said(one, at), *asked]).strip(),
            to=(EVERYONE,), by="face", needs=needs(control.get("milestone_condition")),
            place=at, **when, **lines.moves(control),
        ))  # fmt: skip


def _answers(
    n: int, m: int, question: dict[str, Any], lines: Lines, at: str
) -> list[str]:
    """The labels of a question's answers; those that move a milestone become options."""
    labels = []
    for k, raw in enumerate(many(question.get("options"))[:40]):
        option = raw if isinstance(raw, dict) else {"text": raw}
        label = title(option.get("text")) or title(option.get("label"))
        labels.append(label)
        moved = lines.moves(lines.control(option, at))
        if any(moved.values()):
            lines.choose(ForeignOption(f"q/{n}/{m}/{k}", label or f"{m + 1}.{k + 1}",
                                       place=f"{at} {m + 1}.{k + 1}", **moved))  # fmt: skip
    return labels


def tools(lines: Lines) -> None:
    """What a tool answers becomes an option that sends that answer."""
    for n, one in enumerate(lines.files.listed("tools")):
        name = (
            title(one.get("display_name")) or title(one.get("name")) or f"tool {n + 1}"
        )
        at = where("tools", n, name)
        lines.ledger.rest(one, TOOL, at)
        lines.control(one, at)
        lines.ledger.tell(NEAR, "a tool became options that send its answers; what was typed"
                          " exactly no longer matters", at)  # fmt: skip
        for m, answer in objects(one.get("responses")):
            param = line(text(answer.get("param")), 60)
            control = lines.control(answer, at)
            key = f"tool/{n}/{m}"
            lines.add(ForeignInject(key, f"{name}: {param}", lines.files.said(answer, at),
                                    sender=name, to=(EVERYONE,), by="face", cue=True,
                                    place=f"{at} {m + 1}"))  # fmt: skip
            lines.choose(ForeignOption(
                key, f"{name}: {param}", text(one.get("description")) or text(one.get("tooltip")), sends=(key,), open=False,
                needs=needs(control.get("milestone_condition")), place=f"{at} {m + 1}",
                **lines.moves(control),
            ))  # fmt: skip
        if one.get("default_response") or one.get("default"):
            lines.ledger.tell(LEFT, "what a tool says to what it does not know", at)
