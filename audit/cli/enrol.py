"""corpus-audit enrol: profiles of named versions of models, from one's own samples of them."""

from pathlib import Path

import click

from audit.cli import _options as options


@click.command("enrol", short_help="Make profiles of named versions of models, from samples.")
@click.argument(
    "named", nargs=-1, required=True, type=options.Pair("NAME=FILE", "acme/writer-2=writer-2.jsonl"), metavar="NAME=FILE..."
)
@click.option(
    "--controls",
    type=options.PATH,
    multiple=True,
    metavar="FILE",
    help="Texts of the same kind by people, or by a model that is not enrolled. Repeatable, one for each.",
)
@click.option("-o", "--output", type=options.PATH, required=True, metavar="FOLDER", help="Where the profiles are written.")
@options.quiet
def command(named: tuple[tuple[str, Path], ...], controls: tuple[Path, ...], output: Path, quiet: bool) -> int:
    """
    Make profiles of versions of models from your own samples: FAMILY/VERSION=FILE, each with 40 texts of 50 words and more.

    Profiles hold numbers, no text. What is shown is how pools of 20 texts are answered: of each version on texts that were kept
    apart, and of each version and control as if nobody had enrolled it. Samples by prompt belong one after another.
    """
    from audit.cli._voice import Voice
    from audit.errors import UsageError
    from audit.pipeline.enrolling import enrol
    from audit.reports.enrolment import as_table

    names = [name for name, _ in named]
    if twice := [name for name in names if names.count(name) > 1]:
        raise UsageError(f"{twice[0]} is named twice; put its samples into one file")
    with Voice(quiet) as voice:
        _, rows = enrol(dict(named), controls, output, voice)
    if not quiet:
        click.echo(as_table(rows))
        click.echo(f"profiles in {output}; use them with corpus-audit attribute CORPUS --profiles {output}", err=True)
    return 0
