"""
A Report in each format. A format is a module of `formats` with `render(report) -> bytes`; its name is the file's.

One that needs a package which may not be installed has `check()` too.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from audit.errors import UsageError
from audit.report_model import Report
from audit.reports import formats as _formats


class Format(Protocol):
    """What a module of `formats` offers."""

    def render(self, report: Report) -> bytes:
        """The whole file; the same report gives the same bytes."""
        ...


def formats() -> tuple[str, ...]:
    """The formats there are, sorted."""
    return tuple(sorted(module.name.replace("_", "-") for module in iter_modules(_formats.__path__)))


def check(format: str) -> None:
    """UsageError where there is no such format, or where a package is missing that it needs."""
    needs = getattr(_module(format), "check", None)
    if needs:
        needs()


def render(report: Report, format: str) -> bytes:
    """Write the report in one format; UsageError as of `check`."""
    return _module(format).render(report)


def _module(format: str) -> Format:
    if format not in formats():
        raise UsageError(f"no report format named '{format}'; there are: {', '.join(formats())}")
    return cast(Format, import_module(f"{_formats.__name__}.{format.replace('-', '_')}"))
