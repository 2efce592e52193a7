"""The commands of who writes an exercise: new, form, show. Composes, decides nothing."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

COMMANDS = ("new", "form", "show")


def add(does: Any, common: Callable[..., None]) -> None:
    """The words of these commands; `common` adds what every command has."""
    for one in (_new(does), _form(does), _show(does)):
        common(one, json=False)


def _new(does: Any) -> argparse.ArgumentParser:
    one: argparse.ArgumentParser = does.add_parser(
        "new", help="a new scenario, with comments that explain it",
        description="Asks a few questions and writes a scenario that can be played at once:"
        " a folder scenarios/NAME here, with comments that explain each part. Enter takes what is"
        " proposed; --yes takes all proposals, and each question has a flag of its own. With"
        " --from it copies a scenario that there is, comments and all. Nothing that exists is"
        " ever overwritten.",
    )  # fmt: skip
    one.add_argument("name", metavar="NAME", nargs="?", help="asked for if left out")
    one.add_argument("--from", metavar="SCENARIO", dest="from_",
                     help="begin with a copy of this scenario")  # fmt: skip
    one.add_argument("--out", metavar="DIR", help="folder for it (scenarios)")
    one.add_argument("--yes", action="store_true", help="ask nothing; as proposed")
    one.add_argument(
        "--plot", metavar="P", help="what goes wrong: power, flood, digital"
    )
    one.add_argument("--title", metavar="TEXT", help="title of the exercise")
    one.add_argument(
        "--kind", metavar="K", help="hospital, care-home, municipality, company"
    )
    one.add_argument("--ours", metavar="NAME", help="what people call the organisation")
    one.add_argument(
        "--partner", metavar="NAME", help="a neighbour that needs the same help"
    )
    one.add_argument("--tables", metavar="A,B,..", help="titles of the tables")
    one.add_argument(
        "--startex", metavar="WHEN", help="day and hour: '2027-03-10 07:00'"
    )
    one.add_argument("--length", metavar="L", help="90m, half-day or day")
    one.add_argument("--moves", metavar="N", help="number of moves, 1 to 4")
    one.add_argument("--purpose", metavar="P", help="orient, develop or test")
    one.add_argument("--models", metavar="M,..", help="hospitals, population or none")
    one.add_argument(
        "--texts", metavar="L", help="language of its texts: nl, en or both"
    )
    return one


def _form(does: Any) -> argparse.ArgumentParser:
    one: argparse.ArgumentParser = does.add_parser(
        "form", help="a form on which an organisation fills in its own figures",
        description="Writes a form of one page with the figures that an organisation would"
        " replace by its own: beds, fuel, vehicles, each with its present value, unit, source"
        " and tag. Fill it in, keep it outside the scenario, and add --with FILE to ttx check,"
        " rehearse, play or host.",
    )  # fmt: skip
    one.add_argument("name", metavar="NAME|FILE")
    one.add_argument("--part", metavar="PART", default="",
                     help="the part of one organisation alone")  # fmt: skip
    one.add_argument("--out", metavar="FILE",
                     help="the file to write: .yaml to fill in, .html to print")  # fmt: skip
    return one


def _show(does: Any) -> argparse.ArgumentParser:
    one: argparse.ArgumentParser = does.add_parser(
        "show", help="time line, what needs what, and what triggers what",
        description="Shows a scenario before it is played: the time line (what each table gets,"
        " move by move, on both clocks), what needs what in the world, and what makes each"
        " inject come and what it leads to. In words on the screen, or as SVG drawings for A3"
        " in landscape that can be printed.",
    )  # fmt: skip
    one.add_argument("name", metavar="NAME|FILE")
    one.add_argument("--what", metavar="W,..", default="time,needs,triggers",
                     help="time, needs, triggers (comma-separated)")  # fmt: skip
    one.add_argument("--to", metavar="F,..", default="text", help="text, svg")
    one.add_argument("--out", metavar="DIR", help="folder for the files (here)")
    return one


def run(args: argparse.Namespace) -> int:
    """Run one of these commands; the exit status."""
    if args.command == "new":
        from ttx.cli_new import new

        return new(args)
    if args.command == "show":
        from ttx.cli_show import show

        return show(args)
    return form(args)


def form(args: argparse.Namespace) -> int:
    """`ttx form`: the form on stdout, or in a file that is not there yet."""
    from ttx import library
    from ttx.cli_files import written
    from ttx.outline_form import as_yaml, own_form

    asked = own_form(library.load(args.name).scenario, args.part)
    if not args.out:
        print(as_yaml(asked, args.lang), end="")
        return 0
    path = Path(args.out)
    if path.suffix == ".html":
        from ttx.report_form import printed

        text = printed(asked, library.templates("form.html.j2")[0], args.lang)
    else:
        text = as_yaml(asked, args.lang)
    written(path, text)
    print(path)
    return 0
