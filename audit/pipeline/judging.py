"""What a scan found, judged by a policy and gated. None of it reads the corpus again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from audit import judge as judging
from audit import policy as policies
from audit.errors import RunError, UsageError
from audit.judge import deciding
from audit.model import Outcome, Policy
from audit.pipeline import baselining, changes, decisions, given_signals, packs, sources, summaries, waiving
from audit.pipeline.folder import RunFolder
from audit.report_model import Changes, Gate
from audit.store import Store


def judge(
    run: RunFolder,
    policy_path: Path | None,
    now: datetime,
    robots: Sequence[Path] = (),
    *,
    kept: bool = True,
    manifest: Path | None = None,
    asked: waiving.Asked = waiving.Asked(),  # noqa: B008  # frozen
) -> Changes:
    """
    Judge a run's findings by a policy (None: the default) as of a day, and tell what changed; earlier verdicts are replaced.

    Not `kept`: it is only asked what would change, and all stays as it was.

    `robots` are folders of files about sites, beside those that the policy names; without, those that the scan was given.
    `manifest` tells of the corpus's sources, in place of the policy's; without, the one that the scan kept.
    """
    now = asked.time(now)
    policy = waiving.with_asked(policies.load(policy_path), asked)
    rules = packs.of_policy(policy)
    decided = waiving.read(policy, rules)
    told_of = sources.of_judgement(run, policy, manifest)
    with run.locked():
        own = decisions.of_run(run)
        log = deciding.together([*decided.logs, own])
        given = given_signals.read(
            [*map(Path, policy.robots), *(robots or map(Path, run.manifest.get("robots", ())))], packs.there(policy.packs)
        )
        with Store.open(run.database) as store, store.as_one(kept=kept):
            before = changes.keep(store, run.manifest)
            sources.take(store, told_of, rules)
            judging.judge(store, policy, rules, now.date(), given.rows)
            waiving.decide(store, policy, decided, now.date())
            stand = decisions.decide(store, log, policy, decided.law, now.date())
            noted = decisions.noted(own, stand)
            told = changes.tell(store, before, policy, rules, now, {**run.manifest, **noted}, kept=kept)
            measured = summaries.measure(store, rules) if kept else {}
        if not kept:
            return told
        stored = {**asdict(policy), "fail_on": policy.fail_on.value}
        run.note({"policy": stored, "judged": now.isoformat(), "site_signals": given.told()})
        sources.note(run, told_of)
        run.note({"as_of": str(now.date()), "decisions": {**decided.digests, **decisions.digests(own)}})
        run.note(noted)
        summaries.keep(run, measured, told.gate_after.status)
    return told


def gate(
    run: RunFolder,
    fail_on: Outcome | None = None,
    min_coverage: float | None = None,
    *,
    baseline: Path | None = None,
    fail_on_new: bool = False,
    strict: bool = False,
) -> Gate:
    """
    The result of a judged run, by its policy or by stricter or milder settings.

    A `baseline` is laid onto the verdicts in place of the one that they were judged with, and stays there.
    """
    if baseline is not None:
        baselining.lay(run, waiving.with_asked(judged_by(run), waiving.Asked(baseline=baseline)))
        summaries.renew(run)
    policy = judged_by(run, fail_on, min_coverage, fail_on_new=fail_on_new, strict=strict)
    with Store.open(run.database) as store:
        return judging.gate(store, policy, run.manifest)


def judged_by(
    run: RunFolder,
    fail_on: Outcome | None = None,
    min_coverage: float | None = None,
    *,
    fail_on_new: bool = False,
    strict: bool = False,
) -> Policy:
    """
    The policy that a run was judged by, with these settings in place of its own, or beside them where they make it stricter.

    RunError where it was not judged yet, UsageError where only new verdicts are to fail it and there is no baseline.
    """
    stored = run.manifest.get("policy")
    if not stored:
        raise RunError(f"{run.path} was not judged yet; do so first: corpus-audit judge --run {run.path}")
    policy = changes.policy_of(stored)
    if fail_on is not None:
        policy = replace(policy, fail_on=fail_on)
    if min_coverage is not None:
        policy = replace(policy, min_coverage=min_coverage)
    if (fail_on_new or policy.fail_on_new) and not policy.baseline:
        raise UsageError(waiving.NO_BASELINE)
    return replace(policy, fail_on_new=fail_on_new or policy.fail_on_new, strict=strict or policy.strict)


def lines(run: RunFolder, what: Literal["findings", "verdicts"]) -> Iterator[Mapping[str, Any]]:
    """A run's findings or verdicts, one mapping each, in the documented shape."""
    with Store.open(run.database) as store:
        yield from store.findings() if what == "findings" else store.verdicts()
