"""Why a node is as it is: one sentence for it, and the node behind it.

It tells state and events of the model alone; it must never name who should have acted.
"""

from __future__ import annotations

from dataclasses import dataclass

from ttx.models.infrastructure.generators import Generator
from ttx.models.infrastructure.nodes import Node
from ttx.models.infrastructure.repair import NO_END
from ttx.models.infrastructure.support import FULL, Outsider, Support
from ttx.models.model import Cause
from ttx.moment import HOUR
from ttx.text import Text, hours, number, percent

LINKS = 4
"""So many links of a chain lie in this model at most; others may add two of theirs."""
LEVEL, EXPECTED = "level", "expected"


@dataclass(frozen=True, slots=True)
class Link:
    """A sentence, its tag, and the support that it points at."""

    text: Text
    tag: str = "D"
    behind: Support | None = None


def cause(node: Node, what: str, now: int) -> Cause:
    """The cause behind a gauge of a node, with where its chain goes on.

    A chain that would be longer than `LINKS` leaps over what lies in between.
    """
    first = _link(node, what, now)
    names: list[str] = []
    here, link = node, first
    while link.behind is not None:
        inner = _inside(link.behind)
        if inner is None:
            names.append(link.behind.name)
            break
        if inner.order >= here.order:
            break
        names.append(f"{inner.name}.{what}")
        here, link = inner, _link(inner, what, now)
    then = names[max(0, len(names) - LINKS + 1)] if names else ""
    return Cause(first.text, first.tag or "D", then)


def _inside(support: Support) -> Node | None:
    if isinstance(support, Outsider):
        support = support.node or support
    return support if isinstance(support, Node) else None


def _link(node: Node, what: str, now: int) -> Link:
    if what == EXPECTED:
        return _waits(node, now)
    if isinstance(node, Generator):
        return _generator(node, now)
    return _level(node, now)


# --- why it works as it does ---------------------------------------------------------


def _level(node: Node, now: int) -> Link:
    if node.level < node.gives * FULL:
        taken = _taken(node, now)
        if taken is not None:
            return taken
    missing = _missing(node)
    if missing is not None and missing is node.tank:
        nl, en = node.title.nl, node.title.en
        text = Text(f"{nl}: voorraad op", f"{en}: stock used up")
        return Link(text, "D", missing)
    if missing is not None:
        tag = node.buffer_figure.tag if node.buffer or node.sites else "D"
        return Link(_lacks(node, missing, now), tag, missing)
    return _carried(node, now)


def _taken(node: Node, now: int) -> Link | None:
    """What befell the node itself, or was done to it."""
    nl, en = node.title.nl, node.title.en
    if node.disconnected and node.fault.part > 0:
        return Link(_disconnected(node, now))
    if node.fault.active and node.rota <= 0:
        return _fault(node, now)
    if node.open and node.support() > 0:
        text = Text(f"{nl}: nog niet teruggeschakeld naar het net",
                    f"{en}: not switched back to the grid yet")  # fmt: skip
        return Link(text)
    if node.attack > 0:
        left = 1.0 - node.attack
        text = Text(
            f"{nl}: onder cyberaanval, {percent(left, 'nl')} is bruikbaar",
            f"{en}: under cyber attack, {percent(left, 'en')} can be used",
        )
        return Link(text, "X")
    if node.hazard > 0:
        text = Text(f"{nl}: in een getroffen gebied",
                    f"{en}: in an area that was hit")  # fmt: skip
        return Link(text, "X")
    if node.rota > 0:
        text = Text(f"{nl}: om beurten voorzien", f"{en}: supplied in turns")
        return Link(text)
    return None


def _disconnected(node: Node, now: int) -> Text:
    nl = f"{node.title.nl}: afgeschakeld volgens het afschakelplan"
    en = f"{node.title.en}: disconnected by plan"
    if node.turn_at is not None:
        left = (node.turn_at - now) / HOUR
        nl += f", nog {hours(left, 'nl')} uur"
        en += f", {hours(left, 'en')} h to go"
    return Text(nl, en)


def _fault(node: Node, now: int) -> Link:
    fault, tag = node.fault, node.recovery.tag or "D"
    nl, en = f"{node.title.nl}: uitgevallen", f"{node.title.en}: failed"
    if node.sabotaged:
        nl = f"{node.title.nl}: gesaboteerd"
        en = f"{node.title.en}: sabotaged"
        tag = "E"
        if now < fault.sealed:
            left = (fault.sealed - now) / HOUR
            nl += f"; plaats delict nog {hours(left, 'nl')} uur afgezet"
            en += f"; scene sealed for another {hours(left, 'en')} h"
    if fault.part:
        nl += f", {round(fault.part * 100)} % hersteld"
        en += f", {round(fault.part * 100)} % restored"
    return Link(Text(nl, en), tag)


def _missing(node: Node) -> Support | None:
    """The support that is short, if any: whole ones first, then shares."""
    carriers = node.carriers
    for group in (*carriers.groups, *carriers.bare_groups):
        best = max(group, key=lambda one: one.level)
        if node.enough(best.level) < FULL:
            return group[-1] if best.level <= 0 else best
    if node.tank is not None and node.tank.level <= 0:
        return node.tank
    shares = (*carriers.shares, *carriers.bare_shares)
    short = [
        (share * (1 - one.level), one) for one, share in shares if one.level < FULL
    ]
    return max(short, key=lambda pair: pair[0])[1] if short else None


def _lacks(node: Node, missing: Support, now: int) -> Text:
    nl, en, other = node.title.nl, node.title.en, missing.title
    if node.sites is not None and node.sites.on_battery() > 0:
        alive = node.level
        return Text(
            f"{nl}: {percent(alive, 'nl')} van de locaties werkt nog, deels op accu;"
            f" te weinig van {other.nl}",
            f"{en}: {percent(alive, 'en')} of sites still work, part on battery;"
            f" too little from {other.en}",
        )
    if node.slope < 0:
        left = node.hours_left(now)
        return Text(
            f"{nl}: op de eigen buffer, nog {hours(left, 'nl')} uur;"
            f" te weinig van {other.nl}",
            f"{en}: on its own buffer, {hours(left, 'en')} h left;"
            f" too little from {other.en}",
        )
    if node.level > 0:
        share, one_of = node.level, _one_of_many(node, missing)
        nl_by = f", op {other.nl}" if one_of else f"; te weinig van {other.nl}"
        en_by = f", on {other.en}" if one_of else f"; too little from {other.en}"
        return Text(
            f"{nl}: voor {percent(share, 'nl')} in bedrijf{nl_by}",
            f"{en}: at {percent(share, 'en')}{en_by}",
        )
    held = node.buffer or (node.sites is not None and node.buffer_figure.mean > 0)
    used = bool(held) and node.carriers.kinds.get(missing.name) in (
        None,
        "physical",
    )
    used_nl = ", de buffer is op" if used else ""
    used_en = ", the buffer is used up" if used else ""
    return Text(
        f"{nl}: zonder {other.nl}{used_nl}", f"{en}: without {other.en}{used_en}"
    )


def _one_of_many(node: Node, support: Support) -> bool:
    return any(len(group) > 1 and support in group for group in node.carriers.groups)


def _carried(node: Node, now: int) -> Link:
    """On what it runs, where that is not as a rule; else that it works."""
    nl, en = node.title.nl, node.title.en
    for group in node.carriers.groups:
        best = max(group, key=lambda one: one.level)
        if best is not group[0] and node.enough(group[0].level) < FULL:
            text = Text(f"{nl}: op {best.title.nl}", f"{en}: on {best.title.en}")
            return Link(text, "D", best)
    if node.level < node.gives * FULL and node.rebooting(now) > 0:
        return Link(Text(f"{nl}: bezig op te starten", f"{en}: still starting up"))
    if node.outside > 0 and node.level <= node.outside:
        text = Text(f"{nl}: van buiten voorzien", f"{en}: supplied from outside")
        return Link(text)
    return Link(Text(f"{nl}: geen bijzonderheden", f"{en}: works as usual"))


# --- generators ------------------------------------------------------------------------


def _generator(node: Generator, now: int) -> Link:
    nl, en, grid = node.title.nl, node.title.en, node.standby_for
    if node.running and not node.asked:
        return Link(Text(f"{nl}: proefdraaien", f"{en}: on a test run"))
    if not node.asked:
        if node.fault.active:
            return _unwell(node, now)
        return Link(Text(f"{nl}: gereed", f"{en}: standing by"))
    if node.level > 0 and grid is not None:
        text = Text(
            f"{nl}: in bedrijf voor {grid.title.nl}",
            f"{en}: running for {grid.title.en}",
        )
        return Link(text, "D", grid)
    if node.level > 0:
        return Link(Text(f"{nl}: in bedrijf", f"{en}: running"))
    if node.fault.active:
        return _unwell(node, now)
    if node.tank is not None and node.tank.level <= 0:
        text = Text(f"{nl}: geen brandstof meer", f"{en}: out of fuel")
        return Link(text, "D", node.tank)
    missing, taken = _missing(node), _taken(node, now)
    if missing is not None:
        return Link(_lacks(node, missing, now), "D", missing)
    return taken or Link(Text(f"{nl}: bezig te starten", f"{en}: starting"))


def _unwell(node: Generator, now: int) -> Link:
    if not node.unwilling:
        return _fault(node, now)
    text = Text(f"{node.title.nl}: niet gestart", f"{node.title.en} did not start")
    behind = node.standby_for if node.asked else None
    return Link(text, node.starts_figure.tag or "D", behind)


# --- what it waits for -----------------------------------------------------------------


def _waits(node: Node, now: int) -> Link:
    nl, en = node.title.nl, node.title.en
    if node.expected(now) <= 0:
        return Link(
            Text(f"{nl}: er is niets te herstellen", f"{en}: nothing to restore")
        )
    if node.fault.active:
        return _waits_for_repair(node, now)
    if node.disconnected:
        return Link(_disconnected(node, now))
    missing = _missing(node)
    if missing is not None:
        text = Text(
            f"{nl}: in afwachting van {missing.title.nl}",
            f"{en}: waiting for {missing.title.en}",
        )
        return Link(text, "D", missing)
    if node.open:
        text = Text(
            f"{nl}: in afwachting van het besluit om terug te schakelen naar het net",
            f"{en}: waiting for the decision to switch back to the grid",
        )
        return Link(text)
    taken = _taken(node, now)
    if taken is not None:
        return taken
    left = node.rebooting(now)
    text = Text(
        f"{nl}: bezig op te starten, nog {number(left, 'nl', 1)} uur",
        f"{en}: still starting up, {number(left, 'en', 1)} h to go",
    )
    return Link(text)


def _waits_for_repair(node: Node, now: int) -> Link:
    told = _fault(node, now)
    left = node.fault.hours_to_go(now)
    if left >= NO_END:
        nl, en = "einde niet bekend", "no end known"
    else:
        nl = f"herstel over {hours(left, 'nl')} uur"
        en = f"restored in {hours(left, 'en')} h"
    text = Text(f"{told.text.nl}; {nl}", f"{told.text.en}; {en}")
    return Link(text, told.tag)
