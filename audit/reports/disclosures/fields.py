"""Fields of a form: declared by people, measured in the run, or not established, which is then said in plain sight."""

from audit.report_model import Report
from audit.report_model.disclosures import Basis, Field, Listing, Measures
from audit.reports import wording
from audit.reports.disclosures.facts import Facts
from audit.reports.disclosures.questions import BY_KEY


def declared(facts: Facts, number: str, *keys: str) -> tuple[Field, ...]:
    """One field a key of the file of facts."""
    return tuple(_declared(facts, number, key) for key in keys)


def _declared(facts: Facts, number: str, key: str) -> Field:
    value, asked = facts.told(key), BY_KEY[key].asked
    if value:
        return Field(key, number, asked, Basis.DECLARED, value, f"{key} in {facts.file.partition(',')[0]}")
    return Field(key, number, asked, Basis.NOT_ESTABLISHED, evidence=f"Nobody declared it: state {key} in the file of facts.")


def listed(facts: Facts, number: str, key: str, asked: str, columns: tuple[str, ...]) -> Field:
    """A list of named things that people declared."""
    items = facts.lists.get(key, ())
    if not items:
        return Field(
            key, number, asked, Basis.NOT_ESTABLISHED, evidence=f"Nobody declared any: add [[{key}]] to the file of facts."
        )
    rows = tuple(tuple(item.values()) for item in items)
    return Field(
        key, number, asked, Basis.DECLARED, (), f"[[{key}]] in {facts.file.partition(',')[0]}", "", Listing(columns, rows)
    )


def measured(
    id: str, number: str, asked: str, value: tuple[str, ...], evidence: str, coverage: str = "", listing: Listing | None = None
) -> Field:
    """What was measured; not established where nothing came of it, and the evidence says why."""
    there = value or (listing and listing.rows)
    return Field(id, number, asked, Basis.MEASURED if there else Basis.NOT_ESTABLISHED, value, evidence, coverage, listing)


def read_share(report: Report) -> str:
    """How much of the corpus was read."""
    return f"{wording.share(report.coverage.read_share)} of the corpus's bytes were read."


def period(measures: Measures, number: str) -> Field:
    """First and last date of the records."""
    totals = measures.totals
    value = (f"{_month(totals.first_captured)} to {_month(totals.last_captured)}",) if totals.first_captured else ()
    dated = totals.documents - totals.undated
    return measured(
        "period-measured", number, "First and last date that records state, by month", value,
        "Dates of capture or writing in the records; a date that a record does not state is not guessed.",
        f"{wording.count(dated)} of {wording.plural(totals.documents, 'document')} state a date.",
    )  # fmt: skip


def _month(day: str | None) -> str:
    year, month, _ = str(day).split("-")
    return f"{month}/{year}"


def generated(report: Report, measures: Measures, number: str) -> Field:
    """What texts and records say that a model wrote."""
    found = [row for row in report.families if row.findings]
    value = [f"{wording.plural(sum(row.findings for row in found), 'finding')} of text that says that a model wrote it."]
    if measures.totals.naming_a_model:
        value.append(f"{wording.plural(measures.totals.naming_a_model, 'record')} name a model that wrote them.")
    rows = tuple((row.family, row.provider or "not known", wording.count(row.documents)) for row in found)
    return measured(
        "generated-measured", number, "Text by AI models that was found in the corpus", tuple(value),
        "Findings of the run. What bears no mark of a model is not found; who had it made is not known from it.",
        read_share(report), Listing(("Family", "Provider", "Documents"), rows) if rows else None,
    )  # fmt: skip


def datasets(measures: Measures, number: str, least: float) -> Field:
    """Datasets that documents are of, above a share of the words of all such datasets."""
    rows = tuple(
        (row.name, row.url or "not known", row.retrieved or "not stated", wording.count(row.documents), wording.share(row.share),
         "recognised" if row.recognised else "listed by a manifest")
        for row in measures.datasets if row.share > least
    )  # fmt: skip
    over = f"over {wording.share(least, 0)} of all of them by words" if least else "by words"
    return measured(
        "datasets-measured", number, f"Datasets that documents are of, {over}", (),
        "Sources of manifests and recognised datasets. Datasets without a mark in the records are not recognised; none was found "
        "where none is listed.",
        f"{wording.plural(len(measures.datasets), 'dataset')} in all.",
        Listing(("Name", "Link", "Collected", "Documents", "Share", "How known"), rows),
    )  # fmt: skip
