"""corpus-audit profile: the shape of a corpus of chats or instructions."""

from pathlib import Path

import click

from audit.cli import _options as options


@click.command("profile", short_help="Show the shape of a corpus of chats: writers named, templates, what prompts ask for.")
@options.run_argument
@click.option(
    "--top", type=click.IntRange(1), metavar="N", help="How many templates are listed. Default: 20 in a table, else all."
)
@options.table_or_jsonl
def command(run_path: Path, top: int | None, format_name: str) -> int:
    """
    Tell of the chats of RUN (default: audit-run) which families of models are named, which prompts were made from templates, what
    prompts ask for, and how they are spread over accounts and days.

    These are shapes and figures. They accuse nobody.
    """
    from audit.cli._lines import print_lines
    from audit.pipeline.folder import RunFolder
    from audit.pipeline.profiling import as_lines, as_table, profile

    found = profile(RunFolder.existing(run_path), top or (20 if format_name == "table" else None))
    if format_name == "jsonl":
        print_lines(as_lines(found))
    else:
        click.echo(as_table(found))
    return 0
