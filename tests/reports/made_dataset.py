"""A dataset with everything that a report can tell of it, for tests of formats that describe datasets."""

from datetime import date

from audit.report_model.dataset import Dataset, FileGroup, SourceFacts
from audit.report_model.disclosures import LanguageRow, Totals


def made_dataset(text: str | None = None, scale: int = 1) -> Dataset:
    """Files whose folders are the text, where there is one."""
    folder = f"{text}/" if text else "harbour [old]/"
    return Dataset(
        (
            FileGroup("jsonl", folder, ".jsonl.gz", 3, 11_000 * scale, 10_990 * scale, 5_000_000 * scale, 31_000_000 * scale),
            FileGroup("jsonl", "notes/", ".jsonl", 1, 14, 10, 300, 1280),
            FileGroup("warc", "", ".warc.gz", 1, 1_000, 984, 400_020, 9_437_184),
            FileGroup("diary of tides", "README", "", 1, 1, 1, 12, 80),
        ),
        (
            LanguageRow("en", 9_000 * scale, 4_000_000 * scale),
            LanguageRow(None, 900, 40_000),
            LanguageRow("pt-BR", 84, 3_000),
            LanguageRow(text or "English, mostly", 1, 30),
        ),
        Totals(11_984 * scale, 5_500_320 * scale, 36_000_000 * scale, 1_140 * scale, "2023-05-01", "2024-02-29", 7, 3, 5 * scale),
        (SourceFacts("larch", "2.1", date(2023, 1, 1), None),),
    )
