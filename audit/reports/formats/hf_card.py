"""
A card for a hub of datasets: its block of YAML as far as facts are declared or measured, and a section on the licensing audit.

The declared licence is set beside what was found, and what differs is told.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from audit.report_model import Report
from audit.report_model.lineage import SourceRow
from audit.reports import described, wording, wording_lineage
from audit.reports.counts import counts
from audit.reports.described import line
from audit.reports.marked import marked

IDS = frozenset(
    "afl-3.0 agpl-3.0 apache-2.0 artistic-2.0 bsd-2-clause bsd-3-clause bsd-3-clause-clear bsl-1.0 cc-by-2.0 cc-by-2.5 cc-by-3.0 "
    "cc-by-4.0 cc-by-nc-2.0 cc-by-nc-3.0 cc-by-nc-4.0 cc-by-nc-nd-3.0 cc-by-nc-nd-4.0 cc-by-nc-sa-2.0 cc-by-nc-sa-3.0 "
    "cc-by-nc-sa-4.0 cc-by-nd-4.0 cc-by-sa-3.0 cc-by-sa-4.0 cc0-1.0 cdla-permissive-1.0 cdla-permissive-2.0 cdla-sharing-1.0 "
    "ecl-2.0 epl-1.0 epl-2.0 eupl-1.1 eupl-1.2 gpl-2.0 gpl-3.0 isc lgpl-2.1 lgpl-3.0 lppl-1.3c mit mpl-2.0 ms-pl ncsa ofl-1.1 "
    "osl-3.0 postgresql unlicense wtfpl zlib".split()
)
"Ids of the hub that are those of SPDX in small letters."
OTHER_IDS: Mapping[str, str] = {"odbl-1.0": "odbl", "odc-by-1.0": "odc-by", "pddl-1.0": "pddl"}
SIZES = ("n<1K", "1K<n<10K", "10K<n<100K", "100K<n<1M", "1M<n<10M", "10M<n<100M", "100M<n<1B", "1B<n<10B", "10B<n<100B",
         "100B<n<1T", "n>1T")  # fmt: skip
"Names of sizes: below a thousand records, then by tens."
DIFFERENCES = 50
"Lines on what differs; the rest is counted."


def render(report: Report) -> bytes:
    """The card as UTF-8; the same report gives the same bytes."""
    import yaml

    block = yaml.safe_dump(_block(report), sort_keys=False, allow_unicode=False, width=10_000)
    return f"---\n{block}---\n\n{chr(10).join(_section(report))}\n".encode()


def _block(report: Report) -> dict[str, Any]:
    """Keys of the hub's YAML; what is not known is left out, but for the licence, which is then unknown."""
    whole = described.itself(report)
    block: dict[str, Any] = {"pretty_name": described.name(report), **_licence(described.declared(whole))}
    if codes := described.languages(report):
        block["language"] = codes
    block["size_categories"] = [_size(report.coverage.documents)]
    if extended := [f"extended|{line(row.source_id)}" for row in described.parts(report) if row.origin == "known dataset"]:
        block["source_datasets"] = extended
    if _is_generated(report):
        block["language_creators"] = ["machine-generated"]
    return block


def _licence(licence: str | None) -> dict[str, str]:
    """The hub's id of a licence, or its name where the hub has no id."""
    if licence is None:
        return {"license": "unknown"}
    id_ = licence.lower().removesuffix("-only").removesuffix("-or-later")
    if id_ in IDS or id_ in OTHER_IDS:
        return {"license": OTHER_IDS.get(id_, id_)}
    link = {"license_link": f"https://spdx.org/licenses/{licence}.html"} if described.is_listed(licence) else {}
    return {"license": "other", "license_name": line(licence), **link}


def _size(documents: int) -> str:
    return SIZES[min(max(len(str(documents)) - 3, 0), len(SIZES) - 1)]


def _is_generated(report: Report) -> bool:
    """Manifests or records name a model that wrote some of it."""
    totals = report.dataset.totals
    return any(row.generators for row in report.lineage.sources) or bool(totals and totals.naming_a_model)


def _section(report: Report) -> Iterator[str]:
    yield from ("## Licensing audit", "")
    yield from (f"**{wording.STATUSES[report.gate.status]}.** {marked(report.gate.sentence)}", "")
    yield f"By corpus-audit {marked(report.tool_version)} on {report.created[:10]}. A match is evidence, not a legal conclusion."
    yield f"Not established by this audit: {', '.join(described.unknown(report))}."
    yield from ("", "### The declared licence and what was found", "")
    yield from _checked(report)
    yield from ("", "| licence | documents that declare it | documents that hold it |", "|---|---:|---:|")
    yield from (f"| {marked(row.spdx)} | {row.declared_documents} | {row.found_documents} |" for row in report.licences)
    if rows := described.parts(report):
        yield from ("", "### Sources", "", "| source | declared | concluded by a person | documents |", "|---|---|---|---:|")
        yield from (_source(row) for row in rows)
    yield from ("", "### Counts", "", "| | |", "|---|---:|")
    yield from (f"| {name} | {count} |" for name, count in counts(report).items())
    yield from ("", "### What was not checked", "")
    coverage = report.coverage
    yield f"{coverage.documents} documents of {coverage.files} files; {wording.share(coverage.read_share)} of bytes were read."
    yield from ("", *(f"* {marked(sentence)}" for sentence in coverage.not_checked))


def _source(row: SourceRow) -> str:
    concluded = f"{row.concluded} ({row.concluded_by}, {row.concluded_on})" if row.concluded else "-"
    return f"| {marked(row.name)} | {marked(row.declared or '-')} | {marked(concluded)} | {row.documents} |"


def _checked(report: Report) -> Iterator[str]:
    """The declared licence of the whole, and what speaks against it or against that of a source."""
    whole = described.itself(report)
    declared = described.declared(whole)
    if declared is None:
        yield "No licence is declared for the corpus as a whole."
    else:
        yield f"The corpus is declared to be under {marked(declared)}."
    told = list(_differences(report))
    yield from ("", *(f"* {one}" for one in told[:DIFFERENCES])) if told else ("", "Nothing was found that differs from it.")
    if len(told) > DIFFERENCES:
        yield f"* and {len(told) - DIFFERENCES} more differences, which the report has"


def _differences(report: Report) -> Iterator[str]:
    for row in report.lineage.laundering:
        kind = "the terms of " if row.because_role == "generator" else ""
        yield (
            f"{marked(row.name)} is labelled {marked(row.declared)}, which says less than {kind}{marked(row.because_statement)}, "
            f"stated of {marked(row.because_name)}; {wording.plural(row.documents, 'document')}"
        )
    for conflict in report.lineage.conflicts:
        other = f" ({marked(conflict.other)})" if conflict.other else ""
        yield f"{marked(conflict.name)}, labelled {marked(conflict.declared)}: {wording_lineage.CONFLICTS[conflict.kind]}{other}"
    declared = described.declared(described.itself(report))
    if declared:
        for held in report.licences:
            if (held.declared_documents or held.found_documents) and held.spdx not in (declared, "none"):
                yield f"documents that declare {marked(held.spdx)}: {held.declared_documents}; holding it: {held.found_documents}"
