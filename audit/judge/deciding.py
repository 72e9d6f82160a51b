"""
A log of decisions folded and weighed: what stands on each target, and which verdicts do not count any more because of it.

Every doubt goes towards reporting: where two persons disagree, or the rule or the group changed, or the last day is over,
verdicts count again. What one person confirmed counts, though another decision on a group that it is of lets the group pass.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from audit.decisions import PASSING, Decision
from audit.judge import waiving
from audit.model import Severity, Waiver, WaiverState
from audit.report_model import DecisionRow, WaiverRow
from audit.store import Store

NAME = "decision-"
"What a decision's place in the log follows where a verdict names what lets it pass."
_UNDECIDED = ("open", "in_review")
_SEVERE = (Severity.HIGH, Severity.CRITICAL)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the log says of one target."""

    state: str
    "As set by persons, or conflict."
    records: tuple[Decision, ...]
    "Those that say so, the latest last; of a conflict: all that are in it."

    @property
    def last(self) -> Decision:
        """The latest record."""
        return self.records[-1]

    @property
    def agreeing(self) -> tuple[Decision, ...]:
        """Records on the same set of findings as the latest: a person agreed to what was there, not to what came."""
        return tuple(record for record in self.records if record.target == self.last.target)


def fold(log: Iterable[Decision]) -> tuple[Standing, ...]:
    """What stands on each target: the latest word of each person that no record takes the place of, in the order of the log."""
    latest: dict[tuple[str, str], Decision] = {}
    replaced = set()
    for record in log:
        latest.pop((record.target.key, record.actor.person), None)
        latest[record.target.key, record.actor.person] = record
        replaced.add(record.supersedes)
    by_target: dict[str, list[Decision]] = {}
    for (key, _), record in latest.items():
        if record.id not in replaced:
            by_target.setdefault(key, []).append(record)
    return tuple(_standing(records) for records in by_target.values())


def weigh(store: Store, log: Sequence[Decision], law: waiving.Law, on: date) -> tuple[DecisionRow, ...]:
    """What becomes of the decisions of a log on a day, in its order. No verdict is changed; waiving.prepare was called before."""
    standing = sorted(fold(log), key=lambda one: one.last.seq)
    rows = waiving.weigh(store, [_asked(one, law) for one in standing], law, on)
    found = {row["waiver"] for row in store.query("decide_found")}
    return tuple(_row(one, row, row.id in found, law) for one, row in zip(standing, rows, strict=True))


def apply(store: Store, rows: Sequence[DecisionRow]) -> None:
    """Let pass what was weighed last, where no waiver does already."""
    passing = [row.id for row in rows if row.state in PASSING]
    store.run("decide_apply", passing=passing, against=[row.id for row in rows if row.state in ("confirmed", "conflict")])


def _standing(records: list[Decision]) -> Standing:
    said = [record for record in records if record.state not in _UNDECIDED]
    if not said:
        return Standing(records[-1].state, (records[-1],))
    return Standing(said[-1].state if len({record.state for record in said}) == 1 else "conflict", tuple(said))


def _asked(standing: Standing, law: waiving.Law) -> Waiver:
    """A decision as what is let pass is weighed: by its scope, its days, its rule and who may let that pass."""
    last, selector = standing.last, dict(standing.last.target.selector)
    rule = selector.pop("rule")
    single = "fingerprint" in selector
    ends = [record.expires for record in standing.agreeing if record.expires]
    return Waiver(
        id=f"{NAME}{last.seq}",
        rule=rule,
        reason_code=last.reason,
        reason=last.note,
        owner=last.actor.name,
        approver=_approver(standing, rule, law),
        evidence=last.evidence_ref,
        created=last.at.date(),
        expires=min(ends, default=date.max),
        where={} if single else selector,
        fingerprints=(selector["fingerprint"],) if single else (),
        count=last.target.count,
        digest=last.target.fingerprints_sha256,
        rule_digest=last.binds.get("rule_sha256", ""),
    )


def _approver(standing: Standing, rule: str, law: waiving.Law) -> str:
    """Who of those that agree may let a locked rule pass; else the last."""
    lock = law.locks.get(rule)
    wanted = [name.casefold() for name in lock.approvers] if lock else []
    return next((one.actor.name for one in standing.agreeing if one.actor.name.casefold() in wanted), standing.last.actor.name)


def _row(standing: Standing, row: WaiverRow, found: bool, law: waiving.Law) -> DecisionRow:
    state, told = _became(standing, row, found, law)
    last = standing.last
    people = dict.fromkeys(record.actor.name for record in standing.records)
    return DecisionRow(
        id=row.id,
        rule=row.rule,
        covers=row.covers,
        state=state,
        decided=standing.state,
        told=told,
        reason=last.reason,
        action=last.action,
        note=last.note,
        people=tuple(people),
        evidence=last.licence_ref or last.evidence_ref,
        day=str(last.at.date()),
        expires="" if row.expires == date.max else str(row.expires),
        findings=row.findings,
    )


def _became(standing: Standing, row: WaiverRow, found: bool, law: waiving.Law) -> tuple[str, str]:
    """The state that follows, and why it is not the one that was set; empty: it is."""
    rule = law.rules.get(row.rule)
    if rule and not found:
        return "remediated", "the rule says nothing of it any more"
    if standing.state in _UNDECIDED:
        return standing.state, ""
    if standing.state == "conflict":
        return "conflict", "two persons disagree; one of them has to record another decision"
    if row.state is WaiverState.EXPIRED:
        return "expired", row.told
    if row.state not in (WaiverState.USED, WaiverState.EXPIRING, WaiverState.UNUSED):
        return "stale", row.told
    if standing.state == "accepted_risk" and rule and rule.severity in _SEVERE and not _two(standing):
        return "in_review", f"a second person has to accept a risk of the severity {rule.severity}"
    return standing.state, row.told if row.state is WaiverState.EXPIRING else ""


def _two(standing: Standing) -> bool:
    return len({record.actor.person for record in standing.agreeing}) > 1
