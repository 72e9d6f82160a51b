"""Findings for GitLab's code quality, as a JSON array: those that a rule names and no waiver lets pass; no measures."""

import json
from hashlib import sha256

from audit.model import Severity
from audit.report_model import Report
from audit.reports.counts import titles, told, undecided
from audit.reports.visible import visible

_SEVERITIES = {
    Severity.CRITICAL: "blocker",
    Severity.HIGH: "critical",
    Severity.MEDIUM: "major",
    Severity.LOW: "minor",
    Severity.INFO: "info",
}


def render(report: Report) -> bytes:
    """One object a finding; a record's number stands for the line, as it is in a file with one record a line."""
    names = titles(report)
    issues = [
        {
            "description": visible(told(row, names), lines=False),
            "check_name": row["rules"][0],
            "fingerprint": sha256(f"{row['fingerprint']}\n{row['document']}\n{row['start']}".encode()).hexdigest(),
            "severity": _SEVERITIES[Severity(row["severity"])],
            "location": {
                "path": visible(row["path"].replace("\\", "/").lstrip("/"), lines=False),
                "lines": {"begin": row["record"] + 1},
            },
        }
        for row in undecided(report)
    ]
    return (json.dumps(issues, indent=1, sort_keys=True) + "\n").encode("ascii")
