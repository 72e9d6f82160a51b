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
    """
    By rule, how many findings that were decided on are right, and how often those who decided on the same agree.

    Decisions that do not hold are left out of the first, and count for the second, since persons did make them.
    """
    held = [row for row in log if row.state in _JUDGED and row.findings]
    shared = [row for row in log if len(row.people) > 1]
    rules = sorted({row.rule for row in (*held, *shared)})
    return tuple(_of_rule(rule, held, shared) for rule in rules)


def _of_rule(rule: str, held: Sequence[DecisionRow], shared: Sequence[DecisionRow]) -> RulePrecision:
    decided = [row for row in held if row.rule == rule]
    together = [row for row in shared if row.rule == rule]
    return RulePrecision(
        rule=rule,
        decided=sum(row.findings for row in decided),
        right=sum(row.findings for row in decided if row.state != "not_a_match"),
        together=len(together),
        agreed=sum(row.decided != "conflict" for row in together),
    )
