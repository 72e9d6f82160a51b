"""
CycloneDX 1.6: the corpus as a component of type data, with its declared licences, what was found as evidence,
and what people decided as annotations.

No licence is stated as concluded: a tool concludes nothing.
"""

import json
from collections.abc import Iterable
from typing import Any

from audit.report_model import DecisionRow, LicenceRow, Report, SignoffRow
from audit.reports import wording
from audit.reports.counts import counts
from audit.reports.decided import sentence
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
    document: dict[str, Any] = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"timestamp": report.created, "tools": {"components": [tool]}},
        "components": [component],
    }
    if notes := [*map(_decided, report.decisions.log), *map(_signed, report.signoffs)]:
        document["annotations"] = notes
    return (json.dumps(document, indent=1, sort_keys=True) + "\n").encode("ascii")


def _decided(row: DecisionRow) -> dict[str, Any]:
    """What persons recorded about verdicts, as an annotation by the latest of them."""
    return _annotation(row.id, row.people[-1], row.day, f"{sentence(row)}; on {row.covers}, by the rule {row.rule}")


def _signed(row: SignoffRow) -> dict[str, Any]:
    """Who signed for the run."""
    moved = f" Since then: {'; '.join(row.moved)}." if row.moved else ""
    said = f"signed off by {row.name}, {row.role}, until {row.expires}: {row.statement} {row.result}{moved}"
    return _annotation(f"sign-off-{row.digest}", row.name, row.day, said)


def _annotation(reference: str, name: str, day: str, text: str) -> dict[str, Any]:
    annotator = {"individual": {"name": _text(name)}}
    stamp = f"{day}T00:00:00Z"
    return {"bom-ref": _text(reference), "subjects": ["corpus"], "annotator": annotator, "timestamp": stamp, "text": _text(text)}


def _licence(row: LicenceRow, more: dict[str, str]) -> dict[str, Any]:
    return {"license": {"name": _text(row.spdx), **more}}


def _properties(values: Iterable[tuple[str, object]]) -> list[dict[str, str]]:
    return [{"name": _text(f"corpus-audit:{name}"), "value": _text(str(value))} for name, value in values]


def _text(text: str) -> str:
    return visible(text, lines=False)
