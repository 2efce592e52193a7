"""`ttx check --run`: a scenario's own tests played, each with what came out.

It prints one line a test as it comes, on the error stream beside `--json`, and on a terminal
which test is being played; what does not hold goes back as a problem with its place.
"""

from __future__ import annotations

import sys

from ttx.errors import Problem
from ttx.rehearsal.expectations import Result, results, unmet
from ttx.scenario import Expectation, Scenario
from ttx.text import say


def played(name: str, lang: str, quiet: bool) -> list[Problem]:
    """The problems of the tests that do not hold; a line for each test is printed."""
    from ttx import library

    def variant(preset: str) -> Scenario:
        return library.load(name, preset=preset).scenario

    problems = []
    scenario = library.load(name).scenario
    made = results(scenario, variant)
    for number, test in enumerate(scenario.tests, 1):
        _over(_progress(lang, number, len(scenario.tests), test))
        result = next(made)
        _over("")
        print(_line(result, lang), file=sys.stderr if quiet else sys.stdout, flush=True)
        problem = unmet(result)
        problems += [problem] if problem else []
    return problems


def _progress(lang: str, number: int, of: int, test: Expectation) -> str:
    return say(lang, "test {number} of {all}: policy {policy}, runs {runs}", number=number,
               all=of, policy=test.policy, runs=len(test.seeds))  # fmt: skip


def _over(told: str) -> None:
    """Which test is being played, on a terminal alone; the next line takes its place."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{told}", end="\r", file=sys.stderr, flush=True)


def _line(result: Result, lang: str) -> str:
    one = result.test
    mark = say(lang, "ok") if result.met else say(lang, "not met")
    subject = one.gauge or one.fires
    says = f"{one.says} ({subject})" if one.says else subject
    facts = {"mark": mark, "says": says, "got": _got(result), "runs": result.runs,
             "wanted": _wanted(result, lang), "room": f"{result.room:.3g}"}  # fmt: skip
    if one.expect is None:
        return say(lang, "{mark}: {says}: expected {wanted}, got {got}, runs {runs}",
                   **facts)  # fmt: skip
    return say(lang, "{mark}: {says}: expected {wanted}, got {got}, tolerance {room}"
               " ({within}), runs {runs}", within=one.within, **facts)  # fmt: skip


def _got(result: Result) -> str:
    from ttx.moment import offset

    if result.got is None:
        return "-"
    return offset(int(result.got)) if result.test.fires else f"{result.got:.5g}"


def _wanted(result: Result, lang: str) -> str:
    from ttx.moment import offset

    one = result.test
    if one.fires:
        before = (
            say(lang, "before {moment}", moment=offset(one.before))
            if one.before
            else ""
        )
        return before or say(lang, "that it comes")
    sign = "" if one.expect is not None else "<= " if one.at_most is not None else ">= "
    return f"{sign}{result.wanted:.5g}"
