"""
CycloneDX 1.6: the corpus as a component of type data, with its declared licences, and what was found as evidence.

No licence is stated as concluded: a tool concludes nothing.
"""

import json
from collections.abc import Iterable
from typing import Any

from audit.report_model import LicenceRow, Report
from audit.reports import wording
from audit.reports.counts import counts
from audit.reports.visible import visible

NO_LICENCE = "none"
"What stands in the table of licences for records without one."


def render(report: Report) -> bytes:
    """A bill of materials as JSON; licences have names and no ids, since a corpus may declare what SPDX does not list."""
    licences = [row for row in report.licences if row.spdx != NO_LICENCE]
    told = {
        "gate": wording.STATUSES[report.gate.status],
        "documents": report.coverage.documents,
        "words": report.coverage.words,
        "read-share": report.coverage.read_share,
        **counts(report),
        **{f"rule:{row.rule.id}:open": row.open for row in report.rules},
        **{f"not-checked:{place}": sentence for place, sentence in enumerate(report.coverage.not_checked, 1)},
    }
    component = {
        "type": "data",
        "bom-ref": "corpus",
        "name": _text(report.title),
        "data": [{"type": "dataset", "name": _text(report.title), "contents": {"properties": _properties(told.items())}}],
        "licenses": [_licence(row, {"acknowledgement": "declared"}) for row in licences if row.declared_documents],
        "evidence": {"licenses": [_licence(row, {}) for row in licences if row.found_documents]},
    }
    tool = {"type": "application", "name": "corpus-audit", "version": _text(report.tool_version)}
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"timestamp": report.created, "tools": {"components": [tool]}},
        "components": [component],
    }
    return (json.dumps(document, indent=1, sort_keys=True) + "\n").encode("ascii")


def _licence(row: LicenceRow, more: dict[str, str]) -> dict[str, Any]:
    return {"license": {"name": _text(row.spdx), **more}}


def _properties(values: Iterable[tuple[str, object]]) -> list[dict[str, str]]:
    return [{"name": _text(f"corpus-audit:{name}"), "value": _text(str(value))} for name, value in values]


def _text(text: str) -> str:
    return visible(text, lines=False)
