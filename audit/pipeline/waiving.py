"""Waivers and the baseline of a judgement: read before it, laid onto its verdicts after it; and a waiver written for a run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from audit import baseline as baselines
from audit import decisions
from audit import policy as policies
from audit import waivers as files
from audit.decisions import Decision
from audit.errors import UsageError
from audit.judge import baselining, deciding, waiving
from audit.model import BaselineEntry, Policy, Waiver, WaiverState
from audit.pipeline import packs
from audit.pipeline.folder import RunFolder
from audit.report_model import WaiverRow
from audit.rulepacks import Pack, locked
from audit.store import Store
from audit.strict import nearest

NO_BASELINE = (
    "only new verdicts can fail where there is a baseline: name one with --baseline FILE, or write one with "
    "corpus-audit baseline RUN -o FILE"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a judgement is asked to take into account, beside its policy."""

    waivers: tuple[Path, ...] = ()
    "Files beside those that the policy names."
    baseline: Path | None = None
    "In place of the policy's."
    as_of: date | None = None
    "The day that is judged; None: today."
    decisions: tuple[Path, ...] = ()
    "Logs of decisions beside those that the policy names."

    def time(self, now: datetime) -> datetime:
        """The moment that a judgement is of: now, or the beginning of the day that is asked for."""
        return datetime(self.as_of.year, self.as_of.month, self.as_of.day, tzinfo=UTC) if self.as_of else now


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided, as read, with digests of the files it was read from."""

    waivers: tuple[Waiver, ...]
    baseline: tuple[BaselineEntry, ...]
    law: waiving.Law
    digests: Mapping[str, str] = field(default_factory=dict)
    logs: tuple[tuple[Decision, ...], ...] = ()
    "Of decisions, such as an earlier run's, in the order that they are named."


@dataclass(frozen=True, slots=True)
class Draft:
    """A waiver that is being written, and what it would let pass."""

    waiver: Waiver
    row: WaiverRow


def with_asked(policy: Policy, asked: Asked) -> Policy:
    """A policy with the waivers, the baseline and the logs that are asked for beside it."""
    named = tuple(dict.fromkeys([*policy.waivers, *map(str, asked.waivers)]))
    logs = tuple(dict.fromkeys([*policy.decisions, *map(str, asked.decisions)]))
    return replace(policy, waivers=named, decisions=logs, baseline=str(asked.baseline) if asked.baseline else policy.baseline)


def check_asked(policy_path: Path | None, asked: Asked, fail_on_new: bool) -> None:
    """Refuse, before any work is done, files that are wrong, and a gate on new verdicts without a baseline."""
    policy = with_asked(policies.load(policy_path), asked)
    read(policy, packs.of_policy(policy))
    if (fail_on_new or policy.fail_on_new) and not policy.baseline:
        raise UsageError(NO_BASELINE)


def read(policy: Policy, found: Sequence[Pack]) -> Decided:
    """Waivers, baseline and logs that a policy names. ConfigurationError names all that is wrong in waivers, with the mend."""
    paths = [Path(name) for name in policy.waivers]
    law = law_of(found)
    known = {key: rule.severity for key, rule in law.rules.items()}
    entries = baselines.read(Path(policy.baseline), known) if policy.baseline else ()
    waivers = files.read(paths, policy.waiver_days)
    logs = {name: decisions.read(path) for name, path in _called("decisions", list(map(Path, policy.decisions))).items()}
    read_from = {**_called("waivers", paths), **({"baseline": Path(policy.baseline)} if policy.baseline else {})}
    digests = {name: sha256(path.read_bytes()).hexdigest() for name, path in read_from.items()}
    heads = {name: decisions.head(log) for name, log in logs.items()}
    return Decided(waivers, entries, law, {**digests, **heads}, tuple(logs.values()))


def _called(what: str, paths: Sequence[Path]) -> dict[str, Path]:
    """Files by what they hold and their names, and where two have one name by their paths."""
    names = [path.name for path in paths]
    return {f"{what} {path.name if names.count(path.name) == 1 else path}": path for path in paths}


def law_of(found: Sequence[Pack]) -> waiving.Law:
    """What waivers are held against: the rules of packs, and which of them are locked."""
    return waiving.Law({rule.id: rule for pack in found for rule in pack.rules}, locked(found))


def decide(store: Store, policy: Policy, decided: Decided, on: date) -> None:
    """Lay waivers and baseline onto the verdicts that were just given, and record what became of them."""
    if decided.waivers or decided.baseline:
        waiving.prepare(store)
        waiving.apply(store, waiving.weigh(store, decided.waivers, decided.law, on))
        baselining.apply(store, decided.baseline, policy)
    else:
        for table in ("waiver", "waiver_use", "baseline"):
            store.fill(table, [])


def problems(run: RunFolder) -> tuple[str, ...]:
    """Waivers and decisions of the last judgement that somebody has to look at or that end soon, a line each."""
    with Store.open(run.database) as store:
        rows = [row for row in store.query("report_waivers") if row["state"] != WaiverState.USED]
        stale = store.query("report_decisions", weight=0)[0]["stale"]
    lines = [f"waiver {row['id']} is {row['state'].replace('-', ' ')}: {row['told']}; {row['mend']}" for row in rows]
    lines += [deciding.told(row) for row in deciding.noted(run.manifest) if row.unsettled or row.soon]
    return (*lines, *([f"the baseline has {stale} stale lines; write it anew with --update"] if stale else []))


def weighed(run: RunFolder, policy: Policy, paths: Sequence[Path], on: date) -> tuple[WaiverRow, ...]:
    """What becomes of the waivers of files on a day, by the verdicts of a judged run; the run stays as it is."""
    found = packs.of_policy(policy)
    waivers = files.read(paths, policy.waiver_days)
    with Store.open(run.database) as store:
        _still(store)
        return waiving.weigh(store, waivers, law_of(found), on)


def draft(run: RunFolder, policy: Policy, wish: Waiver) -> Draft:
    """
    A waiver with count and digest of what it covers in a judged run, and its list where that is short enough.

    `wish` has the selector or the fingerprints that are meant, and an id or none. UsageError where it covers nothing, names a
    fingerprint that the rule says nothing of, or would let nothing pass.
    """
    law = law_of(packs.of_policy(policy))
    if wish.rule not in law.rules:
        raise UsageError(f"no pack of the policy has a rule '{wish.rule}'{nearest(wish.rule, list(law.rules))}")
    with Store.open(run.database) as store:
        _still(store)
        waiver = _counted(store, replace(wish, rule_digest=waiving.meaning(law.rules[wish.rule])), run)
        if wrong := files.fault(waiver, policy.waiver_days):
            raise UsageError(f"the waiver cannot be written: {wrong}")
        (row,) = waiving.weigh(store, [waiver], law, waiver.created)
    if row.state.fails:
        raise UsageError(f"the waiver would let nothing pass: {row.told}; {row.mend}")
    return Draft(waiver, row)


def _counted(store: Store, wish: Waiver, run: RunFolder) -> Waiver:
    """A waiver with what it covers counted; those that it names are taken at the values that measures have now."""
    waiving.give(store, [replace(wish, fingerprints=tuple(f"{name}:{float('inf')}" for name in wish.fingerprints))])
    rows = store.query("waive_entries")
    missing = sorted({*wish.fingerprints} - {name for row in rows for name in row["fingerprints"]})
    if missing or not rows:
        what = f"the fingerprint {missing[0]}" if missing else "what is selected"
        raise UsageError(
            f"the rule {wish.rule} has no verdict on {what} in {run.path}; see corpus-audit verdicts {run.path}, and judge first "
            "where its policy or rules have changed"
        )
    entries = [row["entry"] for row in rows]
    listed = tuple(entries) if wish.fingerprints or len(entries) <= files.MOST_LISTED else ()
    found = files.digest(entries)
    short = sha256("\n".join([wish.rule, found, str(wish.created), *wish.purposes, *wish.jurisdictions]).encode()).hexdigest()[:8]
    named = wish.id or f"{wish.rule.rpartition('/')[2]}-{short}"
    return replace(wish, id=named, count=len(entries), digest=found, fingerprints=listed)


def _still(store: Store) -> None:
    """Set still what waivers are about."""
    store.run("judge_prepare_findings")
    store.run("judge_prepare_measures")
    waiving.prepare(store)
