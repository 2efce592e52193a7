"""A decision from a page: what it could mean is asked first, if it could mean anything.

Never takes an option that the table did not choose.
"""

from __future__ import annotations

from dataclasses import dataclass

from ttx.actions import Decision, StandingOrder
from ttx.errors import TtxError
from ttx.live.seat import Answer, Seat
from ttx.view import Choice, Decided
from ttx.web.forms import Fields

LINE = 400
"""Characters of a decision's line, as at the terminal."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What has to be asked before a decision can be noted."""

    text: str
    choices: tuple[Choice, ...]
    draft: Decided | None = None
    standing: bool = False


async def decide(form: Fields, seat: Seat, command: str) -> Answer | Ask:
    """Note a decision, or say what it could mean; TtxError where it cannot be read.

    A form that names an option (or none, knowingly) is noted as it stands.
    """
    text = form.text("text", LINE)
    picked = form.text("pick", 200)
    if picked:
        return Ask(text, _known(seat, picked))
    if "option" not in form.all:
        if not text:
            raise TtxError("There is nothing written.")
        found = sorted(
            await seat.propose(text), key=lambda one: one.blocked is not None
        )
        if found:
            return Ask(text, tuple(found))
    option = form.text("option", 200)
    choice = _known(seat, option)[0] if option else None
    decision = Decision(
        text=text, option=option, values=form.values(choice) if choice else (),
        takes_effect=form.moment("takes_effect", seat.picture().calendar),
        agreed=form.text("agreed", LINE), why=form.text("why"),
    )  # fmt: skip
    answer = await seat.submit(decision, command)
    draft = form.text("draft", 20)
    if draft and answer.refusal is None:
        await seat.erase(form.whole("draft"), f"{command}-old" if command else "")
    return answer


async def change(form: Fields, seat: Seat) -> Ask:
    """Ask for the details of a draft again, filled in as they were."""
    number = form.whole("entry")
    drafts = (one for one in seat.picture().decided if one.state == "draft")
    draft = next((one for one in drafts if one.entry == number), None)
    if draft is None:
        raise TtxError("This draft is not there any more.")
    choices = _known(seat, draft.option) if draft.option else ()
    return Ask(draft.text, choices, draft)


async def stand(form: Fields, seat: Seat, command: str) -> Answer | Ask:
    """Note a standing order: when this figure, then that option."""
    if "option" not in form.all:
        text = form.needed("text")
        found = tuple(one for one in await seat.propose(text))
        if not found:
            raise TtxError(
                "This is not known as something that can be done by itself. Note it as a"
                " decision; exercise control says what it means."
            )
        return Ask(text, found, standing=True)
    choice = _known(seat, form.text("option", 200))[0]
    order = StandingOrder(
        choice.option, form.values(choice), form.text("gauge", 200),
        form.text("comparison", 20), form.figure("value"), form.text("text", LINE),
    )  # fmt: skip
    return await seat.submit(order, command)


def _known(seat: Seat, option: str) -> tuple[Choice, ...]:
    """The option of this name that the seat may know of."""
    for one in seat.picture().choices:
        if one.option == option:
            return (one,)
    raise TtxError("There is no such option for this table.")
