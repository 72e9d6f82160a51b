"""The audit from a corpus to a report."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from audit.engines import Engine
from audit.model import Outcome
from audit.pipeline.folder import RunFolder
from audit.pipeline.judging import judge
from audit.pipeline.progress import Progress
from audit.pipeline.reporting import check_outputs, report, write_all
from audit.pipeline.scanning import ScanRequest, scan
from audit.report_model import Report


def run(
    folder: RunFolder,
    request: ScanRequest,
    policy_path: Path | None,
    outputs: Sequence[tuple[str, Path]],
    engine: Engine,
    progress: Progress,
    now: datetime,
    fail_on: Outcome | None = None,
    min_coverage: float | None = None,
) -> Report:
    """Scan, judge, report and gate. Reports whose path is - are left to the caller."""
    check_outputs(outputs)
    scan(folder, request, engine, progress)
    judge(folder, policy_path, now)
    result = report(folder, now, fail_on, min_coverage)
    write_all(result, outputs)
    return result
