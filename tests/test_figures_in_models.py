"""No figure of the world hides in a model's code: it is in a form, or given to the
ground with its unit, source and tag. What stays a bare number is listed here with why."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

MODELS = Path(__file__).parent.parent / "ttx" / "models"
STAYS = {
    "published tables, their source beside them": """
        health:_SURVIVAL health:_LATER health:_REMICK health:_CLARKE health:_CLARKE_UNTIL
        health:_KILLED health:_SERIES health:_OPERATIONS health:_STEP""",
    "norms and limits that the field defines": """
        hospitals.casualties:LATE transport.region:NORM population.care_homes:COLD
        population.homes:COOL,CHILLED infrastructure.nodes:TURN""",
    "no end, never, the largest that can be": """
        casualties.gauges:NEVER evacuation.fleet:NEVER health:NEVER mobility.repair:NO_END
        infrastructure.repair:NO_END stocks.store:NO_END network:_NO_END network.post:ENDLESS
        network.source:_NEVER network.source:MOST network.source:_PERIODS hospitals.figures:MOST infrastructure.guards:_MOST transport.region:MOST_RIDES
        population.home_care:_MANY population.homes:_MANY population.points:_MANY
        population.says:_MANY""",
    "so near that it counts as the same": """
        health:_BELOW_ONE infrastructure.repair:_WHOLE infrastructure.support:FULL
        infrastructure.support:_SAME mobility.convoy:_DUST stocks.store:_DUST""",
    "numbers of a list, ranks, widths of a row of luck": """
        casualties.people:WIDTH,MORE casualties.people:_CLASSES casualties.people:_BEST
        evacuation.fleet:READY,REFIT,LOADING,HELD,UNDER_WAY,AT_ENTRY,TURNING
        evacuation.place:INTENSIVE,STRETCHER,WALKING evacuation.place:BY_PRIORITY,BY_ARRIVAL
        evacuation.place:_PRIORITIES evacuation.place:_CLASS hospitals.isolation:ROOMS,COHORT,BY_RISK
        hospitals.regulating:PROPORTIONAL,LEVEL_FIRST,CAP,NEAREST hospitals.surge:LAST
        infrastructure.why:LINKS outbreak.place:WIDTH patient:IMMEDIATE,URGENT,SOON,LATER
        population.control_room:_ROW population.control_room:_DONE,_GONE,_LOST
        population.vulnerable:HOME,REACHED,MISSED population.vulnerable:_HALF,_END
        station:RANKS station:_FIRST,_BEFORE_ALL stocks.form:PRIORITY,PROPORTIONAL,RESERVED
        transport.scene:_TREAT,_LOAD,_DRIVE,_HAND mobility:_ON,_OFF evacuation.entry:_OPEN
        evacuation.fleet:_OPEN""",
    "steps of a calculation, not of the world": """
        hospitals.outflow:_MANY infrastructure.sites:MOST infrastructure.sites:_GOLDEN,_SILVER
        mobility:_YEAR network:_TICKETS network.source:_FIRST,_LARGEST outbreak.chance:_MANY
        patient:_STEPS patient:_PARTS patient:_MIDDLES population.public:_SLICE population.rumour:_FINE
        population.supplies:_STEPS station:_BIN stocks.claims:EVERY stocks.store:_LOTS""",
    "ranges of doubt and shares that fields take as their own": """
        population.form_parts:_WALLS casualties.form:_MIX""",
}
"""By why a number may stay: `file:NAME`, as written in ttx/models/."""
COUNTS = ("range", "tuple", "round")


def bare(value: ast.expr) -> bool:
    """Whether a value holds numbers, and nothing that could carry a source."""
    nodes = list(ast.walk(value))
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    named = [ast.unparse(node.func) for node in calls]
    numbers = any(
        isinstance(node, ast.Constant) and type(node.value) in (int, float)
        for node in nodes
    )
    texts = any(isinstance(n, ast.Constant) and isinstance(n.value, str) and " " in n.value
                for n in nodes)  # fmt: skip
    return numbers and not texts and all(name in COUNTS for name in named)


def numbers_of(path: Path) -> Iterator[str]:
    """The module-level names of a file that are bound to bare numbers."""
    parts = path.relative_to(MODELS).with_suffix("").parts
    module = ".".join(part for part in parts if part != "__init__")
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if bare(node.value):
                yield f"{module}:{ast.unparse(target).strip('()').replace(' ', '')}"


def test_every_bare_number_of_a_model_is_known_and_is_no_figure_of_the_world() -> None:
    known = {one for names in STAYS.values() for one in names.split()}
    found = {one for path in sorted(MODELS.rglob("*.py")) for one in numbers_of(path)}
    assert sorted(found - known) == [], "give it a unit, a source and a tag"
    assert sorted(known - found) == [], "no longer there: take it off the list"
