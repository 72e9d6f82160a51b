"""The documentation of training data that California's AB 2013 asks for, Civil Code section 3111(a): its twelve items."""

from collections.abc import Sequence

from audit.report_model import Report
from audit.report_model.disclosures import Field, Measures, Section
from audit.reports import wording
from audit.reports.disclosures.eu_summary import domains
from audit.reports.disclosures.facts import Facts
from audit.reports.disclosures.fields import datasets, declared, generated, listed, measured, period, read_share

TITLE = "Documentation of training data"
EDITION = "California AB 2013 (2024), Civil Code section 3111(a)"
CAUTION = (
    "The items are in words of our own, in the order of the statute. Before it is published, counsel compares it with the "
    "statute itself. This draft decides nothing."
)


def sections(report: Report, measures: Measures, facts: Facts) -> Sequence[Section]:
    """The developer, and the twelve items."""
    return (
        Section("Developer and system", declared(facts, "-", "provider.name", "model.names")),
        Section("What the datasets are", _what(report, measures, facts)),
        Section("Rights and persons", _rights(report, facts)),
        Section("How and when they were made and used", _making(report, measures, facts)),
    )


def _what(report: Report, measures: Measures, facts: Facts) -> tuple[Field, ...]:
    return (
        *declared(facts, "1", "california.owners"),
        listed(facts, "1", "dataset", "Publicly available datasets, as declared", ("Name", "Link", "Collected")),
        datasets(measures, "1", 0),
        domains(report, "1", smaller=False),
        *declared(facts, "2", "california.purpose"),
        _points(report, measures),
        *declared(facts, "4", "california.types"),
    )


def _points(report: Report, measures: Measures) -> Field:
    totals = measures.totals
    counted = f"{wording.plural(totals.documents, 'document')} with {wording.plural(totals.words, 'word')} of text."
    return measured("points-measured", "3", "Number of data points", (counted,), "Counts of the run.", read_share(report))


def _rights(report: Report, facts: Facts) -> tuple[Field, ...]:
    return (
        *declared(facts, "5", "california.protected"),
        works(report, "5"),
        *declared(facts, "6", "california.licensed"),
        *declared(facts, "7", "california.personal"),
        *declared(facts, "8", "california.aggregate"),
    )


def works(report: Report, number: str) -> Field:
    """Known works of which passages were found; where no library was searched, nothing is established."""
    found, looked = sum(row.findings > 0 for row in report.works), sum(row.works for row in report.searched)
    value = (
        f"Passages of {wording.plural(found, 'known work')} were found, of {wording.count(looked)} that were looked for."
        if found
        else f"No passage was found of the {wording.plural(looked, 'known work')} that were looked for. There may be others."
    )
    return measured(
        "works-measured", number, "Passages of known works that were found in the corpus", (value,) if found or looked else (),
        "Libraries of known works that the run was given. A passage does not tell whether a work is protected; trade marks and "
        "patents were not looked for.",
        read_share(report),
    )  # fmt: skip


def _making(report: Report, measures: Measures, facts: Facts) -> tuple[Field, ...]:
    return (
        *declared(facts, "9", "processing.description"),
        *declared(facts, "10", "california.period", "california.ongoing"),
        period(measures, "10"),
        *declared(facts, "11", "california.first_used"),
        *declared(facts, "12", "synthetic.used"),
        generated(report, measures, "12"),
    )
