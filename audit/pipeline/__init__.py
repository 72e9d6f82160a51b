"""The whole audit in order, one function a command. Who shows its results, and how, is not known here."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from audit.engines import Engine
from audit.engines import create as engine
from audit.model import Outcome
from audit.pipeline.folder import RunFolder
from audit.pipeline.judging import check_outputs, gate, judge, lines, report, write_all
from audit.pipeline.progress import Progress
from audit.pipeline.scanning import Scanned, ScanRequest, scan
from audit.policy import load as load_policy
from audit.report_model import Report
from audit.reports import render, summary

__all__ = [
    "Report",
    "RunFolder",
    "ScanRequest",
    "Scanned",
    "check_outputs",
    "engine",
    "gate",
    "judge",
    "lines",
    "load_policy",
    "render",
    "report",
    "run",
    "scan",
    "summary",
    "write_all",
]


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
