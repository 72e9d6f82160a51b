"""
The largest domains as CSV, for the public summary that Article 53(1)(d) of the EU AI Act asks of providers.

One line a registered domain, largest first by bytes of text: the top tenth of all domains that records' addresses name.
`in_smaller_list` tells which of them a small or medium enterprise lists.
"""

from audit.report_model import Report
from audit.reports.sheet import sheet

HEAD = (
    "rank",
    "domain",
    "publisher",
    "kind",
    "records",
    "words",
    "bytes",
    "share_of_bytes",
    "cumulative_share",
    "first_capture",
    "last_capture",
    "in_smaller_list",
)


def render(report: Report) -> bytes:
    """The list in UTF-8; empty but for its head where no record states an address."""
    return sheet(
        HEAD,
        (
            (
                row.rank,
                row.domain,
                row.publisher,
                row.source_kind,
                row.documents,
                row.words,
                row.bytes,
                row.share,
                row.cumulative_share,
                row.first_captured,
                row.last_captured,
                "yes" if row.rank <= report.sources.domains_smaller else "no",
            )
            for row in report.sources.domains
        ),
    )
