"""corpus-audit calibrate: what the style score says of texts that are known to be by people."""

from datetime import date
from pathlib import Path

import click

from audit.cli import _options as options


@click.command("calibrate", short_help="Set the style score against texts known to be by people.")
@click.argument("corpus", nargs=-1, required=True, type=options.PATH)
@click.option(
    "--before",
    type=options.Day(),
    metavar="DATE",
    default="2022-11-01",
    show_default=True,
    help="Records dated before this day are by people.",
)
@click.option("-o", "--output", type=options.PATH, metavar="FILE", help="Where to write the calibration.")
@click.option("--into", type=options.PATH, metavar="RUN", help="A run whose reports are to use it.")
@options.quiet
@options.as_json
def command(corpus: tuple[Path, ...], before: date, output: Path | None, into: Path | None, quiet: bool, as_json: bool) -> int:
    """
    Score the records of CORPUS that are dated before a day, and tell what people's texts of this sort score.

    The reports of a run that is given by --into then tell at least how much of its sources is by models. A run whose own records
    have such dates needs no calibration: its later texts are held against its earlier ones, source by source.
    """
    from audit.cli._voice import Voice, now
    from audit.errors import UsageError, cannot_write
    from audit.pipeline import calibrating
    from audit.pipeline.folder import RunFolder

    if output is None and into is None:
        raise UsageError("nothing to write to; give -o FILE, or --into RUN for a run whose reports are to use it")
    with Voice(quiet) as voice:
        made, rows = calibrating.calibrate(corpus, before, now().date(), voice)
    if output is not None:
        try:
            output.write_bytes(calibrating.written(made))
        except OSError as problem:
            raise cannot_write(output, problem) from problem
    if into is not None:
        calibrating.into(RunFolder.existing(into), made)
    if as_json:
        click.echo(calibrating.written(made).decode(), nl=False)
    elif not quiet:
        click.echo(
            f"{'words':<14}{'texts':>8}{'pass the usual bound':>22}{'1 in 20 passes':>16}{'1 in 100':>10}{'1 in 1,000':>12}"
        )
        for row in rows:
            bounds = "".join(f"{bound:>{width}.2f}" for bound, width in zip(row.bounds, (16, 10, 12), strict=True))
            click.echo(f"{f'{row.words} and more':<14}{row.texts:>8,}{row.strict_passed:>22,}{bounds}")
    return 0
