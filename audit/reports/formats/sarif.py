"""
SARIF 2.1.0 with all findings, clues and measures that the report lists, waived ones as suppressed.

A span counts code points of a record's text and SARIF's regions count those of a file: spans are therefore properties.
"""

from collections.abc import Mapping
from typing import Any

from audit.model import Outcome, Severity
from audit.report_model import Report
from audit.reports.counts import listed, listed_measures, titles, told
from audit.reports.decided import reasons
from audit.reports.sarif_log import LEVELS, location, log
from audit.reports.visible import visible

_KINDS = {Outcome.BLOCK: "fail", Outcome.REVIEW: "review", Outcome.NOTE: "informational"}


def render(report: Report) -> bytes:
    """One result a finding or measure; only a kind of fail has a level, as the standard asks."""
    names, why = titles(report), reasons(report)
    results = [_result(row, report, names, why) | _found(row) for row in listed(report)]
    results += [_result(row, report, names, why) | _measured(row) for row in listed_measures(report)]
    return log(report, results, {"leftOut": report.findings.left_out})


def _result(row: Mapping[str, Any], report: Report, names: Mapping[str, str], why: Mapping[str, str]) -> dict[str, Any]:
    kind = _KINDS[Outcome(row["outcome"])] if row["outcome"] else "informational"
    result = {
        "ruleId": row["rules"][0] if row["rules"] else row["detector"],
        "kind": kind,
        "level": LEVELS[Severity(row["severity"])] if kind == "fail" else "none",
        "message": {"text": visible(told(row, names))},
        "partialFingerprints": {"corpus-audit/v1": row["fingerprint"]},
    }
    if row["state"] == "waived":
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": visible(why.get(name, f"waiver {name}"))}
            for name in row["waivers"]
        ]
    if report.decisions.baseline_entries:
        result["baselineState"] = "unchanged" if row["state"] == "baselined" else "new"
    return result


def _found(row: Mapping[str, Any]) -> dict[str, Any]:
    """What a finding has: a place in a record."""
    record = {"fullyQualifiedName": visible(row["document"]), "kind": "record"}
    names = ("number", "state", "level", "kind", "detector", "rules", "start", "end", "waivers")
    return {
        "rank": 100 * row["score"],
        "locations": [{"physicalLocation": location(row["path"]), "logicalLocations": [record]}],
        "properties": {**{name: row[name] for name in names}, "view": "finding", "excerpt": visible(row["excerpt"] or "")},
    }


def _measured(row: Mapping[str, Any]) -> dict[str, Any]:
    """What a measure has: something that it is about. Its place is the corpus, since some readers ask for a place."""
    about = {"fullyQualifiedName": visible(row["document"]), "kind": "measured"}
    names = ("state", "rules", "waivers", "measure", "value", "documents")
    return {
        "locations": [{"physicalLocation": location(""), "logicalLocations": [about]}],
        "properties": {**{name: row[name] for name in names}, "view": "measure"},
    }
