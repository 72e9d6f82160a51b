"""
The part of the report that is signed, with the first exhibits, as a PDF that programs for the blind can read (PDF/UA-1).

Needs the package weasyprint, which needs Pango. Laying out takes about a tenth of a second for each sheet; so lists, rules and
methods are left to the HTML report.
"""

import re
from dataclasses import replace
from typing import Any

from audit.errors import UsageError
from audit.report_model import Report
from audit.reports import wording, wording_redaction
from audit.reports.formats.html import values
from audit.reports.pages import Head, page

_PLACE = re.compile(r' id="([^"]+)"')
_LINK = re.compile(r'(<a\b[^>]*?) href="#([^"]*)"')

EXHIBITS = 200
"The most that are shown; the sheet says how many there are."


def check() -> None:
    """UsageError where WeasyPrint is missing."""
    _weasyprint()


def render(report: Report) -> bytes:
    """The whole file; the same bytes for the same report and fonts. UsageError where WeasyPrint is missing."""
    weasyprint = _weasyprint()
    title = f"{wording.STATUSES[report.gate.status]}: {report.title}{wording_redaction.in_title(report.redaction)}"
    head = Head(title, report.title, report.classification, report.created, report.tool_version)
    shown = replace(report, exhibits=report.exhibits[:EXHIBITS])
    text = page("print.html", head, **values(shown), left_out=len(report.exhibits) - len(shown.exhibits)).decode()
    text = _without_dead_links(text)
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=())
    made: bytes = weasyprint.HTML(string=text, url_fetcher=fetcher).write_pdf(pdf_variant="pdf/ua-1")
    return made


def _without_dead_links(text: str) -> str:
    """The page without links to sections that only the HTML report has; their words stay."""
    there = set(_PLACE.findall(text))
    return _LINK.sub(lambda link: link[0] if link[2] in there else link[1], text)


def _weasyprint() -> Any:
    try:
        import weasyprint.urls
    except (ImportError, OSError) as problem:  # OSError: the package is there and Pango is not
        raise UsageError(
            f"a PDF needs WeasyPrint and Pango: pip install 'corpus-audit[pdf]', and the system's package "
            f"libpangoft2-1.0-0 or the like ({problem}); or print the HTML report from a browser"
        ) from None
    return weasyprint
