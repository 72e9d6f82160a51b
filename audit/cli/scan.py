"""corpus-audit scan: find, and do not judge."""

from pathlib import Path
from typing import Any

import click

from audit.cli import _options as options


@click.command("scan", short_help="Read a corpus and store what is found.")
@click.argument("corpus", nargs=-1, required=True, type=options.PATH)
@options.policy
@options.scanning
@options.run_folder
@options.quiet
@options.as_json
def command(corpus: tuple[Path, ...], run_path: Path, policy_path: Path | None, quiet: bool, as_json: bool, **given: Any) -> int:
    """
    Read CORPUS, files or folders, and store findings in the run's folder.

    A policy is only asked for packs of its own and for what it lets pass.
    """
    import orjson

    from audit import engines
    from audit.cli._request import request
    from audit.cli._voice import Voice
    from audit.pipeline.folder import RunFolder
    from audit.pipeline.scanning import scan

    with Voice(quiet) as voice:
        engine = engines.create(given["engine"], given["workers"])
        done = scan(RunFolder(run_path), request(corpus, policy_path, given), engine, voice)
    if as_json:
        counts = {"documents": done.documents, "findings": done.findings, "shards": len(done.keys), "reused": done.reused}
        click.echo(orjson.dumps(counts).decode())
    elif not quiet:
        click.echo(
            f"{done.documents:,} documents read, {done.findings:,} findings stored in {run_path} "
            f"({len(done.keys)} shards, {done.reused} of them from an earlier scan)"
        )
    return 0
