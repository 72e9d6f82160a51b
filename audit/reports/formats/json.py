"""The report as JSON: every field of `report_model.Report`, keys sorted, pure ASCII, with a version."""

import json

from audit.report_model import Report
from audit.reports.plain import plain

VERSION = 1
"Raised when a field is renamed, removed or changes its meaning; a new field does not raise it."


def render(report: Report) -> bytes:
    """Two-space indented JSON with a final line break; ASCII, so that no terminal obeys the corpus."""
    document = {"format": "corpus-audit/report", "version": VERSION, "report": plain(report)}
    return (json.dumps(document, indent=2, sort_keys=True, allow_nan=False) + "\n").encode("ascii")
