"""The whole audit as `run` and `demo` call it: scan, judge, write reports, print the summary, give the gate's status."""

import sys
from pathlib import Path
from typing import Any

import click

from audit import pipeline
from audit.cli._voice import Voice, colour, now, spoken
from audit.model import Outcome


def whole(corpus: tuple[Path, ...], *, run_path: Path, policy_path: Path | None, outputs: tuple[tuple[str, Path], ...], **given: Any) -> int:
    """Scan, judge, report and gate; the status is the gate's."""
    with Voice(given["quiet"]) as voice:
        report = pipeline.run(
            pipeline.RunFolder(run_path),
            request(corpus, policy_path, given),
            policy_path,
            outputs,
            pipeline.engine(given["engine"], given["workers"]),
            voice,
            now(),
            given["fail_on"] and Outcome(given["fail_on"]),
            given["min_coverage"],
        )
    show(report, outputs, given["quiet"], given["as_json"])
    return report.gate.status


def request(corpus: tuple[Path, ...], policy_path: Path | None, given: dict[str, Any]) -> pipeline.ScanRequest:
    """What a command's options ask to be scanned."""
    detectors = tuple(name.strip() for name in (given["detectors"] or "").split(",") if name.strip())
    packs = pipeline.load_policy(policy_path).packs
    return pipeline.ScanRequest(corpus, given["works"], detectors, dict(given["fields"]), packs, spoken())


def show(report: pipeline.Report, outputs: tuple[tuple[str, Path], ...], quiet: bool, as_json: bool) -> None:
    """Write reports that go to stdout, and the summary: to stderr where stdout is a report's."""
    to_stdout = [name for name, path in outputs if str(path) == "-"]
    for name in to_stdout:
        sys.stdout.buffer.write(pipeline.render(report, name))
    if as_json and not to_stdout:
        sys.stdout.buffer.write(pipeline.render(report, "json"))
    elif not quiet:
        click.echo(pipeline.summary(report).rstrip("\n"), err=bool(to_stdout), color=colour())
        for name, path in outputs:
            if str(path) != "-":
                click.echo(f"{name} report: {path}", err=True)
