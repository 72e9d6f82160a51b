"""corpus-audit schema: what a run's database holds, what rules can name, and what JSON files look like."""

import click

from audit.cli import _options as options


@click.command("schema", short_help="Show what a run's database and JSON files hold, and what rules can name.")
@click.argument("name", metavar="[NAME]", required=False)
@options.table_or_jsonl
def command(name: str | None, format_name: str) -> int:
    """
    Show all tables and views of a run's database, or the columns of that NAME. Rules name those of finding and measure.

    For report, disclosure and summary: the JSON Schema of that file; for decision: of the lines of a log of decisions.
    """
    import json

    from audit.cli._lines import print_lines
    from audit.pipeline import schema

    if name in schema.FILES:
        click.echo(json.dumps(schema.of_file(name), indent=2))
        return 0
    rows = schema.columns(name) if name else schema.tables()
    if format_name == "jsonl":
        print_lines(rows)
    else:
        click.echo(schema.in_words(rows))
    return 0
