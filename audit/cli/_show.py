"""A report in the formats that were asked for, and its summary on stdout."""

import sys
from pathlib import Path

import click

from audit import reports
from audit.cli._voice import colour
from audit.report_model import Report
from audit.writing import STDOUT, write_outputs


def show(report: Report, outputs: tuple[tuple[str, Path], ...], quiet: bool, as_json: bool) -> None:
    """Write a report, and the summary: to stderr where stdout is a report's."""
    to_stdout = write_outputs(outputs, lambda name: reports.render(report, name))
    for content in to_stdout:
        sys.stdout.buffer.write(content)
    if as_json and not to_stdout:
        sys.stdout.buffer.write(reports.render(report, "json"))
    elif not quiet:
        click.echo(reports.summary(report).rstrip("\n"), err=bool(to_stdout), color=colour())
        for name, path in outputs:
            if str(path) != STDOUT:
                click.echo(f"{name} report: {path}", err=True)
