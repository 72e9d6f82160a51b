"""A draft as Markdown; whatever comes from the corpus or from people is text there, never markup."""

from collections.abc import Iterator

from audit.report_model.disclosures import Basis, Disclosure, Field, Listing
from audit.reports.disclosures.render import LONGEST
from audit.reports.marked import escaped


def render(draft: Disclosure) -> bytes:
    """The whole file in UTF-8."""
    return ("\n".join(_lines(draft)) + "\n").encode()


def _lines(draft: Disclosure) -> Iterator[str]:
    yield from (
        f"# {draft.title}",
        "",
        f"**Draft** for {escaped(draft.corpus)}, made {draft.created} by corpus-audit {draft.tool_version}.",
    )
    yield from ("", f"{draft.edition}. {draft.caution}", "")
    yield from (f"- {basis.value.replace('_', ' ')}: {draft.count(basis)}" for basis in Basis)
    yield f"- declared facts: {escaped(draft.facts) or 'no file was given'}"
    yield from ("", "## Contradictions", "")
    if not draft.contradictions:
        yield "No declared fact was found to contradict a measure. What is not declared could not be compared."
    for row in draft.contradictions:
        yield f"- **{row.about}.** Declared: {escaped(row.declared)} Measured: {escaped(row.measured)}"
    for section in draft.sections:
        yield from ("", f"## {section.title}")
        for field in section.fields:
            yield from _field(field)


def _field(field: Field) -> Iterator[str]:
    yield from ("", f"### {field.number} {field.wording}", "", f"*{field.basis.value.replace('_', ' ').capitalize()}.*")
    for paragraph in field.value:
        yield from ("", escaped(paragraph))
    if field.listing and field.listing.rows:
        yield from _listing(field.listing)
    yield from ("", f"Basis: {escaped(field.evidence)} {escaped(field.coverage)}".rstrip())


def _listing(listing: Listing) -> Iterator[str]:
    yield from ("", f"| {' | '.join(listing.columns)} |", f"|{' --- |' * len(listing.columns)}")
    for row in listing.rows[:LONGEST]:
        yield f"| {' | '.join(escaped(cell) for cell in row)} |"
    if len(listing.rows) > LONGEST:
        yield from ("", f"The first {LONGEST} of {len(listing.rows):,}; the JSON file has all.")
