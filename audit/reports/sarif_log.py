"""What both SARIF 2.1.0 formats have in common: the log around results, rules, and places as relative URIs."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from audit.model import Severity
from audit.report_model import Report, RuleRow
from audit.reports.counts import STATES, counts
from audit.reports.redaction import TOKENS
from audit.reports.visible import visible

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
    Severity.INFO: "note",
}


def log(report: Report, results: Sequence[Mapping[str, Any]], more: Mapping[str, Any]) -> bytes:
    """A log of one run with those results; `more` joins the run's properties, which tell the counts of the report."""
    driver = {
        "name": "corpus-audit",
        "semanticVersion": report.tool_version,
        "rules": [_rule(row) for row in report.rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "redactionTokens": list(TOKENS),
        "automationDetails": {"id": f"corpus-audit/{quote(visible(report.title, lines=False), safe='')}/"},
        "invocations": [{"executionSuccessful": report.gate.status != 3, "exitCode": report.gate.status}],
        "results": list(results),
        "properties": {
            "counts": counts(report),
            "notChecked": list(report.coverage.not_checked),
            "textShown": report.redaction.level.value,
            **more,
        },
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return (json.dumps(document, indent=1, sort_keys=True) + "\n").encode("ascii")


def location(path: str) -> dict[str, Any]:
    """A place as a relative URI; nothing of it is taken for a scheme, a query or a fragment."""
    return {"artifactLocation": {"uri": quote(visible(path.replace("\\", "/").lstrip("/"), lines=False)) or "corpus"}}


def _rule(row: RuleRow) -> dict[str, Any]:
    rule = row.rule
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.plain},
        "help": {"text": "\n".join([rule.rationale, *rule.fix])},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"outcome": rule.outcome.value, **{state: getattr(row, state) for state in STATES}},
    }
