"""The corpus of a run as a dataset: what formats that describe datasets need beside what every report has."""

from audit.report_model.dataset import Dataset, FileGroup, SourceFacts
from audit.report_model.disclosures import LanguageRow, Totals
from audit.store import Store

GROUPS = 200
"Groups of files that a report lists, by bytes; the coverage counts all."
SOURCES = 500
"Sources of which facts are told."


def dataset(store: Store) -> Dataset:
    """Files, languages, totals and what manifests state."""
    return Dataset(
        tuple(FileGroup(**row) for row in store.query("report_file_groups", most=GROUPS)),
        tuple(LanguageRow(**row) for row in store.query("disclosure_languages")),
        Totals(**store.query("disclosure_totals")[0]),
        tuple(SourceFacts(**row) for row in store.query("report_source_facts", most=SOURCES)),
    )
