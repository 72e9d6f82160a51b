"""corpus-audit baseline: accept a run's open verdicts as known."""

from pathlib import Path

import click

from audit.cli import _options as options


@click.command("baseline", short_help="Write a run's open verdicts as a baseline, so that only new ones fail.")
@options.run_argument
@click.option("-o", "--output", type=options.PATH, required=True, metavar="FILE", help="Where to write it; - is stdout.")
@click.option("--update", is_flag=True, help="Write it anew where it is there: new verdicts are added, stale lines go.")
@options.quiet
def command(run_path: Path, output: Path, update: bool, quiet: bool) -> int:
    """
    Write the open verdicts of RUN (default: audit-run) as a baseline: JSON Lines, sorted, one verdict a line.

    Verdicts with a waiver are left out, and those of critical rules cannot be in one. Use it with --baseline and --fail-on-new.
    """
    from audit.pipeline.baselining import make
    from audit.pipeline.folder import RunFolder
    from audit.pipeline.judging import judged_by

    run, to_stdout = RunFolder.existing(run_path), str(output) == "-"
    judged_by(run)
    made = make(run, None if to_stdout else output, update)
    if to_stdout:
        click.echo(made.text, nl=False)
    if made.refused:
        click.echo(f"{made.refused} open verdicts of critical rules are not in it: they cannot be accepted as known", err=True)
    if not quiet and not to_stdout:
        click.echo(f"{output}: {made.entries} verdicts, {made.added} of them new to it; {made.gone} lines went")
    return 0
