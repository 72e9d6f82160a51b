"""Drafts of disclosures from a judged run and the facts that people declare."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from audit.errors import UsageError
from audit.pipeline import reporting
from audit.pipeline.folder import RunFolder
from audit.report_model.disclosures import Disclosure
from audit.reports.disclosures import drafting, facts
from audit.store import Store
from audit.writing import write


def draft(run: RunFolder, form: str, facts_path: Path | None, now: datetime) -> Disclosure:
    """The draft of a form for a judged run. The facts are read first, so that what is wrong in them is told at once."""
    declared = facts.read(facts_path) if facts_path else facts.Facts()
    report = reporting.report(run, now)
    with Store.open(run.database) as store:
        measures = drafting.measure(store)
    return drafting.draft(form, report, measures, declared)


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
