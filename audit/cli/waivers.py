"""corpus-audit waivers: the waivers of files, and what becomes of them in a run."""

from datetime import date
from pathlib import Path

import click

from audit.cli import _options as options

_FILES = click.argument("files", nargs=-1, type=options.PATH, metavar="[FILES]...")
_DEFAULT = (Path("waivers.toml"),)


@click.group("waivers", short_help="List or check waivers.")
def command() -> None:
    """The waivers of FILES (default: waivers.toml)."""


@command.command("list")
@_FILES
@options.as_json
def list_waivers(files: tuple[Path, ...], as_json: bool) -> int:
    """One waiver a line: id, rule, what it covers, last day, owner and approver."""
    from dataclasses import asdict

    from audit import waivers
    from audit.cli._lines import print_lines
    from audit.judge.waiving import covers
    from audit.reports.visible import visible

    found = waivers.read(files or _DEFAULT)
    if as_json:
        print_lines(asdict(waiver) for waiver in found)
        return 0
    for one in found:
        who = f"{one.owner}, approved by {one.approver}"
        line = f"{one.id}  {one.rule}  {covers(one)}  until {one.expires}  {one.reason_code}  {who}"
        click.echo(visible(line, False))
    return 0


@command.command("check")
@_FILES
@options.run_folder
@options.as_of
@click.option("--strict", is_flag=True, help="Exit status 1 where somebody has to look at one.")
@options.as_json
def check_waivers(files: tuple[Path, ...], run_path: Path, as_of: date | None, strict: bool, as_json: bool) -> int:
    """What becomes of each waiver by the verdicts of a judged run, which stays as it is; those to look at first."""
    from dataclasses import asdict

    from audit.cli._lines import print_lines
    from audit.cli._voice import now
    from audit.errors import ExitStatus
    from audit.pipeline.folder import RunFolder
    from audit.pipeline.judging import judged_by
    from audit.pipeline.waiving import weighed
    from audit.reports.visible import visible

    run = RunFolder.existing(run_path)
    rows = sorted(weighed(run, judged_by(run), files or _DEFAULT, as_of or now().date()), key=lambda row: not row.fails)
    if as_json:
        print_lines(asdict(row) for row in rows)
    else:
        for row in rows:
            mend = f"; {row.mend}" if row.mend else ""
            click.echo(visible(f"{row.state:<12}  {row.id}  {row.rule}  {row.verdicts} verdicts  {row.told}{mend}", False))
        click.echo(f"{len(rows)} waivers, {sum(row.fails for row in rows)} of them to be looked at")
    return ExitStatus.GATE_FAILED if strict and any(row.fails for row in rows) else ExitStatus.PASSED
