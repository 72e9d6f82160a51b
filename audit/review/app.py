"""The review's pages and what their forms do."""

import re
from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from audit import decisions
from audit.decisions import Actor
from audit.errors import AuditError
from audit.review import forms, showing
from audit.review.backlog import WAYS, Backlog
from audit.review.guard import Guard, Refused, Session, form, refusal

_NUMBER = re.compile("[1-9][0-9]{0,8}")

Handler = Callable[[Request], Awaitable[Response]]


class Desk:
    """One person's review of one run. `finish` is called when the person ends it from a page."""

    def __init__(self, backlog: Backlog, actor: Actor, session: Session, finish: Callable[[], None]) -> None:
        self.backlog = backlog
        self.actor = actor
        self.session = session
        self.finish = finish

    async def enter(self, request: Request) -> Response:
        """Let in the browser that brings the ticket."""
        if request.method != "GET" or not self.session.admit(request.query_params.get("token", "")):
            raise Refused(403, "this link lets nobody in any more; stop the review and start it again for another")
        answer = RedirectResponse("/", 303)
        answer.set_cookie(self.session.cookie, self.session.secret, httponly=True, samesite="strict")
        return answer

    async def groups(self, request: Request) -> Response:
        """All groups, by work, site, model, licence, source or rule."""
        way = _way(request, "rule")
        return showing.groups(self._frame(request), way, request.query_params.get("q", ""), _page(request))

    async def group(self, request: Request) -> Response:
        """A group with its evidence."""
        asked = request.query_params
        undecided = asked.get("show") != "all"
        return showing.group(self._frame(request), _way(request, ""), asked.get("value", ""), _page(request), undecided)

    async def next(self, request: Request) -> Response:
        """To what has to be decided next."""
        rule = self.backlog.next()
        return _to("/group", by="rule", value=rule) if rule else _to("/")

    async def log(self, request: Request) -> Response:
        """What was recorded so far."""
        return showing.log(self._frame(request))

    async def download(self, request: Request) -> Response:
        """The log as it is."""
        text = "".join(map(decisions.line, self.backlog.log))
        return PlainTextResponse(text, headers={"content-disposition": 'attachment; filename="decisions.jsonl"'})

    async def decide(self, request: Request) -> Response:
        """Record what a form decides, and go on."""
        sent = await form(request, self.session)
        added = self.backlog.record(forms.decided(sent, self.backlog, self.actor), forms.one(sent, "seen"))
        way, value = forms.one(sent, "by"), forms.one(sent, "value")
        if way in WAYS and self.backlog.left(way, value):
            return _to("/group", by=way, value=value, recorded=str(len(added)))
        return _to("/", by=way, recorded=str(len(added)))

    async def undo(self, request: Request) -> Response:
        """Record that an earlier decision is taken back."""
        sent = await form(request, self.session)
        self.backlog.record([forms.undone(sent, self.backlog, self.actor)], forms.one(sent, "seen"))
        return _to("/log")

    async def end(self, request: Request) -> Response:
        """End the review."""
        await form(request, self.session)
        self.finish()
        return showing.ended(self._frame(request))

    def _frame(self, request: Request) -> showing.Frame:
        recorded = request.query_params.get("recorded", "")
        return showing.Frame(self.backlog, self.actor, self.session.csrf, int(recorded) if _NUMBER.fullmatch(recorded) else 0)


def application(desk: Desk) -> Guard:
    """The application that a server runs."""
    reading: dict[str, Handler] = {
        "/enter": desk.enter,
        "/": desk.groups,
        "/group": desk.group,
        "/next": desk.next,
        "/log": desk.log,
        "/decisions.jsonl": desk.download,
    }
    writing: dict[str, Handler] = {"/decide": desk.decide, "/undo": desk.undo, "/end": desk.end}
    routes = [
        *(Route(path, handler, methods=["GET"]) for path, handler in reading.items()),
        *(Route(path, handler, methods=["POST"]) for path, handler in writing.items()),
    ]

    async def refused(request: Request, problem: Exception) -> Response:
        return refusal(problem) if isinstance(problem, Refused) else showing.refused(desk._frame(request), str(problem))

    return Guard(Starlette(routes=routes, exception_handlers={Refused: refused, AuditError: refused}), desk.session)


def _to(path: str, **asked: str) -> Response:
    return RedirectResponse(f"{path}?{urlencode(asked)}" if asked else path, 303)


def _way(request: Request, default: str) -> str:
    way = request.query_params.get("by") or default
    if way not in WAYS:
        raise Refused(404, "there is no such way to group; begin again at /")
    return way


def _page(request: Request) -> int:
    text = request.query_params.get("page", "1")
    if not _NUMBER.fullmatch(text):
        raise Refused(404, "there is no such page; begin again at /")
    return int(text)
