"""corpus-audit disclose: drafts of disclosures, each field with the basis that it rests on."""

from pathlib import Path
from typing import Any

import click

from audit.cli import _options as options

_FORMS = ("eu-summary", "gpai-copyright", "ab-2013")


class _Drafting(click.Group):
    """Commands of which `draft` need not be named: `disclose RUN` is `disclose draft RUN`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `draft` before what is neither a command nor a call for help."""
        if not args or args[0] not in (*self.commands, "-h", "--help"):
            args = ["draft", *args]
        return super().parse_args(ctx, args)


@click.group("disclose", cls=_Drafting, short_help="Draft a disclosure, such as the EU's public summary.")
def command() -> None:
    """
    Draft a disclosure from a judged run and from facts that people declare.

    Each field says what it rests on: measured, declared or not established. `disclose init` makes the file of facts;
    `disclose RUN` is `disclose draft RUN`.
    """


@command.command("draft")
@options.run_argument
@click.option("--form", type=click.Choice(_FORMS), default=_FORMS[0], show_default=True, help="Which disclosure.")
@click.option("--facts", "facts_path", type=options.PATH, metavar="FILE", help="Declared facts, as disclose init makes them.")
@options.output("html=summary.html", help="Write it: html, md, docx or json; - is stdout. Repeatable. Default: md=-.")
@options.quiet
def draft(run_path: Path, form: str, facts_path: Path | None, outputs: tuple[tuple[str, Path], ...], quiet: bool) -> int:
    """Draft a disclosure of RUN (default: audit-run). Contradictions between facts and measures come first; the status is 0."""
    from audit.cli._voice import now
    from audit.pipeline import disclosing
    from audit.pipeline.folder import RunFolder
    from audit.report_model.disclosures import Basis
    from audit.reports.disclosures import render
    from audit.writing import check_outputs, write_outputs

    wanted = outputs or (("md", Path("-")),)
    check_outputs(wanted, render.check)
    made = disclosing.draft(RunFolder.existing(run_path), form, facts_path, now())
    for content in write_outputs(wanted, lambda name: render.render(made, name)):
        click.echo(content, nl=False)
    if not quiet:
        counts = ", ".join(f"{made.count(basis)} {basis.value.replace('_', ' ')}" for basis in Basis)
        click.echo(f"fields: {counts}; contradictions: {len(made.contradictions)}", err=True)
    return 0


@command.command("init")
@click.option("--form", "forms", type=click.Choice(_FORMS), multiple=True, help="Only what this form asks. Repeatable.")
@click.option("--no-input", is_flag=True, help="Ask nothing: write all questions as comments to fill in.")
@click.option(
    "-o", "--output", type=options.PATH, default=Path("disclosure.toml"), show_default=True, metavar="FILE", help="Where to."
)
def init(forms: tuple[str, ...], no_input: bool, output: Path) -> int:
    """Ask for the facts that no scan can measure and write them to a file. An empty answer leaves a fact not established."""
    from audit.pipeline import disclosing

    chosen = forms or _FORMS
    disclosing.refuse(output)
    values, lists = ({}, {}) if no_input else _asked(chosen)
    disclosing.start(output, chosen, values, lists)
    click.echo(f"written to {output}; next: corpus-audit disclose RUN --facts {output}")
    return 0


def _asked(forms: tuple[str, ...]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is answered at the terminal, by key; an empty answer is none."""
    from audit.reports.disclosures.questions import LISTS, QUESTIONS

    click.echo("An empty answer leaves a fact not established. Several are separated by semicolons.", err=True)
    values = {}
    for question in QUESTIONS:
        if set(question.forms) & set(forms) and (given := _answer(question)) is not None:
            values[question.key] = given
    return values, {named.key: _items(named) for named in LISTS if set(named.forms) & set(forms)}


def _answer(question: Any) -> Any:
    """One answer of the question's kind, asked anew until it fits; None where it is empty."""
    from audit.reports.disclosures.facts import answer

    hint = {"yes": " (yes or no)", "day": " (2026-01-31)"}.get(question.kind, "")
    while given := click.prompt(question.asked + hint, default="", show_default=False, err=True).strip():
        try:
            return answer(question, given) or None if question.kind == "texts" else answer(question, given)
        except ValueError as problem:
            click.echo(f"  {problem}", err=True)
    return None


def _items(named: Any) -> list[dict[str, str]]:
    """Named things, one after the other, until one is empty."""
    items = []
    while given := click.prompt(f"{named.asked}: {'; '.join(named.keys)}", default="", show_default=False, err=True).strip():
        item = dict(zip(named.keys, (part.strip() for part in given.split(";")), strict=False))
        if item["name"]:
            items.append(item)
    return items
