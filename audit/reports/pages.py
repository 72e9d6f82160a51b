"""
Pages that stand alone: one HTML file with its style sheet and scripts in it, and a policy that allows nothing else, by digest.

Whatever a template shows is escaped by the template engine, and characters that hide or reorder text are shown by name.
"""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from audit import bundled
from audit.model import Evidence
from audit.reports import wording
from audit.reports.compare import rows
from audit.reports.visible import meaning, pieces, visible


@dataclass(frozen=True, slots=True)
class Head:
    """What stands in the head of a page, and on each sheet of its print."""

    title: str
    "Of the window."
    name: str
    "Of what the page is about, on printed sheets."
    classification: str
    "The line over everything; empty: none."
    created: str
    tool_version: str
    form_action: str = "'none'"
    "Where forms of the page may be sent, as a source of its policy."
    referrer: str = "no-referrer"
    "To whom the page's own address is told when it leads elsewhere."


def page(template: str, head: Head, scripts: Sequence[str] = (), sheet: str = "report.css", **values: Any) -> bytes:
    """A template as a whole page in UTF-8, with scripts by the names of their files; the same values give the same bytes."""
    style = _inlined(sheet, head)
    text = (
        environment()
        .get_template(template)
        .render(
            head=head,
            style=style,
            style_digest=_digest(style),
            scripts=[(script, _digest(script)) for script in (_inlined(name, head) for name in scripts)],
            **values,
        )
    )
    return text.encode()


@cache
def environment() -> Environment:
    """The templates, compiled once a process."""
    made = Environment(
        loader=FileSystemLoader(bundled.folder("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(
        count=wording.count,
        css_string=_css_string,
        meaning=meaning,
        leading=_leading,
        measure=wording.measure,
        measured=wording.measured,
        pieces=pieces,
        plural=wording.plural,
        rows=rows,
        share=wording.share,
        size=wording.size,
        source_kind=wording.source_kind,
        told=wording.told,
        words=wording.words,
    )
    return made


def _inlined(name: str, head: Head) -> Markup:
    """A style sheet or script of ours; the values that it shows are escaped."""
    return Markup(environment().get_template(name).render(head=head))  # noqa: S704  our own file


def _digest(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


def _shown(value: Any) -> Any:
    """What every expression of a template passes through before it is escaped."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _css_string(text: str) -> str:
    """Text as the inside of a CSS string: whatever is not a plain letter or digit is a numbered escape."""
    return "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in visible(text, lines=False))


def _leading(evidence: Sequence[Evidence]) -> tuple[list[Evidence], list[Evidence]]:
    """The measures that a reader looks for first, and the others."""
    first = [row for row in evidence if row.measure in wording.LEADING and row.unit in ("words", "share")]
    return first, [row for row in evidence if row not in first]
