"""The audit from a corpus to a report."""

from datetime import datetime
from pathlib import Path

from audit.engines import Engine
from audit.model import Outcome
from audit.pipeline.folder import RunFolder
from audit.pipeline.judging import judge
from audit.pipeline.progress import Progress
from audit.pipeline.reporting import report
from audit.pipeline.scanning import ScanRequest, scan
from audit.pipeline.waiving import Asked, check_asked
from audit.report_model import Report, Showing


def run(
    folder: RunFolder,
    request: ScanRequest,
    policy_path: Path | None,
    engine: Engine,
    progress: Progress,
    now: datetime,
    fail_on: Outcome | None = None,
    min_coverage: float | None = None,
    *,
    asked: Asked = Asked(),  # noqa: B008  # frozen
    fail_on_new: bool = False,
    strict: bool = False,
    evidence: Showing | None = None,
    max_html_mb: float = 25,
) -> Report:
    """Scan, judge, report and gate."""
    check_asked(policy_path, asked, fail_on_new)
    scan(folder, request, engine, progress)
    judge(folder, policy_path, now, manifest=request.manifest, asked=asked)
    return report(
        folder, now, fail_on, min_coverage, fail_on_new=fail_on_new, strict=strict, evidence=evidence, max_html_mb=max_html_mb
    )
