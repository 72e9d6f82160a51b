"""corpus-audit report: write a judged run's report, or check one that was handed on."""

from pathlib import Path

import click

from audit.cli import _options as options


@click.group("report", invoke_without_command=True, short_help="Write the report of a judged run, or verify one.")
@options.run_folder
@options.outputs
@options.evidence
@options.fail_on
@options.fail_on_new
@options.strict
@options.min_coverage
@click.option(
    "--compare", "earlier", type=options.PATH, metavar="RUN", help="Tell what changed since that earlier run, by cause."
)
@click.option(
    "--trend",
    "others",
    type=options.PATH,
    multiple=True,
    metavar="RUN",
    help="Show the run in a row with that one, which is named by its folder or a copy of its summary.json. Repeatable.",
)
@options.max_html_mb
@click.option(
    "--exhibits",
    "fingerprints",
    metavar="FINGERPRINTS",
    default="",
    help="Show these findings with their text, instead of the first of all; fingerprints with commas between.",
)
@click.option("--exhibits-of", "works", multiple=True, metavar="WORK", help="Likewise, all findings of that work. Repeatable.")
@options.quiet
@options.as_json
@click.pass_context
def command(
    context: click.Context,
    run_path: Path,
    outputs: tuple[tuple[str, Path], ...],
    evidence: str | None,
    fail_on: str | None,
    fail_on_new: bool,
    strict: bool,
    min_coverage: float | None,
    earlier: Path | None,
    others: tuple[Path, ...],
    max_html_mb: float,
    fingerprints: str,
    works: tuple[str, ...],
    quiet: bool,
    as_json: bool,
) -> int:
    """Write reports of a judged run and print its summary. The exit status is 0; `gate` tells whether it passes."""
    if context.invoked_subcommand:
        return 0

    from audit import reports
    from audit.cli._show import show
    from audit.cli._voice import now
    from audit.model import Outcome
    from audit.pipeline.folder import RunFolder
    from audit.pipeline.reporting import report
    from audit.report_model import Showing
    from audit.reports.exhibit_choice import Chosen
    from audit.writing import check_outputs

    check_outputs(outputs, reports.check)
    run, mildest = RunFolder.existing(run_path), Outcome(fail_on) if fail_on else None
    before = RunFolder.existing(earlier) if earlier else None
    result = report(
        run,
        now(),
        mildest,
        min_coverage,
        fail_on_new=fail_on_new,
        strict=strict,
        earlier=before,
        others=others,
        evidence=Showing(evidence) if evidence else None,
        max_html_mb=max_html_mb,
        chosen=Chosen(tuple(filter(None, fingerprints.split(","))), works),
    )
    show(result, outputs, quiet, as_json)
    return 0


@command.command("check-text")
@click.argument("text", type=options.PATH)
@click.argument("report", type=options.PATH)
def check_text(text: Path, report: Path) -> int:
    """
    Look in TEXT (plain text) for the passages of REPORT (JSON), by the digests of its exhibits.

    It works at every level of --evidence. Exit status: 0 some were found, 1 none.
    """
    from audit.pipeline.text_checking import check, lines
    from audit.reports.visible import visible

    found = check(text, report)
    for line in lines(found, text):
        click.echo(visible(line, lines=False))
    return 0 if found.held else 1


@command.command("verify")
@click.argument("file", type=options.PATH)
@click.option("--digest", metavar="SHA256", help="The page's digest as you noted it elsewhere, or its first digits.")
@options.as_json
def verify(file: Path, digest: str | None, as_json: bool) -> int:
    """Check that FILE, an HTML report, is as it was made. Exit status: 0 unaltered, 1 altered, 2 no report."""
    import orjson

    from audit.pipeline.verifying import check, in_words
    from audit.reports.visible import visible

    found = check(file, digest)
    told = orjson.dumps(found, option=orjson.OPT_INDENT_2).decode() if as_json else visible(in_words(file, found))
    click.echo(told)
    return 0 if found.unaltered else 1
