"""corpus-audit trend: how counts moved over runs."""

import sys
from pathlib import Path

import click

from audit.cli import _options as options


@click.command("trend", short_help="Tell how counts moved over runs, and what to look at.")
@click.argument("runs", type=options.PATH, nargs=-1, required=True, metavar="RUN...")
@options.output("svg=trend.svg", help="Write it as svg, csv, markdown or json; - is stdout. Repeatable.")
@options.quiet
@options.as_json
def command(runs: tuple[Path, ...], outputs: tuple[tuple[str, Path], ...], quiet: bool, as_json: bool) -> int:
    """
    Tell of judged runs, each named by its folder or by a copy of its summary.json, how many verdicts were open, known and
    waived, where rules, reference index or tool are not as before, and what of the last run to look at.

    Runs stand in the order in which they were judged. No run is opened: every judgement leaves a summary.json in its run's
    folder, and copies of these are all that has to be kept.
    """
    from audit.pipeline import trend as pipeline
    from audit.reports import trend_formats
    from audit.writing import check_outputs, write_outputs

    check_outputs(outputs, trend_formats.check)
    made = pipeline.of(runs)
    shown = write_outputs(outputs, lambda name: trend_formats.FORMATS[name](made))
    if as_json and not shown:
        shown = [trend_formats.as_json(made)]
    for content in shown:
        sys.stdout.buffer.write(content)
    if not shown and not quiet:
        click.echo(trend_formats.on_terminal(made))
    return 0
