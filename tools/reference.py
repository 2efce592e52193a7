"""The pages of docs/reference/: made from the schema, the word lists and the commands.

Nothing on them is written by hand. Run it after a change; a test says when a page is
behind.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from reference_words import PAGES, SHAPES, Page

from ttx import library
from ttx.cli import parser
from ttx.figures import DOUBT, TAGS
from ttx.models import MODELS
from ttx.moment import duration
from ttx.scenario.aims import INDICATED, RATED
from ttx.scenario.frame import BASELINE, CHANNELS, PILLARS, PROCESSES
from ttx.scenario.notyet import WORDS
from ttx.scenario.schema import card_schema
from ttx.text import FILTERS

HERE = Path(__file__).parent.parent / "docs" / "reference"
MADE = "<!-- made by tools/reference.py: do not write here -->\n"
Schema = Mapping[str, Any]


def parts() -> dict[str, Schema]:
    """Every part of the language by its name in the schema."""
    whole, cards = library.json_schema(), card_schema()
    found = {"Scenario": whole, "Theme": cards, **cards["$defs"], **whole["$defs"]}
    return {name: one for name, one in found.items() if name != "figure"}


def pages() -> dict[str, str]:
    """The text of every page by its file name, seen from docs/reference/."""
    schema = parts()
    made = {page.file: _page(page, schema) for page in PAGES}
    made["words.md"] = _words()
    made["commands.md"] = commands_page("en")
    made["world.md"] += _figures() + _models()
    made["../nl/opdrachten.md"] = commands_page("nl")
    return {name: MADE + text for name, text in made.items()}


# --- parts ------------------------------------------------------------------------


def _page(page: Page, schema: Mapping[str, Schema]) -> str:
    text = f"# {page.title}\n\n{page.intro}\n"
    for name, heading in page.parts.items():
        text += f"\n## {heading} {{ #{name.lower()} }}\n\n{_about(name, schema[name])}"
        text += _table(("key", "what it is", "written as", "unless given"),
                       _keys(schema[name]))  # fmt: skip
    return text


def _about(name: str, part: Schema) -> str:
    lines = str(part.get("description", "")).split("\n\n")
    plain = (" ".join(one.split()).replace("<", "&lt;") for one in lines if one)
    return "".join(f"{one}\n\n" for one in plain)


def _keys(part: Schema) -> Iterator[Sequence[str]]:
    needed = part.get("required", ())
    for key, one in part["properties"].items():
        if "for later" not in one.get("description", ""):
            given = "**must be given**" if key in needed else _default(one)
            yield f"`{key}`", one.get("description", ""), kind(one), given


def kind(one: Schema) -> str:
    """How a value is written, in words, with a link where it is a part of its own."""
    if "$ref" in one:
        return _link(one["$ref"].rpartition("/")[2])
    if "enum" in one or "const" in one:
        values = one.get("enum", [one.get("const")])
        return ", ".join(f"`{value}`" for value in values)
    if "examples" in one or _is_text(one):
        return _told(one)
    if "triangular" in str(one):
        return "[figure](world.md#figures)"
    if "anyOf" in one:
        some = [kind(each) for each in one["anyOf"] if each.get("type") != "null"]
        return " or ".join(dict.fromkeys(some))
    return _plain(one)


def _is_text(one: Schema) -> bool:
    return any("nl" in each.get("properties", {}) for each in one.get("anyOf", ()))


def _told(one: Schema) -> str:
    if _is_text(one):
        return "[text](words.md#texts)"
    first = one["examples"][0]
    if first.startswith("20"):
        return f"date, `{first}`"
    return (
        "[moment](words.md#moments)"
        if "+" in first
        else "[duration](words.md#durations)"
    )


def _plain(one: Schema) -> str:
    if "prefixItems" in one:
        inner = ", ".join(kind(each) for each in one["prefixItems"])
        return f"[{inner}]"
    if one.get("type") == "array":
        return f"list of {kind(one['items'])}"
    named = one.get("additionalProperties") or _first_of(one.get("patternProperties"))
    if isinstance(named, dict):
        return f"{kind(named)}, each by its name"
    words = {"boolean": "`true` or `false`", "integer": "whole number", "number": "number",
             "string": "word" if "pattern" in one else "text", "object": "keys and values"}  # fmt: skip
    return words[one["type"]]


def _first_of(named: Schema | None) -> Schema | None:
    return next(iter(named.values())) if named else None


def _link(name: str) -> str:
    if name == "figure":
        return "[figure](world.md#figures)"
    for page in PAGES:
        if name in page.parts:
            return f"[{page.parts[name].lower()}]({page.file}#{name.lower()})"
    raise KeyError(f"{name} stands on no page of the reference")


def _default(one: Schema) -> str:
    made = one.get("default")
    if made is None or made in ("", [], {}, {"nl": "", "en": ""}):
        return ""
    if isinstance(made, dict):
        return str(made.get("en", "")) or ""
    if isinstance(made, bool):
        return "`true`" if made else "`false`"
    if "examples" in one:
        return duration(made, "en") if made else ""
    if isinstance(made, list):
        return ", ".join(f"`{each}`" for each in made)
    return f"`{made:g}`" if isinstance(made, float) else f"`{made}`"


def _table(head: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(_cell(c) for c in one) + " |\n" for one in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


# --- the world --------------------------------------------------------------------


def _figures() -> str:
    shapes = _table(
        ("shape", "what it is"), ((f"`{one}`", says) for one, says in SHAPES.items())
    )
    return f"""
## Figures {{ #figures }}

A figure is a value with its unit (`30h`, `14000 l`, `0.99`), or a mapping with one of the shapes
below and beside it `source`, `tag`, and where wanted `doubt: [0.7, 1.5]` (so many times lower and
higher it may be) and `note`. A `source` and `tag` at the head of a model hold for all its figures.

{shapes}"""


def _models() -> str:
    rows = ((f"[`{name}`](../models/{name}.md)", _first(name)) for name in MODELS)
    return (
        "\n## Models\n\nEach has a page with its parameters, gauges and levers.\n\n"
        + _table(("model", "what it is"), rows)
    )


def _first(model: str) -> str:
    page = (HERE.parent / "models" / f"{model}.md").read_text(encoding="utf-8")
    said = " ".join(page.split("\n\n")[1].split()).split(". ")
    return ". ".join(said[:1] if len(said[0]) > 40 else said[:2]).rstrip(".") + "."


# --- words ------------------------------------------------------------------------


def _words() -> str:
    from reference_words import BEFORE_WORDS

    tags = (
        (f"`{tag}`", says, "x{:g} to x{:g}".format(*DOUBT[tag]))
        for tag, says in TAGS.items()
    )
    filters = ((f"`{name}`", say(3.4, "nl"), say(3.4, "en"), say(0.35, "nl"), say(1234.5, "en"))
               for name, say in FILTERS.items())  # fmt: skip
    channels = ((f"`{key}`", both.nl, both.en) for key, both in CHANNELS.items())
    later = ((f"`{where}: {word}`", "with `repeat`, only beside `at` or `when`"
              if word == "repeat" else "leave it out") for where, word, _, _ in WORDS)  # fmt: skip
    covers = (("six pillars", PILLARS), ("NATO baseline requirements", BASELINE),
              ("Dutch critical processes", PROCESSES))  # fmt: skip
    return "".join((
        BEFORE_WORDS,
        "\n## Tags\n\nHow well a figure is known.\n\n",
        _table(("tag", "means", "may be"), tags),
        "\n## Filters\n\nHow a live figure in a text is written: `{{ gauge | filter }}`; "
        "`about` unless given. The same words are the `style` of a gauge.\n\n",
        _table(("filter", "3.4 in Dutch", "3.4 in English", "0.35 in Dutch", "1234.5 in English"), filters),
        "\n## Channels\n\nThose that every exercise has.\n\n",
        _table(("channel", "Dutch", "English"), channels),
        "\n## Coverage\n\nTags of an objective: touched or not; never a number.\n\n",
        _table(("list", "tags"), ((one, ", ".join(f"`{tag}`" for tag in tags)) for one, tags in covers)),
        "\n## What evaluators can say\n\n",
        _table(("of", "words"), iter((("a task", ", ".join(f"`{one}`" for one in RATED)),
                                      ("an indicator", ", ".join(f"`{one}`" for one in INDICATED))))),
        "\n## Read, but for later\n\nThese words are known and refused.\n\n",
        _table(("word", "until then"), later),
    ))  # fmt: skip


# --- commands ---------------------------------------------------------------------


HEAD = {
    "en": ("Commands", "word", "what it does",
           "Data goes to the standard output, what is told beside it to the standard error.\n"
           "Exit status: 0 in order, 1 findings, 2 wrong use, 130 interrupted. `--lang nl` and\n"
           "`--lang en` choose the language; else `TTX_LANG` or that of the system does.\n"),
    "nl": ("Opdrachten", "woord", "wat het doet",
           "Gegevens gaan naar de standaarduitvoer, wat ernaast wordt verteld naar de standaardfout.\n"
           "Eindcode: 0 in orde, 1 bevindingen, 2 verkeerd gebruik, 130 afgebroken. `--lang nl` en\n"
           "`--lang en` kiezen de taal; anders doet `TTX_LANG` dat, of de taal van het systeem.\n"),
}  # fmt: skip


def commands_page(lang: str) -> str:
    """All commands with all that they take, in this language."""
    title, word, does, intro = HEAD[lang]
    text = f"# {title}\n\n{intro}"
    for action in parser(lang)._actions:
        if isinstance(action, argparse._SubParsersAction):
            about = {one.dest: one.help or "" for one in action._choices_actions}
            for name, one in action.choices.items():
                text += f"\n## ttx {name} {{ #{name} }}\n\n{about[name][:1].upper()}{about[name][1:]}.\n\n"
                rows = list(_options(one))
                text += _table((word, does), iter(rows)) if rows else ""
    return text


def _options(one: argparse.ArgumentParser) -> Iterator[Sequence[str]]:
    for action in one._actions:
        if "--help" in action.option_strings:
            continue
        word = " ".join((*action.option_strings[-1:], _given(action))).strip()
        yield f"`{word}`", _help(action)


def _given(action: argparse.Action) -> str:
    if action.nargs == 0:
        return ""
    if isinstance(action.metavar, tuple):
        return " ".join(action.metavar)
    return action.metavar or ("" if action.choices else action.dest.upper())


def _help(action: argparse.Action) -> str:
    said = action.help or ""
    some = ", ".join(f"`{one}`" for one in action.choices or ())
    few = some if len(list(action.choices or ())) <= 8 else ""
    return "; ".join(one for one in (said, few) if one)


def main() -> None:
    """Write every page anew."""
    HERE.mkdir(exist_ok=True)
    for name, text in pages().items():
        (HERE / name).write_text(text, encoding="utf-8")
        sys.stdout.write(f"{name}\n")


if __name__ == "__main__":
    main()
