"""corpus-audit index: make a library of known works."""

from pathlib import Path

import click

from audit.cli import _options as options


@click.command("index", short_help="Make a library of known works.")
@click.argument("works", nargs=-1, required=True, type=options.PATH)
@click.option("-o", "--output", "out", type=options.PATH, required=True, metavar="LIBRARY", help="The library's folder.")
@options.quiet
def command(works: tuple[Path, ...], out: Path, quiet: bool) -> int:
    """
    Make a library of the texts in WORKS, files or folders, to be given to --works.

    Titles, authors, holders and licences are taken from a manifest.jsonl, works.toml or works.csv beside the texts.
    """
    from audit.cli._voice import Voice
    from audit.pipeline.works import index

    with Voice(quiet) as voice:
        made = index(works, out, voice)
    if not quiet:
        click.echo(f"{len(made.works):,} works in {out}; use it with --works {out}")
    return 0
