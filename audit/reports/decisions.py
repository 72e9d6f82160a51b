"""What people decided about verdicts, for the report: waivers with what became of them, and the baseline."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from audit.model import Policy, WaiverState
from audit.report_model import DecisionRow, Decisions, RulePrecision, WaiverRow
from audit.store import Store

_JUDGED = ("confirmed", "not_a_match", "permitted", "accepted_risk")
"States that say whether the match is right."


def decisions(store: Store, policy: Policy, run: Mapping[str, Any]) -> Decisions:
    """Waivers and baseline of a judged run; verdicts of all outcomes are counted. `run` is its manifest."""
    counts = store.query("report_decisions", weight=0)[0]
    log = tuple(DecisionRow(**{**row, "people": tuple(row["people"])}) for row in run.get("decided", ()))
    kept = run.get("decision_log", {})
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
        log=log,
        log_records=kept.get("records", 0),
        log_head=kept.get("head", ""),
        precision=precision(log),
    )


def precision(log: Sequence[DecisionRow]) -> tuple[RulePrecision, ...]:
    """By rule, how many findings that were decided on are right; decisions that do not hold are left out."""
    held = [row for row in log if row.state in _JUDGED and row.findings]
    rules = sorted({row.rule for row in held})
    return tuple(RulePrecision(rule, *_figures([row for row in held if row.rule == rule])) for rule in rules)


def _figures(rows: Sequence[DecisionRow]) -> tuple[int, int]:
    wrong = sum(row.findings for row in rows if row.state == "not_a_match")
    decided = sum(row.findings for row in rows)
    return decided, decided - wrong
