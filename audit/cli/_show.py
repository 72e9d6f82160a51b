"""The summary of a report on stdout, and reports that go there."""

import sys
from pathlib import Path

import click

from audit import reports
from audit.cli._voice import colour
from audit.report_model import Report
from audit.writing import STDOUT


def show(report: Report, outputs: tuple[tuple[str, Path], ...], quiet: bool, as_json: bool) -> None:
    """Write reports that go to stdout, and the summary: to stderr where stdout is a report's."""
    to_stdout = [name for name, path in outputs if str(path) == STDOUT]
    for name in to_stdout:
        sys.stdout.buffer.write(reports.render(report, name))
    if as_json and not to_stdout:
        sys.stdout.buffer.write(reports.render(report, "json"))
    elif not quiet:
        click.echo(reports.summary(report).rstrip("\n"), err=bool(to_stdout), color=colour())
        for name, path in outputs:
            if str(path) != STDOUT:
                click.echo(f"{name} report: {path}", err=True)
