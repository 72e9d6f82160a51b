"""The review's pages as answers: the report's style, each page with a policy of its own that lets nothing else in."""

import html
import re
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from starlette.responses import HTMLResponse, Response

from audit import __version__, decisions
from audit.decisions import Actor
from audit.reports import wording, wording_deciding
from audit.reports.pages import Head, page
from audit.review import forms
from audit.review.backlog import GROUPS, PAGE, WAYS, Backlog, Listed
from audit.review.guard import Refused

_POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')
NAMES = {
    "work": "Works",
    "domain": "Sites",
    "family": "Models",
    "spdx": "Licences",
    "source_id": "Sources",
    "rule": "Rules",
}
"Ways to group, as tabs."


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page shows around its own."""

    backlog: Backlog
    actor: Actor
    csrf: str
    recorded: int = 0
    "Records that the form before this page added, to be told; 0: there was none."


def groups(frame: Frame, way: str, search: str, number: int) -> Response:
    """Groups of one way, with what is undecided first."""
    found = frame.backlog.groups(way, search, number)
    titles = {rule.id: rule.title for rule in frame.backlog.law.rules.values()} if way == "rule" else {}
    paging = {"number": number, "pages": _pages(found, GROUPS)}
    return _shown(frame, "groups", NAMES[way], way=way, search=search, groups=found, titles=titles, **paging)


def group(frame: Frame, way: str, value: str, number: int, undecided: bool) -> Response:
    """A group: rules, evidence, forms."""
    rules = frame.backlog.rules(way, value)
    if not rules:
        raise Refused(404, "the run has no such group; begin again at /")
    found = frame.backlog.items(way, value, number, undecided=undecided)
    shown = [item.exhibit for item in found.rows if item.exhibit]
    works = {exhibit.number: frame.backlog.work_of(exhibit) for exhibit in shown}
    title = rules[0].title if way == "rule" else value
    return _shown(
        frame, "group", title, way=way, value=value, number=number, undecided=undecided, pages=_pages(found, PAGE), rules=rules,
        items=found, work_of={place: work for place, work in works.items() if work},
        numbers=[exhibit.number for exhibit in shown], by_number={exhibit.number: exhibit for exhibit in shown},
    )  # fmt: skip


def log(frame: Frame) -> Response:
    """What was recorded, the latest first."""
    records = list(forms.latest(frame.backlog.log, frame.actor))
    return _shown(frame, "log", "Decisions", records=records, became=frame.backlog.became)


def refused(frame: Frame, words: str) -> Response:
    """Why nothing was recorded."""
    return _shown(frame, "refused", "Nothing was recorded", 422, words=words)


def ended(frame: Frame) -> Response:
    """That the review is over."""
    return _shown(frame, "ended", "The review is over")


def _shown(frame: Frame, name: str, title: str, status: int = 200, **values: Any) -> Response:
    head = Head(
        title=f"{title} - review",
        name="Review",
        classification="",
        created=str(frame.backlog.day),
        tool_version=__version__,
        form_action="'self'",
        referrer="same-origin",
    )
    made = page(
        f"review/{name}.html",
        head,
        ("review/review.js",),
        "review/review.css",
        title=title,
        run=str(frame.backlog.run.path),
        actor=frame.actor,
        csrf=frame.csrf,
        seen=decisions.head(frame.backlog.log),
        recorded=len(frame.backlog.log),
        told=frame.recorded,
        progress=frame.backlog.progress(),
        wording=wording,
        ways=NAMES,
        kinds=WAYS,
        deciding_words=wording_deciding,
        rule_places={},
        exhibits_of={},
        report=SimpleNamespace(exhibits=(), detectors=(), libraries=(), searched=()),
        **values,
    )
    policy = html.unescape(_POLICY.findall(made.decode())[0])
    return HTMLResponse(made, status, {"content-security-policy": f"{policy}; frame-ancestors 'none'"})


def _pages(found: Listed, most: int) -> int:
    return max(1, -(-found.total // most))
