"""
What stands before the review's pages: only a browser on this machine that was let in reads them, and only its own forms write.

Every page of the web can make a browser send something to 127.0.0.1, and can give that address a name of its own. So the name
that was asked for, where a form came from, the cookie and a secret of the page itself are all checked, and nothing is shared.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from hmac import compare_digest
from secrets import token_urlsafe
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOST = "127.0.0.1"
BODY = 65_536
"Most bytes of a form."
SECONDS = 10.0
"Most that a form may take to arrive."
_FIELDS = 500
"Most fields of a form."
_FORM = "application/x-www-form-urlencoded"
_CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_HEADERS = {
    "content-security-policy": _CLOSED,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


@dataclass(slots=True)
class Session:
    """The secrets of one review, made anew each time that it is started."""

    port: int = 0
    "Where the server listens, once it does."
    ticket: str = field(default_factory=token_urlsafe)
    "Lets a browser in, once; empty afterwards."
    secret: str = field(default_factory=token_urlsafe)
    "The cookie of the browser that was let in."
    csrf: str = field(default_factory=token_urlsafe)
    "What each form of the pages carries."

    @property
    def cookie(self) -> str:
        """The cookie's name: browsers do not tell the ports of one machine apart."""
        return f"corpus-audit-review-{self.port}"

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names that the server answers to."""
        return (f"{HOST}:{self.port}", f"localhost:{self.port}")

    @property
    def address(self) -> str:
        """The link that lets a browser in."""
        return f"http://{HOST}:{self.port}/enter?token={self.ticket}"

    def admit(self, ticket: str) -> bool:
        """Whether the ticket lets in; it does so once."""
        if not self.ticket or not _same(ticket, self.ticket):
            return False
        self.ticket = ""
        return True


class Refused(Exception):
    """A request that is not answered: the status, and a sentence for whoever sent it."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


class Guard:
    """An application that lets through to another what may pass, and adds the headers that keep a page to itself."""

    def __init__(self, app: ASGIApp, session: Session) -> None:
        self._app = app
        self._session = session

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def closed(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name.lower() for name, _ in message["headers"]}
                added = [(name.encode(), value.encode()) for name, value in _HEADERS.items() if name.encode() not in there]
                message["headers"] = [*message["headers"], *added]
            await send(message)

        app = self._app
        try:
            _check(Request(scope), self._session)
        except Refused as refused:
            app = refusal(refused)
        await app(scope, receive, closed)


def refusal(refused: Refused) -> Response:
    """The answer to a request that is refused."""
    return PlainTextResponse(refused.words + "\n", refused.status, {"connection": "close"})


async def form(request: Request, session: Session) -> dict[str, list[str]]:
    """The fields of a form that one of our pages sent. Refused where it is not one, or is too large or too slow."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise Refused(415, f"a form has to be sent as {_FORM}")
    try:
        body = await asyncio.wait_for(_body(request), SECONDS)
    except TimeoutError:
        raise Refused(408, "the form took too long to arrive") from None
    try:
        fields = parse_qs(body.decode(), keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=_FIELDS)
    except ValueError:
        raise Refused(400, "what was sent is not a form") from None
    if not _same("".join(fields.pop("csrf", [])), session.csrf):
        raise Refused(403, "the form is not one of this review; open the page again and send it from there")
    return fields


def _check(request: Request, session: Session) -> None:
    """Refuse what is not from a browser that was let in, or asks in a way that our pages do not."""
    host = request.headers.getlist("host")
    if len(host) != 1 or host[0] not in session.hosts:
        raise Refused(421, f"this server answers to {session.hosts[0]} only")
    lengths = request.headers.getlist("content-length") + request.headers.getlist("transfer-encoding")
    if len(lengths) > 1:
        raise Refused(400, "the request tells its length in more than one way")
    if request.method not in ("GET", "HEAD", "POST"):
        raise Refused(405, "only GET, HEAD and POST are answered")
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Refused(403, "another site asked for this; open the review's own address")
    if request.method == "POST" and not _ours(request.headers.getlist("origin"), host[0]):
        raise Refused(403, "a form has to come from a page of this review")
    if request.url.path != "/enter" and not _same(request.cookies.get(session.cookie, ""), session.secret):
        raise Refused(403, "the review was opened in another browser, or its link was used already; stop it and start it again")


def _ours(origins: Sequence[str], host: str) -> bool:
    return list(origins) == [f"http://{host}"]


def _same(given: str, known: str) -> bool:
    return compare_digest(given.encode("utf-8", "surrogateescape"), known.encode())


async def _body(request: Request) -> bytes:
    found = bytearray()
    async for part in request.stream():
        found += part
        if len(found) > BODY:
            raise Refused(413, f"a form has {BODY} bytes at most")
    return bytes(found)
