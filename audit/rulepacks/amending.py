"""Later packs and the policy make rules stricter, never milder; a pack can lock a rule against those that come after it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from audit.errors import ConfigurationError, PackError
from audit.model import Outcome, Policy, Rule, Severity
from audit.rulepacks import rules as reading
from audit.rulepacks.pack import Amendment, Lock, Pack
from audit.strict import nearest

_OUTCOMES = list(Outcome)
_SEVERITIES = list(Severity)


def amended(packs: Sequence[Pack]) -> tuple[Pack, ...]:
    """
    The packs, with their rules as those behind them amend them, in the order of the packs.

    PackError where an amendment would loosen a rule, or one that is locked; or where a rule is of no pack before.
    """
    found: dict[str, Rule] = {}
    locked: dict[str, Lock] = {}
    every = [rule.id for pack in packs for rule in pack.rules]
    for pack in packs:
        for amendment in pack.amendments:
            found[amendment.rule] = _tightened(_of_pack_before(amendment, found, every), amendment, locked)
        found |= {rule.id: rule for rule in pack.rules}
        for rule in pack.locks:
            if rule not in found:
                raise PackError(
                    f"pack '{pack.name}' locks '{rule}', which is no rule of a pack up to it{nearest(rule, list(found))}"
                )
            locked.setdefault(rule, Lock(pack.name, pack.approvers))
    return tuple(_with(pack, found) for pack in packs)


def locks(packs: Sequence[Pack]) -> Mapping[str, Lock]:
    """By id: the rules that are locked, each by the first pack that locks it."""
    found: dict[str, Lock] = {}
    for pack in packs:
        for rule in pack.locks:
            found.setdefault(rule, Lock(pack.name, pack.approvers))
    return found


def by_policy(packs: Sequence[Pack], policy: Policy) -> tuple[Pack, ...]:
    """
    The packs with their rules as a policy tightens them.

    ConfigurationError where the policy would loosen one: by a milder outcome, or by letting more verdicts pass than allowed.
    """
    found = {rule.id: rule for pack in packs for rule in pack.rules}
    where = f"policy '{policy.name}'"
    for rule, lock in locks(packs).items():
        if policy.thresholds.get(rule, 0) > 0:
            raise ConfigurationError(f"{where}: pack '{lock.pack}' locks '{rule}', so that its threshold stays 0; {reading.MEND}")
    for rule, most in ((rule.id, rule.threshold) for rule in found.values()):
        if most is not None and policy.thresholds.get(rule, 0) > most:
            raise ConfigurationError(
                f"{where}: the threshold of '{rule}' is above {most}, the most that its packs allow; {reading.MEND}"
            )
    for rule, outcome in policy.outcomes.items():
        if rule not in found:
            raise ConfigurationError(f"{where}: its outcomes name '{rule}', which is no rule{nearest(rule, list(found))}")
        found[rule] = reading.digested(replace(found[rule], outcome=_stricter(found[rule], Outcome(outcome), where)))
    return tuple(_with(pack, found) for pack in packs)


def _of_pack_before(amendment: Amendment, before: Mapping[str, Rule], every: Sequence[str]) -> Rule:
    if amendment.rule in before:
        return before[amendment.rule]
    where = f"pack '{amendment.pack}' amends '{amendment.rule}'"
    if amendment.rule in every:
        raise PackError(f"{where}, which is no rule of a pack before it; name that pack first, or change the rule itself")
    raise PackError(f"{where}, which is no rule of the packs before it{nearest(amendment.rule, list(before))}")


def _tightened(rule: Rule, amendment: Amendment, locked: Mapping[str, Lock]) -> Rule:
    where = f"pack '{amendment.pack}'"
    if rule.id in locked:
        raise PackError(f"{where} amends '{rule.id}', which pack '{locked[rule.id].pack}' locks; put the amendment there")
    most = [limit for limit in (rule.threshold, amendment.threshold) if limit is not None]
    return reading.digested(
        replace(
            rule,
            outcome=_stricter(rule, amendment.outcome or rule.outcome, where),
            severity=_severer(rule, amendment.severity or rule.severity, where),
            threshold=min(most, default=None),
            when=f"({rule.when}\n) OR ({amendment.or_when}\n)" if amendment.or_when else rule.when,
            rationale=f"{rule.rationale}\n\nAmended by the pack {amendment.pack}: {amendment.note}",
        )
    )


def _stricter(rule: Rule, outcome: Outcome, where: str) -> Outcome:
    if _OUTCOMES.index(outcome) < _OUTCOMES.index(rule.outcome):
        raise PackError(
            f"{where} would loosen '{rule.id}' from {rule.outcome} to {outcome}, and may only tighten it; {reading.MEND}"
        )
    return outcome


def _severer(rule: Rule, severity: Severity, where: str) -> Severity:
    if _SEVERITIES.index(severity) < _SEVERITIES.index(rule.severity):
        raise PackError(
            f"{where} would loosen '{rule.id}' from {rule.severity} to {severity}, and may only tighten it; {reading.MEND}"
        )
    return severity


def _with(pack: Pack, rules: Mapping[str, Rule]) -> Pack:
    """A pack with its rules as they are by now; what it states itself is kept beside them."""
    changed = {rule.id: rule for rule in pack.rules if rules[rule.id] != rule}
    return replace(pack, rules=tuple(rules[rule.id] for rule in pack.rules), stated={**changed, **pack.stated})
