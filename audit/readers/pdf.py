"""PDF files: a file is a document, its pages joined. Needs pypdf."""

import logging
from collections.abc import Iterator

from audit.batch import Records
from audit.model import Skip, SkipReason
from audit.readers.dates import day
from audit.readers.rows import Rows
from audit.readers.stream import Source


def read(source: Source, rows: Rows) -> Iterator[Records | Skip]:
    """The text of a file's pages, joined by blank lines; a file without a text layer is a Skip (empty-text)."""
    try:
        import pypdf
    except ImportError:
        source.lose(SkipReason.MISSING_LIBRARY, "PDF needs pypdf: pip install corpus-audit[pdf]")
        return
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it comments on every flaw of a file
    try:
        file = pypdf.PdfReader(source.file)
        if file.is_encrypted and not file.decrypt(""):
            source.lose(SkipReason.ENCRYPTED, "the file asks for a password")
            return
        yield from _document(file, source, rows)
    except pypdf.errors.PyPdfError as error:
        source.lose(SkipReason.CORRUPT, f"PDF: {error}"[:160])


def _document(file: object, source: Source, rows: Rows) -> Iterator[Skip]:
    texts, size = [], 0
    for page in file.pages:  # type: ignore[attr-defined]
        texts.append(page.extract_text())
        size += len(texts[-1])
        if size > rows.limits.record_bytes:
            yield rows.skip(SkipReason.TOO_LARGE, f"more than {rows.limits.record_bytes} characters", source.stop)
            return
    about = file.metadata  # type: ignore[attr-defined]
    skip = rows.add(
        "\n\n".join(texts),
        captured=day(str(about.get("/CreationDate", "")).removeprefix("D:")[:8]) if about else None,
        title=str(about.title) if about and about.title else None,
        author=str(about.author) if about and about.author else None,
        decoded=source.stop,
    )
    if skip is not None:
        yield skip
