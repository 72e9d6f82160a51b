"""The whole audit as `run` and `demo` call it: scan, judge, write reports, print the summary, give the gate's status."""

from pathlib import Path
from typing import Any

from audit import engines, reports
from audit.cli._request import request
from audit.cli._show import show
from audit.cli._voice import Voice, now
from audit.model import Outcome
from audit.pipeline.folder import RunFolder
from audit.pipeline.waiving import Asked
from audit.pipeline.whole import run
from audit.report_model import Showing
from audit.writing import check_outputs


def whole(
    corpus: tuple[Path, ...],
    *,
    run_path: Path,
    policy_path: Path | None,
    outputs: tuple[tuple[str, Path], ...],
    **given: Any,
) -> int:
    """Scan, judge, report and gate; the status is the gate's."""
    check_outputs(outputs, reports.check)
    with Voice(given["quiet"]) as voice:
        report = run(
            RunFolder(run_path),
            request(corpus, policy_path, given),
            policy_path,
            engines.create(given["engine"], given["workers"]),
            voice,
            now(),
            given["fail_on"] and Outcome(given["fail_on"]),
            given["min_coverage"],
            asked=Asked(given.get("waivers", ()), given.get("baseline"), given.get("as_of"), given.get("decisions", ())),
            fail_on_new=given.get("fail_on_new", False),
            strict=given.get("strict", False),
            evidence=Showing(given["evidence"]) if given.get("evidence") else None,
            max_html_mb=given.get("max_html_mb", 25),
        )
    show(report, outputs, given["quiet"], given["as_json"])
    return report.gate.status
