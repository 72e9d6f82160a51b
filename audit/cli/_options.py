"""Options that several commands have, so that each is spelt and explained in one way."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, TypeVar

import click

import audit

Function = TypeVar("Function", bound=Callable[..., Any])

PATH: click.Path = click.Path(path_type=Path)

run_folder = click.option(
    "--run", "run_path", type=PATH, default=Path("audit-run"), show_default=True, metavar="DIR", help="The run's folder."
)
run_argument = click.argument("run_path", type=PATH, default=Path("audit-run"), metavar="[RUN]")
quiet = click.option("-q", "--quiet", is_flag=True, help="No progress and no summary: only results and errors.")
as_json = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
policy = click.option(
    "--policy",
    "policy_path",
    type=PATH,
    metavar="FILE",
    help="What the corpus is for and what fails it. Without: a default policy.",
)
fail_on = click.option(
    "--fail-on", type=click.Choice(["note", "review", "block"]), help="The mildest outcome that fails the gate."
)
min_coverage = click.option(
    "--min-coverage", type=click.FloatRange(0, 1), metavar="SHARE", help="Share of bytes that must have been read, 0 to 1."
)


max_html_mb = click.option(
    "--max-html-mb",
    type=click.FloatRange(min=1),
    default=25,
    show_default=True,
    metavar="MB",
    help="Most megabytes of the HTML report. What does not fit is left out of its list of findings, which tells so.",
)


evidence = click.option(
    "--evidence",
    type=click.Choice(["full", "excerpt", "masked", "none"]),
    help="How much of the corpus's words is shown, in every format: whole passages, a little of each, the shapes of words, or "
    "places and digests only. Secrets and addresses are masked at each. Default: as the policy says, else excerpt.",
)


class Pair(click.ParamType[tuple[str, Path]]):
    """A name and a path with an equals sign between; `name` is how that is written, such as FORMAT=PATH."""

    def __init__(self, name: str, example: str) -> None:
        self.name, self.example = name, example

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, Path]:
        """Split at the first equals sign."""
        name, _, path = str(value).partition("=")
        if not name or not path:
            self.fail(f"'{value}' is not {self.name}; give for instance {self.example}", param, ctx)
        return name, Path(path)


class Day(click.ParamType[date]):
    """A day as 2024-05-31."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """By ISO 8601, without a time."""
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"'{value}' is no day; give one such as 2024-05-31", param, ctx)


class Field(click.ParamType[tuple[str, str]]):
    """COLUMN=FIELD."""

    name = "column=field"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Split at the first equals sign; only columns that readers know can be set."""
        column, _, path = str(value).partition("=")
        if column not in FIELDS or not path:
            self.fail(f"'{value}' is not COLUMN=FIELD; columns are: {', '.join(FIELDS)}; such as text=body", param, ctx)
        return column, path


FIELDS = ("text", "url", "captured", "licence", "source", "model", "title", "author", "language", "record_id")
"Columns whose field can be set."


class Output(click.Option):
    """An option whose help names the report formats that there are."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The formats are looked for where help is shown, by their files, since to import them takes long."""
        files = iter_modules(f"{path}/reports/formats" for path in audit.__path__)
        names = sorted(file.name.replace("_", "-") for file in files)
        self.help = f"Write a report: {', '.join(names)}; - is stdout. Repeatable."
        return super().get_help_record(ctx)


def output(example: str, **more: Any) -> Callable[[Function], Function]:
    """-o FORMAT=PATH, which may be given several times."""
    pair = Pair("FORMAT=PATH", f"{example}, or FORMAT=- for stdout")
    return click.option("-o", "--output", "outputs", type=pair, multiple=True, metavar="FORMAT=PATH", **more)


outputs = output("html=report.html", cls=Output)


table_or_jsonl = click.option(
    "--format",
    "format_name",
    type=click.Choice(["table", "jsonl"]),
    default="table",
    show_default=True,
    help="How it is written.",
)
fields = click.option("--fields", type=Field(), multiple=True, help="Which field of a record holds what: text=body. Repeatable.")


allow = click.option(
    "--allow",
    type=PATH,
    multiple=True,
    metavar="PATH",
    help="What is let pass, and why: a TOML list with a table [[allow]] for each entry, which has work (an id; * stands for "
    "any letters) or text (a passage), and reason; or texts; or a library. It is told as a clue. Repeatable.",
)


robots = click.option(
    "--robots",
    type=PATH,
    multiple=True,
    metavar="FOLDER",
    help="Files about sites, dated where they can be: example.org.robots.txt, example.org/tdmrep.json. Repeatable.",
)


waivers = click.option(
    "--waivers",
    type=PATH,
    multiple=True,
    metavar="FILE",
    help="Waivers (TOML or JSONL, as corpus-audit waive writes them), beside those of the policy. Repeatable.",
)
baseline = click.option("--baseline", type=PATH, metavar="FILE", help="Verdicts that are accepted as known.")
as_of = click.option("--as-of", type=Day(), metavar="DATE", help="Judge as of that day, rules and waivers alike. Default: today.")
decisions = click.option(
    "--decisions",
    type=PATH,
    multiple=True,
    metavar="FILE",
    help="Logs of decisions, such as an earlier run's decisions.jsonl, beside those of the policy. Repeatable.",
)
fail_on_new = click.option("--fail-on-new", is_flag=True, help="Only verdicts that the baseline does not have fail the gate.")
strict = click.option(
    "--strict", is_flag=True, help="Waivers, decisions and lines of the baseline that somebody has to look at fail the gate."
)


def deciding(function: Function) -> Function:
    """What a judgement can be told of what people decided."""
    return waivers(baseline(decisions(as_of(function))))


manifest = click.option(
    "--manifest",
    type=PATH,
    metavar="FILE",
    help="The corpus's sources, their licences and parents: a corpus.toml, a Croissant file, a datapackage.json or a dataset's "
    "card. Without: the one at the root of the corpus, if any.",
)


def scanning(function: Function) -> Function:
    """What a scan can be told."""
    for option in reversed(
        [
            click.option(
                "--works", type=PATH, multiple=True, metavar="PATH", help="Known works: texts or a library. Repeatable."
            ),
            allow,
            click.option("--detectors", metavar="NAMES", help="Only these detectors, separated by commas."),
            fields,
            robots,
            manifest,
            click.option(
                "--engine", default="processes", show_default=True, help="Where shards are scanned: processes or serial."
            ),
            click.option("--workers", type=click.IntRange(1), help="Worker processes. Default: one a core."),
        ]
    ):
        function = option(function)
    return function
