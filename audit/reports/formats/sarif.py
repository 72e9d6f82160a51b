"""
SARIF 2.1.0 with all findings and clues that the report lists, waived ones as suppressed.

A span counts code points of a record's text and SARIF's regions count those of a file: spans are therefore properties.
"""

from collections.abc import Mapping
from typing import Any

from audit.model import Outcome, Severity
from audit.report_model import Report
from audit.reports.counts import listed, titles, told
from audit.reports.sarif_log import LEVELS, location, log
from audit.reports.visible import visible

_KINDS = {Outcome.BLOCK: "fail", Outcome.REVIEW: "review", Outcome.NOTE: "informational"}


def render(report: Report) -> bytes:
    """One result a finding; only a kind of fail has a level, as the standard asks."""
    names = titles(report)
    results = [_result(row, report, names) for row in listed(report)]
    return log(report, results, {"leftOut": report.findings.left_out})


def _result(row: Mapping[str, Any], report: Report, names: Mapping[str, str]) -> dict[str, Any]:
    kind = _KINDS[Outcome(row["outcome"])] if row["outcome"] else "informational"
    result = {
        "ruleId": row["rules"][0] if row["rules"] else row["detector"],
        "kind": kind,
        "level": LEVELS[Severity(row["severity"])] if kind == "fail" else "none",
        "rank": 100 * row["score"],
        "message": {"text": visible(told(row, names))},
        "partialFingerprints": {"corpus-audit/v1": row["fingerprint"]},
        "locations": [
            {
                "physicalLocation": location(row["path"]),
                "logicalLocations": [{"fullyQualifiedName": visible(row["document"]), "kind": "record"}],
            }
        ],
        "properties": {
            **{name: row[name] for name in ("number", "state", "level", "kind", "detector", "rules", "start", "end", "waivers")},
            "excerpt": visible(row["excerpt"] or ""),
        },
    }
    if row["state"] == "waived":
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": f"waiver {name}"} for name in row["waivers"]
        ]
    if report.decisions.baseline_entries:
        result["baselineState"] = "unchanged" if row["state"] == "baselined" else "new"
    return result
