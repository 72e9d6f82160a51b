"""Evidence for the copyright chapter of the Code of Practice for general-purpose AI models, by its five measures."""

from collections.abc import Sequence

from audit.report_model import Report
from audit.report_model.disclosures import Field, Listing, Measures, Section
from audit.reports import wording
from audit.reports.disclosures.ab_2013 import works
from audit.reports.disclosures.eu_summary import reservations
from audit.reports.disclosures.facts import Facts
from audit.reports.disclosures.fields import declared, measured, read_share

TITLE = "Evidence for the copyright chapter"
EDITION = "Code of Practice for general-purpose AI models, copyright chapter, measures 1.1 to 1.5"
CAUTION = (
    "The measures are named in words of our own. Counsel compares them with the Code itself. This draft does not say that a "
    "measure is met; it gathers what was measured and what was declared."
)


def sections(report: Report, measures: Measures, facts: Facts) -> Sequence[Section]:
    """One section a measure."""
    return (
        Section("Provider", declared(facts, "-", "provider.name", "model.names")),
        Section("1.1 Copyright policy", (*declared(facts, "1.1", "policy.document", "policy.responsible"), _rules(report))),
        Section("1.2 Lawful access when crawling", _access(report, facts)),
        Section(
            "1.3 Reservations of rights",
            (*declared(facts, "1.3", "crawling.behaviour", "copyright.measures"), reservations(report, "1.3")),
        ),
        Section("1.4 Outputs", (*declared(facts, "1.4", "outputs.mitigation", "outputs.terms"), works(report, "1.4"))),
        Section("1.5 Contact and complaints", declared(facts, "1.5", "complaints.contact", "complaints.process")),
    )


def _rules(report: Report) -> Field:
    rows = tuple((row.rule.id, row.rule.title, wording.count(row.open), wording.count(row.waived)) for row in report.rules)
    return measured(
        "rules-measured", "1.1", "Rules by which the corpus was judged", (),
        f"Policy {report.policy_name}, digest {report.policy_digest}.", read_share(report),
        Listing(("Rule", "Title", "Open verdicts", "Waived verdicts"), rows),
    )  # fmt: skip


def _access(report: Report, facts: Facts) -> tuple[Field, ...]:
    kinds = tuple(
        (row.name, wording.count(row.domains), wording.count(row.documents))
        for row in report.sources.origins if row.by == "kind" and row.name == "shadow_library"
    )  # fmt: skip
    found = measured(
        "shadow-libraries-measured", "1.2", "Documents attributed to shadow libraries",
        () if kinds else ("None by the lists of sites that ship with the program. Other sites may not be on them.",),
        "Attribution of documents to sites by kind.", read_share(report), Listing(("Kind", "Domains", "Documents"), kinds),
    )  # fmt: skip
    keys = ("crawling.used", "crawling.crawlers", "crawling.access", "crawling.excluded")
    return (*declared(facts, "1.2", *keys), found)
