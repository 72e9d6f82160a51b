"""What a scan found, judged by a policy and gated. None of it reads the corpus again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from audit import judge as judging
from audit import policy as policies
from audit.errors import RunError
from audit.model import Outcome, Policy
from audit.pipeline import given_signals, packs
from audit.pipeline.folder import RunFolder
from audit.report_model import Gate
from audit.store import Store


def judge(run: RunFolder, policy_path: Path | None, now: datetime, robots: Sequence[Path] = ()) -> Policy:
    """
    Judge a run's findings by a policy (None: the default) as of a day; earlier verdicts are replaced.

    `robots` are folders of files about sites, beside those that the policy names; without, those that the scan was given.
    """
    policy = policies.load(policy_path)
    rules = packs.of_policy(policy)
    with run.locked():
        given = given_signals.read(
            [*map(Path, policy.robots), *(robots or map(Path, run.manifest.get("robots", ())))], packs.there(policy.packs)
        )
        with Store.open(run.database) as store:
            judging.judge(store, policy, rules, now.date(), given.rows)
        stored = {**asdict(policy), "fail_on": policy.fail_on.value}
        run.note({"policy": stored, "judged": now.isoformat(), "site_signals": given.told()})
    return policy


def gate(run: RunFolder, fail_on: Outcome | None = None, min_coverage: float | None = None) -> Gate:
    """The result of a judged run, by its policy or by stricter or milder settings."""
    policy = judged_by(run, fail_on, min_coverage)
    with Store.open(run.database) as store:
        return judging.gate(store, policy, run.manifest)


def judged_by(run: RunFolder, fail_on: Outcome | None, min_coverage: float | None) -> Policy:
    """The policy that a run was judged by, with these settings in place of its own. RunError where it was not judged yet."""
    stored = run.manifest.get("policy")
    if not stored:
        raise RunError(f"{run.path} was not judged yet; do so first: corpus-audit judge --run {run.path}")
    lists = {name: tuple(stored.get(name, ())) for name in ("purposes", "jurisdictions", "packs", "allow", "robots", "requires")}
    policy = Policy(**{**stored, **lists, "fail_on": Outcome(stored["fail_on"])})
    if fail_on is not None:
        policy = replace(policy, fail_on=fail_on)
    if min_coverage is not None:
        policy = replace(policy, min_coverage=min_coverage)
    return policy


def lines(run: RunFolder, what: Literal["findings", "verdicts"]) -> Iterator[Mapping[str, Any]]:
    """A run's findings or verdicts, one mapping each, in the documented shape."""
    with Store.open(run.database) as store:
        yield from store.findings() if what == "findings" else store.verdicts()
