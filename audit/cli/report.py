"""corpus-audit report: write a judged run's report."""

from pathlib import Path

import click

from audit.cli import _options as options


@click.command("report", short_help="Write the report of a judged run.")
@options.run_folder
@options.outputs
@options.fail_on
@options.fail_on_new
@options.strict
@options.min_coverage
@options.quiet
@options.as_json
def command(
    run_path: Path,
    outputs: tuple[tuple[str, Path], ...],
    fail_on: str | None,
    fail_on_new: bool,
    strict: bool,
    min_coverage: float | None,
    quiet: bool,
    as_json: bool,
) -> int:
    """Write reports of a judged run and print its summary. The exit status is 0; `gate` tells whether it passes."""
    from audit.cli._show import show
    from audit.cli._voice import now
    from audit.model import Outcome
    from audit.pipeline.folder import RunFolder
    from audit.pipeline.reporting import check_outputs, report, write_all

    check_outputs(outputs)
    run, mildest = RunFolder.existing(run_path), Outcome(fail_on) if fail_on else None
    result = report(run, now(), mildest, min_coverage, fail_on_new=fail_on_new, strict=strict)
    write_all(result, outputs)
    show(result, outputs, quiet, as_json)
    return 0
