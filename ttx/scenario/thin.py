"""A shorter session: the draaiboek thinned to the chosen moves and objectives.

Makes a new scenario and says what falls away; never changes the one it was given.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ttx.scenario.aims import Evaluator, Objective, Task
from ttx.scenario.circles import follows
from ttx.scenario.frame import Length, Scenario
from ttx.scenario.play import Inject, Policy
from ttx.scenario.timing import Timing
from ttx.text import Text


def thin(
    scenario: Scenario, length: Length | None = None, objectives: Iterable[str] = ()
) -> tuple[Scenario, list[Text]]:
    """The scenario with only the moves of this length and these objectives.

    A length without moves keeps them all; without objectives likewise. Own choice of
    objectives goes before the length's.
    """
    wanted = tuple(objectives) or (length.objectives if length else ())
    moves = (length.moves if length else ()) or tuple(m.id for m in scenario.moves)
    goals = wanted or tuple(one.id for one in scenario.objectives)
    cut = _Cut(scenario, dict.fromkeys(moves), dict.fromkeys(goals))
    return cut.made(), cut.told()


@dataclass
class _Cut:
    """What stays of a scenario, and so what goes."""

    scenario: Scenario
    moves: dict[str, None]
    goals: dict[str, None]

    def __post_init__(self) -> None:
        self.brought_on = self._brought_on()
        self.lines = self._lines()
        msel = self.scenario.msel
        self.gone = {i.id: None for i in msel if i.id not in self.lines}
        self.tasks = {
            task.id: None
            for one in self.scenario.objectives
            if one.id in self.goals
            for task in one.tasks
        }

    def _lines(self) -> dict[str, None]:
        """The injects that stay: chosen themselves, and not hanging on one that goes."""
        timing = Timing(self.scenario)
        kept = {i.id: None for i in self.scenario.msel if self._stays(i, timing)}
        before = -1
        while before != len(kept):
            before = len(kept)
            kept = {i.id: None for i in self.scenario.msel if self._held(i, kept)}
        return kept

    def _stays(self, inject: Inject, timing: Timing) -> bool:
        if inject.objectives and not any(
            one in self.goals for one in inject.objectives
        ):
            return False
        if inject.on:
            return inject.on.move in self.moves
        read_in = timing.move_of(inject.id)
        if read_in is None or read_in in self.moves:
            return True
        story = bool(inject.does) and not inject.expects
        return story and timing.before_last(inject.id, self.moves)

    def _held(self, inject: Inject, kept: dict[str, None]) -> bool:
        after = inject.after
        source = (after.inject or after.acknowledged) if after else ""
        if inject.id not in kept or (source and source not in kept):
            return False
        own = inject.at is not None or inject.on or inject.when or after or inject.cue
        if own:
            return True
        return any(one in kept for one in self.brought_on.get(inject.id, []))

    def _brought_on(self) -> dict[str, list[str]]:
        made: dict[str, list[str]] = {}
        for source, targets in follows(self.scenario.msel).items():
            for target in targets:
                made.setdefault(target, []).append(source)
        for option in self.scenario.options.values():
            for effect in (*option.does, *option.fails):
                if effect.send in self.scenario.injects:
                    made.setdefault(effect.send, []).append(effect.send)
        return made

    # --- what remains ----------------------------------------------------------

    def made(self) -> Scenario:
        """The thinner scenario."""
        one = self.scenario
        update: dict[str, Any] = {
            "moves": tuple(move for move in one.moves if move.id in self.moves),
            "objectives": tuple(
                self._objective(goal)
                for goal in one.objectives
                if goal.id in self.goals
            ),
            "evaluators": tuple(map(self._post, one.evaluators)),
            "msel": tuple(self._line(i) for i in one.msel if i.id in self.lines),
            "options": {
                key: option.model_copy(
                    update={
                        "does": self._effects(option.does),
                        "fails": self._effects(option.fails),
                    }
                )
                for key, option in one.options.items()
            },
            "policies": {key: self._policy(p) for key, p in one.policies.items()},
            "tests": tuple(
                t for t in one.tests if not t.fires or t.fires in self.lines
            ),
            "endex": self._endex(),
            "lengths": {},
            "own_figures": {},
        }
        # model_copy would carry over what was worked out for the whole scenario
        fields = {name: getattr(one, name) for name in type(one).model_fields}
        return Scenario.model_construct(**{**fields, **update})

    def _endex(self) -> int:
        """ENDEX, or the first move after the last that is played."""
        moves = self.scenario.moves
        last = max((n for n, m in enumerate(moves) if m.id in self.moves), default=-1)
        return moves[last + 1].at if 0 <= last < len(moves) - 1 else self.scenario.endex

    def _objective(self, goal: Objective) -> Objective:
        return goal.model_copy(update={"tasks": tuple(map(self._task, goal.tasks))})

    def _task(self, task: Task) -> Task:
        proofs = (
            p for p in task.evidence if not p.response or p.response in self.lines
        )
        return task.model_copy(update={"evidence": tuple(proofs)})

    def _post(self, one: Evaluator) -> Evaluator:
        """An evaluator's tasks that stay; who had only others keeps the name of one.

        No names at all would mean all tasks, which nobody asked of them.
        """
        kept = tuple(name for name in one.tasks if name in self.tasks)
        tasks = kept if kept or one.tables else one.tasks[:1]
        return one.model_copy(update={"tasks": tasks})

    def _line(self, one: Inject) -> Inject:
        known = {**self.goals, **self.tasks}
        expects = one.expects and one.expects.model_copy(
            update={"tests": tuple(t for t in one.expects.tests if t in known)}
        )
        update = {
            "objectives": tuple(goal for goal in one.objectives if goal in self.goals),
            "otherwise": one.otherwise if one.otherwise in self.lines else "",
            "instead": one.instead if one.instead in self.lines else "",
            "does": self._effects(one.does),
            "expects": expects,
        }
        return one.model_copy(update=update)

    def _effects(self, effects: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(e for e in effects if (e.send or e.cancel) not in self.gone)

    def _policy(self, policy: Policy) -> Policy:
        rules = tuple(
            rule for rule in policy.rules if not rule.on or rule.on in self.lines
        )
        return policy.model_copy(update={"rules": rules})

    # --- what is said ----------------------------------------------------------

    def told(self) -> list[Text]:
        """A sentence for everything that falls away, in both languages."""
        one = self.scenario
        said = [
            Text(
                f"Ronde '{m.title.of('nl')}' vervalt.",
                f"Move '{m.title.of('en')}' falls away.",
            )
            for m in one.moves
            if m.id not in self.moves
        ]
        said += [
            Text(f"Doelstelling '{g.title.of('nl')}' vervalt.",
                 f"Objective '{g.title.of('en')}' falls away.")
            for g in one.objectives
            if g.id not in self.goals
        ]  # fmt: skip
        return said + [
            Text(f"Inject '{i.title.of('nl') or i.id}' vervalt.",
                 f"Inject '{i.title.of('en') or i.id}' falls away.")
            for i in one.msel
            if i.id not in self.lines
        ]  # fmt: skip
