"""corpus-audit obligations: the files that a release has to carry by its licences."""

from pathlib import Path

import click

from audit.cli import _options as options


@click.command("obligations", short_help="Write what licences ask of a release: ATTRIBUTION.md, NOTICE and sheets.")
@options.run_argument
@click.option("-o", "--output", "folder", type=options.PATH, required=True, metavar="FOLDER", help="Where the files go.")
@click.option(
    "--purpose",
    type=click.Choice(["commercial-training", "research-training", "dataset-redistribution", "weights-release"]),
    help="Leave out what this does not set off. Without: all that licences ask for, with what sets it off.",
)
@options.quiet
@options.as_json
def command(run_path: Path, folder: Path, purpose: str | None, quiet: bool, as_json: bool) -> int:
    """
    Write what the licences in RUN (default: audit-run) ask of who passes the corpus on, and name what is not known.

    ATTRIBUTION.md is for people, NOTICE is plain text to go along, obligations.csv has a line for each duty and origin, and
    addresses-1.csv, addresses-2.csv and so on list the records, a million each. Files of these names are replaced.
    """
    import orjson

    from audit.pipeline.folder import RunFolder
    from audit.pipeline.obligations import write
    from audit.reports.plain import plain
    from audit.reports.visible import visible
    from audit.reports.wording import plural

    done = write(RunFolder.existing(run_path), folder, purpose)
    if as_json:
        click.echo(orjson.dumps(plain(done.found), option=orjson.OPT_INDENT_2).decode())
    elif not quiet:
        lacking = [one.licence for one in done.found.licences if one.missing]
        click.echo(f"{plural(len(done.found.licences), 'licence')} on {plural(done.documents, 'record')}, written to {folder}")
        if lacking:
            click.echo(visible(f"not known is part of the credit under {', '.join(lacking)}; ATTRIBUTION.md names it", False))
    return 0
