"""The addresses of the pages: come in, look, do, follow, leave.

Who may do what is for the door and the seat to say; this only carries it to and fro.
"""

from __future__ import annotations

import mimetypes
from collections.abc import AsyncIterator
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import BaseRoute, Route

from ttx.errors import Refusal, TtxError
from ttx.live.door import Door, Pass
from ttx.live.seat import Control, Seat
from ttx.text import LANGUAGES, say
from ttx.web.deciding import Ask, change, decide, stand
from ttx.web.deeds import DEEDS
from ttx.web.forms import Fields, read
from ttx.web.news import news
from ttx.web.pages import Pages
from ttx.web.reporting import DOCUMENT, Reporting, back_to
from ttx.web.telling import StaffTeller
from ttx.web.visitors import Visitors

COOKIE, TONGUE = "ttx", "ttx-lang"
WEEK = 7 * 24 * 3600
QUIET = ("", "", "")
KEPT = 500
"""Notices for pages without a script that are remembered at most."""
ASKING = {"decide": "Decision noted.", "standing": "Standing order noted."}


@dataclass(frozen=True, slots=True)
class Visit:
    """Who looks: the token, what it opens, and in which language."""

    token: str
    given: Pass
    lang: str


def addresses(site: Site) -> list[BaseRoute]:
    """All addresses of the pages, for the server to mount at its root."""
    return [
        Route("/", site.join, methods=["GET", "POST"]),
        Route("/join/{code}", site.join, methods=["GET"]),
        Route("/seat", site.seat, methods=["GET"]),
        Route("/act/{what}", site.act, methods=["POST"]),
        Route("/why/{gauge}", site.why, methods=["GET"]),
        Route("/debrief", site.paper, methods=["GET"]),
        Route("/report", site.paper, methods=["GET"]),
        Route("/live", site.live, methods=["GET"]),
        Route("/leave", site.leave, methods=["POST"]),
        Route("/lang/{lang}", site.tongue, methods=["POST"]),
        Route("/static/{name}", site.static, methods=["GET"]),
        Route("/worker.js", site.worker, methods=["GET"]),
    ]


class Site:
    """What stands behind the addresses."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._pages = Pages(door.title, door.marking, door.groups)
        self._visitors = Visitors(door)
        self._reporting = Reporting(self._pages)
        self._notices: dict[str, tuple[str, str, str]] = {}

    # --- come and go -----------------------------------------------------------

    async def join(self, request: Request) -> Response:
        """The page with a field for the code; a right code opens a seat."""
        lang, wrong = _lang(request), ""
        code = str(request.path_params.get("code", ""))[:40]
        if request.method == "POST":
            try:
                form = await read(request)
                code = form.text("code", 60)
                source = request.client.host if request.client else ""
                token = self._door.enter(code, source)
            except TtxError as refused:
                wrong = refused.sentence(lang)
            else:
                answer: Response = RedirectResponse("/seat", 303)
                _keep(answer, request, COOKIE, token)
                return answer
        elif "gone" in request.query_params:
            wrong = say(
                lang, "This seat is closed for this browser. Enter a code again."
            )
        page = self._pages.plain(
            "join.html",
            lang,
            code=code,
            wrong=wrong,
            filled="code" in request.path_params,
        )
        return page_of(page, 422 if request.method == "POST" else 200)

    async def leave(self, request: Request) -> Response:
        """Out of the seat; the code opens it again."""
        answer = RedirectResponse("/", 303)
        if visit := self._visit(request):
            self._visitors.out(visit.token, visit.given)
            self._door.forget(visit.token)
        answer.delete_cookie(COOKIE)
        return answer

    async def tongue(self, request: Request) -> Response:
        """The other language, and back to where one was."""
        lang = request.path_params["lang"]
        back = "/seat" if self._visit(request) else "/"
        answer = RedirectResponse(back, 303)
        if lang in LANGUAGES:
            _keep(answer, request, TONGUE, lang)
        return answer

    # --- look ------------------------------------------------------------------

    async def seat(self, request: Request) -> Response:
        """The page of this seat's role."""
        visit = self._visit(request)
        if visit is None:
            return _out(request)
        if (seat := self._visitors.seat(visit.token, visit.given)) is None:
            return self._later(visit.lang)
        notice = self._notices.pop(visit.token, QUIET)
        answer = page_of(self._page(visit, seat, notice))
        if visit.given.role == "evaluator":
            answer.headers["ttx-keep"] = "1"
        return answer

    async def why(self, request: Request) -> Response:
        """The chain behind a figure, as a piece for a script or as a page."""
        visit = self._visit(request)
        if visit is None:
            return _out(request)
        if (seat := self._visitors.seat(visit.token, visit.given)) is None:
            return self._later(visit.lang)
        gauge = str(request.path_params["gauge"])
        teller = StaffTeller(seat.picture(), seat.face(), visit.lang)
        known = [one for one in seat.picture().readings if one.gauge == gauge]
        chain = await seat.why(gauge) if known else ()
        piece = self._pages.piece("why.html", teller, visit.given, chain=chain)
        if scripted(request):
            return JSONResponse({"html": piece})
        return page_of(self._page(visit, seat, ask=piece))

    async def paper(self, request: Request) -> Response:
        """The debrief as far as it is shown here, or the page to work on it."""
        visit = self._visit(request)
        if visit is None:
            return _out(request)
        if (seat := self._visitors.seat(visit.token, visit.given)) is None:
            return self._later(visit.lang)
        notice = self._notices.pop(visit.token, QUIET)
        reads = request.url.path == "/debrief"
        make = self._reporting.read if reads else self._reporting.work
        page = await make(visit.given, seat, visit.lang, notice)
        if not page:
            return RedirectResponse("/seat", 303)
        answer = page_of(page)
        if reads:
            answer.headers["content-security-policy"] = DOCUMENT
        return answer

    async def live(self, request: Request) -> Response:
        """The stream of news of this seat."""
        visit = self._visit(request)
        stream = self._stream(visit) if visit else _gone()
        return StreamingResponse(
            stream, media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )  # fmt: skip

    async def _stream(self, visit: Visit) -> AsyncIterator[str]:
        if (seat := self._visitors.come(visit.token, visit.given)) is None:
            return
        try:
            here = lambda: self._door.admit(visit.token) == visit.given  # noqa: E731
            async for one in news(self._pages, visit.given, seat, visit.lang, here):
                yield one
        finally:
            self._visitors.go(visit.token, visit.given)

    async def static(self, request: Request) -> Response:
        """A style sheet or script."""
        name = str(request.path_params["name"])
        if name not in self._pages.static:
            return Response(status_code=404)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        fresh = request.query_params.get("v") == self._pages.stamp
        keep = "public, max-age=31536000, immutable" if fresh else "no-cache"
        return Response(
            self._pages.static[name], media_type=kind, headers={"Cache-Control": keep}
        )

    async def worker(self, request: Request) -> Response:
        """The script that keeps an evaluator's page; it must stand at the root."""
        script = self._pages.static["worker.js"]
        return Response(
            script, media_type="text/javascript", headers={"Cache-Control": "no-cache"}
        )

    # --- do --------------------------------------------------------------------

    async def act(self, request: Request) -> Response:
        """What a form asks; the answer is a piece for a script, or a page."""
        visit = self._visit(request)
        if visit is None:
            return JSONResponse({"gone": True}, 401) if scripted(request) else _out(request)  # fmt: skip
        what, form = str(request.path_params["what"]), Fields({})
        if (seat := self._visitors.seat(visit.token, visit.given)) is None:
            return self._later(visit.lang)
        try:
            form = await read(request)
            done = await self._do(what, form, seat, visit)
        except TtxError as wrong:
            return self._refused(request, visit, seat, wrong.sentence(visit.lang), form)
        if isinstance(done, Ask):
            return self._asks(request, visit, seat, done)
        if isinstance(done, Refusal):
            return self._refused(request, visit, seat, done.sentence(visit.lang), form)
        if scripted(request):
            return JSONResponse({"ok": True, "say": done})
        self._tell(visit.token, ("done", done, ""))
        return RedirectResponse(back_to(form.text("back", 80)), 303)

    async def _do(
        self, what: str, form: Fields, seat: Seat, visit: Visit
    ) -> str | Refusal | Ask:
        """Hand a form to the seat; a sentence, a refusal, or what must be asked first."""
        command, lang = form.command(what), visit.lang
        if what in ("decide", "standing", "change", "erase"):
            return await self._decided(what, form, seat, visit, command)
        deed = DEEDS.get(what)
        if deed is None:
            raise TtxError("This form cannot be read; load the page anew.")
        if visit.given.role not in deed.roles:
            raise TtxError("This is not for this seat to do.")
        asked = deed.read(form, seat.picture())
        if isinstance(asked, Control):
            return (await seat.control(asked, command)).of(lang)
        answer = await seat.submit(asked, command)
        return answer.refusal or say(lang, deed.done)

    async def _decided(
        self, what: str, form: Fields, seat: Seat, visit: Visit, command: str
    ) -> str | Refusal | Ask:
        if visit.given.role != "table":
            raise TtxError("This is not for this seat to do.")
        if what == "change":
            return await change(form, seat)
        if what == "erase":
            answer = await seat.erase(form.whole("entry"), command)
            return answer.refusal or say(visit.lang, "Draft taken back.")
        noted = await (decide if what == "decide" else stand)(form, seat, command)
        if isinstance(noted, Ask):
            return noted
        return noted.refusal or say(visit.lang, ASKING[what])

    def _asks(self, request: Request, visit: Visit, seat: Seat, ask: Ask) -> Response:
        teller = StaffTeller(seat.picture(), seat.face(), visit.lang)
        piece = self._pages.piece("ask.html", teller, visit.given, ask=ask)
        if scripted(request):
            return JSONResponse({"ok": True, "ask": piece})
        return page_of(self._page(visit, seat, ask=piece))

    def _refused(
        self, request: Request, visit: Visit, seat: Seat, why: str, form: Fields
    ) -> Response:
        if scripted(request):
            return JSONResponse({"ok": False, "say": why}, 422)
        if (back := back_to(form.text("back", 80))) != "/seat":
            self._tell(visit.token, ("refused", why, form.kept()))
            return RedirectResponse(back, 303)
        return page_of(self._page(visit, seat, ("refused", why, form.kept())), 422)

    # --- inside ----------------------------------------------------------------

    def _visit(self, request: Request) -> Visit | None:
        token = request.cookies.get(COOKIE, "")
        given = self._door.admit(token) if token else None
        return Visit(token, given, _lang(request)) if given else None

    def _later(self, lang: str) -> Response:
        """The host is coming back from its journal: ask again in a moment."""
        return page_of(self._pages.plain("later.html", lang), 503)

    def _page(self, visit: Visit, seat: Seat, notice: tuple[str, str, str] = ("", "", ""),
              ask: str = "") -> str:  # fmt: skip
        name = self._door.titled(visit.given)
        return self._pages.whole(visit.given, seat, visit.lang, name, notice, ask)

    def _tell(self, token: str, notice: tuple[str, str, str]) -> None:
        self._notices[token] = notice
        while len(self._notices) > KEPT:
            del self._notices[next(iter(self._notices))]


async def _gone() -> AsyncIterator[str]:
    yield "event: gone\ndata: {}\n\n"


def page_of(page: str, status: int = 200) -> Response:
    """A page; without a referrer of its own site a browser names no origin in a form."""
    headers = {"Cache-Control": "no-store", "Referrer-Policy": "same-origin"}
    return HTMLResponse(page, status, headers=headers)


def _out(request: Request) -> Response:
    """To the first page; somebody who had a seat hears that it is closed."""
    return RedirectResponse("/?gone=1" if COOKIE in request.cookies else "/", 303)


def _keep(answer: Response, request: Request, name: str, value: str) -> None:
    answer.set_cookie(
        name, value, max_age=WEEK, httponly=True, samesite="strict",
        secure=request.url.scheme == "https",
    )  # fmt: skip


def _lang(request: Request) -> str:
    """The language that was chosen here, or that the browser asks for; else Dutch."""
    chosen = request.cookies.get(TONGUE, "")
    if chosen in LANGUAGES:
        return chosen
    asked = request.headers.get("accept-language", "")[:100].split(",")
    for one in asked:
        tongue = one.strip()[:2].lower()
        if tongue in LANGUAGES:
            return tongue
    return "nl"


def scripted(request: Request) -> bool:
    """Whether a script asks, which takes a piece instead of a page."""
    return "application/json" in request.headers.get("accept", "")
