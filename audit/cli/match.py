"""corpus-audit match: passages of known works in a text, side by side."""

from pathlib import Path

import click

from audit.cli import _options as options


@click.command("match", short_help="Show passages of known works in a text, side by side.")
@click.argument("files", nargs=-1, required=True, type=options.PATH)
@click.option("--works", type=options.PATH, multiple=True, required=True, metavar="PATH", help="Known works: texts or a library.")
@options.allow
@click.option("--clues", is_flag=True, help="Show what only points, too.")
@options.quiet
@options.as_json
def command(
    files: tuple[Path, ...], works: tuple[Path, ...], allow: tuple[Path, ...], clues: bool, quiet: bool, as_json: bool
) -> int:
    """
    Hold the documents of FILES beside known works and show what matches: the document's text, then the work's.

    What is identical is red; without colour, what is changed stands in brackets. NO_COLOR and COLUMNS are kept.

    Nothing is stored. The exit status is 0 whether something matches or not.
    """
    from audit.cli._beside import print_beside
    from audit.cli._lines import print_lines
    from audit.cli._voice import Voice
    from audit.pipeline.matching import line, match

    with Voice(quiet) as voice:
        found = match(files, works, voice, allow)
        if as_json:
            print_lines(line(one) for one in found if clues or one.level == "finding")
        else:
            print_beside(found, clues, quiet)
    return 0
