"""
What formats that describe datasets tell alike: facts that are declared or measured, and nothing where neither is.

A licence is declared by a manifest or concluded by a person whose conclusion is recorded; the tool concludes none.
"""

import re
from collections.abc import Iterator

from audit.report_model import Report
from audit.report_model.lineage import SourceRow
from audit.reports import wording
from audit.reports.visible import visible

CORPUS = "corpus"
"The kind of source that stands for all that a manifest lists."
NOT_STATED = frozenset({"NOASSERTION", "NONE"})
CRAWLS = frozenset({"warc", "arc"})
"Formats that crawlers write."

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_LISTED = re.compile(r"(?!LicenseRef-|DocumentRef-)[A-Za-z0-9][A-Za-z0-9.+-]*")
_ADDRESS = re.compile(r"https?://[^\s\"<>\\^`{|}]+", re.IGNORECASE)


def itself(report: Report) -> SourceRow | None:
    """The row of sources that is the whole corpus; None: no manifest describes it as a whole."""
    rows = report.lineage.sources
    whole = [row for row in rows if row.kind == CORPUS]
    alone = [row for row in rows if row.listed and row.documents and row.documents == report.coverage.documents]
    return next(iter(whole or alone), None)


def parts(report: Report) -> list[SourceRow]:
    """The sources of the corpus beside the row that is the whole of it."""
    whole = itself(report)
    return [row for row in report.lineage.sources if row is not whole]


def name(report: Report) -> str:
    """The corpus's own name where a manifest gives one, else the title of its report."""
    whole = itself(report)
    return line(whole.name if whole else report.title) or "corpus"


def version(report: Report) -> str | None:
    """As the manifest states."""
    whole = itself(report)
    found = [row.version for row in report.dataset.sources if whole and row.source_id == whole.source_id]
    return found[0] if found else None


def declared(row: SourceRow | None) -> str | None:
    """The licence that is declared of a source, as an SPDX expression; None: none is, or it stands for none that is known."""
    return row.declared if row and row.declared and row.declared not in NOT_STATED else None


def is_listed(licence: str) -> bool:
    """Whether it is one id that looks like one of SPDX's list, and no expression and no licence of somebody's own."""
    return _LISTED.fullmatch(licence) is not None


def languages(report: Report) -> list[str]:
    """Codes of languages that records declare, most words first."""
    found = (row.language for row in report.dataset.languages if row.language)
    return list(dict.fromkeys(code for code in found if _LANGUAGE.fullmatch(code)))


def address(url: str | None) -> str | None:
    """An address of the web as it may stand in a file that links; None: it is none."""
    return url if url and _ADDRESS.fullmatch(url) else None


def collection(report: Report) -> Iterator[str]:
    """Sentences on how the corpus came together, as far as its records tell."""
    coverage, totals = report.coverage, report.dataset.totals
    yield f"{wording.plural(coverage.documents, 'document')} of {wording.plural(coverage.files, 'file')} were read."
    with_address = coverage.documents - coverage.documents_without_url
    yield f"{wording.count(with_address)} of them state the address that they are from."
    crawled = sum(row.documents for row in coverage.formats if row.format in CRAWLS)
    if crawled:
        yield f"{wording.count(crawled)} are from archives of crawls."
    if totals and totals.naming_a_model:
        yield f"The records of {wording.count(totals.naming_a_model)} name a model that wrote them."


def timeframe(report: Report) -> tuple[str, str] | None:
    """First and last day on which records say they were captured or written; None: none says so."""
    totals = report.dataset.totals
    return (totals.first_captured, totals.last_captured) if totals and totals.first_captured and totals.last_captured else None


def unknown(report: Report) -> list[str]:
    """What nobody stated and no scan can measure, in words."""
    whole = itself(report)
    facts = {
        "its licence": declared(whole),
        "its address": address(whole.url if whole else None),
        "who made it": whole.author if whole else None,
    }
    return [*(what for what, value in facts.items() if not value), "the day of its publication"]


def said(report: Report) -> str:
    """The corpus in a few sentences: the audit's result, how much was read, and what is not established."""
    return line(
        f"{report.title}. {wording.STATUSES[report.gate.status]}: {report.gate.sentence} "
        f"{wording.plural(report.coverage.documents, 'document')}, {wording.share(report.coverage.read_share)} of bytes read. "
        f"Not established by this audit: {', '.join(unknown(report))}."
    )


def line(text: str) -> str:
    """Foreign text on one line, with hidden characters by name."""
    return visible(text, lines=False).strip()
