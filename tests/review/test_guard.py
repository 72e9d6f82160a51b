"""Attacks on the server of the review: what another site, another program or another person may try, and what it is told."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from audit import decisions
from audit.review import guard
from tests.review.conftest import Reviewer, Served, serving

FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def served(shared: Path) -> Iterator[Served]:
    with serving(shared) as found:
        yield found


@pytest.fixture(scope="module")
def reviewer(served: Served) -> Iterator[Reviewer]:
    with closing(Reviewer(served)) as client:
        yield client


def raw(served: Served, *lines: str, body: bytes = b"", wait: bool = True) -> str:
    """What the server answers to bytes that no well-behaved client would send."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as line:
        head = "\r\n".join(text.replace("HOST", f"127.0.0.1:{served.port}") for text in lines)
        line.sendall(head.encode("latin-1") + b"\r\n\r\n" + body)
        if not wait:
            return ""
        found = b""
        while part := line.recv(65_536):
            found += part
            if b"\r\n\r\n" in found and b"connection: close" in found.lower():
                break
    return found.decode("latin-1")


def status(answer: str) -> int:
    return int(answer.split(" ", 2)[1])


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost", "[::1]:PORT", "evil.example:PORT", ""])
def test_another_name_of_the_host_is_refused(served: Served, reviewer: Reviewer, host: str) -> None:
    answer = reviewer.get("/", headers={"host": host.replace("PORT", str(served.port))})

    assert (answer.status_code, "csrf" in answer.text) == (421, False)


def test_localhost_is_the_same_machine(served: Served, reviewer: Reviewer) -> None:
    assert reviewer.get("/", headers={"host": f"localhost:{served.port}"}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/group?by=rule&value=x", "/next", "/log", "/decisions.jsonl", "/nothing"])
@pytest.mark.parametrize("cookie", ["", "wrong", "\udce9"])
def test_without_the_cookie_nothing_is_shown(served: Served, reviewer: Reviewer, path: str, cookie: str) -> None:
    named = f"corpus-audit-review-{served.port}="
    given = {"cookie": (named + cookie).encode("utf-8", "surrogateescape")} if cookie else {}

    answer = httpx.get(served.origin + path, headers=given)

    assert (answer.status_code, len(answer.text) < 200) == (403, True)


def test_the_link_lets_in_once(served: Served, reviewer: Reviewer) -> None:
    cookie = reviewer.entered.headers["set-cookie"].lower()
    assert (reviewer.entered.status_code, reviewer.entered.headers["location"]) == (303, "/")
    assert ("httponly" in cookie, "samesite=strict" in cookie, "path=/" in cookie) == (True, True, True)

    again = httpx.get(served.address)
    guessed = httpx.get(f"{served.origin}/enter?token=")

    assert [again.status_code, guessed.status_code] == [403, 403]
    assert "set-cookie" not in again.headers


@pytest.mark.parametrize("method", ["HEAD", "GET"])
def test_a_look_ahead_or_a_wrong_token_does_not_use_the_link_up(judged: Path, method: str) -> None:
    with serving(judged) as served:
        wrong = served.address if method == "HEAD" else served.address + "x"
        assert httpx.request(method, wrong).status_code == 403

        assert httpx.get(served.address).status_code == 303


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none, cross-site"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_another_site_asks_for_is_refused(reviewer: Reviewer, site: str, method: str) -> None:
    assert reviewer.request(method, "/log", headers={"sec-fetch-site": site}).status_code == 403


@pytest.mark.parametrize(
    "origin", ["null", "http://evil.example", "https://127.0.0.1:PORT", "http://127.0.0.1:1", "http://localhost:PORT"]
)
@pytest.mark.parametrize("path", ["/decide", "/undo", "/end"])
def test_a_form_of_another_origin_is_refused(served: Served, reviewer: Reviewer, origin: str, path: str) -> None:
    answer = reviewer.post(path, data={"csrf": reviewer.csrf}, headers={"origin": origin.replace("PORT", str(served.port))})

    assert answer.status_code == 403


@pytest.mark.parametrize("path", ["/decide", "/undo", "/end"])
@pytest.mark.parametrize("csrf", [None, "", "wrong"])
def test_a_form_without_its_secret_is_refused(reviewer: Reviewer, path: str, csrf: str | None) -> None:
    answer = reviewer.post(path, data={"state": "open", **({} if csrf is None else {"csrf": csrf})})

    assert (answer.status_code, "not one of this review" in answer.text) == (403, True)


def test_a_secret_given_twice_is_none(reviewer: Reviewer) -> None:
    assert reviewer.post("/end", data={"csrf": [reviewer.csrf, reviewer.csrf]}).status_code == 403


def test_a_form_without_an_origin_is_refused(served: Served, reviewer: Reviewer) -> None:
    client = httpx.Client(base_url=served.origin, cookies=reviewer.cookies)

    assert client.post("/decide", data={"csrf": reviewer.csrf}).status_code == 403


METHODS = """
PUT /, DELETE /log, OPTIONS /, PATCH /decide, TRACE /, POST /, POST /log, GET /decide, GET /undo, GET /end
"""


@pytest.mark.parametrize("asked", METHODS.strip().split(", "))
def test_other_methods_do_nothing(reviewer: Reviewer, asked: str) -> None:
    assert reviewer.request(*asked.split()).status_code == 405


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data; boundary=x", ""])
def test_only_plain_forms_are_read(reviewer: Reviewer, kind: str) -> None:
    assert reviewer.post("/decide", content=b'{"csrf": 1}', headers={"content-type": kind}).status_code == 415


@pytest.mark.parametrize("body", [b"\xff=1", b"no form", b"a=%ff", b"&".join(b"a=1" for _ in range(600))])
def test_what_is_no_form_is_refused(reviewer: Reviewer, body: bytes) -> None:
    assert reviewer.post("/decide", content=body, headers={"content-type": FORM}).status_code == 400


@pytest.mark.parametrize("chunked", [True, False])
def test_a_large_body_is_refused(reviewer: Reviewer, chunked: bool) -> None:
    parts = [b"note=" + b"x" * 50_000, b"x" * 50_000]

    answer = reviewer.post("/decide", content=iter(parts) if chunked else b"".join(parts), headers={"content-type": FORM})

    assert answer.status_code == 413


def _head(reviewer: Reviewer, *more: str) -> list[str]:
    cookie = "; ".join(f"{name}={value}" for name, value in reviewer.cookies.items())
    origin = str(reviewer.headers["origin"])
    return ["POST /decide HTTP/1.1", "Host: HOST", f"Cookie: {cookie}", f"Origin: {origin}", f"Content-Type: {FORM}", *more]


def test_a_slow_body_is_given_up(served: Served, reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "SECONDS", 0.2)

    answer = raw(served, *_head(reviewer, "Content-Length: 100"), body=b"a=1")

    assert status(answer) == 408


def test_whoever_hangs_up_stops_nothing(served: Served, reviewer: Reviewer) -> None:
    raw(served, *_head(reviewer, "Content-Length: 100"), body=b"a=1", wait=False)

    assert reviewer.get("/log").status_code == 200


SMUGGLED = {
    "two lengths": ["Content-Length: 3", "Content-Length: 30"],
    "length and chunks": ["Content-Length: 3", "Transfer-Encoding: chunked"],
    "odd coding": ["Transfer-Encoding: identity, chunked"],
    "two hosts": ["Host: evil.example", "Content-Length: 3"],
    "negative": ["Content-Length: -1"],
    "folded": ["X: a", " b", "Content-Length: 3"],
    "space before colon": ["Content-Length : 3"],
    "two origins": ["Origin: http://evil.example", "Content-Length: 3"],
}


@pytest.mark.parametrize("name", SMUGGLED)
def test_a_request_that_can_be_read_in_two_ways_is_refused(served: Served, reviewer: Reviewer, name: str) -> None:
    body = b"0\r\n\r\nGET /log HTTP/1.1\r\nHost: x\r\n\r\n" if "chunked" in SMUGGLED[name][-1] else b"a=1"

    answer = raw(served, *_head(reviewer, *SMUGGLED[name], "Connection: close"), body=body)

    assert 400 <= status(answer) < 500
    assert answer.count("HTTP/1.1 ") == 1


TRAVERSALS = [
    "/../run.json",
    "/%2e%2e/run.json",
    "//etc/passwd",
    "/..%2f..%2fetc%2fpasswd",
    "/decisions.jsonl/../run.json",
    "/log/",
    "/%00",
]


@pytest.mark.parametrize("path", TRAVERSALS)
def test_a_path_leads_to_pages_only(served: Served, reviewer: Reviewer, path: str) -> None:
    cookie = "; ".join(f"{name}={value}" for name, value in reviewer.cookies.items())

    answer = raw(served, f"GET {path} HTTP/1.1", "Host: HOST", f"Cookie: {cookie}", "Connection: close")

    assert status(answer) in (307, 404)
    assert ("shards" in answer, "root:" in answer, "evil" in answer) == (False, False, False)


ANSWERS = [
    "/",
    "/group?by=rule&value=generated-text%2Fsays-so&show=all",
    "/log",
    "/decisions.jsonl",
    "/nothing",
    "/?by=none",
    "/next",
]


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_keeps_to_itself(reviewer: Reviewer, path: str) -> None:
    answer = reviewer.get(path)
    headers = answer.headers

    assert [name for name in headers if name.startswith("access-control")] == []
    assert (headers["x-content-type-options"], headers["x-frame-options"]) == ("nosniff", "DENY")
    assert (headers["cache-control"], headers["referrer-policy"]) == ("no-store", "same-origin")
    assert (headers["cross-origin-resource-policy"], headers["cross-origin-opener-policy"]) == ("same-origin", "same-origin")
    assert "server" not in headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_a_pages_own_policy_names_its_script_by_digest(reviewer: Reviewer) -> None:
    answer = reviewer.get("/")

    assert re.search(r"script-src 'sha256-[\w+/=]{44}';", answer.headers["content-security-policy"])
    assert "form-action 'self'" in answer.headers["content-security-policy"]


def test_no_header_can_be_put_in(reviewer: Reviewer) -> None:
    hostile = "work\r\nSet-Cookie: a=b"

    answers = [reviewer.get("/", params={"by": hostile}), reviewer.get("/group", params={"by": "rule", "value": hostile})]

    assert [(answer.status_code, "set-cookie" in answer.headers) for answer in answers] == [(404, False), (404, False)]


@pytest.mark.parametrize("page", ["0", "-1", "x", "1e3", "٣", "", "9" * 5000])
def test_a_page_that_is_none_is_refused(reviewer: Reviewer, page: str) -> None:
    assert reviewer.get("/", params={"page": page}).status_code in (200, 404)
    assert reviewer.get("/log").status_code == 200


def test_a_search_is_no_statement(reviewer: Reviewer) -> None:
    answer = reviewer.get("/", params={"by": "rule", "q": "'; DROP TABLE verdict; -- <script>"})

    assert "&#39;; DROP TABLE verdict; -- &lt;script&gt;" in answer.text


def test_notes_are_shown_as_text(judged: Path) -> None:
    note = "</td><script>alert(1)</script><img src=x onerror=alert(1)>\x1b[31m \u202egnp.exe"
    with serving(judged) as served, closing(Reviewer(served)) as reviewer:
        reviewer.decide(state="in_review", target=reviewer.targets()[:1], note=note)

        page = reviewer.get("/log").text

    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;" in page
    assert ("<img" in page, "<script>alert" in page, "\x1b" in page, "\u202e" in page) == (False, False, False, False)


def test_of_two_who_decide_on_the_same_at_once_one_is_told(judged: Path) -> None:
    with serving(judged) as served, closing(Reviewer(served)) as reviewer:
        seen, targets = reviewer.seen(), reviewer.targets()[:1]
        answers: list[int] = []

        def send() -> None:
            client = httpx.Client(base_url=served.origin, cookies=reviewer.cookies, headers=reviewer.headers)
            form = {"csrf": reviewer.csrf, "seen": seen, "target": targets, "state": "in_review"}
            answers.append(client.post("/decide", data=form).status_code)

        threads = [threading.Thread(target=send) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert sorted(answers) == [303, 422, 422, 422]
    assert len(decisions.read(judged / "decisions.jsonl")) == 1
