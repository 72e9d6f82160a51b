"""The columns of a sheet of decisions, whatever it is written as, and a record as one row of it."""

import json
from collections.abc import Sequence
from typing import Any

from audit import decisions
from audit.decisions import Decision

COLUMNS = (
    "id", "at", "name", "email", "role", "auth", "kind", "selector", "fingerprints_sha256", "count", "state", "reason", "action",
    "note", "evidence_ref", "licence_ref", "expires", "binds", "supersedes", "tool_version", "fingerprints", "more_fingerprints",
)  # fmt: skip
"All that a record has but its place in a log."
LISTED = ("fingerprints", "more_fingerprints")
"What a group covered, one by one, with spaces between; in two columns, since a cell of a workbook does not hold a thousand."
_HALF = 500
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
    joined = {**values, **values["actor"], **values["target"], **listed(record.target.fingerprints)}
    return {name: _cell(joined[name]) for name in COLUMNS if joined.get(name)}


def listed(fingerprints: Sequence[str]) -> dict[str, str]:
    """The cells of LISTED."""
    return dict(zip(LISTED, (" ".join(fingerprints[:_HALF]), " ".join(fingerprints[_HALF:])), strict=True))


def _cell(value: object) -> object:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if isinstance(value, dict) else value
