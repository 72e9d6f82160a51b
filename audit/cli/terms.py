"""corpus-audit terms: what terms of providers of models say on training with their output."""

from datetime import datetime

import click


@click.command("terms", short_help="Show what terms of model providers say on training with output.")
@click.argument("provider", required=False)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Only terms in force on that day: 2024-05-01.")
@click.option("--product", type=click.Choice(["consumer", "API", "weights"], case_sensitive=False), help="Only of this product.")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["table", "jsonl"]),
    default="table",
    show_default=True,
    help="How they are written.",
)
def command(provider: str | None, on: datetime | None, product: str | None, format_name: str) -> int:
    """Show what the terms of PROVIDER, or of all, say on training other models with output, with dates and sources."""
    from audit.cli._lines import print_lines
    from audit.pipeline import terms

    day = on.date() if on else None
    rows = terms.known(provider, day, product)
    if format_name == "jsonl":
        print_lines(rows)
    else:
        click.echo(terms.in_words(rows, day))
    return 0
