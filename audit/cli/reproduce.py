"""corpus-audit reproduce: look for one finding again in the corpus as it is today."""

from pathlib import Path

import click

from audit.cli import _options as options


@click.command("reproduce", short_help="Look for one finding again: is it still there?")
@click.argument("fingerprint")
@options.run_folder
@click.option(
    "--works",
    type=options.PATH,
    multiple=True,
    metavar="PATH",
    help="Known works, where they are not where the scan found them. Repeatable.",
)
@options.quiet
@options.as_json
def command(fingerprint: str, run_path: Path, works: tuple[Path, ...], quiet: bool, as_json: bool) -> int:
    """
    Read the record of the finding with FINGERPRINT, or its first digits, and look for it again with the same detector.

    Nothing is stored. Tells what differs from the run, such as another version or library. Exit status: 0 still there,
    1 not there any more, 2 no such finding.
    """
    import orjson

    from audit.cli._voice import Voice
    from audit.pipeline.folder import RunFolder
    from audit.pipeline.reproducing import as_values, in_words, reproduce
    from audit.reports.visible import visible

    with Voice(quiet) as voice:
        again = reproduce(RunFolder.existing(run_path), fingerprint, works, voice)
    told = orjson.dumps(as_values(again), option=orjson.OPT_INDENT_2).decode() if as_json else visible(in_words(again))
    click.echo(told)
    return 0 if again.finding else 1
