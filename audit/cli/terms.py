"""corpus-audit terms: what terms of providers of models say on training with their output."""

from datetime import date

import click

from audit.cli import _options as options


@click.command("terms", short_help="Show what terms of model providers say on training with output.")
@click.argument("provider", required=False)
@click.option("--on", type=options.Day(), metavar="DATE", help="Only terms in force on that day: 2024-05-01.")
@click.option("--product", type=click.Choice(["consumer", "API", "weights"], case_sensitive=False), help="Only of this product.")
@options.table_or_jsonl
def command(provider: str | None, on: date | None, product: str | None, format_name: str) -> int:
    """Show what the terms of PROVIDER, or of all, say on training other models with output, with dates and sources."""
    from audit.cli._lines import print_lines
    from audit.pipeline import terms

    rows = terms.known(provider, on, product)
    if format_name == "jsonl":
        print_lines(rows)
    else:
        click.echo(terms.in_words(rows, on))
    return 0
