"""corpus-audit waive: let verdicts pass, with a reason, an approver and a last day."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from audit.cli import _options as options

_REASONS = ("LICENCE_ACQUIRED", "PERMISSION_ON_FILE", "STATUTORY_BASIS", "FALSE_POSITIVE", "NOT_DISTRIBUTED", "RISK_ACCEPTED")
_SELECTING = {
    "work": ("--work", "Id of a known work."),
    "domain": ("--site", "Registered domain."),
    "source_id": ("--source", "Source of the manifest or card."),
    "family": ("--family", "Family of models."),
    "provider": ("--provider", "Provider of models."),
    "model": ("--model", "Model as named."),
    "dataset": ("--dataset", "Known dataset."),
    "platform": ("--platform", "Platform, such as reddit."),
    "spdx": ("--spdx", "SPDX expression of the licence."),
    "path": ("--path", "Glob over names of files; * stands for slashes too."),
}


def _selecting(function: Any) -> Any:
    """One option for each column that a group can be selected by."""
    for name, (option, plain) in reversed(_SELECTING.items()):
        function = click.option(option, name, metavar="VALUE", help=f"Group: {plain}")(function)
    return function


@click.command("waive", short_help="Write a waiver for verdicts of a run.")
@options.run_argument
@click.option("--rule", required=True, help="The rule whose verdicts it lets pass.")
@click.option("--fingerprint", "fingerprints", multiple=True, metavar="F", help="Fingerprint of a finding. Repeatable.")
@_selecting
@click.option("--purpose", "purposes", multiple=True, help="Only for this purpose. Repeatable.")
@click.option("--jurisdiction", "jurisdictions", multiple=True, help="Only for this jurisdiction. Repeatable.")
@click.option("--reason-code", type=click.Choice(_REASONS), required=True, help="Label of the reason.")
@click.option("--reason", required=True, help="Why, in a sentence.")
@click.option("--owner", required=True, help="Who asks for it.")
@click.option("--approver", required=True, help="Who approved it; another person.")
@click.option("--evidence", required=True, help="Link to the proof, or where it is kept.")
@click.option("--created", type=options.Day(), metavar="DATE", help="First day. Default: today, in UTC.")
@click.option("--expires", type=options.Day(), required=True, metavar="DATE", help="Last day, in UTC, included.")
@click.option("--id", "waiver_id", default="", metavar="ID", help="How it is called. Default: made of rule and contents.")
@click.option(
    "-o", "--output", type=options.PATH, default=Path("waivers.toml"), show_default=True, metavar="FILE", help="Where to add it."
)
@click.option("--dry-run", is_flag=True, help="Only show it.")
def command(run_path: Path, **given: Any) -> int:
    """
    Count what a waiver would cover in RUN (default: audit-run) and add it to a file of waivers.

    Name fingerprints, or select a group; of several columns all have to agree. The waiver holds its count and digest, so that a
    group that grows is told. It counts from the next judgement: corpus-audit judge --waivers FILE.
    """
    from audit import waivers
    from audit.errors import UsageError
    from audit.pipeline.folder import RunFolder
    from audit.pipeline.judging import judged_by
    from audit.pipeline.waiving import draft

    where = {name: given[name] for name in _SELECTING if given[name]}
    if bool(where) == bool(given["fingerprints"]):
        raise UsageError("name what it covers: --fingerprint, or a group by --work, --site and others, and not both")
    run = RunFolder.existing(run_path)
    made = draft(run, judged_by(run), _wish(given, where))
    row, output = made.row, given["output"]
    if given["dry_run"]:
        click.echo(waivers.written(made.waiver), nl=False)
    else:
        waivers.append(output, made.waiver)
    covered = f"verdicts {row.verdicts}, findings or measures {row.findings}, documents {row.documents}"
    click.echo(f"{made.waiver.id} covers until {made.waiver.expires}: {covered}", err=given["dry_run"])
    if not given["dry_run"]:
        click.echo(f"added to {output}; next: corpus-audit judge --run {run_path} --waivers {output}")
    return 0


def _wish(given: dict[str, Any], where: dict[str, str]) -> Any:
    """The waiver that is asked for; what it covers is not counted yet."""
    from audit.cli._voice import now
    from audit.model import Waiver

    created: date = given["created"] or now().date()
    return Waiver(
        id=given["waiver_id"],
        rule=given["rule"],
        where=where,
        fingerprints=given["fingerprints"],
        reason_code=given["reason_code"],
        reason=given["reason"],
        owner=given["owner"],
        approver=given["approver"],
        evidence=given["evidence"],
        created=created,
        expires=given["expires"],
        purposes=given["purposes"],
        jurisdictions=given["jurisdictions"],
        file=str(given["output"]),
    )
