"""
SARIF 2.1.0 within the limits of GitHub's code scanning: one result a rule, subject and file, and no more than it shows.

Findings without a rule and waived ones are left out, and measures, which are in no file. A record's number stands for the line.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from audit.model import Severity
from audit.report_model import Report
from audit.reports.counts import titles, told, undecided
from audit.reports.sarif_log import LEVELS, location, log
from audit.reports.visible import visible

MOST = 5000
"Results that GitHub shows of a file."


def render(report: Report) -> bytes:
    """The worst groups; the run's properties tell how many findings they stand for and how many groups are left out."""
    groups: dict[tuple[str, str, str], list[Mapping[str, Any]]] = {}
    for row in undecided(report):
        groups.setdefault((row["rules"][0], row["subject"] or "", row["path"]), []).append(row)
    names = titles(report)
    results = [_result(key, rows, names) for key, rows in list(groups.items())[:MOST]]
    stands_for = sum(result["properties"]["findings"] for result in results)
    return log(report, results, {"standsFor": stands_for, "leftOut": max(0, len(groups) - MOST)})


def _result(key: Sequence[str], rows: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> dict[str, Any]:
    digest = sha256("\n".join(key).encode()).hexdigest()
    first = rows[0]
    place = {**location(first["path"]), "region": {"startLine": first["record"] + 1}}
    return {
        "ruleId": key[0],
        "level": LEVELS[Severity(first["severity"])],
        "message": {"text": f"{visible(told(first, names))} ({len(rows)} in this file)"},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"corpus-audit/v1": digest, "primaryLocationLineHash": f"{digest[:16]}:1"},
        "properties": {"findings": len(rows)},
    }
