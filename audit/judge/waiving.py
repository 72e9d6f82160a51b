"""
Waivers weighed: which verdicts each lets pass, and which waivers somebody has to look at.

Every doubt goes towards reporting: what is expired, grown, changed or not understood lets nothing pass. Of several waivers of one
verdict the first by id counts. A group without a list of its fingerprints is let pass as a whole or not at all, since its digest
tells that it changed but not by what.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Any

from audit import waivers as files
from audit.model import Outcome, Rule, Waiver, WaiverState
from audit.report_model import WaiverRow
from audit.rulepacks import Lock
from audit.store import Store
from audit.strict import nearest

SOON = (7, 14)
"A waiver that ends within so many days is told as urgent, or as ending soon."
WHOLE = "rule"
"What a decision on all that a rule says selects by; no file of waivers can."
_ANEW = "look again, and write it anew with corpus-audit waive"
_REMOVE = "take it out, or mend what it covers"


@dataclass(frozen=True, slots=True)
class Law:
    """What waivers are held against."""

    rules: Mapping[str, Rule]
    "By id: those of all packs of the policy, in force or not."
    locks: Mapping[str, Lock] = field(default_factory=dict)
    "By id: rules that only some may approve a waiver of, or nobody."


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a waiver is about in this judgement."""

    now: int = 0
    "Distinct fingerprints."
    digest: str = ""
    grown: int = 0
    "Of these, those that were not counted when it was written."
    gone: int = 0
    "Fingerprints of its list that the corpus has no more."
    higher: int = 0
    "Measures of its list that are above its value."


def prepare(store: Store) -> None:
    """Name all verdicts as waivers and baselines know them; findings and measures were set still before."""
    store.run("judge_prepare_lasting")
    store.run("judge_prepare_coverable")


def weigh(store: Store, waivers: Sequence[Waiver], law: Law, on: date) -> tuple[WaiverRow, ...]:
    """What becomes of waivers on a day, by id. No verdict is changed; `prepare` was called before."""
    give(store, waivers)
    seen = _seen(store)
    rows = [_weighed(waiver, law, seen.get(waiver.id, _Seen()), on) for waiver in waivers]
    store.run("waive_first", standing=[row.id for row in rows if row.state is WaiverState.USED])
    uses = {row.pop("waiver"): row for row in store.query("waive_uses")}
    return tuple(_used(row, waiver, uses, seen, on) for row, waiver in zip(rows, waivers, strict=True))


def apply(store: Store, rows: Sequence[WaiverRow]) -> None:
    """Write onto verdicts what was weighed last, and record it."""
    store.run("waive_apply")
    store.fill("waiver", [{**asdict(row), "state": str(row.state)} for row in rows])
    store.fill("waiver_use", [])
    store.run("waive_record")


def give(store: Store, waivers: Sequence[Waiver]) -> None:
    """Lay waivers beside the verdicts that they are about: the table waiver_group of this connection."""
    for name in ("waive_given", "waive_given_selectors", "waive_given_lists"):
        store.run(name)
    store.fill("given_waiver", [_given(waiver) for waiver in waivers])
    store.fill("given_selector", [row for waiver in waivers for row in _selectors(waiver)])
    store.fill("given_listed", [row for waiver in waivers for row in _listed(waiver)])
    store.run("waive_pairs", columns=list(files.SELECTORS))
    store.run("waive_groups")


def _given(waiver: Waiver) -> dict[str, Any]:
    scope = {"purposes": list(waiver.purposes), "jurisdictions": list(waiver.jurisdictions)}
    about = {"selects": bool(waiver.where), "lists": bool(waiver.fingerprints)}
    return {"waiver": waiver.id, "rule": waiver.rule, **about, **scope}


def _selectors(waiver: Waiver) -> list[dict[str, Any]]:
    named = {"waiver": waiver.id, "rule": waiver.rule, "names": len(waiver.where)}
    return [{**named, "name": name, "value": value} for name, value in waiver.where.items()]


def _listed(waiver: Waiver) -> list[dict[str, Any]]:
    rows = []
    for entry in waiver.fingerprints:
        fingerprint, _, value = entry.partition(":")
        row = {"waiver": waiver.id, "rule": waiver.rule, "fingerprint": fingerprint}
        rows.append({**row, "value": float(value) if value else None})
    return rows


def _seen(store: Store) -> dict[str, _Seen]:
    figures = {row.pop("waiver"): row for row in store.query("waive_figures")}
    lists = {row.pop("waiver"): row for row in store.query("waive_lists")}
    return {key: _Seen(**figures.get(key, {}), **lists.get(key, {})) for key in {*figures, *lists}}


def _weighed(waiver: Waiver, law: Law, seen: _Seen, on: date) -> WaiverRow:
    """A waiver as it stands before it is known what it lets pass; `used` where nothing speaks against it."""
    for fault in (_of_rule(waiver, law), _of_day(waiver, on), _of_scope(waiver, law.rules.get(waiver.rule), seen)):
        if fault:
            return _row(waiver, *fault)
    return _row(waiver, WaiverState.USED, "", "")


_Fault = tuple[WaiverState, str, str] | None


def _of_rule(waiver: Waiver, law: Law) -> _Fault:
    """What speaks against a waiver by the rule that it names."""
    rule = law.rules.get(waiver.rule)
    if rule is None:
        return (
            WaiverState.UNKNOWN_RULE,
            f"no pack of the policy has a rule '{waiver.rule}'",
            f"name the rule that is meant{nearest(waiver.rule, list(law.rules))}",
        )
    lock = law.locks.get(waiver.rule)
    if lock and waiver.approver.casefold() not in [name.casefold() for name in lock.approvers]:
        who = f"only {', '.join(lock.approvers)} may approve a waiver of it" if lock.approvers else "nobody may waive it"
        return (
            WaiverState.LOCKED_RULE,
            f"pack '{lock.pack}' locks the rule: {who}",
            "have it approved by one of them, or take it out",
        )
    if waiver.rule_digest and waiver.rule_digest != meaning(rule):
        said = f"its rule asks something else since it was written: {waiver.rule_digest[:12]} then, {meaning(rule)[:12]} now"
        return WaiverState.MISMATCHED, said, _ANEW
    return None


def _of_day(waiver: Waiver, on: date) -> _Fault:
    if on > waiver.expires:
        return WaiverState.EXPIRED, f"it ended on {waiver.expires}; its verdicts are open again", "renew it, or take it out"
    if on < waiver.created:
        return WaiverState.NOT_YET, f"it begins on {waiver.created} only", "judge as of a later day, or mend 'created'"
    return None


def _of_scope(waiver: Waiver, rule: Rule | None, seen: _Seen) -> _Fault:
    """What speaks against a waiver by what it covers."""
    if too_broad(waiver, rule):
        what = "all that the rule says" if WHOLE in waiver.where else "every path"
        said = f"it selects {what}, which a rule that blocks cannot be waived by"
        return WaiverState.OVER_BROAD, said, "select what is meant, such as a work or a domain"
    if waiver.fingerprints:
        found = files.digest(waiver.fingerprints)
        if (waiver.digest or found) != found or (waiver.count or len(waiver.fingerprints)) != len(waiver.fingerprints):
            then = f"{waiver.count or len(waiver.fingerprints)} with the digest {(waiver.digest or found)[:12]}"
            now = f"{len(waiver.fingerprints)} with {found[:12]}"
            return WaiverState.MISMATCHED, f"its fingerprints are not those it was written for: {then} then, {now} now", _ANEW
    elif seen.now and seen.digest != waiver.digest:
        then, now = f"{waiver.count} with the digest {waiver.digest[:12]} then", f"{seen.now} with {seen.digest[:12]} now"
        broader = WaiverState.OVER_BROAD if seen.now > (waiver.count or 0) else WaiverState.MISMATCHED
        return broader, f"its group is another one: {then}, {now}; none is let pass", _ANEW
    return None


def _used(
    row: WaiverRow, waiver: Waiver, uses: Mapping[str, Mapping[str, Any]], seen: Mapping[str, _Seen], on: date
) -> WaiverRow:
    """A waiver with what it lets pass, and what is to be said of one that stands."""
    if row.state is not WaiverState.USED:
        return row
    about, use = seen.get(row.id, _Seen()), uses.get(row.id)
    row = replace(row, **(use or {}))
    left = (row.expires - on).days
    if about.higher or about.grown:
        added = about.higher + about.grown
        said = f"{added} of its group came, or grew, after it was written and {'is' if added == 1 else 'are'} not let pass"
        state, mend = WaiverState.OVER_BROAD, _ANEW
    elif about.gone:
        said = f"{about.gone} of its {len(waiver.fingerprints)} fingerprints are in the corpus no more"
        state, mend = WaiverState.STALE, "take these out, or write it anew with corpus-audit waive"
    elif use is None:
        said = "nothing is left that it lets pass: its rule says nothing of it here, or an earlier waiver covers it"
        state, mend = WaiverState.UNUSED, _REMOVE
    elif left < SOON[-1]:
        days = "today" if not left else "tomorrow" if left == 1 else f"in {left} days"
        said = f"its last day is {row.expires}, {days}" + (": urgent" if left < SOON[0] else "")
        state, mend = WaiverState.EXPIRING, "renew it in time, or settle what it covers"
    else:
        state, said, mend = WaiverState.USED, "it stands", ""
    return replace(row, state=state, told=said, mend=mend)


def _row(waiver: Waiver, state: WaiverState, told: str, mend: str) -> WaiverRow:
    return WaiverRow(
        id=waiver.id,
        rule=waiver.rule,
        covers=covers(waiver),
        state=state,
        told=told,
        mend=mend,
        reason_code=waiver.reason_code,
        reason=waiver.reason,
        owner=waiver.owner,
        approver=waiver.approver,
        evidence=waiver.evidence,
        created=waiver.created,
        expires=waiver.expires,
        file=waiver.file,
        verdicts=0,
        findings=0,
        documents=0,
    )


def too_broad(waiver: Waiver, rule: Rule | None) -> bool:
    """Whether a waiver leaves nothing out of a rule that blocks."""
    return bool(rule and rule.outcome is Outcome.BLOCK) and (files.all_of_it(waiver.where) or WHOLE in waiver.where)


def meaning(rule: Rule) -> str:
    """A digest of what a rule asks, and of whom: its words for people may change without a waiver being looked at again."""
    asks = (rule.id, rule.view, rule.when, str(rule.outcome), str(rule.severity), rule.purposes, rule.jurisdictions)
    return sha256(repr(asks).encode()).hexdigest()


def covers(waiver: Waiver) -> str:
    """What a waiver covers, in words."""
    number = waiver.count or len(waiver.fingerprints)
    group = " and ".join(f"{name} {value}" for name, value in waiver.where.items())
    many = f"{number} finding" + ("" if number == 1 else "s")
    scope = ", ".join((*waiver.purposes, *waiver.jurisdictions))
    return many + (f" of {group}" if group else "") + (f" for {scope}" if scope else "")
