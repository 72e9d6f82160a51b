"""The columns of a sheet of decisions, whatever it is written as, and a record as one row of it."""

import json
from typing import Any

from audit import decisions
from audit.decisions import Decision

COLUMNS = (
    "id", "at", "name", "email", "role", "auth", "kind", "selector", "fingerprints_sha256", "count", "state", "reason", "action",
    "note", "evidence_ref", "licence_ref", "expires", "binds", "supersedes", "tool_version",
)  # fmt: skip
"All that a record has but its place in a log."
GIVEN = ("state", "reason", "action", "note", "evidence_ref", "licence_ref", "expires", "name", "email", "role", "at")
"What a person fills in; the others tell what a row is about."
LOG_PAGE = "Decisions"
"The page of a workbook that holds records of a log."
OPEN_PAGE = "Verdicts to decide"
"The page of a workbook that holds verdicts which nobody decided on."
WHO_PAGE = "Who decides"
"The page that says once what holds for all rows of OPEN_PAGE that do not say it themselves."
WHO = ("name", "email", "role", "at")
"What WHO_PAGE says."


def flat(record: Decision) -> dict[str, Any]:
    """A record by column: texts, a whole number for `count`, objects as JSON; what is empty is left out."""
    values = decisions.values(record)
    joined = {**values, **values["actor"], **values["target"]}
    return {name: _cell(joined[name]) for name in COLUMNS if name in joined}


def _cell(value: object) -> object:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if isinstance(value, dict) else value
