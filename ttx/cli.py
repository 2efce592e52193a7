"""The command line: composes, decides nothing.

stdout is data, stderr is narration. Exit status: 0 ok, 1 findings, 2 usage,
130 interrupted. Nothing is imported before it is needed.
"""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any

from ttx import __version__, cli_author, cli_exchange, cli_print
from ttx.cli_speaks import (
    USAGE,
    Parser,
    language_of,
    of_environment,
    speaking,
    spoken,
    unknown_command,
    whole,
)

OK, FINDINGS, INTERRUPTED = 0, 1, 130


def parser(lang: str = "en") -> Parser:
    """All commands and their words, with their help in this language."""
    top = Parser(
        prog="ttx",
        description="A tabletop crisis exercise with a world behind the injects.",
        epilog="To begin with: ttx play first-exercise. Help of one command: ttx COMMAND --help",
    )
    top.add_argument("--version", action="version", version=f"ttx {__version__}")
    does: Any = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _reading(does)
    _playing(does)
    cli_author.add(does, _common)
    cli_print.add(does, _common)
    cli_exchange.add(does, _common)
    spoken(top, lang)
    return top


def _asked(argv: list[str]) -> argparse.Namespace:
    """The command as typed; a wrong one ends the program with a sentence."""
    with speaking(lang := language_of(argv)):
        top = parser(lang)
        if not argv:
            top.print_help()
            top.exit(USAGE)
        if wrong := unknown_command(top, argv):
            top.error(wrong)
        found: argparse.Namespace = top.parse_args(argv)
    return found


def _reading(does: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    one = does.add_parser("list", help="scenarios shipped and found here")
    one.add_argument("--gauges", metavar="NAME", help="gauges and levers of a scenario")
    one.add_argument("--assumptions", metavar="NAME", help="its assumed figures")
    _common(one)
    one = does.add_parser("check", help="all problems of scenarios")
    one.add_argument("names", nargs="*", metavar="NAME|FILE")
    one.add_argument(
        "--run", action="store_true", help="play the scenario's own tests too"
    )
    one.add_argument(
        "--watch", action="store_true", help="check again at each save; Ctrl+C ends it"
    )
    _own_figures(one)
    _common(one)
    does.add_parser("schema", help="the JSON Schema of the scenario language")
    one = does.add_parser("replay", help="play a journal again")
    one.add_argument("file", metavar="F.ttx")
    one.add_argument(
        "--verify", action="store_true", help="stop at the first entry that differs"
    )
    _common(one)
    _debrief(does)
    _whatif(does)
    _compare(does)
    one = does.add_parser("journal", help="the entries of a journal as JSON lines")
    one.add_argument("file", metavar="F.ttx")
    _common(one)


def _debrief(does: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    one = does.add_parser("debrief", help="the report of a journal")
    one.add_argument("file", metavar="F.ttx")
    one.add_argument(
        "--to",
        default="html,md,json",
        help="html, md, json, pdf, docx (comma-separated)",
    )
    one.add_argument("--for", metavar="TABLE", default="", dest="table",
                     help="the report of one table alone")  # fmt: skip
    one.add_argument(
        "--short", action="store_true", help="two pages for the leadership"
    )
    one.add_argument(
        "--anonymous", action="store_true", help="tables called by a letter"
    )
    one.add_argument("--out", metavar="DIR", help="folder for the report")
    one.add_argument("--read", metavar="REPORT.docx",
                     help="take what people filled in in Word into the journal")  # fmt: skip
    _signed(one)
    one.add_argument("--sensitive", action="store_true",
                     help="with modelled mortality, in bands, as an annex")  # fmt: skip
    one.add_argument("--influence", type=_runs, nargs="?", const=100, metavar="RUNS",
                     help="compute what each decision moved, in so many runs (100)")  # fmt: skip
    _workers(one)
    _common(one, json=False)


def _whatif(does: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    one = does.add_parser("whatif", help="the same exercise with one decision changed")
    one.add_argument("file", metavar="F.ttx")
    change = one.add_mutually_exclusive_group()
    change.add_argument("--without", metavar="N", help="leave decision N out")
    change.add_argument("--move", metavar="N=T+H:MM", help="take decision N then")
    change.add_argument("--with", metavar="'T+H:MM TABLE OPTION KEY=VALUE ..'",
                        dest="added", help="one more decision")  # fmt: skip
    one.add_argument("--runs", type=_runs, metavar="N", default=100)
    _workers(one)
    _common(one)


def _workers(one: argparse.ArgumentParser) -> None:
    one.add_argument("--workers", type=_processes, metavar="K",
                     help="worker processes; 0: none beside this one")  # fmt: skip


def _seeds(raw: str) -> int:
    return 0 if raw == "0" else _runs(raw)


def _processes(raw: str) -> int:
    return whole(raw, 0, 128)


def _runs(raw: str) -> int:
    return whole(raw, 1, 100_000)


def _compare(does: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    one = does.add_parser("compare", help="groups of one scenario side by side")
    one.add_argument("files", nargs="+", metavar="F.ttx")
    one.add_argument("--to", default="html,md,json",
                     help="html, md, json, pdf (comma-separated)")  # fmt: skip
    one.add_argument("--out", metavar="DIR", help="folder for the comparison")
    one.add_argument("--runs", type=_seeds, metavar="N", default=30,
                     help="other seeds per group, for what chance alone gives; 0: none")  # fmt: skip
    _workers(one)
    _common(one, json=False)


def _playing(does: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    one = does.add_parser("play", help="play an exercise at this terminal")
    one.add_argument("name", metavar="NAME|FILE")
    _choices(one)
    one.add_argument(
        "--team", metavar="T", help="tables taken by people (comma-separated)"
    )
    one.add_argument("--role", choices=("leader", "table", "response", "evaluator"))
    one.add_argument(
        "--speed", type=float, metavar="X", help="exercise seconds per real second"
    )
    one.add_argument(
        "--policy",
        metavar="P",
        help="who plays the tables that no one takes: a policy of the scenario, noisy:P,"
        " and without people also greedy:P or FILE.py:FUNCTION",
    )
    one.add_argument("--journal", metavar="F.ttx")
    one.add_argument("--plain", action="store_true", help="line mode")
    one.add_argument("--paper", action="store_true",
                     help="type in afterwards what was played on paper")  # fmt: skip
    one.add_argument(
        "--headless", action="store_true", help="all tables by policy, at once"
    )
    _common(one)
    one = does.add_parser("resume", help="go on after a stop or a crash")
    one.add_argument("file", metavar="F.ttx")
    one.add_argument("--role", choices=("leader", "table", "response", "evaluator"))
    one.add_argument("--team", metavar="T")
    one.add_argument("--plain", action="store_true")
    one.add_argument("--paper", action="store_true",
                     help="type in afterwards what was played on paper")  # fmt: skip
    _common(one, json=False)
    _network(does)
    _rehearse(does)


def _rehearse(does: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from ttx.cli_words import rehearse

    one = does.add_parser("rehearse", help="play it many times without people")
    one.add_argument("name", metavar="NAME|FILE")
    rehearse(one)
    _scenario(one)
    _common(one)


def _network(does: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    one = does.add_parser("host", help="host an exercise for tables on a network")
    one.add_argument("name", metavar="NAME|FILE|F.ttx")
    _choices(one)
    one.add_argument("--bind", metavar="ADDR", default="127.0.0.1",
                     help="0.0.0.0: all networks of this machine")  # fmt: skip
    one.add_argument("--port", type=int, metavar="N", default=8443)
    safe = one.add_mutually_exclusive_group()
    safe.add_argument("--tls", nargs=2, metavar=("CERT", "KEY"))
    safe.add_argument("--self-signed", action="store_true",
                      help="a certificate of the host's own making")  # fmt: skip
    safe.add_argument("--insecure", action="store_true",
                      help="without encryption, on a closed and trusted network")  # fmt: skip
    one.add_argument("--journal", metavar="F.ttx")
    one.add_argument("--groups", type=int, metavar="N", default=1, choices=range(1, 17),
                     help="groups that play the same scenario side by side")  # fmt: skip
    one.add_argument("--speed", type=float, metavar="X")
    one.add_argument("--policy", metavar="T=P,..", help="tables that play themselves")
    one.add_argument("--new-codes", action="store_true",
                     help="after a restart: the old codes open nothing")  # fmt: skip
    one.add_argument(
        "--preflight", action="store_true", help="try everything, then stop"
    )
    one.add_argument("--plain", action="store_true", help="line mode at the host")
    one.add_argument("--headless", action="store_true", help="no screen at the host")
    _common(one)
    one = does.add_parser("join", help="sit at a table of a host on the network")
    one.add_argument("url", metavar="URL")
    one.add_argument("--code", metavar="C", default="", help="the code of your seat")
    one.add_argument("--pin", metavar="F", default="",
                     help="the first 16 digits of the host's fingerprint")  # fmt: skip
    one.add_argument("--plain", action="store_true", help="line mode")
    _common(one, json=False)


def _choices(one: argparse.ArgumentParser) -> None:
    """What an exercise is played with; the same for play, host and rehearse."""
    one.add_argument("--seed", type=int, metavar="N")
    one.add_argument("--assumptions", type=int, metavar="N", default=0,
                     help="draw every assumption within its doubt; 0: as written")  # fmt: skip
    _scenario(one)
    one.add_argument("--follow-up", metavar="F.json", action="append", default=[],
                     help="open actions of an earlier debrief, for the evaluators")  # fmt: skip
    _signed(one)


def _scenario(one: argparse.ArgumentParser) -> None:
    """Which form of a scenario is played."""
    one.add_argument("--preset", metavar="P", default="")
    one.add_argument("--length", metavar="L", default="", help="90m, half-day or day")
    one.add_argument("--objectives", metavar="A,B", default="")
    one.add_argument("--params", metavar="FILE", help="a file of own values")
    _own_figures(one)
    one.add_argument("--pace", choices=("moves", "running"))
    one.add_argument("--until", metavar="T+H:MM", help="end there")


def _own_figures(one: argparse.ArgumentParser) -> None:
    one.add_argument("--with", metavar="FILE", action="append", default=[], dest="own",
                     help="a filled-in form of own figures (ttx form); may be repeated")  # fmt: skip


def _signed(one: argparse.ArgumentParser) -> None:
    one.add_argument("--sign-off", metavar="FILE", dest="sign_off",
                     help="the sign-off list of a rehearsal, filled in by experts")  # fmt: skip


def _common(one: argparse.ArgumentParser, json: bool = True) -> None:
    one.add_argument("--lang", choices=("nl", "en"), default=of_environment())
    if json:
        one.add_argument("--json", action="store_true", help="as data")


def main(argv: list[str] | None = None) -> int:
    """Run one command; the exit status."""
    args = _asked(sys.argv[1:] if argv is None else argv)
    from ttx.errors import JournalError, ScenarioError, TtxError

    try:
        return _run(args)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except ScenarioError as wrong:
        for problem in wrong.problems:
            print(problem.line_of_text(_lang(args)), file=sys.stderr)
        return FINDINGS
    except TtxError as wrong:
        print(wrong.sentence(_lang(args)), file=sys.stderr)
        return FINDINGS if isinstance(wrong, JournalError) else USAGE


def _lang(args: argparse.Namespace) -> str:
    return getattr(args, "lang", None) or of_environment()


def _run(args: argparse.Namespace) -> int:
    if args.command in ("play", "resume"):
        from ttx import cli_play

        return (
            cli_play.resume(args) if args.command == "resume" else cli_play.play(args)
        )
    if args.command == "rehearse":
        from ttx import cli_rehearse

        return cli_rehearse.run(args)
    if args.command in ("host", "join"):
        from ttx import cli_host

        return (
            cli_host.host(args) if args.command == "host" else cli_host.join_host(args)
        )
    if args.command == "print":
        return cli_print.run(args)
    if args.command in cli_author.COMMANDS:
        return cli_author.run(args)
    if args.command in cli_exchange.COMMANDS:
        return cli_exchange.run(args)
    from ttx import cli_read

    return cli_read.COMMANDS[args.command](args)


if __name__ == "__main__":
    sys.exit(main())
