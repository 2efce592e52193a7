"""What `ttx host` holds: one scenario, the journals of its groups, how it is reached."""

from __future__ import annotations

import argparse
import secrets
import time
from pathlib import Path

from ttx.cli_play import cards, debrief, follow_up, own_policies
from ttx.cli_scenario import data_folder, journal_path, scenario_of
from ttx.cli_sign_off import enter, words_of
from ttx.errors import JournalError, UsageError
from ttx.exercise import Exercise
from ttx.journal import Journal
from ttx.live.addresses import drawn, link, local_only, reached_at
from ttx.live.certificate import own_certificate
from ttx.live.door import Pass
from ttx.live.gate import Gate
from ttx.live.host import Host
from ttx.live.passes import Passes
from ttx.live.places import places
from ttx.live.session import Progress
from ttx.scenario import Scenario
from ttx.text import Text


class Session:
    """What is hosted: one scenario, the journals of its groups, and how it is reached."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        found = Path(args.name)
        self.again = found.suffix == ".ttx"
        self.paths = journals(found) if self.again else []
        if self.again and args.follow_up:
            raise UsageError("A journal already holds the actions that it was begun with;"
                             " --follow-up is for a new exercise.")  # fmt: skip
        self.scenario = _kept(found) if self.again else scenario_of(args)
        self.handed = follow_up(args)
        self.signed = words_of(args.sign_off, self.scenario)
        if not self.paths:
            self.paths = _fresh(args, self.scenario)
        self.bound, self.tls = args.bind, _certificate(args)
        self.passes = Passes(_seats_of(self.paths[0]), time.monotonic)
        every: dict[Pass, Text] = {}
        for group in range(1, len(self.paths) + 1):
            every.update(places(self.scenario, group))
        title, marking = self.scenario.title, self.scenario.marking
        self.gate = Gate(self.passes, every, title, marking)

    def open(self, progress: Progress) -> list[Host]:
        """The host of every group: a new exercise, or one that goes on."""
        return [self._host(number, progress) for number in range(len(self.paths))]

    def _host(self, number: int, progress: Progress) -> Host:
        from ttx.replay import resume

        path, many = self.paths[number], len(self.paths)
        if self.again:
            exercise = resume(path, lambda share: progress((number + share) / many))
        else:
            exercise = Exercise(
                self.scenario, self.args.seed, Journal.create(path),
                assumptions=self.args.assumptions, follow_up=self.handed,
            )  # fmt: skip
        enter(exercise, self.signed)
        _, table_time = exercise.journal.reached()
        policies = {} if self.again else own_policies(self.args, self.scenario)
        host = Host(exercise, policies, cards(), self.args.speed, debrief, table_time,
                    group=number + 1)  # fmt: skip
        host.card = self.card
        return host

    @property
    def bases(self) -> list[str]:
        """The links of the start page."""
        tls = self.tls is not None
        return [link(one, self.port, tls) for one in reached_at(self.bound)]

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.args.port)

    @property
    def course(self) -> Path:
        """The journal of the first group as it is played now: perhaps a later course."""
        host = self.gate.hosts.get(1)
        return (host and host.exercise.journal.path) or self.paths[0]

    def card(self, given: Pass) -> Text:
        """How to get to a place: its link, its code and the QR code of both."""
        code = self.gate.codes.get(given, "")
        if not code:
            return Text()
        url = f"{self.bases[0]}/join/{code}"
        told = f"{code}\n\n{url}\n\n{drawn(url)}"
        return Text(told, told)


def journals(first: Path) -> list[Path]:
    """The journals of a session, from that of its first group; of the other groups the
    newest course, where a leader went back. UsageError if there is none."""
    if not first.is_file():
        raise UsageError("There is no journal at {path}.", path=first)
    found, stem = [first], _stem(first)
    for number in range(2, 100):
        name = f"{stem}-group{number}"
        courses = [first.with_stem(name), *first.parent.glob(f"{name}~*{first.suffix}")]
        there = [one for one in courses if one.is_file()]
        if there:
            found.append(max(there, key=lambda one: one.stat().st_mtime))
    return found


def _stem(path: Path) -> str:
    """The name of a journal before any going back (`day~2` is a course of `day`)."""
    return path.stem.split("~")[0]


def _seats_of(first: Path) -> Path:
    """Where the codes of a session lie: all its courses share them."""
    return first.with_name(f"{_stem(first)}.seats.json")


def _kept(path: Path) -> Scenario:
    """The scenario that a journal holds."""
    from ttx.replay import planned

    return planned(path)


def _fresh(args: argparse.Namespace, scenario: Scenario) -> list[Path]:
    if args.seed is None:
        args.seed = secrets.randbelow(2**31)
    first = Path(args.journal) if args.journal else journal_path(scenario.id)
    for path in (first, _seats_of(first)):
        if path.exists():
            raise JournalError("There is already a journal at {path}; choose another name, or go"
                               " on with it: ttx host {path}", path=first)  # fmt: skip
    first.parent.mkdir(parents=True, exist_ok=True)
    rest = [
        first.with_stem(f"{first.stem}-group{n}") for n in range(2, args.groups + 1)
    ]
    return [first, *rest]


def _certificate(args: argparse.Namespace) -> tuple[Path, Path] | None:
    if args.tls:
        cert, key = (Path(one) for one in args.tls)
        for one in (cert, key):
            if not one.is_file():
                raise UsageError("There is no file {path}.", path=one)
        return cert, key
    if args.self_signed:
        names = [*reached_at(args.bind), "localhost", "127.0.0.1"]
        return own_certificate(data_folder(), names)
    if not local_only(args.bind) and not args.insecure:
        raise UsageError(
            "On a network others could read along. Give a certificate (--tls CERT KEY), let"
            " the host make one (--self-signed), or say --insecure if the network is"
            " closed and trusted.")  # fmt: skip
    return None
