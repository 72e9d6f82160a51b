"""corpus-audit gate: pass or fail, by exit status."""

from pathlib import Path

import click

from audit.cli import _options as options


@click.command("gate", short_help="Pass or fail a judged run, by exit status.")
@options.run_folder
@options.baseline
@options.fail_on
@options.fail_on_new
@options.strict
@options.min_coverage
@options.quiet
@options.as_json
def command(
    run_path: Path,
    baseline: Path | None,
    fail_on: str | None,
    fail_on_new: bool,
    strict: bool,
    min_coverage: float | None,
    quiet: bool,
    as_json: bool,
) -> int:
    """
    Say in one sentence whether a judged run passes. Exit status: 0 passed, 1 failed, 3 incomplete.

    A baseline that is given takes the place of the one that the run was judged with.
    """
    import orjson

    from audit.model import Outcome
    from audit.pipeline.folder import RunFolder
    from audit.pipeline.judging import gate

    result = gate(
        RunFolder.existing(run_path),
        Outcome(fail_on) if fail_on else None,
        min_coverage,
        baseline=baseline,
        fail_on_new=fail_on_new,
        strict=strict,
    )
    if as_json:
        click.echo(orjson.dumps(result).decode())
    elif not quiet:
        click.echo("\n".join([result.sentence, *(f"  {reason}" for reason in result.reasons)]))
    return result.status
