"""corpus-audit sites: which sites a corpus is made of, and what is known of one."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from audit.cli import _options as options


class Sites(click.Group):
    """A group whose first command is meant where none is named: `sites RUN` lists."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the name of the first command before words that name none."""
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group("sites", cls=Sites, short_help="List the sites a corpus is made of, or show what is known of one.")
def command() -> None:
    """
    The sites that a scanned run's records come from. `corpus-audit sites RUN` lists them.

    Shares are of the words of the corpus. What signals and terms say is as of the records' dates; nothing is fetched.
    """


@command.command("list")
@options.run_argument
@click.option(
    "--by",
    type=click.Choice(["domain", "platform", "publisher", "kind", "group"]),
    default="domain",
    show_default=True,
    help="What records are counted by.",
)
@click.option("--top", type=click.IntRange(1), metavar="N", help="How many are listed. Default: 20 in a table, else all.")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["table", "jsonl", "csv"]),
    default="table",
    show_default=True,
    help="How they are written.",
)
def list_sites(run_path: Path, by: str, top: int | None, format_name: str) -> int:
    """List domains, platforms, publishers, kinds of source or groups of publishers, most words first."""
    from audit.cli._lines import print_lines
    from audit.pipeline.folder import RunFolder
    from audit.pipeline.sites import listing
    from audit.pipeline.sites_telling import as_lines, as_sheet, as_table

    run = RunFolder.existing(run_path)
    _say_what_is_missing(run.manifest, run_path)
    found = listing(run, by, top or (20 if format_name == "table" else None))
    if format_name == "jsonl":
        print_lines(as_lines(found))
    elif format_name == "csv":
        sys.stdout.buffer.write(as_sheet(found))
    else:
        click.echo(as_table(found))
    return 0


@command.command("show")
@click.argument("name", metavar="HOST")
@options.run_folder
@options.as_json
def show_site(name: str, run_path: Path, as_json: bool) -> int:
    """Show what is known of HOST: a host, domain or URL, or the name of a platform, publisher, group or kind of source."""
    import orjson

    from audit.pipeline.folder import RunFolder
    from audit.pipeline.sites import show
    from audit.pipeline.sites_telling import in_words
    from audit.reports.plain import plain

    run = RunFolder.existing(run_path)
    _say_what_is_missing(run.manifest, run_path)
    found = show(run, name)
    click.echo(orjson.dumps(plain(found), option=orjson.OPT_INDENT_2).decode() if as_json else in_words(found))
    return 0


def _say_what_is_missing(manifest: Mapping[str, Any], run_path: Path) -> None:
    """Terms and rules come with the judgement: before it, what they say is not known."""
    if not manifest.get("judged"):
        click.echo(
            f"not judged yet, so terms and rules are not known; do so first: corpus-audit judge --run {run_path}", err=True
        )
