"""corpus-audit findings: a run's findings, one a line."""

from pathlib import Path

import click

from audit.cli import _options as options


@click.command("findings", short_help="Print a run's findings, one JSON object a line.")
@options.run_argument
@click.option(
    "--format", "format_name", type=click.Choice(["jsonl"]), default="jsonl", show_default=True, help="How a line is written."
)
def command(run_path: Path, format_name: str) -> int:
    """Print the findings of RUN (default: audit-run) to stdout, one JSON object a line, in a fixed order."""
    from audit.cli._lines import print_lines
    from audit.pipeline.folder import RunFolder
    from audit.pipeline.judging import lines

    print_lines(lines(RunFolder.existing(run_path), "findings"))
    return 0
