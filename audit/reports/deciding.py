"""What the page needs so that its reader can decide on it."""

from dataclasses import asdict
from typing import Any

from audit.report_model import Report
from audit.reports import wording_deciding


def deciding(report: Report) -> dict[str, Any]:
    """
    Values for the template: groups that are offered, exhibits with the rules that can be decided on, and titles of rules.

    Of a rule that says nothing open of an exhibit there is no telling here; a decision on it does no harm.
    """
    return {
        "offered": [asdict(offer) for offer in report.offers],
        "exhibited": [
            {"number": one.number, "fingerprint": one.fingerprint, "rules": one.rules} for one in report.exhibits if one.rules
        ],
        "titles": {row.rule.id: row.rule.title for row in report.rules},
        "deciding_words": wording_deciding,
    }
