"""corpus-audit signoff: a person signs for a judged run as it is."""

from datetime import date
from pathlib import Path

import click

from audit.cli import _options as options


@click.command("signoff", short_help="Sign for a judged run as it is.")
@options.run_argument
@click.option("--name", required=True, help="Who signs.")
@click.option("--role", required=True, help="In what role, such as counsel.")
@click.option("--statement", required=True, help="What you state, in a sentence.")
@click.option("--email", default="", help="Your address.")
@click.option("--report", "page", type=options.PATH, metavar="FILE", help="The HTML report that you read.")
@click.option(
    "--corpus",
    type=options.PATH,
    multiple=True,
    metavar="PATH",
    help="Where the corpus lies. Default: where it was scanned. Repeatable.",
)
@click.option(
    "--key", type=options.PATH, metavar="PEM", help="Your private key, ed25519 or ECDSA. Without: nothing is signed with a key."
)
@click.option(
    "--expires", type=options.Day(), metavar="DATE", help="Last day. Default: a year, or when a waiver or decision ends."
)
@click.option("-o", "--output", type=options.PATH, metavar="FILE", help="Write the clearance, a bundle of in-toto statements.")
def command(
    run_path: Path,
    name: str,
    role: str,
    statement: str,
    email: str,
    page: Path | None,
    corpus: tuple[Path, ...],
    key: Path | None,
    expires: date | None,
    output: Path | None,
) -> int:
    """
    Record that you sign for RUN (default: audit-run) as it is: its corpus, verdicts, rules, policy and decisions, by digest.

    The corpus is read for that. With -o the clearance is written, which verify-clearance checks without the run. It holds the
    result of every rule, and says that the corpus is cleared only where the gate passes: else the exit status is 1.
    """
    from audit.cli._voice import now
    from audit.decisions import Actor
    from audit.errors import ExitStatus
    from audit.pipeline.folder import RunFolder
    from audit.pipeline.signing import Wish, sign
    from audit.reports.visible import visible

    wish = Wish(Actor(name, email, role), statement, corpus, page, key, expires, output)
    record = sign(RunFolder.existing(run_path), wish, now())
    click.echo(visible(f"{name}, {role}, signed for {run_path} as of {record.state.day}: {record.state.sentence}", False))
    click.echo(f"record {record.seq}, sha256 {record.sha256}")
    if page is None:
        click.echo("no report was named: name the page that you read with --report", err=True)
    if output is None:
        return ExitStatus.PASSED
    if key is None:
        click.echo(f"NOT SIGNED: anybody can write a file such as {output}; give your key with --key", err=True)
    if record.state.gate:
        click.echo(f"NO CLEARANCE: the gate did not pass, so {output} holds the result alone", err=True)
        return ExitStatus.GATE_FAILED
    click.echo(visible(f"{output}: cleared by {name} under policy {record.state.policy}, until {record.expires}", False))
    return ExitStatus.PASSED
