"""The corpus as a dataset, as values of the report: its files, languages and days, for formats that describe datasets."""

from dataclasses import dataclass
from datetime import date

from audit.report_model.disclosures import LanguageRow, Totals


@dataclass(frozen=True, slots=True)
class FileGroup:
    """Files that were read in one format, whose names end alike and that lie in one folder."""

    format: str
    path: str
    "The folder in the corpus with a slash after it; of a name without an ending, the file."
    ending: str
    "Such as .jsonl.gz; empty: the name has none."
    files: int
    records: int
    documents: int
    words: int
    stored_bytes: int


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What a manifest states of a source beside its licence."""

    source_id: str
    version: str | None
    retrieved_from: date | None
    retrieved_to: date | None


@dataclass(frozen=True, slots=True)
class Dataset:
    """All of it. The run keeps no digest of single files."""

    files: tuple[FileGroup, ...] = ()
    "Most bytes first; those beyond the first are in `Report.coverage` only."
    languages: tuple[LanguageRow, ...] = ()
    "As records declare; most words first."
    totals: Totals | None = None
    "None: not counted."
    sources: tuple[SourceFacts, ...] = ()
