"""A draft in each format. A format is a module of this package with `render(draft) -> bytes`."""

from importlib import import_module

from audit.errors import UsageError
from audit.report_model.disclosures import Disclosure

_MODULES = {"docx": "word", "html": "page", "json": "as_json", "md": "markdown"}
LONGEST = 200
"Rows of a listing that a person is shown; the JSON file has all."


def check(format: str) -> None:
    """UsageError where there is no such format."""
    if format not in _MODULES:
        raise UsageError(f"a disclosure has no format '{format}'; there are: {', '.join(_MODULES)}")


def render(draft: Disclosure, format: str) -> bytes:
    """The whole file; the same draft gives the same bytes."""
    written: bytes = import_module(f"{__package__}.{_MODULES[format]}").render(draft)
    return written
