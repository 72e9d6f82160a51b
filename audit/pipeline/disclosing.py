"""Drafts of disclosures from a judged run and the facts that people declare."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from audit.errors import UsageError
from audit.pipeline import reporting
from audit.pipeline.folder import RunFolder
from audit.report_model.disclosures import Disclosure
from audit.reports.disclosures import drafting, facts
from audit.reports.disclosures.render import check, render
from audit.store import Store
from audit.writing import STDOUT, refuse_no_folder, write


def draft(run: RunFolder, form: str, facts_path: Path | None, now: datetime) -> Disclosure:
    """The draft of a form for a judged run. The facts are read first, so that what is wrong in them is told at once."""
    declared = facts.read(facts_path) if facts_path else facts.Facts()
    report = reporting.report(run, now)
    with Store.open(run.database) as store:
        measures = drafting.measure(store)
    return drafting.draft(form, report, measures, declared)


def check_outputs(outputs: Sequence[tuple[str, Path]]) -> None:
    """Refuse a format that does not exist or a folder that is not there, before any work is done."""
    for format_name, path in outputs:
        check(format_name)
        refuse_no_folder(path)


def write_all(made: Disclosure, outputs: Sequence[tuple[str, Path]]) -> list[bytes]:
    """Write a draft in its formats; give back what goes to stdout."""
    shown = []
    for format_name, path in outputs:
        content = render(made, format_name)
        if str(path) == STDOUT:
            shown.append(content)
        else:
            write(path, content)
    return shown


def start(
    path: Path, forms: Sequence[str], values: Mapping[str, facts.Fact], lists: Mapping[str, Sequence[Mapping[str, str]]]
) -> None:
    """Write a new file of facts. UsageError where there is one already: what people stated is not overwritten."""
    refuse(path)
    write(path, facts.written(forms, values, lists).encode())


def refuse(path: Path) -> None:
    """UsageError where a file of facts is there already, before anybody answers a question."""
    if path.exists():
        raise UsageError(f"{path} is there already; edit it, or give another file with -o")
