"""corpus-audit review: look at evidence and record decisions, in a browser on this machine."""

from pathlib import Path

import click

from audit.cli import _options as options


@click.command("review", short_help="Decide on verdicts in a browser on this machine.")
@options.run_argument
@click.option("--name", required=True, metavar="NAME", help="Who decides: your name, as it goes into the log.")
@click.option("--email", default="", metavar="ADDRESS", help="Your address; it tells two persons of one name apart.")
@click.option("--role", default="", metavar="ROLE", help="In which role you decide, such as counsel.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    show_default=True,
    help="Where to listen on 127.0.0.1; 0: any free one.",
)
@options.evidence
@click.option("--open", "opened", is_flag=True, help="Open the page in your browser at once.")
def command(run_path: Path, name: str, email: str, role: str, port: int, evidence: str | None, opened: bool) -> int:
    """
    Show what is to be decided of RUN (default: audit-run) with its evidence, and record decisions in its log at once.

    Only a browser on this machine can be let in, by the link that is printed, and only one. Decisions count from the next
    judgement: corpus-audit judge RUN. End it from the page, or with Ctrl-C.
    """
    from audit.cli._voice import now
    from audit.decisions import Actor
    from audit.errors import UsageError
    from audit.pipeline.folder import RunFolder
    from audit.report_model import Showing
    from audit.review.serving import Running, serve

    if not name.strip():
        raise UsageError("--name is empty: a decision is a named person's")

    def announce(running: Running) -> None:
        click.echo(f"The review is at {running.address}\nThe link lets one browser in, once. End with Ctrl-C.")
        if opened:
            click.launch(running.address)

    actor = Actor(name.strip(), email.strip(), role.strip())
    showing = Showing(evidence) if evidence else None
    recorded = serve(RunFolder.existing(run_path), actor, now, announce, port=port, showing=showing)
    click.echo(f"{recorded} records were added" + (f"; next: corpus-audit judge --run {run_path}" if recorded else ""))
    return 0
