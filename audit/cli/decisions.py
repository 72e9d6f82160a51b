"""corpus-audit decisions: the log of what people decided in a run: checked, given out, and added to."""

from pathlib import Path

import click

from audit.cli import _options as options


@click.group("decisions", short_help="Check, export or import decisions.")
def command() -> None:
    """What named persons decided about verdicts of a run, as its log decisions.jsonl has it."""


@command.command("verify")
@options.run_argument
@click.option("--head", "noted", metavar="SHA256", help="A head of the log as you noted it elsewhere, or its first digits.")
def verify(run_path: Path, noted: str | None) -> int:
    """
    Check the chain of the log of RUN (default: audit-run); the first link that is broken is named, with exit status 2.

    Whoever can write to the log can make it anew, so compare with a head that you noted: status 1 where the log never had it.
    """
    from audit.decisions import head
    from audit.errors import ExitStatus
    from audit.pipeline.decisions import of_run
    from audit.pipeline.folder import RunFolder

    log = of_run(RunFolder.existing(run_path))
    click.echo(f"{len(log)} records, the chain holds; its head is {head(log)}")
    if noted is None:
        return ExitStatus.PASSED
    since = [len(log) - record.seq for record in log if record.sha256.startswith(noted.strip().lower())]
    if not since:
        click.echo("the head that you gave was NEVER that of this log: it is another log, or was made anew")
        return ExitStatus.GATE_FAILED
    click.echo(f"the head that you gave is one that the log had; {since[0]} records came since")
    return ExitStatus.PASSED


@command.command("export")
@options.run_argument
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "csv", "xlsx"]), default="jsonl", show_default=True, help="How it is written."
)
@click.option("-o", "--output", type=options.PATH, metavar="FILE", help="Where to. Default: stdout.")
def export(run_path: Path, form: str, output: Path | None) -> int:
    """Write the log of RUN (default: audit-run) as it is, or as a sheet (CSV, XLSX) that decisions import reads back."""
    from audit.pipeline.decisions import exported
    from audit.pipeline.folder import RunFolder
    from audit.writing import write

    content = exported(RunFolder.existing(run_path), form)
    if output is None:
        click.echo(content, nl=False)
    else:
        write(output, content)
    return 0


@command.command("import")
@click.argument("file", type=options.PATH)
@options.run_folder
@click.option("--apply", "applied", is_flag=True, help="Add them. Without: only tell what would be added.")
def import_file(file: Path, run_path: Path, applied: bool) -> int:
    """
    Compare FILE (JSON Lines, or CSV or XLSX by its ending) with the log of a judged run, and add what is new to it.

    Decisions count from the next judgement: corpus-audit judge RUN. Exit status 1 where some cannot be added.
    """
    from audit.errors import ExitStatus
    from audit.pipeline.decisions import take
    from audit.pipeline.folder import RunFolder
    from audit.pipeline.judging import judged_by
    from audit.reports.visible import visible

    run = RunFolder.existing(run_path)
    taken = take(run, judged_by(run), file, apply=applied)
    told = {name: getattr(taken, name) for name in ("conflicting", "unknown", "disagreeing", "differing")}
    for kind, lines in told.items():
        for line in lines:
            click.echo(visible(f"{kind}: {line}", False))
    counts = f"{len(taken.added)} added, {len(taken.there)} there already, {len(taken.conflicting)} conflicting"
    click.echo(f"{counts}, {len(taken.unknown)} unknown")
    click.echo(f"next: corpus-audit judge {run_path}" if applied else "this was a dry run; give --apply to add them")
    return ExitStatus.GATE_FAILED if taken.conflicting or taken.unknown else ExitStatus.PASSED
