"""What people decided about verdicts, for the report: waivers with what became of them, and the baseline."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from audit.model import Policy, WaiverState
from audit.report_model import Decisions, WaiverRow
from audit.store import Store


def decisions(store: Store, policy: Policy, run: Mapping[str, Any]) -> Decisions:
    """Waivers and baseline of a judged run; verdicts of all outcomes are counted. `run` is its manifest."""
    counts = store.query("report_decisions", weight=0)[0]
    return Decisions(
        day=date.fromisoformat(run["as_of"]) if "as_of" in run else None,
        waivers=tuple(WaiverRow(**{**row, "state": WaiverState(row["state"])}) for row in store.query("report_waivers")),
        waived=counts["waived"],
        baselined=counts["baselined"],
        new=counts["new"],
        baseline_entries=counts["entries"],
        baseline_stale=counts["stale"],
        fail_on_new=policy.fail_on_new,
        strict=policy.strict,
    )
