"""Runs in a row, of the summaries that they left; no run is opened."""

from collections.abc import Sequence
from pathlib import Path

from audit.errors import UsageError
from audit.pipeline import summaries
from audit.report_model.trend import Trend
from audit.reports import trend as reports
from audit.reports import trend_formats
from audit.writing import STDOUT, refuse_no_folder, write


def of(paths: Sequence[Path]) -> Trend:
    """The trend of runs' folders and files of summaries, in the order in which they were judged."""
    return reports.trend([summaries.read(path) for path in paths])


def check_outputs(outputs: Sequence[tuple[str, Path]]) -> None:
    """Refuse a format that does not exist or a folder that is not there, before any work is done."""
    for name, path in outputs:
        if name not in trend_formats.FORMATS:
            raise UsageError(f"no format of trends named '{name}'; there are: {', '.join(sorted(trend_formats.FORMATS))}")
        refuse_no_folder(path)


def write_all(trend: Trend, outputs: Sequence[tuple[str, Path]]) -> list[bytes]:
    """Write a trend in its formats; give back what goes to stdout."""
    shown = []
    for name, path in outputs:
        content = trend_formats.FORMATS[name](trend)
        if str(path) == STDOUT:
            shown.append(content)
        else:
            write(path, content)
    return shown
