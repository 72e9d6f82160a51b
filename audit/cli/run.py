"""corpus-audit run: the whole audit."""

from pathlib import Path
from typing import Any

import click

from audit.cli import _options as options


@click.command("run", short_help="Scan, judge, report and gate: the whole audit.")
@click.argument("corpus", nargs=-1, required=True, type=options.PATH)
@options.policy
@options.scanning
@options.run_folder
@options.outputs
@options.evidence
@options.deciding
@options.fail_on
@options.fail_on_new
@options.strict
@options.min_coverage
@options.max_html_mb
@options.quiet
@options.as_json
def command(corpus: tuple[Path, ...], **given: Any) -> int:
    """
    Scan CORPUS, files or folders, judge what is found, write reports and gate.

    Work that an earlier run in the same folder finished is not done again. The exit status is the gate's:
    0 passed, 1 failed, 3 incomplete.
    """
    from audit.cli._audit import whole

    return whole(corpus, **given)
