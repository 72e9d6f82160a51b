"""corpus-audit inspect: what a corpus looks like before it is audited."""

from pathlib import Path

import click

from audit.cli import _options as options


@click.command("inspect", short_help="Show what a corpus looks like: formats, fields, a sample, languages.")
@click.argument("corpus", nargs=-1, required=True, type=options.PATH)
@options.fields
@options.as_json
def command(corpus: tuple[Path, ...], fields: tuple[tuple[str, str], ...], as_json: bool) -> int:
    """Look at the first records of CORPUS, files or folders, and tell which field is taken for what. Nothing is stored."""
    import orjson

    from audit.pipeline.inspecting import in_words, look

    seen = look(corpus, dict(fields))
    if as_json:
        click.echo(orjson.dumps(seen, option=orjson.OPT_INDENT_2).decode())
    else:
        click.echo(in_words(seen))
    return 0
