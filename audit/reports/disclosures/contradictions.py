"""Declared facts that measures of the run speak against."""

from collections.abc import Iterator
from datetime import date

from audit.report_model import Report
from audit.report_model.disclosures import Contradiction, DatasetRow, Measures
from audit.reports import wording
from audit.reports.disclosures.facts import Facts

MANY_DOMAINS = 20
"So many domains that no source accounts for are hardly had without crawling; a few may be references or letters."


def contradictions(report: Report, measures: Measures, facts: Facts) -> tuple[Contradiction, ...]:
    """All of them, in the order of the template's sections."""
    return (
        *_size(measures, facts), *_latest(measures, facts), *_datasets(measures, facts),
        *_crawling(measures, facts), *_synthetic(report, measures, facts),
    )  # fmt: skip


def _size(measures: Measures, facts: Facts) -> Iterator[Contradiction]:
    tokens, totals = facts.values.get("corpus.tokens"), measures.totals
    if isinstance(tokens, int) and not totals.words <= tokens <= totals.bytes:
        counted = f"The corpus holds {wording.plural(totals.words, 'word')} and {wording.plural(totals.bytes, 'byte')} of text."
        yield Contradiction("Training data size (corpus.tokens)", f"{wording.count(tokens)} tokens.", counted)


def _latest(measures: Measures, facts: Facts) -> Iterator[Contradiction]:
    declared, last = facts.values.get("corpus.latest"), measures.totals.last_captured
    if isinstance(declared, date) and last and last > declared.isoformat():
        yield Contradiction("Latest date of collection (corpus.latest)", f"{declared}.", f"A record is dated {last}.")


def _datasets(measures: Measures, facts: Facts) -> Iterator[Contradiction]:
    known = [row for row in measures.datasets if row.recognised]
    names = ", ".join(row.name for row in known)
    if known and facts.values.get("public.used") is False:
        yield Contradiction("Public datasets (public.used)", "No.", f"Recognised in the corpus: {names}.")
    items = facts.lists.get("dataset", ())
    missing = [row.name for row in known if not any(_same(row, item["name"], item["link"]) for item in items)]
    if items and missing:
        listed = f"The list names {wording.plural(len(items), 'dataset')}."
        yield Contradiction("List of datasets (dataset)", listed, f"Recognised and not in the list: {', '.join(missing)}.")


def _same(row: DatasetRow, name: str, link: str) -> bool:
    """A declared dataset is the recognised one: by its id, its name or its link, whatever the case."""
    own = {row.source_id.casefold(), row.name.casefold()}
    return name.casefold() in own or (
        bool(link) and (link == row.url or link.casefold().rstrip("/").endswith(row.source_id.casefold()))
    )


def _crawling(measures: Measures, facts: Facts) -> Iterator[Contradiction]:
    domains = measures.totals.domains_without_source
    if facts.values.get("crawling.used") is False and domains >= MANY_DOMAINS:
        found = f"Records that no dataset accounts for state addresses of {wording.plural(domains, 'domain')}."
        yield Contradiction("Crawling (crawling.used)", "No.", found)


def _synthetic(report: Report, measures: Measures, facts: Facts) -> Iterator[Contradiction]:
    findings, naming = sum(row.findings for row in report.families), measures.totals.naming_a_model
    if facts.values.get("synthetic.used") is False and findings + naming:
        said = f"{wording.plural(findings, 'finding')} of text that says that a model wrote it"
        yield Contradiction(
            "Synthetic data (synthetic.used)", "No.", f"{said}; {wording.plural(naming, 'record')} with a model named."
        )
