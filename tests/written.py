"""A small scenario as an author writes it, and what is said of a changed copy."""

from __future__ import annotations

from pathlib import Path

from words import catalogue

from ttx.errors import Problem
from ttx.scenario import Scenario
from ttx.scenario.checks import check_all
from ttx.scenario.lint import lint
from ttx.scenario.marks import located
from ttx.scenario.names import Catalogue
from ttx.scenario.notyet import not_yet
from ttx.scenario.reading import resolve
from ttx.scenario.yaml import read

GAUGES = (
    "diesel.hospital-a.hours_left", "diesel.hospital-b.hours_left", "mast.level",
    "diesel.trader.amount", "people.trust",
)  # fmt: skip
LEVERS = (
    "diesel.hospital-a.deliver", "diesel.hospital-b.deliver", "diesel.trader.take",
    "mast.broken",
)  # fmt: skip
KNOWN = Catalogue(GAUGES, LEVERS, ("infrastructure", "stocks"))

SMALL = """\
format: 1
id: small
title: {nl: Klein, en: Small}
startex: 2027-01-18 06:40 Europe/Amsterdam
endex: T+24
moves:
  - {id: first, at: T+1, title: {nl: Een, en: One}}
  - {id: second, at: T+8, title: {nl: Twee, en: Two}}
objectives:
  - id: care
    title: {nl: Zorg, en: Care}
    tasks:
      - {id: keep-care, title: {nl: Houd, en: Keep}, looks_for: {nl: x, en: y}}
teams:
  hospital:
    title: {nl: Ziekenhuis, en: Hospital}
    instances: {hospital-a: {title: A}, hospital-b: {title: B}}
    sees: ["diesel.{instance}.hours_left"]
  gov:
    title: {nl: Overheid, en: Government}
    hears:
      people.trust: {every: 1h, by: mast}
personas:
  reporter: {title: {nl: Verslaggever, en: Reporter}}
gauges:
  diesel.{instance}.hours_left: {title: {nl: Diesel, en: Diesel}, band: [0, 240]}
  people.trust: {title: {nl: Vertrouwen, en: Trust}, says: Gelooft de overheid, better: higher}
headlines: [people.trust]
milestones:
  told: {nl: verteld, en: told}
options:
  order:
    team: hospital
    title: {nl: Bestel, en: Order}
    asks: {litres: {title: {nl: Liter, en: Litres}, number: [1000, 20000], unit: l}}
    claims: {stock: diesel.trader, amount: litres}
    does:
      - {add: "diesel.{instance}.deliver", by: granted}
  tell:
    team: gov
    title: {nl: Vertel, en: Tell}
    does:
      - {milestone: told}
msel:
  - id: start
    at: T+0:30
    to: [hospital, gov]
    from: reporter
    text: {nl: Begin, en: Begin}
    objectives: [care]
  - id: low
    to: [hospital]
    from: {nl: Techniek, en: Technicians}
    by: phone
    when: {gauge: "diesel.{instance}.hours_left", below: 6, for: 5m}
    text:
      nl: "Nog {{ diesel.{instance}.hours_left | hours }} uur"
      en: "{{ diesel.{instance}.hours_left | hours }} hours left"
    expects: {any: [order], within: {table: 12m}, tests: [keep-care]}
    otherwise: late
  - id: late
    to: [gov]
    from: {nl: Pers, en: Press}
    text: {nl: Te laat, en: Too late}
  - id: on-second
    on: {move: second, state: brief}
    to: [hospital, gov]
    from: reporter
    text: {nl: Verder, en: On}
policies:
  routine:
    title: {nl: Gewoon, en: Routine}
    rules:
      - {team: hospital, option: order, values: {litres: 5000}, on: low}
      - {team: gov, option: tell, at: T+2}
"""


def changed(old: str, new: str) -> str:
    """The small scenario with one thing written otherwise."""
    assert SMALL.count(old) >= 1, old
    return SMALL.replace(old, new, 1)


def judged(
    text: str, known: Catalogue = KNOWN
) -> tuple[Scenario | None, list[Problem]]:
    """The scenario that a text makes, and everything that is said of it."""
    source = read(text.encode(), "s.yaml")
    if source.data is None and source.problems:
        return None, source.problems
    scenario, wrong = resolve(source)
    problems = [*source.problems, *wrong, *not_yet(source)]
    if scenario is not None:
        found = check_all(scenario, known) + lint(scenario, source.data, known, [])
        problems += [located(one, source.mark) for one in found]
    return scenario, problems


def said(text: str, lang: str = "en") -> list[str]:
    """What is said, one line each, as `ttx check` prints it."""
    return [one.line_of_text(lang) for one in judged(text)[1]]


def small() -> Scenario:
    """The small scenario itself."""
    scenario, problems = judged(SMALL)
    assert scenario is not None and not problems, problems
    return scenario


def line_of(text: str, part: str) -> int:
    """The number of the line in which this part stands."""
    return text[: text.index(part)].count("\n") + 1


CHECK = Path(__file__).parent.parent / "ttx/locale/nl/LC_MESSAGES/check.po"


def dutch(one: Problem) -> str:
    """The Dutch sentence of a problem; KeyError if there is none."""
    return catalogue(CHECK)[one.english].format(**one.params)
