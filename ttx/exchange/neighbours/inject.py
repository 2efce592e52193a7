"""INJECT definitions (IXP): a ZIP of YAML in which milestones decide what comes.

Milestones, objectives and alternatives come over as what they are here too; tools and
questionnaires become options and the injects that answer them.
"""

from __future__ import annotations

from typing import Any

from ttx.exchange.loss import CAME, LEFT, NEAR, Ledger, where
from ttx.exchange.neighbours.foreign import (
    Foreign,
    ForeignInject,
    ForeignObjective,
    ForeignTeam,
)
from ttx.exchange.neighbours.inject_files import Definition
from ttx.exchange.neighbours.inject_lines import (
    Lines,
    alternatives,
    letters,
    questionnaires,
    tools,
)
from ttx.exchange.opening import Bundle
from ttx.exchange.plain import line, many, number, objects, text, title
from ttx.moment import MINUTE
from ttx.text import both

TEAM = "team"
NEWEST = (0, 25)
"""The newest definition (major, minor) that this was written from."""
CONFIG = (
    "name",
    "display_name",
    "description",
    "version",
    "duration",
    "exercise_duration",
)
MILESTONE = ("name", "display_name", "initial_state", "initial", "final", "roles")
OBJECTIVE = ("name", "display_name", "description", "activities")
ACTIVITY = ("name", "display_name", "description", "milestones")
FOLDERS = ("files/", "drive/", "llm/")


def looks_like(bundle: Bundle) -> bool:
    """Whether this ZIP is a definition: its parts stand in YAML files of known names."""
    return Definition.root(bundle) is not None


def read(bundle: Bundle, ledger: Ledger) -> Foreign:
    """The exercise in this ZIP."""
    files = Definition(bundle, ledger)
    config = files.whole("config")
    _version(config, ledger)
    lines = Lines(files, ledger, _facts(files, ledger))
    ledger.rest(config, CONFIG, where("config.yml"))
    alternatives(lines)
    letters(lines)
    questionnaires(lines)
    tools(lines)
    _begin(files, lines)
    _left(files, bundle, ledger)
    minutes = number(config.get("duration", config.get("exercise_duration")))
    return Foreign(
        "inject",
        title(config.get("display_name")) or title(config.get("name")),
        text(config.get("description")),
        length=round(minutes * MINUTE) if minutes and minutes > 0 else None,
        teams=(_team(files, ledger),),
        injects=tuple(lines.injects.values()),
        objectives=tuple(_objectives(files, ledger)),
        options=tuple(lines.options.values()),
        facts=tuple(lines.facts.items()),
    )


def _version(config: dict[str, Any], ledger: Ledger) -> None:
    given = line(text(config.get("version")), 20)
    numbers = [number(one) for one in given.split(".")[:2]]
    known = [round(one) for one in numbers if one is not None]
    if given and (len(known) < 2 or (known[0], known[1]) > NEWEST):
        ledger.tell(NEAR, "definition version {version} is newer than {known}, which is read"
                    " here: look closer", where("config.yml"), version=given,
                    known=".".join(map(str, NEWEST)))  # fmt: skip
    ledger.tell(CAME, "name, duration and description", where("config.yml"))


def _facts(files: Definition, ledger: Ledger) -> dict[str, str]:
    made: dict[str, str] = {}
    for n, one in enumerate(files.listed("milestones")):
        key = line(text(one.get("name")), 80)
        at = where("milestones", n, key)
        if not key or key in made:
            ledger.tell(LEFT, "a milestone without a name of its own", at)
            continue
        made[key] = title(one.get("display_name")) or key
        ledger.tell(CAME, "became a milestone", at)
        ledger.rest(one, MILESTONE, at)
        if one.get("final") is True:
            ledger.tell(LEFT, "that it ends the exercise of a team", at)
        if many(one.get("roles")):
            ledger.tell(LEFT, "roles inside a team: a table acts as one", at)
    return made


def _begin(files: Definition, lines: Lines) -> None:
    """Milestones that are true from the start, made so by a note to exercise control."""
    true = [key for one in files.listed("milestones")
            if (key := line(text(one.get("name")), 80)) in lines.facts
            and (one.get("initial_state") is True or one.get("initial") is True)]  # fmt: skip
    if true:
        lines.injects["=begin"] = ForeignInject(
            "=begin", both("Milestones at the start"), ", ".join(lines.facts[key] for key in true),
            to=("!",), by="face", at=0, facts=tuple(true), place=where("milestones"),
        )  # fmt: skip


def _team(files: Definition, ledger: Ledger) -> ForeignTeam:
    roles = [title(one.get("display_name")) or title(one.get("name"))
             for one in files.listed("roles")]  # fmt: skip
    if roles:
        ledger.tell(
            NEAR, "roles inside a team stand in the task of its table", where("roles")
        )
    ledger.tell(NEAR, "all teams play the same; one table stands for them: for more, host"
                " several groups", where("teams"))  # fmt: skip
    return ForeignTeam(TEAM, both("Players"), ", ".join(roles), where("teams"))


def _objectives(files: Definition, ledger: Ledger) -> list[ForeignObjective]:
    made = []
    for n, one in enumerate(files.listed("objectives")):
        name = title(one.get("display_name")) or title(one.get("name")) or f"{n + 1}"
        tasks = []
        at = where("objectives", n, name)
        ledger.rest(one, OBJECTIVE, at)
        for m, activity in objects(one.get("activities")):
            ledger.rest(activity, ACTIVITY, at)
            called = title(activity.get("display_name")) or title(activity.get("name"))
            proof = ", ".join(
                line(text(key), 80) for key in many(activity.get("milestones"))
            )
            said = line(text(activity.get("description")), 400)
            looks = "; ".join(part for part in (said, proof) if part)
            tasks.append((called or f"{name} {m + 1}", looks))
        if tasks:
            ledger.tell(
                NEAR, "its activities became tasks; a milestone counts no points", at
            )
        made.append(ForeignObjective(f"{n}/{name}", name, text(one.get("description")),
                                     tasks=tuple(tasks[:20]), place=at))  # fmt: skip
    return made


def _left(files: Definition, bundle: Bundle, ledger: Ledger) -> None:
    """What a scenario has no place for."""
    for part in ("commands", "channels"):
        if count := len(files.listed(part)):
            ledger.tell(LEFT, "there is no place for this in a scenario ({count})",
                        where(f"{part}.yml"), count=count)  # fmt: skip
    for name in bundle.names:
        if files.under(name).startswith(FOLDERS):
            ledger.tell(LEFT, "attachments are named in the notes and not taken",
                        where(line(files.under(name), 80)))  # fmt: skip
