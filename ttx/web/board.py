"""The leader's board where it needs more than one form: look up first, then act.

What a jump passes, which lever or figure is meant, a new code to hand out, a table's
own picture. Who may do what is for the seat to say; a page only shows it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from ttx.errors import TtxError
from ttx.live.door import Door
from ttx.live.seat import NewCode, Seat, ShowCard
from ttx.text import say
from ttx.web import deeds_board
from ttx.web.deeds import CONTROL, LEAD
from ttx.web.forms import Fields, read
from ttx.web.routes import Site, Visit, addresses, page_of, scripted
from ttx.web.telling import StaffTeller

MOST = 12
"""Levers or figures that one list shows; more letters make it shorter."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A piece that is laid before the leader: its template, and what it shows."""

    template: str
    held: dict[str, object]


Look = Callable[[Fields, Seat, str], Awaitable[Sheet]]


async def jumping(form: Fields, seat: Seat, lang: str) -> Sheet:
    """What lies between now and the moment that is jumped to."""
    picture = seat.picture()
    to = form.moment("to", picture.calendar)
    if to is None:
        raise TtxError("Write a time as 14:00, T+6:30 or 2027-01-19 08:00.")
    due = deeds_board.passed(picture, seat.face().now, to)
    lines = {one.inject: one for one in picture.desk.lines} if picture.desk else {}
    return Sheet("board/jump.html", {"to": to, "due": [(at, lines[key]) for at, key, _ in due]})  # fmt: skip


async def levers(form: Fields, seat: Seat, lang: str) -> Sheet:
    """The levers that may be meant, each with its bounds and its value now."""
    found = deeds_board.levers(seat.picture(), form.text("part", 200), lang)
    return Sheet("board/levers.html", _few(found))


async def figures(form: Fields, seat: Seat, lang: str) -> Sheet:
    """The figures that may be meant, each as it stands now."""
    found = deeds_board.figures(seat.picture(), form.text("part", 200), lang)
    return Sheet("board/figures.html", _few(found))


async def code(form: Fields, seat: Seat, lang: str) -> Sheet:
    """A new code for a place, on a card with its link; or the card as it is."""
    role, name = form.text("role", 40), form.text("seat", 200)
    told = []
    if form.yes("new"):
        sent = form.text("command", 80)
        wish = NewCode(role, name)
        told = [(await seat.control(wish, f"code-{sent}" if sent else "")).of(lang)]
    card = (await seat.control(ShowCard(role, name))).of(lang)
    if "\n" not in card and told:
        card = ""
    return Sheet("board/card.html", {"told": told, "card": card})


def _few(found: Sequence[object]) -> dict[str, object]:
    if not found:
        raise TtxError("Nothing here is called so.")
    return {"found": found[:MOST], "more": max(0, len(found) - MOST)}


SHEETS: dict[str, Look] = {
    "jumping": jumping, "levers": levers, "figures": figures, "code": code,
}  # fmt: skip
"""What can be looked up from the board, by the name of its form."""


def routes(door: Door) -> list[BaseRoute]:
    """All addresses of the pages, with those of the leader's board."""
    site = Board(door)
    return [Route("/as/{seat}", site.seen_by, methods=["GET"]), *addresses(site)]


class Board(Site):
    """The site, with what only exercise control asks of it."""

    async def act(self, request: Request) -> Response:
        """What a form asks; a form that looks something up is answered with a sheet."""
        look = SHEETS.get(str(request.path_params["what"]))
        visit = self._visit(request)
        if look is None or visit is None:
            return await super().act(request)
        if (seat := self._visitors.seat(visit.token, visit.given)) is None:
            return self._later(visit.lang)
        form = Fields({})
        try:
            form = await read(request)
            if visit.given.role not in LEAD:
                raise TtxError("This is not for this seat to do.")
            sheet = await look(form, seat, visit.lang)
        except TtxError as wrong:
            return self._refused(request, visit, seat, wrong.sentence(visit.lang), form)
        return self._laid(request, visit, seat, sheet)

    def _laid(self, request: Request, visit: Visit, seat: Seat, sheet: Sheet) -> Response:  # fmt: skip
        teller = StaffTeller(seat.picture(), seat.face(), visit.lang)
        piece = self._pages.piece(sheet.template, teller, visit.given, **sheet.held)
        if scripted(request):
            return JSONResponse({"ok": True, "ask": piece})
        return page_of(self._page(visit, seat, ask=piece))

    async def seen_by(self, request: Request) -> Response:
        """The picture of a table as that table has it, to read only."""
        visit, name = self._visit(request), str(request.path_params["seat"])
        if visit is None or visit.given.role not in CONTROL:
            return RedirectResponse("/seat", 303)
        if (seat := self._visitors.seat(visit.token, visit.given)) is None:
            return self._later(visit.lang)
        desk = seat.picture().desk
        if name not in [one.table for one in (desk.tables if desk else ())]:
            return RedirectResponse("/seat", 303)
        seen = await seat.as_seen_by(name)
        teller = StaffTeller(seen, seat.face(), visit.lang)
        title = say(visit.lang, "As {who} sees it", who=seen.title.of(visit.lang))
        page = self._pages.plain(
            "board/as.html", visit.lang, t=teller, p=seen, face=seat.face(),
            role="table", title=title, table=name,
        )  # fmt: skip
        return page_of(page)
