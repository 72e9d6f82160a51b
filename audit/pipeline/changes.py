"""What a judgement changes: what stood before is kept, and compared with what stands after."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from audit import judge as judging
from audit.judge import changes
from audit.model import Outcome, Policy
from audit.report_model import Changes, Gate, GateBefore
from audit.rulepacks import Pack
from audit.store import Store

_UNTOLD = ("name", "digest", "thresholds")
"Of a policy: its name is told beside, and limits by rule."


@dataclass(frozen=True, slots=True)
class Before:
    """What stood before a judgement."""

    judged: changes.Judged
    gate: Gate
    when: str


def policy_of(stored: Mapping[str, Any]) -> Policy:
    """A policy as a run's manifest holds it."""
    lists = {name: tuple(value) for name, value in stored.items() if isinstance(value, list)}
    second = {state: tuple(severities) for state, severities in stored.get("second_person", {}).items()}
    return Policy(**{**stored, **lists, "fail_on": Outcome(stored["fail_on"]), "second_person": second})


def keep(store: Store, manifest: Mapping[str, Any]) -> Before | None:
    """Keep what stands before a run is judged. None: its findings were not judged before."""
    rules = changes.keep(store)
    if not rules or not manifest.get("policy"):
        return None
    policy, when = policy_of(manifest["policy"]), manifest["judged"]
    return Before(changes.Judged(policy, rules, date.fromisoformat(when[:10])), judging.gate(store, policy, manifest), when)


def tell(
    store: Store,
    before: Before | None,
    policy: Policy,
    packs: Sequence[Pack],
    now: datetime,
    run: Mapping[str, Any],
    *,
    kept: bool,
) -> Changes:
    """Compare what stands with what was kept, and note the rules for the next time."""
    rules = {rule.id: rule for pack in packs for rule in pack.rules}
    rows, changed, inputs = (
        changes.compare(store, before.judged, changes.Judged(policy, rules, now.date())) if before else ((), (), ())
    )
    changes.note(store, list(rules.values()))
    gate, totals = judging.gate(store, policy, run), store.query("changes_totals")[0]
    return Changes(
        first=before is None,
        kept=kept,
        judged_before=before.when if before else None,
        judged_after=now.isoformat(),
        policy_before=before.judged.policy.name if before else None,
        policy_after=policy.name,
        settings=_settings(before.judged.policy, policy) if before else {},
        gate_before=GateBefore(before.gate.status, before.gate.sentence) if before else None,
        gate_after=GateBefore(gate.status, gate.sentence),
        verdicts_before=totals["before"],
        verdicts_after=totals["after"],
        rows=rows,
        rules=changed,
        inputs=inputs,
    )


def _settings(before: Policy, after: Policy) -> dict[str, tuple[Any, Any]]:
    """Settings that differ, and limits by rule."""
    old, new = asdict(before), asdict(after)
    found = {name: (old[name], new[name]) for name in new if name not in _UNTOLD and old[name] != new[name]}
    for rule in sorted({*before.thresholds} | {*after.thresholds}):
        if before.thresholds.get(rule, 0) != after.thresholds.get(rule, 0):
            found[f"threshold of {rule}"] = (before.thresholds.get(rule, 0), after.thresholds.get(rule, 0))
    return found
