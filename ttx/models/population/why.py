"""Why the people fare as they do: one sentence per gauge, and the gauge behind it.

It tells what the model did; it must never name who should have done otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ttx.models.model import Cause
from ttx.models.population.area import Area
from ttx.models.population.part import cause
from ttx.models.population.vulnerable import KINDS, LIMITS
from ttx.moment import HOUR
from ttx.text import Text, about, hours, number, percent

_DEPENDENT = {
    "ventilated": Text("de accu's van thuisbeademden gaan",
                       "batteries of people ventilated at home last"),
    "oxygen": Text("zuurstofflessen thuis gaan", "oxygen cylinders at home last"),
    "dialysis": Text("dialyse kan", "dialysis can be missed for"),
}  # fmt: skip
_HELPED = {
    "ventilated": Text("thuisbeademden", "people ventilated at home"),
    "oxygen": Text("mensen met zuurstof thuis", "people with oxygen at home"),
    "dialysis": Text("dialysepatiënten", "dialysis patients"),
}
Tell = Callable[[Area, str, Mapping[str, str], int], Cause]


def why(
    area: Area, what: str, ties: Mapping[str, str], now: Callable[[], int]
) -> Callable[[], Cause]:
    """The teller of the cause of this gauge: it always has an answer."""
    kind, _, part = what.partition("_")
    if kind in KINDS:
        tell: Tell = {"left": _left, "reached": _reached, "missed": _missed}[part]
        return lambda: tell(area, kind, ties, now())
    own = _TELLS[what]
    return lambda: own(area, what, ties, now())


def _own(area: Area, what: str) -> str:
    return f"people.{area.name}.{what}"


def _left(area: Area, kind: str, ties: Mapping[str, str], now: int) -> Cause:
    if not area.dark:
        return _light(area, ties["power"])
    figure = area.figures[LIMITS[kind]]
    low, high = figure.quantile(0.05) / HOUR, figure.quantile(0.95) / HOUR
    count, says = area.dependents.count[f"{kind}_left"], _DEPENDENT[kind]
    wait_nl = " worden overgeslagen" if kind == "dialysis" else " mee"
    return cause(
        f"{count} zonder stroom en nog niet geholpen; {says.nl} {hours(low, 'nl')} tot "
        f"{hours(high, 'nl')} uur{wait_nl}.",
        f"{count} without power and not helped yet; {says.en} {hours(low, 'en')} to "
        f"{hours(high, 'en')} h.",
        figure.tag or "D", ties["power"],
    )  # fmt: skip


def _reached(area: Area, kind: str, ties: Mapping[str, str], now: int) -> Cause:
    count, says = area.dependents.count[f"{kind}_reached"], _HELPED[kind]
    rounds, listed = area.measures.outreach, area.measures.list_shared >= 0.5
    list_nl, list_en = ("met", "with") if listed else ("zonder", "without")
    return cause(
        f"{count} {says.nl} geholpen; {number(rounds, 'nl', 1)} huisbezoeken per uur, "
        f"{list_nl} gedeelde lijst.",
        f"{count} {says.en} helped; {number(rounds, 'en', 1)} visits per hour, "
        f"{list_en} a shared list.",
        area.figures["aim"].tag or "D", _own(area, f"{kind}_left"),
    )  # fmt: skip


def _missed(area: Area, kind: str, ties: Mapping[str, str], now: int) -> Cause:
    count, says = area.dependents.count[f"{kind}_missed"], _HELPED[kind]
    return cause(
        f"Bij {count} {says.nl} was de tijd op voordat er hulp was.",
        f"For {count} {says.en} time had run out before help came.",
        area.figures[LIMITS[kind]].tag or "D", _own(area, f"{kind}_left"),
    )  # fmt: skip


def _to_hospital(area: Area, what: str, ties: Mapping[str, str], now: int) -> Cause:
    count, places = area.dependents.to_hospital, area.places
    return cause(
        f"{count} mensen gingen zelf naar een ziekenhuis; noodsteunpunten hebben "
        f"{number(places, 'nl')} plaatsen.",
        f"{count} people went to a hospital by themselves; support points have "
        f"{number(places, 'en')} places.",
        area.figures["self_help"].tag or "D", _own(area, "supported"),
    )  # fmt: skip


def _homes(area: Area, what: str, ties: Mapping[str, str], now: int) -> Cause:
    dark = [home for home in area.homes.homes if home.dark and home.residents]
    power = ties["care_home_power"]
    if not dark:
        return cause("Alle zorglocaties met bewoners hebben stroom.",
                     "All care homes with residents have power.", "D", power)  # fmt: skip
    degrees = area.homes.coldest(now)
    return cause(
        f"Zorglocaties zonder stroom: {len(dark)}; de koudste is {number(degrees, 'nl')} "
        "graden.",
        f"Care homes without power: {len(dark)}; the coldest is at "
        f"{number(degrees, 'en')} degrees.",
        area.figures["home_cools"].tag or "D", power,
    )  # fmt: skip


def _cold_hours(area: Area, what: str, ties: Mapping[str, str], now: int) -> Cause:
    if not area.cold_hours():
        return cause("Niemand zat nog onder 16 graden zonder opvang.",
                     "Nobody has been below 16 degrees without support yet.", "D",
                     _own(area, "home_temperature"))  # fmt: skip
    there, outside = area.homes.coldest(now), area.measures.temperature
    return cause(
        f"Buiten is het {number(outside, 'nl')} graden, in de koudste zorglocatie "
        f"{number(there, 'nl')} graden.",
        f"It is {number(outside, 'en')} degrees outside and {number(there, 'en')} degrees "
        "in the coldest care home.",
        area.figures["house_cools"].tag or "D", _own(area, "home_temperature"),
    )  # fmt: skip


def _house(area: Area, what: str, ties: Mapping[str, str], now: int) -> Cause:
    if not area.dark:
        return _light(area, ties["power"])
    outside, gone = area.measures.temperature, area.dark_hours
    return cause(
        f"Woningen koelen al {hours(gone, 'nl')} uur af; buiten is het "
        f"{number(outside, 'nl')} graden.",
        f"Houses have been cooling for {hours(gone, 'en')} h; it is "
        f"{number(outside, 'en')} degrees outside.",
        area.figures["house_cools"].tag or "D", ties["power"],
    )  # fmt: skip


def _moves(area: Area, what: str, ties: Mapping[str, str], now: int) -> Cause:
    homes = area.homes
    if not homes.moving and not homes.moved:
        return cause("Er is niet besloten om bewoners te verplaatsen.",
                     "Nobody has decided to move residents.")  # fmt: skip
    rides, moved, moving = homes.rides, homes.moved, homes.moving
    return cause(
        f"{moved} bewoners verplaatst, {moving} wachten nog; {number(rides, 'nl')} per uur "
        "kunnen mee.",
        f"{moved} residents moved, {moving} still wait; {number(rides, 'en')} can go per "
        "hour.",
        area.figures["move_rate"].tag or "D",
    )  # fmt: skip


def _falls(area: Area, what: str, ties: Mapping[str, str], now: int) -> Cause:
    moved, falls = area.homes.moved, area.homes.falls
    return cause(
        f"{falls} bewoners vielen of werden ingestuurd; {moved} zijn verplaatst, de "
        "anderen zitten in het donker zolang er geen stroom is.",
        f"{falls} residents fell or went to hospital; {moved} were moved, the others sit "
        "in the dark while there is no power.",
        area.figures["fall_moving"].tag or "D", _own(area, "home_temperature"),
    )  # fmt: skip


def _calls(area: Area, what: str, ties: Mapping[str, str], now: int) -> Cause:
    if area.emergency < 1 and ties["emergency"]:
        share = area.emergency
        return cause(f"De meldkamer werkt voor {percent(share, 'nl')}.",
                     f"The control room works at {percent(share, 'en')}.", "D",
                     ties["emergency"])  # fmt: skip
    if area.telecom < 1 and ties["telecom"]:
        share = area.telecom
        return cause(f"Nog {percent(share, 'nl')} van de mensen kan bellen.",
                     f"{percent(share, 'en')} of people can still phone.", "D",
                     ties["telecom"])  # fmt: skip
    factor = area.calls.rate / area.calls.quiet if area.calls.quiet else 1.0
    return cause(
        f"Er wordt {number(factor, 'nl', 1)} keer zo veel gebeld als normaal.",
        f"There are {number(factor, 'en', 1)} times as many calls as usual.",
        area.figures["calls_outage"].tag or "D", ties["power"],
    )  # fmt: skip


def _heard(area: Area, what: str, ties: Mapping[str, str], now: int) -> Cause:
    reach = area.public.reach(area.telecom)
    return cause(f"Een boodschap bereikt nu {percent(reach, 'nl')} van de mensen.",
                 f"A message reaches {percent(reach, 'en')} of people now.",
                 area.figures["alert_reach"].tag or "D", ties["telecom"])  # fmt: skip


def _trust(area: Area, what: str, ties: Mapping[str, str], now: int) -> Cause:
    public, heard = area.public, _own(area, "heard")
    if public.slips:
        return cause(f"De genoemde hersteltijd is {public.slips} keer niet gehaald.",
                     f"The time that people were told has slipped {public.slips} times.",
                     area.figures["slip_costs"].tag or "D", heard)  # fmt: skip
    if public.rumours.at(now) > 0.1:
        return cause("Er gaat een gerucht rond.", "A rumour goes round.",
                     area.figures["rumour_costs"].tag or "D", _own(area, "rumours"))  # fmt: skip
    if not area.dark:
        return cause("Er is stroom; niets doet het vertrouwen nu dalen.",
                     "There is power; nothing lowers trust now.", "D", heard)  # fmt: skip
    return cause("Vertrouwen daalt zolang mensen in het donker niets horen.",
                 "Trust falls while people in the dark hear nothing.",
                 area.figures["silence_costs"].tag or "D", heard)  # fmt: skip


def _rumours(area: Area, what: str, ties: Mapping[str, str], now: int) -> Cause:
    size = area.public.rumours.at(now)
    if size < 0.005:
        return cause("Er gaat geen gerucht rond.", "No rumour goes round.")
    reach = area.public.reach(area.telecom)
    return cause(
        f"{percent(size, 'nl')} gelooft nu een gerucht; een rechtzetting bereikt "
        f"{percent(reach, 'nl')}.",
        f"{percent(size, 'en')} believe a rumour now; a correction reaches "
        f"{percent(reach, 'en')}.",
        "E", _own(area, "heard"),
    )  # fmt: skip


def _co(area: Area, what: str, ties: Mapping[str, str], now: int) -> Cause:
    degrees, heard = area.house.at(now), area.public.heard.at(now)
    if not area.dark:
        return _light(area, ties["power"])
    return cause(
        f"In donkere woningen is het {number(degrees, 'nl')} graden; {percent(heard, 'nl')} "
        "kent de waarschuwing.",
        f"Dark houses are at {number(degrees, 'en')} degrees; {percent(heard, 'en')} know "
        "the warning.",
        area.figures["co_rate"].tag or "D", _own(area, "house_temperature"),
    )  # fmt: skip


def _support(area: Area, what: str, ties: Mapping[str, str], now: int) -> Cause:
    if not area.dark:
        return _light(area, ties["power"])
    asking, places = area.asking + area.dependents.at_points, area.places
    return cause(
        f"Ongeveer {about(asking, 'nl')} mensen zoeken een noodsteunpunt; er zijn "
        f"{number(places, 'nl')} plaatsen.",
        f"About {about(asking, 'en')} people look for a support point; there are "
        f"{number(places, 'en')} places.",
        area.figures["seeks"].tag or "D", ties["power"],
    )  # fmt: skip


def _absent(area: Area, what: str, ties: Mapping[str, str], now: int) -> Cause:
    if not area.dark:
        return _light(area, ties["power"])
    gone, share = area.dark_hours, area.absent()
    return cause(
        f"Na {hours(gone, 'nl')} uur zonder stroom blijft {percent(share, 'nl')} weg: "
        "kinderen, vervoer, eigen huis.",
        f"After {hours(gone, 'en')} h without power {percent(share, 'en')} stay away: "
        "children, transport, their own house.",
        area.figures["absence"].tag or "D", ties["power"],
    )  # fmt: skip


def _dark(area: Area, what: str, ties: Mapping[str, str], now: int) -> Cause:
    if not area.dark:
        return _light(area, ties["power"])
    share, title = area.dark, area.title
    return cause(
        f"{percent(share, 'nl')} van de woningen in {title.nl} zit zonder stroom.",
        f"{percent(share, 'en')} of homes in {title.en} are without power.",
        "D", ties["power"],
    )  # fmt: skip


def _light(area: Area, power: str) -> Cause:
    return cause(f"Alle woningen in {area.title.nl} hebben stroom.",
                 f"All homes in {area.title.en} have power.", "D", power)  # fmt: skip


_TELLS: dict[str, Tell] = {
    "to_hospital": _to_hospital, "home_temperature": _homes, "cold_hours": _cold_hours,
    "house_temperature": _house, "moved": _moves, "moving": _moves, "rides": _moves,
    "falls": _falls, "calls": _calls, "calls_unanswered": _calls,
    "calls_answered": _calls, "heard": _heard, "trust": _trust, "rumours": _rumours,
    "co": _co, "supported": _support, "crowding": _support, "unreached": _support,
    "absent": _absent, "dark": _dark, "dark_hours": _dark,
}  # fmt: skip
