"""How the fields of findings and of the improvement plan stand in a document, and back.

The one place that knows both: words as they are printed, and what an action holds.
"""

from __future__ import annotations

import re

from ttx.actions import ELEMENTS
from ttx.text import LANGUAGES, say
from ttx.view import FindingFact, PlanFact

Written = dict[str, str]
Fact = FindingFact | PlanFact
NUMBERED = re.compile(r"^[A-Z]{1,3}\d+:\s*")
NEEDED = ("needed", "yes", "nodig", "ja", "x", "j", "y", "✓")
NOT_NEEDED = ("not needed", "no", "niet nodig", "nee", "-", "n", "")
COUNTED = re.compile(r"(\d+)\s*[x×]?\s*[:]?\s*(.+)")
COUNTED_AFTER = re.compile(r"(.+?)\s*[:(x×]?\s*(\d+)\s*\)?")
DATED = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


def fields_of(fact: Fact) -> Written:
    """The fields of a finding or a row of the plan as people fill them in."""
    if isinstance(fact, FindingFact):
        return {"text": fact.text, "reference": fact.reference, "cause": fact.cause,
                "capability": ""}  # fmt: skip
    return {
        "issue": fact.issue, "text": fact.text, "element": fact.element,
        "owner": fact.owner, "contact": fact.contact, "start": fact.start,
        "end": fact.end, "above": "yes" if fact.above else "",
    }  # fmt: skip


def plainly(name: str, words: str | None, fact: Fact | None) -> str | None:
    """What was filled in under a field, as the field itself holds it."""
    if words is None:
        return None
    if name == "element":
        return element(words) or words
    if name == "above":
        return {True: "yes", False: "", None: words}[yes(words)]
    if name in ("start", "end", "date"):
        return day(words)
    if name == "issue":
        return NUMBERED.sub("", words)
    if name == "text" and isinstance(fact, PlanFact):
        ends = [f"[{title}]" for title in (fact.state_titled.nl, fact.state_titled.en)]
        return next((words.removesuffix(end) for end in ends if words.endswith(end)), words)  # fmt: skip
    if name == "capability" and fact is not None:
        return (
            "" if words.strip() in (fact.capability.nl, fact.capability.en) else words
        )
    return words


def element(words: str) -> str:
    """The element of the plan that these words name, in either language; else none."""
    plain = words.strip().casefold()
    for key, title in ELEMENTS.items():
        if plain and plain in (
            key,
            *(say(lang, title).casefold() for lang in LANGUAGES),
        ):
            return key
    return ""


def yes(words: str) -> bool | None:
    """Whether a decision above is needed; None where it says neither."""
    plain = " ".join(words.casefold().split()).strip(" .!")
    if plain in NOT_NEEDED or plain.startswith(("niet ", "not ", "nee", "no ", "no,")):
        return False
    return True if plain in NEEDED or plain.startswith(("ja", "yes", "nodig", "needed")) else None  # fmt: skip


def day(words: str) -> str:
    """A date as it is compared, `2027-09-01`; other words as they are."""
    found = DATED.fullmatch(words.strip())
    if found is None:
        return words.strip()
    return f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}"


def roles(words: str) -> tuple[tuple[tuple[str, int], ...], str]:
    """(role, how many) of `2 burgemeester, 1 secretaris`, and what could not be read."""
    made: list[tuple[str, int]] = []
    strange: list[str] = []
    for part in re.split(r"[,;\n]+", words):
        plain = " ".join(part.split())
        first, after = COUNTED.fullmatch(plain), COUNTED_AFTER.fullmatch(plain)
        if first:
            made.append((first[2], int(first[1])))
        elif after:
            made.append((after[1], int(after[2])))
        elif plain:
            strange.append(plain)
    return tuple(made), ", ".join(strange)
