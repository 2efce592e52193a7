"""OpenBAS and OpenAEV: an exported scenario, exercise or inject, as ZIP or as bare JSON.

Takes no personal data and unpacks no attachment: both are counted and named.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ttx.exchange.loss import CAME, LEFT, NEAR, Ledger, where
from ttx.exchange.neighbours.foreign import Foreign, ForeignObjective, ForeignTeam
from ttx.exchange.neighbours.openbas_injects import injects
from ttx.exchange.neighbours.openbas_shelf import Shelf, people
from ttx.exchange.plain import line, many, number, objects, text, title, within

PREFIXES = ("scenario", "exercise", "inject")
LEADER = ("category", "main_focus", "severity", "subtitle", "message_header",
          "message_footer", "mail_from")  # fmt: skip
HEAD = (*LEADER, "id", "name", "description", "tags", "documents", "recurrence",
        "recurrence_start", "recurrence_end")  # fmt: skip
PARTS = ("information", "teams", "users", "organizations", "objectives", "injects", "channels",
         "articles", "challenges", "lessons_categories", "lessons_questions", "variables", "tags",
         "documents")  # fmt: skip
TEAM = ("id", "name", "description", "tags", "organization", "users", "contextual")
OBJECTIVE = ("id", "title", "description", "priority")
CHANNEL = ("id", "name", "type")
CHALLENGE = ("id", "name", "content", "flags", "score", "max_attempts", "tags")
ARTICLE = ("id", "name", "content", "author", "channel", "likes", "shares", "comments")
CATEGORY = ("lessonscategory_id", "lessons_category_name", "lessons_category_order",
            "lessons_category_teams")  # fmt: skip
QUESTION = ("lessons_question_id", "lessons_question_category", "lessons_question_content",
            "lessons_question_explanation", "lessons_question_order")  # fmt: skip
SHELVED = (
    ("articles", True, ARTICLE),
    ("challenges", True, CHALLENGE),
    ("channels", False, CHANNEL),
)
"""Lists that injects draw on, whether it matters that one does, and what is read of them."""


def looks_like(data: Any) -> bool:
    """Whether this JSON is an export of this format."""
    return isinstance(data, dict) and any(
        f"{prefix}_{part}" in data for prefix in PREFIXES for part in ("information", "injects")
    )  # fmt: skip


def read(data: dict[str, Any], ledger: Ledger) -> Foreign:
    """The exercise in this object; lists that are missing or null are empty."""
    prefix = _prefix(data)
    listed = _Lists(data, prefix)
    head = within(data.get(f"{prefix}_information"))
    own = {key.removeprefix(f"{prefix}_"): value for key, value in head.items()}
    shelf = _shelf(listed, own)
    ledger.rest(
        data, [*(f"{prefix}_{part}" for part in PARTS), "export_version"], where("/")
    )
    ledger.rest(head, HEAD, where(f"{prefix}_information"), f"{prefix}_")
    version = number(data.get("export_version"))
    if version not in (None, 1):
        ledger.tell(NEAR, "export version {version} is newer than 1, which is read here: look"
                    " closer", where("export_version"), version=f"{version:g}")  # fmt: skip
    teams = _teams(listed, shelf, ledger)
    made = injects(listed("injects"), shelf, ledger)
    _people(listed, ledger)
    _left(listed, shelf, own, ledger)
    ledger.tell(CAME, "title and description", where(f"{prefix}_information"))
    return Foreign(
        "openbas",
        shelf.named(own.get("name")),
        shelf.filled(own.get("description")),
        leader="\n".join(f"{key.replace('_', ' ')}: {line(said)}" for key in LEADER
                         if (said := shelf.filled(own.get(key)))),
        teams=tuple(teams),
        injects=tuple(made),
        objectives=tuple(_objectives(listed, shelf, ledger)),
        hot_wash=tuple(_lessons(listed, shelf, ledger)),
    )  # fmt: skip


def _prefix(data: Mapping[str, Any]) -> str:
    for part in ("information", "injects"):
        for prefix in PREFIXES:
            if f"{prefix}_{part}" in data:
                return prefix
    return PREFIXES[0]


class _Lists:
    """The lists of an export by name, whatever its prefix; never anything but objects."""

    def __init__(self, data: Mapping[str, Any], prefix: str) -> None:
        self._data, self._prefix = data, prefix

    def __call__(self, name: str) -> list[tuple[int, dict[str, Any]]]:
        return objects(self._data.get(f"{self._prefix}_{name}"))


def _by_id(
    listed: list[tuple[int, dict[str, Any]]], key: str
) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for _, one in listed:
        found.setdefault(line(text(one.get(key)), 80), one)
    return found


def _shelf(listed: _Lists, own: Mapping[str, Any]) -> Shelf:
    values = {
        line(text(one.get("variable_key")), 80): text(one.get("variable_value"))
        for _, one in listed("variables")
    }
    return Shelf(
        {key: value for key, value in values.items() if key and value},
        _by_id(listed("articles"), "article_id"),
        _by_id(listed("channels"), "channel_id"),
        _by_id(listed("challenges"), "challenge_id"),
        _by_id(listed("documents"), "document_id"),
        title(own.get("mail_from")),
        people(one for _, one in listed("users")),
    )


def _teams(listed: _Lists, shelf: Shelf, ledger: Ledger) -> list[ForeignTeam]:
    made: dict[str, ForeignTeam] = {}
    houses = _by_id(listed("organizations"), "organization_id")
    for n, one in listed("teams"):
        key = line(text(one.get("team_id")), 80) or f"team-{n}"
        name = shelf.named(one.get("team_name")) or key
        at = where("teams", n, name)
        ledger.rest(one, TEAM, at, "team_")
        house = houses.get(line(text(one.get("team_organization")), 80), {})
        says = [
            shelf.filled(one.get("team_description")),
            title(house.get("organization_name")),
        ]
        if key in made:
            ledger.tell(LEFT, "a second one with the same id; the first counts", at)
            continue
        made[key] = ForeignTeam(key, name, "\n".join(said for said in says if said), at)
        if people := many(one.get("team_users")):
            ledger.tell(LEFT, "its {count} player(s): who sits at a table is not in a scenario",
                        at, count=len(people))  # fmt: skip
    return list(made.values())


def _objectives(listed: _Lists, shelf: Shelf, ledger: Ledger) -> list[ForeignObjective]:
    def first(pair: tuple[int, dict[str, Any]]) -> float:
        found = number(pair[1].get("objective_priority"))
        return found if found is not None else 1e9

    made: dict[str, ForeignObjective] = {}
    for n, one in sorted(listed("objectives"), key=first):
        name = shelf.named(one.get("objective_title"))
        key = line(text(one.get("objective_id")), 80) or f"objective-{n}"
        at = where("objectives", n, name)
        if key in made:
            ledger.tell(LEFT, "a second one with the same id; the first counts", at)
            continue
        ledger.tell(NEAR, "the file ties no inject or task to it; do that yourself", at)
        ledger.rest(one, OBJECTIVE, at, "objective_")
        says = shelf.filled(one.get("objective_description"))
        made[key] = ForeignObjective(key, name, says, place=at)
    return list(made.values())


def _lessons(listed: _Lists, shelf: Shelf, ledger: Ledger) -> list[str]:
    def order(pair: tuple[int, dict[str, Any]]) -> float:
        return number(pair[1].get("lessons_question_order",
                                  pair[1].get("lessonsquestion_order"))) or 0  # fmt: skip

    made = []
    for n, one in sorted(listed("lessons_questions"), key=order):
        words = {key.replace("lessonsquestion", "lessons_question"): value
                 for key, value in one.items()}  # fmt: skip
        ledger.rest(words, QUESTION, where("lessons_questions", n))
        asked = line(shelf.filled(words.get("lessons_question_content")), 400)
        more = line(shelf.filled(words.get("lessons_question_explanation")), 400)
        if asked:
            ledger.tell(CAME, "became a question of the hot wash",
                        where("lessons_questions", n, asked))  # fmt: skip
            made.append(f"{asked} ({more})" if more else asked)
    for n, one in listed("lessons_categories"):
        at = where(
            "lessons_categories", n, shelf.named(one.get("lessons_category_name"))
        )
        ledger.tell(
            NEAR, "questions of the hot wash stand in one list, for all tables", at
        )
        ledger.rest(one, CATEGORY, at)
    return made[:40]


def _people(listed: _Lists, ledger: Ledger) -> None:
    """That nobody is taken over by name; of each person in the file nothing is shown."""
    if count := len(listed("users")):
        ledger.tell(LEFT, "personal data of {count} people: names and addresses are not taken;"
                    " where they stood in a text there is [player] now", where("users"),
                    count=count)  # fmt: skip


def _left(listed: _Lists, shelf: Shelf, own: Mapping[str, Any], ledger: Ledger) -> None:
    """What a scenario has no place for, told once for each kind or each item."""
    for kind in ("organizations", "tags"):
        if found := listed(kind):
            ledger.tell(LEFT, "there is no place for this in a scenario ({count})", where(kind),
                        count=len(found))  # fmt: skip
    for n, (key, one) in enumerate(shelf.documents.items()):
        name = (
            shelf.named(one.get("document_name") or one.get("document_target")) or key
        )
        ledger.tell(LEFT, "attachments are named in the notes and not taken",
                    where("documents", n, name))  # fmt: skip
    for kind, read, known in SHELVED:
        for n, one in listed(kind):
            front = kind.removesuffix("s")
            at = where(kind, n, shelf.named(one.get(f"{front}_name")))
            if read and line(text(one.get(f"{front}_id")), 80) not in shelf.used:
                ledger.tell(LEFT, "no inject uses it", at)
            ledger.rest(one, known, at, f"{front}_")
    for _, one in listed("variables"):
        at = where(f"variables.{line(text(one.get('variable_key')), 80)}")
        ledger.tell(NEAR, "its value stands in the texts", at)
        ledger.rest(one, ("id", "key", "value", "type"), at, "variable_")
    if own.get("recurrence"):
        ledger.tell(
            LEFT, "an exercise here does not repeat itself", where("recurrence")
        )
