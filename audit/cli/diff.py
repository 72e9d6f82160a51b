"""corpus-audit diff: what changed from one run to another, and why."""

from pathlib import Path

import click

from audit.cli import _options as options


@click.command("diff", short_help="Tell what changed from one run to another, by cause.")
@click.argument("earlier", type=options.PATH)
@click.argument("later", type=options.PATH)
@options.as_json
def command(earlier: Path, later: Path, as_json: bool) -> int:
    """
    Compare two judged runs, EARLIER and LATER, by findings and verdicts, and tell what accounts for each change:
    data, rules, reference index, tool, terms or decisions.

    Both are only read. Findings are the same where a baseline would know them again.
    """
    import orjson

    from audit.pipeline.comparing import compare
    from audit.pipeline.comparing_telling import in_words
    from audit.pipeline.folder import RunFolder
    from audit.reports.plain import plain

    since = compare(RunFolder.existing(earlier), RunFolder.existing(later))
    click.echo(orjson.dumps(plain(since), option=orjson.OPT_INDENT_2).decode() if as_json else in_words(since))
    return 0
