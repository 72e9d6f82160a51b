"""Every finding, clue and judged measure of a run, with the little text of each that may be shown."""

from collections.abc import Sequence

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
    for row in rows:
        text = shown.get((row["document"], row["fingerprint"]))
        row["excerpt"] = redactor.listed(row["excerpt"], row["document"]) if text is None else text
        for name in ("record_id", "url", "site"):
            row[name] = redactor.name(row[name])
        row["subject"] = redactor.name(row["subject"]) or ""
    measures = store.query("report_judged_measures")
    for row in measures:
        for name in ("document", "subject"):
            row[name] = redactor.name(row[name]) or ""
    return Findings(pa.Table.from_pylist(rows, FINDING_SCHEMA), pa.Table.from_pylist(measures, MEASURE_SCHEMA), total)
