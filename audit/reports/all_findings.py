"""Every finding, clue and judged measure of a run, with the little text of each that may be shown."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from audit.report_model import Exhibit, Findings
from audit.report_model.findings import FINDING_SCHEMA, MEASURE_SCHEMA
from audit.reports.redaction import Redactor
from audit.store import Store

MOST = 100_000
"Findings and clues that a report lists, worst first; all are counted."


def all_findings(store: Store, exhibits: Sequence[Exhibit], most: int = MOST, redactor: Redactor | None = None) -> Findings:
    """
    The tables that every format lists from, with what a redactor lets be shown after the exhibits.

    A finding that is an exhibit shows the exhibit's own text, so that no more of a work is shown than exhibits show of it.
    """
    redactor = redactor or Redactor()
    rows = store.query("report_findings", most=most)
    total = rows[0]["total"] if rows else 0
    shown = {(exhibit.document, exhibit.fingerprint): exhibit.quote.text for exhibit in exhibits}
    others = [row for row in rows if (row["document"], row["fingerprint"]) not in shown]
    listed = redactor.listed([row["excerpt"] for row in others], [row["document"] for row in others])
    for row in rows:
        row["excerpt"] = shown.get((row["document"], row["fingerprint"]))
    for row, text in zip(others, listed, strict=True):
        row["excerpt"] = text
    _named(rows, ("record_id", "url", "site", "subject"), redactor)
    measures = store.query("report_judged_measures")
    _named(measures, ("document", "subject"), redactor)
    return Findings(pa.Table.from_pylist(rows, FINDING_SCHEMA), pa.Table.from_pylist(measures, MEASURE_SCHEMA), total)


def _named(rows: Sequence[dict[str, Any]], columns: Sequence[str], redactor: Redactor) -> None:
    for name in columns:
        empty = "" if name in ("document", "subject") else None
        for row, text in zip(rows, redactor.names([row[name] for row in rows]), strict=True):
            row[name] = text or empty
