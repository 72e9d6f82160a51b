"""
A log of decisions folded and weighed: what stands on each target, and which verdicts do not count any more because of it.

Every doubt goes towards reporting: where two persons disagree, or the rule or the group changed, or the last day is over,
verdicts count again. What one person confirmed counts, though another decision on a group that it is of lets the group pass.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from audit.decisions import Decision, ending
from audit.errors import ConfigurationError
from audit.judge import waiving
from audit.model import Rule, Waiver, WaiverState
from audit.policy import PASSING, SECOND_PERSON
from audit.report_model import DecisionRow, WaiverRow
from audit.store import Store

NAME = "decision-"
"What a decision's place in the log follows where a verdict names what lets it pass."
SOON = 30
"A decision that ends within so many days is told."
BOUND = ("text_sha256", "work_id", "licence_verdict")
"What of a finding a decision can be bound to, beside its rule."
_UNDECIDED = ("open", "in_review")
_HOLDING = (WaiverState.USED, WaiverState.EXPIRING, WaiverState.UNUSED, WaiverState.STALE)
_ANOTHER_GROUP = (WaiverState.OVER_BROAD, WaiverState.MISMATCHED)
_BOUND_WORDS = {"text_sha256": "text", "work_id": "work", "licence_verdict": "licence"}
LONGEST_BOUND = 200
_BY_TWO = {"accepted_risk": "accept a risk", "permitted": "permit what is", "not_a_match": "call it no match where it is"}
Second = Mapping[str, Sequence[str]]
"By state: the severities at which two persons have to decide."


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
        return tuple(record for record in self.records if _same_set(record, self.last))


@dataclass(frozen=True, slots=True)
class _Case:
    """What stands on a target, with what it is weighed by."""

    standing: Standing
    asked: Waiver
    row: WaiverRow
    now: int
    "How many it is about in this judgement."
    bound: Mapping[str, str]
    "What can be bound of these, as it is now."


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


def weigh(
    store: Store, log: Sequence[Decision], law: waiving.Law, on: date, second: Second = SECOND_PERSON
) -> tuple[DecisionRow, ...]:
    """What becomes of the decisions of a log on a day, in its order. No verdict is changed; waiving.prepare was called before."""
    standing = sorted(fold(log), key=lambda one: one.last.seq)
    asked = [_asked(one, law) for one in standing]
    rows = waiving.weigh(store, asked, law, on)
    now = {row["waiver"]: row["now"] for row in store.query("waive_figures")}
    bound = bindings(store)
    cases = [
        _Case(one, waiver, row, now.get(row.id, 0), bound.get(row.id, {}))
        for one, waiver, row in zip(standing, asked, rows, strict=True)
    ]
    return tuple(_row(case, *_became(case, law, second), on) for case in cases)


def noted(run: Mapping[str, Any]) -> tuple[DecisionRow, ...]:
    """What a run's manifest keeps of its decisions as they were weighed last."""
    return tuple(DecisionRow(**{**row, "people": tuple(row["people"])}) for row in run.get("decided", ()))


def told(row: DecisionRow) -> str:
    """A decision that somebody has to look at, in a sentence."""
    return f"{row.id} of {', '.join(row.people)} on {row.covers} is {row.state.replace('_', ' ')}: {row.told} ({row.rule})"


def together(logs: Iterable[Sequence[Decision]]) -> tuple[Decision, ...]:
    """
    Records of several logs in their order, numbered by their place in all of them; one that two logs have counts once.

    ConfigurationError where they have different records of one id.
    """
    found: dict[str, Decision] = {}
    for record in (record for log in logs for record in log):
        known = found.setdefault(record.id, record)
        if said(known) != said(record):
            raise ConfigurationError(
                f"two logs of decisions have different records of the id '{record.id}'; leave one of the logs out, or import the "
                "record into the other under an id of its own"
            )
    return tuple(replace(record, seq=number) for number, record in enumerate(found.values(), 1))


def said(record: Decision) -> Decision:
    """A record without its place in a log and what importing adds."""
    target = replace(record.target, fingerprints=())
    return replace(
        record, seq=0, prev_sha256="", sha256="", binds={}, tool_version="", target=target, expires=ending(record).expires
    )


def bindings(store: Store) -> dict[str, dict[str, str]]:
    """By waiver or decision that was weighed last: the text, the work and what is known of the licence of what it is about."""
    found: dict[str, dict[str, str]] = {}
    for row in store.query("decide_binds"):
        found[row["waiver"]] = {name: _short(row[name]) for name in BOUND if row[name]}
    return found


def asked(record: Decision, law: waiving.Law) -> Waiver:
    """A record by itself as what is let pass is weighed."""
    return _asked(Standing(record.state, (record,)), law)


def apply(store: Store, rows: Sequence[DecisionRow]) -> None:
    """Let pass what was weighed last, where no waiver does already."""
    passing = [row.id for row in rows if row.state in PASSING]
    store.run("decide_apply", passing=passing, against=[row.id for row in rows if row.state in ("confirmed", "conflict")])


def _same_set(one: Decision, another: Decision) -> bool:
    """Whether two records on the same target are about the same set of findings, listed or not."""
    return (one.target.count, one.target.fingerprints_sha256) == (another.target.count, another.target.fingerprints_sha256)


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
        where={} if single else selector or {waiving.WHOLE: rule},
        fingerprints=(selector["fingerprint"],) if single else last.target.fingerprints,
        count=last.target.count,
        digest=last.target.fingerprints_sha256,
        rule_digest=last.binds.get("rule_sha256", ""),
    )


def _approver(standing: Standing, rule: str, law: waiving.Law) -> str:
    """Who of those that agree may let a locked rule pass; else the last."""
    lock = law.locks.get(rule)
    wanted = [name.casefold() for name in lock.approvers] if lock else []
    return next((one.actor.name for one in standing.agreeing if one.actor.name.casefold() in wanted), standing.last.actor.name)


def _row(case: _Case, state: str, told: str, on: date) -> DecisionRow:
    last, row = case.standing.last, case.row
    left = (row.expires - on).days
    soon = state in PASSING and left < SOON
    return DecisionRow(
        id=row.id,
        rule=row.rule,
        covers=row.covers,
        state=state,
        decided=case.standing.state,
        told="; ".join(part for part in (told, _days_left(left) if soon else "") if part),
        reason=last.reason,
        action=last.action,
        note=last.note,
        people=tuple(dict.fromkeys(record.actor.name for record in case.standing.records)),
        evidence=last.licence_ref or last.evidence_ref,
        day=str(last.at.date()),
        expires="" if row.expires == date.max else str(row.expires),
        findings=row.findings,
        covered=last.target.count or 0,
        now=case.now,
        soon=soon,
    )


def _days_left(days: int) -> str:
    return "it ends today" if not days else "it ends tomorrow" if days == 1 else f"it ends in {days} days"


def _became(case: _Case, law: waiving.Law, second: Second) -> tuple[str, str]:
    """The state that follows, and why it is not the one that was set, or what is left open; empty: nothing to say."""
    standing, rule = case.standing, law.rules.get(case.row.rule)
    if rule and not case.now:
        return "remediated", "the rule says nothing of it any more"
    if standing.state in _UNDECIDED:
        return standing.state, ""
    if standing.state == "conflict":
        return "conflict", "two persons disagree; one of them has to record another decision"
    if case.row.state is WaiverState.EXPIRED:
        return "expired", case.row.told
    if changed := _changed(case, rule):
        return "stale", changed
    if rule and rule.severity in second.get(standing.state, ()) and not _two(standing):
        return "in_review", f"a second person has to {_BY_TWO[standing.state]} of the severity {rule.severity}"
    return standing.state, _grown(standing, case.now)


def _changed(case: _Case, rule: Rule | None) -> str:
    """What is not as it was when the decision was made, so that it does not hold; empty: nothing."""
    last, row = case.standing.last, case.row
    if row.state not in _HOLDING:
        return _another_group(case) if _of_group(case, rule) else row.told
    if row.state is WaiverState.STALE:
        return ""  # some of a list are gone, so that what all of it rested on cannot be compared; the rest is named one by one
    for name in BOUND:
        then, now = last.binds.get(name), case.bound.get(name, "nothing")
        if then and then != now:
            return f"its {_BOUND_WORDS[name]} changed: {then} then, {now} now"
    return ""


def _of_group(case: _Case, rule: Rule | None) -> bool:
    """Whether what speaks against a decision is that its group is not the one that was decided on."""
    same_rule = not case.asked.rule_digest or (rule and waiving.meaning(rule) == case.asked.rule_digest)
    return case.row.state in _ANOTHER_GROUP and bool(same_rule) and not waiving.too_broad(case.asked, rule)


def _another_group(case: _Case) -> str:
    """How a group differs from the one that was decided on; empty: its members were listed, and those of them still hold."""
    target, now = case.standing.last.target, case.now
    then = target.count or 0
    if target.fingerprints:
        return ""
    came = f": {now - then} more need review" if now > then else ", and not the same ones"
    return f"it covers {then}, now {now}{came}; none is let pass until somebody decides on the group again"


def _grown(standing: Standing, now: int) -> str:
    """How many came to a group, whose members were listed, since it was decided on; empty: none did, or it is no group."""
    count = standing.last.target.count
    if not count or now <= count:
        return ""
    return f"it covers {count}, now {now}: {now - count} need review and are not let pass"


def _two(standing: Standing) -> bool:
    """Whether two persons who are surely not the same agree."""
    people = [record.actor for record in standing.agreeing]
    return any(one.other_than(another) for one in people for another in people)


def _short(said: str) -> str:
    """What a decision is bound to, as it is where it is short enough to read, else its digest."""
    return said if len(said) <= LONGEST_BOUND else f"sha256:{sha256(said.encode()).hexdigest()}"
