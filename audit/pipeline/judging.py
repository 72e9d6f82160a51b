"""What a scan found, judged by a policy, gated and reported. None of it reads the corpus again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from audit import judge as judging
from audit import policy as policies
from audit import reports
from audit.errors import RunError, UsageError
from audit.model import Outcome, Policy
from audit.pipeline import instruments
from audit.pipeline.folder import RunFolder
from audit.report_model import Gate, Report
from audit.rulepacks import Pack
from audit.store import Store


def judge(run: RunFolder, policy_path: Path | None, now: datetime) -> Policy:
    """Judge a run's findings by a policy (None: the default) as of a day; earlier verdicts are replaced."""
    policy = policies.load(policy_path)
    packs = _packs(policy)
    with run.locked():
        with Store.open(run.database) as store:
            judging.judge(store, policy, packs, now.date())
        run.note({"policy": {**asdict(policy), "fail_on": policy.fail_on.value}, "judged": now.isoformat()})
    return policy


def gate(run: RunFolder, fail_on: Outcome | None = None, min_coverage: float | None = None) -> Gate:
    """The result of a judged run, by its policy or by stricter or milder settings."""
    policy = _with(_policy(run), fail_on, min_coverage)
    with Store.open(run.database) as store:
        return judging.gate(store, policy, _run(run))


def report(
    run: RunFolder, now: datetime, fail_on: Outcome | None = None, min_coverage: float | None = None, exhibits: int = 200
) -> Report:
    """All that a judged run is reported with."""
    policy = _with(_policy(run), fail_on, min_coverage)
    created = now.strftime("%Y-%m-%dT%H:%M:%SZ")
    with Store.open(run.database) as store:
        return reports.gather(store, policy, _packs(policy), _run(run), created=created, exhibits=exhibits)


def check_outputs(outputs: Sequence[tuple[str, Path]]) -> None:
    """Refuse a format that does not exist or a folder that is not there, before any work is done."""
    for format_name, path in outputs:
        if format_name not in reports.formats():
            raise UsageError(f"no report format named '{format_name}'; there are: {', '.join(reports.formats())}")
        if str(path) != "-" and not path.parent.is_dir():
            raise UsageError(f"cannot write {path}: there is no folder {path.parent}; make it first")


def write_all(result: Report, outputs: Sequence[tuple[str, Path]]) -> None:
    """Write a report in its formats; a path of - is left to the caller."""
    for format_name, path in outputs:
        if str(path) != "-":
            _write(result, format_name, path)


def lines(run: RunFolder, what: str) -> Iterator[Mapping[str, Any]]:
    """A run's findings or verdicts, one mapping each, in the documented shape."""
    with Store.open(run.database) as store:
        yield from store.findings() if what == "findings" else store.verdicts()


def _write(result: Report, format_name: str, path: Path) -> None:
    """Write a report to a file, which is there whole or not at all."""
    content = reports.render(result, format_name)
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise UsageError(f"cannot write {path}: {error.strerror or error}; give another path to -o {format_name}=") from error


def _packs(policy: Policy) -> tuple[Pack, ...]:
    """The packs whose rules a policy applies: those it names, or all."""
    found = instruments.packs(policy.packs)
    if not policy.packs:
        return found
    named = {Path(name).name.replace("_", "-") for name in policy.packs}
    return tuple(pack for pack in found if pack.name in named)


def _policy(run: RunFolder) -> Policy:
    """The policy a run was judged by."""
    stored = run.manifest.get("policy")
    if not stored:
        raise RunError(f"{run.path} was not judged yet; do so first: corpus-audit judge --run {run.path}")
    lists = {name: tuple(stored[name]) for name in ("purposes", "jurisdictions", "packs", "requires")}
    return Policy(**{**stored, **lists, "fail_on": Outcome(stored["fail_on"])})


def _with(policy: Policy, fail_on: Outcome | None, min_coverage: float | None) -> Policy:
    if fail_on is not None:
        policy = replace(policy, fail_on=fail_on)
    if min_coverage is not None:
        policy = replace(policy, min_coverage=min_coverage)
    return policy


def _run(run: RunFolder) -> Mapping[str, Any]:
    return {**run.manifest, "path": str(run.path)}
