"""HTML files: a page is a document, and keeps its marks."""

from collections.abc import Iterator

from audit.batch import Records
from audit.model import Skip, SkipReason
from audit.readers.rows import Rows
from audit.readers.stream import Source
from audit.text.html import LONGEST_PAGE, page


def read(source: Source, rows: Rows) -> Iterator[Records | Skip]:
    """The page of a file, without a date; a page too long to be one is a Skip."""
    data = source.read(LONGEST_PAGE + 1)
    if len(data) > LONGEST_PAGE:
        yield rows.skip(SkipReason.TOO_LARGE, f"a page of more than {LONGEST_PAGE} bytes", source.stop)
        return
    found = page(data)
    url = next((value for place, name, value in found.marks if (place, name) == ("link", "canonical") and "://" in value), None)
    skip = rows.add(
        found.text,
        url=url,
        title=found.title,
        language=found.language,
        marks=list(found.marks),
        decoded=len(data),
    )
    if skip is not None:
        yield skip
