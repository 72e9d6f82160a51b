"""Every finding, clue and judged measure of a run, with the little text of each that may be shown."""

from collections.abc import Sequence

import pyarrow as pa

from audit.report_model import Exhibit, Findings
from audit.report_model.findings import FINDING_SCHEMA, MEASURE_SCHEMA
from audit.reports.mask import masked
from audit.store import Store

MOST = 100_000
"Findings and clues that a report lists, worst first; all are counted."
EXCERPT = 120
"Most characters shown of a finding that is no exhibit and was not compared with a work."


def all_findings(store: Store, exhibits: Sequence[Exhibit], most: int = MOST) -> Findings:
    """
    The tables that every format lists from.

    A finding that is an exhibit shows the exhibit's own text, so that no more of a work is shown than exhibits show of it.
    """
    rows = store.query("report_findings", most=most)
    total = rows[0]["total"] if rows else 0
    shown = {(exhibit.document, exhibit.fingerprint): exhibit.quote.text for exhibit in exhibits}
    for row in rows:
        text = shown.get((row["document"], row["fingerprint"]))
        row["excerpt"] = masked(row["excerpt"])[:EXCERPT] if text is None else text
        row["record_id"] = masked(row["record_id"] or "") or None
        row["url"] = masked(row["url"] or "") or None
    measures = store.query("report_judged_measures")
    return Findings(pa.Table.from_pylist(rows, FINDING_SCHEMA), pa.Table.from_pylist(measures, MEASURE_SCHEMA), total)
