"""A run's report, its measures and the declared facts as a draft of one form."""

from collections.abc import Mapping
from typing import Any

from audit.report_model import Report
from audit.report_model.disclosures import DatasetRow, Disclosure, LanguageRow, Measures, Totals
from audit.reports.disclosures import ab_2013, eu_summary, gpai_copyright
from audit.reports.disclosures.contradictions import contradictions
from audit.reports.disclosures.facts import Facts
from audit.reports.disclosures.questions import CALIFORNIA, CODE, EU
from audit.store import Store

_FORMS: Mapping[str, Any] = {EU: eu_summary, CODE: gpai_copyright, CALIFORNIA: ab_2013}


def forms() -> tuple[str, ...]:
    """Names of the forms there are."""
    return tuple(_FORMS)


def measure(store: Store) -> Measures:
    """What is measured for disclosures beside the report."""
    return Measures(
        Totals(**store.query("disclosure_totals")[0]),
        tuple(LanguageRow(**row) for row in store.query("disclosure_languages")),
        tuple(DatasetRow(**row) for row in store.query("disclosure_datasets")),
    )


def draft(form: str, report: Report, measures: Measures, facts: Facts) -> Disclosure:
    """The draft of a form; the same arguments give the same draft."""
    made = _FORMS[form]
    return Disclosure(
        form=form,
        title=made.TITLE,
        edition=made.EDITION,
        caution=made.CAUTION,
        created=report.created,
        tool_version=report.tool_version,
        corpus=report.title,
        facts=facts.file,
        contradictions=contradictions(report, measures, facts),
        sections=tuple(made.sections(report, measures, facts)),
        classification=report.classification,
    )
