"""What a policy may be called on the command line, and what such a name stands for.

    routine               a policy of the scenario
    noisy, noisy:early    decides as that policy would, as people do
    greedy, greedy:early  looks ahead, with that policy for all that comes after
    own.py:careful        a function in Python (without a name: `decide`)

What a name stands for is frozen and can be sent to another machine: a policy in Python
holds its text, not its path. It never plays anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from ttx.errors import UsageError
from ttx.library_policies import source
from ttx.policy_source import DECIDE, PYTHON, check_source
from ttx.scenario import Scenario
from ttx.scenario.slips import nearest
from ttx.scenario.ways import AROUND, GREEDY, NOISY, parted, usual

RULES = "rules"


@dataclass(frozen=True, slots=True)
class Way:
    """A way of deciding: what its decisions are signed with, and what it takes to play it.

    name: as in a journal's hands ("policy:" and this). kind: rules, noisy, greedy or
    python. base: the scenario's policy that it is or goes around. text and function: of
    a policy in Python. noise: how much of the noise (1: as it is meant, 0: none).
    """

    name: str
    kind: str
    base: str = ""
    text: str = ""
    function: str = ""
    noise: float = 1.0

    @property
    def beside_people(self) -> bool:
        """Whether it may hold a table in an exercise with people: what it is must follow
        from its name in the journal, and it may know no more than its table."""
        return self.kind in (RULES, NOISY)


def named(scenario: Scenario, given: str) -> Way:
    """What this name stands for in a scenario.

    UsageError, with the nearest name that there is, for a policy, file or function that
    there is not, and for Python that cannot be read.
    """
    if _is_python(given):
        return _written(given)
    around, inner = parted(given)
    if around and not inner:
        inner = usual(scenario.policies)
        if not inner:
            raise UsageError("'{name}' goes around a policy of the scenario, and this"
                             " scenario has none", name=around)  # fmt: skip
    if inner not in scenario.policies:
        raise _unknown(scenario, inner, around)
    name = f"{around}:{inner}" if around else inner
    return Way(name, around or RULES, inner)


def _is_python(given: str) -> bool:
    return given.endswith(".py") or ".py:" in given


def _written(given: str) -> Way:
    path, _, function = given.rpartition(":") if ".py:" in given else (given, "", "")
    around, _ = parted(path)
    if around:
        raise UsageError("'{around}' goes around a policy of the scenario, not around one in"
                         " Python", around=around)  # fmt: skip
    text, file = source(path), PurePath(path).name
    check_source(text, file, function or DECIDE)
    return Way(f"{file}:{function or DECIDE}", PYTHON, "", text, function or DECIDE)


def _unknown(scenario: Scenario, name: str, around: str) -> UsageError:
    known = list(scenario.policies)
    near = nearest(name, known if around else [*known, *AROUND])
    english = "There is no policy '{name}'; this scenario has: {all}."
    english += " Did you mean '{near}'?" if near else ""
    return UsageError(english, name=name, near=near, all=", ".join(known) or "-")


__all__ = ["GREEDY", "NOISY", "PYTHON", "RULES", "Way", "named"]
