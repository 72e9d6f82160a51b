"""corpus-audit demo: the audit of a small corpus that ships, to see what it looks like."""

from pathlib import Path

import click

from audit.cli import _options as options


@click.command("demo", short_help="Audit a small corpus that ships, to see how it looks.")
@click.argument("folder", type=options.PATH, default=Path("corpus-audit-demo"), metavar="[FOLDER]")
@options.quiet
def command(folder: Path, quiet: bool) -> int:
    """
    Write examples to FOLDER (default: corpus-audit-demo) and audit them.

    The corpus was made to be found fault with, so the gate fails, and the exit status is 1.
    """
    from audit.cli._audit import whole
    from audit.pipeline.examples import unpack

    unpack(folder)
    status = whole(
        (folder / "corpus",),
        run_path=folder / "audit-run",
        policy_path=folder / "policy.toml",
        outputs=(("html", folder / "report.html"), ("json", folder / "audit.json")),
        works=(folder / "works",),
        allow=(),
        robots=(),
        detectors=None,
        fields=(),
        engine="processes",
        workers=None,
        fail_on=None,
        min_coverage=None,
        quiet=quiet,
        as_json=False,
    )
    if not quiet:
        click.echo(f"Now open {folder / 'report.html'} in a browser.", err=True)
    return status
