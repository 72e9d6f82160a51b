"""What a run's database holds: tables and views with what they mean, and the columns of one; and schemas of JSON files."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from audit.errors import UsageError
from audit.pipeline import summaries
from audit.report_model import Report
from audit.report_model.disclosures import Disclosure
from audit.report_model.trend import RunSummary
from audit.reports import json_schema
from audit.reports.disclosures import as_json
from audit.reports.formats import json as report_json
from audit.reports.terminal import wrapped
from audit.store import Store
from audit.store.database import comments, schema, statement
from audit.strict import nearest

FILES = ("decision", "disclosure", "report", "summary")
"JSON that others read and that has a schema: a line of a log of decisions, and files."


def of_file(name: str) -> dict[str, Any]:
    """The JSON Schema of one of FILES."""
    if name == "decision":
        return json_schema.decision()
    version, kind = {
        "disclosure": (as_json.VERSION, Disclosure),
        "report": (report_json.VERSION, Report),
        "summary": (summaries.VERSION, RunSummary),
    }[name]
    return json_schema.document(name, version, kind)


def tables() -> list[Mapping[str, str]]:
    """Each table and view in the order in which they are made: name, and what its rows are."""
    return [{"name": name, "meaning": _head(text)} for name, text in _texts().items()]


def columns(view: str) -> list[Mapping[str, str]]:
    """The columns of a table or view: name, type and meaning. UsageError, with the nearest name, where there is none."""
    texts = _texts()
    if view not in texts:
        near = nearest(view, sorted({*texts, *FILES}))
        files = f"files that have a schema: {', '.join(FILES)}"
        raise UsageError(f"a run's database has no '{view}'{near}; corpus-audit schema lists what it has, and {files}")
    said = comments(texts[view]) | {"purpose": "What the corpus is meant for.", "jurisdiction": "Whose law."}
    with Store.memory() as store:
        kinds = store.columns(view)
    return [
        {"name": name, "type": kind, "meaning": said[name]}
        for name, kind in kinds.items()
        if name in comments(texts[view]) or view in ("finding", "measure")
    ]


def in_words(rows: Sequence[Mapping[str, str]]) -> str:
    """Tables or columns on a terminal, for a person."""
    return "\n".join(_lines(rows))


def _texts() -> dict[str, str]:
    """The statements that make tables and views, by what they make."""
    texts = {name.partition("_")[2]: statement(f"schema/{name}") for name in schema()}
    return {name: text for name, text in texts.items() if "\nCREATE MACRO " not in text}


def _head(text: str) -> str:
    """The comment that a statement begins with, up to its parameters."""
    lines = [line.removeprefix("-- ") for line in text.split("-- No parameters.")[0].strip().splitlines()]
    return " ".join(lines)


def _lines(rows: Sequence[Mapping[str, str]]) -> Iterator[str]:
    for row in rows:
        yield f"{row['name']}  {row['type']}" if "type" in row else row["name"]
        yield from wrapped(row["meaning"], "  ")
