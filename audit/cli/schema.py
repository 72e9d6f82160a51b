"""corpus-audit schema: what a run's database holds, and what rules can name."""

import click

from audit.cli import _options as options


@click.command("schema", short_help="Show tables and views of a run's database, and what rules can name.")
@click.argument("view", required=False)
@options.table_or_jsonl
def command(view: str | None, format_name: str) -> int:
    """Show all tables and views of a run's database, or the columns of VIEW. Rules name those of finding and measure."""
    from audit.cli._lines import print_lines
    from audit.pipeline import schema

    rows = schema.columns(view) if view else schema.tables()
    if format_name == "jsonl":
        print_lines(rows)
    else:
        click.echo(schema.in_words(rows))
    return 0
