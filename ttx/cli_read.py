"""The commands that read: list, check, schema, replay, debrief, journal."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ttx.cli_report import Version, write_debrief
from ttx.errors import ScenarioError, UsageError
from ttx.journal import Differs, Journal
from ttx.text import say


def listing(args: argparse.Namespace) -> int:
    """`ttx list`: scenarios, or the gauges or assumptions of one."""
    if args.gauges:
        return _gauges(args)
    if args.assumptions:
        return _assumptions(args)
    from ttx import library

    rows = []
    for one in library.list_all():
        try:
            rows.append(_row(one.name, one.path))
        except ScenarioError as wrong:
            rows.append(
                {"id": one.name, "problems": len(wrong.problems), "path": str(one.path)}
            )
    if args.json:
        print(json.dumps(rows, ensure_ascii=False))
        return 0
    for row in rows:
        if "problems" in row:
            print(say(args.lang, "{id}: {count} problems; see: ttx check {id}", id=row["id"],
                      count=row["problems"]))  # fmt: skip
        else:
            print(f"{row['id']}: {row['title'][args.lang]}")
            print(say(args.lang, "  {length} of exercise time; tables: {teams}; policies: {policies}",
                      length=row["length"], teams=", ".join(row["teams"]),
                      policies=", ".join(row["policies"])))  # fmt: skip
    return 0


def _row(name: str, path: Path) -> dict[str, Any]:
    from ttx import library
    from ttx.moment import offset

    scenario = library.load(name).scenario
    return {
        "id": scenario.id, "title": _pair(scenario.title), "length": offset(scenario.endex),
        "teams": [one.id for one in scenario.tables], "policies": list(scenario.policies),
        "outcomes": list(scenario.headlines), "presets": list(scenario.presets),
        "path": str(path),
    }  # fmt: skip


def _pair(text: Any) -> dict[str, str]:
    return {"nl": text.of("nl"), "en": text.of("en")}


def _world(name: str) -> Any:
    from ttx import library
    from ttx.world import World

    return World(library.load(name).scenario, 0)


def _gauges(args: argparse.Namespace) -> int:
    from ttx import library

    world = library.sketch(args.gauges)
    gauges: list[dict[str, Any]] = [
        {
            "gauge": g.name,
            "unit": g.unit,
            "says": _pair(g.says),
            "sensitive": g.sensitive,
        }
        for g in world.gauges.values()
    ]
    levers: list[dict[str, Any]] = [
        {"lever": name, "unit": s.lever.unit, "says": _pair(s.lever.says), "kind": s.lever.kind,
         "base": s.lever.base} for name, s in world.levers.items()
    ]  # fmt: skip
    if args.json:
        print(json.dumps({"gauges": gauges, "levers": levers}, ensure_ascii=False))
        return 0
    print(say(args.lang, "Gauges (figures to read):"))
    for one in gauges:
        print(f"  {one['gauge']} [{one['unit']}]: {one['says'][args.lang]}")
    print(say(args.lang, "Levers (figures to set):"))
    for one in levers:
        print(f"  {one['lever']} [{one['unit']}]: {one['says'][args.lang]}")
    return 0


def _assumptions(args: argparse.Namespace) -> int:
    figures = [one for one in _world(args.assumptions).figures if one.assumed]
    rows = [
        {"figure": f.place, "shape": f.shape, "numbers": f.numbers, "unit": f.unit,
         "tag": f.tag, "source": f.source, "doubt": f.range} for f in figures
    ]  # fmt: skip
    if args.json:
        print(json.dumps(rows, ensure_ascii=False))
        return 0
    for row, made in zip(rows, figures, strict=True):
        print(
            f"{row['figure']} [{row['tag']}]: {_numbers(made, args.lang)}"
            f" x{made.range[0]:g}-{made.range[1]:g} ({row['source']})"
        )
    return 0


def _numbers(made: Any, lang: str) -> str:
    from ttx.moment import duration

    numbers = [
        duration(round(n), lang) if made.unit == "time" else f"{n:g}"
        for n in made.numbers
    ]
    unit = "" if made.unit == "time" else f" {made.unit}"
    return f"{made.shape} {' / '.join(numbers)}{unit}".strip()


def check(args: argparse.Namespace) -> int:
    """`ttx check`: every problem on a line of its own."""
    from ttx import library

    names = args.names or [one.name for one in library.list_all()]
    if args.watch:
        from ttx.cli_watch import watch

        return watch(names, args.lang, lambda: checked(args, names))
    return checked(args, names)


def checked(args: argparse.Namespace, names: list[str]) -> int:
    """Check these scenarios once, and print what was found; the exit status."""
    from ttx import library

    problems = library.check(names, own=args.own)
    if args.run and not any(one.severity == "error" for one in problems):
        from ttx.cli_tests import played

        for name in names:
            problems += library.placed(name, played(name, args.lang, args.json))
    errors = [one for one in problems if one.severity == "error"]
    if args.json:
        print(
            json.dumps(
                [_problem(one, args.lang) for one in problems], ensure_ascii=False
            )
        )
        return 1 if errors else 0
    for one in problems:
        print(one.line_of_text(args.lang))
    print(say(args.lang, "Scenarios checked: {scenarios}. Errors: {errors}. Warnings: {warnings}.",
              scenarios=len(names), errors=len(errors),
              warnings=len(problems) - len(errors)), file=sys.stderr)  # fmt: skip
    return 1 if errors else 0


def _problem(one: Any, lang: str) -> dict[str, Any]:
    return {"path": one.path, "line": one.line, "col": one.col, "severity": one.severity,
            "code": one.code, "sentence": one.sentence(lang)}  # fmt: skip


def schema(args: argparse.Namespace) -> int:
    """`ttx schema`: for editors."""
    from ttx import library

    print(json.dumps(library.json_schema(), indent=1, ensure_ascii=False))
    return 0


def replay(args: argparse.Namespace) -> int:
    """`ttx replay`: the same again, and whether it is the same."""
    from ttx.moment import offset
    from ttx.replay import verify

    try:
        exercise = verify(Path(args.file))
    except Differs as wrong:
        if args.json:
            print(json.dumps({"same": False, "entry": wrong.written.seq, "kind": wrong.written.kind,
                              "at": offset(wrong.written.at)}))  # fmt: skip
        raise
    digest = exercise.journal.digest
    if args.json:
        print(json.dumps({"scenario": exercise.scenario.id, "seed": exercise.seed,
                          "ended": offset(exercise.now), "entries": len(exercise.journal),
                          "digest": digest, "same": True, "outcomes": exercise.outcomes()},
                         ensure_ascii=False))  # fmt: skip
    else:
        print(digest)
        print(say(args.lang, "{entries} entries, played again to {moment}: the same.",
                  entries=len(exercise.journal), moment=offset(exercise.now)),
              file=sys.stderr)  # fmt: skip
    return 0


def _played(name: str) -> Path:
    """The file of a journal; where a scenario is named, the sentence names its last one."""
    from ttx.cli_scenario import last_journal

    path = Path(name)
    last = None if path.is_file() or path.suffix else last_journal(path.name)
    if last:
        raise UsageError("There is no journal at {path}; the last one of this exercise is {last}",
                         path=name, last=last)  # fmt: skip
    return path


def debrief(args: argparse.Namespace) -> int:
    """`ttx debrief`: the report, from the recorded entries alone."""
    if args.read:
        from ttx.cli_return import bring_back

        return bring_back(args)
    formats = [one.strip() for one in args.to.split(",") if one.strip()]
    strange = [
        one for one in formats if one not in ("html", "md", "json", "pdf", "docx")
    ]
    if strange or not formats:
        raise UsageError("'{format}' is not a form of the debrief; choose from html, md, json, pdf, docx",
                         format=", ".join(strange))  # fmt: skip
    from ttx.cli_influence import computed, kept

    if args.sign_off:
        from ttx.cli_sign_off import bring_in

        bring_in(args)
    if args.short and "json" in formats:
        formats.remove("json")  # the two pages are for people
    version = Version(args.table, args.short, args.anonymous, args.sensitive)
    path = _played(args.file)
    journal = Journal.open(path)
    entries = list(journal)
    journal.close()
    tried = computed(args, path, entries) if args.influence else kept(path, entries)
    out = Path(args.out) if args.out else path.with_suffix("")
    for page in write_debrief(entries, out, args.lang, formats, version, tried):
        print(page)
    return 0


def whatif(args: argparse.Namespace) -> int:
    """`ttx whatif`: the same exercise with one decision changed."""
    from ttx import cli_influence

    return cli_influence.whatif(args)


def journal(args: argparse.Namespace) -> int:
    """`ttx journal`: the entries as JSON lines."""
    found = Journal.open(Path(args.file))
    for entry in found:
        print(json.dumps(entry._asdict(), ensure_ascii=False, sort_keys=True))
    found.close()
    return 0


def compare(args: argparse.Namespace) -> int:
    """`ttx compare`: groups side by side."""
    from ttx.cli_compare import compare as side_by_side

    return side_by_side(args)


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "list": listing, "check": check, "schema": schema, "replay": replay,
    "debrief": debrief, "whatif": whatif, "journal": journal,
    "compare": compare,
}  # fmt: skip
