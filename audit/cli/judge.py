"""corpus-audit judge: weigh stored findings by a policy's rules, and tell what changed."""

from datetime import date
from pathlib import Path

import click

from audit.cli import _options as options


@click.command("judge", short_help="Judge stored findings by a policy's rules.")
@click.argument("run_argument", type=options.PATH, required=False, metavar="[RUN]")
@options.policy
@options.robots
@options.manifest
@options.deciding
@options.run_folder
@click.option("--dry-run", is_flag=True, help="Only tell what would change; the run stays as it is.")
@options.quiet
@options.as_json
def command(
    run_argument: Path | None,
    policy_path: Path | None,
    robots: tuple[Path, ...],
    manifest: Path | None,
    waivers: tuple[Path, ...],
    baseline: Path | None,
    decisions: tuple[Path, ...],
    as_of: date | None,
    run_path: Path,
    dry_run: bool,
    quiet: bool,
    as_json: bool,
) -> int:
    """
    Judge what a scan stored in RUN (default: audit-run), as of today, and tell which verdicts changed and why.

    The corpus is not read; earlier verdicts of the run are replaced. With --dry-run a policy can be tried without that.
    """
    import orjson

    from audit.cli._voice import now
    from audit.pipeline.changes_telling import in_words
    from audit.pipeline.folder import RunFolder
    from audit.pipeline.judging import judge
    from audit.pipeline.waiving import Asked, problems
    from audit.reports.plain import plain
    from audit.reports.visible import visible

    run_path = run_argument or run_path
    asked = Asked(waivers, baseline, as_of, decisions)
    changes = judge(RunFolder.existing(run_path), policy_path, now(), robots, kept=not dry_run, manifest=manifest, asked=asked)
    if not dry_run and not quiet:
        for line in problems(RunFolder(run_path)):
            click.echo(visible(line, False), err=True)
    if as_json:
        click.echo(orjson.dumps(plain(changes), option=orjson.OPT_INDENT_2).decode())
    elif not quiet:
        click.echo(in_words(changes))
        done = f"judged {run_path} by policy '{changes.policy_after}'; next: corpus-audit gate --run {run_path}"
        click.echo(f"{run_path} stays as it was" if dry_run else done)
    return 0
