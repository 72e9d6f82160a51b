"""corpus-audit judge: weigh stored findings by a policy's rules."""

from pathlib import Path

import click

from audit.cli import _options as options


@click.command("judge", short_help="Judge stored findings by a policy's rules.")
@options.policy
@options.robots
@options.run_folder
@options.quiet
def command(policy_path: Path | None, robots: tuple[Path, ...], run_path: Path, quiet: bool) -> int:
    """Judge what a scan stored, as of today. The corpus is not read; earlier verdicts of the run are replaced."""
    from audit.cli._voice import now
    from audit.pipeline.folder import RunFolder
    from audit.pipeline.judging import judge

    policy = judge(RunFolder.existing(run_path), policy_path, now(), robots)
    if not quiet:
        click.echo(f"judged {run_path} by policy '{policy.name}'; next: corpus-audit gate --run {run_path}")
    return 0
