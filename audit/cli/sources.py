"""corpus-audit sources: which sources a corpus has, by its manifest, their licences and what they were made from."""

import sys
from pathlib import Path

import click

from audit.cli import _options as options


@click.command("sources", short_help="List a corpus's sources with their licences and lineage.")
@options.run_argument
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["table", "jsonl", "json"]),
    default="table",
    show_default=True,
    help="How they are written.",
)
def command(run_path: Path, format_name: str) -> int:
    """
    List the sources of RUN, a judged run: declared, found and curated licences side by side, and what they descend from.

    Sources come from a manifest: a corpus.toml, a Croissant file, a datapackage.json or a dataset's card, and from the list of
    known datasets. A label that says less than what a source was made from is named. Nothing here says what the law concludes.
    """
    import orjson

    from audit.cli._lines import print_lines
    from audit.pipeline.folder import RunFolder
    from audit.pipeline.sources import of_run
    from audit.pipeline.sources_telling import as_lines, as_table
    from audit.reports.plain import plain

    run = RunFolder.existing(run_path)
    if not run.manifest.get("judged"):
        click.echo(f"not judged yet, so sources are not known; do so first: corpus-audit judge --run {run_path}", err=True)
    found = of_run(run)
    if format_name == "jsonl":
        print_lines(as_lines(found))
    elif format_name == "json":
        sys.stdout.buffer.write(orjson.dumps(plain(found), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    else:
        click.echo(as_table(found))
    return 0
