"""A draft as a Word document, for counsel to edit. Needs the package python-docx."""

from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from audit.errors import UsageError
from audit.report_model.disclosures import Basis, Disclosure, Field, Listing
from audit.reports.disclosures.render import LONGEST
from audit.reports.visible import visible

_DAY = (1980, 1, 1, 0, 0, 0)
"The first day that a zip can state: the same draft gives the same bytes."


def render(draft: Disclosure) -> bytes:
    """The whole document. UsageError where python-docx is not installed."""
    try:
        from docx import Document
    except ImportError:
        raise UsageError("a Word document needs the package python-docx: pip install 'corpus-audit[docx]'") from None
    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.comments = draft.title, f"corpus-audit {draft.tool_version}", "Draft"
    properties.created = properties.modified = datetime.fromisoformat(draft.created).replace(tzinfo=None)
    _head(document, draft)
    for section in draft.sections:
        document.add_heading(section.title, 1)
        for field in section.fields:
            _field(document, field)
    written = BytesIO()
    document.save(written)
    return _same_times(written)


def _head(document: Any, draft: Disclosure) -> None:
    document.add_heading(draft.title, 0)
    document.add_paragraph(_text(f"Draft for {draft.corpus}, made {draft.created}. {draft.edition}. {draft.caution}"))
    counts = "; ".join(f"{basis.value.replace('_', ' ')}: {draft.count(basis)}" for basis in Basis)
    document.add_paragraph(_text(f"Fields: {counts}. Declared facts: {draft.facts or 'no file was given'}."))
    document.add_heading("Contradictions", 1)
    if not draft.contradictions:
        document.add_paragraph("No declared fact was found to contradict a measure. What is not declared could not be compared.")
    rows = tuple((row.about, row.declared, row.measured) for row in draft.contradictions)
    _table(document, Listing(("About", "Declared", "Measured"), rows))


def _field(document: Any, field: Field) -> None:
    document.add_heading(_text(f"{field.number} {field.wording}"), 2)
    document.add_paragraph(f"{field.basis.value.replace('_', ' ').capitalize()}.", style="Intense Quote")
    for paragraph in field.value:
        document.add_paragraph(_text(paragraph))
    if field.listing:
        _table(document, field.listing)
    document.add_paragraph(_text(f"Basis: {field.evidence} {field.coverage}"))


def _table(document: Any, listing: Listing) -> None:
    """The rows that a person is shown; no table where there are none."""
    if not listing.rows:
        return
    table = document.add_table(rows=0, cols=len(listing.columns), style="Table Grid")
    for row in (listing.columns, *listing.rows[:LONGEST]):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = _text(text)
    if len(listing.rows) > LONGEST:
        document.add_paragraph(f"The first {LONGEST} of {len(listing.rows):,}; the JSON file has all.")


def _text(text: str) -> str:
    return visible(text, lines=False).strip()


def _same_times(written: BytesIO) -> bytes:
    """The same archive with one fixed time for all its members."""
    again = BytesIO()
    with ZipFile(written) as old, ZipFile(again, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name, _DAY), old.read(name), ZIP_DEFLATED)
    return again.getvalue()
