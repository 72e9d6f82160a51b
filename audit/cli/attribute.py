"""corpus-audit attribute: which enrolled version of a model the sources of a corpus are like, if any."""

from pathlib import Path

import click

from audit.cli import _options as options


@click.command("attribute", short_help="Hold a corpus's sources against profiles of models' versions.")
@click.argument("corpus", nargs=-1, required=True, type=options.PATH, metavar="RUN|CORPUS...")
@click.option("--profiles", type=options.PATH, required=True, metavar="FOLDER", help="Made by corpus-audit enrol.")
@options.quiet
@options.as_json
def command(corpus: tuple[Path, ...], profiles: Path, quiet: bool, as_json: bool) -> int:
    """
    Say of each source, over all its documents, which enrolled version or family it is like, that it is none of them, or nothing.

    Of fewer than 20 documents of 50 words and more nothing is said. A source by several hands is mostly like none. That texts
    are like a version is no proof that it wrote them: what was never enrolled may be like it too, and is measured so.
    """
    from dataclasses import asdict

    from audit.cli._lines import print_lines
    from audit.cli._voice import Voice
    from audit.pipeline.enrolling import attribute
    from audit.reports.enrolment import as_table, sources_table

    with Voice(quiet) as voice:
        rows, measured = attribute(corpus, profiles, voice)
    if as_json:
        print_lines(asdict(row) for row in rows)
    else:
        click.echo(sources_table([(row.source, row.documents, row.short, row.answer) for row in rows]))
        click.echo("\n" + as_table(measured))
    return 0
