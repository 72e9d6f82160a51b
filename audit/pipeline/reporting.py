"""Reports of a judged run."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from audit import judge as judging
from audit import reports
from audit.model import Outcome
from audit.pipeline import calibrating, freezing, offering, packs
from audit.pipeline import trend as trends
from audit.pipeline.comparing import compare
from audit.pipeline.folder import RunFolder
from audit.pipeline.judging import judged_by
from audit.report_model import Report, Showing
from audit.reports.exhibit_choice import Chosen
from audit.store import Store


def report(
    run: RunFolder,
    now: datetime,
    fail_on: Outcome | None = None,
    min_coverage: float | None = None,
    *,
    fail_on_new: bool = False,
    strict: bool = False,
    earlier: RunFolder | None = None,
    others: Sequence[Path] = (),
    evidence: Showing | None = None,
    max_html_mb: float = 25,
    chosen: Chosen = Chosen(),  # noqa: B008  # frozen
) -> Report:
    """All that a judged run is reported with. `others` are runs or summaries of runs that it is to stand in a row with."""
    trend = trends.of([*others, run.path]) if others else None
    since = compare(earlier, run) if earlier else None
    policy = judged_by(run, fail_on, min_coverage, fail_on_new=fail_on_new, strict=strict)
    about = {**run.manifest, "path": str(run.path), "calibration": calibrating.of_run(run)}
    evidence = evidence or Showing(policy.evidence)
    created = now.strftime("%Y-%m-%dT%H:%M:%SZ")
    with Store.open(run.database) as store:
        result = judging.gate(store, policy, about)
        rules = packs.of_policy(policy)
        gathered = reports.gather(store, policy, rules, about, gate=result, created=created, evidence=evidence, chosen=chosen)
        signed = freezing.rows(run, store, policy, now.date())
        offered = offering.offers(store, evidence)
    return replace(gathered, since=since, offers=offered, signoffs=signed, trend=trend, page_bytes=int(max_html_mb * 1_000_000))
