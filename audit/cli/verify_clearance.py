"""corpus-audit verify-clearance: check a clearance, for instance before a training job."""

from datetime import date
from pathlib import Path

import click

from audit.cli import _options as options


@click.command("verify-clearance", short_help="Check a clearance against a corpus, a policy or a run.")
@click.argument("clearance", type=options.PATH)
@click.option("--key", type=options.PATH, metavar="PEM", help="The signer's public key.")
@click.option("--unsigned", is_flag=True, help="Believe a file whoever wrote it; in place of --key.")
@click.option("--corpus", type=options.PATH, multiple=True, metavar="PATH", help="The corpus that is to be cleared. Repeatable.")
@click.option("--policy", type=options.PATH, metavar="FILE", help="The policy that it has to be cleared under.")
@click.option("--report", "page", type=options.PATH, metavar="FILE", help="The report that has to be the one that was read.")
@click.option("--run", "run_path", type=options.PATH, metavar="DIR", help="The run, which must not have moved on.")
@click.option("--as-of", type=options.Day(), metavar="DATE", help="The day that it has to hold on. Default: today.")
@options.as_json
def command(
    clearance: Path,
    key: Path | None,
    unsigned: bool,
    corpus: tuple[Path, ...],
    policy: Path | None,
    page: Path | None,
    run_path: Path | None,
    as_of: date | None,
    as_json: bool,
) -> int:
    """
    Check CLEARANCE, as signoff wrote it: signature, last day, and whatever it is to be compared with.

    Exit status: 0 cleared, 1 not cleared, 2 it cannot be read. What was not compared is said; give --corpus in a training job.
    """
    import orjson

    from audit.cli._voice import now
    from audit.errors import UsageError
    from audit.pipeline.clearance import Asked, check, in_words
    from audit.reports.visible import visible

    if (key is None) is not unsigned:
        raise UsageError("name the signer's public key with --key, or say --unsigned to believe whoever wrote the file")
    found = check(clearance, Asked(key, as_of or now().date(), corpus, policy, page, run_path))
    told = orjson.dumps(found, option=orjson.OPT_INDENT_2).decode() if as_json else visible(in_words(clearance, found))
    click.echo(told)
    return 0 if found.cleared else 1
