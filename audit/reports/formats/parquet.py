"""Findings and clues as Parquet, then measures, worst first, one a row; the file's metadata tell the counts of the whole run."""

from io import BytesIO

from audit.report_model import Report
from audit.reports.counts import counts, table


def render(report: Report) -> bytes:
    """A file with the columns of TABLE_SCHEMA; texts are as they were read, and may hold anything."""
    import pyarrow.parquet as pq

    told = {f"corpus-audit.{name}": str(count) for name, count in counts(report).items()}
    written = BytesIO()
    pq.write_table(table(report).replace_schema_metadata(told), written, compression="zstd")
    return written.getvalue()
